// Pictures of the pages, to look at.
// In: node pictures.mjs <dist> <out>. Out: PNG files, <client>-<language>-<page>-<width>-<scheme>.png:
// first page, one page of text, help, compact page, missing page and kit page.
// Invariant: per client the first language, Dutch, Arabic and German are taken where they are.

import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withBrowser, withPage } from './lib/browser.mjs';
import { findKits } from './lib/kits.mjs';
import { World } from './lib/world.mjs';

const LANGUAGES = ['nl', 'ar', 'de'];
const PAGES = ['index', 'behaviour', 'help', 'embed', '404'];
const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'];

function wanted(kit) {
  const first = kit.pages.find(({ file }) => file === 'index.html').lang;
  const languages = new Set([first, ...LANGUAGES]);
  return kit.pages.filter(({ kind, file, lang }) => kind === 'kit'
    || (languages.has(lang) && PAGES.includes(basename(file, '.html'))));
}

async function take(browser, page, out) {
  const what = page.kind === 'kit' ? 'kit' : `${page.lang}-${basename(page.file, '.html')}`;
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await withPage(browser, { viewport: { width, height: 800 }, colorScheme }, async (tab) => {
        await tab.goto(page.url, { waitUntil: 'networkidle' });
        await tab.screenshot({ path: join(out, `${page.kit}-${what}-${width}-${colorScheme}.png`), fullPage: true });
      });
    }
  }
}

async function main() {
  const [dist, out] = process.argv.slice(2);
  if (!out) {
    console.error('usage: node pictures.mjs <dist> <out>');
    process.exit(2);
  }
  mkdirSync(out, { recursive: true });
  const kits = findKits(dist);
  const world = await new World(kits).start();
  const pages = kits.flatMap(wanted);
  try {
    await withBrowser(world, {}, async (browser) => {
      for (const page of pages) await take(browser, page, out);
    });
    console.log(`${pages.length * WIDTHS.length * SCHEMES.length} pictures in ${out}`);
  } finally {
    await world.stop();
  }
}

await main();
