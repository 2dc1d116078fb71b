// Valid HTML. In: every page's file. Out: a failure per error. Invariant: rules of the standard
// only (html-validate's own list of those), no matters of taste.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

export const name = 'html';

const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ['html-validate:standard'] }));

/** Errors of a text, each as one line. */
export async function errorsOf(html, file) {
  const { results } = await validator.validateString(html, file, { root: true, extends: ['html-validate:standard'] });
  return results.flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line, column, selector }) => ({ what: `${ruleId}: ${message} [${selector ?? ''}]`, where: `${line}:${column}` }));
}

export async function run({ kits, report }) {
  report.count('validator errors', 0);
  for (const kit of kits) {
    for (const page of kit.pages) {
      const file = join(kit.site, page.file);
      report.count('pages validated');
      for (const { what, where } of await errorsOf(readFileSync(file, 'utf8'), file)) {
        report.count('validator errors');
        report.fail(name, `${page.label}:${where}`, what);
      }
    }
  }
}
