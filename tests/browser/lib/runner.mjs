// Runs one check. In: the check, kits, a report. Out: nothing; what it finds is in the report.
// Invariant: a check that breaks off is a failure, and its browser and server end with it.

import { withBrowser } from './browser.mjs';
import { World } from './world.mjs';

export async function runCheck(check, kits, report) {
  const world = await new World(kits).start();
  try {
    await withBrowser(world, {}, (browser) => check.run({ kits, world, browser, report }));
  } catch (error) {
    report.fail(check.name, 'the check itself', error.stack ?? String(error));
  } finally {
    await world.stop();
  }
}
