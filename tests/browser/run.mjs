// Proves built kits in a real browser.
// In: node run.mjs <dist> [--only check,check] [--client name,name]
// Out: what fails, and where; one last line of counts; exit status 1 if anything failed.
// Invariant: a check that cannot run is a failure, and so is a folder without a kit.

import { parseArgs } from 'node:util';
import { CHECKS } from './lib/checks.mjs';
import { findKits } from './lib/kits.mjs';
import { Report } from './lib/report.mjs';
import { runCheck } from './lib/runner.mjs';

/** Words of an option, given once or more often, with commas or without. */
function words(values = []) {
  return values.flatMap((value) => value.split(',')).filter(Boolean);
}

function readArguments() {
  const many = { type: 'string', multiple: true };
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: many, client: many } });
  const only = words(values.only);
  const unknown = only.filter((word) => !CHECKS.some(({ name }) => name === word));
  if (positionals.length !== 1 || unknown.length > 0) {
    console.error(`usage: node run.mjs <dist> [--only ${CHECKS.map(({ name }) => name).join(',')}] [--client name]`);
    process.exit(2);
  }
  return { dist: positionals[0], only, clients: words(values.client) };
}

async function main() {
  const { dist, only, clients } = readArguments();
  const kits = findKits(dist, clients);
  const report = new Report();
  report.count('clients', kits.length);
  report.count('pages', kits.reduce((sum, kit) => sum + kit.pages.length, 0));
  if (kits.length === 0) report.fail('kits', dist, 'no kit found');
  for (const check of CHECKS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const [start, before] = [Date.now(), report.failures.length];
    await runCheck(check, kits, report);
    const found = report.failures.length - before;
    console.log(`${check.name}: ${found} failures, ${((Date.now() - start) / 1000).toFixed(0)} s`);
  }
  console.log(report.text());
  process.exitCode = report.ok ? 0 : 1;
}

await main();
