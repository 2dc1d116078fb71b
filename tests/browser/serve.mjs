// How long it takes from saving a file until `vpsite serve` shows it, in Debian's Chromium.
// In: node serve.mjs <vpsite> [pictures]. Out: medians of 20, and pictures of the server's own pages.
// Invariant: works on a copy of the examples that is removed afterwards; the server is its own.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const TIMES = 20;
const CLIENT = 'acme';

/** Starts the server and gives its address. */
async function serve(vpsite, root) {
  const server = spawn(vpsite, ['serve', '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: server.stdout })) return { server, address: line.trim() };
  throw new Error('vpsite serve gave no address');
}

/** Saves, and waits until the page shows it, in milliseconds. */
async function once(tab, save, shown) {
  const begun = performance.now();
  save();
  await tab.waitForFunction(shown.test, shown.word, { timeout: 60_000 });
  return performance.now() - begun;
}

async function measure(what, tab, change) {
  const times = [];
  for (let number = 0; number < TIMES + 1; number += 1) {
    const word = `Woord${number}van${what.length}`;
    const test = (wanted) => document.readyState === 'complete' && document.body.textContent.includes(wanted);
    times.push(await once(tab, () => change(word), { word, test }));
    // Not while the work behind the page still goes on: people do not save every second.
    await tab.waitForTimeout(700);
  }
  // The first one reads files that the system has not read before.
  const sorted = times.slice(1).sort((a, b) => a - b);
  const median = (sorted[TIMES / 2 - 1] + sorted[TIMES / 2]) / 2;
  console.log(`${what}: median ${median.toFixed(0)} ms, ${sorted[0].toFixed(0)} to ${sorted.at(-1).toFixed(0)} ms, of ${TIMES}`);
}

async function pictures(browser, address, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of [['clients', ''], ['kit', `${CLIENT}/`], ['fault', 'minimal/'], ['site', `${CLIENT}/site/index.html`]]) {
    for (const width of [360, 1280]) {
      for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const tab = await context.newPage();
        await tab.goto(address + path, { waitUntil: 'load', timeout: 120_000 });
        await tab.screenshot({ path: join(folder, `serve-${name}-${width}-${colorScheme}.png`) });
        await context.close();
      }
    }
  }
}

async function main() {
  const [vpsite, folder] = process.argv.slice(2);
  if (!vpsite) {
    console.error('usage: node serve.mjs <vpsite> [pictures]');
    process.exit(2);
  }
  const root = mkdtempSync(join(tmpdir(), 'vpsite-serve-'));
  cpSync(join(REPOSITORY, 'clients'), join(root, 'clients'), { recursive: true });
  const { server, address } = await serve(vpsite, root);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-proxy-server'] });
  let refused = 0;
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const tab = await context.newPage();
    tab.on('console', (message) => { if (message.type() === 'error') { refused += 1; console.log(message.text()); } });

    const steps = readFileSync(join(REPOSITORY, 'content/nl/steps.md'), 'utf8');
    mkdirSync(join(root, 'content/nl'), { recursive: true });
    await tab.goto(`${address}${CLIENT}/site/steps.html`, { waitUntil: 'load', timeout: 120_000 });
    await measure('a text of all clients', tab, (word) => writeFileSync(join(root, 'content/nl/steps.md'), `${steps}\n${word}.\n`));

    mkdirSync(join(root, `clients/${CLIENT}/content/nl`), { recursive: true });
    await measure('a text of one client', tab, (word) => writeFileSync(join(root, `clients/${CLIENT}/content/nl/steps.md`), `${steps}\n${word}.\n`));

    const file = join(root, `clients/${CLIENT}.yaml`);
    const yaml = readFileSync(file, 'utf8');
    const [name] = /^ *- name: .+$/m.exec(yaml);
    await measure('the name of an adviser', tab, (word) => writeFileSync(file, yaml.replace(name, `${name} ${word}`)));
    writeFileSync(file, yaml);

    // The kit's page is the heaviest: it shows the site and a picture of every product.
    await tab.goto(`${address}${CLIENT}/`, { waitUntil: 'load', timeout: 300_000 });
    if (folder) {
      const minimal = join(root, 'clients/minimal.yaml');
      writeFileSync(minimal, `${readFileSync(minimal, 'utf8')}\nlangauges: [nl]\n`);
      await pictures(browser, address, folder);
    }
    if (refused > 0) throw new Error(`the browser refused ${refused} times`);
  } finally {
    await browser.close();
    server.kill();
    rmSync(root, { recursive: true });
  }
}

await main();
