//! The name of a person: one line of text -> its parts, and what to call them for short.
//!
//! Names are taken apart here and nowhere else: for buttons, for the letters of a monogram
//! and for the `N` of an address book (RFC 6350, 6.2.2). Invariant: the whole name is never
//! empty and neither is what a person is called; every letter of the text stands in a part.

mod titles;
mod words;

use titles::{is_suffix, is_suffix_behind_comma, is_title};
use words::{
    are_one_given, begins_family, ends_as_family, family_signs, is_bulgarian_middle, is_half_given,
    is_particle, is_patronymic, is_vietnamese, may_stand_first,
};

/// The name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    /// The whole name, as it is shown.
    pub full: String,
    /// What the person is called on a button.
    pub called: String,
    /// Given names, or initials.
    pub given: String,
    /// Names in the middle: of the father, or further given ones.
    pub additional: String,
    /// The family name with its particles.
    pub family: String,
    /// Titles before the name.
    pub prefix: String,
    /// Degrees and the like behind it.
    pub suffix: String,
}

/// A name that was read, and whether it might have been meant otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRead {
    /// The name.
    pub name: PersonName,
    /// Whether nobody could know from the text alone which words are the family name.
    pub doubtful: bool,
}

impl PersonName {
    /// Takes a name apart.
    pub fn read(text: &str) -> NameRead {
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let nick = nickname(&text);
        let whole = text.clone();
        if let Some((from, to, _)) = nick {
            text.replace_range(from..to, "");
        }
        let nick = nick.and_then(|(from, to, is_name)| {
            let inner = whole[from..to].trim_matches(|c: char| !c.is_alphabetic());
            is_name.then(|| inner.to_owned())
        });
        let mut read = Parts::of(&text);
        let turned = read.turned;
        let full = match turned {
            true => read.in_order(),
            false => whole,
        };
        if let Some(nick) = &nick {
            read.called.clone_from(nick);
        }
        let called = match read.called.is_empty() {
            true => full.clone(),
            false => read.called,
        };
        let name = Self {
            called,
            given: read.given,
            additional: read.additional,
            family: read.family,
            prefix: read.prefix,
            suffix: read.suffix,
            full,
        };
        NameRead { name, doubtful: read.doubtful && nick.is_none() }
    }

    /// Its parts in the order of an address book: family, given and additional names, titles
    /// and degrees.
    pub fn parts(&self) -> [&str; 5] {
        [&self.family, &self.given, &self.additional, &self.prefix, &self.suffix]
            .map(String::as_str)
    }

    /// A name of which the parts are known; `full` and `called` where they are empty.
    #[must_use]
    pub fn of_parts(mut self) -> Self {
        if self.full.is_empty() {
            let all = [&self.prefix, &self.given, &self.additional, &self.family, &self.suffix];
            self.full = joined(&all.map(String::as_str));
        }
        if self.called.is_empty() {
            let given: Vec<&str> = self.given.split_whitespace().collect();
            self.called = match given.iter().find(|word| !is_initials(word)) {
                Some(first) if given.iter().any(|word| is_initials(word)) => (*first).to_owned(),
                Some(_) => given[..spoken_given(&given)].join(" "),
                None if given.is_empty() => joined(&[&self.prefix, &self.family]),
                None => joined(&[&self.given, &self.family]),
            };
        }
        if self.called.is_empty() {
            self.called.clone_from(&self.full);
        }
        self
    }

    /// The family name and the rest as lists sort them, where a particle stands first
    /// (RFC 6350, 5.9): `Berg` for `van den Berg`. In the Netherlands particles do not count.
    pub fn sorts_as(&self) -> Option<String> {
        let words: Vec<&str> = self.family.split_whitespace().collect();
        let at = words.iter().position(|word| !is_particle(word))?;
        let small = words.first().is_some_and(|word| word.chars().all(|c| !c.is_uppercase()));
        (at > 0 && small).then(|| words[at..].join(" "))
    }

    /// Two letters for where there is no portrait: of the given and of the family name.
    pub fn initials(&self) -> String {
        let capital = |word: &str| word.chars().find(|c| c.is_alphabetic());
        let large = |text: &str| -> Vec<char> {
            let words = text.split_whitespace().filter_map(capital);
            words.filter(|c| c.is_uppercase()).collect()
        };
        let (given, family) = (large(&self.given), large(&self.family));
        let first = given.first().or(family.first());
        let last = if given.is_empty() { None } else { family.last() };
        let all: String = first.into_iter().chain(last).collect();
        if !all.is_empty() {
            return all;
        }
        let any =
            [&self.given, &self.family, &self.full].into_iter().find_map(|part| capital(part));
        any.map(String::from).unwrap_or_else(|| self.full.chars().take(1).collect())
    }
}

/// A word in brackets or quotes: where it stands, and whether it is what somebody is called.
fn nickname(text: &str) -> Option<(usize, usize, bool)> {
    let pairs = [('(', ')'), ('"', '"'), ('“', '”'), ('„', '”'), ('«', '»')];
    let (open, close) = pairs.into_iter().find(|(open, _)| text.contains(*open))?;
    let from = text.find(open)?;
    let to =
        from + open.len_utf8() + text[from + open.len_utf8()..].find(close)? + close.len_utf8();
    let inner = &text[from + open.len_utf8()..to - close.len_utf8()];
    let letters: Vec<char> = inner.chars().filter(|c| c.is_alphabetic()).collect();
    let word = letters.len() > 1
        && inner.chars().all(|c| c.is_alphabetic() || c == '-' || c == ' ')
        && inner.split(' ').count() < 3;
    // Not `LVV`, and not `zij/haar` or `she`.
    let named = letters.first().is_some_and(|c| !c.is_lowercase())
        && (letters.len() < 3 || !letters.iter().all(|c| c.is_uppercase()));
    // With nothing else there is no name without it.
    let rest = text[..from].chars().chain(text[to..].chars()).any(char::is_alphabetic);
    rest.then_some((from, to, word && named))
}

/// `J.`, `J.P.`, `Th.`, `J.-P.` or one capital alone.
fn is_initials(word: &str) -> bool {
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty()).peekable();
    let some = parts.peek().is_some();
    let short = |part: &str| {
        let mut letters = part.chars();
        let capital = letters.next().is_some_and(|c| c.is_uppercase());
        let rest: Vec<char> = letters.collect();
        capital
            && (rest.is_empty()
                || (word.contains('.') && rest.len() < 3 && rest.iter().all(|c| c.is_lowercase())))
    };
    some && parts.all(short) && (word.contains('.') || word.chars().count() == 1)
}

/// How many of the words before a family name are what one is called.
fn spoken_given(words: &[&str]) -> usize {
    match words {
        [] => 0,
        [first, _, ..] if is_half_given(first) => 2,
        [first, second, ..] if are_one_given(first, second) => 2,
        _ => 1,
    }
}

#[derive(Default)]
struct Parts {
    called: String,
    given: String,
    additional: String,
    family: String,
    prefix: String,
    suffix: String,
    /// Written family name first with a comma, which is turned round.
    turned: bool,
    /// The family name stays first, as where it is at home.
    family_first: bool,
    doubtful: bool,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = text.split([',', '،']).map(str::trim).filter(|part| !part.is_empty());
        let head = parts.next().unwrap_or(text);
        let rest: Vec<&str> = parts.collect();
        let (prefix, words) = titles(head);
        let behind = |part: &&str| part.split(' ').all(is_suffix_behind_comma);
        let Some(second) = rest.first() else { return Self::plain(prefix, &words) };
        // `Smit, J.P.` and `de Vries, M.A.` are initials; `Noor Smit, M.A.` is a degree.
        let no_given = words.len() == 1 || begins_family(words[0]);
        let initials = second.split(' ').all(is_initials);
        if rest.iter().all(behind) && !(no_given && initials) {
            let mut read = Self::plain(prefix, &words);
            read.suffix = joined(&[&read.suffix, &rest.join(", ")]);
            return read;
        }
        let (own, given) = titles(second);
        if second.chars().next().is_some_and(char::is_lowercase) && own.is_empty() {
            // A word about the person, which is no name: `Noor Bos, vertrouwenspersoon`.
            return Self::plain(prefix, &words);
        }
        if !no_given {
            // `García López, María` or `Noor Bos, Amsterdam`?
            return Self { doubtful: true, ..Self::plain(prefix, &words) };
        }
        let read = Self::behind_comma(&words, &given);
        Self {
            prefix: joined(&[&prefix, &own]),
            suffix: joined(&[&read.suffix, &rest[1..].join(", ")]),
            turned: true,
            ..read
        }
    }

    /// The family name stood before a comma.
    fn behind_comma(family: &[&str], given: &[&str]) -> Self {
        let mut given = given.to_vec();
        let mut suffix: Vec<&str> = Vec::new();
        while given.len() > 1 && given.last().is_some_and(|word| is_suffix(word)) {
            suffix.extend(given.pop());
        }
        suffix.reverse();
        // `Berg, J. van den`
        let at = given.iter().skip(1).position(|word| is_particle(word)).map(|at| at + 1);
        let particles = at.map(|at| given.split_off(at)).unwrap_or_default();
        let family = [particles.as_slice(), family].concat().join(" ");
        let (called, family_first) = if is_vietnamese(&[family.as_str(), "Thị", "x"]) {
            (given.last().map(|word| (*word).to_owned()), true)
        } else if given.iter().all(|word| is_initials(word)) {
            (Some(format!("{} {family}", given.join(" "))), false)
        } else {
            let first = given.iter().position(|word| !is_initials(word)).unwrap_or(0);
            let spoken = spoken_given(&given[first..]);
            (Some(given[first..first + spoken].join(" ")), false)
        };
        Self {
            called: called.unwrap_or_default(),
            given: given.join(" "),
            family,
            suffix: suffix.join(" "),
            family_first,
            ..Self::default()
        }
    }

    /// A name without a comma.
    fn plain(prefix: String, words: &[&str]) -> Self {
        let mut words = words.to_vec();
        let mut suffix = Vec::new();
        let shouted = words.iter().all(|word| word.chars().all(|c| !c.is_lowercase()));
        while words.len() > 1
            && words.last().is_some_and(|word| is_suffix(word) && (!shouted || word.contains('I')))
        {
            suffix.extend(words.pop());
        }
        suffix.reverse();
        let mut read = Self::core(&prefix, &words);
        read.prefix = prefix;
        read.suffix = suffix.join(" ");
        read
    }

    fn core(prefix: &str, words: &[&str]) -> Self {
        let all = words.join(" ");
        let east = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3005}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
        if all.chars().all(|c| east(c) || c == ' ') {
            return Self::eastern(words, all);
        }
        match words {
            [] => Self::default(),
            [one] if prefix.is_empty() => {
                Self { called: (*one).to_owned(), given: (*one).to_owned(), ..Self::default() }
            }
            // `mevrouw Bos`
            [one] => Self {
                called: format!("{prefix} {one}"),
                family: (*one).to_owned(),
                ..Self::default()
            },
            [first, ..] if begins_family(first) => {
                let called =
                    if prefix.is_empty() { all.clone() } else { format!("{prefix} {all}") };
                Self { called, family: all, ..Self::default() }
            }
            words if is_vietnamese(words) => Self {
                called: words[words.len() - 1].to_owned(),
                given: words[words.len() - 1].to_owned(),
                additional: words[1..words.len() - 1].join(" "),
                family: words[0].to_owned(),
                family_first: true,
                ..Self::default()
            },
            words => Self::western(words),
        }
    }

    /// Chinese, Japanese and Korean names: the family name first, and no half of it is said alone.
    fn eastern(words: &[&str], all: String) -> Self {
        let (family, given) = match words {
            [one] => {
                let signs = if one.chars().count() < 2 { 0 } else { family_signs(one) };
                let at = one.char_indices().nth(signs).map_or(one.len(), |(at, _)| at);
                (one[..at].to_owned(), one[at..].to_owned())
            }
            [family, given @ ..] => ((*family).to_owned(), given.join(" ")),
            [] => (String::new(), String::new()),
        };
        Self { called: all, given, family, family_first: true, ..Self::default() }
    }

    fn western(words: &[&str]) -> Self {
        // `SMIT Noor` and `Noor SMIT`, as forms have it: the capitals are the family name.
        let loud = |word: &&str| {
            word.chars().filter(|c| c.is_alphabetic()).count() > 2
                && !word.chars().any(char::is_lowercase)
                && !is_initials(word)
                && word.chars().any(char::is_uppercase)
        };
        let first_loud = words.iter().take_while(|word| loud(word)).count();
        if first_loud > 0
            && first_loud < words.len()
            && !words[first_loud..].iter().any(loud)
            && !is_particle(words[first_loud])
        {
            let given = &words[first_loud..];
            let called = given[..spoken_given(given)].join(" ");
            return Self {
                called,
                given: given.join(" "),
                family: words[..first_loud].join(" "),
                ..Self::default()
            };
        }
        let initials = words.iter().take_while(|word| is_initials(word)).count();
        if initials == words.len() {
            return Self { called: words.join(" "), given: words.join(" "), ..Self::default() };
        }
        // Where the family name begins.
        let head = initials.max(spoken_given(words)).max(1);
        let particle = words.iter().skip(1).position(|word| is_particle(word)).map(|at| at + 1);
        let particle = particle.filter(|at| *at + 1 < words.len());
        let mut doubtful = false;
        let (given_to, family_from) = if let Some(at) = particle {
            // `Aleksandra Wojciechowska van den Berghe`: two family names.
            let from = (1..at).find(|at| ends_as_family(words[*at])).unwrap_or(at);
            (from, from)
        } else if initials > 0 {
            // `J. Smit Bakker`, or `J. Robert Smit`?
            doubtful = words.len() > initials + 1;
            (initials, initials)
        } else if let [_, _, third] = words
            && is_patronymic(third)
        {
            return Self {
                called: words[1].to_owned(),
                given: words[1].to_owned(),
                additional: (*third).to_owned(),
                family: words[0].to_owned(),
                ..Self::default()
            };
        } else if let [first, middle, last] = words
            && (is_patronymic(middle) || is_bulgarian_middle(middle) || is_initials(middle))
        {
            return Self {
                called: (*first).to_owned(),
                given: (*first).to_owned(),
                additional: (*middle).to_owned(),
                family: (*last).to_owned(),
                ..Self::default()
            };
        } else if words.contains(&"-") || words.contains(&"–") || head >= words.len() {
            (head.min(words.len()), head.min(words.len()))
        } else {
            // Further given names, or two family names? Whoever has them is called by the first.
            doubtful = words.len() > head + 1 || may_stand_first(words[0]);
            (head, if words.len() > head + 1 { words.len() - 1 } else { head })
        };
        let given = &words[..given_to];
        let family = words[family_from..].join(" ");
        let called = if initials >= given_to {
            words.join(" ")
        } else {
            let at = given.iter().position(|word| !is_initials(word)).unwrap_or(0);
            given[at..at + spoken_given(&given[at..])].join(" ")
        };
        Self {
            called,
            given: given.join(" "),
            additional: words[given_to..family_from].join(" "),
            family,
            doubtful,
            ..Self::default()
        }
    }

    /// The name as it is said: titles, given name, family name, degrees.
    fn in_order(&self) -> String {
        let (first, second) = match self.family_first {
            true => (&self.family, &self.given),
            false => (&self.given, &self.family),
        };
        let said = joined(&[&self.prefix, first, &self.additional, second]);
        if self.suffix.is_empty() { said } else { format!("{said}, {}", self.suffix) }
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The titles at the head of a name, and the words behind them: at least one, where there are any.
fn titles(text: &str) -> (String, Vec<&str>) {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let mut at = 0;
    while at + 1 < words.len() {
        // `de heer Bos`
        let two = words[at].eq_ignore_ascii_case("de")
            && ["heer", "hr."].contains(&words[at + 1].to_lowercase().as_str());
        if two && at + 2 < words.len() {
            at += 2;
        } else if is_title(words[at], words.len() - at - 1, at > 0) {
            at += 1;
        } else {
            break;
        }
    }
    (words[..at].join(" "), words[at..].to_vec())
}

#[cfg(test)]
mod tests;
