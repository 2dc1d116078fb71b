//! Patterns of words -> what is told of the signs in them.
//!
//! Invariant: the rules are tried in their order, and the first that finds a place tells
//! of it; a rule looks at words alone, never at marks that Markdown has understood.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::super::link;
use super::{Look, boxed, footnote, odd, stays};
use crate::diag::{Diagnostic, say};

/// A pattern of words, and what is told of what it finds: of its group `at`, or of all.
pub(super) struct Rule {
    pub(super) pattern: &'static str,
    pub(super) told: fn(&Caught<'_>) -> Option<Diagnostic>,
}

/// What a rule has found.
pub(super) struct Caught<'a> {
    pub(super) captures: &'a Captures<'a>,
    pub(super) look: &'a Look<'a>,
}

impl Caught<'_> {
    /// A named group as it was written.
    fn named(&self, name: &str) -> &str {
        let range = self.captures.name(name).map(|it| it.range());
        range.map_or("", |range| self.look.written(range))
    }

    /// A group as it was written.
    fn group(&self, index: usize) -> &str {
        let range = self.captures.get(index).map(|it| it.range());
        range.map_or("", |range| self.look.written(range))
    }
}

pub(super) static COMPILED: LazyLock<Vec<(Regex, &Rule)>> = LazyLock::new(|| {
    // A test holds that each of them is a pattern.
    RULES.iter().filter_map(|rule| Some((Regex::new(rule.pattern).ok()?, rule))).collect()
});

/// The first that finds a place tells of it.
pub(super) static RULES: [Rule; 20] = [
    Rule {
        pattern: r"(?m)^[\x00 \t]*(?P<at>(#{1,6}|[-*+])([\u{A0}\u{2000}-\u{200B}\u{202F}\u{3000}]+)([^\n]*))",
        told: |it| {
            let blank = it.group(3).chars().next().map_or(0, u32::from);
            let line = format!("{} {}", it.group(2), it.group(4).trim());
            Some(stays(say!(
                "behind `{}` stands a blank that is none (U+{blank:04X}), so that it stays as it is typed",
                it.group(2)
            ))
            .hint(say!("type a space there: `{line}`")))
        },
    },
    Rule {
        pattern: r"(?m)^[\x00 \t]*(?P<at>(#{2,6})([^\s#\x00][^\n]*))$",
        told: |it| {
            let fault = stays(say!(
                "`{}` with no blank behind it begins no heading, and stays as it is typed",
                it.group(2)
            ));
            Some(fault.hint(say!("write `{} {}`", it.group(2), it.group(3).trim())))
        },
    },
    Rule {
        pattern: r"\[\[([^\[\]\n]+)\]\]",
        told: |it| {
            let (to, said) = it.group(1).split_once('|').unwrap_or((it.group(1), it.group(1)));
            let to = to.trim().to_lowercase().replace(' ', "-");
            Some(
                stays(say!("`[[ ]]` is no link here, and stays as it is typed"))
                    .hint(say!("write `[{}]({to}.md)`", said.trim())),
            )
        },
    },
    Rule { pattern: r"\[\^[^\[\]\s]+\]:?", told: |_| Some(footnote()) },
    Rule {
        pattern: r"!\[[^\[\]\n]*\]",
        told: |_| {
            Some(
                Diagnostic::error("content/picture", say!("content holds no pictures")).hint(say!(
                    "take it out; a portrait is named in the client's file, as `photo:`"
                )),
            )
        },
    },
    Rule {
        pattern: r"\[([^\[\]\n]+)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)",
        told: |it| Some(unlinked(it.group(1), it.group(2))),
    },
    Rule {
        pattern: r"\[([^\[\]\n]+)\]\(([^()\n\s]*)",
        told: |it| {
            Some(
                stays(say!("this link has no `)` at its end, so that it stays as it is typed"))
                    .hint(say!("write `[{}]({})`", it.group(1), it.group(2))),
            )
        },
    },
    Rule {
        pattern: r"\[([^\[\]\n]+)\]\s+\(((?:https?:|mailto:|tel:|www\.)[^()\n]*|[a-z0-9-]+\.md[^()\n]*)\)",
        told: |it| {
            Some(
                stays(say!("between `]` and `(` stands a blank, so that this is no link"))
                    .hint(say!("write `[{}]({})`", it.group(1), it.group(2))),
            )
        },
    },
    Rule {
        pattern: r"\(([^()\n]+)\)\[((?:https?:|mailto:|tel:|www\.)[^\[\]\n]*|[a-z0-9-]+\.md[^\[\]\n]*)\]",
        told: |it| {
            Some(
                stays(say!("the words of a link stand in `[ ]`, and its address in `( )`"))
                    .hint(say!("write `[{}]({})`", it.group(1), it.group(2))),
            )
        },
    },
    Rule {
        pattern: r"\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]",
        told: |it| {
            Some(
                stays(say!("this link has no address, so that its signs stay as they are typed"))
                    .hint(say!("write `[{}](steps.md)` or `[{0}](https://…)`", it.group(1))),
            )
        },
    },
    Rule { pattern: r"(?:^|[\s(\x00])(?P<at>\[[ xX✓]?\])(?:[\s.,]|$)", told: |_| Some(boxed()) },
    Rule {
        pattern: r"<((?:https?:|www\.|tel:|mailto:)[^<>\n]*|[^\s<>@\x00][^<>@\n\x00]*@[^<>\n]*)>",
        told: |it| Some(unlinked(it.group(1), it.group(1))),
    },
    Rule {
        pattern: r"(?:^|[^\p{L}\p{N}*])(?P<at>\*\*\s*(?P<said>[^*\n]*[^*\s])\s*\*\*)",
        told: |it| {
            let said = it.named("said");
            Some(stays(say!("these `**` make nothing bold, and stay as they are typed")).hint(say!(
                "write `**{said}**`: no blank within the stars, and a blank or a sign beside them"
            )))
        },
    },
    Rule {
        pattern: r"(?:^|[\s(\x00])(?P<at>\*\*[^\s*])",
        told: |_| {
            Some(
                stays(say!("this `**` makes nothing bold, and stays as it is typed"))
                    .hint(say!("write `**` at the end of the words as well, or take it out")),
            )
        },
    },
    Rule {
        pattern: r"(?:^|[^_\p{L}\p{N}])(?P<at>__\s*(?P<said>\p{L}[^_\n]*[^_\s])\s*__)(?:$|[^_\p{L}\p{N}])",
        told: |it| {
            Some(
                stays(say!("these `__` make nothing bold, and stay as they are typed"))
                    .hint(say!("write `**{}**`", it.named("said"))),
            )
        },
    },
    Rule {
        pattern: r"==(\p{L}[^=\n]*)==|(?m)^[\x00 \t]*(?P<at>:::[^\n]*|\[(?i:toc|_toc_)\]|\|[^\n]*\|)[ \t]*$",
        told: |it| {
            let fault = stays(say!("these signs mean nothing here, and stay as they are typed"));
            Some(match it.group(1) {
                "" => {
                    fault.hint(say!("take them out; for a table, write a list: `- Noor: maandag`"))
                }
                said => fault.hint(say!("write `**{said}**`")),
            })
        },
    },
    Rule {
        pattern: r"(?:^|\s)(?P<at>:[a-z][a-z0-9_+]+:)(?:\s|[.,!?]|$)",
        told: |_| {
            Some(
                odd(say!("a name between colons makes no picture here, and stays as it is typed"))
                    .hint(say!("take it out, or write it in words")),
            )
        },
    },
    Rule {
        pattern: r"\{:[^{}\n]*\}|\{\s*\.[a-z][^{}\n]*\}",
        told: |_| {
            Some(
                stays(say!(
                    "what stands between `{{ }}` says nothing here, and stays as it is typed"
                ))
                .hint(say!("take it out; `{{#name}}` gives a heading a name, behind its words")),
            )
        },
    },
    Rule {
        pattern: r"(?P<at>(?:https?://|www\.)[^\s\x00<>]*[^\s\x00<>.,;:!?)”’\]'])",
        told: |it| {
            let whole = link::tidied(it.group(0));
            Some(
                odd(say!("this address can be read, and not tapped"))
                    .hint(say!("write `<{whole}>`, or words before it: `[de site]({whole})`")),
            )
        },
    },
    Rule {
        pattern: r"[\p{L}\d._%+-]*[\p{L}\d]@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+",
        told: |it| {
            Some(
                odd(say!("this mail address can be read, and not tapped"))
                    .hint(say!("write `<{}>`", it.group(0))),
            )
        },
    },
];

/// Why what looks like a link is none, and how it is written.
fn unlinked(said: &str, to: &str) -> Diagnostic {
    // A title behind the address, in whatever quotes.
    let bare = to.trim().split([' ', '\u{A0}']).next().unwrap_or_default();
    let titled =
        to.trim()[bare.len()..].trim_start().starts_with(['"', '\'', '“', '”', '‘', '„', '«']);
    let address = if titled { bare.to_owned() } else { link::tidied(to) };
    let written = if said == to { format!("<{address}>") } else { format!("[{said}]({address})") };
    stays(say!("an address in a link has no blanks, so that this one stays as it is typed"))
        .hint(say!("write `{written}`"))
}
