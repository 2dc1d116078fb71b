// Links lead somewhere, and languages agree. In: every page, read by the browser. Out: a failure
// per link, file or anchor that is missing, and per language that is told wrongly. Invariant: an
// address within a site is asked for through HTTP; one outside is looked at but never asked for.

import { onPages } from '../lib/browser.mjs';
import { pagesOf, SITE } from '../lib/kits.mjs';

export const name = 'links';

/** Everything a page refers to, and everything it can be referred to by. Runs in the page. */
function read() {
  const refs = [];
  const add = (element, attribute, value) => {
    refs.push({ tag: element.tagName.toLowerCase(), attribute, value, url: new URL(value, document.baseURI).href, rel: element.rel ?? '',
      hreflang: element.hreflang ?? '', target: element.target ?? '', leave: element.hasAttribute('data-exit'), saved: element.hasAttribute('download') });
  };
  for (const attribute of ['href', 'src', 'poster', 'data']) {
    document.querySelectorAll(`[${attribute}]`).forEach((element) => {
      if (element.namespaceURI === 'http://www.w3.org/1999/xhtml') add(element, attribute, element.getAttribute(attribute));
    });
  }
  document.querySelectorAll('[srcset]').forEach((element) => {
    element.srcset.split(',').forEach((part) => add(element, 'srcset', part.trim().split(/\s+/)[0]));
  });
  const lists = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for', 'headers'];
  const named = lists.flatMap((attribute) => [...document.querySelectorAll(`[${attribute}]`)]
    .flatMap((element) => element.getAttribute(attribute).trim().split(/\s+/)));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const { lang, dir } = document.documentElement;
  return { refs, ids, named, lang, dir, framed: document.body.classList.contains('embed') };
}

/** Writings that run from right to left. */
function runsLeft(lang) {
  return ['rtl'].includes(new Intl.Locale(lang).getTextInfo?.().direction ?? new Intl.Locale(lang).textInfo?.direction);
}

async function collect(browser, kits) {
  const found = new Map();
  await onPages(browser, { javaScriptEnabled: true }, pagesOf(kits, ...SITE, 'kit'), async (tab, page) => {
    // The page for what is missing answers at any depth: read it from a deep address.
    if (page.kind === '404') await tab.goto(new URL('no/such/page', page.url).href);
    found.set(page.url, { page, ...(await tab.evaluate(read)) });
  });
  return found;
}

class Checker {
  answers = new Map();

  constructor({ kits, world, report }, found) {
    Object.assign(this, { kits, world, report, found });
  }

  fail(page, message) {
    this.report.fail(name, page.label, message);
  }

  /** Whether an address is within one of the kits. */
  inside(url) {
    return this.world.mounts.some(({ host, path }) => url.host === host && url.pathname.startsWith(path));
  }

  async status(href) {
    if (!this.answers.has(href)) this.answers.set(href, await this.world.get(href));
    return this.answers.get(href).status;
  }

  /** The page at an address, with or without the name of its file; also as it lies in the kit's folder. */
  at(href) {
    const kit = this.kits.find(({ kitHost }) => new URL(href).host === kitHost);
    const plain = href.split('#')[0].replace(`https://${kit?.kitHost}/site/`, kit?.address.href ?? '');
    return this.found.get(plain) ?? this.found.get(plain.replace(/\/$/, '/index.html'));
  }

  async ref(page, ref) {
    const url = new URL(ref.url);
    this.report.count('links');
    if (url.protocol === 'tel:') {
      if (!/^tel:\+?\d{3,15}$/.test(ref.value)) this.fail(page, `not a telephone number: ${ref.value}`);
    } else if (url.protocol === 'mailto:') {
      if (!/^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/.test(ref.value)) this.fail(page, `not a mail address: ${ref.value}`);
    } else if (this.inside(url)) {
      await this.within(page, ref, url);
    } else {
      this.outside(page, ref, url);
    }
  }

  async within(page, ref, url) {
    if (ref.value.startsWith('/')) this.fail(page, `begins at the root of the host: ${ref.value}`);
    if (!ref.value.startsWith('#')) {
      const status = await this.status(url.href.split('#')[0]);
      if (status !== 200) this.fail(page, `${ref.value}: status ${status}`);
    }
    const target = this.at(url.href);
    if (url.hash) {
      this.report.count('anchors');
      const id = decodeURIComponent(url.hash.slice(1));
      const own = page.kind === '404' ? this.found.get(page.url) : target;
      if (!own?.ids.includes(id)) this.fail(page, `${ref.value}: no such anchor`);
    }
    if (ref.tag === 'a' && ref.hreflang && target?.lang !== ref.hreflang) this.fail(page, `${ref.value} says ${ref.hreflang} and is ${target?.lang}`);
  }

  outside(page, ref, url) {
    this.report.count('links to elsewhere');
    if (url.protocol !== 'https:') this.fail(page, `neither https nor within the site: ${ref.value}`);
    if (ref.tag !== 'a' && ref.tag !== 'link') this.fail(page, `${ref.tag} loads from elsewhere: ${ref.value}`);
    if (ref.tag === 'a' && !/noreferrer/.test(ref.rel)) this.fail(page, `tells where one came from: ${ref.value}`);
  }

  /** A frame's links to pages open outside it, but for the language and files to save; only leaving takes the top page. */
  frame(page, refs) {
    for (const ref of refs.filter(({ tag, url, value, saved }) => tag === 'a' && !saved && url.startsWith('https:') && !value.startsWith('#'))) {
      const right = ref.leave ? ref.target === '_top' : ref.hreflang ? ['', '_self'].includes(ref.target) : ref.target === '_blank';
      if (!right) this.fail(page, `in a frame this opens in "${ref.target || 'the frame'}": ${ref.value}`);
    }
  }

  languages(page, one) {
    if (!one.lang) this.fail(page, 'has no language');
    else if ((one.dir === 'rtl') !== runsLeft(one.lang)) this.fail(page, `is ${one.lang} and runs ${one.dir}`);
    const alternates = one.refs.filter(({ tag, rel }) => tag === 'link' && rel === 'alternate');
    const canonical = one.refs.find(({ tag, rel }) => tag === 'link' && rel === 'canonical');
    if (canonical && page.kind !== '404' && this.at(canonical.url) !== one) this.fail(page, `calls itself ${canonical.url}`);
    for (const { hreflang, url } of alternates) {
      this.report.count('languages compared');
      const other = this.at(url);
      if (hreflang !== 'x-default' && other?.lang !== hreflang) this.fail(page, `${url} says ${hreflang} and is ${other?.lang}`);
      const back = other?.refs.some(({ tag, rel, url: there }) => tag === 'link' && rel === 'alternate' && this.at(there) === one);
      if (!back) this.fail(page, `${url} does not refer back`);
    }
    if (alternates.length > 0 && !alternates.some(({ url, hreflang }) => this.at(url) === one && hreflang === one.lang)) this.fail(page, 'does not name itself among its languages');
  }

  /** Every page can be reached from the first one; the compact and the missing page stand alone. */
  reachable(kit) {
    const todo = [kit.address.href];
    const seen = new Set();
    while (todo.length > 0) {
      const one = this.at(todo.pop());
      if (!one || seen.has(one)) continue;
      seen.add(one);
      todo.push(...one.refs.filter(({ tag }) => tag === 'a').map(({ url }) => url));
    }
    for (const page of pagesOf([kit], 'home', 'page')) {
      if (!seen.has(this.found.get(page.url))) this.fail(page, 'no link leads here from the first page');
    }
  }

  async all() {
    for (const one of this.found.values()) {
      const { page, refs, named, ids } = one;
      for (const ref of refs) await this.ref(page, ref);
      for (const id of named) if (!ids.includes(id)) this.fail(page, `refers to "${id}", which is not there`);
      if (page.kind === 'embed') this.frame(page, refs);
      this.languages(page, one);
    }
    for (const kit of this.kits) this.reachable(kit);
  }
}

export async function run(tools) {
  for (const text of ['links', 'anchors', 'links to elsewhere', 'languages compared']) tools.report.count(text, 0);
  await new Checker(tools, await collect(tools.browser, tools.kits)).all();
}
