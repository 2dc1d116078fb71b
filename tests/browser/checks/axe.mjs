// Accessibility by axe-core. In: every page as most see it, and in every mode those in a kit's first
// language, Arabic and German. Out: one failure per rule and element. Invariant: all rules of WCAG 2.0
// to 2.2 A and AA and of best practice run; what axe cannot decide is counted and shown, never taken for right.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { onPages, withPage } from '../lib/browser.mjs';
import { fewPagesOf, pagesOf, SITE } from '../lib/kits.mjs';
import { framePage } from '../lib/world.mjs';

export const name = 'axe';
export const long = 2;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How a page may look to somebody; to most as in the first. `text` is the root font size. */
export const MODES = [
  { label: 'light, 320 px', width: 320, scheme: 'light' },
  { label: 'light, 1280 px', width: 1280, scheme: 'light' },
  { label: 'dark, 1280 px', width: 1280, scheme: 'dark' },
  { label: 'dark, 320 px', width: 320, scheme: 'dark' },
  { label: 'text 200 %, 640 px', width: 640, scheme: 'light', text: '200%' },
  { label: 'forced colours, 1280 px', width: 1280, scheme: 'dark', forced: 'active' },
];

/** Makes a tab look the way a mode says. */
export async function enter(tab, mode) {
  await tab.setViewportSize({ width: mode.width, height: 800 });
  await tab.emulateMedia({ colorScheme: mode.scheme, forcedColors: mode.forced ?? 'none' });
  await tab.evaluate((text) => { document.documentElement.style.fontSize = text ?? ''; }, mode.text);
}

/** Runs axe in a tab or a frame that shows a page. */
async function runAxe(frame, mode) {
  // With forced colours the reader's own are shown, and axe still reads those of the page.
  const rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: !mode?.forced } };
  return frame.evaluate(async ({ values, rules }) => {
    const options = { runOnly: { type: 'tag', values }, rules, resultTypes: ['violations', 'incomplete'] };
    const found = await window.axe.run(document, options);
    const short = (rules) => rules.map((rule) => ({ id: rule.id, help: rule.help, nodes: rule.nodes.map((node) => node.target.join(' ')) }));
    return { violations: short(found.violations), incomplete: short(found.incomplete) };
  }, { values: TAGS, rules });
}

const undecided = new Set();

function tell(report, label, mode, result) {
  report.count('axe runs');
  report.count('axe undecided', result.incomplete.length);
  for (const rule of result.violations) {
    report.count('axe violations');
    report.fail(name, `${label} (${mode})`, `${rule.id}: ${rule.help} [${rule.nodes.slice(0, 3).join(' | ')}]`);
  }
  for (const rule of result.incomplete) undecided.add(`${rule.id} [${rule.nodes[0]}]`);
}

/** A page of the compact kind inside a page of another origin that may frame it. */
async function framed(browser, world, kit, page, report) {
  const around = kit.allowed[0] ?? kit.address.origin;
  for (const width of [320, 800]) {
    await withPage(browser, { viewport: { width, height: 800 } }, async (tab) => {
      await tab.goto(framePage(world, around, page.url));
      const frame = tab.frames().find((one) => one.url() === page.url);
      if (!frame) {
        report.fail(name, page.label, `is not shown in a frame of ${around}`);
        return;
      }
      await frame.evaluate(AXE);
      tell(report, page.label, `framed, ${width} px`, await runAxe(frame));
    });
  }
}

export async function run({ kits, world, browser, report }) {
  for (const text of ['axe runs', 'axe violations', 'axe undecided']) report.count(text, 0);
  // What only colours, widths and sizes change is the same in all languages of a client.
  const few = new Set(fewPagesOf(kits, ...SITE, 'kit'));
  await onPages(browser, {}, pagesOf(kits, ...SITE, 'kit'), async (tab, page) => {
    await tab.evaluate(AXE);
    for (const mode of few.has(page) ? MODES : MODES.slice(0, 1)) {
      await enter(tab, mode);
      tell(report, page.label, mode.label, await runAxe(tab, mode));
    }
  }, 2);
  for (const kit of kits) {
    for (const page of fewPagesOf([kit], 'embed')) await framed(browser, world, kit, page, report);
  }
  for (const what of undecided) report.note(name, `axe cannot decide: ${what}`);
}
