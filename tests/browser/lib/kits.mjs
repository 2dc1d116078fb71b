// Finds kits and their pages. In: the folder the generator wrote. Out: one description per client.
// Invariant: everything is found by walking; no client, language or page is named here.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readHeaders } from './headers.mjs';

/** All files below a folder, as paths with `/`, sorted. */
export function walk(folder, below = '') {
  const names = readdirSync(join(folder, below)).sort();
  return names.flatMap((name) => {
    const path = below ? `${below}/${name}` : name;
    return statSync(join(folder, path)).isDirectory() ? walk(folder, path) : [path];
  });
}

/** What a page is for, told by its file name. */
function kindOf(file) {
  const name = basename(file, '.html');
  if (name === 'index') return 'home';
  return name === 'embed' || name === '404' ? name : 'page';
}

/** The address a site is made for: that of its first page. */
function addressOf(folder, name) {
  const home = readFileSync(join(folder, 'index.html'), 'utf8');
  const canonical = home.match(/<link rel="canonical" href="([^"]+)"/);
  return new URL(canonical ? canonical[1] : `https://${name}.test/`);
}

function readKit(dist, name) {
  const folder = join(dist, name);
  const site = join(folder, 'site');
  const address = addressOf(site, name);
  const files = walk(site);
  const kitHost = `kit-${name}.test`;
  const pages = files.filter((file) => file.endsWith('.html')).map((file) => ({
    kit: name, file, kind: kindOf(file), label: `${name}/${file}`, url: new URL(file, address).href,
    lang: readFileSync(join(site, file), 'utf8').match(/<html[^>]*\blang="([^"]*)"/)?.[1] ?? '',
    bytes: statSync(join(site, file)).size,
  }));
  const first = { kit: name, file: '../index.html', kind: 'kit', label: `${name} (kit page)`, url: `https://${kitHost}/index.html` };
  if (existsSync(join(folder, 'index.html'))) pages.push(first);
  const headers = existsSync(join(site, '_headers')) ? readHeaders(join(site, '_headers')) : [];
  return { name, folder, site, files, address, kitHost, pages, headers, allowed: ancestorsOf(headers) };
}

/** The origins the headers let frame a site, besides the site itself. */
export function ancestorsOf(headers) {
  const policy = headers.find(([name]) => name.toLowerCase() === 'content-security-policy')?.[1] ?? '';
  const words = policy.split(';').map((part) => part.trim().split(/\s+/)).find(([word]) => word === 'frame-ancestors');
  return (words ?? []).slice(1).filter((word) => word.startsWith('https://'));
}

/**
 * All kits in a folder; `only` keeps some by name. With `every`, checks that look at some pages for
 * all (`fewPagesOf`, `facesOf`) look at all.
 */
export function findKits(dist, only = [], every = false) {
  const names = readdirSync(dist).sort().filter((name) => existsSync(join(dist, name, 'site', 'index.html')));
  return names.filter((name) => only.length === 0 || only.includes(name)).map((name) => ({ ...readKit(dist, name), every }));
}

/** The pages of all kits of some kinds. */
export function pagesOf(kits, ...kinds) {
  return kits.flatMap((kit) => kit.pages).filter((page) => kinds.includes(page.kind));
}

/** Those with the longest words and the other direction, for which there must be room. */
const HARDEST = ['ar', 'de'];

/** What a page is but for its client: an inner page tells every client's people the same. */
const likeness = ({ kit, file, kind, lang }) => (kind === 'page' ? `${basename(file)} ${lang}` : `${kit} ${file}`);

/**
 * The pages of some kinds in a kit's first language, in Arabic and in German: for checks that take
 * seconds a page and look at what all languages share. Of an inner page that several clients have,
 * the largest stands for all: it has the most in it.
 */
export function fewPagesOf(kits, ...kinds) {
  const few = kits.flatMap((kit) => {
    const own = kit.pages.find(({ file }) => file === 'index.html')?.lang;
    return pagesOf([kit], ...kinds).filter(({ kind, lang }) => kit.every || kind === 'kit' || lang === own || HARDEST.includes(lang));
  });
  if (kits.some(({ every }) => every)) return few;
  const largest = new Map();
  for (const page of few) {
    const other = largest.get(likeness(page));
    if (!other || page.bytes > other.bytes) largest.set(likeness(page), page);
  }
  return few.filter((page) => largest.get(likeness(page)) === page);
}

/** Those, and the first and the compact page in every language: for what depends on the length of words. */
export function facesOf(kits, ...kinds) {
  const few = new Set(fewPagesOf(kits, ...kinds));
  return pagesOf(kits, ...kinds).filter((page) => few.has(page) || ['home', 'embed'].includes(page.kind));
}

/** Every kind that an employee sees. */
export const SITE = ['home', 'page', 'embed', '404'];
