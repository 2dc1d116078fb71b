//! What a workspace lays over the built-in content: what is read, what is not, what
//! includes what, and the words that a theme brings along.

use std::fs;
use std::path::Path;

use vpsite::library::{Depth, Library};
use vpsite::load::Workspace;
use vpsite::value::Lang;

use super::support::{files, repository, site_only, vpsite};

const CLIENT: &str = "clients/minimal.yaml";

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", CLIENT, "--format", "short"]).err
}

/// A page whose words are `body`.
fn page(body: &str) -> String {
    format!("---\ntitle: Pagina\nsummary: Kort.\n---\n{body}\n")
}

#[test]
fn a_statement_of_law_needs_its_date_however_it_is_included() {
    for include in [
        "{% include \"_law-leave.md\" %}",
        "{%- include \"_law-leave.md\" -%}",
        "{% include '_law-leave.md' %}",
        "{%  include  \"_law-leave.md\"  %}",
        "{%\n include \"_law-leave.md\"\n%}",
        "{% if anonymous_contact %}{% include `_law-leave.md` %}{% endif %}",
    ] {
        let root = site_only("overrides-law");
        put(&root, "content/nl/_law-leave.md", "Je hebt recht op verlof.\n");
        put(&root, "content/nl/leave.md", &page(include));
        let said = check(&root);
        let line = if include.contains('\n') { 6 } else { 5 };
        let place = format!("content/nl/leave.md:{line}:");
        let found = said.lines().find(|line| line.contains("error[content/undated]"));
        assert!(found.is_some_and(|found| found.starts_with(&place)), "{include}\n{said}");
    }
}

#[test]
fn what_a_fragment_includes_counts_as_the_pages() {
    let root = site_only("overrides-nested");
    put(&root, "content/nl/_leave.md", "{% include '_law-leave.md' %}\n");
    put(&root, "content/nl/_law-leave.md", "Je hebt recht op verlof.\n");
    put(&root, "content/nl/leave.md", &page("{% include '_leave.md' %}"));
    let said = check(&root);
    let undated = "content/nl/_leave.md:1:13: error[content/undated]: `_law-leave.md`";
    assert!(said.contains(undated), "{said}");
    let date =
        "statements:\n  - {id: leave, about: Verlof, checked_on: 2026-11-01, verified: true}\n";
    put(&root, "content/_facts.yaml", date);
    let said = check(&root);
    assert!(!said.contains("error["), "{said}");

    fs::remove_file(root.join("content/nl/_law-leave.md")).unwrap();
    let said = check(&root);
    let missing =
        "content/nl/_leave.md:1:13: error[content/missing-page]: `_law-leave.md` is missing";
    assert!(said.contains(missing), "{said}");

    put(&root, "content/nl/_law-leave.md", "{% include \"_leave.md\" %}\n");
    let said = check(&root);
    assert!(said.contains("error[content/template]: `"), "{said}");
    assert!(said.contains("includes itself"), "{said}");
}

#[test]
fn a_clients_fragment_can_be_what_a_shared_page_includes() {
    let root = site_only("overrides-own-fragment");
    put(&root, "content/nl/lunch.md", &page("Kantine:\n\n{% include \"_canteen.md\" %}"));
    let said = check(&root);
    let missing = "content/nl/lunch.md:7:13: error[content/missing-page]: `_canteen.md` is missing";
    assert!(said.contains(missing), "{said}");
    put(&root, "clients/minimal/content/nl/_canteen.md", "Op de *eerste* etage.\n");
    vpsite(&root, &["build", CLIENT]).ended(0);
    let lunch = fs::read_to_string(root.join("dist/minimal/site/lunch.html")).unwrap();
    assert!(lunch.contains("Op de <em>eerste</em> etage."), "{lunch}");
}

#[test]
fn a_file_that_cannot_be_read_fails_the_clients_in_its_language_alone() {
    let root = site_only("overrides-encoding");
    put(&root, "content/pl/index.md", "");
    fs::write(root.join("content/pl/index.md"), b"---\ntitle: caf\xE9\n---\n").unwrap();
    let run = vpsite(&root, &["check", CLIENT, "--format", "short"]).ended(0);
    assert!(!run.err.contains("error["), "{}", run.err);
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    put(&root, CLIENT, &yaml.replace("languages: [nl]", "languages: [nl, pl]"));
    let said = check(&root);
    assert!(
        said.contains("error[content/unreadable]: `content/pl/index.md` is not UTF-8"),
        "{said}"
    );
}

#[test]
fn what_concerns_a_client_is_its_languages_and_what_may_stand_in() {
    let root = site_only("overrides-inputs");
    for path in ["nl/steps.md", "en/steps.md", "pl/steps.md", "_facts.yaml", "xx/steps.md"] {
        put(&root, &format!("content/{path}"), "# een\n");
    }
    fs::write(root.join("content/pl/help.md"), b"caf\xE9").unwrap();
    let inputs = |langs: &[&str]| -> Vec<(String, String)> {
        let library = Library::open(&Workspace::find(&root, &root).unwrap(), Depth::Harm).unwrap();
        let langs: Vec<Lang> = langs.iter().map(|tag| Lang::parse(tag).unwrap()).collect();
        library.inputs(&langs).map(|input| (input.path.clone(), input.hash.clone())).collect()
    };
    let paths =
        |langs: &[&str]| inputs(langs).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths(&["nl"]), ["_facts.yaml", "en/steps.md", "nl/steps.md"]);
    let polish = ["_facts.yaml", "en/steps.md", "nl/steps.md", "pl/steps.md", "pl/help.md"];
    assert_eq!(paths(&["pl"]), polish);
    let (dutch, before) = (inputs(&["nl"]), inputs(&["pl"]));
    put(&root, "content/pl/steps.md", "# een,\n");
    assert_eq!(inputs(&["nl"]), dutch);
    assert_ne!(inputs(&["pl"]), before);
}

#[test]
fn ones_own_word_is_laid_over_the_others_for_one_client() {
    let root = site_only("overrides-word");
    let own = "contact_heading: \"Praten bij {{ organisation.short_name }}\"\n";
    put(&root, "clients/minimal/content/nl/_strings.yaml", own);
    vpsite(&root, &["build", CLIENT, "clients/linde.yaml"]).ended(0);
    let page = |client: &str| {
        fs::read_to_string(root.join(format!("dist/{client}/site/steps.html"))).unwrap()
    };
    assert!(page("minimal").contains("Praten bij "), "{}", page("minimal"));
    assert!(!page("minimal").contains("{{"), "{}", page("minimal"));
    assert!(!page("linde").contains("Praten bij "), "{}", page("linde"));
}

#[test]
fn content_that_nobody_reads_is_said() {
    let root = site_only("overrides-unread");
    let words = "exit_now: Weg\n";
    for path in ["content/nl/_string.yaml", "content/_helpline.yaml"] {
        put(&root, path, words);
    }
    for path in [
        "content/NL/steps.md",
        "content/NL/help.md",
        "content/nl/steps.MD",
        "content/nl/steps.md.txt",
        "content/nl/steps.markdown",
        "content/nl/pages/steps.md",
        "content/xx/index.md",
        "content/README.md",
        "clients/nobody/content/nl/steps.md",
        "clients/Acme/content/nl/steps.md",
        "clients/minimal/content/pl/steps.md",
        "clients/minimal/content/nl/_string.yaml",
    ] {
        put(&root, path, &page("Je belt."));
    }
    put(&root, "content/nl/_confidentialty.md", "Niets.\n");
    let run = vpsite(&root, &["check", CLIENT]).ended(0);
    let err = run.err;
    for (what, hint) in [
        ("content/nl/_string.yaml", "did you mean `_strings.yaml`?"),
        ("content/_helpline.yaml", "did you mean `_helplines.yaml`?"),
        ("content/NL", "rename the folder `NL` to `nl`"),
        ("content/nl/steps.MD", "rename it to `steps.md`"),
        ("content/nl/steps.md.txt", "rename it to `steps.md`"),
        ("content/nl/steps.markdown", "rename it to `steps.md`"),
        ("content/nl/pages/steps.md", "move it up: `nl/steps.md` would be read"),
        ("content/xx", "`xx` is no language; known are"),
        ("clients/nobody/content", "the client it is for would be `clients/nobody.yaml`"),
        ("clients/Acme/content", "rename the folder `Acme` to `acme`"),
        ("clients/minimal/content/pl", "its `languages` are nl: add `pl`"),
        ("clients/minimal/content/nl/_string.yaml", "did you mean `_strings.yaml`?"),
    ] {
        let said = format!("warning[content/not-read]: `{what}` is not read");
        assert_eq!(err.matches(&said).count(), 1, "{said}\n{err}");
        let after = err.split(&said).nth(1).unwrap();
        let near = after.split("[content/").next().unwrap();
        assert!(near.contains(hint), "{what}: {hint}\n{near}");
    }
    assert!(!err.contains("README.md"), "{err}");
    assert!(err.contains("[content/unused]: no page includes `_confidentialty.md`"), "{err}");
    assert!(err.contains("did you mean `_confidentiality.md`?"), "{err}");
}

#[test]
fn a_language_by_itself_needs_every_word_that_the_program_says() {
    let root = site_only("overrides-alone");
    let english = repository().join("content/en");
    for file in files(&english).into_iter().filter(|file| !file.contains("org-")) {
        let text = fs::read_to_string(english.join(&file)).unwrap();
        put(&root, &format!("content/fr/{file}"), &text.replace("kit_title:", "# kit_title:"));
    }
    let yaml = fs::read_to_string(root.join(CLIENT)).unwrap();
    put(&root, CLIENT, &yaml.replace("languages: [nl]", "languages: [fr]\nresponse_time: vite"));
    let said = check(&root);
    let missing = "error[content/missing-word]: the word `kit_title` is missing in `fr`";
    assert!(said.contains(missing), "{said}");
}

/// The words that Rust asks for by name: every language has them, as Dutch does.
#[test]
fn every_word_that_the_program_asks_for_is_in_the_source() {
    let words = fs::read_to_string(repository().join("content/nl/_strings.yaml")).unwrap();
    let known: Vec<&str> =
        words.lines().filter_map(|line| line.split_once(':')).map(|(k, _)| k).collect();
    let src = repository().join("src");
    let mut asked = 0;
    for path in files(&src).into_iter().filter(|path| path.ends_with(".rs")) {
        let text = fs::read_to_string(src.join(&path)).unwrap();
        let program = text.split("#[cfg(test)]").next().unwrap();
        // Rows of the table of channels name theirs too.
        for call in [".word(\"", ".filled(\"", " word: \""] {
            for after in program.split(call).skip(1) {
                let key = after.split('"').next().unwrap();
                assert!(known.contains(&key), "src/{path} asks for the word `{key}`");
                asked += 1;
            }
        }
    }
    assert!(asked > 10, "{asked}");
}

/// A workspace whose theme has a product of its own, and no words for it.
fn with_badge(name: &str) -> std::path::PathBuf {
    let root = site_only(name);
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    let badge = "products:\n  - id: badge\n    template: print/badge.typ\n    verb: pin\n    \
                 says: none\n    outputs: [{path: \"screen/badge-{lang}.svg\", sheet: a4, about: kit_badge_svg}]\n";
    put(&root, "themes/default/theme.yaml", &theme.replace("products: []\n", badge));
    put(
        &root,
        "themes/default/print/badge.typ",
        "#let d = json(\"/data.json\")\n#set document(title: d.title)\n\
         #set text(font: d.brand.base_font, lang: d.lang)\n= #d.t.badge_line\n",
    );
    root
}

#[test]
fn a_product_without_words_is_a_fault_that_says_where_to_write_them() {
    let root = with_badge("overrides-no-words");
    let run = vpsite(&root, &["check", CLIENT]).ended(1);
    let fault = "error[theme/word]: the product `badge` has no words `kit_badge`, \
                 `kit_badge_about`, `kit_pin`, `kit_badge_svg` in `nl`";
    assert!(run.err.contains(fault), "{}", run.err);
    assert!(run.err.contains("in `themes/default/content/nl/_strings.yaml`"), "{}", run.err);
}

#[test]
fn a_theme_brings_its_own_words_along() {
    let root = with_badge("overrides-words");
    put(
        &root,
        "themes/default/content/nl/_strings.yaml",
        "kit_badge: De badge van {{ organisation.short_name }}\nkit_badge_about: Om op te spelden.\n\
         kit_pin: Opspelden\nkit_badge_svg: Als tekening\nbadge_line: Ik luister.\nexit_now: Weg\n",
    );
    let run = vpsite(&root, &["build", CLIENT, "--format", "short"]).ended(0);
    let kit = fs::read_to_string(root.join("dist/minimal/index.html")).unwrap();
    for said in ["De badge van ", "Om op te spelden.", "Opspelden", "Als tekening"] {
        assert!(kit.contains(said), "{said}: {kit}");
    }
    assert!(!kit.contains("kit_badge") && !kit.contains("{{"), "{kit}");
    assert!(root.join("dist/minimal/screen/badge-nl.svg").exists());
    // A word that content has is said as it is there.
    let shadowed =
        "themes/default/content/nl/_strings.yaml:6:11: warning[theme/word]: the word `exit_now`";
    assert!(run.err.contains(shadowed), "{}", run.err);
    assert!(!run.err.contains("theme/not-read"), "{}", run.err);
}
