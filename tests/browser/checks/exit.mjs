// Leaving quickly. In: every page; the rarer ways on the first pages and in frames. Out: a failure
// where leaving fails, shows where one was, or leaves anything to be seen. Invariant: what the
// other site is told is read from the server's own log, not from the browser's word.

import { coloursOf, within, withPage } from '../lib/browser.mjs';
import { fewPagesOf, pagesOf, SITE } from '../lib/kits.mjs';
import { EXIT, STATUS } from '../lib/theme.mjs';
import { together } from '../lib/together.mjs';
import { framePage, SCENE } from '../lib/world.mjs';

export const name = 'exit';
export const undisturbed = true;
const DESKTOP = { viewport: { width: 1280, height: 800 } };
/** How many scenes run at the same time: most of each is waiting. */
const TABS = 6;
let scenes = 0;

/** Runs a scene in a fresh tab; one that breaks off or never ends is a failure, and the next goes on. */
async function scene({ browser, report }, place, act) {
  scenes += 1;
  const number = String(scenes);
  await withPage(browser, { ...DESKTOP, extraHTTPHeaders: { [SCENE]: number } }, async (tab) => {
    await within(60, place, act(tab, number)).catch((error) => report.fail(name, place, `the scene breaks off: ${error.message.split('\n')[0]}`));
  }).catch((error) => report.fail(name, place, error.message));
}

/** Where the way out of a page leads. */
async function targetOf(tab) {
  return tab.locator(EXIT).getAttribute('href');
}

async function thrice(tab) {
  for (let press = 0; press < 3; press += 1) await tab.keyboard.press('Shift');
}

/** Whether the top page gets to an address in time. */
function arrives(tab, target, timeout = 15000) {
  return tab.waitForURL(target, { timeout, waitUntil: 'commit' }).then(() => true, () => false);
}

/** A scene's requests to the host of an address, from a place in the log on. */
function asked(world, target, from, scene) {
  return world.log.slice(from).filter((one) => one.scene === scene && one.host === new URL(target).host && one.path === new URL(target).pathname);
}

/** Opens a page, leaves it in one way, and looks at where one is and what was told. */
async function leaves({ world, report }, tab, number, page, how, act) {
  const place = `${page.label} (${how})`;
  await tab.goto('https://before.test/');
  await tab.goto(page.url);
  const target = await targetOf(tab);
  if (!/^https:/.test(target ?? '')) {
    report.fail(name, place, `the way out leads to "${target}"`);
    return;
  }
  const from = world.log.length;
  await act(tab);
  report.count('exits');
  if (!(await arrives(tab, target))) report.fail(name, place, 'does not leave');
  if (asked(world, target, from, number).some(({ headers }) => headers.referer)) report.fail(name, place, 'tells the other site where one was');
  await tab.goBack({ waitUntil: 'commit' }).catch(() => {});
  if (tab.url() === page.url) report.fail(name, place, 'Back leads to the page one has left');
}

/** The two ways out of a page. */
async function bothWays(tools, page) {
  await scene(tools, page.label, async (tab, number) => {
    await leaves(tools, tab, number, page, 'click', () => tab.locator(EXIT).click({ noWaitAfter: true }));
    await leaves(tools, tab, number, page, 'Shift thrice', thrice);
  });
}

/** Does something that must not leave. */
async function stays(tools, page, how, act) {
  const { world, report } = tools;
  await scene(tools, `${page.label} (${how})`, async (tab, number) => {
    await tab.clock.install();
    await tab.goto(page.url);
    const target = await targetOf(tab);
    const from = world.log.length;
    await act(tab);
    await tab.waitForTimeout(400);
    report.count('exits refused');
    if (tab.url().split('#')[0] !== page.url || asked(world, target, from, number).length > 0) report.fail(name, page.label, `leaves although ${how}`);
  });
}

async function shiftWith(tab, key) {
  for (let press = 0; press < 3; press += 1) {
    await tab.keyboard.down('Shift');
    await tab.keyboard.press(key);
    await tab.keyboard.up('Shift');
  }
}

/** What Shift does and does not do. */
async function keys(tools, page) {
  await scene(tools, `${page.label} (slow presses)`, async (slow, number) => {
    await slow.clock.install();
    await leaves(tools, slow, number, page, 'Shift at 0, 4 and 8 seconds', async (tab) => {
      for (let press = 0; press < 3; press += 1) {
        await tab.keyboard.press('Shift');
        if (press < 2) await tab.clock.runFor(4000);
      }
    });
  });
  await stays(tools, page, 'Shift was pressed twice', async (tab) => {
    await tab.keyboard.press('Shift');
    await tab.keyboard.press('Shift');
  });
  await stays(tools, page, 'more than 5 seconds went by between two presses', async (tab) => {
    await tab.keyboard.press('Shift');
    await tab.keyboard.press('Shift');
    await tab.clock.runFor(5200);
    await tab.keyboard.press('Shift');
  });
  await stays(tools, page, 'Shift was held with Tab', (tab) => shiftWith(tab, 'Tab'));
  await stays(tools, page, 'Shift was held with a letter', (tab) => shiftWith(tab, 'a'));
  await stays(tools, page, 'Shift was held with Control', async (tab) => {
    for (let press = 0; press < 3; press += 1) await tab.keyboard.press('Control+Shift');
  });
  await stays(tools, page, 'Shift was held while clicking', async (tab) => {
    for (let press = 0; press < 3; press += 1) {
      await tab.keyboard.down('Shift');
      await tab.mouse.click(2, 400);
      await tab.keyboard.up('Shift');
    }
  });
  await stays(tools, page, 'another key came between', async (tab) => {
    await tab.keyboard.press('Shift');
    await tab.keyboard.press('Shift');
    await tab.keyboard.press('a');
    await tab.keyboard.press('Shift');
  });
  await stays(tools, page, 'Shift was held down for long', async (tab) => {
    for (let press = 0; press < 4; press += 1) await tab.keyboard.down('Shift');
    await tab.keyboard.up('Shift');
  });
}

/** What is announced while Shift is counted. */
async function counting(tools, page) {
  const { report } = tools;
  await scene(tools, `${page.label} (announcements)`, async (tab) => {
    await tab.goto(page.url);
    const said = [];
    for (let press = 0; press < 2; press += 1) {
      await tab.keyboard.press('Shift');
      said.push((await tab.locator(STATUS).textContent({ timeout: 3000 })).trim());
    }
    if (!said[0] || !said[1] || said[0] === said[1]) report.fail(name, page.label, 'a screen reader does not hear the presses being counted');
  });
}

/** While the other site is slow: nothing of the page is to be seen, and coming back undoes it. */
async function overlay(tools, page) {
  const { browser, world, report } = tools;
  await scene(tools, `${page.label} (cover)`, async (tab, number) => {
    await tab.addInitScript(() => window.addEventListener('pageshow', (event) => { window.restored = event.persisted; }));
    await tab.goto('https://before.test/');
    await tab.goto(page.url);
    const full = await coloursOf(browser, tab);
    const release = world.hold(new URL(await targetOf(tab)).host, number);
    await tab.locator(EXIT).click({ noWaitAfter: true });
    await tab.waitForTimeout(150);
    if (await coloursOf(browser, tab) > 1) report.fail(name, page.label, 'the page is to be seen while leaving');
    // The visitor changes their mind: another address, then Back.
    await tab.goto('https://after.test/');
    release();
    await tab.goBack({ waitUntil: 'commit' });
    await tab.waitForTimeout(400);
    const restored = await tab.evaluate(() => window.restored);
    report.count(restored ? 'returns from memory' : 'returns by loading');
    if (tab.url() !== page.url || await coloursOf(browser, tab) < full / 4) report.fail(name, page.label, 'the page stays hidden after Back');
    // The same said to the page itself, for browsers that keep pages in memory more often.
    const second = world.hold(new URL(await targetOf(tab)).host, number);
    await tab.evaluate(() => {
      // Once the cover is there.
      new MutationObserver((_, own) => {
        own.disconnect();
        setTimeout(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })), 300);
      }).observe(document.body, { childList: true });
    });
    await tab.locator(EXIT).click({ noWaitAfter: true });
    let shown = false;
    for (let look = 0; look < 20 && !shown; look += 1) {
      await tab.waitForTimeout(400);
      shown = await coloursOf(browser, tab) >= full / 4;
    }
    if (!shown) report.fail(name, page.label, 'pageshow does not show the page again');
    second();
  });
}

/** A page in a frame of another origin, with the frame's own handle. */
async function inFrame(tools, page, around, sandbox, use) {
  const { world } = tools;
  await scene(tools, `${page.label} (framed)`, async (tab, number) => {
    await tab.goto(framePage(world, around, page.url, { sandbox }));
    const frame = tab.frames()[1];
    if (frame?.url() !== page.url) {
      tools.report.fail(name, page.label, `is not shown in a frame of ${around}`);
      return;
    }
    await use(tab, frame, await frame.locator(EXIT).getAttribute('href'), number);
  });
}

/** In a frame that lets the top page go: it goes, by click and by key. */
async function freeFrame(tools, page, around) {
  const { world, report } = tools;
  const acts = {
    click: (tab, frame) => frame.locator(EXIT).click({ noWaitAfter: true }),
    'Shift thrice': async (tab, frame) => {
      await frame.locator('h1').click();
      await thrice(tab);
    },
  };
  const boxes = { 'no sandbox': undefined, 'sandbox with top navigation': 'allow-scripts allow-same-origin allow-popups allow-top-navigation-by-user-activation' };
  for (const [how, act] of Object.entries(acts)) {
    for (const [box, sandbox] of Object.entries(boxes)) {
      await inFrame(tools, page, around, sandbox, async (tab, frame, target, number) => {
        const from = world.log.length;
        await act(tab, frame);
        report.count('exits');
        const place = `${page.label} (framed, ${how}, ${box})`;
        if (!(await arrives(tab, target))) report.fail(name, place, 'the top page does not leave');
        if (asked(world, target, from, number).some(({ headers }) => headers.referer)) report.fail(name, place, 'tells the other site where one was');
      });
    }
  }
}

/** In a frame that may not touch the top page: nothing of the site stays to be seen. */
async function lockedFrame(tools, page, around) {
  const { browser, world, report } = tools;
  for (const refuses of [false, true]) {
    const place = `${page.label} (framed, locked${refuses ? ', the other site refuses frames' : ''})`;
    await inFrame(tools, page, around, 'allow-scripts allow-same-origin', async (tab, frame, target, number) => {
      if (refuses) world.elsewhere.set(number, [['X-Frame-Options', 'DENY']]);
      const full = await coloursOf(browser, tab);
      const release = world.hold(new URL(target).host, number);
      await frame.locator(EXIT).click({ noWaitAfter: true });
      await tab.waitForTimeout(200);
      report.count('exits');
      if (await coloursOf(browser, tab) > 1) report.fail(name, place, 'the page is to be seen while leaving');
      await tab.waitForTimeout(1200);
      release();
      await tab.waitForTimeout(600);
      const now = tab.frames()[1];
      const hidden = await coloursOf(browser, tab) < full / 4;
      if (now && now.url() === page.url && !hidden) report.fail(name, place, 'the page is still in the frame');
      if (!refuses && now?.url() !== target) report.fail(name, place, `the frame shows ${now?.url()} and not the other site`);
    });
  }
}

export async function run(tools) {
  const { kits, report } = tools;
  report.count('exits', 0);
  report.count('exits refused', 0);
  // The longest first. What one scene keeps back, or finds in the log, is its own alone.
  const work = [];
  for (const kit of kits) {
    const around = kit.allowed[0] ?? kit.address.origin;
    for (const page of fewPagesOf([kit], 'home', 'embed')) {
      work.push(() => lockedFrame(tools, page, around), () => freeFrame(tools, page, around), () => overlay(tools, page), () => counting(tools, page));
    }
    work.push(() => keys(tools, pagesOf([kit], 'home')[0]));
  }
  for (const page of fewPagesOf(kits, ...SITE)) work.push(() => bothWays(tools, page));
  await together(TABS, work, (one) => one());
}
