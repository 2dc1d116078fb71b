//! What holds whatever comes in: places lie within their text, nothing reaches a terminal that
//! it would obey, and no execution takes a second.

use std::fs;
use std::time::{Duration, Instant};

use vpsite::diag::{Catalogue, Diagnostics, Span, printable_json, render};

/// Longest that one execution may take, of processor time.
const LONGEST: Duration = Duration::from_secs(1);

/// How many diagnostics of a run are said: saying them takes longer than most runs.
const SAID: usize = 3;

/// Every diagnostic of a run has its place, and can be said in all forms.
pub fn told(faults: &Diagnostics) {
    faults.iter().filter_map(|fault| fault.span.as_ref()).for_each(|span| {
        sound(span);
    });
    for fault in faults.iter().take(SAID) {
        let catalogue = Catalogue::dutch();
        for obeyed in
            [render::short(fault, catalogue), uncoloured(&render::human(fault, catalogue))]
        {
            let obeyed = obeyed.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(obeyed, None, "{fault:?}");
        }
        let json = render::json(fault, catalogue).to_string();
        assert!(!printable_json(&json).contains(char::is_control));
    }
}

/// The text of a place, which lies within its file.
pub fn sound(span: &Span) -> &str {
    let text = span.file.text.get(span.range.clone());
    text.unwrap_or_else(|| {
        panic!("{:?} is no part of a text of {}", span.range, span.file.text.len())
    })
}

/// A text without the program's own colours.
fn uncoloured(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split("\u{1b}[");
    plain.extend(parts.next());
    for part in parts {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        plain.push_str(digits.strip_prefix('m').expect("a colour and nothing else"));
    }
    plain
}

/// Runs a target, and once more where it took long: on a machine that others use the clock on
/// the wall says nothing, so the second time the processor's is looked at.
pub fn within_a_second(target: fn(&[u8]), bytes: &[u8]) {
    let began = Instant::now();
    target(bytes);
    if began.elapsed() < LONGEST {
        return;
    }
    let before = used();
    target(bytes);
    let took = used().saturating_sub(before);
    assert!(took < LONGEST, "a hang: {took:?}");
}

/// Processor time of this thread.
fn used() -> Duration {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanos.unwrap_or_default())
}
