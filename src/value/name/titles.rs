//! Titles before a name and degrees behind it.
//!
//! Collected for this project from how people sign in the ten languages of the site and
//! in those of their readers. Invariant: all lists but that of capitals are in lower case
//! and without the full stop at the end.

use super::words::bare;

/// Titles and forms of address before a name, with or without a full stop.
const TITLES: &[&str] = &[
    // Dutch.
    "drs",
    "dr",
    "mr",
    "ir",
    "prof",
    "mw",
    "mevr",
    "mevrouw",
    "mej",
    "mejuffrouw",
    "dhr",
    "hr",
    "heer",
    "meneer",
    "mijnheer",
    "ds",
    "dominee",
    "jhr",
    "jonkheer",
    "jkvr",
    "jonkvrouw",
    "bc",
    "dra",
    "doctor",
    "doctorandus",
    "professor",
    "ingenieur",
    "imam",
    "rabbi",
    "rabbijn",
    "pastoor",
    "lic",
    "apr",
    "arts",
    "mag",
    "mme",
    // English.
    "mrs",
    "ms",
    "mx",
    "miss",
    "mister",
    "rev",
    "revd",
    "sir",
    "dame",
    "hon",
    // German.
    "herr",
    "frau",
    "dipl",
    "mmag",
    "univ",
    "priv",
    "doz",
    "habil",
    "rain",
    "ra'in",
    // French, Spanish, Portuguese, Italian, Romanian.
    "monsieur",
    "madame",
    "mlle",
    "señor",
    "señora",
    "srta",
    "sra",
    "doña",
    "dña",
    "dott",
    "dottssa",
    "dottoressa",
    "sig",
    "signora",
    "avv",
    "domnul",
    "doamna",
    "dl",
    "dna",
    // Polish, Czech.
    "mgr",
    "inż",
    "inz",
    "hab",
    "pani",
    "ing",
    "judr",
    "mudr",
    "phdr",
    "rndr",
    "mddr",
    // Turkish.
    "sayın",
    "sn",
    "doç",
    "yrd",
    "öğr",
    "uzm",
    "av",
    // Bulgarian, Ukrainian, Russian, Serbian.
    "д-р",
    "др",
    "проф",
    "доц",
    "инж",
    "г-н",
    "г-жа",
    "гн",
    "гжа",
    "пан",
    "пані",
    "адв",
    "акад",
    "госпожа",
    "господин",
    "к.ю.н",
    "к.п.н",
    "д.ю.н",
    "канд",
    // Arabic.
    "أ",
    "د",
    "أ.د",
    "م",
    "السيد",
    "السيدة",
    "الأستاذ",
    "الأستاذة",
    "الدكتور",
    "الدكتورة",
    "دكتور",
    "دكتورة",
    "أستاذ",
    "أستاذة",
    "المهندس",
    "المهندسة",
    "الشيخ",
    "الحاج",
    "الحاجة",
];

/// Titles that can be given names or initials as well: with a full stop, in lower case, or
/// where two words follow.
const TITLES_AT_NEED: &[&str] = &[
    "ing", "mag", "lic", "av", "arts", "don", "sir", "dame", "hon", "sig", "пан", "м", "م", "د",
    "أ",
];

/// What follows a title and belongs to it: `Dr. med.`, `Dipl.-Ing.`, `Dr. h.c.`, `dr hab.`
const AFTER_TITLES: &[&str] = &[
    "med",
    "phil",
    "jur",
    "rer",
    "nat",
    "pol",
    "oec",
    "theol",
    "dent",
    "vet",
    "h.c",
    "hab",
    "ing",
    "psych",
    "päd",
    "soz",
    "inf",
    "kfm",
    "betriebsw",
    "üyesi",
    "gör",
    "ssa",
    "agr",
    "arch",
    "prof",
    "publ",
    "techn",
    "iur",
    "habil",
    "sc",
    "е",
    "наук",
];

/// Degrees, registers and words behind a name, with or without a comma.
const SUFFIXES: &[&str] = &[
    "jr",
    "sr",
    "junior",
    "senior",
    "msc",
    "m.sc",
    "bsc",
    "b.sc",
    "phd",
    "ph.d",
    "llm",
    "ll.m",
    "llb",
    "ll.b",
    "mba",
    "emba",
    "m.b.a",
    "bba",
    "mphil",
    "dphil",
    "med",
    "m.ed",
    "bed",
    "b.ed",
    "msw",
    "mpa",
    "mph",
    "emia",
    "mfa",
    "esq",
    "cpa",
    "cfa",
    "cmc",
    "pcc",
    "mcc",
    "acc",
    "rab",
    "mmi",
    "mim",
    "mme",
    "mpm",
    "meng",
    "beng",
    "b.eng",
    "m.eng",
    "mdr",
    "hanım",
    "bey",
    "efendi",
    "dipl.-psych",
    "dipl.-päd",
    "dipl.-ing",
    "ph.d",
    "d.phil",
    "psyd",
    "edd",
    "rn",
    "mcm",
    "mls",
];

/// The same, in capitals alone: otherwise they are names.
const SUFFIXES_IN_CAPITALS: &[&str] = &[
    "MA", "BA", "RA", "RC", "RE", "AA", "MD", "JD", "II", "III", "IV", "M.A", "B.A", "R.A", "M.D",
    "J.D", "R.C", "CSC", "S.J", "O.P", "OFM", "OSB", "MSC", "BSC", "PHD", "LLM", "MBA",
];

/// Whether a word before a name is a title, where `behind` words follow it.
pub(super) fn is_title(word: &str, behind: usize, after_title: bool) -> bool {
    let plain = bare(word);
    let marked = word.ends_with('.') || word.chars().next().is_some_and(char::is_lowercase);
    if TITLES_AT_NEED.contains(&plain.as_str()) && !marked && behind < 2 {
        return false;
    }
    if TITLES.contains(&plain.as_str()) || (behind > 0 && is_degree(word)) {
        return true;
    }
    if after_title && marked && AFTER_TITLES.contains(&plain.as_str()) {
        return true;
    }
    // In one piece: `Prof.dr.ir.`, `Dipl.-Ing.`
    let mut parts = plain.split(['.', '-']).filter(|part| !part.is_empty());
    let head = parts.next().is_some_and(|part| part.chars().count() > 1 && TITLES.contains(&part));
    let known = |part: &str| TITLES.contains(&part) || AFTER_TITLES.contains(&part);
    head && plain.contains(['.', '-']) && parts.all(known)
}

/// Whether a word is a degree, which may stand before a name too.
fn is_degree(word: &str) -> bool {
    let plain = bare(word);
    let degree =
        SUFFIXES.contains(&plain.as_str()) && !["jr", "sr", "med", "bed"].contains(&plain.as_str());
    degree && word.chars().any(char::is_uppercase) && !["Junior", "Senior", "Bey"].contains(&word)
}

/// Whether a word behind a name is a degree or a word for one of two of the same name.
pub(super) fn is_suffix(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    // `Bed` and `Med` are words; degrees have more than one capital.
    let two_capitals = word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let plain = word.to_lowercase();
    SUFFIXES_IN_CAPITALS.contains(&word)
        || (SUFFIXES.contains(&plain.as_str())
            && (two_capitals
                || !["bed", "med", "mim", "mme", "acc", "rab"].contains(&plain.as_str())))
}

/// Whether what follows a comma can only be degrees: `RA`, `MfN`, `B.Sc.`
pub(super) fn is_suffix_behind_comma(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = word.chars().all(|c| c.is_ascii_alphabetic() || ".-/'".contains(c));
    is_suffix(word) || (plain && capitals > 1 && letters <= 6)
}
