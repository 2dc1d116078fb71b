//! Tables of numbers as people write, paste and mistype them.

use super::*;

#[track_caller]
fn parsed(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap_or_else(|invalid| panic!("{text}: {invalid:?}"))
}

/// What is dialled is wanted, and so is what is shown, where it is given.
#[track_caller]
fn dials(cases: &[(&str, &str)]) {
    for (text, dial) in cases {
        assert_eq!(parsed(text).dial(), *dial, "{text}");
    }
}

/// Each text is refused, and message and hint hold these words.
#[track_caller]
fn refuses(cases: &[(&str, &str, &str)]) {
    for (text, said, hint) in cases {
        let invalid = match PhoneNumber::parse(text) {
            Ok(number) => panic!("{text} is taken as {number:?}"),
            Err(invalid) => invalid,
        };
        assert!(invalid.message.contains(said), "{text}: {invalid:?}");
        assert!(invalid.hint.as_ref().unwrap().contains(hint), "{text}: {invalid:?}");
    }
}

#[test]
fn numbers_are_shown_as_people_write_them() {
    let cases = [
        ("0612345678", "06 12 34 56 78", "+31612345678"),
        ("+31 6 1234 5678", "06 12 34 56 78", "+31612345678"),
        ("(020) 123 45 67", "020 123 4567", "+31201234567"),
        ("0118 123456", "0118 123 456", "+31118123456"),
        ("088 0767 000", "088 076 7000", "+31880767000"),
        ("+48 22 123 45 67", "+48 22 123 45 67", "+48221234567"),
        ("+39 02 86461234", "+39 02 8646 1234", "+390286461234"),
        ("+378 0549 886377", "+378 0549 886377", "+3780549886377"),
    ];
    for (text, shown, dial) in cases {
        let number = parsed(text);
        assert_eq!((number.shown(), number.dial()), (shown, dial), "{text}");
    }
}

/// `numbers_with_a_zero_behind_the_code`: dialled as Google's library 9.0 dials them.
#[test]
fn a_zero_that_belongs_to_a_number_stays() {
    dials(&[
        // Italy: landlines with a zero, mobile telephones without.
        ("+39 02 8646 1234", "+390286461234"),
        ("+39 06 4782 1234", "+390647821234"),
        ("+39 (0)2 8646 1234", "+390286461234"),
        ("0039 02 86461234", "+390286461234"),
        ("+39 055 123 4567", "+390551234567"),
        ("+39 347 123 4567", "+393471234567"),
        ("+39 800 123 456", "+39800123456"),
        ("+39 06 698 12345", "+390669812345"),
        // San Marino, also by way of Italy, and without the area code.
        ("+378 0549 886377", "+3780549886377"),
        ("+378 886377", "+3780549886377"),
        ("+39 0549 886377", "+390549886377"),
        // Ivory Coast, Gabon, Congo, Benin, Niger, Botswana, Eswatini.
        ("+225 01 23 45 67 89", "+2250123456789"),
        ("+225 25 20 12 34 56", "+2252520123456"),
        ("00225 07 12 34 56 78", "+2250712345678"),
        ("+241 06 03 12 34", "+24106031234"),
        ("+241 01 44 12 34", "+24101441234"),
        ("+242 06 123 4567", "+242061234567"),
        ("+229 01 95 12 34 56", "+2290195123456"),
        ("+227 08 123 456", "+22708123456"),
        ("+267 0800 012 345", "+2670800012345"),
        ("+268 0800 1234", "+26808001234"),
    ]);
}

#[test]
fn a_zero_of_the_way_to_dial_is_taken_off() {
    dials(&[
        ("+31 06 12345678", "+31612345678"),
        ("+31 (0)6 1234 5678", "+31612345678"),
        ("+31(0)20-1234567", "+31201234567"),
        ("+31-(0)20-1234567", "+31201234567"),
        ("0031 6 12345678", "+31612345678"),
        ("00 31 6 12345678", "+31612345678"),
        ("0031 (0)6 12345678", "+31612345678"),
        ("+0031 6 12345678", "+31612345678"),
        ("+ 31 6 12345678", "+31612345678"),
        ("(+31) 6 12345678", "+31612345678"),
        ("31 6 12345678", "+31612345678"),
        ("31612345678", "+31612345678"),
        ("6 12345678", "+31612345678"),
        ("+32 (0)475 12 34 56", "+32475123456"),
        ("+32 0475 12 34 56", "+32475123456"),
        ("0032 2 512 34 56", "+3225123456"),
        ("+49 (0)30 123456", "+4930123456"),
        ("+49 0170 1234567", "+491701234567"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+33 (0)1 42 68 53 00", "+33142685300"),
        ("+330631966543", "+33631966543"),
        ("+36 06 1 234 5678", "+3612345678"),
        ("+36 (06) 30 123 4567", "+36301234567"),
        ("+36 1 234 5678", "+3612345678"),
        ("+7 8 495 123-45-67", "+74951234567"),
        ("+7 (495) 123-45-67", "+74951234567"),
        ("+7 843 123-45-67", "+78431234567"),
        ("+90 0532 123 45 67", "+905321234567"),
        ("+370 8 612 34567", "+37061234567"),
        ("+54 11 15-2345-6789", "+5491123456789"),
        ("+54 9 11 2345-6789", "+5491123456789"),
        ("+1 201 555 0123", "+12015550123"),
        ("+380 44 123 45 67", "+380441234567"),
        ("+40 0721 123 456", "+40721123456"),
        ("+359 088 123 4567", "+359881234567"),
        ("+212 0612 345678", "+212612345678"),
        ("+598 094 231 234", "+59894231234"),
        ("+599 9 518 1234", "+59995181234"),
        ("+297 560 1234", "+2975601234"),
        ("+597 741-2345", "+5977412345"),
    ]);
}

#[test]
fn numbers_are_taken_as_people_write_them() {
    for text in [
        "06-12345678",
        "06 - 1234 5678",
        "06 – 1234 5678",
        "06.12.34.56.78",
        "06/12345678",
        "06 12 34 56 78",
        "06_12345678",
        "(06) 12345678",
        "[06] 12345678",
        "06~12345678",
        "tel:06-12345678",
        "tel:+31612345678",
        "tel:+31-6-1234-5678",
        "tel://+31612345678",
        "Tel.: 06-12345678",
        "T 06 12345678",
        "t. 06-12345678",
        "T: +31 6 12345678",
        "mob. 06 12345678",
        "M: 06 12345678",
        "Mobiel: 06-12345678",
        "Telefoon 06 12345678",
        "tel. mob. 06 12345678",
        "nr. 06-12345678",
        "telefoonnummer: 06 12345678",
        "WhatsApp: 06 12345678",
        "callto:+31612345678",
        "sms:+31612345678",
        "☎ 06 12345678",
        "📱 06 12345678",
        "тел. +31 6 12345678",
        "https://wa.me/31612345678",
        "wa.me/31612345678?text=Hoi",
        "https://wa.me/+31612345678",
        "https://api.whatsapp.com/send?phone=31612345678&text=hoi",
        "https://signal.me/#p/+31612345678",
        "06 12345678.",
        "06 12345678;",
        "06 12345678,",
    ] {
        assert_eq!(parsed(text).dial(), "+31612345678", "{text}");
    }
}

/// `invisible_signs_in_numbers`
#[test]
fn signs_of_copied_numbers_are_taken() {
    for text in [
        "\u{202D}+31 6 12345678\u{202C}",
        "\u{202A}+31 6 12345678\u{202C}",
        "\u{2066}06 12345678\u{2069}",
        "\u{2068}06 12345678\u{2069}",
        "\u{200E}06 12345678\u{200F}",
        "06\u{200B}12345678",
        "06\u{200C}1234\u{200D}5678",
        "\u{FEFF}06 12345678",
        "06\u{AD}12345678",
        "06\u{2060}12345678",
        "\u{61C}06 12345678",
        "+31\u{A0}6\u{A0}12345678",
        "06\u{202F}12345678",
        "06\u{2009}12345678",
        "06\u{2007}12345678",
        "06\u{3000}12345678",
        "06\t12345678",
        "06\u{2010}12345678",
        "06\u{2011}12345678",
        "06\u{2012}12345678",
        "06\u{2013}12345678",
        "06\u{2014}12345678",
        "06\u{2015}12345678",
        "06\u{2212}12345678",
        "06\u{FE63}12345678",
        "06\u{FF0D}12345678",
        "06\u{30FC}12345678",
        "06\u{2027}12345678",
        "06\u{2022}12345678",
        "06\u{2215}12345678",
        "０６１２３４５６７８",
        "＋３１ ６ １２３４５６７８",
        "٠٦ ١٢٣٤٥٦٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "०६१२३४५६७८",
        "+٣١٦١٢٣٤٥٦٧٨",
        "𝟎𝟔𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "0\u{FE0F}\u{20E3}6\u{FE0F}\u{20E3} 12345678",
        "\u{FFFC}06 12345678",
        "06 12345678\u{2028}",
    ] {
        assert_eq!(parsed(text).dial(), "+31612345678", "{text:?}");
    }
    assert_eq!(parsed("020\u{2013}1234567").dial(), "+31201234567");
    let reversed = PhoneNumber::parse("\u{202E}87654321 60").unwrap_err();
    assert_eq!(reversed.code, Some("text/invisible"));
    assert!(reversed.message.contains("U+202E, right-to-left override"), "{reversed:?}");
}

#[test]
fn a_letter_in_the_place_of_a_digit_is_named() {
    refuses(&[
        ("O6 12345678", "the letter `O` stands where the digit 0 belongs", "`\"+31 6 12345678\"`"),
        ("o6-12345670", "the letter `o`", "`\"+31 6 12345670\"`"),
        ("\u{41E}6 12345678", "the letter `\u{41E}` (U+041E)", "`\"+31 6 12345678\"`"),
        ("06 l2345678", "the letter `l` stands where the digit 1 belongs", "`\"+31 6 12345678\"`"),
        ("06 I2345678", "the letter `I`", "`\"+31 6 12345678\"`"),
        ("06 |2345678", "`|`", "`\"+31 6 12345678\"`"),
        ("06 1234S678", "the letter `S` stands where the digit 5", "`\"+31 6 12345678\"`"),
        ("O2O 123 45 67", "the letter `O`", "`\"+31 20 123 4567\"`"),
        ("06 12345678¹", "`¹` (U+00B9) belongs to no number", "`\"+31 6 12345678\"`"),
        ("06 ①2345678", "`①` (U+2460)", "write"),
        ("0800-BELNUAB", "letters", "`\"0800 2356822\"`"),
        ("0900-HULP", "`HULP` are letters", "`\"0900 4857\"`"),
    ]);
}

#[test]
fn what_belongs_to_no_number_is_named_with_the_line_to_type() {
    refuses(&[
        ("“+31 6 12345670”", "`“` and `”` belong to the text here", "`\"+31 6 12345670\"`"),
        ("„06 12345670“", "are no quotes of YAML", "`\"+31 6 12345670\"`"),
        ("‘06 12345670’", "are no quotes of YAML", "`\"+31 6 12345670\"`"),
        ("«06 12345670»", "are no quotes of YAML", "`\"+31 6 12345670\"`"),
        ("'0612345670", "`'` belong", "`\"+31 6 12345670\"`"),
        (
            "06 12345678 (receptie)",
            "`receptie` is no part of a number",
            "only the number, `\"+31 6 12345678\"`",
        ),
        ("06 12345678 Noor", "`Noor`", "`\"+31 6 12345678\"`"),
        ("bel mij", "`mij`", "`\"+31 6 12345678\"`"),
        ("Noor: 06 12345678", "`Noor: 06 12345678` is no part", "`\"+31 6 12345678\"`"),
        ("fax 020 1234567", "`fax 020 1234567`", "`\"+31 6 12345678\"`"),
        ("", "has no digits", "`\"+31 6 12345678\"`"),
        ("-", "has no digits", "`\"+31 6 12345678\"`"),
        ("n.v.t.", "`n.v.t.`", "write"),
        ("noor@example.nl", "`noor@example.nl`", "write"),
        ("#31#0612345678", "`#`", "write"),
        ("06 12345678 / 06 87654321", "two numbers", "a line of its own for `\"+31 6 87654321\"`"),
        ("06-12345678/020-1234567", "two numbers", "write `\"+31 6 12345678\"` here"),
        ("06-12345678, 020-1234567", "two numbers", "`\"+31 20 123 4567\"`"),
        ("06-12345678 of 020-1234567", "two numbers", "`\"+31 20 123 4567\"`"),
        ("06-12345678 en 06-87654321", "two numbers", "`\"+31 6 87654321\"`"),
        ("+31612345678 +31687654321", "two numbers", "`\"+31 6 87654321\"`"),
        ("020 1234567 ext. 12", "the extension `12`", "`\"+31 20 123 4567\"` alone"),
        ("020 1234567 tst. 12", "the extension `12`", "vraag naar toestel 12"),
        ("020 1234567 toestel 123", "the extension `123`", "toestel 123"),
        ("020 1234567 x12", "the extension `12`", "alone"),
        ("020 1234567 #12", "the extension `12`", "alone"),
        ("0201234567,,12", "the extension `12`", "alone"),
        ("tel:+31201234567;ext=12", "the extension `12`", "alone"),
        ("+49 30 123456 DW 12", "the extension `12`", "alone"),
        ("+48 22 123 45 67 wew. 12", "the extension `12`", "alone"),
        ("020 1234567 (toestel 12)", "the extension `12`", "alone"),
        ("020 1234567 optie 2", "the extension `2`", "alone"),
    ]);
}

#[test]
fn what_cannot_be_called_says_why() {
    refuses(&[
        ("06123", "it has 5 digits, and a Dutch number has 10", "`\"+31 6 12345678\"`"),
        ("06 1234567", "it has 9 digits", "whole number"),
        ("123 45 67", "it has 7 digits", "write the area code too"),
        ("0612", "it has 4 digits", "whole number"),
        ("15 010", "it has 5 digits", "whole number"),
        ("117 123", "it has 6 digits", "area code"),
        ("0800 123", "behind `0800` stand 4 or 7 digits, not 3", "digit"),
        ("0900 12345", "behind `0900` stand 4 or 7 digits, not 5", "Belgian"),
        ("0800 12 345", "behind `0800` stand 4 or 7 digits", "Belgian, write `\"+32 800 12 345\"`"),
        ("0123456789", "no such number is in use in the Netherlands", "country code"),
        ("32475123456", "`32` seems to be its country code", "`\"+32 475 12 34 56\"`"),
        ("4915112345678", "`49` seems to be its country code", "`\"+49 1511 2345678\"`"),
        (
            "02 512 34 56",
            "without a country code it is read as Dutch",
            "if it is Belgian, write `\"+32 2 512 34 56\"`",
        ),
        ("0171 12345678", "read as Dutch", "if it is German"),
        ("+06 12345678", "no country code begins with 0", "`\"+31 6 12345678\"`"),
        ("+020 1234567", "no country code begins with 0", "`\"+31 20 123 4567\"`"),
        ("+31 6 1234", "it has 5 digits behind `+31`, and a Dutch number has 9", "digit"),
        ("+31 6 123456789", "it has 10 digits behind `+31`", "digit"),
        ("+39 02", "behind `+39` no such number is in use", "digit"),
        ("+999 123456", "no country has the code `+999`", "country code"),
        ("+31 112", "a number of a few digits is dialled without country code", "write `\"112\"`"),
        (
            "+49 116 123",
            "dialled without country code",
            "`\"116 123\"` is another line in each country",
        ),
        ("+48 116 123", "dialled without country code", "whole number"),
        ("+32 107", "dialled without country code", "whole number"),
        ("+32 1712", "dialled without country code", "whole number"),
        ("+33 3919", "dialled without country code", "whole number"),
        ("+49 110", "dialled without country code", "whole number"),
        ("+44 116 123", "dialled without country code", "whole number"),
    ]);
}

/// `service_numbers`
#[test]
fn service_and_short_numbers_are_dialled_as_they_are() {
    let cases = [
        ("0800-0188", "0800 0188", "08000188", Line::Free),
        ("0800 1234", "0800 1234", "08001234", Line::Free),
        ("+31 800 0188", "0800 0188", "08000188", Line::Free),
        ("+31 (0)800 1234", "0800 1234", "08001234", Line::Free),
        ("0031 800 1234", "0800 1234", "08001234", Line::Free),
        ("tel:0800-1234", "0800 1234", "08001234", Line::Free),
        ("0800 1234567", "0800 1234567", "08001234567", Line::Free),
        ("0900 8844", "0900 8844", "09008844", Line::Paid),
        ("0900-1234", "0900 1234", "09001234", Line::Paid),
        ("+31 900 8844", "0900 8844", "09008844", Line::Paid),
        ("0900-2025590", "0900 2025590", "09002025590", Line::Paid),
        ("0906 0101", "0906 0101", "09060101", Line::Paid),
        ("0909 1234", "0909 1234", "09091234", Line::Paid),
        ("14 010", "14 010", "14010", Line::Short),
        ("14 020", "14 020", "14020", Line::Short),
        ("14020", "14 020", "14020", Line::Short),
        ("14-0592", "14 0592", "140592", Line::Short),
        ("+31 14 020", "14 020", "14020", Line::Short),
        ("+31 14 0592", "14 0592", "140592", Line::Short),
        ("116 123", "116 123", "116123", Line::Short),
        ("116-111", "116 111", "116111", Line::Short),
        ("+31 116 123", "116 123", "116123", Line::Short),
        ("113", "113", "113", Line::Short),
        ("+31 113", "113", "113", Line::Short),
        ("144", "144", "144", Line::Short),
        ("1888", "1888", "1888", Line::Short),
        ("1712", "1712", "1712", Line::Short),
        ("107", "107", "107", Line::Short),
        ("3919", "3919", "3919", Line::Short),
        ("112", "112", "112", Line::Emergency),
    ];
    for (text, shown, dial, line) in cases {
        let number = parsed(text);
        assert_eq!((number.shown(), number.dial()), (shown, dial), "{text}");
        assert_eq!(number.href(), format!("tel:{dial}"));
        assert_eq!(number.line(), line, "{text}");
        assert!(number.is_inland(), "{text}");
    }
}

#[test]
fn every_line_is_known_for_what_it_is() {
    let cases = [
        ("06 12345678", Line::Mobile),
        ("020 123 4567", Line::Fixed),
        ("0118 123456", Line::Fixed),
        ("088 0767 000", Line::Company),
        ("085 123 4567", Line::Company),
        ("084 123 4567", Line::Company),
        ("+39 02 8646 1234", Line::Fixed),
        ("+39 347 123 4567", Line::Mobile),
        ("+32 475 12 34 56", Line::Mobile),
        ("+32 2 512 34 56", Line::Fixed),
        ("+32 800 12 345", Line::Free),
        ("+49 800 1234567", Line::Free),
        ("+49 1512 3456789", Line::Mobile),
        ("+44 300 123 4567", Line::Company),
        ("+44 7400 123456", Line::Mobile),
        ("+1 201 555 0123", Line::Either),
        ("+225 01 23 45 67 89", Line::Mobile),
        ("+48 512 345 678", Line::Mobile),
        ("+33 800 12 34 56", Line::Free),
        ("+800 1234 5678", Line::Free),
    ];
    for (text, line) in cases {
        assert_eq!(parsed(text).line(), line, "{text}");
    }
    // What is dialled abroad keeps its code, also where the call is free.
    assert_eq!(parsed("+32 800 12 345").dial(), "+3280012345");
}

/// Whatever is typed is answered, and a number that a hint proposes is one that is taken.
#[test]
fn every_text_is_answered() {
    let signs: Vec<char> =
        "0123456789012345678906+ -()/.,;#*xeEtTwW@<>\"'“”oOlIé漢\u{202D}\u{202E}\u{200B}０٣¹"
            .chars()
            .collect();
    let mut state: u64 = 12;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut proposed = 0;
    for _ in 0..4_000 {
        let length = 1 + next(18);
        let text: String = (0..length).map(|_| signs[next(signs.len())]).collect();
        let address = crate::value::Email::parse(&text);
        assert!(address.is_ok() || address.unwrap_err().hint.is_some(), "{text}");
        let Err(invalid) = PhoneNumber::parse(&text) else { continue };
        let hint = invalid.hint.unwrap_or_else(|| panic!("{text}")).to_string();
        for (at, number) in hint.split("`\"").skip(1).enumerate() {
            let number = number.split("\"`").next().unwrap();
            // Straight quotes round what is no number either: the next fault is told then.
            if at == 0 && hint.starts_with("write straight quotes") {
                continue;
            }
            assert!(PhoneNumber::parse(number).is_ok(), "{text}: {hint}");
            proposed += 1;
        }
    }
    assert!(proposed > 2_000, "{proposed}");
}

/// A pattern of which a shorter half stands first does not make a longer number valid.
#[test]
fn a_number_is_held_against_its_whole_pattern() {
    for text in ["+39 023661830000", "+972 33142764978", "+31 6 123456789", "+49 1234"] {
        assert!(PhoneNumber::parse(text).is_err(), "{text}");
    }
}
