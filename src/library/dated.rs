//! Facts that grow old: help lines and statements of law.
//!
//! Invariant: every fact that a kit shows was checked by a person, and what it knows of a
//! bill is of a day, within the months that the practice allows before its edition, or the
//! build says so.

use crate::client::Client;
use crate::diag::{Diagnostic, Diagnostics, Sentence, Span, say};
use crate::value::{Date, Edition};

/// A fact that a kit shows.
#[derive(Clone)]
pub(super) struct Fact {
    /// `helpline` or `statement`.
    pub(super) what: &'static str,
    /// Names it in its file.
    pub(super) id: String,
    /// When it was checked, and where that is written.
    pub(super) checked_on: Option<(Date, Span)>,
    /// Of a bill: the day whose state of affairs it tells, and where that is written.
    pub(super) status_of: Option<(Date, Span)>,
    /// Whether a person has checked it with its owner or with a source of law.
    pub(super) verified: bool,
    /// Where it says whether it was.
    pub(super) place: Span,
}

/// The facts of a kit.
pub(super) struct Dated {
    edition: Edition,
    months: u32,
    facts: Vec<Fact>,
}

impl Dated {
    /// No facts yet; the client says how old they may be.
    pub(super) fn new(client: &Client) -> Self {
        Self {
            edition: client.edition,
            months: client.care.checked_within_months,
            facts: Vec::new(),
        }
    }

    /// Adds a fact that is shown.
    pub(super) fn add(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    /// Says which are too old, and which nobody has verified.
    pub(super) fn report(&self, faults: &mut Diagnostics) {
        for fact in &self.facts {
            if let Some((date, place)) = &fact.status_of
                && self.edition.months_since(*date) > i64::from(self.months)
            {
                let (id, months, edition) = (&fact.id, self.months, self.edition);
                // However lately the sources were read: this is what they know.
                faults.push(
                    Diagnostic::warning(
                        "fact/outdated",
                        say!(
                            "`{id}` tells how things stood on {date}, more than {months} months before the edition {edition}"
                        ),
                    )
                    .at(place)
                    .hint(say!("look how far the bill is now, and change the text if it has moved"))
                    .hint(say!("then write the day of which you know it at `status_of`")),
                );
            } else if let Some((date, place)) = &fact.checked_on
                && self.edition.months_since(*date) > i64::from(self.months)
            {
                let (id, months, edition) = (&fact.id, self.months, self.edition);
                faults.push(
                    Diagnostic::warning(
                        "fact/outdated",
                        say!(
                            "`{id}` was last checked on {date}, more than {months} months before the edition {edition}"
                        ),
                    )
                    .at(place)
                    .hint(say!("{}, then write the day at `checked_on`", remedy(fact.what))),
                );
            }
        }
        for what in ["helpline", "statement"] {
            self.unverified(what, faults);
        }
    }

    fn unverified(&self, what: &str, faults: &mut Diagnostics) {
        let open: Vec<&Fact> =
            self.facts.iter().filter(|fact| fact.what == what && !fact.verified).collect();
        let Some(first) = open.first() else { return };
        let names: Vec<&str> = open.iter().map(|fact| fact.id.as_str()).collect();
        let (lines, file) = match what {
            "helpline" => (true, "_helplines.yaml"),
            _ => (false, "_facts.yaml"),
        };
        let message = match (lines, open.len()) {
            (true, 1) => say!("1 help line that is shown has not been verified"),
            (false, 1) => say!("1 statement of law that is shown has not been verified"),
            (true, count) => say!("{count} help lines that are shown have not been verified"),
            (false, count) => {
                say!("{count} statements of law that are shown have not been verified")
            }
        };
        faults.push(
            Diagnostic::warning("fact/unverified", message)
                .at(&first.place)
                .hint(say!("to be checked by a person: {}", names.join(", ")))
                .hint(say!(
                    "{}, then write `id`, `verified: true` and the day at `checked_on` in `content/{file}` of the workspace",
                    remedy(what)
                )),
        );
    }
}

fn remedy(what: &str) -> Sentence {
    match what {
        "helpline" => say!("ring the number and look at its website"),
        _ => say!("compare it with the law as it is now"),
    }
}
