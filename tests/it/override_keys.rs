//! What a client says over its practice: one adviser by name, who hosts, what HR reads, and who
//! is there for a time.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::{files, site_only, vpsite};

/// A practice of two, with all that a client needs but its own.
const PRACTICE: &str = "\
practice: {name: De Vries}
site: {base_url: \"https://vp.example.nl/\"}
exit_url: https://www.knmi.nl/
advisers:
  - name: Marieke de Vries
    bio: Marieke luistert.
    languages: [nl, en]
    channels:
      - {type: phone, number: \"+31 6 12345678\"}
      - {type: whatsapp, number: \"+31 6 12345678\"}
  - name: Jan Jansen
    languages: [nl]
    channels: [{type: phone, number: \"+31 6 87654321\"}]
    absences: [{from: 2026-12-20, to: 2026-12-31, replaced_by: Marieke de Vries}]
";

/// A client without advisers of its own, to which `more` is added.
fn acme(more: &str) -> String {
    format!("organisation: {{name: Acme}}\nlanguages: [nl]\nedition: 2026-11\n{more}")
}

/// A workspace of this practice and one client.
fn with(name: &str, practice: &str, client: &str) -> PathBuf {
    let root = site_only(name);
    fs::write(root.join("clients/_practice.yaml"), practice).unwrap();
    fs::write(root.join("clients/acme.yaml"), client).unwrap();
    root
}

/// A name of a folder that no other test works in.
fn unused() -> String {
    static USED: AtomicUsize = AtomicUsize::new(0);
    format!("override-keys-check-{}", USED.fetch_add(1, Ordering::Relaxed))
}

#[track_caller]
fn check(practice: &str, client: &str, status: i32) -> String {
    let root = with(&unused(), practice, client);
    vpsite(&root, &["check", "clients/acme.yaml", "--format", "short"]).ended(status).err
}

/// What is said with its hints.
#[track_caller]
fn hints(practice: &str, client: &str, status: i32) -> String {
    let root = with(&unused(), practice, client);
    vpsite(&root, &["check", "clients/acme.yaml"]).ended(status).err
}

#[track_caller]
fn built(name: &str, practice: &str, client: &str) -> PathBuf {
    let root = with(name, practice, client);
    vpsite(&root, &["build", "clients/acme.yaml"]).ended(0);
    root.join("dist/acme")
}

fn page(kit: &Path, path: &str) -> String {
    fs::read_to_string(kit.join(path)).unwrap()
}

/// Where each of these stands in a page, which must have them all.
#[track_caller]
fn order(page: &str, names: &[&str]) -> bool {
    let at = |name: &&str| page.find(*name).unwrap_or_else(|| panic!("{name} is not there"));
    names.iter().map(at).collect::<Vec<_>>().is_sorted()
}

#[test]
fn one_adviser_is_overridden_by_name_and_the_rest_is_the_practices() {
    let keys = ["marieke", "Marieke de Vries", "marieke-de-vries", "Marieke"];
    for (index, key) in keys.into_iter().enumerate() {
        let client = acme(&format!("advisers:\n  {key}: {{without: [whatsapp]}}\n"));
        let kit = built(&format!("override-keys-one-{index}"), PRACTICE, &client);
        let home = page(&kit, "site/index.html");
        assert!(!home.contains("wa.me"), "{key}");
        assert!(home.contains("tel:+31612345678") && home.contains("Jan Jansen"), "{key}");
        assert!(page(&kit, "site/adviser.html").contains("Marieke luistert"), "{key}");
        assert!(kit.join("contact/marieke-de-vries.vcf").is_file(), "{key}");
    }
    // The number of the practice reaches a client that says something else of the adviser.
    let moved = PRACTICE.replace("12345678", "12345679");
    let kit = built("override-keys-moved", &moved, &acme("advisers: {marieke: {called: Mar}}\n"));
    assert!(page(&kit, "site/index.html").contains("tel:+31612345679"));
}

#[test]
fn an_adviser_can_be_left_out_put_first_or_added() {
    let jan_first = acme("advisers: {jan: {order: 1}}\n");
    let kit = built("override-keys-first", PRACTICE, &jan_first);
    assert!(order(
        &page(&kit, "site/adviser.html"),
        &["Jan Jansen</bdi></h2>", "Vries</bdi></h2>"]
    ));
    // Whoever stands in for Jan does not work here: the absence is told without them.
    for gone in ["{here: false}", "~"] {
        let client = acme(&format!("advisers: {{marieke: {gone}}}\n"));
        let said = check(PRACTICE, &client, 0);
        assert!(!said.contains("adviser/"), "{said}");
    }
    let kit = built("override-keys-gone", PRACTICE, &acme("advisers: {marieke: {here: false}}\n"));
    let home = page(&kit, "site/index.html");
    assert!(!home.contains("Marieke") && home.contains("Afwezig van"), "{home}");
    let own = "advisers:\n  noor:\n    name: Noor Bos\n    channels: [{type: phone, number: \"+31 6 11111111\"}]\n";
    let kit = built("override-keys-added", PRACTICE, &acme(own));
    let home = page(&kit, "site/index.html");
    assert!(order(&home, &["Marieke de Vries", "Jan Jansen", "Noor Bos"]));
    assert!(kit.join("contact/noor.vcf").is_file());
    let said =
        check(PRACTICE, &acme("advisers: {jan: {here: false}, marieke: {here: false}}\n"), 1);
    assert!(said.contains("error[adviser/none]"), "{said}");
}

#[test]
fn a_practice_can_name_its_advisers_itself() {
    let practice = "\
practice: {name: De Vries}
site: {base_url: \"https://vp.example.nl/\"}
exit_url: https://www.knmi.nl/
advisers:
  anna: {name: Anna Bos, channels: [{type: phone, number: \"+31 6 12345678\"}]}
  anna-smit: {name: Anna Smit, here: false, channels: [{type: phone, number: \"+31 6 87654321\"}]}
";
    // The practice alone.
    let kit = built("override-keys-named", practice, &acme(""));
    assert!(!page(&kit, "site/index.html").contains("Anna Smit"));
    let kit =
        built("override-keys-named-2", practice, &acme("advisers: {anna-smit: {here: true}}\n"));
    assert!(order(&page(&kit, "site/index.html"), &["Anna Bos", "Anna Smit"]));
    assert!(kit.join("contact/anna.vcf").is_file());
}

#[test]
fn faults_stand_where_they_were_written() {
    let said = check(PRACTICE, &acme("advisers:\n  mariekee: {without: [whatsapp]}\n"), 1);
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].starts_with("clients/acme.yaml:5:3: error[adviser/unknown]"), "{said}");
    let said = hints(PRACTICE, &acme("advisers:\n  mariekee: {without: [whatsapp]}\n"), 1);
    assert!(said.contains("did you mean `marieke`"), "{said}");

    let broken = PRACTICE.replace("+31 6 87654321", "+31 6 8765432");
    let said = check(&broken, &acme("advisers: {marieke: {without: [whatsapp]}}\n"), 1);
    assert!(said.contains("clients/_practice.yaml:13:38: error[phone/invalid]"), "{said}");

    let said = check(PRACTICE, &acme("advisers: {jan: {without: [phone]}}\n"), 1);
    assert!(said.contains("clients/acme.yaml:4:18: error[channel/none]"), "{said}");
    let said = check(PRACTICE, &acme("advisers: {jan: {without: [signal]}}\n"), 0);
    assert!(said.contains("warning[channel/without]"), "{said}");

    let two = PRACTICE.replace("Jan Jansen", "Marieke Jansen");
    let said = check(&two, &acme("advisers: {marieke: {without: [whatsapp]}}\n"), 1);
    assert!(said.contains("more than one adviser called `marieke`"), "{said}");
    let said = hints(&two, &acme("advisers: {marieke: {without: [whatsapp]}}\n"), 1);
    assert!(said.contains("`marieke-de-vries` or `marieke-jansen`"), "{said}");
    let said = check(PRACTICE, &acme("advisers: {marieke: {}, marieke-de-vries: {}}\n"), 1);
    assert!(said.contains("error[adviser/twice]"), "{said}");

    // One whose dash was forgotten is no adviser called `name`.
    let dashless =
        "advisers:\n  name: Noor Bos\n  channels: [{type: phone, number: \"+31 6 11111111\"}]\n";
    let said = check(PRACTICE, &acme(dashless), 1);
    assert!(said.contains("expected a list") && !said.contains("adviser/unknown"), "{said}");
    let none = PRACTICE.split("advisers:").next().unwrap();
    let said = check(none, &acme("advisers: {marieke: {without: [whatsapp]}}\n"), 1);
    assert!(said.contains("`_practice.yaml` has no advisers"), "{said}");
}

#[test]
fn a_client_with_advisers_of_its_own_is_told_that_the_practice_does_not_reach_it() {
    let own = |name: &str| {
        acme(&format!(
            "advisers: [{{name: {name}, channels: [{{type: phone, number: \"+31 6 11111111\"}}]}}]\n"
        ))
    };
    let said = check(PRACTICE, &own("Marieke de Vries"), 0);
    assert!(said.contains("clients/acme.yaml:4:1: note[adviser/own]"), "{said}");
    let said = hints(PRACTICE, &own("Marieke de Vries"), 0);
    assert!(said.contains("advisers: {marieke-de-vries: {without: [whatsapp]}}"), "{said}");
    assert!(!check(PRACTICE, &own("Noor Bos"), 0).contains("adviser/own"));
}

#[test]
fn a_stand_in_shows_with_its_days_and_whoever_left_does_not() {
    let stay = |days: &str| acme(&format!("advisers: {{jan: {{absences: [], {days}}}}}\n"));
    let kit = built("override-keys-stay", PRACTICE, &stay("from: 2026-12-01, until: 2026-12-21"));
    let said = "Bereikbaar van 1 december 2026 tot en met 21 december 2026.";
    let plain = |path: &str| page(&kit, path).replace('\u{a0}', " ");
    for path in ["site/index.html", "index.html"] {
        assert!(plain(path).contains(said), "{path}");
    }
    let said = check(PRACTICE, &stay("until: 2026-10-31"), 0);
    assert!(said.contains("note[adviser/past]"), "{said}");
    let said = check(PRACTICE, &stay("from: 2026-12-21, until: 2026-12-01"), 1);
    assert!(said.contains("error[date/order]"), "{said}");
    let both = "advisers: {jan: {until: 2026-12-21}, marieke: {until: 2026-12-21}}\n";
    let said = check(PRACTICE, &acme(both), 1);
    assert!(said.contains("error[adviser/stand-in]"), "{said}");

    // What ended in the month before the edition is not told for ever.
    let past = acme("advisers: {jan: {absences: [{from: 2026-10-01, to: 2026-10-31}]}}\n");
    let said = check(PRACTICE, &past, 0);
    assert!(said.contains("note[adviser/past]: this absence ended on 2026-10-31"), "{said}");
    let kit = built("override-keys-past", PRACTICE, &past);
    assert!(!page(&kit, "site/index.html").contains("Afwezig"));
    let late = past.replace("2026-10-31", "2026-11-01");
    assert!(!check(PRACTICE, &late, 0).contains("adviser/past"));
}

#[test]
fn hr_reads_its_own_language() {
    let lang = |kit: &Path| {
        let page = page(kit, "index.html");
        page.split("<html lang=\"").nth(1).unwrap()[..2].to_owned()
    };
    let client = |languages: &str, more: &str| {
        acme(more).replace("languages: [nl]", &format!("languages: {languages}"))
    };
    for (index, (languages, more, wanted)) in [
        ("[pl, en]", "hr_language: nl\n", "nl"),
        ("[pl]", "", "nl"),
        ("[pl, en]", "", "en"),
        ("[en, nl]", "", "nl"),
        ("[nl, en]", "hr_language: en\n", "en"),
    ]
    .into_iter()
    .enumerate()
    {
        let client = client(languages, more);
        let kit = built(&format!("override-keys-hr-{index}"), PRACTICE, &client);
        assert_eq!(lang(&kit), wanted, "{languages} {more}");
        // A text of the practice in no language is in HR's, and not in Polish.
        let bio = page(&kit, "site/adviser.html").contains("Marieke luistert");
        assert_eq!(bio, more.is_empty(), "{languages} {more}");
        assert!(!files(&kit).iter().any(|path| path.starts_with("site/nl/")) || index == 3);
    }
    let said = check(PRACTICE, &client("[pl]", ""), 0);
    assert!(said.contains("clients/acme.yaml:2:1: note[lang/hr]"), "{said}");
    let said = check(PRACTICE, &client("[pl]", "hr_language: nl\n"), 0);
    assert!(!said.contains("lang/hr"), "{said}");
    assert!(said.contains("`bio` is left out in pl"), "{said}");
    let said = check(PRACTICE, &client("[nl]", "hr_language: pl\n"), 1);
    assert!(said.contains("clients/acme.yaml:4:14: error[lang/hr]"), "{said}");
    let said = hints(PRACTICE, &client("[nl]", "hr_language: pl\n"), 1);
    assert!(said.contains("write one of en, nl"), "{said}");
}

#[test]
fn who_hosts_is_told_to_whoever_looks_after_the_server() {
    let of =
        |more: &str, name: &str| page(&built(name, PRACTICE, &acme(more)), "hosting/README.txt");
    let open = of("", "override-keys-host");
    assert!(open.contains("Agree first who does this"), "{open}");
    let practice = of("hosted_by: practice\n", "override-keys-host-1");
    assert!(practice.contains("have nothing to"), "{practice}");
    let client = of("hosted_by: client\n", "override-keys-host-2");
    assert!(client.contains("on a server of its own"), "{client}");
    let said = hints(PRACTICE, &acme("hosted_by: practise\n"), 1);
    assert!(said.contains("did you mean `practice`"), "{said}");
}

#[test]
fn whoever_to_write_to_is_named_on_no_page_for_employees() {
    let root = with(
        "override-keys-contact",
        PRACTICE,
        &acme("hr_contact: {name: Sanne Bakker, email: sanne@example.nl}\n"),
    );
    let own = root.join("clients/acme/content/nl");
    fs::create_dir_all(&own).unwrap();
    let text = "{% if hr_contact %}{{ hr_contact.name }}{% endif %}";
    fs::write(
        own.join("who.md"),
        format!("---\ntitle: Wie\nsummary: Kort.\n---\nNiemand.{text}\n"),
    )
    .unwrap();
    vpsite(&root, &["build", "clients/acme.yaml"]).ended(0);
    let kit = root.join("dist/acme");
    for path in files(&kit).iter().filter(|path| path.starts_with("site/")) {
        let bytes = fs::read(kit.join(path)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("Sanne"), "{path}");
    }
}

mod paper {
    use super::super::support::{printing, tool};
    use super::*;

    fn text(root: &Path, path: &str) -> String {
        let path = root.join("dist/acme").join(path);
        tool("pdftotext", &["-layout", path.to_str().unwrap(), "-"]).replace('\u{a0}', " ")
    }

    #[test]
    fn paper_names_those_who_stay_and_the_pack_whom_to_reach() {
        let root = printing("override-keys-paper", &["flyer", "onboarding"]);
        fs::write(root.join("clients/_practice.yaml"), PRACTICE).unwrap();
        let client = acme(
            "hr_contact: {name: Sanne Bakker, email: sanne@example.nl}\nhosted_by: client\n\
             advisers: {jan: {absences: [], until: 2026-12-21}}\n",
        );
        fs::write(root.join("clients/acme.yaml"), client).unwrap();
        vpsite(&root, &["build", "clients/acme.yaml"]).ended(0);
        let flyer = text(&root, "print/flyer-nl.pdf");
        assert!(flyer.contains("Marieke de Vries") && !flyer.contains("Jansen"), "{flyer}");
        let pack = text(&root, "onboarding/onboarding-nl.pdf");
        let cover = pack.split('\u{c}').next().unwrap();
        for said in ["Marieke de Vries", "06 12 34 56 78"] {
            assert!(cover.contains(said), "{said}: {cover}");
        }
        for said in ["Sanne Bakker, sanne@example.nl", "Jullie IT zet de site"] {
            assert!(pack.contains(said), "{said}: {pack}");
        }
        assert!(!pack.contains("Jansen"), "{pack}");
    }
}
