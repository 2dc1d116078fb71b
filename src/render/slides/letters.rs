//! How wide texts are: a theme's fonts -> the largest size at which texts fit.
//!
//! Lines are broken at spaces, as Office does. Invariant: what is found to fit does so in a font
//! that is some wider, since most computers have not got the brand's; a letter that no font has
//! counts as a wide one.

use std::sync::Arc;

use ttf_parser::{Face, name_id};

/// What a font that stands in may be wider: Arial is 9 % wider than Source Sans 3, over a page of
/// Dutch.
const SPARE: f64 = 1.1;
/// The same for letters that join, of which fonts differ more.
const SPARE_JOINED: f64 = 1.2;
/// The width of a letter that no font has, in ems.
const UNKNOWN: f64 = 0.7;
/// From this weight on a font is a bold one (OpenType, `usWeightClass`).
const BOLD: u16 = 600;
/// The step in which sizes are tried.
const STEP: f64 = 0.5;
/// More lines than this no title has.
const MOST_LINES: usize = 8;
/// From baseline to baseline in a list, in ems, as `slides/master.xml` sets it.
const PITCH: f64 = 1.21;
/// The room of the mark of a list, in ems.
const MARK: f64 = 0.9;

/// The fonts of a theme.
pub struct Letters(Vec<Font>);

struct Font {
    family: String,
    bold: bool,
    bytes: Arc<[u8]>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// The family; others stand in for the letters that it lacks.
    pub family: &'a str,
    /// Whether it is bold.
    pub bold: bool,
}

/// The sizes that may be chosen from.
#[derive(Clone, Copy)]
pub struct Sizes {
    /// The largest.
    pub most: f64,
    /// The smallest, which is taken where nothing fits.
    pub least: f64,
}

impl Sizes {
    fn all(self) -> impl Iterator<Item = f64> {
        let down = move |size: &f64| Some(size - STEP).filter(|size| *size > self.least);
        let start = Some(self.most).filter(|most| *most > self.least);
        std::iter::successors(start, down).chain([self.least])
    }
}

impl Letters {
    /// Those of these font files.
    pub fn new(files: &[Arc<[u8]>]) -> Self {
        let font = |bytes: &Arc<[u8]>| {
            let face = Face::parse(bytes, 0).ok()?;
            let named = |id: u16| {
                face.names().into_iter().find(|it| it.name_id == id && it.is_unicode())?.to_string()
            };
            let family = named(name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(name_id::FAMILY))?;
            let bold = face.weight().to_number() >= BOLD;
            Some(Font { family, bold, bytes: bytes.clone() })
        };
        Self(files.iter().filter_map(font).collect())
    }

    /// A measure of texts in a style.
    pub fn measure(&self, style: Style<'_>) -> Measure<'_> {
        let mut fonts: Vec<&Font> = self.0.iter().collect();
        fonts.sort_by_key(|font| (font.family != style.family, font.bold != style.bold));
        Measure(fonts.into_iter().filter_map(|font| Face::parse(&font.bytes, 0).ok()).collect())
    }
}

/// Measures texts; widths are in ems.
pub struct Measure<'a>(Vec<Face<'a>>);

impl Measure<'_> {
    fn letter(&self, letter: char) -> f64 {
        let width = |face: &Face<'_>| {
            let glyph = face.glyph_index(letter)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        };
        let joined = matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}');
        let spare = if joined { SPARE_JOINED } else { SPARE };
        self.0.iter().find_map(width).unwrap_or(UNKNOWN) * spare
    }

    /// How wide a text is on one line.
    fn wide(&self, said: &str) -> f64 {
        said.chars().map(|letter| self.letter(letter)).sum()
    }

    /// In how many lines of a width a text is; a word that no line holds goes over several.
    /// Also whether there is such a word.
    fn lines(&self, said: &str, width: f64) -> (usize, bool) {
        let blank = self.letter(' ');
        let (mut lines, mut used, mut torn) = (1, 0.0, false);
        for word in said.split(' ') {
            let wide = self.wide(word);
            let beside = if used > 0.0 { used + blank + wide } else { wide };
            if beside <= width {
                used = beside;
                continue;
            }
            lines += usize::from(used > 0.0);
            used = wide;
            while used > width && width > 0.0 {
                torn = true;
                lines += 1;
                used -= width;
            }
        }
        (lines, torn)
    }

    /// The number of lines at a size, in a width of the same unit.
    pub fn rows(&self, said: &str, width: f64, size: f64) -> usize {
        self.lines(said, width / size).0
    }

    /// The largest size at which no text has more than so many lines, and no word is torn; with
    /// more lines where there is none.
    pub fn size(&self, texts: &[&str], width: f64, sizes: Sizes, lines: usize) -> f64 {
        let fits = |size: f64, most: usize| {
            let in_lines = |text: &&str| {
                let (lines, torn) = self.lines(text, width / size);
                lines <= most && !torn
            };
            texts.iter().all(in_lines)
        };
        (lines..=MOST_LINES.max(lines))
            .find_map(|most| sizes.all().find(|size| fits(*size, most)))
            .unwrap_or(sizes.least)
    }

    /// The largest size at which every list stands within a width and a height; `gap` is what lies
    /// between its points, in ems.
    pub fn size_of_lists(
        &self,
        lists: &[Vec<&str>],
        (width, height): (f64, f64),
        sizes: Sizes,
        gap: f64,
    ) -> f64 {
        let high = |list: &[&str], size: f64| {
            let lines: usize =
                list.iter().map(|said| self.lines(said, width / size - MARK).0).sum();
            let gaps = list.len().saturating_sub(1);
            // A slide has few lines.
            let [lines, gaps] = [lines, gaps].map(|n| f64::from(u32::try_from(n).unwrap_or(0)));
            (lines * PITCH + gaps * gap) * size
        };
        let fits = |size: &f64| lists.iter().all(|list| high(list, *size) <= height);
        sizes.all().find(fits).unwrap_or(sizes.least)
    }

    /// An address as large as a width holds it, and its lines: broken after a sign where it would
    /// else be smaller than `enough`.
    pub fn address(&self, said: &str, width: f64, sizes: Sizes, enough: f64) -> (f64, Vec<String>) {
        let parts: Vec<&str> = said.split_inclusive(['@', '/', '.']).collect();
        let fit = |lines: &[String]| {
            let widest = lines.iter().map(|line| self.wide(line)).fold(0.0, f64::max);
            sizes.all().find(|size| widest * size <= width)
        };
        let whole = vec![said.to_owned()];
        let of_whole = fit(&whole);
        if let Some(size) = of_whole.filter(|size| *size >= enough) {
            return (size, whole);
        }
        let breaks = 1..parts.len();
        let in_two = breaks.map(|at| vec![parts[..at].concat(), parts[at..].concat()]);
        let best = in_two.filter_map(|lines| Some((fit(&lines)?, lines)));
        // Of two that are as large the later: the first line is the longer one.
        let best = best.reduce(|a, b| if b.0 >= a.0 { b } else { a });
        let known = of_whole.unwrap_or(sizes.least);
        best.filter(|(size, _)| *size > known).unwrap_or((known, whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of no font: each is as wide as any other.
    fn measured(check: impl Fn(&Measure<'_>)) {
        let letters = Letters::new(&[]);
        check(&letters.measure(Style { family: "Sans", bold: true }));
    }

    const LETTER: f64 = UNKNOWN * SPARE;

    #[test]
    fn lines_are_broken_at_spaces_alone() {
        measured(|measure| {
            assert_eq!(measure.lines("een twee", LETTER * 8.01), (1, false));
            assert_eq!(measure.lines("een twee", LETTER * 7.9), (2, false));
            assert_eq!(measure.lines("een\u{A0}twee", LETTER * 7.9), (2, true));
            assert_eq!(measure.lines("uitzonderingen", LETTER * 5.0).0, 3);
            assert_eq!(measure.lines("", 1.0), (1, false));
        });
    }

    #[test]
    fn the_largest_size_that_fits_is_chosen() {
        let sizes = Sizes { most: 20.0, least: 5.0 };
        measured(|measure| {
            let size = |texts: &[&str], lines| measure.size(texts, LETTER * 100.0, sizes, lines);
            assert_eq!(size(&["1234"], 1), 20.0);
            assert_eq!(size(&["1234 6789"], 1), 11.0);
            assert_eq!(size(&["1234 6789"], 2), 20.0);
            // One that fits in no number of lines has the least.
            assert_eq!(size(&[&"x".repeat(60)], 1), 5.0);
        });
    }

    #[test]
    fn a_long_address_is_broken_after_a_sign() {
        let sizes = Sizes { most: 20.0, least: 4.0 };
        measured(|measure| {
            let address = |said: &str| measure.address(said, LETTER * 100.0, sizes, 9.0);
            assert_eq!(address("a@b.nl"), (16.5, vec!["a@b.nl".to_owned()]));
            let (size, lines) = address("somebody@practice.example.nl");
            assert_eq!(lines, ["somebody@practice.", "example.nl"].map(str::to_owned).to_vec());
            assert!(size > 4.0);
        });
    }
}
