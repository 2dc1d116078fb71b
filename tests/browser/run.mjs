// Proves built kits in a real browser.
// In: node run.mjs <dist> [--only check,check] [--client name,name] [--every]
// Out: what fails, and where; one last line of counts; exit status 1 if anything failed.
// Invariant: a check that cannot run is a failure, and so is a folder without a kit.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { CHECKS } from './lib/checks.mjs';
import { findKits } from './lib/kits.mjs';
import { Report } from './lib/report.mjs';
import { runCheck } from './lib/runner.mjs';
import { together } from './lib/together.mjs';

/** Words of an option, given once or more often, with commas or without. */
function words(values = []) {
  return values.flatMap((value) => value.split(',')).filter(Boolean);
}

function readArguments() {
  const many = { type: 'string', multiple: true };
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: many, client: many, every: { type: 'boolean' } } });
  const only = words(values.only);
  const unknown = only.filter((word) => !CHECKS.some(({ name }) => name === word));
  if (positionals.length !== 1 || unknown.length > 0) {
    console.error(`usage: node run.mjs <dist> [--only ${CHECKS.map(({ name }) => name).join(',')}] [--client name] [--every]`);
    process.exit(2);
  }
  return { dist: positionals[0], only, clients: words(values.client), every: values.every };
}

async function main() {
  const { dist, only, clients, every } = readArguments();
  const kits = findKits(dist, clients, every);
  const report = new Report();
  report.count('clients', kits.length);
  report.count('pages', kits.reduce((sum, kit) => sum + kit.pages.length, 0));
  if (kits.length === 0) report.fail('kits', dist, 'no kit found');
  const chosen = CHECKS.filter(({ name }) => only.length === 0 || only.includes(name));
  const look = async (check) => {
    const start = Date.now();
    await runCheck(check, kits, report);
    const found = report.failures.filter((failure) => failure.check === check.name).length;
    console.log(`${check.name}: ${found} failures, ${((Date.now() - start) / 1000).toFixed(0)} s`);
  };
  // What presses keys within seconds has the machine for itself: beside all others it failed where nothing was wrong.
  for (const check of chosen.filter(({ undisturbed }) => undisturbed)) await look(check);
  const others = chosen.filter(({ undisturbed }) => !undisturbed);
  // Each check has a browser and an internet of its own, so that they can run side by side: the longest first.
  // On two processors three of them used 372 s of 1016: most of each is waiting, so there are more.
  await together(2 * availableParallelism() + 1, others.sort((a, b) => (b.long ?? 0) - (a.long ?? 0)), look);
  console.log(report.text());
  process.exitCode = report.ok ? 0 : 1;
}

await main();
