// The pictures of README and book. In: node book.mjs <dist> <out>. Out: WebP files, light, small.
// Invariant: every picture is of the finished kit, none larger than LIMIT bytes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBrowser, withPage } from './lib/browser.mjs';
import { findKits } from './lib/kits.mjs';
import { World } from './lib/world.mjs';

const LIMIT = 150_000;

/** A page as the browser shows it: size of the window, and how many of its pixels make one of CSS. */
async function shot(browser, url, width, height, deviceScaleFactor) {
  let picture;
  await withPage(browser, { viewport: { width, height }, deviceScaleFactor, colorScheme: 'light' }, async (tab) => {
    await tab.goto(url, { waitUntil: 'networkidle' });
    picture = await tab.screenshot();
  });
  return picture;
}

/** A PNG as WebP of a width, with a line around it, since paper is white too. */
async function small(browser, png, width) {
  let address;
  await withPage(browser, {}, async (tab) => {
    address = await tab.evaluate(async ({ data, width }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = Math.round((image.naturalHeight / image.naturalWidth) * width);
      const pen = canvas.getContext('2d');
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      pen.strokeStyle = '#c8ccd0';
      pen.strokeRect(0.5, 0.5, canvas.width - 1, canvas.height - 1);
      return canvas.toDataURL('image/webp', 0.85);
    }, { data: png.toString('base64'), width });
  });
  return Buffer.from(address.split(',')[1], 'base64');
}

async function main() {
  const [dist, out] = process.argv.slice(2);
  if (!out) {
    console.error('usage: node book.mjs <dist> <out>');
    process.exit(2);
  }
  const kits = findKits(dist);
  const kit = kits.find(({ name }) => name === 'acme');
  const address = (kind) => kit.pages.find((page) => page.kind === kind && (kind === 'kit' || page.file === 'index.html')).url;
  const screen = (name) => readFileSync(join(kit.folder, 'screen', name));
  const world = await new World(kits).start();
  try {
    await withBrowser(world, {}, async (browser) => {
      const pictures = {
        site: [await shot(browser, address('home'), 360, 720, 2), 540],
        kit: [await shot(browser, address('kit'), 1180, 1640, 1), 1000],
        poster: [screen('poster-nl.png'), 540],
        flyer: [screen('flyer-nl.png'), 540],
      };
      for (const [name, [png, width]] of Object.entries(pictures)) {
        const picture = await small(browser, png, width);
        if (picture.length > LIMIT) throw new Error(`${name}: ${picture.length} bytes are more than ${LIMIT}`);
        writeFileSync(join(out, `${name}.webp`), picture);
        console.log(`${name}.webp: ${picture.length} bytes`);
      }
    });
  } finally {
    await world.stop();
  }
}

await main();
