// A walk by keyboard alone. In: every page (see `fewPagesOf`), at 1280 px in light and 360 px in dark. Out: a failure per stop that is
// missing, doubled, out of order, unseen or covered. Invariant: the expected stops are read from
// the document before the walk, so a stop that is never reached is noticed.

import { onPages } from '../lib/browser.mjs';
import { fewPagesOf, SITE } from '../lib/kits.mjs';

export const name = 'keyboard';
export const long = 1;
/** How often Tab is pressed beyond the stops that are expected, within frames and what scrolls, before it is given up. */
const SPARE = 200;

/** Numbers everything that should take focus, in the order of the document. Runs in the page. */
function expected() {
  const can = 'a[href], button, input, select, textarea, summary, iframe, video[controls], audio[controls], [tabindex]';
  const all = [...document.querySelectorAll(can)].filter((element) => !element.disabled
    && (element.tabIndex >= 0 || element.matches('a, button')) && element.checkVisibility({ visibilityProperty: true }));
  const look = (element) => {
    const { borderColor, backgroundColor, boxShadow, textDecoration, color } = getComputedStyle(element);
    return [borderColor, backgroundColor, boxShadow, textDecoration, color].join();
  };
  window.stops = new Map(all.map((element, index) => [element, { index, look: look(element) }]));
  window.lookOf = look;
  // Contrast of a colour with what lies behind an element, both as the screen shows them.
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const light = (layers) => {
    layers.forEach((colour) => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); });
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = 'Canvas';
  const canvas = getComputedStyle(probe).color;
  probe.remove();
  window.contrast = (colour, element) => {
    const behind = [];
    for (let up = element.parentElement; up; up = up.parentElement) behind.unshift(getComputedStyle(up).backgroundColor);
    const [a, b] = [light([canvas, ...behind]), light([canvas, ...behind, colour])];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const sorry = [...document.querySelectorAll('[tabindex]')].filter((element) => element.tabIndex > 0).length;
  return { names: all.map((element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 90)), sorry };
}

/** Where focus is now, and whether one can see it. Runs in the page. */
function here() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const known = window.stops.get(element);
  const style = getComputedStyle(element);
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const inside = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const hit = inside ? document.elementFromPoint(x, y) : null;
  const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && window.contrast(style.outlineColor, element) >= 3;
  let fixed = false;
  for (let up = element; up; up = up.parentElement) fixed ||= ['fixed', 'sticky'].includes(getComputedStyle(up).position);
  return {
    index: known?.index ?? -1,
    text: element.outerHTML.replace(/\s+/g, ' ').slice(0, 90),
    scroller: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
    frame: element.tagName === 'IFRAME', inside, fixed,
    covered: Boolean(hit) && !element.contains(hit) && hit.tagName !== 'IFRAME' && hit.outerHTML.slice(0, 60),
    seen: outline || (known && known.look !== window.lookOf(element)),
    rtl: getComputedStyle(element.parentElement).direction === 'rtl',
    box: { left: box.left + scrollX, right: box.right + scrollX, top: box.top + scrollY, bottom: box.bottom + scrollY },
    target: element.getAttribute('href') ?? '', leave: element.hasAttribute('data-exit'),
  };
}

/** Presses Tab until focus leaves the document or comes back to its start; `count` stops are expected. */
async function walk(tab, count) {
  const stops = [];
  for (let press = 0; press < count + SPARE; press += 1) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(here);
    if (!stop) break;
    const last = stops.at(-1);
    if (stop.frame && last?.index === stop.index) continue;
    if (stops.length > 1 && stop.index === stops[0].index) break;
    stops.push(stop);
  }
  return stops;
}

/** Whether a stop lies before the one it follows, for a reader of the page. */
export function backwards(before, after) {
  if (before.fixed || after.fixed) return false;
  const [a, b] = [before.box, after.box];
  const aside = after.rtl ? b.right <= a.left + 1 : b.left >= a.right - 1;
  const earlier = after.rtl ? b.left >= a.right - 1 : b.right <= a.left + 1;
  const above = b.bottom <= a.top + 1;
  const level = b.top < a.bottom - 4 && b.bottom > a.top + 4;
  return (above && !aside) || (level && earlier && b.top <= a.top + 4);
}

/** Skip link first, the way out second; the compact page, which has nothing to skip: the way out. */
function startIsRight(page, stops) {
  const [first, second] = stops;
  if (page.kind === 'kit') return true;
  if (page.kind === 'embed') return Boolean(first?.leave || second?.leave);
  return Boolean(first?.target.startsWith('#') && !first.leave && second?.leave);
}

function judge(page, width, names, stops, report) {
  const place = `${page.label} (${width} px)`;
  const fail = (message) => report.fail(name, place, message);
  report.count('tab stops', stops.length);
  const reached = stops.filter((stop) => stop.index >= 0).map((stop) => stop.index);
  names.forEach((text, index) => {
    const times = reached.filter((one) => one === index).length;
    if (times !== 1) fail(`reached ${times} times: ${text}`);
  });
  if (reached.some((index, at) => at > 0 && index < reached[at - 1])) fail('the order is not that of the document');
  stops.forEach((stop, at) => {
    if (stop.index < 0 && !stop.scroller) fail(`takes focus and is nothing to use: ${stop.text}`);
    if (!stop.seen && !stop.frame) fail(`focus is not to be seen: ${stop.text}`);
    if (!stop.inside && !stop.frame) fail(`focus is outside the window: ${stop.text}`);
    if (stop.covered) fail(`focus is covered by ${stop.covered}: ${stop.text}`);
    if (at > 0 && backwards(stops[at - 1], stop)) fail(`lies before what it follows: ${stop.text}`);
  });
  if (!startIsRight(page, stops)) fail('does not begin with the skip link and the way out');
}

/** The skip link takes focus to the text, not only the window. */
async function skips(tab, page, report) {
  await tab.goto(page.url);
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const arrived = await tab.evaluate(() => Boolean(document.querySelector('main')?.contains(document.activeElement)));
  if (!arrived) report.fail(name, page.label, 'after the skip link, Tab does not go on in the text');
}

export async function run({ kits, browser, report }) {
  report.count('tab stops', 0);
  const pages = fewPagesOf(kits, ...SITE, 'kit');
  // Side by side: a press mostly waits for the next picture.
  await Promise.all([[1280, 'light'], [360, 'dark']].map(([width, colorScheme]) => (
    onPages(browser, { viewport: { width, height: 720 }, colorScheme }, pages, async (tab, page) => {
      const { names, sorry } = await tab.evaluate(expected);
      if (sorry > 0) report.fail(name, page.label, 'an element has a tabindex above 0');
      judge(page, width, names, await walk(tab, names.length), report);
      if (width === 1280 && ['home', 'page', '404'].includes(page.kind)) await skips(tab, page, report);
    })
  )));
}
