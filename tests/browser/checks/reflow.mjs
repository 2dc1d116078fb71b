// Nothing to scroll sideways. In: every page at 320 px, and at 640 px with text of 200 %, by the
// root font size and by the browser's own setting; first and compact pages at 360 px with 200 % too. Out: a failure per page that is too wide.
// Invariant: text outside the window counts too, even where it cannot be scrolled to.

import { onPages } from '../lib/browser.mjs';
import { pagesOf, SITE } from '../lib/kits.mjs';

export const name = 'reflow';

/** How far a page is wider than its window, and text that lies outside. */
function measure() {
  const root = document.documentElement;
  const seen = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    for (let up = element; up && up !== root; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.clipPath !== 'none' || style.overflowX === 'auto' || style.overflowX === 'scroll') return false;
    }
    return true;
  };
  const outside = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.textContent.trim() || !seen(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const bad = [...range.getClientRects()].some((box) => box.width > 0 && box.bottom > 0 && (box.left < -1 || box.right > innerWidth + 1));
    if (bad) outside.push(text.textContent.trim().slice(0, 40));
  }
  return { over: root.scrollWidth - root.clientWidth, outside };
}

async function look(tab, page, how, report) {
  report.count('widths measured');
  const { over, outside } = await tab.evaluate(measure);
  if (over > 0) report.fail(name, page.label, `${over} px wider than the window (${how})`);
  for (const text of outside) report.fail(name, page.label, `text outside the window: "${text}" (${how})`);
}

/** With the font size a person sets in the browser, which media queries see too. */
async function withSetting(tab, context, size, use) {
  const session = await context.newCDPSession(tab);
  await session.send('Page.enable');
  await session.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
  await use();
  await session.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
  await session.detach();
}

export async function run({ kits, browser, report }) {
  report.count('widths measured', 0);
  await onPages(browser, {}, pagesOf(kits, ...SITE, 'kit'), async (tab, page, context) => {
    await tab.setViewportSize({ width: 320, height: 800 });
    await look(tab, page, '320 px', report);
    await tab.setViewportSize({ width: 640, height: 800 });
    await tab.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await look(tab, page, '640 px, root font size 200 %', report);
    // A telephone, where the way out and the languages have the least room.
    if (['home', 'embed'].includes(page.kind)) {
      await tab.setViewportSize({ width: 360, height: 640 });
      await look(tab, page, '360 px, root font size 200 %', report);
      await tab.setViewportSize({ width: 640, height: 800 });
    }
    await tab.evaluate(() => { document.documentElement.style.fontSize = ''; });
    await withSetting(tab, context, 32, () => look(tab, page, '640 px, browser font size 32 px', report));
  });
}
