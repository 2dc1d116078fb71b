//! The lines of a text in two languages -> pairs that say the same.
//!
//! Sections go by the ids of their headings, which every language keeps. Within one,
//! lines are laid beside each other so that as many as can be are of the same kind and
//! about the same length; one that the other language lacks stands alone. Invariant:
//! every line of both comes out once, in its order.

use super::passages::Passage;

/// What a line costs that stands alone, against two of different kinds side by side.
const ALONE: f64 = 1.0;
/// What two lines of different kinds cost.
const OTHER_KIND: f64 = 3.0;

/// Lines of the source beside those of the translation.
pub(super) fn pairs(
    dutch: Vec<Passage>,
    own: Vec<Passage>,
) -> Vec<(Option<Passage>, Option<Passage>)> {
    let mut own = by_section(own);
    let mut paired = Vec::new();
    for (section, lines) in by_section(dutch) {
        let at = own.iter().position(|(other, _)| *other == section);
        let others = at.map(|at| own.remove(at).1).unwrap_or_default();
        paired.extend(aligned(lines, others));
    }
    let rest = own.into_iter().flat_map(|(_, lines)| lines);
    paired.extend(rest.map(|line| (None, Some(line))));
    paired
}

fn by_section(lines: Vec<Passage>) -> Vec<(String, Vec<Passage>)> {
    let mut sections: Vec<(String, Vec<Passage>)> = Vec::new();
    for line in lines {
        match sections.last_mut().filter(|(section, _)| *section == line.section) {
            Some((_, lines)) => lines.push(line),
            None => sections.push((line.section.clone(), vec![line])),
        }
    }
    sections
}

/// How little two lines look like the same one.
fn cost(one: &Passage, other: &Passage) -> f64 {
    if one.kind != other.kind {
        return OTHER_KIND;
    }
    let length = |passage: &Passage| -> f64 {
        let letters: usize = passage.pieces.iter().map(|piece| piece.text.chars().count()).sum();
        f64::from(u32::try_from(letters).unwrap_or(u32::MAX)).max(1.0)
    };
    let ratio = length(one) / length(other);
    (ratio.max(1.0 / ratio) - 1.0).min(ALONE)
}

/// The cheapest way to lay two lists beside each other (Needleman and Wunsch, 1970).
fn aligned(dutch: Vec<Passage>, own: Vec<Passage>) -> Vec<(Option<Passage>, Option<Passage>)> {
    let (rows, columns) = (dutch.len(), own.len());
    let mut least = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for row in (0..=rows).rev() {
        for column in (0..=columns).rev() {
            let down = (row < rows).then(|| ALONE + least[row + 1][column]);
            let right = (column < columns).then(|| ALONE + least[row][column + 1]);
            let both = (row < rows && column < columns)
                .then(|| cost(&dutch[row], &own[column]) + least[row + 1][column + 1]);
            let all = [both, down, right].into_iter().flatten();
            least[row][column] = all.reduce(f64::min).unwrap_or(0.0);
        }
    }
    let (mut dutch, mut own) = (dutch.into_iter().peekable(), own.into_iter().peekable());
    let mut paired = Vec::new();
    let (mut row, mut column) = (0, 0);
    while dutch.peek().is_some() || own.peek().is_some() {
        let together = match (dutch.peek(), own.peek()) {
            (Some(one), Some(other)) => Some(cost(one, other) + least[row + 1][column + 1]),
            _ => None,
        };
        let down = dutch.peek().map(|_| ALONE + least[row + 1][column]);
        let right = own.peek().map(|_| ALONE + least[row][column + 1]);
        let other = [down, right].into_iter().flatten().reduce(f64::min);
        if together.is_some_and(|cost| other.is_none_or(|other| cost <= other)) {
            paired.push((dutch.next(), own.next()));
            (row, column) = (row + 1, column + 1);
        } else if down.is_some_and(|cost| right.is_none_or(|right| cost <= right)) {
            paired.push((dutch.next(), None));
            row += 1;
        } else {
            paired.push((None, own.next()));
            column += 1;
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::super::passages::Piece;
    use super::*;

    fn line(section: &str, kind: &'static str, text: &str) -> Passage {
        let pieces = vec![Piece { kind: "text", text: text.to_owned() }];
        Passage { section: section.to_owned(), kind, pieces }
    }

    #[test]
    fn a_line_that_is_lacking_leaves_the_others_beside_each_other() {
        let dutch = vec![
            line("a", "h", "Kop"),
            line("a", "p", "Een zin die wat langer is dan de rest."),
            line("a", "li", "Eén ding"),
            line("a", "li", "En nog iets anders"),
            line("b", "h", "Twee"),
        ];
        let own = vec![
            line("b", "h", "Two"),
            line("b", "p", "More."),
            line("a", "h", "Head"),
            line("a", "li", "One thing"),
            line("a", "li", "And something else"),
        ];
        let said = |line: Option<Passage>| line.map(|line| line.pieces[0].text.clone());
        let pairs: Vec<_> =
            pairs(dutch, own).into_iter().map(|(a, b)| (said(a), said(b))).collect();
        let pair = |a: &str, b: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (some(a), some(b))
        };
        assert_eq!(
            pairs,
            [
                pair("Kop", "Head"),
                pair("Een zin die wat langer is dan de rest.", ""),
                pair("Eén ding", "One thing"),
                pair("En nog iets anders", "And something else"),
                pair("Twee", "Two"),
                pair("", "More."),
            ]
        );
    }
}
