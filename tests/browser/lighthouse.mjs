// Lighthouse, as a telephone sees the first pages.
// In: node lighthouse.mjs <dist>. Out: scores, time to the largest paint and weight per page;
// exit status 1 below 100 for performance, accessibility or best practices.
// Invariant: the score for search engines is shown and never counts, for the sites keep out of them.

import lighthouse from 'lighthouse';
import { withBrowser } from './lib/browser.mjs';
import { findKits, pagesOf } from './lib/kits.mjs';
import { freePort } from './lib/port.mjs';
import { World } from './lib/world.mjs';

const MUST = ['performance', 'accessibility', 'best-practices'];
const RUNS = 3;

/** What falls short in a set of scores, 0 to 1. */
export function shortfall(scores) {
  return MUST.filter((name) => !(scores[name] >= 1)).map((name) => `${name} ${Math.round((scores[name] ?? 0) * 100)}`);
}

/** The first page of the first client, and one that runs from right to left. */
function chosen(kits) {
  const homes = pagesOf(kits, 'home');
  const first = homes.find(({ kit, file }) => kit === 'acme' && file === 'index.html') ?? homes[0];
  const left = homes.find(({ lang }) => new Intl.Locale(lang || 'nl').textInfo?.direction === 'rtl');
  return [first, left].filter(Boolean);
}

async function measure(url, port) {
  const { lhr } = await lighthouse(url, { port, logLevel: 'error', output: 'json' });
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, score]));
  const faults = Object.values(lhr.categories).filter(({ id }) => MUST.includes(id)).flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`);
  return { scores, lcp: lhr.audits['largest-contentful-paint'].numericValue, bytes: lhr.audits['total-byte-weight'].numericValue, faults, error: lhr.runtimeError?.message };
}

/** The best of some runs, since other work on the machine slows some of them down. */
async function best(url, port) {
  let result;
  for (let time = 0; time < RUNS; time += 1) {
    const next = await measure(url, port);
    if (!result || next.scores.performance > result.scores.performance) result = next;
    if (result.scores.performance >= 1) break;
  }
  return result;
}

async function test(page, kits) {
  const address = new URL(page.url);
  const world = await new World(kits).start(address.host);
  const port = await freePort();
  const options = { args: [`--remote-debugging-port=${port}`] };
  try {
    return await withBrowser(world, options, () => best(`http://127.0.0.1:${world.port}${address.pathname}`, port));
  } finally {
    await world.stop();
  }
}

async function main() {
  const kits = findKits(process.argv[2]);
  for (const page of chosen(kits)) {
    const { scores, lcp, bytes, faults, error } = await test(page, kits);
    const shown = Object.entries(scores).map(([name, score]) => `${name} ${Math.round(score * 100)}`);
    console.log(`${page.label}: ${shown.join(', ')}, largest paint ${Math.round(lcp)} ms, ${Math.round(bytes)} bytes`);
    const short = shortfall(scores);
    if (error) console.log(`FAIL  ${error}`);
    if (short.length > 0) console.log(`FAIL  ${short.join(', ')}: ${faults.join('; ')}`);
    if (short.length > 0 || error) process.exitCode = 1;
  }
  if (kits.length === 0) process.exitCode = 1;
}

if (import.meta.filename === process.argv[1]) await main();
