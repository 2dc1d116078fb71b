//! Codes about what a client file says: its form, its values, the files that it names.

use super::{Code, Place, row};

pub(super) const ROWS: &[Code] = &[
    row(
        "address/changed",
        "the codes on paper that hangs and lies about open another address than this kit would",
        "keep the old address, or build with `--new-address` and replace all paper",
    )
    .untold("it takes a kit that was built and printed with another address"),
    row(
        "adviser/id",
        "the short name of an adviser cannot be part of the name of a file",
        "use lower-case letters, digits and hyphens",
    )
    .client("advisers:\n  - name: Sam Smit\n    id: Sam S.\n    channels: [{type: phone, number: \"+31 6 12345678\"}]", "advisers:\n  - name: Sam Smit\n    id: sam\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "adviser/many",
        "the client has more advisers than one kit holds",
        "make a client file for each part of the organisation, with its own advisers",
    )
    .untold("it takes more than a hundred advisers"),
    row(
        "adviser/name",
        "which words of a name are the family name cannot be known from the text alone",
        "say what the adviser is called, or give the name in parts",
    )
    .client("advisers:\n  - name: Maria Lopez Garcia\n    channels: [{type: phone, number: \"+31 6 12345678\"}]", "advisers:\n  - name: {given: Maria, family: Lopez Garcia}\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "adviser/none",
        "the client has no confidential adviser",
        "write at least one below `advisers`, or put them into `clients/_practice.yaml`",
    )
    .client("advisers: []", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "adviser/own",
        "the client lists an adviser whom the practice has too, so that a change in \
         `_practice.yaml` does not reach it",
        "name the adviser and write only what differs",
    )
    .untold("it takes an adviser in the practice file, too, and a client that lists the same one"),
    row(
        "adviser/past",
        "an adviser or an absence ended before the edition, and is not shown",
        "take it out, or write another last day",
    )
    .client("edition: 2026-12\nadvisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2026-11-02, to: 2026-11-21}]", "edition: 2026-12\nadvisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2026-11-02, to: 2026-12-21}]"),
    row(
        "adviser/stand-in",
        "every adviser is there for a time alone, so that paper could name no one",
        "leave out `until` for whoever is there for good",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    until: 2027-05-31", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "adviser/twice",
        "two advisers have the same name, so that a reader could not tell them apart",
        "put all channels of one person under one name",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n  - name: Sam Smit\n    channels: [{type: email, address: bos@example.nl}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n  - name: Noor Bos\n    channels: [{type: email, address: bos@example.nl}]"),
    row(
        "adviser/unknown",
        "an adviser is named who is not one of the client's, or of the practice's",
        "write the name as it stands below `advisers`, or add that adviser",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2026-12-20, to: 2027-01-04, replaced_by: Noor}]\n  - name: Noor Bos\n    channels: [{type: email, address: noor@example.nl}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2026-12-20, to: 2027-01-04, replaced_by: Noor Bos}]\n  - name: Noor Bos\n    channels: [{type: email, address: noor@example.nl}]"),
    row(
        "brand/contrast",
        "two colours are too alike for text; where it can be helped, another shade is derived",
        "choose a darker colour for text, or a lighter one for the ground",
    )
    .client(r##"brand: {color: {foreground: "#999999", background: "#FFFFFF"}}"##, r##"brand: {color: {foreground: "#1A1A1A", background: "#FFFFFF"}}"##),
    row(
        "channel/employer",
        "a chat or a form stands on a website of the employer, who can see who opens it",
        "name a chat or a form of the practice, or take the channel out",
    )
    .client("intranet: {allowed_origins: [https://acme.sharepoint.com]}\nadvisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}, {type: web, url: https://acme.sharepoint.com/form, kind: form}]", "intranet: {allowed_origins: [https://acme.sharepoint.com]}\nadvisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}, {type: web, url: https://form.example.nl/, kind: form}]"),
    row(
        "channel/key",
        "a channel has a key that its type does not know",
        "write `number` for a phone, WhatsApp or Signal, `address` for e-mail, and `url` with `kind` for a chat or a form",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: email, number: sam@example.nl}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: email, address: sam@example.nl}]"),
    row("channel/none", "an adviser cannot be reached in any way", "give at least one channel")
    .client("advisers:\n  - name: Sam Smit\n    channels: []", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row("channel/twice", "the same channel stands twice at one adviser", "keep one of the two")
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}, {type: phone, number: \"+31 6 12345678\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}, {type: whatsapp, number: \"+31 6 12345678\"}]"),
    row(
        "client/flag",
        "something that a new client needs was not said, or what a flag says cannot be",
        "write what the message says; on a terminal `vpsite new` asks for all of it",
    )
    .at(Place::Command, "vpsite new --organisation Noord --languages nl --phone 06-1234", "vpsite new --organisation Noord --languages nl --adviser \"Noor Bos\" --phone \"06 12345678\" --url https://vp.example.nl/noord/"),
    row(
        "channel/web-alone",
        "an adviser has a chat or a form and nothing else, which cannot be tapped on paper",
        "paper shows the address of the site; add a number or a mail address if there is one",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: web, url: https://chat.example.nl/, kind: chat}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: web, url: https://chat.example.nl/, kind: chat}, {type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "channel/without",
        "a client does without a channel that the adviser does not have",
        "take it out of `without`",
    )
    .untold("it takes an adviser in the practice file, of whom a client takes a channel away"),
    row(
        "client/link",
        "the client file, or the practice's, is a link to another client file or out of the \
         workspace; a kit has the name of its client file, and nothing outside is read",
        "copy the file, or remove the link",
    )
    .untold("a link to a file is no text"),
    row(
        "client/name",
        "the name of the client file cannot be the name of a folder and a part of an address",
        "use lower-case letters, digits and hyphens",
    )
    .at(Place::Name, "clients/Acme B.V..yaml", "clients/acme.yaml"),
    row(
        "client/not-read",
        "a file in `clients/` was probably meant to be read, and has a name that is not",
        "rename it as the message says, or move it elsewhere",
    )
    .at(Place::Name, "clients/zeta.yml", "clients/zeta.yaml"),
    row(
        "client/only",
        "what `--only` says is no pattern, or no client has a name like it",
        "look at the spelling; `vpsite list` shows the clients of the workspace",
    )
    .at(Place::Command, "vpsite check --only acne", "vpsite check --only \"acm*\""),
    row(
        "client/outside",
        "a client file that is named lies outside of the workspace",
        "build it on its own, or name its workspace with `--root`",
    )
    .untold("it is about where the file lies, and not about what it says"),
    row(
        "client/shard",
        "what `--shard` says is no part of the clients",
        "write the number of the part, from 1, and how many parts there are, as in `2/4`",
    )
    .at(Place::Command, "vpsite check --all --shard 0/1", "vpsite check --all --shard 1/1"),
    row(
        "client/skipped",
        "a file that is named begins with `_` and is no client: `_practice.yaml` is laid under \
         every client and has no kit of its own",
        "nothing; the other clients are built",
    )
    .at(Place::Command, "vpsite check clients/acme.yaml clients/_practice.yaml", "vpsite check clients/acme.yaml"),
    row(
        "client/stopped",
        "questions were not answered to the end, so that nothing was written",
        "type the command again, or say all with flags",
    )
    .untold("it comes about on a terminal, where questions are asked"),
    row(
        "client/twice",
        "a client is named twice and taken once; or two client files have the same name, and \
         would be written to one folder",
        "rename one of the two files; capitals make no difference",
    )
    .at(Place::Command, "vpsite check clients/acme.yaml clients/acme.yaml", "vpsite check clients/acme.yaml"),
    row(
        "client/unreadable",
        "the client file, or the practice's, is not there or cannot be read",
        "look at the spelling; `vpsite list` shows the clients of the workspace",
    )
    .at(Place::Command, "vpsite check clients/acmee.yaml", "vpsite check clients/acme.yaml"),
    row("colour/invalid", "this is not a colour", "write it as `\"#RRGGBB\"`, between quotes")
    .client("brand: {color: {primary: groen}}", r##"brand: {color: {primary: "#0B5D3B"}}"##),
    row(
        "contact/contradiction",
        "two keys, or a key and the channels, say what cannot both be true",
        "change one of them, as the hint says",
    )
    .client("voicemail: true\ncall_back: no", "voicemail: true\ncall_back: hidden-number"),
    row(
        "contact/no-number",
        "none of the advisers has a phone number, while texts of the kit speak of calling",
        "add a number, or copy the texts that speak of calling with `vpsite edit` and change them",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: email, address: sam@example.nl}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: email, address: sam@example.nl}, {type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "date/invalid",
        "this is not a day, a month or a time that exists",
        "write a day as `2026-12-03`, an edition as `2026-11` and a time as `\"14:00\"`",
    )
    .client("edition: november 2026", "edition: 2026-11"),
    row("date/order", "an absence ends before it begins", "`from` is the first day, `to` the last")
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2027-01-04, to: 2026-12-20}]\n  - name: Noor Bos\n    channels: [{type: email, address: noor@example.nl}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    absences: [{from: 2026-12-20, to: 2027-01-04}]\n  - name: Noor Bos\n    channels: [{type: email, address: noor@example.nl}]"),
    row(
        "edition/same",
        "what is printed changed and its date did not, so that nobody can tell old paper from new",
        "write this month at `edition`",
    )
    .untold("it takes a kit that was built with the same edition"),
    row(
        "email/invalid",
        "nobody can be written to at this address",
        "write it in full, without `mailto:`",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: email, address: sam@example}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: email, address: sam@example.nl}]"),
    row(
        "file/encoding",
        "a text file is not UTF-8, so that its letters cannot be told",
        "save it again and choose UTF-8 as the encoding",
    )
    .untold("letters that are not UTF-8 cannot be shown as text"),
    row(
        "file/missing",
        "a file that the client names is not there",
        "look at the spelling; the path begins at the folder of the client file",
    )
    .client("brand: {logo: {path: acme/lgo.svg, alt: Acme}}", "brand: {logo: {path: acme/logo.svg, alt: Acme}}"),
    row(
        "file/outside",
        "a file that the client names lies outside of the workspace",
        "copy it into the folder of the client, and write the path with `/`",
    )
    .client("brand: {logo: {path: ../../logo.svg, alt: Acme}}", "brand: {logo: {path: acme/logo.svg, alt: Acme}}"),
    row(
        "file/unreadable",
        "a file that the client names is too large, no file, or may not be read",
        "make it smaller, or look whether another program has it open",
    )
    .untold("it is about the file and its disk, and not about what is written"),
    row(
        "font/unknown",
        "the theme has no font family of this name; fonts of your own system are never used",
        "choose one that the theme has, or add its files to the theme",
    )
    .client("brand: {typography: {base: Calibri}}", "brand: {typography: {base: Source Sans 3}}"),
    row(
        "lang/country",
        "the tag of a language that few speak, and of a country where another one is spoken",
        "leave it if that language is meant; otherwise write the tag of the other one",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    languages: [nl, se]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]\n    languages: [nl, sv]"),
    row(
        "lang/hr",
        "the language of HR is not given, or there are no pages for HR in it",
        "write `hr_language: nl` or `hr_language: en`",
    )
    .client("hr_language: pl", "hr_language: nl"),
    row("lang/none", "the client has no language", "write at least one at `languages`")
    .client("languages: []", "languages: [nl]"),
    row("lang/twice", "the same language is given twice", "keep the first")
    .client("languages: [nl, en, nl]", "languages: [nl, en]"),
    row(
        "lang/unknown",
        "this is not the tag of a language that vpsite knows",
        "write a tag, as in `nl`, `pl` or `ti`; for a language without a known name give one",
    )
    .client("languages: [nederlands]", "languages: [nl]"),
    row(
        "phone/abroad",
        "an adviser or a desk has only numbers that other countries do not reach, as a rule: \
         0800, 0900, 14 020 and other short ones",
        "add a number that can be called from everywhere, or an e-mail address of the desk",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"0800 1234\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 20 1234567\"}]"),
    row(
        "phone/emergency",
        "the number of the police stands where somebody's own belongs",
        "write the number of the person or the desk",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"112\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "phone/invalid",
        "this number cannot be called, or gets no messages",
        "write the whole number as the message shows it, with its country and between quotes",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"06123\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "phone/messages",
        "messages go to a landline or a company number; an app knows it only where its owner has \
         set it up, as WhatsApp Business allows",
        "send a message to it yourself, or write a mobile number",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: whatsapp, number: \"+31 20 1234567\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: whatsapp, number: \"+31 6 12345678\"}]"),
    row(
        "phone/short",
        "this is a short number, as help lines have, and hardly an adviser's own",
        "write the whole number",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"113\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
    row(
        "picture/coarse",
        "a photo or a logo has too few pixels and looks coarse in print",
        "use a larger one; the message says how large",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/dropped",
        "a drawing holds something that is left out, such as text, a script or a link to elsewhere",
        "look whether it is still right without it, or export it again as plain SVG",
    )
    .untold("it is about what a picture holds, which is no text"),
    row("picture/empty", "a picture has no size, or shows nothing at all", "export it again")
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/invalid",
        "this file is not a picture that can be read, or it is cut off or damaged",
        "use SVG, PNG, JPEG or WebP, and export it again",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/large",
        "a picture is too much to decode or to print: pixels, shapes, filters or layers",
        "ask for a simpler or a smaller one; the message says what is too much",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/margin",
        "what a logo shows is small within its empty margins, and comes out small",
        "crop it to what it shows",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/profile",
        "the colour profile of a picture cannot be read, so its colours may be off",
        "look at its colours, or export it again in sRGB",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "picture/unseen",
        "a picture is white or nearly white, and cannot be seen on white paper",
        "ask for the one that is made for a light ground",
    )
    .untold("it is about what a picture holds, which is no text"),
    row(
        "poster/design",
        "the theme has no poster of this design",
        "choose one that the message names",
    )
    .client("posters: [{design: foto}]", "posters: [{design: pictogram}]"),
    row(
        "poster/distance",
        "the code of a poster cannot be read from so far away, or a distance cannot be",
        "give the distance in metres, from 0.3 to 10, or choose a larger sheet",
    )
    .client("posters: [{distance_m: 50}]", "posters: [{distance_m: 0.7}]"),
    row(
        "poster/headline",
        "a headline is too long to be read by who walks past, and is set small",
        "ask one question of three to seven words",
    )
    .client("posters:\n  - headline: Zit je ergens mee op je werk en weet je niet met wie je daar veilig over kunt praten zonder dat het verder gaat?", "posters:\n  - headline: Zit je ergens mee?"),
    row(
        "procedures/desk",
        "from 50 employees on the law asks for an internal reporting procedure, and none is named",
        "name the desk below `procedures`; the adviser is none by default",
    )
    .client("organisation: {name: Acme, employees: 180}", "organisation: {name: Acme, employees: 180}\nprocedures:\n  internal_reporting_desk: {name: Meldpunt, email: meldpunt@example.nl}"),
    row("text/empty", "a text has no letter in it", "write something, or leave the key out")
    .client(r##"organisation: {name: Acme, statement: " "}"##, "organisation: {name: Acme, statement: Bij ons mag je altijd iets zeggen.}"),
    row(
        "text/invisible",
        "a text holds a character that cannot be seen and could turn a line round, or nothing else",
        "delete the character and type the place again",
    )
    .untold("a character that cannot be seen cannot be shown"),
    row(
        "text/left-out",
        "a text is not there in some language, and is left out of what is said in that language",
        "add it by language, or give a time as data, which is said in all",
    )
    .client("languages: [nl, en]\nresponse_time: binnen twee dagen", "languages: [nl, en]\nresponse_time: {working_days: 2}"),
    row("text/line", "a name is empty, or stands on more than one line", "write it on one line")
    .client("organisation:\n  name: |\n    Bakkerij\n    Het Stoepje", "organisation:\n  name: Bakkerij Het Stoepje"),
    row(
        "text/long-word",
        "a word is longer than any line that it stands in, and is broken anywhere",
        "put a space or a hyphen where it may be broken",
    )
    .client("posters:\n  - headline: Vertrouwenspersoonsgesprekkenmiddagvoorbereiding", "posters:\n  - headline: Praat met iemand"),
    row(
        "text/markup",
        "a text that is shown as it stands holds signs of Markdown or HTML",
        "write it as the message shows it",
    )
    .client("organisation: {name: Smit &amp; Zn}", "organisation: {name: Smit & Zn}"),
    row(
        "text/no-letter",
        "a name is made of signs alone, which nobody can say or search for",
        "write the name in words, as people say it",
    )
    .client(r##"organisation: {name: "***"}"##, "organisation: {name: Bakkerij Het Stoepje}"),
    row(
        "time/clock",
        "this is not a time of the clock",
        "write hours and minutes, as in `\"9:00\"`",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: mon-fri, from: negen uur, to: \"17:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: mon-fri, from: \"9:00\", to: \"17:00\"}}]"),
    row("time/day", "this is not a day of the week", "write `mon`, `tue`, `wed` and so on")
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [werkdagen], from: \"9:00\", to: \"17:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: mon-fri, from: \"9:00\", to: \"17:00\"}}]"),
    row(
        "time/length",
        "a number of minutes, hours, days, months or years that nobody means",
        "give one within the bounds that the message names",
    )
    .client("response_time: {hours: 1000}", "response_time: {hours: 24}"),
    row("time/none", "a time without its number, its days or its end", "write it as the hint shows")
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon], from: \"9:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon], from: \"9:00\", to: \"17:00\"}}]"),
    row(
        "time/order",
        "hours end before they begin",
        "`from` comes before `to`; a night is given in two parts",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon], from: \"17:00\", to: \"9:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon], from: \"9:00\", to: \"17:00\"}}]"),
    row("time/twice", "a day or a moment is given twice", "give each once")
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon, mon], from: \"9:00\", to: \"17:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon, tue], from: \"9:00\", to: \"17:00\"}}]"),
    row(
        "url/invalid",
        "this is not an address that can be opened safely",
        "write the whole of it, beginning with `https://`",
    )
    .client("site: {url: http://vp.example.nl/acme/}", "site: {url: https://vp.example.nl/acme/}"),
    row(
        "url/look-alike",
        "an address has letters that look like those of another alphabet, and is shown in code",
        "type it by hand, in letters of one alphabet",
    )
    .untold("two addresses that look the same cannot be told apart on a screen"),
    row(
        "url/origin",
        "who may show the site in a frame is named by its origin, which has no path",
        "leave out what comes behind the name of the host",
    )
    .client(r##"intranet: {allowed_origins: ["https://acme.sharepoint.com/sites/hr"]}"##, r##"intranet: {allowed_origins: ["https://acme.sharepoint.com"]}"##),
    row(
        "url/private",
        "a host has a name that only one network knows, so that it opens nothing elsewhere",
        "name a public page, or leave it where everybody who needs it is on that network",
    )
    .client("procedures:\n  complaints_committee: {name: Klachtencommissie, url: https://intranet/klachten}", "procedures:\n  complaints_committee: {name: Klachtencommissie, url: https://www.example.nl/klachten}"),
    row(
        "url/tracking",
        "an address ends in what no page needs, mostly hung on it to follow who opens it",
        "write the address as the message says",
    )
    .client("procedures:\n  complaints_committee: {name: Klachtencommissie, url: https://www.example.nl/klachten?utm_source=mail}", "procedures:\n  complaints_committee: {name: Klachtencommissie, url: https://www.example.nl/klachten}"),
    row(
        "video/captions",
        "a film has no captions, or they are not WebVTT",
        "add a file that begins with a line `WEBVTT`, for who cannot hear the film",
    )
    .untold("it takes a film beside the client file"),
    row("video/format", "a film is neither MP4 nor WebM", "export it again as MP4, with H.264")
    .untold("it is about what a film is saved as"),
    row(
        "video/none",
        "a video has neither an address nor a file",
        "`url` for a page on which it can be watched, `file` for your own",
    )
    .client("video: {title: Kennismaken}", "video: {title: Kennismaken, url: https://video.example.nl/kennismaken}"),
    row(
        "video/transcript",
        "a file of captions is given as a transcript, with its times between the words",
        "give it as `captions`, and as `transcript` a text with the words alone",
    )
    .untold("it takes a film and its captions beside the client file"),
    row(
        "yaml/blank",
        "a space is missing, or something stands in its place: a tab, a space of a word processor",
        "type the line as the message has it",
    )
    .client("organisation:\n  name:Bakkerij", "organisation:\n  name: Bakkerij"),
    row(
        "yaml/brackets",
        "brackets or braces of a line do not fit: one is not closed, or closed by another",
        "type the line as the message has it",
    )
    .client("languages: [nl, en", "languages: [nl, en]"),
    row(
        "yaml/comma",
        "a text within braces holds a comma, which begins the next key there",
        "put the text between quotes",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: mon, tue, from: \"9:00\", to: \"17:00\"}}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\", hours: {days: [mon, tue], from: \"9:00\", to: \"17:00\"}}]"),
    row(
        "yaml/document",
        "a line `---` begins a second text in the file, which nobody would read",
        "remove the line, or give the second text a file of its own",
    )
    .client("voicemail: true\n---\nnotes_kept: true", "voicemail: true\nnotes_kept: true"),
    row("yaml/duplicate-key", "a key stands twice, and only one of them could count", "keep one")
    .client("voicemail: true\nvoicemail: false", "voicemail: true"),
    row(
        "yaml/empty",
        "a key or a list item has no value; a `#` behind a space begins a comment",
        "give it a value, between quotes if it begins with a sign, or leave the key out",
    )
    .client("brand:\n  color:\n    primary: #0B5D3B", "brand:\n  color:\n    primary: \"#0B5D3B\""),
    row(
        "yaml/indent",
        "a line begins with a space too many or too few, so that it belongs to nothing",
        "begin it with as many spaces as the message has",
    )
    .client("organisation:\n  name: Bakkerij\n   kind: company", "organisation:\n  name: Bakkerij\n  kind: company"),
    row(
        "yaml/lost",
        "words behind a `#` are not taken; as in `Team #1` they were perhaps meant",
        "put the text between quotes; a remark has a space behind its `#`, or two before it",
    )
    .client("organisation:\n  name: Team #1 Zorg", "organisation:\n  name: \"Team #1 Zorg\""),
    row("yaml/missing-key", "a key that must be there is not", "add it where the message points")
    .client("organisation: {kind: company}", "organisation: {kind: company, name: Bakkerij}"),
    row(
        "yaml/null",
        "`Null`, `null` and `~` mean \"nothing\" in YAML, and are no text",
        "put it between quotes, or leave the key out; over a value of the practice `~` takes it away",
    )
    .client("organisation: {name: Null}", r##"organisation: {name: "Null"}"##),
    row(
        "yaml/quotes",
        "quotes that YAML takes otherwise than they look: an apostrophe at the start, quotes \
         within quotes, those of a word processor",
        "type the line as the message has it",
    )
    .client("organisation:\n  name: 't Hoekje", "organisation:\n  name: \"'t Hoekje\""),
    row(
        "yaml/sign",
        "a sign that YAML has a use of its own for, such as `!`, `&` or `*`: words would be lost",
        "put the text between quotes",
    )
    .client("response_time: !binnen twee dagen", "response_time: binnen twee dagen"),
    row(
        "yaml/size",
        "the file has more values, or deeper ones, than any client",
        "look whether it is the file that you meant, and whether a bracket is not closed",
    )
    .untold("it takes a file of many thousand lines"),
    row(
        "yaml/syntax",
        "the file is not YAML from here on",
        "compare the line with an example; spaces at its beginning count, tabs are not allowed",
    )
    .client("voicemail true", "voicemail: true"),
    row(
        "yaml/type",
        "a value is of another kind than is wanted here: a text, a list, a number, or keys",
        "write it as the message says",
    )
    .client("languages: nl", "languages: [nl]"),
    row(
        "yaml/unknown-key",
        "a key is not known here: misspelled, or indented to a wrong place",
        "choose one that the message names",
    )
    .client("organisation: {name: Acme, employes: 12}", "organisation: {name: Acme, employees: 12}"),
    row(
        "yaml/value",
        "a value is not one of those that are possible here",
        "choose one that the message names",
    )
    .client("advisers:\n  - name: Sam Smit\n    channels: [{type: fax, number: \"+31 20 1234567\"}]", "advisers:\n  - name: Sam Smit\n    channels: [{type: phone, number: \"+31 6 12345678\"}]"),
];
