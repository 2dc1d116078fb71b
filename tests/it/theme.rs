//! Themes and content of a workspace: what they may change, what holds all the same.

use std::fs;
use std::path::Path;

use super::support::{site_only, vpsite, workspace};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn check(root: &Path) -> String {
    vpsite(root, &["check", "clients/minimal.yaml", "--format", "short"]).err
}

#[test]
fn a_product_is_a_template_three_lines_and_its_words() {
    let root = workspace("theme-product");
    let theme = include_str!("../../themes/default/theme.yaml");
    let (before, after) = theme.split_once("  - id: flyer\n").unwrap();
    put(
        &root,
        "themes/default/theme.yaml",
        &format!(
            "{before}  - id: badge\n    template: print/badge.typ\n    verb: hand_out\n    \
             outputs: [{{path: \"screen/badge-{{lang}}.svg\", sheet: a4}}, \
             {{path: \"print/badge-{{lang}}.pdf\", sheet: a4, codes: [site]}}]\n  - id: flyer\n{after}"
        ),
    );
    put(
        &root,
        "themes/default/print/badge.typ",
        "#let d = json(\"/data.json\")\n#set document(title: d.title)\n\
         #set text(font: d.brand.base_font, lang: d.lang)\n\
         = #d.advisers.first().name\n\
         #image(\"/code-site.svg\", width: 80mm, alt: d.codes.site.alt)\n",
    );
    put(
        &root,
        "themes/default/content/nl/_strings.yaml",
        "kit_badge: De badge\nkit_badge_about: Om op te spelden.\n",
    );
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    assert!(root.join("dist/minimal/print/badge-nl.pdf").exists());
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
    let cases = [
        ("<script>alert(1)</script>", "site/inline"),
        ("<p style=\"color:red\">x</p>", "site/inline"),
        ("<img src=\"https://cdn.example.nl/a.png\" alt=\"\">", "site/outside"),
        ("<img src=\"nowhere.png\" alt=\"\">", "site/link"),
        ("<a href=\"nowhere.html\">x</a>", "site/link"),
        ("<a href=\"#nowhere\">x</a>", "site/anchor"),
        ("<a href=\"https://example.nl/\">x</a>", "site/referrer"),
        ("<a href=\"javascript:alert(1)\">x</a>", "site/scheme"),
        ("<iframe src=\"index.html\"></iframe>", "site/element"),
        ("<img src=\"index.html\">", "site/alt"),
    ];
    for (html, code) in cases {
        let root = site_only("theme-rules");
        put(
            &root,
            "themes/default/site/page.html",
            &format!(
                "{{% extends \"built-in/site/page.html\" %}}{{% block main %}}{html}{{% endblock main %}}"
            ),
        );
        let said = check(&root);
        assert!(said.contains(&format!("error[{code}]")), "{html}: {said}");
    }
    let root = site_only("theme-home");
    put(
        &root,
        "themes/default/site/home.html",
        "{% extends \"built-in/site/home.html\" %}{% block main %}{% endblock main %}",
    );
    assert!(check(&root).contains("error[statement/missing]"));
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
}
