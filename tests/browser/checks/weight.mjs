// Weight of the first pages. In: every first page. Out: its sums, and a failure above the budget.
// Invariant: what counts is what the browser asked for, text packed by gzip at level 9; images
// that the first window shows count for the first view, portraits only for the whole.

import { gzipSync } from 'node:zlib';
import { withPage } from '../lib/browser.mjs';
import { pagesOf } from '../lib/kits.mjs';
import { PORTRAIT } from '../lib/theme.mjs';

export const name = 'weight';
const FIRST = 14336;
const WHOLE = 60 * 1024;
const WINDOWS = [
  { label: 'phone', viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 },
  { label: 'desktop', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
];

function packed(type, body) {
  return /^(text\/|image\/svg|application\/(json|javascript))/.test(type) ? gzipSync(body, { level: 9 }).length : body.length;
}

/** Images in the first window that are not portraits, and what holds the first picture up. Runs in the page. */
function firstView(portrait) {
  const shown = [...document.images].filter((image) => {
    const box = image.getBoundingClientRect();
    return image.checkVisibility() && box.width > 0 && box.top < innerHeight && box.bottom > 0 && !image.matches(portrait);
  });
  const scripts = [...document.querySelectorAll('script[src]')].filter((one) => !one.defer && !one.async && one.type !== 'module');
  const sheets = [...document.querySelectorAll('link[rel~="stylesheet"]')].filter((one) => matchMedia(one.media || 'all').matches);
  const imports = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSImportRule);
  return { images: shown.map((image) => image.currentSrc), scripts: scripts.length, sheets: sheets.length + imports.length };
}

async function weigh(browser, page, window) {
  const { label, ...options } = window;
  return withPage(browser, options, async (tab, context) => {
    const loads = [];
    context.on('response', (response) => {
      loads.push(response.body().then((body) => ({
        url: response.url(), kind: response.request().resourceType(), bytes: packed(response.headers()['content-type'] ?? '', body),
      })));
    });
    await tab.goto(page.url, { waitUntil: 'networkidle' });
    const all = await Promise.all(loads);
    const view = await tab.evaluate(firstView, PORTRAIT);
    const needed = all.filter(({ url, kind }) => ['document', 'stylesheet', 'script', 'font'].includes(kind) || view.images.includes(url));
    const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
    const parts = needed.map(({ url, bytes }) => `${new URL(url).pathname.split('/').at(-1) || 'index.html'} ${bytes}`);
    return { first: sum(needed), whole: sum(all), parts, ...view };
  });
}

export async function run({ kits, browser, report }) {
  for (const page of pagesOf(kits, 'home')) {
    for (const window of WINDOWS) {
      const { first, whole, parts, scripts, sheets } = await weigh(browser, page, window);
      const place = `${page.label} (${window.label})`;
      report.count('pages weighed');
      report.note(name, `${place}: first view ${first} bytes (${parts.join(', ')}), whole page ${whole} bytes`);
      if (first > FIRST) report.fail(name, place, `the first view needs ${first} bytes, more than ${FIRST}`);
      if (whole > WHOLE) report.fail(name, place, `the whole page is ${whole} bytes, more than ${WHOLE}`);
      if (sheets > 1) report.fail(name, place, `${sheets} style sheets hold the page up`);
      if (scripts > 0) report.fail(name, place, `${scripts} scripts hold the page up`);
    }
  }
}
