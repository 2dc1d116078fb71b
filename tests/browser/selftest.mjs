// Proves that every check can fail.
// In: node selftest.mjs [check ...]. Out: one line per case; exit status 1 if a check let something pass
// or complained about the sound kit. Invariant: each case breaks the sound kit in ways that are
// named here, and each named fault has to be reported.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS } from './lib/checks.mjs';
import { goodKit, writeKit } from './lib/fixture.mjs';
import { findKits } from './lib/kits.mjs';
import { Report } from './lib/report.mjs';
import { runCheck } from './lib/runner.mjs';
import { shortfall } from './lighthouse.mjs';

const HOME = 'site/index.html';
const TEXT = 'site/text.html';
const EMBED = 'site/embed.html';
const STYLE = 'site/style.css';
const SCRIPT = 'site/site.js';

/** Replaces a part of a file; a part that is not there is a fault of the case. */
function swap(files, path, from, to) {
  if (!files[path].includes(from)) throw new Error(`${path} has no ${from}`);
  files[path] = files[path].replaceAll(from, to);
}

/** Puts something at the end of a page's text. */
function add(files, path, html) {
  swap(files, path, '</main>', `${html}</main>`);
}

/** Random letters, which do not pack well. */
function noise(length) {
  let [text, seed] = ['', 7];
  while (text.length < length) {
    seed = (seed * 16807) % 2147483647;
    text += seed.toString(36);
  }
  return text;
}

/** Leaves only some pages, where a check takes long per page. */
function keep(files, ...pages) {
  for (const path of Object.keys(files)) if (path.endsWith('.html') && !pages.includes(path) && path !== 'index.html') delete files[path];
}

const NO_POLICY = (files) => { files['site/_headers'] = '/*\n  X-Content-Type-Options: nosniff\n'; };

/** Cases: the check, a name, how the kit is broken, and what has to be reported. */
const CASES = [
  ['html', 'errors', (f) => add(f, TEXT, '<p id="more">Twice</p><ul><p>no item</p></ul>'), [/no-dup-id/, /element-permitted-content/]],
  ['html', 'kit page', (f) => swap(f, 'index.html', '</h1>', '</h2>'), [/close-order/]],

  ['messages', 'what nobody can use', (f) => {
    swap(f, 'contact/sam.vcf', 'TEL:+31612345678\r\n', '');
    swap(f, 'onboarding/meeting.ics', 'DURATION:PT30M', 'DURATION:PT0M');
    swap(f, 'onboarding/meeting.ics', 'BEGIN:VTIMEZONE\r\nTZID:Zone', 'BEGIN:VTIMEZONE\r\nTZID:Other');
    swap(f, 'intranet/text.html', '<p>', '<p class="a">\u00e9');
    swap(f, 'intranet/mail.eml', 'X-Unsent: 1', 'To: all@good.test');
    swap(f, 'intranet/mail.eml', '06 1234 5678', 'us');
    swap(f, 'intranet/mail.eml', 'Call</a>', 'Call</a><img src="https://count.test/a.png">');
    f['intranet/short.txt'] = 'Hello';
    f['contact/broken.vcf'] = 'nothing';
  }, [/no number and no address/, /does not end after/, /time zone is not described/, /would change it/, /another encoding/, /open as a draft/, /names a sender/, /plain text lacks/, /loads something/, /hardly any text/, /broken\.vcf: cannot be read/]],

  ['links', 'missing things', (f) => {
    add(f, TEXT, '<a href="gone.html">a</a><a href="index.html#gone">b</a><a href="/site/index.html">c</a><a href="https://other.test/">d</a><a href="tel:abc">e</a><a href="mailto:x">f</a><a href="http://other.test/" rel="noreferrer">g</a><p aria-labelledby="nobody">h</p>');
  }, [/gone\.html: status 404/, /index\.html#gone: no such anchor/, /begins at the root/, /tells where one came from/, /not a telephone/, /not a mail/, /neither https/, /refers to "nobody"/]],
  ['links', 'languages', (f) => {
    swap(f, 'site/nl/index.html', 'lang="nl" dir="ltr"', 'lang="ar" dir="ltr"');
    swap(f, TEXT, '</title>', `</title><link rel="canonical" href="https://good.test/site/">`);
  }, [/says nl and is ar/, /is ar and runs ltr/, /calls itself/]],
  ['links', 'not mutual', (f) => swap(f, 'site/nl/index.html', '<link rel="alternate" hreflang="en" href="https://good.test/site/">', ''), [/does not refer back/]],
  ['links', 'unreachable, and frame', (f) => {
    swap(f, HOME, 'href="text.html#more"', 'href="index.html"');
    swap(f, EMBED, 'target="_blank" rel="noopener noreferrer">The site', 'rel="noopener noreferrer">The site');
  }, [/no link leads here/, /in a frame this opens in/]],
  ['links', 'missing page at a deep address', (f) => swap(f, 'site/404.html', 'https://good.test/site/style.css', 'style.css'), [/style\.css: status 404/]],

  ['files', 'only for the web', (f) => {
    swap(f, TEXT, 'href="style.css"', 'href="/style.css"');
    add(f, TEXT, '<a href="nl/">nl</a><a href="gone.html">gone</a>');
  }, [/console error: .*NOT_FOUND/, /links to gone\.html/]],

  ['weight', 'too heavy', (f) => {
    swap(f, STYLE, '.icon {', `.${noise(30000)} {}\n.icon {`);
    f['site/two.css'] = 'p { margin: 1em 0; }';
    f['site/three.js'] = '"use strict";';
    f['site/portrait.svg'] = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><desc>${noise(90000)}</desc></svg>`;
    swap(f, HOME, '</title>', '</title><link rel="stylesheet" href="two.css"><script src="three.js"></script>');
    add(f, HOME, '<p class="portrait"><img src="portrait.svg" alt="" width="10" height="10"></p>');
  }, [/first view needs/, /whole page is/, /2 style sheets/, /1 scripts hold/]],

  ['privacy', 'keeps and tells', (f) => {
    NO_POLICY(f);
    f['site/bad.js'] = `localStorage.setItem("a", "b"); localStorage.removeItem("a"); sessionStorage.setItem("c", "d");
document.cookie = "e=f"; indexedDB.open("g"); caches.open("h"); navigator.serviceWorker.register("none.js").catch(() => {});
navigator.sendBeacon("https://count.test/"); console.log("hello"); window.name = "i"; setTimeout(() => { throw new Error("broken"); });`;
    add(f, TEXT, '<script src="bad.js"></script><img src="https://count.test/pixel.png" alt=""><link rel="preconnect" href="https://count.test/">');
  }, [/keeps something: web storage/, /sessionStorage/, /keeps something: cookie/, /IndexedDB/, /keeps something: cache/, /service worker/, /beacon/, /name of the window/,
    /request to https:\/\/count\.test\/pixel/, /console log: hello/, /page error: broken/, /asks for another address beforehand/]],
  ['privacy', 'refused by the policy', (f) => add(f, TEXT, '<script>document.title = "x";</script><img src="https://count.test/pixel.png" alt=""><img src="gone.png" alt="">'),
    [/refused by the policy: script-src/, /refused by the policy: img-src/, /status 404/]],
  ['privacy', 'cookie by the server', (f) => { f['site/_headers'] += '  Set-Cookie: a=b; Path=/\n'; }, [/a cookie set by/, /keeps something: cookie a/]],

  ['reflow', 'too wide', (f) => {
    add(f, TEXT, '<p class="wide">Wide</p><p class="out">Outside</p><p class="rem">Rem</p>');
    f[STYLE] += '.wide { width: 400px; } .out { position: absolute; left: -3rem; } .rem { width: 25rem; }';
  }, [/wider than the window \(320 px\)/, /text outside the window: "Outside"/, /root font size 200 %/, /browser font size 32/]],

  ['touch', 'small, deep, not plain', (f) => {
    f[STYLE] += '.reach { min-height: 20px; } #vp-exit { min-height: 30px; } @media (max-width: 40em) { h1 { margin-top: 700px; } } @media (min-width: 60em) { .plain { display: none; } }';
  }, [/"Call Sam" is/, /"Leave" is/, /first contact button begins at/, /is not plain text with a mouse/]],
  ['touch', 'copies something else', (f) => {
    swap(f, SCRIPT, 'writeText(text.textContent)', 'writeText("wrong")');
    swap(f, EMBED, ' data-copy', '');
  }, [/copies "wrong"/, /1 ways to the adviser, 0 texts/]],
  ['touch', 'a chat that a mouse cannot open', (f) => {
    swap(f, HOME, '<p><a class="reach"', '<p class="channel-web"><a href="https://chat.example.nl/">Chat</a></p><p><a class="reach"');
    f[STYLE] += '@media (min-width: 60em) { .channel-web { display: none; } }';
  }, [/a chat or a form cannot be opened with a mouse/]],
  ['touch', 'nothing to press', (f) => {
    f[STYLE] += '.reach, #vp-exit { display: none; }';
  }, [/no contact button/, /no way out/]],

  ['keyboard', 'unseen, covered, out of order', (f) => {
    swap(f, STYLE, 'outline: 3px solid #000; outline-offset: 2px;', 'outline: none;');
    swap(f, STYLE, 'scroll-padding-block: 1rem 8rem;', '');
    swap(f, STYLE, 'padding: .5rem 1rem; background: #fff;', 'padding: 6rem 1rem; background: #fff;');
    add(f, HOME, '<p><a href="text.html" tabindex="-1">never</a> <a href="text.html" tabindex="3">first</a></p>');
    add(f, TEXT, '<p class="row"><a href="index.html">one</a> <a href="index.html">two</a></p>');
    f[STYLE] += '.row { display: flex; flex-direction: row-reverse; }';
  }, [/focus is not to be seen/, /focus is covered/, /reached 0 times: <a href="text.html" tabindex="-1"/, /tabindex above 0/, /not that of the document/, /lies before what it follows/, /does not begin with the skip link/]],
  ['keyboard', 'a trap, and a skip link that skips nothing', (f) => {
    f[SCRIPT] += 'document.querySelector("main p a")?.addEventListener("keydown", (event) => { if (event.key === "Tab") event.preventDefault(); });';
    swap(f, HOME, 'id="vp-main" tabindex="-1"', 'id="main"');
  }, [/reached \d{2,} times|reached 0 times/, /Tab does not go on in the text/]],

  ['noscript', 'needs the script', (f) => {
    f[STYLE] += '.reach { display: none; }';
    NO_POLICY(f);
    swap(f, HOME, '<meta name="referrer" content="no-referrer">', '<meta name="referrer" content="unsafe-url">');
    swap(f, HOME, 'target="_top" rel="noopener noreferrer">Leave<', 'target="_top">Leave<');
    swap(f, TEXT, 'id="vp-exit"', 'id="vp-exit" hidden');
    f[STYLE] += '[hidden] { display: none !important; }';
    swap(f, 'site/404.html', 'href="tel:+31612345678"', 'href="#"');
  }, [/ways to the adviser are not to be seen/, /tells where one was/, /way out is not to be seen/, /has no way to the adviser/]],
  ['noscript', 'stays in the frame', (f) => swap(f, EMBED, ' target="_top"', ''), [/does not leave/]],

  ['exit', 'leaves a trace', (f) => {
    keep(f, HOME);
    NO_POLICY(f);
    swap(f, HOME, '<meta name="referrer" content="no-referrer">', '<meta name="referrer" content="unsafe-url">');
    swap(f, SCRIPT, 'location.replace(exit.href);\n}', 'location.href = exit.href;\n}');
  }, [/tells the other site where one was/, /Back leads to the page one has left/]],
  ['exit', 'shows the page, and frames stay', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, 'document.body.append(cover);', '');
    swap(f, SCRIPT, 'try { window.top.location.replace(exit.href); return; } catch (refused) { /* below */ }', 'return;');
    swap(f, SCRIPT, 'setTimeout(() => location.replace(exit.href), 700);', '');
  }, [/the page is to be seen while leaving/, /the top page does not leave/, /the page is still in the frame/]],
  ['exit', 'stays hidden after Back', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, 'if (cover) cover.remove(); cover = null;', '');
  }, [/stays hidden after Back|pageshow does not show/]],
  ['exit', 'counts what it should not', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, 'if (event.shiftKey) modifier = true;\n  reset();', '');
    swap(f, SCRIPT, 'modifier = event.ctrlKey;', '');
    swap(f, SCRIPT, 'timer = setTimeout(reset, 5000);', '');
    swap(f, SCRIPT, '{ modifier = true; reset(); }', '{}');
    swap(f, SCRIPT, 'status.textContent = "Pressed " + presses;', '');
  }, [/held with Tab/, /held with a letter/, /held with Control/, /held while clicking/, /another key came between/, /more than 5 seconds/, /does not hear/]],
  ['exit', 'leaves after two presses', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, 'presses === 3', 'presses === 2');
  }, [/Shift was pressed twice/]],
  ['exit', 'gives up too soon', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, '5000', '2000');
  }, [/does not leave/]],
  ['exit', 'leaves by a key held down', (f) => {
    keep(f, HOME);
    swap(f, SCRIPT, 'if (!event.repeat) modifier = event.ctrlKey; return;', 'modifier = event.ctrlKey; presses += 1; if (presses >= 3) leave(); return;');
  }, [/held down for long/]],
  ['exit', 'no script', (f) => {
    keep(f, HOME);
    f[SCRIPT] = '"use strict";';
  }, [/Shift thrice\): does not leave|does not leave/, /while leaving/]],

  ['engines', 'stays, tells and keeps', (f) => {
    keep(f, HOME, EMBED);
    NO_POLICY(f);
    swap(f, HOME, '<meta name="referrer" content="no-referrer">', '<meta name="referrer" content="unsafe-url">');
    swap(f, HOME, 'target="_top" rel="noopener noreferrer">Leave<', 'target="_top">Leave<');
    swap(f, EMBED, ' target="_top"', '');
    swap(f, SCRIPT, 'location.replace(exit.href);\n}', 'location.href = exit.href;\n}');
    f[SCRIPT] += 'localStorage.setItem("a", "b"); document.cookie = "e=f"; new Image().src = "https://count.test/pixel.png";';
    f['site/_headers'] = "/*\n  Content-Security-Policy: frame-ancestors 'self' https://intranet.test\n";
  }, [/Firefox: .*tells the other site/, /WebKit: .*tells the other site/, /Firefox: .*Back leads to/, /WebKit: .*Back leads to/, /Firefox without script: .*embed.*does not leave/,
    /WebKit without script: .*embed.*does not leave/, /keeps something: localStorage/, /keeps something: cookie/, /request to count\.test/]],

  ['hosting', 'headers', (f) => {
    swap(f, 'site/.htaccess', 'X-Content-Type-Options "nosniff"', 'X-Frame-Options "DENY"');
    swap(f, 'site/.htaccess', 'ErrorDocument 404 /site/404.html', '');
    swap(f, 'hosting/nginx.conf', ' https://intranet.test', ' https:');
    swap(f, 'hosting/nginx.conf', 'add_header Referrer-Policy', 'add_header Referrer-Policy "no-referrer" always;\nadd_header Referrer-Policy');
  }, [/no x-content-type-options/, /x-frame-options is there/, /shows something else than 404/, /is not what _headers says/, /is there 2 times/, /is shown in a frame of https:\/\/stranger/]],
  ['hosting', 'refuses the intranet', (f) => swap(f, 'hosting/nginx.conf', ' https://intranet.test', ''), [/is not shown in a frame of https:\/\/intranet/]],
  ['hosting', 'nothing for a server', (f) => { delete f['hosting/nginx.conf']; delete f['site/.htaccess']; }, [/nginx\.conf is not there/, /\.htaccess is not there/]],

  ['axe', 'faults in single modes', (f) => {
    keep(f, HOME, TEXT, EMBED);
    add(f, TEXT, '<img src="icon.svg" class="icon"><p class="dim">Dim</p><p class="dimdark">Dim in the dark</p><p class="narrow">Dim when narrow</p><p class="close"><button>x</button><button>y</button></p>');
    add(f, EMBED, '<img src="icon.svg">');
    f[STYLE] += `.dim { color: #aaa; background: #fff; } .close button { inline-size: 10px; block-size: 10px; padding: 0; border: 0; }
@media (prefers-color-scheme: dark) { .dimdark { color: #333; } } @media (max-width: 30em) { .narrow { color: #aaa; background: #fff; } }`;
  }, [/image-alt/, /color-contrast.*\.dim/, /color-contrast.*\.dimdark/, /color-contrast.*\.narrow/, /target-size/, /embed.*framed.*image-alt/]],
];

/** Writes a kit to a folder of its own and lets a check look at it. */
async function examine(check, files) {
  const dist = mkdtempSync(join(tmpdir(), 'browser-self-'));
  const report = new Report();
  try {
    writeKit(dist, 'good', files);
    await runCheck(check, findKits(dist), report);
  } finally {
    rmSync(dist, { recursive: true });
  }
  return report.failures.map(({ place, message }) => `${place}: ${message}`);
}

let faults = 0;

function tell(right, what, details) {
  console.log(`${right ? 'ok   ' : 'FAIL '} ${what}`);
  if (right) return;
  faults += 1;
  for (const line of details) console.log(`      ${line.slice(0, 300)}`);
}

async function sound(check) {
  const found = await examine(check, goodKit());
  tell(found.length === 0, `${check.name}: has nothing to say about the sound kit`, found);
}

async function broken([name, what, change, expected]) {
  const files = goodKit();
  change(files);
  const found = await examine(CHECKS.find((check) => check.name === name), files);
  const missed = expected.filter((pattern) => !found.some((line) => pattern.test(line)));
  const details = [...missed.map((pattern) => `not reported: ${pattern}`), ...new Set(found.slice(0, 30).map((line) => `reported: ${line}`))];
  tell(missed.length === 0, `${name}: reports ${what} (${expected.length} faults)`, details);
}

const only = process.argv.slice(2);
const chosen = CHECKS.filter(({ name }) => only.length === 0 || only.includes(name));
for (const check of chosen) {
  await sound(check);
  for (const one of CASES.filter(([name]) => name === check.name)) await broken(one);
  tell(CASES.some(([name]) => name === check.name), `${check.name}: has a case`, []);
}
const scores = { performance: 0.99, accessibility: 1, 'best-practices': 1, seo: 0.6 };
tell(shortfall(scores).join() === 'performance 99', 'lighthouse: reports a score below 100, and not that for search engines', []);
tell(shortfall({}).length === 3, 'lighthouse: reports scores that are missing', []);
console.log(faults === 0 ? 'passed: every check can fail' : `FAILED: ${faults}`);
process.exitCode = faults === 0 ? 0 : 1;
