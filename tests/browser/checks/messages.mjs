// What HR pastes, sends and saves. In: the files of every kit for other programs. Out: a failure per
// file that an independent reader does not understand, that lacks something, or that would load
// anything when read. Invariant: nothing of these files is read with code of the generator.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import sanitize from 'sanitize-html';
import { walk } from '../lib/kits.mjs';

export const name = 'messages';

/** What an intranet's text block keeps, as far as is known of SharePoint's. */
const KEPT = {
  allowedTags: ['h2', 'h3', 'h4', 'p', 'ul', 'ol', 'li', 'a', 'strong', 'em', 'blockquote', 'hr', 'br', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'mailto', 'tel'],
};

/** HTML with each letter as itself, so that two ways to write one compare equal. */
function plainLetters(html) {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/&quot;/g, '"').replace(/&#x27;/g, "'");
}

/** How often a page would ask another computer for something. */
const LOADS = /<(img|iframe|script|link|video|audio|source|object|embed)\b|\bsrc=|url\(/i;

async function mail(bytes, fail) {
  const { subject, html, text, headers, from, to } = await PostalMime.parse(bytes);
  if (!subject?.trim()) fail('no subject');
  if (!html?.trim() || !text?.trim()) fail('does not say everything both as HTML and as plain text');
  if (!headers.some(({ key, value }) => key === 'x-unsent' && value === '1')) fail('does not open as a draft');
  if (from?.address || to?.length > 0) fail('names a sender or a receiver');
  if (LOADS.test(html ?? '')) fail('loads something when read');
  for (const link of html?.match(/tel:\+\d+/g) ?? []) {
    const digits = link.slice(-8);
    if (!text.replace(/\D/g, '').includes(digits)) fail(`the plain text lacks ${link}`);
  }
  if (!/tel:|mailto:|https:/.test(html ?? '')) fail('no way to the adviser');
}

function invitation(text, fail) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  if (events.length !== 1) fail(`${events.length} events`);
  for (const component of events) {
    const event = new ICAL.Event(component);
    if (!event.summary || !event.uid || !event.location) fail('no title, no id or no place');
    if (!(event.endDate?.compare(event.startDate) > 0)) fail('does not end after it begins');
    if (!calendar.getAllSubcomponents('vtimezone').some((zone) => zone.getFirstPropertyValue('tzid') === component.getFirstProperty('dtstart').getParameter('tzid'))) fail('the time zone is not described');
    if (component.hasProperty('organizer') || component.hasProperty('attendee')) fail('somebody is told who opens it');
  }
}

function card(text, fail) {
  const vcard = new ICAL.Component(ICAL.parse(text));
  if (!vcard.getFirstPropertyValue('fn')) fail('no name');
  if (!vcard.hasProperty('tel') && !vcard.hasProperty('email')) fail('no number and no address');
  const photo = vcard.getFirstPropertyValue('photo');
  if (photo && !/^data:image\/jpeg;base64,\/9j\//.test(photo)) fail('the photo is no JPEG');
  if (!['3.0', '4.0'].includes(vcard.getFirstPropertyValue('version'))) fail('an unknown version');
}

function piece(html, fail) {
  if (/^\s*<!doctype/i.test(html)) {
    if (LOADS.test(html.replace(/<pre[\s\S]*?<\/pre>/g, ''))) fail('loads something when read');
    // Of a page to copy from, what is pasted is all but what cannot be selected.
    const pasted = html.match(/user-select: none[\s\S]*<main>([\s\S]*)<\/main>/)?.[1];
    if (pasted !== undefined) unchanged(within(pasted, fail), fail);
    return;
  }
  // eslint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(html)) fail('letters that read differently in another encoding');
  unchanged(html, fail);
}

/** What stands in the one element that tells a mail program language and direction: a block that drops it keeps all of this. */
function within(pasted, fail) {
  const inner = pasted.match(/^\s*<div lang="[\w-]+" dir="(?:ltr|rtl)"[^>]*>([\s\S]*)<\/div>\s*<p>&nbsp;<\/p>\s*$/)?.[1];
  if (inner === undefined) fail('what is pasted does not say its language and direction');
  return inner ?? pasted;
}

function unchanged(html, fail) {
  if (plainLetters(sanitize(html, KEPT)) !== plainLetters(html)) fail('a text block of an intranet would change it');
}

const READERS = {
  eml: (bytes, fail) => mail(bytes, fail), ics: (bytes, fail) => invitation(bytes.toString(), fail),
  vcf: (bytes, fail) => card(bytes.toString(), fail), html: (bytes, fail) => piece(bytes.toString(), fail),
  txt: (bytes, fail) => { if (bytes.toString().trim().length < 100) fail('hardly any text'); },
};

export async function run({ kits, report }) {
  report.count('messages read', 0);
  for (const kit of kits) {
    const files = walk(kit.folder).filter((file) => /^(intranet|contact|onboarding)\/|^site\/assets\/.*\.vcf$/.test(file));
    for (const kind of ['eml', 'vcf', 'html']) {
      if (!files.some((file) => file.endsWith(`.${kind}`))) report.fail(name, kit.name, `no .${kind} in the kit`);
    }
    for (const file of files) {
      const read = READERS[file.split('.').at(-1)];
      if (!read) continue;
      report.count('messages read');
      const fail = (message) => report.fail(name, `${kit.name}/${file}`, message);
      try {
        await read(readFileSync(join(kit.folder, file)), fail);
      } catch (error) {
        fail(`cannot be read: ${error.message.split('\n')[0]}`);
      }
    }
  }
}
