// A small kit that passes every check, to be broken in one way at a time.
// In: nothing. Out: a map from path to content, and a function that writes it to a folder.
// Invariant: it is written by hand and shares nothing with the theme but its selectors.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const HOST = 'https://good.test/site/';
const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";
const HEADERS = [
  ['Content-Security-Policy', `${POLICY}; frame-ancestors 'self' https://intranet.test`], ['Referrer-Policy', 'no-referrer'],
  ['X-Robots-Tag', 'noindex, nofollow'], ['X-Content-Type-Options', 'nosniff'],
];

const STYLE = `:root { color-scheme: light dark; }
* { box-sizing: border-box; }
html { font: 100%/1.5 sans-serif; scroll-padding-block: 1rem 8rem; }
body { margin: 0; padding: 0 1rem 6rem; overflow-wrap: anywhere; }
a { color: #0645ad; }
:focus-visible { outline: 3px solid #000; outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: fixed; left: 1rem; top: -9rem; background: #fff; z-index: 3; }
.skip:focus { top: 1rem; }
.bar { position: fixed; inset: auto 0 0; padding: .5rem 1rem; background: #fff; }
.reach, #vp-exit { display: inline-flex; align-items: center; min-height: 44px; min-width: 44px; }
.plain { display: none; }
.icon { width: 24px; height: 24px; }
.leaving { position: fixed; inset: 0; z-index: 9; background: #fff; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (min-width: 60em) { .plain { display: block; } }
@media (prefers-color-scheme: dark) {
  a { color: #9cc4ff; }
  :focus-visible { outline-color: #fff; }
  body, .skip, .bar { background: #000; color: #fff; }
}
`;

const SCRIPT = `"use strict";
const exit = document.getElementById("vp-exit");
const status = document.getElementById("vp-status");
let presses = 0, modifier = false, timer = 0, cover = null;
function reset() { clearTimeout(timer); presses = 0; }
function leave() {
  reset();
  cover = document.createElement("div");
  cover.className = "leaving";
  document.body.append(cover);
  if (window.top !== window) {
    setTimeout(() => location.replace(exit.href), 700);
    try { window.top.location.replace(exit.href); return; } catch (refused) { /* below */ }
  }
  location.replace(exit.href);
}
document.querySelectorAll("[data-exit]").forEach((link) => link.addEventListener("click", (event) => { event.preventDefault(); leave(); }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Shift") { if (!event.repeat) modifier = event.ctrlKey; return; }
  if (event.shiftKey) modifier = true;
  reset();
});
document.addEventListener("pointerdown", (event) => { if (event.shiftKey) { modifier = true; reset(); } });
document.addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || modifier) return;
  presses += 1;
  clearTimeout(timer);
  timer = setTimeout(reset, 5000);
  status.textContent = "Pressed " + presses;
  if (presses === 3) leave();
});
window.addEventListener("pageshow", () => { reset(); if (cover) cover.remove(); cover = null; });
document.querySelectorAll("[data-copy]").forEach((text) => {
  const button = document.createElement("button");
  button.className = "copy";
  button.textContent = "Copy " + text.textContent;
  button.addEventListener("click", () => navigator.clipboard.writeText(text.textContent));
  text.after(" ", button);
});
`;

const HEAD = (root) => `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><link rel="icon" href="${root}icon.svg"><link rel="stylesheet" href="${root}style.css">
<script src="${root}site.js" defer></script>`;
const EXIT = '<a id="vp-exit" data-exit href="https://away.test/" target="_top" rel="noopener noreferrer">Leave</a> <span class="vh" id="vp-status" role="status"></span>';
const WAYS = (target) => `<section id="vp-contact" aria-label="Contact"><p class="plain"><bdi data-copy>06 1234</bdi></p>
<p><a class="reach" href="tel:+31612345678"${target}>Call Sam</a></p></section>`;

/** A page with a head to skip, a body, and the ways in. */
function page(lang, title, text, { root = '', extra = '', dir = 'ltr' } = {}) {
  return `<!doctype html>
<html lang="${lang}" dir="${dir}"><head>${HEAD(root)}<title>${title}</title>${extra}</head><body>
<header><a class="skip" href="#vp-main">Skip</a><a class="skip" data-exit href="https://away.test/" rel="noopener noreferrer">Leave quickly</a>
<div class="bar">${EXIT}</div></header>
<main id="vp-main" tabindex="-1"><h1>${title}</h1>${WAYS('')}
${text}</main></body></html>
`;
}

const ALTERNATES = '<link rel="alternate" hreflang="en" href="https://good.test/site/"><link rel="alternate" hreflang="nl" href="https://good.test/site/nl/">';

/** The kit. */
export function goodKit() {
  const lines = HEADERS.map(([name, value]) => `  ${name}: ${value}\n`).join('');
  return {
    'index.html': `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="site/icon.svg"><title>Kit</title></head>
<body><main><h1>Kit</h1><p><a href="site/index.html">The site</a></p></main></body></html>
`,
    'contact/sam.vcf': 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Sam\r\nTEL:+31612345678\r\nEND:VCARD\r\n',
    'onboarding/meeting.ics': `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Zone\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Zone:20260102T100000\r\nDURATION:PT30M\r\nSUMMARY:Meet\r\nLOCATION:Here\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    'intranet/text.html': '<p>Talk to Sam: <a href="tel:+31612345678">06 1234 5678</a> &#233;</p>\n',
    'intranet/mail.eml': `Subject: Meet Sam\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nCall 06 1234 5678\r\n--b\r\nContent-Type: text/html\r\n\r\n<p><a href="tel:+31612345678">Call</a></p>\r\n--b--\r\n`,
    'hosting/nginx.conf': `${HEADERS.map(([name, value]) => `add_header ${name} "${value}" always;\n`).join('')}error_page 404 /site/404.html;\n`,
    'site/_headers': `/*\n${lines}`,
    'site/.htaccess': `ErrorDocument 404 /site/404.html\n${HEADERS.map(([name, value]) => `Header always set ${name} "${value}"\n`).join('')}`,
    'site/style.css': STYLE,
    'site/site.js': SCRIPT,
    'site/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#888" d="M4 4h16v16H4z"/></svg>',
    'site/index.html': page('en', 'Home', '<p><a href="text.html#more">More</a></p><p><a href="nl/index.html" hreflang="nl" lang="nl">Nederlands</a></p>', { extra: `<link rel="canonical" href="${HOST}">${ALTERNATES}` }),
    'site/nl/index.html': page('nl', 'Thuis', '<p><a href="../index.html" hreflang="en" lang="en">English</a></p>', { root: '../', extra: `<link rel="canonical" href="${HOST}nl/">${ALTERNATES}` }),
    'site/text.html': page('en', 'Text', `<h2 id="more">More</h2>${'<p>A line of <a href="index.html">text</a>.</p>'.repeat(12)}`),
    'site/404.html': page('en', 'Not found', `<p><a href="${HOST}index.html">Home</a></p>`, { root: HOST }),
    'site/embed.html': `<!doctype html>
<html lang="en" dir="ltr"><head>${HEAD('')}<title>Contact</title></head><body class="embed">
<header>${EXIT}</header><main><h1>Contact</h1>${WAYS(' target="_blank" rel="noopener noreferrer"')}
<p><a href="index.html" target="_blank" rel="noopener noreferrer">The site</a></p></main></body></html>
`,
  };
}

/** Writes a kit below a folder of kits. */
export function writeKit(dist, name, files) {
  for (const [path, content] of Object.entries(files)) {
    const full = join(dist, name, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}
