//! Keys of what has not changed: any one change of a client, thought up, against the rule that what
//! comes out in other bytes has another key, and that the same input gives the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use vpsite::diag::Severity;
use vpsite::load::Workspace;
use vpsite::run::{Surveyed, Surveyor};
use vpsite::yaml::{self, Change, Step, quoted};

use super::{cases, typed};
use crate::it::support;

const CLIENT: &str = "\
organisation: {name: Acme Logistics B.V., short_name: Acme, statement: {nl: Niemand hoort zich onveilig te voelen.}}
languages: [nl]
edition: 2026-11
site: {url: \"https://vp.example.nl/acme/\"}
practice: {name: De Vries, privacy: {controller: De Vries Werk, contact: privacy@example.nl, retention: {months: 6}}}
advisers:
  - name: Marieke de Vries
    bio: {nl: Marieke was maatschappelijk werker.}
    channels: [{type: phone, number: \"+31 6 12345678\"}, {type: email, address: marieke@example.nl}]
  - name: Jan Jansen
    bio: {nl: Jan was chauffeur.}
    channels: [{type: whatsapp, number: \"+31 6 87654321\"}]
procedures: {complaints_committee: {name: Klachtencommissie, email: klachten@example.nl}}
introductions: [{date: 2026-12-03, time: \"14:00\", place: Kantine}]
";

/// What is changed: where, and to what.
fn change() -> impl Strategy<Value = Change> {
    let texts = [
        "organisation name",
        "organisation short_name",
        "organisation statement nl",
        "practice name",
        "practice privacy controller",
        "advisers 0 name",
        "advisers 1 name",
        "advisers 0 bio nl",
        "advisers 1 bio nl",
        "procedures complaints_committee name",
        "introductions 0 place",
    ];
    let text = (proptest::sample::select(texts.to_vec()), typed())
        .prop_map(|(at, text)| (at, quoted(&text)));
    let switches = ["anonymous_contact", "voicemail", "helps_accused", "recording", "notes_kept"];
    let switch = (proptest::sample::select(switches.to_vec()), any::<bool>())
        .prop_map(|(at, on)| (at, on.to_string()));
    let number = ("advisers 0 channels 0 number", 1_000_000..9_999_999_u32);
    let number =
        (Just(number.0), number.1).prop_map(|(at, digits)| (at, format!("\"+31 6 1{digits}\"")));
    let months =
        (1..24_u32).prop_map(|it| ("practice privacy retention", format!("{{months: {it}}}")));
    prop_oneof![4 => text, 2 => switch, 1 => number, 1 => months].prop_map(|(at, yaml)| {
        let step = |step: &str| step.parse::<usize>().map_or_else(|_| Step::from(step), Step::from);
        Change { at: at.split(' ').map(step).collect(), yaml }
    })
}

/// The workspace of these tests; no two of them write its client at once.
fn workspace() -> &'static (PathBuf, Workspace) {
    static WORKSPACE: OnceLock<(PathBuf, Workspace)> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let root = support::site_only("properties-keys");
        let workspace = Workspace::find(&root, &root).unwrap();
        (root, workspace)
    })
}

/// Every output of the client; nothing where it is refused.
fn survey(surveyor: &Surveyor<'_>, root: &Path, text: &str) -> Option<BTreeMap<String, Surveyed>> {
    let client = root.join("clients/acme.yaml");
    fs::write(&client, text).unwrap();
    let (survey, found) = surveyor.survey(&client);
    let sound = !found.iter().any(|fault| fault.severity == Severity::Error);
    sound.then_some(survey)
}

proptest! {
    #![proptest_config(cases(14))]

    #[test]
    fn other_bytes_have_another_key(change in change()) {
        let (root, workspace) = workspace();
        let surveyor = Surveyor::open(workspace).unwrap();
        let file = vpsite::diag::SourceFile::new("clients/acme.yaml", CLIENT);
        let after = yaml::edited(&file, std::slice::from_ref(&change));
        let Some(after) = after else { return Err(TestCaseError::fail("no change could be made")) };
        let after = survey(&surveyor, root, &after);
        prop_assume!(after.is_some());
        let (before, after) = (survey(&surveyor, root, CLIENT).unwrap(), after.unwrap());
        prop_assert!(before.len() > 20, "{}", before.len());
        for (path, now) in &after {
            let Some(then) = before.get(path) else { continue };
            prop_assert!(then.hash == now.hash || then.key != now.key, "{} by {:?}", path, change);
        }
        // Another run, in which nothing is remembered.
        let again = survey(&Surveyor::open(workspace).unwrap(), root, CLIENT).unwrap();
        prop_assert_eq!(again, before);
    }
}
