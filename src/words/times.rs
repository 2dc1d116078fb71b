//! Numbers of things, days of the week and how long something lasts, in the words of one language.
//!
//! Which plural form a number takes and how a list ends are rules of the CLDR; the forms themselves
//! are words of `_strings.yaml`. Invariant: what a language lacks a word for is not said in it.

use crate::value::{Counted, Weekday};

use super::Words;

impl Words {
    /// What is said of a number, by the plural forms of a word; nothing where a form is missing.
    pub fn counted(&self, key: &str, count: u32) -> Option<String> {
        Some(self.together(&Counted::parse(self.get(key)?).ok()?.said(self.lang, count)?))
    }

    /// How long something lasts, as in `45 minuten`, or `een uur` where it is whole hours.
    pub fn minutes(&self, minutes: u32) -> Option<String> {
        match minutes % 60 {
            0 => self.counted("length_hours", minutes / 60),
            _ => self.counted("length_minutes", minutes),
        }
    }

    /// Days of the week, sorted and each once, as in `maandag tot en met woensdag en vrijdag`.
    pub fn weekdays(&self, days: &[Weekday]) -> Option<String> {
        let names = self.seven("weekdays")?;
        if days.len() == names.len() {
            return self.get("every_day").map(str::to_owned);
        }
        // Some languages inflect a day after "from" and "to".
        let in_range = self.seven("weekdays_in_range")?;
        let mut said = Vec::new();
        for run in days.chunk_by(|day, next| day.index() + 1 == next.index()) {
            match run {
                [first, _, .., last] => {
                    self.get("weekdays_range")?;
                    let ends = [("first", *first), ("last", *last)];
                    let ends = ends.map(|(end, day)| (end, in_range[day.index()]));
                    said.push(self.filled("weekdays_range", &ends));
                }
                few => said.extend(few.iter().map(|day| names[day.index()].to_owned())),
            }
        }
        Some(self.list(&said))
    }

    /// The seven days of the week in the form of a word, Monday first.
    fn seven(&self, key: &str) -> Option<Vec<&str>> {
        let all: Vec<&str> = self.get(key)?.split(',').map(str::trim).collect();
        (all.len() == 7).then_some(all)
    }

    /// Parts of a sentence that hold commas themselves, parted by the semicolon of the script
    /// (Unicode U+061B).
    pub fn parts(&self, parts: &[String]) -> String {
        parts.join(if self.is_arabic() { "؛ " } else { "; " })
    }
}
