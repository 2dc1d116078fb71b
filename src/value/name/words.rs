//! The small words of names: titles, degrees, particles and family names that come first.
//!
//! Collected for this project from how people sign in the ten languages of the site and
//! in those of their readers. Invariant: all lists are in lower case and without the full
//! stop at the end; what is also a given name stands in none but the one that says so.

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
    "dra",
    // Polish, Czech.
    "mgr",
    "inż",
    "inz",
    "hab",
    "pani",
    "bc",
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

/// Words between a given name and the rest of a family name, or at its head.
const PARTICLES: &[&str] = &[
    // Dutch and Flemish.
    "van", "von", "de", "den", "der", "ter", "ten", "te", "'t", "’t", "‘t", "'s", "’s", "op", "uit",
    "aan", "onder", "over", "tot", "toe", "thoe", "v.d", "vd", "v", "d", "van't", "van’t",
    // German, Danish, Swedish.
    "vom", "zu", "zum", "zur", "af", "auf",
    // French, Italian, Spanish, Portuguese, Romanian.
    "du", "des", "la", "le", "les", "del", "della", "dello", "delle", "degli", "dei", "di", "da",
    "das", "do", "dos", "los", "las", "y", "e", "lo",
    // Arabic, Berber, Hebrew, and the Irish O.
    "el", "al", "bin", "bint", "ibn", "ben", "bat", "ait", "aït", "ould", "bou", "abu", "o", "mac",
    "san", "st", "بن", "ابن", "بنت", "آل", "أبو",
];

/// Of these, what no given name is: a name that begins with one has no given name.
const FIRST_PARTICLES: &[&str] = &[
    "van", "von", "de", "den", "der", "ter", "ten", "te", "'t", "’t", "‘t", "'s", "’s", "v.d",
    "vd", "van't", "van’t", "vom", "zum", "zur", "du", "del", "della", "dos", "el", "ait", "aït",
    "ould", "op", "in", "uit",
];

/// Given names that are often one with the next: Jan Willem, Anne Marie, José Luis.
const DOUBLE: &[&str] = &[
    "jan",
    "gert",
    "geert",
    "klaas",
    "kees",
    "pieter",
    "piet",
    "evert",
    "hendrik",
    "henk",
    "bart",
    "arie",
    "anne",
    "marie",
    "jean",
    "mary",
    "juan",
    "josé",
    "jose",
    "maría",
    "ana",
    "ann",
    "hans",
    "karl",
    "luis",
    "ana-maria",
];
/// What they are one with, so that `Jan Smit` is not.
const SECOND: &[&str] = &[
    "willem",
    "peter",
    "pieter",
    "kees",
    "jan",
    "hein",
    "dirk",
    "maarten",
    "marie",
    "maria",
    "mieke",
    "loes",
    "lies",
    "claude",
    "pierre",
    "paul",
    "luc",
    "marc",
    "carlos",
    "luis",
    "antonio",
    "manuel",
    "josé",
    "jose",
    "maría",
    "isabel",
    "heinz",
    "jürgen",
    "peer",
    "joost",
    "ann",
    "anne",
    "els",
    "hendrik",
    "louis",
    "baptiste",
    "françois",
    "philippe",
    "miguel",
    "ángel",
    "belén",
    "teresa",
    "rita",
    "fleur",
    "sophie",
    "floor",
    "simon",
    "jaap",
    "tom",
    "piet",
];

/// The first half of one given name: Abdul Karim.
const SERVANT: &[&str] = &[
    "abdul", "abdel", "abdal", "abdoel", "abd", "abou", "abu", "aboe", "oum", "umm", "عبد", "أبو",
    "أم",
];

/// Vietnamese family names, which stand first (they cover nine of ten people).
const VIETNAMESE: &[&str] = &[
    "nguyễn", "trần", "lê", "phạm", "huỳnh", "hoàng", "phan", "vũ", "võ", "đặng", "bùi", "đỗ",
    "hồ", "ngô", "dương", "lý", "đinh", "trương", "đoàn", "lâm", "mai", "trịnh", "cao",
];
/// Without their signs; sure only before a middle name.
const VIETNAMESE_BARE: &[&str] =
    &["nguyen", "tran", "pham", "huynh", "hoang", "phan", "dang", "bui", "ngo", "duong", "truong"];
const VIETNAMESE_MIDDLE: &[&str] = &["thị", "thi", "văn", "van", "hữu", "đức", "ngọc"];

/// Family names that stand first at home, in languages where they do, and are no given
/// names in Dutch: with one of them the order cannot be known.
const FAMILY_FIRST: &[&str] = &[
    // Hungarian.
    "nagy",
    "kovács",
    "tóth",
    "szabó",
    "horváth",
    "varga",
    "kiss",
    "molnár",
    "németh",
    "farkas",
    "balogh",
    "papp",
    "takács",
    "juhász",
    "lakatos",
    "mészáros",
    "oláh",
    "szűcs",
    // Chinese, Korean, Vietnamese.
    "wang",
    "zhang",
    "liu",
    "chen",
    "huang",
    "zhao",
    "zhou",
    "xu",
    "zhu",
    "guo",
    "gao",
    "luo",
    "zheng",
    "liang",
    "choi",
    "jeong",
    "nguyen",
    "tran",
    "pham",
];

/// Chinese and Japanese family names of two signs.
const TWO_SIGNS: &[&str] =
    &["欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "司徒"];

fn bare(word: &str) -> String {
    // `v/d` for `v.d.`
    word.trim_end_matches(['.', ',']).replace('/', ".").to_lowercase()
}

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

/// Whether a word that is not the first belongs to the family name that follows.
pub(super) fn is_particle(word: &str) -> bool {
    let plain = bare(word);
    PARTICLES.contains(&plain.as_str()) || plain == "in"
}

/// Whether a name that begins with this word has no given name.
pub(super) fn begins_family(word: &str) -> bool {
    FIRST_PARTICLES.contains(&bare(word).as_str())
}

/// Whether two words before a family name are one given name.
pub(super) fn are_one_given(first: &str, second: &str) -> bool {
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    DOUBLE.contains(&first.as_str()) && SECOND.contains(&second.as_str())
}

/// Whether a word is but the first half of a given name.
pub(super) fn is_half_given(word: &str) -> bool {
    SERVANT.contains(&word.to_lowercase().as_str())
}

/// Whether a name is Vietnamese and begins with its family name.
pub(super) fn is_vietnamese(words: &[&str]) -> bool {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let [first, rest @ ..] = lower.as_slice() else { return false };
    let middle = rest.len() > 1 && VIETNAMESE_MIDDLE.contains(&rest[0].as_str());
    let signs = |word: &String| {
        word.chars().any(|c| matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'ă' | 'đ' | 'ơ' | 'ư'))
    };
    let signed =
        VIETNAMESE.contains(&first.as_str()) && (signs(first) || rest.iter().any(signs) || middle);
    !rest.is_empty() && (signed || (middle && VIETNAMESE_BARE.contains(&first.as_str())))
}

/// Whether a word is mostly a family name where those stand first.
pub(super) fn may_stand_first(word: &str) -> bool {
    FAMILY_FIRST.contains(&word.to_lowercase().as_str())
}

/// How many of the signs of a Chinese, Japanese or Korean name are its family name.
pub(super) fn family_signs(name: &str) -> usize {
    let han = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3005}'));
    match TWO_SIGNS.iter().any(|two| name.starts_with(two)) || (han && name.chars().count() > 3) {
        true => 2,
        false => 1,
    }
}

/// Whether a word is a name after the father, which East Slavs have between two others.
pub(super) fn is_patronymic(word: &str) -> bool {
    let word = word.to_lowercase();
    let ends = |all: &[&str]| {
        all.iter().any(|end| word.ends_with(end) && word.chars().count() > end.chars().count() + 1)
    };
    ends(&[
        "ович",
        "евич",
        "йович",
        "івна",
        "ївна",
        "овна",
        "евна",
        "ична",
        "ovych",
        "ovich",
        "evich",
        "ovna",
        "evna",
        "ivna",
    ])
}

/// Whether a word in the middle is a Bulgarian one of those.
pub(super) fn is_bulgarian_middle(word: &str) -> bool {
    ["ов", "ев", "ова", "ева"].iter().any(|end| word.to_lowercase().ends_with(end))
}

/// Whether a word ends as family names do, and given names do not.
pub(super) fn ends_as_family(word: &str) -> bool {
    let word = word.to_lowercase();
    let ends = [
        "ska", "ski", "cka", "cki", "wicz", "sen", "ova", "enko", "escu", "oğlu", "sson", "ández",
        "ínez", "érez", "ópez", "ić",
    ];
    ends.iter().any(|end| word.ends_with(end) && word.chars().count() > end.chars().count() + 2)
}
