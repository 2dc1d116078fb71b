//! Codes about what is made: outputs, codes, pages, and the disk that takes them.

use super::{Code, Place, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "build/lost",
        "the build of this client broke off; the other clients are not touched by it",
        "build this client alone, and report what it says: the fault is the program's",
    )
    .untold("it is a fault of the program, and not of any input"),
    row(
        "build/panic",
        "the program itself broke off at this client; the others are built",
        "report what it says: the fault is the program's; until then, undo your last change",
    )
    .untold("it is a fault of the program, and not of any input"),
    row(
        "clean/unasked",
        "kits were to be removed, and there is no terminal to ask at",
        "look at what is shown, and add `--yes`",
    )
    .at(Place::Command, "vpsite clean acme", "vpsite clean acme --yes"),
    row(
        "code/fine",
        "the modules of a QR code are small, so that it is hard to read",
        "choose a shorter address, or a larger sheet",
    )
    .untold("it is about a picture of a code, which is no text"),
    row(
        "code/stranger",
        "an output carries a QR code that was not planned",
        "take it out of the template or the picture",
    )
    .untold("it is about a picture of a code, which is no text"),
    row(
        "code/unreadable",
        "a QR code of a finished output does not read back to what it should open",
        "look at the template: nothing may lie on the code or in its quiet zone",
    )
    .untold("it is about a picture of a code, which is no text"),
    row(
        "explain/unknown",
        "no message has this code",
        "look at the spelling; `vpsite explain` lists all",
    )
    .at(Place::Command, "vpsite explain phone/invalit", "vpsite explain phone/invalid"),
    row(
        "kit/changed",
        "a kit is another than before, and people have to do something about it",
        "reprint, upload and send what is named",
    )
    .untold("it takes a kit that was, and one that is another"),
    row(
        "kit/none",
        "there is no kit of this name to remove",
        "look at the spelling; `vpsite status` shows the kits that there are",
    )
    .at(Place::Command, "vpsite clean acmee --yes", "vpsite clean acme --yes"),
    row(
        "plan/collision",
        "two outputs would lie on one path; capitals make no difference",
        "rename a page, or give an output of the theme another path",
    )
    .at(Place::Theme, "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}\n  - {id: strips, template: print/cards.typ, verb: hand_out, says: line, outputs: [{path: \"print/CARD-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}]}", "products:\n  - id: card\n    template: print/cards.typ\n    verb: hand_out\n    says: line\n    outputs:\n      - {path: \"print/card-{lang}.pdf\", sheet: a4-cards, standard: ua-1, codes: [site]}"),
    row(
        "plan/path",
        "an output has a path that some system cannot hold",
        "use letters, digits, hyphens and `/`",
    )
    .untold("the theme and the pages are refused before; it is told where a path comes of both"),
    row(
        "print/field",
        "a field of a form that is to be filled in has no name, no place, or a place that it shares",
        "let `field` of the theme's `lib.typ` make each one, with a name of its own",
    )
    .untold("it takes a whole template of Typst; the message names the field"),
    row(
        "print/glyph",
        "no font of the theme has a letter that is to be printed",
        "spell it in another way, or add a font to the theme's `fonts`",
    )
    .untold("a letter that no font has could not be seen here either"),
    row(
        "print/pages",
        "a printed thing has more pages, or fewer, than its sheet allows",
        "shorten a bio, a name or a headline",
    )
    .untold("it is about how much room a text takes on paper"),
    row("print/pdf", "a PDF cannot be written", "look at the template that the message names")
    .untold("it takes a whole template of Typst; the message names the line"),
    row("print/png", "a picture of a page cannot be written", "choose a smaller `width_px`")
    .untold("it takes a whole template of Typst; the message names the line"),
    row(
        "print/standard",
        "the promise that a PDF makes cannot be kept",
        "choose another `standard` in `theme.yaml`",
    )
    .untold("it takes a whole template of Typst; the message names the line"),
    row("print/template", "a print template fails", "look at the place that the message names")
    .untold("it takes a whole template of Typst; the message names the line"),
    row(
        "print/warning",
        "a print template does something that would not be seen, such as an unknown font",
        "look at the place that the message names",
    )
    .untold("it takes a whole template of Typst; the message names the line"),
    row(
        "publish/address",
        "two sites would share a folder of one address, or one lie within the other's",
        "give each client a folder of its own, as in `url: https://vp.example.nl/acme/`",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/among-kits",
        "the folder to upload lies among the kits, where `build` writes",
        "choose a folder beside them, as in `--to upload`",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/gone",
        "a client that was published has no file any more or hosts its site itself, and is taken out",
        "nothing, if that is meant; printed codes lead to nothing once the folder is uploaded",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/kept",
        "the root has pages that vpsite did not write; they stay as they are",
        "see that they name no client: who works for whom is nobody's business",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/limit",
        "the host does not take as much as this, or does not read it",
        "do what the message says, or publish some of the clients to a second place",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/lost",
        "a file of a client that is not published anew is not there as it was left",
        "publish that client again too, or all of them with `--all`",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/no-kit",
        "a client has no kit yet, and what is published comes from there",
        "build it, then publish again",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/old-kit",
        "a kit is not what would be built now: a text, the program or the kit itself changed",
        "build it, then publish again",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/one-page",
        "the host shows one page for whatever is missing, and not the client's own",
        "nothing; on each of the other hosts a missing page is the client's",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/path",
        "the host cannot have a rule for the folder of a client, or keeps it for itself",
        "choose a folder of letters, digits and hyphens, as in `/acme/`",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "publish/plan",
        "the host takes as much as this on a plan that is paid for",
        "take such a plan, or publish some of the clients to a second place",
    )
    .untold("it is about kits that were built, and what was published before"),
    row(
        "review/form",
        "who has read what is written in a form that the program cannot add to",
        "move `_reviews.yaml` elsewhere: the next `vpsite review --read-by` makes a new one",
    )
    .file("content/nl/_reviews.yaml", "reviews: {}", "reviews:\n  help.md: {reviewer: \"Anna Voorbeeld\", checked_on: 2026-01-31, text: \"0123456789ab\"}"),
    row("review/future", "a text was read on a day that is still to come", "look at the year")
    .at(Place::Command, r##"vpsite review pl --read-by "Anna Voorbeeld" --on 2126-01-31"##, r##"vpsite review pl --read-by "Anna Voorbeeld" --on 2026-01-31"##),
    row(
        "review/reader",
        "nobody is named who has read the texts",
        "type a name behind `--read-by`",
    )
    .at(Place::Command, r##"vpsite review pl --read-by "" --on 2026-01-31"##, r##"vpsite review pl --read-by "Anna Voorbeeld" --on 2026-01-31"##),
    row(
        "review/source",
        "a sheet for Dutch, which is what the other languages are made from",
        "read Dutch in a kit, and write so with `vpsite review nl --read-by`",
    )
    .at(Place::Command, "vpsite review nl", "vpsite review pl --only steps"),
    row(
        "review/unknown",
        "a language has no text of this name",
        "the message names those that there are",
    )
    .at(Place::Command, "vpsite review pl --only stpes", "vpsite review pl --only steps"),
    row(
        "serve/browser",
        "`vpsite serve --open` found no browser",
        "type the address that it shows into a browser",
    )
    .untold("it is about the browsers of a computer, which are no text"),
    row(
        "serve/page",
        "a page of `vpsite serve` itself is broken",
        "report what it says: the fault is the program's; `vpsite build` is not touched by it",
    )
    .untold("it is a fault of the program, and none of any text"),
    row(
        "serve/port",
        "the port of `vpsite serve` is taken, often by another one that still runs",
        "end the other one, or choose another port, as in `--port 4700`",
    )
    .untold("it takes another program that has the port"),
    row("site/alt", "a picture has no `alt`, for who cannot see it", "give it one in the template")
    .at(Place::Template, r##"<img src="assets/icon.svg">"##, "<p>Zonder plaatje.</p>"),
    row("site/anchor", "a link leads to a place that its page lacks", "look at the spelling")
    .at(Place::Template, r##"<a href="#nergens">Verder</a>"##, r##"<a href="#hier" id="hier">Verder</a>"##),
    row(
        "site/attribute",
        "an element has an attribute that the site does not use, and nobody knows what it does",
        "take it out of the template, or write it as `data-…`",
    )
    .at(Place::Template, r##"<p unknown="x">Bel ons.</p>"##, r##"<p data-unknown="x">Bel ons.</p>"##),
    row(
        "site/drawing",
        "a drawing that is published cannot be read",
        "save it again as plain SVG, without a document type",
    )
    .untold("it takes a drawing that is damaged"),
    row(
        "site/element",
        "a page holds an element that has no place on the site, such as a form or a frame",
        "take it out of the template",
    )
    .at(Place::Template, r##"<form action="https://formulier.example.nl/"></form>"##, "<p>Bel of mail ons.</p>"),
    row(
        "site/exit",
        "a page has no way out that leaves the whole window, with and without script",
        "take the exit over from the built-in template",
    )
    .untold("the way out is a part of the built-in template: it is told where a theme leaves it out"),
    row(
        "site/exit-back",
        "the button to leave quickly leads back to the site",
        "leave `exit_url` out, or name a page that everybody opens, as one with the news",
    )
    .client("site: {url: https://vp.example.nl/acme/}\nexit_url: https://vp.example.nl/acme/", "site: {url: https://vp.example.nl/acme/}\nexit_url: https://www.knmi.nl/"),
    row(
        "site/exit-near",
        "the button to leave quickly leads to a host that has to do with the site",
        "name a page that everybody opens, as one with the news or the weather",
    )
    .client("site: {url: https://vp.example.nl/acme/}\nexit_url: https://vp.example.nl/nieuws", "site: {url: https://vp.example.nl/acme/}\nexit_url: https://www.knmi.nl/"),
    row(
        "site/inline",
        "a page holds script or style of its own, which its policy would refuse",
        "put it into a file of the theme",
    )
    .at(Place::Template, r##"<p style="color: red">Bel ons.</p>"##, r##"<p class="note">Bel ons.</p>"##),
    row("site/lang", "a page does not say its language", "give `<html>` a `lang`")
    .untold("the language of a page is a part of the built-in template: it is told where a theme leaves it out"),
    row("site/link", "a page links to what does not exist", "look at the spelling")
    .at(Place::Template, r##"<a href="nergens.html">Verder</a>"##, r##"<a href="index.html">Verder</a>"##),
    row(
        "site/mail",
        "a mail that is made cannot be read as one, or carries a file",
        "look at the template of the message",
    )
    .untold("a mail is made by a template; it is told where that breaks it"),
    row(
        "site/noindex",
        "a page may be listed by search engines",
        "take the head over from the built-in template",
    )
    .untold("the word to search engines is a part of the built-in template: it is told where a theme leaves it out"),
    row(
        "site/outside",
        "a page would load something from elsewhere, and tell others who reads it",
        "put the file into the theme",
    )
    .at(Place::Template, r##"<img src="https://cdn.example.com/foto.png" alt="">"##, "<p>Zonder plaatje.</p>"),
    row(
        "site/policy",
        "a page has no strict content security policy",
        "take the head over from the built-in template",
    )
    .untold("the policy of a page is a part of the built-in template: it is told where a theme leaves it out"),
    row(
        "site/referrer",
        "a page, or a link that leads away, would tell where its reader comes from",
        "give it `no-referrer`",
    )
    .at(Place::Template, r##"<a href="https://www.example.nl/">Meer</a>"##, r##"<a href="https://www.example.nl/" rel="noopener noreferrer">Meer</a>"##),
    row(
        "site/scheme",
        "a link is of a kind that the site does not use",
        "use `https:`, `mailto:` or `tel:`",
    )
    .at(Place::Template, r##"<a href="javascript:print()">Afdrukken</a>"##, r##"<a href="index.html">Verder</a>"##),
    row(
        "site/script",
        "a page would run a script that is not the built-in one",
        "take it out of the template; what a script sends or keeps cannot be checked",
    )
    .at(Place::Template, r##"<script type="importmap" src="assets/x.js"></script>"##, "<p>Zonder script.</p>"),
    row(
        "site/short-url",
        "what people are to type is not an address",
        "write it without `https://`, as it is typed",
    )
    .client("site: {url: https://vp.example.nl/acme/, short_url: vp example}", "site: {url: https://vp.example.nl/acme/, short_url: vp.example.nl/acme}"),
    row(
        "site/short-url-elsewhere",
        "what people type is another address than the codes open",
        "see on a phone that it leads to the site, or leave `short_url` out",
    )
    .client("site: {url: https://vp.example.nl/acme/, short_url: acme.example.nl}", "site: {url: https://vp.example.nl/acme/, short_url: vp.example.nl/acme}"),
    row(
        "site/style",
        "a style sheet says in a roundabout way what is to be loaded",
        "write the address of the file itself, or take it out",
    )
    .untold("it takes a whole style sheet; the message names what it says"),
    row(
        "site/twice",
        "two clients have the same address, or one lies in a folder of the other's site",
        "give each a folder of its own",
    )
    .untold("it takes two client files with the same `url`"),
    row(
        "slides/access",
        "slides that are to be changed lack a title, notes, or a text for a picture, or hide a slide",
        "give it one in the theme's templates of slides",
    )
    .untold("it is about an archive of slides, which is no text"),
    row(
        "slides/confidentiality",
        "no slide of a presentation, nor its notes, says the whole fixed text on confidentiality",
        "copy it back, with its exceptions, from the presentation in the kit",
    )
    .untold("it is about a presentation that somebody has changed, which is no text"),
    row(
        "slides/outside",
        "slides that are to be changed lead elsewhere than to the site, or hold what can run",
        "take it out of the theme's templates of slides",
    )
    .untold("it is about an archive of slides, which is no text"),
    row(
        "slides/template",
        "a template of slides fails, or writes no presentation",
        "look at the place in the theme; the message says what is wrong",
    )
    .untold("it takes a template of a whole presentation, which is long"),
    row(
        "slides/unreadable",
        "a file is no presentation that can be read",
        "open it in PowerPoint, Keynote or LibreOffice and save it as `.pptx`",
    )
    .untold("it is about an archive of slides, which is no text"),
    row(
        "statement/missing",
        "an output does not say, in full, what it must say about confidentiality or emergencies",
        "print the whole sentence in the template",
    )
    .untold("what must be said is long; the message names the output that lacks it"),
    row("status/clock", "the clock of this computer shows no day that exists", "set its date")
    .untold("it is about the clock, and not about any file"),
    row(
        "workspace/clients",
        "the folder of clients cannot be read",
        "look whether you may read it",
    )
    .untold("it is about folders and the disk, which are no text"),
    row(
        "workspace/empty",
        "there is no client to build",
        "write `clients/acme.yaml`; `vpsite schema` shows what can stand in it",
    )
    .untold("it is about folders and the disk, which are no text"),
    row(
        "workspace/none",
        "there is no workspace at or above this place",
        "go to the folder that has a folder `clients` in it, or name it with `--root`",
    )
    .untold("it is about folders and the disk, which are no text"),
    row(
        "workspace/not-read",
        "a file or a folder of the workspace stands where nobody looks",
        "rename or move it as the message says",
    )
    .at(Place::Name, "client/acme.yaml", "clients/acme.yaml"),
    row(
        "workspace/unreadable",
        "a folder of the workspace cannot be read, or a link in it leads out or nowhere",
        "copy what the link leads to, or remove the link",
    )
    .untold("it is about folders and the disk, which are no text"),
    row(
        "workspace/within",
        "a new workspace would lie in the folders of another one",
        "choose a folder of its own",
    )
    .at(Place::Command, "vpsite init clients/kits", "vpsite init kits"),
    row(
        "verify/absent",
        "a client of the workspace has no kit among those that were verified",
        "build it, or look why the machine that had its part has not ended well",
    )
    .untold("it is about kits, and not about what a file says"),
    row(
        "verify/changed",
        "a file of a kit is another than vpsite wrote",
        "build the kit again, or copy it again from where it was built",
    )
    .untold("it is about a file of a kit that was made"),
    row(
        "verify/code",
        "a kit says of a code that it opens another address than the site's",
        "build the kit again, and look who could change it",
    )
    .untold("it is about a kit that somebody has changed"),
    row(
        "verify/extra",
        "a kit holds a file that vpsite did not write; on a site everybody could read it",
        "take it out before the kit is sent or the site is uploaded",
    )
    .untold("it is about a file that somebody has put into a kit"),
    row(
        "verify/header",
        "a web host says something else with a file than it should, or sets a cookie",
        "set its headers as the files in `hosting/` of the kit say; switch off what counts visitors",
    )
    .untold("it is about the answer of a web host"),
    row(
        "verify/missing",
        "a file of a kit is not there",
        "build the kit again, or copy it again from where it was built",
    )
    .untold("it is about a file of a kit that was made"),
    row(
        "verify/mixed",
        "kits were made by several builds of vpsite, or by another than the one that verifies",
        "install the same vpsite on every machine, and build again what another has made",
    )
    .untold("it is about kits of several machines"),
    row(
        "verify/network",
        "a web host does not answer",
        "look whether a browser opens the address, and try again",
    )
    .untold("it is about the answer of a web host"),
    row(
        "verify/none",
        "there is no kit, or no folder of kits, where one was named",
        "name a folder with a manifest, such as `dist/acme`, or a folder of kits with `--all`",
    )
    .at(Place::Command, "vpsite verify clients", "vpsite build acme"),
    row(
        "verify/old",
        "a kit was made from other files than those of the workspace",
        "build it again; every machine needs the same client files, content and themes",
    )
    .untold("it takes a kit that was, and files that have changed since"),
    row(
        "verify/older",
        "the manifest of a kit does not say what its site and its codes should be",
        "build the kit again: an older vpsite made it",
    )
    .untold("it is about a kit that an older program made"),
    row(
        "verify/orphan",
        "a kit is that of no client of the workspace",
        "remove it with `vpsite clean --orphans`, or look whether it belongs to another workspace",
    )
    .untold("it is about kits, and not about what a file says"),
    row(
        "verify/redirect",
        "a web host sends visitors of the site on to another address",
        "take the rule out at the host: nobody else may learn of the visitors",
    )
    .untold("it is about the answer of a web host"),
    row(
        "verify/script",
        "a site runs a script that is not the built-in one; its theme trusts it",
        "ask who made the theme what the script sends or keeps",
    )
    .untold("it is about the script of a theme in a kit that was made"),
    row(
        "verify/served",
        "a web host hands out another file than the one of the kit, or none",
        "upload the site again; if that does not help, switch off what changes pages at the host",
    )
    .untold("it is about the answer of a web host"),
    row(
        "verify/twice",
        "a client has several kits among those that were verified",
        "keep one of them, or name one folder of kits",
    )
    .untold("it is about kits, and not about what a file says"),
    row(
        "verify/url",
        "what `--url` says is no address of one site that may be asked for",
        "write all of the address, with `https:`, and name the one kit whose site is there",
    )
    .untold("an example would have to reach a network"),
    row(
        "write/busy",
        "another process builds the same kit, and was waited for in vain",
        "let it end and build again, or wait longer with `--wait`",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/edited",
        "a file of the kit was changed by hand, and would be lost",
        "rename or move it and build again; change texts in `content/` instead",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/failed",
        "the disk refuses: it is full, or a file is open in another program",
        "close the program or make room, and build again; the old kit is still there",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/foreign",
        "the folder in which the kit should lie is there, and vpsite did not write it",
        "move it elsewhere, or choose another folder with `--out`",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/in-the-way",
        "a file that vpsite did not write lies where one of the kit should",
        "move it elsewhere and build again",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/output",
        "what is printed cannot be written: the disk is full, or the stream refuses",
        "make room, or print to another place",
    )
    .untold("it is about the disk and what lies on it, which is no text"),
    row("write/zip", "the zip cannot be made", "look whether the disk is full, and build again")
    .untold("it is about the disk and what lies on it, which is no text"),
    row(
        "write/zip-large",
        "a zip is too large for many mailboxes",
        "build with `--zip-parts`, or send a link to a download",
    )
    .untold("it takes a kit of more than 7 MB"),
    row(
        "write/zip-old",
        "the zip beside a kit is of an older build, and still says what was true then",
        "add `--zip` to make it anew, or remove it",
    )
    .untold("it takes a zip of an older build"),
];
