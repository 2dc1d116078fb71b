// A kit that was unpacked and opened by a double click. In: every page, by its file's address.
// Out: a failure where a part of it does not load, it complains, or has a link to a file that is not there.
// Invariant: nothing is asked of any host.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withPage } from '../lib/browser.mjs';

export const name = 'files';

/** The files a page links to. Runs in the page. */
function linked() {
  const links = [...document.querySelectorAll('a[href], img[src], iframe[src]')].map((one) => one.href || one.src);
  return links.filter((url) => url.startsWith('file:'));
}

export async function run({ kits, browser, report }) {
  report.count('files opened', 0);
  await withPage(browser, {}, async (tab, context) => {
    let page;
    context.on('request', (request) => {
      if (/^https?:/.test(request.url())) report.fail(name, page.label, `as a file it asks for ${request.url()}`);
    });
    tab.on('console', (message) => report.fail(name, page.label, `as a file, console ${message.type()}: ${message.text().slice(0, 160)}`));
    for (const kit of kits) {
      // The page for what is missing knows only its place on the web.
      for (page of kit.pages.filter(({ kind }) => kind !== '404')) {
        await tab.goto(pathToFileURL(resolve(join(kit.site, page.file))).href);
        const links = await tab.evaluate(linked);
        report.count('files opened');
        for (const url of links) {
          if (!existsSync(fileURLToPath(url.split('#')[0]))) report.fail(name, page.label, `as a file it links to ${url.split('/').at(-1)}, which is not there`);
        }
      }
    }
  });
}
