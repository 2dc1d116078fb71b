// The site without its script. In: every page. Out: a failure where a way to the adviser is
// missing or the way out does not work. Invariant: the ways are compared with those that the
// page has in its source, so a link that only the script brings is noticed.

import { onPages, withPage } from '../lib/browser.mjs';
import { fewPagesOf, SITE } from '../lib/kits.mjs';
import { EXIT, REACH } from '../lib/theme.mjs';
import { framePage } from '../lib/world.mjs';

export const name = 'noscript';

/** How many ways there are, and how many can be seen. */
async function ways(tab) {
  return tab.locator(REACH).evaluateAll((all) => ({
    all: all.length, visible: all.filter((link) => link.checkVisibility({ visibilityProperty: true }) && link.getClientRects().length > 0).length,
  }));
}

/** Follows the way out; tells whether the top page arrived, and with which referrer. */
async function goesOut(tab, inside, world) {
  const target = await inside.locator(EXIT).getAttribute('href');
  const from = world.log.length;
  await inside.locator(EXIT).click();
  const arrived = await tab.waitForURL(target, { timeout: 4000, waitUntil: 'commit' }).then(() => true, () => false);
  const request = world.log.slice(from).find(({ host }) => host === new URL(target).host);
  return { arrived, referrer: request?.headers.referer };
}

function judgeExit(report, place, { arrived, referrer }) {
  report.count('exits');
  if (!arrived) report.fail(name, place, 'without script the way out does not leave');
  if (referrer) report.fail(name, place, `without script the way out tells where one was: ${referrer}`);
}

export async function run({ kits, world, browser, report }) {
  report.count('exits', 0);
  for (const width of [360, 1280]) {
    const options = { viewport: { width, height: 720 }, javaScriptEnabled: false };
    await onPages(browser, options, fewPagesOf(kits, ...SITE), async (tab, page) => {
      const place = `${page.label} (${width} px)`;
      const { all, visible } = await ways(tab);
      if (all === 0) report.fail(name, place, 'has no way to the adviser');
      if (visible < all) report.fail(name, place, `${all - visible} ways to the adviser are not to be seen`);
      const exit = tab.locator(EXIT);
      if (!(await exit.isVisible())) {
        report.fail(name, place, 'the way out is not to be seen');
        return;
      }
      judgeExit(report, place, await goesOut(tab, tab, world));
    });
  }
  for (const kit of kits.filter(({ allowed }) => allowed.length > 0)) {
    for (const page of fewPagesOf([kit], 'embed')) {
      await withPage(browser, { javaScriptEnabled: false }, async (tab) => {
        await tab.goto(framePage(world, kit.allowed[0], page.url));
        judgeExit(report, `${page.label} (framed)`, await goesOut(tab, tab.frameLocator('iframe'), world));
      });
    }
  }
}
