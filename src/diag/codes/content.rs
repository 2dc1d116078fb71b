//! Codes about content and themes: pages, words, facts, plain language, `theme.yaml`.

use super::{Code, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "content/code",
        "a page holds a block of code",
        "indent the line less: four spaces make it code",
    ),
    row(
        "content/fixed",
        "a client's own text on confidentiality: it is the same promise everywhere",
        "move it to `content/<language>/`, for all clients",
    ),
    row(
        "content/forms",
        "a word lacks a plural form that its language asks for, or a day of the week",
        "add the form that the message names",
    )
    .client("reply_hours: \"other: w ciągu {count} godzin\"", "reply_hours: \"one: w ciągu godziny | few: … | many: …\""),
    row(
        "content/front-matter",
        "a page does not begin with what is said about it",
        "begin with a line `---`, then `title:` and `summary:`, then `---`",
    )
    .client("Hoe werkt het?", "---\ntitle: Hoe werkt het?\nsummary: In drie stappen\n---"),
    row("content/heading", "a heading of level 1 is the page's own title", "begin with `##`")
        .client("# Daarna", "## Daarna"),
    row(
        "content/html",
        "a page holds HTML, which could do anything on the site",
        "use Markdown; write `\\<` for a `<` that should be seen",
    )
    .client("<b>altijd</b>", "**altijd**"),
    row(
        "content/kinds",
        "a language lacks the word for a kind of organisation, or a form of it",
        "give every kind under `kinds:` in `_language.yaml` the forms that `other` has",
    ),
    row(
        "content/link",
        "a link leads nowhere, or is of a kind that no text may have",
        "link to a page as `steps.md` or `steps.md#id`, or begin with `https:`, `tel:` or `mailto:`",
    )
    .client("[stappen](stappen)", "[stappen](steps.md)"),
    row(
        "content/lost",
        "words of a text would show nowhere, since Markdown reads them as something else",
        "write the line as the message shows it",
    )
    .client("[Noor]: belt", "Noor: belt"),
    row(
        "content/missing-language",
        "there is no content in a language of this client",
        "choose another, or write your own in `content/<language>/`",
    ),
    row(
        "content/missing-page",
        "a page is not there in a language, and no other may stand in for it",
        "write it, beginning with a copy of the Dutch one",
    ),
    row(
        "content/missing-word",
        "a word of the theme, or of a help line, is not there in a language",
        "add it to `_strings.yaml` or `_helplines.yaml` of that language",
    ),
    row(
        "content/name",
        "the name of a page's file cannot be a part of an address",
        "use lower-case letters, digits and hyphens",
    )
    .client("content/nl/Na afloop.md", "content/nl/na-afloop.md"),
    row(
        "content/near",
        "a page of yours has nearly the name of one that there is, and replaces none",
        "rename it as the message says; give a new page a name that is less like that one",
    )
    .client("content/nl/behavior.md", "content/nl/behaviour.md"),
    row(
        "content/not-read",
        "a file among the content has a name that is not read, and changes nothing",
        "rename it as the message says, or move it elsewhere",
    )
    .client("content/nl/steps.MD", "content/nl/steps.md"),
    row(
        "content/number",
        "a number of a translation is not in the Dutch text, or the other way round",
        "compare the two: a wrong number sends someone to a stranger",
    ),
    row(
        "content/older-than-source",
        "Dutch texts have changed since they were translated",
        "bring the translation up to date; `vpsite list --coverage` shows which, and what to write",
    ),
    row(
        "content/picture",
        "a page holds a picture; pictures come from the client file alone",
        "leave it out",
    ),
    row(
        "content/read-before",
        "a text has changed since a native reader read it, so that the reading holds no more",
        "let one read it again, and write so with `vpsite review <language> --read-by`",
    ),
    row(
        "content/replaced",
        "the shared page that a client's own one replaces has changed since",
        "compare the two, then write what the message says at `replaces`",
    ),
    row(
        "content/replaces",
        "a client's own page replaces one that all clients share",
        "nothing; write what the message says at `replaces`, and changes will be told",
    ),
    row(
        "content/sign",
        "signs in a text do not do here what they do elsewhere: they stay, or lines run together",
        "write the line as the message shows it; a sign that should be seen stands behind a `\\`",
    )
    .client("##Wat kun je doen", "## Wat kun je doen"),
    row(
        "content/stands-in",
        "a page is shown in another language, with a notice",
        "write it in the language that the message names",
    ),
    row(
        "content/template",
        "what stands between `{{ }}` or `{% %}` cannot be filled in",
        "look at the spelling; the message says which names there are",
    )
    .client("{{ organisation.nmae }}", "{{ organisation.name }}"),
    row(
        "content/undated",
        "a page states law, and nobody says when it was checked",
        "give its statement a `checked_on` in `content/_facts.yaml`",
    ),
    row(
        "content/unreadable",
        "a content file cannot be read, or is not UTF-8",
        "save it again and choose UTF-8 as the encoding",
    ),
    row(
        "content/unreviewed",
        "no native reader has read the texts in a language yet",
        "`vpsite review <language>` makes the sheet for one, and writes that they have read it",
    ),
    row(
        "content/unused",
        "no page includes a fragment of yours, so that it shows nowhere",
        "include it by its name, or remove it",
    )
    .client("{% include \"_contact.md\" %}", "{% include \"_contacts.md\" %}"),
    row(
        "fact/outdated",
        "a help line or a statement of law was checked too long before the edition",
        "check it again, and write the day at `checked_on`, that of a bill at `status_of`",
    ),
    row(
        "fact/unverified",
        "nobody has checked these help lines or statements of law at their source",
        "check them, then write `verified: true` and the day at `checked_on`",
    ),
    row(
        "helpline/unreachable",
        "a help line has neither a number nor a website",
        "give it `number` or `url`",
    ),
    row(
        "language/average",
        "the sentences of a page are long on average",
        "part some of them; employees read this in a bad hour",
    ),
    row(
        "language/forbidden",
        "a phrase promises too much, or frightens",
        "say it as the message proposes",
    ),
    row("language/long-sentence", "a sentence is too long", "make two of it"),
    row(
        "language/unexplained",
        "a difficult word is not explained where it first stands",
        "say what it means in the same place",
    ),
    row(
        "theme/asset",
        "the theme would publish a file of a kind that the site does not",
        "leave it out; fonts for paper stand under `fonts`",
    ),
    row(
        "theme/format",
        "an output of the theme has an ending that cannot be made",
        "choose one that the message names",
    ),
    row(
        "theme/length",
        "a measure of a sheet cannot be",
        "give it in millimetres, from 0 to 2000; a code must fit on its sheet",
    ),
    row(
        "theme/missing-file",
        "a file that the theme names is not there",
        "look at the spelling; `vpsite theme list` shows the built-in ones",
    ),
    row("theme/no-outputs", "a product of the theme makes no file", "give it `outputs`"),
    row(
        "theme/not-read",
        "a file of a theme stands in for nothing, or a theme has no `theme.yaml`",
        "look at the spelling; `vpsite theme list` shows what can be replaced",
    )
    .client("themes/default/site/pgae.html", "themes/default/site/page.html"),
    row(
        "theme/one-of",
        "a key of `theme.yaml` needs one of several keys below it, and one alone",
        "keep the one that is meant",
    ),
    row(
        "theme/original-changed",
        "the built-in file that your copy stands in for has changed since",
        "move the copy aside, eject the file anew and make your change again",
    ),
    row(
        "theme/page",
        "the theme names a page of content that is not there or cannot be",
        "look at the spelling",
    ),
    row(
        "theme/path",
        "an output of the theme has a path that cannot be",
        "use letters, digits, hyphens and `/`, with `{lang}` for the language",
    ),
    row(
        "theme/says",
        "the theme does not say rightly how much of the promises a page tells",
        "write `full`, or `line` for one line",
    ),
    row(
        "theme/script",
        "a script of the theme is not the built-in one, as it came",
        "take the built-in one back, or write `trust_script: true` in `theme.yaml`, which every \
         build will tell",
    ),
    row(
        "theme/sheet",
        "an output of the theme names a sheet that is not there",
        "add it below `sheets`, or look at the spelling",
    ),
    row(
        "theme/template",
        "a template of the site fails",
        "look at the place that the message names; it says which names there are",
    ),
    row(
        "theme/trusted-script",
        "the theme runs a script that nobody has checked, because `trust_script` allows it",
        "read it with whoever wrote it; visitors of the site count on leaving no trace",
    ),
    row("theme/unknown", "there is no theme of this name", "choose one that the message names"),
    row(
        "theme/unreadable",
        "a file of a theme cannot be read",
        "look whether it is too large, or not UTF-8",
    ),
    row(
        "theme/word",
        "the kit's first page has no word for something that a theme makes",
        "write it in `content/<language>/_strings.yaml` of the theme",
    ),
];
