//! The small words of names: particles, double given names, family names that come first.
//!
//! Collected for this project from how people sign in the ten languages of the site and
//! in those of their readers. Invariant: all lists are in lower case and without the full
//! stop at the end; what is also a given name stands in none but the one that says so.

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

/// A word in lower case, without its stop.
pub(super) fn bare(word: &str) -> String {
    // `v/d` for `v.d.`
    word.trim_end_matches(['.', ',']).replace('/', ".").to_lowercase()
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
