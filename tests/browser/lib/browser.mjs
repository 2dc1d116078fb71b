// Starts Debian's Chromium inside the world of a test. In: a world. Out: a browser, contexts, pages.
// Invariant: every host name leads to loopback, so no request reaches a real network.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Which font stands for that of the system. */
const FONTS = fileURLToPath(new URL('../fonts.conf', import.meta.url));

/**
 * Runs a function with a browser, which is ended afterwards, by force where it does not end by itself.
 * `hosts` maps a host name to another port than the world's.
 */
export async function withBrowser(world, options, use) {
  const server = await launch(world, options);
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    return await use(browser);
  } finally {
    await within(10, 'closing the browser', browser.close().then(() => server.close())).catch(() => server.kill());
  }
}

function launch(world, { hosts = {}, args = [] } = {}) {
  if (!CHROMIUM) throw new Error('no chromium: apt-get install chromium');
  const rules = [...Object.entries(hosts).map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`), `MAP * 127.0.0.1:${world.port}`];
  return chromium.launchServer({
    host: '127.0.0.1',
    executablePath: CHROMIUM,
    env: { ...process.env, FONTCONFIG_FILE: FONTS },
    // Pages kept in memory for the Back button are what one of the checks is about.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [`--host-resolver-rules=${rules.join(', ')}`, `--ignore-certificate-errors-spki-list=${world.certificate.print}`,
      '--no-proxy-server', '--no-first-run', '--disable-background-networking', ...args],
  });
}

/** Fails when something takes too long: while a page is leaving, a browser may never answer. */
export async function within(seconds, what, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${seconds} s: ${what}`)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a function with a fresh page, which is closed afterwards whatever happens. */
export async function withPage(browser, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'nl-NL', ...options });
  try {
    return await use(await context.newPage(), context);
  } finally {
    await within(20, 'closing a page', context.close());
  }
}

/** Opens one page after the other, with a function for each, in so many tabs that know nothing of each other. */
export async function onPages(browser, options, pages, use, tabs = 1) {
  const todo = pages.values();
  await Promise.all(Array.from({ length: tabs }, () => withPage(browser, options, async (tab, context) => {
    for (const page of todo) {
      await tab.goto(page.url, { waitUntil: 'load' });
      await use(tab, page, context);
    }
  })));
}

const sessions = new WeakMap();

/**
 * A picture of the window as it is. While a page waits for another site the browser answers
 * nothing else, so the first picture has to be taken before; see `openEye`.
 */
export async function picture(tab) {
  const session = await openEye(tab);
  const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
  return data;
}

/** Gets ready to take pictures of a tab. */
export async function openEye(tab) {
  if (!sessions.has(tab)) sessions.set(tab, await tab.context().newCDPSession(tab));
  return sessions.get(tab);
}

/** How many colours a tab shows: 1 means that nothing is to be seen. */
export async function coloursOf(browser, tab) {
  return colours(browser, await picture(tab));
}

const eyes = new WeakMap();

/** How many colours a picture has, given in base64; one empty page a browser counts for all. */
async function colours(browser, image) {
  if (!eyes.has(browser)) eyes.set(browser, browser.newPage());
  const eye = await eyes.get(browser);
  return eye.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(pen.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
  }, image);
}
