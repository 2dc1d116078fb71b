// Fingers and mice. In: first and compact pages of every language, and every page in a kit's first
// language, Arabic and German, at 360 px with touch and at 1280 px with a mouse.
// Out: a failure per button that is too small, a first button too far down, a number that is not
// plain text or, on first and compact pages, does not copy. Invariant: sizes are of what can be pressed, after layout.

import { onPages } from '../lib/browser.mjs';
import { facesOf, SITE } from '../lib/kits.mjs';
import { COPY_BUTTON, EXIT, ON_WEB, REACH } from '../lib/theme.mjs';

export const name = 'touch';
const LEAST = 44;
const DEEPEST = 640;
const PHONE = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 };
const DESKTOP = { viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] };

/** Places and sizes of what is shown of a list. Runs in the page. */
function boxes(list) {
  return list.filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => {
    const { y, width, height } = element.getBoundingClientRect();
    return { y, width, height, text: element.innerText.replace(/\s+/g, ' ').slice(0, 40) };
  });
}

async function phone(tab, page, report) {
  const ways = await tab.locator(REACH).evaluateAll(boxes);
  const exits = await tab.locator(EXIT).evaluateAll(boxes);
  if (ways.length === 0) report.fail(name, page.label, 'no contact button at 360 px');
  if (exits.length === 0) report.fail(name, page.label, 'no way out to be seen at 360 px');
  for (const { width, height, text } of [...ways, ...exits]) {
    report.count('touch targets');
    if (width < LEAST || height < LEAST) report.fail(name, page.label, `"${text}" is ${Math.round(width)} by ${Math.round(height)} px`);
  }
  for (const { y, height } of exits) {
    if (y < 0 || y + height > 640) report.fail(name, page.label, 'the way out is outside the window at 360 px');
  }
  if (page.kind !== 'home' || ways.length === 0) return;
  const top = Math.round(Math.min(...ways.map(({ y }) => y)));
  report.note(name, `${page.label}: first contact button at ${top} px`);
  if (top >= DEEPEST) report.fail(name, page.label, `the first contact button begins at ${top} px, below ${DEEPEST} px`);
}

/** The shown texts to copy: whether each is plain text. */
function plain() {
  return [...document.querySelectorAll('[data-copy]')].map((element) => ({
    text: element.textContent.trim(), shown: element.checkVisibility(), linked: Boolean(element.closest('a')),
    selectable: getComputedStyle(element).userSelect !== 'none',
  }));
}

async function desktop(tab, page, report) {
  const ways = await tab.locator(REACH).count();
  const opened = await tab.locator(ON_WEB).evaluateAll((all) => all.map((link) => link.checkVisibility()));
  if (opened.includes(false)) report.fail(name, page.label, 'a chat or a form cannot be opened with a mouse');
  const texts = await tab.evaluate(plain);
  if (texts.length < ways - opened.length) report.fail(name, page.label, `${ways} ways to the adviser, ${texts.length} texts to copy`);
  for (const { text, shown, linked, selectable } of texts) {
    if (!shown || linked || !selectable) report.fail(name, page.label, `"${text}" is not plain text with a mouse`);
  }
  const buttons = await tab.locator(COPY_BUTTON).all();
  if (buttons.length < texts.length) report.fail(name, page.label, `${texts.length} texts, ${buttons.length} buttons to copy them`);
  if (!['home', 'embed'].includes(page.kind)) return;
  for (const [at, button] of buttons.entries()) {
    await tab.evaluate(() => navigator.clipboard.writeText('nothing'));
    await button.click({ timeout: 3000 }).catch(() => {});
    await tab.waitForTimeout(30);
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    report.count('texts copied');
    if (copied !== texts[at]?.text) report.fail(name, page.label, `copies "${copied}" and not "${texts[at]?.text}"`);
  }
}

export async function run({ kits, browser, report }) {
  report.count('touch targets', 0);
  report.count('texts copied', 0);
  await onPages(browser, PHONE, facesOf(kits, ...SITE), (tab, page) => phone(tab, page, report));
  await onPages(browser, DESKTOP, facesOf(kits, ...SITE), (tab, page) => desktop(tab, page, report));
}
