//! What people bring along, and what is said of it; what they write rightly, and nothing
//! is said of.

use super::rules::RULES;
use super::*;
use crate::diag::{Severity, SourceFile};

/// The faults of a text: line and column, whether it is an error, and what to write.
fn found(text: &str) -> Vec<(usize, usize, bool, String)> {
    let file = SourceFile::new("nl/x.md", text);
    let mut faults = Diagnostics::new();
    look(&file.span(0..file.text.len()), &mut faults);
    let told = |it: &Diagnostic| {
        let (line, column) = it.span.as_ref().map(Span::line_column).unwrap_or_default();
        let hint: Vec<String> = it.hints.iter().map(ToString::to_string).collect();
        (line, column, it.severity == Severity::Error, hint.join("\n"))
    };
    faults.iter().map(told).collect()
}

#[test]
fn every_rule_is_a_pattern() {
    assert_eq!(COMPILED.len(), RULES.len());
}

#[test]
fn markdown_that_stays_markdown() {
    let page = "Bel [het meldpunt](tel:06 12345670) of lees [de gids](https://example.nl/de gids.pdf).\n\n\
                | Wie | Wanneer |\n|---|---|\n| Noor | maandag |\n\n\
                Een zin met een noot.[^1]\n\n[^1]: De noot.\n\n##Zonder spatie\n\n\
                Zie [hier][nergens] en ~~oud~~.\n\n- [ ] nog doen\n";
    let wanted = [
        (1, 5, "`[het meldpunt](tel:+31612345670)`"),
        (1, 45, "`[de gids](https://example.nl/de%20gids.pdf)`"),
        (3, 1, "`- Noor: maandag`"),
        (7, 22, "between `( )`"),
        (9, 1, "between `( )`"),
        (11, 1, "`## Zonder spatie`"),
        (13, 5, "`[hier](steps.md)`"),
        (13, 24, "take out the words"),
        (15, 3, "`- nog doen`"),
    ];
    let all = found(page);
    assert_eq!(all.len(), wanted.len(), "{all:?}");
    for ((line, column, error, hint), (at, column_at, says)) in all.iter().zip(wanted) {
        assert_eq!((*line, *column, *error), (at, column_at, true), "{hint}");
        assert!(hint.contains(says), "{hint}");
    }
}

#[test]
fn a_sign_that_would_stay_on_the_page_is_an_error() {
    for (text, says) in [
        ("###Kop", "`### Kop`"),
        ("Eerst.\n##Kop\nDan.", "`## Kop`"),
        ("> ##Kop", "`## Kop`"),
        ("##\u{A0}Kop", "`## Kop`"),
        ("-\u{A0}een\n-\u{A0}twee", "`- een`"),
        ("##\u{2003}Kop", "`## Kop`"),
        ("[bel](tel: 06-1234 5670)", "`[bel](tel:+31612345670)`"),
        ("[mail](mailto:noor @example.nl)", "`[mail](mailto:noor@example.nl)`"),
        ("[mail](noor @example.nl)", "`[mail](mailto:noor@example.nl)`"),
        ("[gids](www.example.nl/de gids)", "`[gids](https://www.example.nl/de%20gids)`"),
        ("[gids](https://example.nl/ “De gids”)", "`[gids](https://example.nl/)`"),
        ("[gids]( https://example.nl/a b )", "`[gids](https://example.nl/a%20b)`"),
        ("[**gids**](https://example.nl/a b)", "`[**gids**](https://example.nl/a%20b)`"),
        ("[gids](https://example.nl/", "`[gids](https://example.nl/)`"),
        ("[gids] (https://example.nl/)", "`[gids](https://example.nl/)`"),
        ("[stap] (steps.md)", "`[stap](steps.md)`"),
        ("(gids)[https://example.nl/]", "`[gids](https://example.nl/)`"),
        ("(stap)[steps.md]", "`[stap](steps.md)`"),
        ("[a][b]", "`[a](steps.md)`"),
        ("[a][]", "`[a](steps.md)`"),
        ("[[Steps]]", "`[Steps](steps.md)`"),
        ("[[eerste stap|hier]]", "`[hier](eerste-stap.md)`"),
        ("<www.example.nl>", "`<https://www.example.nl>`"),
        ("<noor @example.nl>", "`<mailto:noor@example.nl>`"),
        ("<tel:06 1234 5670>", "`<tel:+31612345670>`"),
        ("<https://example.nl/a b>", "`<https://example.nl/a%20b>`"),
        ("![portret][noor]", "`photo:`"),
        ("Tekst[^noot] zonder noot.", "between `( )`"),
        ("| Noor | maandag |\n| Sam | dinsdag |", "a list"),
        ("**Let op:**lees dit", "`**Let op:**`"),
        ("Dit is ** belangrijk **.", "`**belangrijk**`"),
        ("Dit is **belangrijk.", "at the end of the words"),
        ("Dit is __belangrijk __.", "`**belangrijk**`"),
        ("Dit is ==belangrijk==.", "`**belangrijk**`"),
        ("> [!NOTE]\n> Let op.", "take the line out"),
        (":::tip\nLet op.\n:::", "take them out"),
        ("[TOC]", "take them out"),
        ("Let op.\n{: .groot}", "take it out"),
        ("Een [link](steps.md){.knop}", "take it out"),
        ("- [x] gedaan", "`- nog doen`"),
        ("Vink aan: [ ] ja", "`- nog doen`"),
        ("* * *\n\n~~weg~~", "take out the words"),
    ] {
        let all = found(text);
        let error = all.iter().find(|(_, _, error, _)| *error);
        assert!(error.is_some_and(|(_, _, _, hint)| hint.contains(says)), "{text:?}: {all:?}");
    }
}

#[test]
fn a_sign_that_turns_a_line_round_is_an_error_where_it_stands() {
    for (text, line, column) in [
        ("Een regel.\n\nBel \u{202E}nu.", 3, 5),
        ("Bel\u{2028}nu.", 1, 4),
        ("- een\u{FEFF}\n- twee", 1, 6),
        ("[x](https://example.nl/\u{2066}a)", 1, 24),
    ] {
        let all = found(text);
        assert!(matches!(&all[..], [(l, c, true, _)] if (*l, *c) == (line, column)), "{all:?}");
    }
}

#[test]
fn a_word_that_would_vanish_is_an_error() {
    for (text, says) in [
        ("[Noor]: belt", "`\\[Noor]: belt`"),
        ("Hallo.\n\n[Let op]: dit", "`\\[Let op]: dit`"),
        (
            "[x][a]\n\n[a]: https://example.nl/\n[b]: https://example.nl/b",
            "`\\[b]: https://example.nl/b`",
        ),
        ("## Wat kan {en mag}", "between `( )`"),
        ("## Wat kan {.groot}", "between `( )`"),
    ] {
        let all = found(text);
        assert!(
            matches!(&all[..], [(_, _, true, hint)] if hint.contains(says)),
            "{text:?}: {all:?}"
        );
    }
}

#[test]
fn lines_that_would_run_together_are_remarked_on() {
    for (text, count, says) in [
        ("Neem mee:\n• je pas\n• je vraag", 2, "`- je pas`"),
        ("•\tje pas", 1, "`- je pas`"),
        ("\u{F0B7} je pas", 1, "`- je pas`"),
        ("– je pas\n– je vraag", 2, "`- je pas`"),
        ("· je pas\n· je vraag", 2, "`- je pas`"),
        ("-je pas\n-je vraag", 2, "`- je pas`"),
        ("1.Bel\n2.Kom\n3.Praat", 2, "`2. Kom`"),
        ("a) bel\nb) kom", 1, "`2. kom`"),
        ("Daarna:\n2. Kom\n3. Praat", 1, "`3. Praat`"),
        ("Noor\tmaandag\nSam\tdinsdag", 2, "a list"),
        ("Noor\n: belt terug", 1, "a list"),
        ("Hoe het gaat\n---\n\nDan.", 1, "`## Hoe het gaat`"),
        ("Eerst.\n\n---\n\nDan.", 1, "take it out"),
        ("Welkom :smile: allemaal", 1, "take it out"),
        ("#Hoe het gaat", 1, "`## Hoe het gaat`"),
        ("Kolleg*innen und Mitarbeiter*innen", 1, "`\\*innen und Mitarbeiter\\*`"),
        ("Kijk op https://www.example.nl/gids.", 1, "`<https://www.example.nl/gids>`"),
        ("Kijk op www.example.nl, of bel.", 1, "`<https://www.example.nl>`"),
        ("Kijk op http://example.nl.", 1, "`<https://example.nl>`"),
        ("Mail noor.bos@example.nl.", 1, "`<noor.bos@example.nl>`"),
    ] {
        let all = found(text);
        let warned = all.iter().all(|(_, _, error, _)| !error);
        let says = all.iter().any(|(_, _, _, hint)| hint.contains(says));
        assert!(warned && says && all.len() == count, "{text:?}: {all:#?}");
    }
}

#[test]
fn what_is_written_rightly_is_let_be() {
    for text in [
        "## Kop {#kop}\n\nEen **vet** en *schuin* woord, `code` en een [link](steps.md#ask).",
        "- een\n- twee\n  - binnen\n\n1. een\n2. twee\n\nDan:\n\n3. drie",
        "> Een citaat\n> over twee regels.",
        "[a]\n\n[a]: https://example.nl/\n\n[b][A] en [A][]",
        "<https://example.nl/> <noor@example.nl> [x](tel:112) [y](<tel:06 12345670>)",
        "#MeToo op de werkvloer is niet nieuw.",
        "Wat #metoo deed\nen #durftevragen ook.",
        "Op tafel 3 (links) [sic] stond iets [...] anders.",
        "Hij zei \"k**\" tegen haar, en noemde hem een t**.",
        "5 * 3 = 15, en 5 ** 3 is meer.",
        "Naam: ________ Datum: __-__-____",
        "Van ~5 tot ~10 dagen, dus 5~10.",
        "a < b en b > c; 1 <2, x <3.",
        "Eine Kolleg\\*in und ein Mitarbeiter\\*innen-Rat.",
        "\\[Noor\\]\\: belt, \\[a\\]\\[b\\], \\~\\~x\\~\\~, \\*\\*x\\*\\*, \\<tel:x\\>",
        "\\## geen kop",
        "Noor — de adviseur — belt.\nSam – ook – niet.",
        "Wir treffen uns am\n3. Mai in Utrecht oder am\n10. Juni.",
        "{{ organisation.name }}\n\n{% if video %}\n- {{ video.title | upper }}\n{% endif %}",
        "[hier]({{ site.short_url }}.md)\n\n| {{ a }} | staat hier |niet in een tabel",
        "{% for a in advisers %}\n## {{ a.name }} {#{{ a.id }}}\n{% endfor %}",
        "De code is [A12] [B34].",
        "Tussen 9:00 en 17:00 (ma/di); 24/7 & altijd; 50% | 100%.",
        "Eerste regel  \ntweede regel\\\nderde regel",
        "1986. Dat was een jaar.",
        "C:\\map\\bestand en x_y_z en __init__.",
        "Het (heel) lange [woord] (dat zo begint).",
        "Wie: Noor\tSam",
        "Om 9:00:30 of 10:15: dan {ma} of {di}, dus:ja:nee.",
        "– Een streep vooraan.",
        "J.\u{A0}van den Berg, vertrouwens\u{AD}persoon, می\u{200C}خواهم\ten meer",
    ] {
        assert_eq!(found(text), [], "{text:?}");
    }
}
