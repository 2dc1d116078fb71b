// What a telephone's visitor relies on, in the engines that Chromium does not have: Firefox and WebKit.
// In: the first and the compact page, a page of text and the missing page of the first kit that an intranet may frame,
// with the script and without it. Out: a failure where leaving fails, tells where one was or can be
// undone, and where anything is kept or asked of another host.
// Invariant: who was asked for what is read from the world's log, and every connection of the browser ends there.

import { arrives, ENGINES, KEYS, until, withEngine } from '../lib/engines.mjs';
import { pagesOf, SITE } from '../lib/kits.mjs';
import { EXIT } from '../lib/theme.mjs';
import { framePage, World } from '../lib/world.mjs';

export const name = 'engines';
export const undisturbed = true;

/** What Firefox asks its maker for by itself, whatever is open. */
const OWN = /(^|\.)mozilla\.(com|net|org)$/;

/** What a visit has kept. Runs in the page. */
async function left() {
  const found = [];
  const has = (what, count) => { if (count > 0) found.push(what); };
  has('localStorage', localStorage.length);
  has('sessionStorage', sessionStorage.length);
  has('IndexedDB', indexedDB.databases ? (await indexedDB.databases()).length : 0);
  has('cache', window.caches ? (await caches.keys()).length : 0);
  has('service worker', navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0);
  has('cookie', document.cookie.length);
  has('name of the window', window.name.length);
  return { found, exit: document.getElementById('vp-exit')?.href };
}

/** The address of the way out, as the page's source has it. */
function exitOf(world, page) {
  const { host, pathname } = new URL(page.url);
  return String(world.answer(host, pathname).body).match(/id="vp-exit"[^>]*? href="([^"]+)"|href="([^"]+)"[^>]*? id="vp-exit"/)?.slice(1).find(Boolean);
}

async function thrice(engine) {
  for (let press = 0; press < 3; press += 1) await engine.press(KEYS.Shift);
}

/** Leaves by one way, and looks where one is and what the other site was told: nothing, or what is `known`. */
async function leaves({ engine, world, report, place, known }, target, act) {
  const from = world.log.length;
  await act();
  report.count('exits in other engines');
  if (!await arrives(engine, target)) {
    report.fail(name, place, `does not leave: ${await engine.url()}`);
    return;
  }
  const { host, pathname } = new URL(target);
  const asked = () => world.log.slice(from).filter((one) => one.host === host && one.path.split('?')[0] === pathname);
  // A browser may name the address before it has asked.
  if (!await until(async () => asked().length > 0)) report.fail(name, place, 'the other site was never asked');
  for (const told of asked().map(({ headers }) => headers.referer).filter(Boolean)) {
    if (told === known) report.note(name, `${place}: tells ${told}`);
    else report.fail(name, place, `tells the other site where one was: ${told}`);
  }
}

/** A page by itself: click and keys, and Back does not lead to it, which needs the script. */
async function alone(tools, page, script) {
  const { engine, world, report } = tools;
  const target = exitOf(world, page);
  const ways = { click: () => engine.click(EXIT), ...(script && { 'Shift thrice': () => thrice(engine) }) };
  for (const [how, act] of Object.entries(ways)) {
    const place = `${tools.place} ${page.label} (${how})`;
    await engine.open('https://before.test/');
    await engine.open(page.url);
    await leaves({ ...tools, place }, target, act);
    if (!script) continue;
    await engine.back();
    await arrives(engine, 'https://before.test/');
    if (await engine.url() === page.url) report.fail(name, place, 'Back leads to the page one has left');
  }
}

/**
 * A page in a frame of an intranet: the top page goes. WebKit takes the policy of the page around for a
 * script that replaces it, so that the other site is told the host, and no more: docs/decisions.md.
 */
async function framed(tools, kit, page, script) {
  const { engine, world } = tools;
  const ways = { click: () => engine.click(EXIT), ...(script && { 'Shift thrice': async () => { await engine.click('h1'); await thrice(engine); } }) };
  for (const [how, act] of Object.entries(ways)) {
    await engine.open(framePage(world, kit.allowed[0], page.url));
    await engine.enter();
    const known = script && engine.name === 'WebKit' ? `${new URL(page.url).origin}/` : undefined;
    await leaves({ ...tools, known, place: `${tools.place} ${page.label} (framed, ${how})` }, exitOf(world, page), act);
  }
}

/** A visit by itself: what is kept, and who was asked. */
async function visit(tools, page, script) {
  const { engine, world, report } = tools;
  const place = `${tools.place} ${page.label}`;
  const from = world.log.length;
  await engine.open(page.url);
  report.count('visits in other engines');
  const kept = await engine.cookies();
  if (script) {
    await engine.press(KEYS.Shift);
    kept.push(...(await engine.run(left)).found);
  }
  for (const what of kept) report.fail(name, place, `keeps something: ${what}`);
  const { host } = new URL(page.url);
  const asked = world.log.slice(from);
  if (!asked.some((one) => one.host === host)) report.fail(name, place, 'was never asked for');
  for (const one of asked) {
    if (one.host !== host && !OWN.test(one.host)) report.fail(name, place, `request to ${one.host}${one.path}`);
    if (one.headers.cookie) report.fail(name, place, 'sends a cookie');
  }
}

/** Everything in one engine, with the script or without it. */
async function session(Engine, script, kit, report) {
  const world = await new World([kit]).start();
  // So that every visit of another site is a request that can be looked at.
  world.elsewhere.set(undefined, [['Cache-Control', 'no-store']]);
  try {
    await withEngine(Engine, world, script, async (engine) => {
      const tools = { engine, world, report, place: `${engine.name}${script ? '' : ' without script'}:` };
      const own = kit.pages.find(({ file }) => file === 'index.html').lang;
      const pages = pagesOf([kit], ...SITE).filter(({ lang }) => lang === own);
      for (const page of pages) await visit(tools, page, script);
      const first = (kind) => pages.find((page) => page.kind === kind);
      for (const page of ['home', 'page', 'embed', '404'].map(first).filter(Boolean)) await alone(tools, page, script);
      for (const page of ['home', 'embed'].map(first).filter(Boolean)) await framed(tools, kit, page, script);
    });
  } catch (error) {
    report.fail(name, `${Engine.name}${script ? '' : ' without script'}`, error.message);
  } finally {
    await world.stop();
  }
}

export async function run({ kits, report }) {
  report.count('exits in other engines', 0);
  report.count('visits in other engines', 0);
  const kit = kits.find(({ allowed }) => allowed.length > 0);
  if (!kit) {
    report.fail(name, 'kits', 'none may be framed, so leaving a frame cannot be tried');
    return;
  }
  // Side by side, each with a world of its own, whose log is then its own.
  await Promise.all(ENGINES.flatMap((Engine) => [true, false].map((script) => session(Engine, script, kit, report))));
}
