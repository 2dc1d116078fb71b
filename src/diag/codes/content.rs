//! Codes about content and themes: pages, words, facts, plain language, `theme.yaml`.

use super::{Code, Place, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "content/code",
        "a page holds a block of code",
        "indent the line less: four spaces make it code",
    )
    .file("content/nl/parkeren.md", "Zo kom je er:\n\n    neem de trap", "Zo kom je er: neem de trap."),
    row(
        "content/deep",
        "lists and quotes of a page lie too deep in one another",
        "begin a line with one sign of a list or a quote, or a few",
    )
    .file("content/nl/parkeren.md", "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > De stalling is open.", "> De stalling is open."),
    row(
        "content/exception",
        "the text on confidentiality does not say when it does not hold",
        "name both exceptions: serious danger, and what the law obliges to",
    )
    .untold("it takes the text that all clients share, in place of the built-in one"),
    row(
        "content/fixed",
        "a client's own text on confidentiality: it is the same promise everywhere",
        "move it to `content/<language>/`, for all clients",
    )
    .at(Place::Name, "clients/acme/content/nl/_confidentiality.md", "content/nl/_confidentiality.md"),
    row(
        "content/form",
        "a file of content is written in a form that the program cannot add to",
        "move it elsewhere and run the command again; then bring over what was yours",
    )
    .untold("it takes a file in which a text was written before, in another form than the usual one"),
    row(
        "content/forms",
        "a word lacks a plural form that its language asks for, or a day of the week",
        "add the form that the message names",
    )
    .file("content/pl/_strings.yaml", r##"reply_hours: "other: w ciągu {count} godzin""##, r##"reply_hours: "one: w ciągu {count} godziny | few: w ciągu {count} godzin | many: w ciągu {count} godzin | other: w ciągu {count} godziny""##),
    row(
        "content/front-matter",
        "a page does not begin with what is said about it",
        "begin with a line `---`, then `title:` and `summary:`, then `---`",
    )
    .file("content/nl/parkeren.md", "Je kunt achter het gebouw parkeren.", "---\ntitle: Parkeren\nsummary: Waar je kunt parkeren.\n---\nJe kunt achter het gebouw parkeren."),
    row("content/heading", "a heading of level 1 is the page's own title", "begin with `##`")
    .file("content/nl/parkeren.md", "# Met de fiets\n\nDe stalling is open.", "## Met de fiets\n\nDe stalling is open."),
    row(
        "content/html",
        "a page holds HTML, which could do anything on the site",
        "use Markdown; write `\\<` for a `<` that should be seen",
    )
    .file("content/nl/parkeren.md", "Parkeren is <b>gratis</b>.", "Parkeren is **gratis**."),
    row(
        "content/kinds",
        "a language lacks the word for a kind of organisation, or a form of it",
        "give every kind under `kinds:` in `_language.yaml` the forms that `other` has",
    )
    .file("content/nl/_language.yaml", "kinds:\n  other: {word: organisatie, with_article: de organisatie}\n  company: {word: bedrijf}\n  institution: {word: instelling, with_article: de instelling}\n  school: {word: school, with_article: de school}\n  municipality: {word: gemeente, with_article: de gemeente}\n  government: {word: overheidsorganisatie, with_article: de overheidsorganisatie}\n  association: {word: vereniging, with_article: de vereniging}\n  foundation: {word: stichting, with_article: de stichting}\n  hospital: {word: ziekenhuis, with_article: het ziekenhuis}\n  care: {word: zorgorganisatie, with_article: de zorgorganisatie}", "kinds:\n  other: {word: organisatie, with_article: de organisatie}\n  company: {word: bedrijf, with_article: het bedrijf}\n  institution: {word: instelling, with_article: de instelling}\n  school: {word: school, with_article: de school}\n  municipality: {word: gemeente, with_article: de gemeente}\n  government: {word: overheidsorganisatie, with_article: de overheidsorganisatie}\n  association: {word: vereniging, with_article: de vereniging}\n  foundation: {word: stichting, with_article: de stichting}\n  hospital: {word: ziekenhuis, with_article: het ziekenhuis}\n  care: {word: zorgorganisatie, with_article: de zorgorganisatie}"),
    row(
        "content/link",
        "a link leads nowhere, or is of a kind that no text may have",
        "link to a page as `steps.md` or `steps.md#id`, or begin with `https:`, `tel:` or `mailto:`",
    )
    .file("content/nl/parkeren.md", "Lees [hoe het gaat](hoe-het-gaat).", "Lees [hoe het gaat](steps.md)."),
    row(
        "content/lost",
        "words of a text would show nowhere, since Markdown reads them as something else",
        "write the line as the message shows it",
    )
    .file("content/nl/parkeren.md", "[Noor]: belt", "Noor belt je terug."),
    row(
        "content/missing-language",
        "there is no content in a language of this client",
        "choose another, or write your own in `content/<language>/`",
    )
    .client("languages: [nl, fr]", "languages: [nl, en]"),
    row(
        "content/missing-page",
        "a page is not there in a language, and no other may stand in for it",
        "write it, beginning with a copy of the Dutch one",
    )
    .untold("it is about a page that is not there"),
    row(
        "content/missing-word",
        "a word of the theme, or of a help line, is not there in a language",
        "add it to `_strings.yaml` or `_helplines.yaml` of that language",
    )
    .untold("it is about a word that is not there"),
    row(
        "content/name",
        "the name of a page's file cannot be a part of an address",
        "use lower-case letters, digits and hyphens",
    )
    .at(Place::Name, "content/nl/Na afloop.md", "content/nl/na-afloop.md"),
    row(
        "content/near",
        "a page of yours has nearly the name of one that there is, and replaces none",
        "rename it as the message says; give a new page a name that is less like that one",
    )
    .at(Place::Name, "content/nl/behavior.md", "content/nl/behaviour.md"),
    row(
        "content/not-read",
        "a file among the content has a name that is not read, and changes nothing",
        "rename it as the message says, or move it elsewhere",
    )
    .at(Place::Name, "content/nl/steps.MD", "content/nl/steps.md"),
    row(
        "content/number",
        "a number of a translation is not in the Dutch text, or the other way round",
        "compare the two: a wrong number sends someone to a stranger",
    )
    .untold("it takes the same text in two languages"),
    row(
        "content/older-than-source",
        "Dutch texts have changed since they were translated",
        "bring the translation up to date; `vpsite list --coverage` shows which, and what to write",
    )
    .untold("it takes a Dutch text that changed after it was translated"),
    row(
        "content/picture",
        "a page holds a picture; pictures come from the client file alone",
        "leave it out",
    )
    .file("content/nl/parkeren.md", "![De ingang](ingang.jpg)", "De ingang is naast de kantine."),
    row(
        "content/read-before",
        "a text has changed since a native reader read it, so that the reading holds no more",
        "let one read it again, and write so with `vpsite review <language> --read-by`",
    )
    .untold("it takes a text that changed after somebody read it"),
    row(
        "content/replaced",
        "the shared page that a client's own one replaces has changed since",
        "compare the two, then write what the message says at `replaces`",
    )
    .untold("it takes a shared page that changed after a client replaced it"),
    row(
        "content/replaces",
        "a client's own page replaces one that all clients share",
        "nothing; write what the message says at `replaces`, and changes will be told",
    )
    .untold("the line to write depends on the page that is replaced; the message has it"),
    row(
        "content/sign",
        "signs in a text do not do here what they do elsewhere: they stay, or lines run together",
        "write the line as the message shows it; a sign that should be seen stands behind a `\\`",
    )
    .file("content/nl/parkeren.md", "##Met de fiets\n\nDe stalling is open.", "## Met de fiets\n\nDe stalling is open."),
    row(
        "content/stands-in",
        "a page is shown in another language, with a notice",
        "write it in the language that the message names",
    )
    .untold("it is about a page that is not there"),
    row(
        "content/template",
        "what stands between `{{ }}` or `{% %}` cannot be filled in",
        "look at the spelling; the message says which names there are",
    )
    .file("content/nl/parkeren.md", "Je belt {{ organisation.nmae }}.", "Je belt {{ organisation.name }}."),
    row(
        "content/undated",
        "a page states law, and nobody says when it was checked",
        "give its statement a `checked_on` in `content/_facts.yaml`",
    )
    .untold("it takes a page, its statement of law and the list of statements"),
    row(
        "content/unknown",
        "there is no text of that name to copy or to change",
        "look at the spelling; `vpsite edit` lists what there is",
    )
    .at(Place::Command, "vpsite edit content stpes", "vpsite edit content steps"),
    row(
        "content/unreadable",
        "a content file cannot be read, or is not UTF-8",
        "save it again and choose UTF-8 as the encoding",
    )
    .untold("a file that is no text cannot be shown as one"),
    row(
        "content/unreviewed",
        "no native reader has read the texts in a language yet",
        "`vpsite review <language>` makes the sheet for one, and writes that they have read it",
    )
    .untold("what is missing is a person who reads"),
    row(
        "content/unused",
        "no page includes a fragment of yours, so that it shows nowhere",
        "include it by its name, or remove it",
    )
    .untold("it takes a fragment and a page that does not include it"),
    row(
        "fact/outdated",
        "a help line or a statement of law was checked too long before the edition",
        "check it again, and write the day at `checked_on`, that of a bill at `status_of`",
    )
    .untold("it depends on the edition and on the day on which a fact was checked"),
    row(
        "fact/unverified",
        "nobody has checked these help lines or statements of law at their source",
        "check them, then write `verified: true` and the day at `checked_on`",
    )
    .untold("what is missing is a person who checks"),
    row(
        "helpline/unreachable",
        "a help line has neither a number nor a website",
        "give it `number` or `url`",
    )
    .file("content/_helplines.yaml", "lines:\n  - id: eigen-lijn\n    tier: 1\n    checked_on: 2026-11-22\n    verified: true", "lines:\n  - id: eigen-lijn\n    tier: 1\n    checked_on: 2026-11-22\n    verified: true\n    number: \"0900-8844\"\n    tel: \"09008844\""),
    row(
        "language/average",
        "the sentences of a page are long on average",
        "part some of them; employees read this in a bad hour",
    )
    .file("content/nl/parkeren.md", "Je kunt bij ons achter het gebouw parkeren als daar op dat moment nog een plek voor je auto vrij is. Je kunt bij ons achter het gebouw parkeren als daar op dat moment nog een plek voor je auto vrij is. Je kunt bij ons achter het gebouw parkeren als daar op dat moment nog een plek voor je auto vrij is. Je kunt bij ons achter het gebouw parkeren als daar op dat moment nog een plek voor je auto vrij is. Je kunt bij ons achter het gebouw parkeren als daar op dat moment nog een plek voor je auto vrij is.", "Je kunt achter het gebouw parkeren. Je kunt achter het gebouw parkeren. Je kunt achter het gebouw parkeren. Je kunt achter het gebouw parkeren. Je kunt achter het gebouw parkeren."),
    row(
        "language/forbidden",
        "a phrase promises too much, or frightens",
        "say it as the message proposes",
    )
    .file("content/nl/parkeren.md", "Wat je vertelt, is altijd vertrouwelijk.", "Wat je vertelt, is vertrouwelijk, met enkele uitzonderingen."),
    row("language/long-sentence", "a sentence is too long", "make two of it")
    .file("content/nl/parkeren.md", "Je kunt achter het gebouw parkeren, en als daar geen plek is, dan rijd je om het gebouw heen naar de straat waar de bus stopt en zet je hem daar neer.", "Je kunt achter het gebouw parkeren. Is daar geen plek? Rijd dan om het gebouw heen."),
    row(
        "language/unexplained",
        "a difficult word is not explained where it first stands",
        "say what it means in the same place",
    )
    .file("content/nl/parkeren.md", "Het gaat om integriteit.", "Het gaat om integriteit: om eerlijk werken."),
    row(
        "theme/asset",
        "the theme would publish a file of a kind that the site does not",
        "leave it out; fonts for paper stand under `fonts`",
    )
    .at(Place::Theme, "assets: [assets/icon.svg, assets/site.js, fonts/SourceSans3-Regular.ttf]", "assets: [assets/icon.svg, assets/site.js]"),
    row(
        "theme/format",
        "an output of the theme has an ending that cannot be made",
        "choose one that the message names",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.docx\", sheet: a4-cards, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "theme/length",
        "a measure of a sheet cannot be",
        "give it in millimetres, from 0 to 2000; a code must fit on its sheet",
    )
    .at(Place::Theme, "sheets:\n  a4: {width_mm: 210, height_mm: 2970, margin_mm: 18, code_mm: 70}", "sheets:\n  a4: {width_mm: 210, height_mm: 297, margin_mm: 18, code_mm: 70}"),
    row(
        "theme/missing-file",
        "a file that the theme names is not there",
        "look at the spelling; `vpsite theme list` shows the built-in ones",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/crads.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row("theme/no-outputs", "a product of the theme makes no file", "give it `outputs`")
    .at(Place::Theme, "products:\n  - {id: card, template: print/cards.typ, verb: hand_out, says: line, outputs: []}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "theme/not-read",
        "a file of a theme stands in for nothing, or a theme has no `theme.yaml`",
        "look at the spelling; `vpsite theme list` shows what can be replaced",
    )
    .at(Place::Name, "themes/default/site/pgae.html", "themes/default/site/page.html"),
    row(
        "theme/one-of",
        "a key of `theme.yaml` needs one of several keys below it, and one alone",
        "keep the one that is meant",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    title: {word: onboarding_title, page: flyer}\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    title: {page: flyer}\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "theme/original-changed",
        "the built-in file that your copy stands in for has changed since",
        "move the copy aside, eject the file anew and make your change again",
    )
    .untold("it takes a built-in file that changed after it was copied"),
    row(
        "theme/page",
        "the theme names a page of content that is not there or cannot be",
        "look at the spelling",
    )
    .at(Place::Theme, "unlisted: [index, stepz]", "unlisted: [index, steps]"),
    row(
        "theme/path",
        "an output of the theme has a path that cannot be",
        "use letters, digits, hyphens and `/`, with `{lang}` for the language",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"../card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "theme/says",
        "the theme does not say rightly how much of the promises a page tells",
        "write `full`, or `line` for one line",
    )
    .at(Place::Theme, "pages_say: {index: none}", "pages_say: {index: full}"),
    row(
        "theme/script",
        "a script of the theme is not the built-in one, as it came",
        "take the built-in one back, or write `trust_script: true` in `theme.yaml`, which every \
         build will tell",
    )
    .untold("any script but the built-in one gives it, unless `trust_script: true` stands in `theme.yaml`"),
    row(
        "theme/sheet",
        "an output of the theme names a sheet that is not there",
        "add it below `sheets`, or look at the spelling",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-crads, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "theme/template",
        "a template of the site fails",
        "look at the place that the message names; it says which names there are",
    )
    .at(Place::Template, "<p>{{ page.tilte }}</p>", "<p>{{ page.title }}</p>"),
    row(
        "theme/trusted-script",
        "the theme runs a script that nobody has checked, because `trust_script` allows it",
        "read it with whoever wrote it; visitors of the site count on leaving no trace",
    )
    .untold("it takes a script; it is told as long as `trust_script: true` stands in `theme.yaml`"),
    row("theme/unknown", "there is no theme of this name", "choose one that the message names")
    .client("theme: defualt", "theme: default"),
    row(
        "theme/unreadable",
        "a file of a theme cannot be read",
        "look whether it is too large, or not UTF-8",
    )
    .untold("a file that cannot be read cannot be shown"),
    row(
        "theme/word",
        "the kit's first page has no word for something that a theme makes",
        "write it in `content/<language>/_strings.yaml` of the theme",
    )
    .at(Place::Theme, "products:\n  - id: badge\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
];
