//! What can be typed, command by command: for `--help`, the manual pages and who types `vpsite` alone.
//!
//! Invariant: every command has its examples, in one form; `tests/it/fit.rs` types each of them
//! into a workspace, so that none can grow old.

use clap::Command;

/// What a command does beyond its one line, and examples of it.
pub(super) struct Shown {
    /// The command, as in `edit content`; empty for the program itself.
    path: &'static str,
    /// What is to be known of it.
    pub note: &'static str,
    /// What to type, and what that does.
    pub lines: &'static [(&'static str, &'static str)],
}

/// Stands above what one begins with.
pub(super) const BEGIN_WITH: &str = "Begin with:";

/// Stands above the examples of a command.
const EXAMPLES: &str = "Examples:";

/// What one begins with: told by `vpsite` alone, and at the end of `vpsite --help`.
pub(super) const BEGIN: &[(&str, &str)] = &[
    ("vpsite init kits", "makes a workspace, the folder `kits`: go into it with `cd kits`"),
    (
        "vpsite serve --open",
        "shows its example kit in your browser, and again whenever you save a file",
    ),
    ("vpsite build --all", "makes the kits of all clients, in the folder `dist`"),
];

const SHOWN: &[Shown] = &[
    Shown {
        path: "",
        note: "`vpsite help build` tells of one command, and ends with examples of it.",
        lines: BEGIN,
    },
    Shown {
        path: "init",
        note: "Nothing that is there is written over. Open the file README.txt or LEESMIJ.txt that it makes.",
        lines: &[
            ("vpsite init kits", "a workspace in the new folder `kits`"),
            ("vpsite init --lang nl", "one in this folder, with a guide and remarks in Dutch"),
        ],
    },
    Shown {
        path: "new",
        note: "What the practice says already is not asked. With --organisation nothing is asked at all.",
        lines: &[
            ("vpsite new", "asks what it has to know"),
            (
                "vpsite new --organisation \"Bakkers & Zn.\" --languages nl,pl --logo logo.png",
                "takes everything from what is typed, and the colour from the logo",
            ),
        ],
    },
    Shown {
        path: "import",
        note: "Headings are Dutch or English: Organisatie, Talen, Telefoon, E-mail, Webadres, Kleur, and more; \
            a heading that is not known is told.",
        lines: &[
            ("vpsite import clients.xlsx --dry-run", "says what would become of each row"),
            ("vpsite import clients.csv", "makes the clients that are not there yet"),
            (
                "vpsite import clients.csv --update",
                "also changes those that are, where a row says something else",
            ),
        ],
    },
    Shown {
        path: "edit",
        note: "",
        lines: &[
            ("vpsite edit", "lists what there is"),
            ("vpsite edit content steps", "copies the page on how a talk goes, to change it"),
            ("vpsite edit words exit_now --to \"Weg hier\"", "says one word otherwise"),
            ("vpsite edit helpline police", "copies the number of a help line, and who checked it"),
            ("vpsite edit fact crimes", "copies the sources of a statement of law"),
        ],
    },
    Shown {
        path: "edit content",
        note: "It says the file and the line to change.",
        lines: &[
            ("vpsite edit content steps", "copies the page on how a talk goes, for all clients"),
            ("vpsite edit content steps --client acme", "copies it for one client alone"),
            ("vpsite edit content steps --section where", "tells the line of one section of it"),
            (
                "vpsite edit content _law-crimes --show",
                "shows a statement of law, and copies nothing",
            ),
        ],
    },
    Shown {
        path: "edit words",
        note: "",
        lines: &[
            ("vpsite edit words exit_now", "copies what the button says, to change it"),
            ("vpsite edit words exit_now --to \"Weg hier\"", "writes what it is to say"),
            ("vpsite edit words exit_now --lang en --client acme", "in English, for one client"),
        ],
    },
    Shown {
        path: "edit helpline",
        note: "",
        lines: &[
            ("vpsite edit helpline police", "copies its number, and who checked that"),
            ("vpsite edit helpline police --lang en", "copies its English words"),
        ],
    },
    Shown {
        path: "edit fact",
        note: "",
        lines: &[("vpsite edit fact crimes", "copies the sources of a statement of law")],
    },
    Shown {
        path: "build",
        note: "Open dist/acme/index.html to see what is in a kit. At the end stands what changed for people \
            since the kit that was there.",
        lines: &[
            ("vpsite build acme", "makes the kit of clients/acme.yaml, in dist/acme"),
            ("vpsite build --all --zip", "makes all kits, and of each an archive to send to HR"),
            ("vpsite build --all --diff", "says what would change for people, and writes nothing"),
            ("vpsite build --only \"a*\"", "makes the kits of clients whose names begin with an a"),
            (
                "vpsite build --all --shard 2/4",
                "makes the second of four parts of all kits, on one of four machines",
            ),
        ],
    },
    Shown {
        path: "check",
        note: "",
        lines: &[
            ("vpsite check acme", "finds all that is wrong with one client"),
            ("vpsite check --all --format short", "of all clients, one line for each message"),
            (
                "vpsite check slides.pptx",
                "says whether slides that somebody has changed still say what is confidential",
            ),
        ],
    },
    Shown {
        path: "serve",
        note: "Nothing is written: `vpsite build` makes the kits. Ctrl-C ends it.",
        lines: &[
            ("vpsite serve --open", "shows all clients of the workspace"),
            ("vpsite serve acme --open", "shows one of them"),
        ],
    },
    Shown {
        path: "list",
        note: "",
        lines: &[
            ("vpsite list", "the name, the organisation and the languages of each client"),
            ("vpsite list --coverage", "how far the texts of each language are, and who read them"),
            ("vpsite list --format json", "the clients, for another program"),
        ],
    },
    Shown {
        path: "publish",
        note: "Below the folder that is named is one for each host name, such as upload/vp.example.nl, with a \
            folder for each client in it: upload what is in it. Old kits are refused: build first. Only files \
            that an earlier publish has put there are changed or removed.",
        lines: &[
            (
                "vpsite publish --all --to upload --host netlify",
                "puts the sites of all clients into the folder `upload`, for Netlify",
            ),
            (
                "vpsite publish acme --to upload --host netlify",
                "renews one of them, and leaves the others as they are",
            ),
        ],
    },
    Shown {
        path: "status",
        note: "One line a client: its name, its kit (fine, old, missing, touched, faulty), its edition, and what \
            there is to say. `orphan` is a kit whose client file is gone.",
        lines: &[
            ("vpsite status", "tells how all clients stand, and which kits are nobody's"),
            ("vpsite status acme", "tells how one stands"),
        ],
    },
    Shown {
        path: "verify",
        note: "Needs neither client files nor content: every file is held against the kit's manifest, pages are \
            looked at again, and codes are read back. With --all it needs the workspace. Nothing reaches a network \
            but --url.",
        lines: &[
            ("vpsite verify dist/acme", "tells whether the kit is still as it was built"),
            ("vpsite verify dist --all", "of all kits, and whether every client has one"),
        ],
    },
    Shown {
        path: "explain",
        note: "",
        lines: &[
            ("vpsite explain phone/invalid", "says what the code in a message means"),
            ("vpsite explain", "lists all codes"),
        ],
    },
    Shown {
        path: "clean",
        note: "What you changed or put there yourself stays, and is named.",
        lines: &[
            ("vpsite clean acme", "shows what would be removed of one kit, and asks"),
            ("vpsite clean --orphans --yes", "removes the kits of clients that are gone, unasked"),
        ],
    },
    Shown {
        path: "review",
        note: "What was read is written into content/<language>/_reviews.yaml of the workspace. When a text \
            changes, its reading holds no more, and `vpsite check` says so.",
        lines: &[
            (
                "vpsite review pl",
                "makes the sheet, review-pl.pdf, to print and to give to the reader",
            ),
            ("vpsite review pl --only confidential --output one.pdf", "of one page alone"),
            (
                "vpsite review pl --read-by \"Anna Voorbeeld\" --on 2026-11-26",
                "writes that she has read everything, as it is now",
            ),
            (
                "vpsite review pl --read-by \"Anna Voorbeeld\" --on 2026-11-26 --only steps --only help",
                "writes that she has read these two texts",
            ),
        ],
    },
    Shown {
        path: "schema",
        note: "Editors complete client files from it; `vpsite init` writes it beside them.",
        lines: &[("vpsite schema", "prints it")],
    },
    Shown {
        path: "theme",
        note: "",
        lines: &[
            ("vpsite theme list", "lists the files of the built-in theme"),
            ("vpsite theme eject print/poster.typ", "copies the poster, to change it"),
        ],
    },
    Shown {
        path: "theme list",
        note: "",
        lines: &[("vpsite theme list", "one path a line, as `vpsite theme eject` takes it")],
    },
    Shown {
        path: "theme eject",
        note: "",
        lines: &[(
            "vpsite theme eject print/flyer.typ",
            "copies the flyer into themes/default/print",
        )],
    },
    Shown {
        path: "completions",
        note: "The last lines of what is printed say where to put it.",
        lines: &[
            ("vpsite completions powershell", "for the terminal of Windows"),
            ("vpsite completions zsh", "for that of macOS"),
        ],
    },
    Shown {
        path: "man",
        note: "On Linux and macOS `man manual/vpsite-build.1` shows one.",
        lines: &[("vpsite man --to manual", "writes them into the folder `manual`")],
    },
];

impl Shown {
    /// What is shown of a command.
    pub fn of(path: &str) -> Option<&'static Self> {
        SHOWN.iter().find(|shown| shown.path == path)
    }

    /// As the end of its help, with each text in the words of a language.
    fn help(&self, word: &dyn Fn(&str) -> String) -> String {
        let heading = if self.path.is_empty() { BEGIN_WITH } else { EXAMPLES };
        let mut help = match self.note {
            "" => String::new(),
            note => format!("{}\n\n", word(note)),
        };
        help.push_str(&listed(heading, self.lines, word));
        help
    }
}

/// Lines to type below a heading, each above what it does.
pub(super) fn listed(
    heading: &str,
    lines: &[(&str, &str)],
    word: &dyn Fn(&str) -> String,
) -> String {
    let mut listed = word(heading);
    for (line, does) in lines {
        listed.push_str(&format!("\n  {line}\n      {}", word(does)));
    }
    listed
}

/// All that is said around the lines, as it stands here.
pub(super) fn texts(found: &mut Vec<String>) {
    found.extend([BEGIN_WITH, EXAMPLES].map(str::to_owned));
    for shown in SHOWN {
        found.extend((!shown.note.is_empty()).then(|| shown.note.to_owned()));
        found.extend(shown.lines.iter().map(|(_, does)| (*does).to_owned()));
    }
}

/// A command with its examples, and with those below it; what the lines do is said in the words
/// of a language.
pub(super) fn with_examples(command: Command, word: &dyn Fn(&str) -> String) -> Command {
    below(command, "", word)
}

fn below(command: Command, path: &str, word: &dyn Fn(&str) -> String) -> Command {
    let command = match Shown::of(path) {
        Some(shown) => command.after_help(shown.help(word)),
        None => command,
    };
    command.mut_subcommands(|one| {
        let path = format!("{path} {}", one.get_name());
        below(one, path.trim_start(), word)
    })
}
