//! Themes and content of a workspace: what they may change, what holds all the same.

use std::fs;
use std::path::Path;

use super::support::{printing, site_only, vpsite};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", "clients/minimal.yaml", "--format", "short"]).err
}

/// The theme of the repository with one print product alone, `lines` of `theme.yaml`.
fn one_product(root: &Path, lines: &str, template: &str) {
    let theme = include_str!("../../themes/default/theme.yaml");
    let (before, _) = theme.split_once("products:\n").unwrap();
    put(root, "themes/default/theme.yaml", &format!("{before}products:\n{lines}"));
    put(root, "themes/default/print/badge.typ", template);
}

/// The words that the kit's first page has for the product.
fn words(root: &Path) {
    let words = "kit_badge: De badge\nkit_badge_about: Om op te spelden.\n";
    put(root, "themes/default/content/nl/_strings.yaml", words);
}

const BADGE: &str = "#let d = json(\"/data.json\")\n#set document(title: d.title)\n\
     #set text(font: d.brand.base_font, lang: d.lang)\n\
     = #d.advisers.first().name\n\
     #image(\"/code-site.svg\", width: 80mm, alt: d.codes.site.alt)\n";

#[test]
fn a_product_is_a_template_three_lines_and_its_words() {
    let root = site_only("theme-product");
    one_product(
        &root,
        "  - id: badge\n    template: print/badge.typ\n    verb: hand_out\n    says: none\n    \
         outputs: [{path: \"screen/badge-{lang}.svg\", sheet: a4}, \
         {path: \"print/badge-{lang}.pdf\", sheet: a4, codes: [site]}]\n",
        BADGE,
    );
    words(&root);
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    assert!(root.join("dist/minimal/print/badge-nl.pdf").exists());
}

#[test]
fn no_product_can_forget_what_it_must_say() {
    let root = site_only("theme-says");
    words(&root);
    let product = |says: &str, pdf: &str| {
        format!(
            "  - id: badge\n    template: print/badge.typ\n    verb: hang\n{says}    outputs:\n      \
             - {{path: \"print/badge-{{lang}}.pdf\", sheet: a4{pdf}}}\n      \
             - {{path: \"screen/badge-{{lang}}.png\", sheet: a4, width_px: 320}}\n      \
             - {{path: \"screen/badge-{{lang}}.svg\", sheet: a4}}\n"
        )
    };
    let line = "    says: line\n";
    let promise = format!("{BADGE}Alles blijft altijd geheim.\n");
    let short = format!("{BADGE}#d.t.poster_confidential\n");
    let whole = format!("{BADGE}#d.confidentiality\n");
    let missing = |said: &str| {
        let of = |path: &str| said.matches(&format!("`{path}` does not say")).count();
        (of("print/badge-nl.pdf"), of("screen/badge-nl.png"), of("screen/badge-nl.svg"))
    };
    let cases = [
        ("", "", &promise, (1, 1, 1)),
        (line, "", &promise, (1, 1, 1)),
        ("", "", &short, (1, 1, 1)),
        (line, "", &short, (0, 0, 0)),
        (line, ", says: full", &short, (1, 0, 0)),
        ("    says: none\n", ", says: line", &promise, (1, 0, 0)),
        ("", "", &whole, (0, 0, 0)),
        (line, "", &whole, (0, 0, 0)),
    ];
    for (says, pdf, template, expected) in cases {
        one_product(&root, &product(says, pdf), template);
        let said = check(&root);
        assert_eq!(missing(&said), expected, "{says}{pdf} {template}: {said}");
        let faults = expected != (0, 0, 0);
        assert_eq!(said.contains("error[statement/missing]"), faults, "{said}");
    }
}

#[test]
fn every_product_and_message_of_the_default_theme_says_what_it_is_meant_to() {
    // What is `none` is named here, so that a new one is added by a decision.
    let theme = include_str!("../../themes/default/theme.yaml");
    let mut silent = Vec::new();
    let mut id = "";
    for line in theme.lines() {
        if let Some(name) = line.strip_prefix("  - id: ") {
            id = name;
        }
        if !line.trim_start().starts_with('#') && line.contains("says: none") {
            silent.push(id);
        }
    }
    assert_eq!(silent, ["card", "writing", "point", "frame"]);
}

#[test]
fn lists_of_pages_are_the_themes() {
    let root = site_only("theme-lists");
    let path = "themes/default/theme.yaml";
    let theme = fs::read_to_string(root.join(path)).unwrap();
    let with = |from: &str, to: &str| {
        assert!(theme.contains(from), "{from}");
        put(&root, path, &theme.replace(from, to));
    };
    with("foot: [privacy, accessibility]", "foot: [steps]");
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let page = fs::read_to_string(root.join("dist/minimal/site/index.html")).unwrap();
    let (nav, foot) = page.split_once("<footer").unwrap();
    let nav = nav.split_once("<nav class=\"pages\"").unwrap().1;
    assert!(foot.contains("steps.html") && !nav.contains("steps.html"), "{page}");
    assert!(nav.contains("privacy.html") && !foot.contains("privacy.html"), "{page}");
    assert!(!nav.contains("404.html"), "{page}");

    for (from, to, said) in [
        (
            "foot: [privacy,",
            "foot: [privcy,",
            "error[theme/page]: the theme names the page `privcy`",
        ),
        ("index: full", "index: none", "error[theme/says]"),
        ("embed: full", "embed: none", "error[theme/says]"),
        ("index: full", "index: most", "error[yaml/value]"),
        ("{index: full", "{steps: full", "error[statement/missing]: `site/steps.html`"),
    ] {
        with(from, to);
        assert!(check(&root).contains(said), "{to}: {}", check(&root));
    }
    let again = check(&root);
    assert!(!again.contains("`site/index.html` does not say"), "index and embed are full unsaid");
}

#[test]
fn one_block_of_a_page_can_be_replaced() {
    let root = site_only("theme-block");
    put(
        &root,
        "themes/default/site/page.html",
        "{% extends \"built-in/site/page.html\" %}{% block title %}Eigen titel{% endblock title %}",
    );
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let page = fs::read_to_string(root.join("dist/minimal/site/steps.html")).unwrap();
    assert!(page.contains("<title>Eigen titel</title>"), "{page}");
    assert!(page.contains("tel:+31612345678"));
}

#[test]
fn a_theme_is_held_to_the_rules_of_the_site() {
    // Every rule is tried in `src/audit/hostile.rs`; here that a build asks for them.
    let cases = [
        ("<script>alert(1)</script>", "site/inline"),
        ("<a href=\"nowhere.html\">x</a>", "site/link"),
        ("<a href=\"#nowhere\">x</a>", "site/anchor"),
        ("<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", "site/element"),
    ];
    let all: String = cases.iter().map(|(html, _)| *html).collect();
    let root = site_only("theme-rules");
    put(
        &root,
        "themes/default/site/page.html",
        &format!(
            "{{% extends \"built-in/site/page.html\" %}}{{% block main %}}{all}{{% endblock main %}}"
        ),
    );
    put(
        &root,
        "themes/default/site/home.html",
        "{% extends \"built-in/site/home.html\" %}{% block main %}{% endblock main %}",
    );
    let said = check(&root);
    for (html, code) in cases {
        assert!(said.contains(&format!("error[{code}]")), "{html}: {said}");
    }
    assert!(said.contains("error[statement/missing]: `site/index.html`"), "{said}");
}

/// Puts a changed copy of a file of the default theme into a workspace.
fn changed(root: &Path, path: &str, from: &str, to: &str) {
    let own = super::support::repository().join("themes/default").join(path);
    let text = fs::read_to_string(own).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    put(root, &format!("themes/default/{path}"), &text.replacen(from, to, 1));
}

#[test]
fn what_a_theme_breaks_is_told_once_and_at_its_place() {
    let root = site_only("theme-place");
    // Messages are a part of the theme that `site_only` leaves out.
    let theme = include_str!("../../themes/default/theme.yaml");
    let (before, rest) = theme.split_once("products:\n").unwrap();
    let messages = rest.split_once("messages:\n").unwrap().1;
    let theme = format!("{before}products: []\nmessages:\n{messages}");
    put(&root, "themes/default/theme.yaml", &theme);

    let head = include_str!("../../themes/default/site/partials/head.html");
    let meta = "<meta charset=\"utf-8\">\n";
    let font =
        "<link href=\"https://fonts.googleapis.com/css2?family=Inter\" rel=\"stylesheet\">\n";
    let refresh = "<meta http-equiv=\"refresh\" content=\"1\">\n";
    let open = head.replace("{{ csp }}", "{{ csp }}; img-src *").replace(meta, "");
    put(&root, "themes/default/site/partials/head.html", &format!("{meta}{refresh}{open}{font}"));
    let sheet =
        "\n@import url(https://example.com/a.css);\np { x: u\\72l(//example.com/a) }\n:root {";
    changed(&root, "assets/style.css", "\n:root {", sheet);
    changed(&root, "assets/icon.svg", "<path", "<script>x()</script><path");
    changed(&root, "site/kit.html", "<main>", "<main>\n<script src=\"x.js\"></script>");
    let open = "<img src=\"https://example.com/open.gif\" alt=\"\">\n{% for adviser";
    changed(&root, "text/partials/ways.html", "{% for adviser", open);
    let run = vpsite(&root, &["check", "clients/minimal.yaml", "--format", "short"]).ended(1);
    let kit = include_str!("../../themes/default/site/kit.html");
    let below_main = kit.lines().position(|line| line == "<main>").unwrap() + 2;
    let script = format!("site/kit.html:{below_main}:1: error[site/element]");
    for expected in [
        "site/partials/head.html:2:1: error[site/policy]: the page sets `refresh`",
        "site/partials/head.html:4:1: error[site/policy]: the page has another policy than ours",
        "site/partials/head.html:12:1: error[site/outside]",
        "assets/style.css:3:9: error[site/outside]",
        "assets/style.css:4:8: error[site/outside]",
        "assets/icon.svg:1:61: error[site/element]",
        &script,
        "text/partials/ways.html:1:1: error[site/outside]",
    ] {
        let told = run.err.matches(expected).count();
        assert_eq!(told, 1, "{expected}\n{}", run.err);
    }
}

#[test]
fn a_script_runs_only_unchanged_or_trusted() {
    let root = site_only("theme-script");
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    let own = include_str!("../../themes/default/assets/site.js");
    let build = || vpsite(&root, &["build", "clients/minimal.yaml", "--format", "short"]);
    // A copy that says what it is a copy of, and one with the line ends of Windows.
    vpsite(&root, &["theme", "eject", "assets/site.js"]).ended(0);
    assert!(!build().ended(0).err.contains("script"), "{}", build().err);
    put(&root, "themes/default/assets/site.js", &own.replace('\n', "\r\n"));
    assert!(!build().ended(0).err.contains("script"), "{}", build().err);
    // A first line may not smuggle anything in.
    let copy = format!("/* vpsite-original: 0123456789ab */ x();\n{own}");
    put(&root, "themes/default/assets/site.js", &copy);
    let said = build().ended(1).err;
    assert!(said.contains("themes/default/assets/site.js:1:1: error[theme/script]"), "{said}");

    put(&root, "themes/default/theme.yaml", &format!("trust_script: true\n{theme}"));
    for _ in 0..2 {
        let said = build().ended(0).err;
        assert!(said.contains("theme.yaml:1:15: warning[theme/trusted-script]"), "{said}");
        assert!(said.contains("assets/site.js"), "{said}");
    }
    // Trust is for files: nothing runs within a page all the same.
    changed(&root, "site/page.html", "{% block main %}", "{% block main %}<script>x()</script>");
    assert!(build().ended(1).err.contains("error[site/inline]"), "{}", build().err);

    let root = site_only("theme-script-more");
    put(&root, "themes/default/assets/count.js", "x();\n");
    let more = theme.replace("assets/site.js]", "assets/site.js, assets/count.js]");
    put(&root, "themes/default/theme.yaml", &more);
    assert!(check(&root).contains("error[theme/script]: `assets/count.js`"), "{}", check(&root));
    put(
        &root,
        "themes/default/theme.yaml",
        &theme.replace("assets/site.js]", "assets/site.js, assets/a.html]"),
    );
    put(&root, "themes/default/assets/a.html", "<p>x</p>");
    assert!(check(&root).contains("error[theme/asset]: `assets/a.html`"), "{}", check(&root));
}

#[test]
fn a_product_stands_at_the_step_in_which_it_is_needed() {
    let root = printing("theme-step", &["card", "sticker"]);
    let theme = fs::read_to_string(root.join("themes/default/theme.yaml")).unwrap();
    let with = |step: &str| {
        let card = "verb: hand_out\n    step: 4\n";
        assert_eq!(theme.matches(card).count(), 1);
        let own = theme.replace(card, &format!("verb: hand_out\n{step}"));
        put(&root, "themes/default/theme.yaml", &own);
        vpsite(&root, &["build", "clients/minimal.yaml"])
    };
    // Where each step leads, in the order of the page.
    let steps = || -> Vec<Vec<String>> {
        let page = fs::read_to_string(root.join("dist/minimal/index.html")).unwrap();
        let links = |step: &str| {
            let ids = step.split("</ul>").next().unwrap().split("href=\"#").skip(1);
            ids.map(|id| id.split('"').next().unwrap().to_owned()).collect()
        };
        page.split("<p class=\"todo\">").skip(1).map(links).collect()
    };
    let none: [&str; 0] = [];
    with("    step: 2\n").ended(0);
    assert_eq!(steps()[1], ["site", "card"]);
    assert_eq!(steps()[3], ["sticker"]);
    assert_eq!(steps()[4], none);
    // What no step needs is there all the same.
    with("").ended(0);
    assert_eq!(steps()[1], ["site"]);
    let page = fs::read_to_string(root.join("dist/minimal/index.html")).unwrap();
    assert_eq!(page.matches("href=\"#card\"").count(), 1);
    for wrong in ["0", "6"] {
        let said = with(&format!("    step: {wrong}\n")).ended(1).err;
        assert!(said.contains(&format!("error[yaml/value]: there is no step {wrong}")), "{said}");
        assert!(said.contains("has steps 1 to 5"), "{said}");
    }
}

#[test]
fn faults_of_templates_and_content_have_their_place() {
    let root = site_only("theme-faults");
    put(&root, "themes/default/site/404.html", "<p>\n{{ t.no_such_word }}</p>");
    assert!(check(&root).contains("themes/default/site/404.html:2:"), "{}", check(&root));

    let root = site_only("content-faults");
    put(
        &root,
        "content/nl/steps.md",
        "---\ntitle: Stappen\nsummary: Zo gaat het.\n---\nTekst {{ organisation.nmae }}\n",
    );
    let said = check(&root);
    assert!(said.contains("content/nl/steps.md:5:"), "{said}");

    put(
        &root,
        "content/nl/steps.md",
        "---\ntitle: Stappen\nsumary: Zo gaat het.\n---\n<b>vet</b> [weg](weg.md)\n",
    );
    let said = check(&root);
    assert!(said.contains("content/nl/steps.md:3:1: error[yaml/unknown-key]"), "{said}");

    put(
        &root,
        "content/nl/steps.md",
        "---\ntitle: Stappen\nsummary: Zo gaat het.\n---\n<b>vet</b>\n",
    );
    assert!(check(&root).contains("content/nl/steps.md:5:1: error[content/html]"));

    put(
        &root,
        "content/nl/steps.md",
        "---\ntitle: Stappen\nsummary: Zo gaat het.\n---\nNaar [weg](weg.md).\n",
    );
    let said = check(&root);
    assert!(said.contains("content/nl/steps.md:5:12: error[content/link]"), "{said}");
}

#[test]
fn client_values_are_never_markup() {
    let root = site_only("theme-escape");
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    let nasty = "\"Bakkerij <b>&amp; *Zoon* #1 [x](y) {{ t }} $ \\\\\"";
    fs::write(&path, yaml.replace("Bakkerij Het Stoepje", nasty)).unwrap();
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let page = fs::read_to_string(root.join("dist/minimal/site/index.html")).unwrap();
    assert!(page.contains("Bakkerij &lt;b&gt;&amp;amp; *Zoon* #1 [x](y) {{ t }} $ \\"), "{page}");
    assert!(!page.contains("<b>") && !page.contains("<em>Zoon"));
}

#[test]
fn the_text_on_confidentiality_is_not_one_clients_own() {
    let root = site_only("theme-fixed");
    put(&root, "clients/minimal/content/nl/_confidentiality.md", "Alles is geheim.\n");
    assert!(check(&root).contains("error[content/fixed]"), "{}", check(&root));
    // The same promise in one line.
    let root = site_only("theme-fixed");
    let line = "poster_confidential: \"Alles blijft altijd geheim.\"\n";
    put(&root, "clients/minimal/content/nl/_strings.yaml", line);
    let said = check(&root);
    let place = "clients/minimal/content/nl/_strings.yaml:1:22: error[content/fixed]";
    assert!(said.contains(place), "{said}");
}
