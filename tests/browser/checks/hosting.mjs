// The headers in real servers. In: every kit, served by nginx and by Apache with what the kit says
// for them. Out: a failure per header that is missing, doubled or different, per frame that is
// shown or refused wrongly, and for a missing page that is not answered with 404.
// Invariant: the answers are those of the server's own process, and the frames those of a browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBrowser, withPage } from '../lib/browser.mjs';
import { pagesOf } from '../lib/kits.mjs';
import { framePage } from '../lib/world.mjs';
import { NAMES, obstacle, serving } from '../lib/hosts.mjs';

export const name = 'hosting';
const TYPES = { html: /^text\/html/, css: /^text\/css/, js: /^(text|application)\/javascript/, svg: /^image\/svg\+xml/, webp: /^image\/webp/, jpg: /^image\/jpeg/, png: /^image\/png/, txt: /^text\/plain/, vtt: /^text\/vtt/, vcf: /^text\/vcard/, mp4: /^video\/mp4/ };

/** What every answer must carry, whatever the client. */
const ALWAYS = {
  'content-security-policy': /default-src 'none'.*frame-ancestors /, 'x-robots-tag': /noindex/,
  'x-content-type-options': /^nosniff$/, 'referrer-policy': /^no-referrer$/,
};

/** What is wrong with the headers of an answer. */
export function wrong(answer, expected) {
  const faults = [];
  for (const [header, pattern] of Object.entries(ALWAYS)) {
    const value = answer.headers[header];
    if (!value) faults.push(`no ${header}`);
    else if (!pattern.test(value)) faults.push(`${header} is ${value}`);
  }
  for (const [header, value] of expected) {
    const times = answer.raw.filter((text, at) => at % 2 === 0 && text.toLowerCase() === header.toLowerCase()).length;
    if (times > 1) faults.push(`${header} is there ${times} times`);
    if (answer.headers[header.toLowerCase()] !== value) faults.push(`${header} is not what _headers says`);
  }
  if (answer.headers['x-frame-options']) faults.push('x-frame-options is there and keeps the site out of frames');
  return faults;
}

async function files(kit, server, port, { world, report }) {
  const fail = (file, message) => report.fail(name, `${kit.name}/${file} (${server})`, message);
  for (const file of kit.files.filter((one) => !/(^|\/)(_headers|\.htaccess|web\.config)$/.test(one))) {
    const answer = await world.get(new URL(file, kit.address).href, port);
    report.count('answers of servers');
    if (answer.status !== 200) fail(file, `status ${answer.status}`);
    for (const fault of wrong(answer, kit.headers)) fail(file, fault);
    const type = TYPES[file.split('.').at(-1)];
    if (type && !type.test(answer.headers['content-type'] ?? '')) fail(file, `content type ${answer.headers['content-type']}`);
  }
  for (const path of ['', 'no-such-page.html', 'no/such/page']) {
    const answer = await world.get(new URL(path, kit.address).href, port);
    const [status, file] = path ? [404, '404.html'] : [200, 'index.html'];
    report.count('answers of servers');
    if (answer.status !== status) fail(path, `status ${answer.status} where ${status} is due`);
    for (const fault of wrong(answer, kit.headers)) fail(path, fault);
    if (!answer.body.equals(readFileSync(join(kit.site, file)))) fail(path, `shows something else than ${file}`);
  }
}

/** Whether a page is shown in a frame of an origin. */
async function shown(browser, world, origin, page) {
  return withPage(browser, {}, async (tab) => {
    await tab.goto(framePage(world, origin, page.url), { waitUntil: 'load' });
    await tab.waitForTimeout(200);
    const frame = tab.frames()[1];
    return frame?.url() === page.url && (await frame.locator('h1').count()) === 1;
  });
}

async function framing(kit, server, port, { world, report }) {
  const pages = [pagesOf([kit], 'home')[0], ...pagesOf([kit], 'embed').slice(0, 1)];
  const strangers = ['https://stranger.test', ...kit.allowed.map((origin) => origin.replace('https://', 'https://not-'))];
  await withBrowser(world, { hosts: { [kit.address.hostname]: port } }, async (browser) => {
    for (const page of pages) {
      const place = `${page.label} (${server})`;
      for (const origin of kit.allowed) {
        report.count('frames');
        if (!(await shown(browser, world, origin, page))) report.fail(name, place, `is not shown in a frame of ${origin}`);
      }
      for (const origin of strangers) {
        report.count('frames');
        if (await shown(browser, world, origin, page)) report.fail(name, place, `is shown in a frame of ${origin}`);
      }
    }
  });
}

export async function run(tools) {
  const { kits, world, report } = tools;
  report.count('answers of servers', 0);
  report.count('frames', 0);
  for (const kit of kits) {
    for (const server of NAMES) {
      const reason = obstacle(server, kit);
      if (reason) {
        report.fail(name, `${kit.name} (${server})`, reason);
        continue;
      }
      try {
        await serving(server, kit, world.certificate, async (port) => {
          await files(kit, server, port, tools);
          await framing(kit, server, port, tools);
        });
      } catch (error) {
        report.fail(name, `${kit.name} (${server})`, error.message);
      }
    }
  }
}
