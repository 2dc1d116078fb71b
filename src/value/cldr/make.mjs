// CLDR (npm packages, unpacked) -> languages.tsv, parts.tsv and aliases.tsv beside this file.
//
//   npm install --no-save cldr-core@48.2.0 cldr-localenames-full@48.2.0 cldr-misc-full@48.2.0
//   node src/value/cldr/make.mjs node_modules
//
// Rows are sorted by their first column, byte by byte: `src/value/tongue.rs` bisects them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const from = process.argv[2];
const PAGES = ["nl", "en", "pl", "ro", "bg", "uk", "tr", "ar", "de", "es"];
const json = (path) => JSON.parse(readFileSync(`${from}/${path}`, "utf8"));
const names = (locale, kind) => {
  const path = `cldr-localenames-full/main/${locale}/${kind}.json`;
  return existsSync(`${from}/${path}`) ? json(path).main[locale].localeDisplayNames[kind] : {};
};
const likely = json("cldr-core/supplemental/likelySubtags.json").supplemental.likelySubtags;
const scripts = json("cldr-core/scriptMetadata.json").scriptMetadata;
const aliases = json("cldr-core/supplemental/aliases.json").supplemental.metadata.alias.languageAlias;

const head = (columns) =>
  `# Unicode CLDR 48.2.0, made by make.mjs; licence: LICENSE-Unicode.txt. Columns: ${columns.join(", ")}\n`;
const write = (file, columns, rows) => {
  const lines = rows.map((row) => row.map((cell) => (cell ?? "").replace(/\s+/g, " ")).join("\t"));
  const sorted = lines.sort((a, b) => (a.split("\t")[0] < b.split("\t")[0] ? -1 : 1));
  writeFileSync(new URL(file, import.meta.url), head(columns) + sorted.join("\n") + "\n");
};
const tables = (kind) => PAGES.map((page) => names(page, kind));
const keys = (all, form) => [...new Set(all.flatMap(Object.keys))].filter((key) => form.test(key));

const rightToLeft = (tag) => {
  const script = tag.split("-").find((part) => part.length === 4) ??
    (likely[tag] ?? likely[tag.split("-")[0]] ?? "").split("-").find((part) => part.length === 4);
  return scripts[script]?.rtl === "YES";
};
const languages = tables("languages");
const tags = keys(languages, /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
  .filter((tag) => !tag.includes("-alt-") && !tag.includes("-menu-") && !["mul", "und", "zxx", "root"].includes(tag));
write("languages.tsv", ["tag", "direction", "its own name", ...PAGES], tags.map((tag) => [
  tag, rightToLeft(tag) ? "rtl" : "ltr", names(tag, "languages")[tag], ...languages.map((all) => all[tag]),
]));

const [ofScripts, ofRegions] = [tables("scripts"), tables("territories")];
const spoken = (region) => (likely[`und-${region}`] ?? "").split("-")[0];
write("parts.tsv", ["script or region", "the language most spoken there", ...PAGES], [
  ...keys(ofScripts, /^[A-Z][a-z]{3}$/).map((key) => [key, "", ...ofScripts.map((all) => all[key])]),
  ...keys(ofRegions, /^([A-Z]{2}|\d{3})$/).map((key) => [key, spoken(key), ...ofRegions.map((all) => all[key])]),
]);

const known = (tag) => tags.includes(tag) || tags.includes(tag.split("-")[0]);
// `nld` is `nl` in another standard; `cmn` is one of those that are called `zh`.
const same = (reason) => (["overlong", "bibliographic", "deprecated"].includes(reason) ? "same" : "");
write("aliases.tsv", ["tag", "the tag that names stand under", "whether it is the same"], Object.entries(aliases)
  .filter(([old, { _replacement }]) => /^[a-z]{2,3}$/.test(old) && !tags.includes(old) && known(_replacement))
  .map(([old, { _replacement, _reason }]) => [old, _replacement.split(" ")[0], same(_reason)]));
