// A visit leaves nothing behind and tells nobody. In: pages (see `facesOf`), used as a visitor would.
// Out: a failure per request off the origin, write to any storage, console message, page error
// or policy violation. Invariant: what is written and then removed is seen too.

import { withPage } from '../lib/browser.mjs';
import { facesOf, fewPagesOf, SITE } from '../lib/kits.mjs';
import { COPY_BUTTON } from '../lib/theme.mjs';

export const name = 'privacy';
export const long = 1;

/** Runs before a page's own scripts: notes every way to keep something. */
function watch() {
  const note = (what) => { (window.kept ??= []).push(what); };
  window.kept = [];
  window.refused = [];
  const wrap = (owner, method, what) => {
    const own = owner?.[method];
    if (!own) return;
    owner[method] = function kept(...rest) { note(what); return own.apply(this, rest); };
  };
  wrap(window.Storage?.prototype, 'setItem', 'web storage');
  wrap(window.IDBFactory?.prototype, 'open', 'IndexedDB');
  wrap(window.CacheStorage?.prototype, 'open', 'cache');
  wrap(window.ServiceWorkerContainer?.prototype, 'register', 'service worker');
  wrap(window.CookieStore?.prototype, 'set', 'cookie');
  wrap(window.StorageManager?.prototype, 'getDirectory', 'file system');
  wrap(navigator, 'sendBeacon', 'beacon');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(Document.prototype, 'cookie', { ...cookie, set(value) { note('cookie'); cookie.set.call(this, value); } });
  document.addEventListener('securitypolicyviolation', (event) => {
    window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
}

/** What the page has kept when the visit ends. */
async function left() {
  const found = [...window.kept];
  const has = (what, count) => { if (count > 0) found.push(what); };
  has('localStorage', localStorage.length);
  has('sessionStorage', sessionStorage.length);
  has('IndexedDB', (await indexedDB.databases()).length);
  has('cache', (await caches.keys()).length);
  has('service worker', (await navigator.serviceWorker.getRegistrations()).length);
  has('cookie', document.cookie.length);
  has('name of the window', window.name.length);
  const hints = [...document.querySelectorAll('link')].filter((link) => /preconnect|prefetch|preload|prerender/.test(link.rel));
  return { found: [...new Set(found)], refused: window.refused, hints: hints.map((link) => `${link.rel} ${link.href}`) };
}

/** What a visitor does: reads to the end, opens what is closed, copies, presses Shift once. */
async function use(tab) {
  await tab.evaluate(() => {
    document.querySelectorAll('details').forEach((one) => { one.open = true; });
    window.scrollTo(0, document.body.scrollHeight);
  });
  for (const button of await tab.locator(COPY_BUTTON).all()) {
    if (await button.isVisible()) await button.click();
  }
  await tab.keyboard.press('Shift');
  await tab.waitForTimeout(250);
}

/** Listens to a context, and tells the report what it hears at the page now open. */
function listen(context, tab, state, report) {
  const tell = (count, message) => { report.count(count); report.fail(name, state.page.label, message); };
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    report.count('requests');
    if (/^https?:$/.test(protocol) && origin === new URL(state.page.url).origin) return;
    tell('off-origin requests', `request to ${request.url().slice(0, 120)}`);
  });
  context.on('response', async (response) => {
    const headers = await response.allHeaders().catch(() => ({}));
    if (headers['set-cookie']) tell('storage writes', `a cookie set by ${response.url()}`);
    if (response.status() >= 400) tell('failed requests', `status ${response.status()}: ${response.url()}`);
  });
  tab.on('websocket', (socket) => tell('off-origin requests', `socket to ${socket.url()}`));
  tab.on('console', (message) => tell('console messages', `console ${message.type()}: ${message.text().slice(0, 160)} ${message.location().url}`));
  tab.on('pageerror', (error) => tell('page errors', `page error: ${error.message}`));
}

async function visit(tab, page, context, report) {
  await tab.goto(page.url, { waitUntil: 'load' });
  await use(tab);
  const { found, refused, hints } = await tab.evaluate(left);
  for (const cookie of await context.cookies()) found.push(`cookie ${cookie.name}`);
  for (const what of found) {
    report.count('storage writes');
    report.fail(name, page.label, `keeps something: ${what}`);
  }
  for (const what of refused) {
    report.count('policy violations');
    report.fail(name, page.label, `refused by the policy: ${what}`);
  }
  for (const what of hints) report.fail(name, page.label, `asks for another address beforehand: ${what}`);
}

export async function run({ kits, browser, report }) {
  for (const text of ['requests', 'off-origin requests', 'storage writes', 'console messages', 'page errors', 'policy violations', 'failed requests']) report.count(text, 0);
  await Promise.all([[1280, facesOf], [360, fewPagesOf]].map(([width, pages]) => {
    const state = {};
    const options = { viewport: { width, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] };
    return withPage(browser, options, async (tab, context) => {
      await tab.addInitScript(watch);
      listen(context, tab, state, report);
      for (const page of pages(kits, ...SITE, 'kit')) {
        state.page = page;
        await visit(tab, page, context, report);
      }
    });
  }));
}
