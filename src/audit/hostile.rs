//! What others put into themes, from bad will or from a page of advice, against the rules.
//!
//! Tests alone, and longer than other files because they are one table: each snippet stands in a page that is sound without it, and must give
//! the code beside it; each harmless one must give nothing.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;

use super::*;
use crate::diag::SourceFile;
use crate::render::{KIT_POLICY, POLICY};
use crate::theme::Says;

const SITE: &str = "https://vp.example.nl/acme/";
const EXIT: &str = "https://www.example.com/";
const HEAD: &str = "<meta name=\"referrer\" content=\"no-referrer\">\
    <meta name=\"robots\" content=\"noindex\">";
const LEAVE: &str =
    "<a href=\"https://www.example.com/\" target=\"_top\" rel=\"noopener noreferrer\">weg</a>";

fn statements() -> BTreeMap<Lang, Statement> {
    let nl = Statement {
        full: "Wat je vertelt, blijft bij mij. Dat is alleen anders bij gevaar.".to_owned(),
        line: "Vertrouwelijk, behalve bij gevaar.".to_owned(),
    };
    BTreeMap::from([(Lang::parse("nl").unwrap(), nl)])
}

fn rules<'a>(statements: &'a BTreeMap<Lang, Statement>, sources: Sources) -> Rules<'a> {
    Rules {
        site: SITE,
        exit: EXIT,
        statements,
        scripts: BTreeSet::from(["site/assets/site-0123456789.js".to_owned()]),
        sources,
        codes: codes::Memo::default(),
        kit: None,
    }
}

/// Everything that is found in one output of a kit whose other outputs are sound.
fn found(path: &str, text: &str) -> Vec<String> {
    let statements = statements();
    let rules = rules(&statements, Sources::default());
    let output =
        Seen { path, bytes: text.as_bytes(), text: None, proof: None, says: None, fields: &[] };
    let (facts, faults) = rules.look(&output);
    let mut all: BTreeMap<String, Facts> = [
        "index.html",
        "site/index.html",
        "site/help.html",
        "site/robots.txt",
        "site/assets/style-0123456789.css",
        "site/assets/icon-0123456789.svg",
        "site/assets/site-0123456789.js",
        "print/flyer-nl.pdf",
    ]
    .into_iter()
    .map(|path| (path.to_owned(), Facts::default()))
    .collect();
    all.insert(path.to_owned(), facts);
    let judged = rules.judge(&all.iter().map(|(path, facts)| (path.as_str(), facts)).collect());
    faults
        .iter()
        .chain(judged.iter())
        .map(|fault| format!("{}: {}", fault.code, fault.message))
        .collect()
}

fn page(policy: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{HEAD}{head}\
         <title>x</title></head><body>{LEAVE}{body}</body></html>"
    )
}

#[track_caller]
fn gives(path: &str, text: &str, snippet: &str, code: &str) {
    let found = found(path, text);
    let codes: Vec<&str> = found.iter().filter_map(|it| it.split(": ").next()).collect();
    assert!(codes.contains(&code), "{snippet}\nshould give {code}, gave {found:#?}");
}

#[track_caller]
fn passes(path: &str, text: &str, snippet: &str) {
    let found = found(path, text);
    assert!(found.is_empty(), "{snippet}\nshould pass, gave {found:#?}");
}

#[test]
fn nothing_in_the_body_of_a_page_runs_loads_sends_or_frames() {
    let cases = [
        // Snippets as advice gives them.
        (
            "<iframe width=\"560\" src=\"https://www.youtube.com/embed/x\" allowfullscreen></iframe>",
            "site/element",
        ),
        (
            "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>",
            "site/outside",
        ),
        ("<script>window.dataLayer = window.dataLayer || [];</script>", "site/inline"),
        (
            "<noscript><img height=\"1\" src=\"https://www.facebook.com/tr?id=1\"></noscript>",
            "site/element",
        ),
        ("<img src=\"https://cdn.example.com/a.png\" alt=\"\">", "site/outside"),
        ("<img src=\"//cdn.example.com/a.png\" alt=\"\">", "site/outside"),
        ("<form action=\"https://formspree.io/f/x\"><input name=\"mail\"></form>", "site/element"),
        (
            "<blockquote class=\"x\"><script src=\"https://platform.example.com/embed.js\"></script>",
            "site/outside",
        ),
        ("<div style=\"color: red\">x</div>", "site/inline"),
        ("<style>p { color: red }</style>", "site/element"),
        (
            "<link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css2?family=Inter\">",
            "site/outside",
        ),
        ("<a href=\"http://example.com/\" rel=\"noreferrer\">x</a>", "site/scheme"),
        ("<a href=\"https://example.com/\">x</a>", "site/referrer"),
        ("<a href=\"https://example.com/\" rel=\"xnoreferrer\">x</a>", "site/referrer"),
        ("<a href=\"/contact\">x</a>", "site/scheme"),
        ("<a href=\"contact.html\">x</a>", "site/link"),
        ("<a href=\"../print/flyer-nl.pdf\">x</a>", "site/link"),
        ("<a href=\"#nowhere\">x</a>", "site/anchor"),
        ("<a href=\"help.html#nowhere\">x</a>", "site/anchor"),
        ("<img src=\"nowhere.png\" alt=\"\">", "site/link"),
        ("<img src=\"assets/icon-0123456789.svg\">", "site/alt"),
        // Whoever wants to.
        ("<p onclick=\"x()\">x</p>", "site/inline"),
        ("<p ONPOINTERRAWUPDATE=x()>x</p>", "site/inline"),
        ("<a href=\"javascript:alert(1)\">x</a>", "site/scheme"),
        ("<a href=\" JaVa\tScRiPt:alert(1)\">x</a>", "site/scheme"),
        ("<a href=\"&#106;avascript&colon;alert(1)\">x</a>", "site/scheme"),
        ("<a href=\"&#1;javascript:alert(1)\">x</a>", "site/scheme"),
        ("<a href=\"data:text/html,<script>1</script>\">x</a>", "site/scheme"),
        ("<a href=\"vbscript:x\">x</a>", "site/scheme"),
        ("<p data-x=\"javascript:alert(1)\">x</p>", "site/scheme"),
        ("<a href=\"help.html\" ping=\"https://example.com/\">x</a>", "site/outside"),
        (
            "<img srcset=\"https://example.com/a.png 2x\" src=\"assets/icon-0123456789.svg\" alt=\"\">",
            "site/outside",
        ),
        (
            "<img srcset=\"assets/icon-0123456789.svg 1x, https://example.com/a.png 2x\" alt=\"\">",
            "site/outside",
        ),
        (
            "<picture><source srcset=\"//example.com/a.webp\"><img src=\"assets/icon-0123456789.svg\" alt=\"\"></picture>",
            "site/outside",
        ),
        ("<img src=\"\\\\example.com\\a.png\" alt=\"\">", "site/outside"),
        ("<img src=\"data:image/png;base64,AA\" alt=\"\">", "site/outside"),
        (
            "<img attributionsrc=\"https://example.com/\" src=\"assets/icon-0123456789.svg\" alt=\"\">",
            "site/outside",
        ),
        (
            "<img referrerpolicy=\"unsafe-url\" src=\"assets/icon-0123456789.svg\" alt=\"\">",
            "site/referrer",
        ),
        ("<video poster=\"https://example.com/a.png\"></video>", "site/outside"),
        ("<audio src=\"https://example.com/a.mp3\"></audio>", "site/outside"),
        ("<video><track src=\"https://example.com/a.vtt\"></video>", "site/outside"),
        ("<object data=\"help.html\"></object>", "site/element"),
        ("<embed src=\"help.html\">", "site/element"),
        ("<iframe srcdoc=\"<script>1</script>\"></iframe>", "site/element"),
        ("<frameset><frame src=\"help.html\"></frameset>", "site/element"),
        ("<portal src=\"help.html\"></portal>", "site/element"),
        ("<base href=\"https://example.com/\">", "site/element"),
        ("<input type=\"image\" src=\"https://example.com/a.png\">", "site/element"),
        ("<textarea name=\"x\"></textarea>", "site/element"),
        ("<button form=\"x\">x</button>", "site/attribute"),
        ("<button formaction=\"https://example.com/\">x</button>", "site/outside"),
        ("<table background=\"https://example.com/a.png\"></table>", "site/outside"),
        ("<template><img src=\"https://example.com/a.png\" alt=\"\"></template>", "site/element"),
        ("<math><mi href=\"https://example.com/\">x</mi></math>", "site/element"),
        ("<p unknown=\"x\">x</p>", "site/attribute"),
        ("<keygen>", "site/element"),
        ("<script src=\"assets/site-0123456789.js\">alert(1)</script>", "site/inline"),
        ("<script src=\"assets/other.js\"></script>", "site/script"),
        ("<script src=\"assets/icon-0123456789.svg\"></script>", "site/script"),
        ("<script type=\"importmap\">{}</script>", "site/script"),
        (
            "<script type=\"speculationrules\" src=\"assets/site-0123456789.js\"></script>",
            "site/script",
        ),
        // Drawings within the page.
        ("<svg><script>alert(1)</script></svg>", "site/element"),
        ("<svg><script href=\"https://example.com/a.js\"/></svg>", "site/element"),
        ("<svg><use href=\"https://example.com/a.svg#x\"/></svg>", "site/outside"),
        ("<svg><use xlink:href=\"a.svg#x\"/></svg>", "site/outside"),
        ("<svg><image href=\"https://example.com/a.png\"/></svg>", "site/outside"),
        (
            "<svg><filter><feImage xlink:href=\"//example.com/a.png\"/></filter></svg>",
            "site/outside",
        ),
        ("<svg><a xlink:href=\"https://example.com/\"><text>x</text></a></svg>", "site/element"),
        (
            "<svg><use href=\"#x\"><animate attributeName=\"href\" to=\"https://example.com/a.svg#x\"/></use></svg>",
            "site/outside",
        ),
        (
            "<svg><set attributeName=\"xlink:href\" to=\"javascript:alert(1)\"/></svg>",
            "site/scheme",
        ),
        ("<svg><rect fill=\"url(https://example.com/a.svg#x)\"/></svg>", "site/outside"),
        ("<svg><rect mask=\"u\\72l(//example.com/a.svg#x)\"/></svg>", "site/outside"),
        ("<svg><rect style=\"fill: url(https://example.com/#x)\"/></svg>", "site/outside"),
        ("<svg onload=\"alert(1)\"></svg>", "site/inline"),
        (
            "<svg><foreignObject><img src=\"https://example.com/a.png\" alt=\"\"></foreignObject></svg>",
            "site/element",
        ),
        ("<svg><style>@import url(https://example.com/a.css)</style></svg>", "site/element"),
        // What two readers may read in two ways.
        (
            "<svg><p><title><!--</title><img src=\"https://example.com/a.png\" alt=\"\">--></title></p></svg>",
            "site/element",
        ),
        (
            "<svg><title><style><!--</style><img src=\"https://example.com/a.png\" alt=\"\">--></title></svg>",
            "site/element",
        ),
        (
            "<svg></p><title><!--</title><img src=\"https://example.com/a.png\" alt=\"\">-->",
            "site/element",
        ),
        (
            "<svg><![CDATA[><!--]]><image href=\"https://example.com/a.png\"/>--></svg>",
            "site/element",
        ),
        ("<title><!--</title><img src=\"https://example.com/a.png\" alt=\"\">-->", "site/outside"),
        ("<xmp><!--</xmp><img src=\"https://example.com/a.png\" alt=\"\">-->", "site/outside"),
        ("<a href=\"https://example.com/\" href=\"help.html\">x</a>", "site/referrer"),
        ("<a title=\">\" href=\"javascript:alert(1)\">x</a>", "site/scheme"),
    ];
    assert!(cases.len() >= 60, "{}", cases.len());
    for (snippet, code) in cases {
        gives("site/index.html", &page(POLICY, "", snippet), snippet, code);
    }
}

#[test]
fn what_pages_are_made_of_passes() {
    let cases = [
        "<p class=\"x\" id=\"a\" lang=\"en\" dir=\"ltr\" data-x=\"1\" aria-label=\"x\">x</p>",
        "<a href=\"#a\" id=\"a\">x</a>",
        "<a href=\"help.html?x=a:b\">x</a>",
        "<a href=\"https://vp.example.nl/acme/help.html\">x</a>",
        "<a href=\"https://example.com/\" rel=\"noopener NoReferrer\" target=\"_blank\">x</a>",
        "<a href=\"tel:+31612345678\">x</a> <a href=\"mailto:a@example.nl\">x</a>",
        "<img src=\"assets/icon-0123456789.svg\" alt=\"\" width=\"1\" height=\"1\" loading=\"lazy\">",
        "<picture><source type=\"image/webp\" srcset=\"assets/icon-0123456789.svg 1x, assets/icon-0123456789.svg 2x\"><img src=\"assets/icon-0123456789.svg\" alt=\"x\"></picture>",
        "<svg viewBox=\"0 0 1 1\"><title>Bellen</title><defs><linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient></defs><path d=\"M0 0\" fill=\"url(#g)\" transform=\"scale(2)\"/><use xlink:href=\"#g\"/></svg>",
        "<svg><circle r=\"1\"><animate attributeName=\"r\" from=\"1\" to=\"2\" dur=\"1s\"/></circle></svg>",
        "<details open><summary>x</summary><table><tr><th scope=\"col\">x</th><td colspan=\"2\">y</td></tr></table></details>",
        "<ol start=\"2\"><li value=\"3\">x</li></ol><time datetime=\"2026-11-03\">x</time><wbr><bdi>x</bdi>",
        "<button type=\"button\" popovertarget=\"p\">x</button><div popover id=\"p\">x</div>",
        "<video controls preload=\"none\" src=\"assets/icon-0123456789.svg\"><track kind=\"captions\" srclang=\"nl\" src=\"assets/icon-0123456789.svg\" default></video>",
        "<pre><code>&lt;script src=\"https://example.com/\"&gt;</code></pre><!-- <script>no</script> -->",
        "<a href=\"assets/icon-0123456789.svg\" download>x</a><own-word class=\"x\">x</own-word>",
        "<p title=\"what javascript: is\">javascript: is a scheme</p>",
    ];
    for snippet in cases {
        passes("site/index.html", &page(POLICY, "", snippet), snippet);
    }
}

#[test]
fn a_head_loads_from_the_site_alone_and_says_nothing_else() {
    let cases = [
        (
            "<link rel=\"preconnect\" href=\"https://fonts.gstatic.com\" crossorigin>",
            "site/outside",
        ),
        ("<link rel=\"dns-prefetch\" href=\"//example.com\">", "site/outside"),
        ("<link rel=\"preload\" as=\"font\" href=\"https://example.com/a.woff2\">", "site/outside"),
        ("<link rel=\"alternate stylesheet\" href=\"https://example.com/a.css\">", "site/outside"),
        ("<link rel=\"STYLESHEET\" href=\"https://example.com/a.css\">", "site/outside"),
        ("<link rel=\"stylesheet\" href=\"assets/icon-0123456789.svg\">", "site/outside"),
        ("<link rel=\"manifest\" href=\"app.webmanifest\">", "site/link"),
        ("<link href=\"https://example.com/a.css\">", "site/outside"),
        (
            "<link rel=\"preload\" as=\"image\" imagesrcset=\"https://example.com/a.png 1x\" href=\"assets/icon-0123456789.svg\">",
            "site/outside",
        ),
        ("<meta http-equiv=\"refresh\" content=\"0;url=https://example.com/\">", "site/policy"),
        ("<meta http-equiv=\"Set-Cookie\" content=\"a=b\">", "site/policy"),
        ("<meta http-equiv=\"Accept-CH\" content=\"DPR\">", "site/policy"),
        ("<meta http-equiv=\"origin-trial\" content=\"x\">", "site/policy"),
        ("<meta name=\"Referrer\" content=\"unsafe-url\">", "site/referrer"),
        ("<meta charset=\"iso-2022-jp\">", "site/policy"),
        ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src *\">", "site/policy"),
        ("<script src=\"https://example.com/a.js\" defer></script>", "site/outside"),
        ("<base target=\"_blank\">", "site/element"),
    ];
    for (snippet, code) in cases {
        gives("site/index.html", &page(POLICY, snippet, ""), snippet, code);
    }
    for snippet in [
        "<link rel=\"stylesheet\" href=\"assets/style-0123456789.css\">",
        "<link rel=\"shortcut icon\" href=\"assets/icon-0123456789.svg\" type=\"image/svg+xml\">",
        "<link rel=\"canonical\" href=\"https://vp.example.nl/acme/\">",
        "<link rel=\"alternate\" hreflang=\"en\" href=\"https://vp.example.nl/acme/en/\">",
        "<script src=\"assets/site-0123456789.js\" defer></script>",
        "<meta name=\"theme-color\" content=\"#fff\"><meta property=\"og:title\" content=\"x\">",
    ] {
        passes("site/index.html", &page(POLICY, snippet, ""), snippet);
    }
}

#[test]
fn what_a_page_needs_must_be_there() {
    let sound = page(POLICY, "", "");
    passes("site/index.html", &sound, "the page itself");
    passes(
        "site/index.html",
        &sound.replace("-src '", "-SRC  '").replace('\'', "&#39;"),
        "spelling",
    );
    let csp = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let open = sound.replace("default-src 'none'", "default-src *");
    let cases = [
        (open.clone(), "an open policy", "site/policy"),
        (open.replace('*', "&#42;"), "an open policy, as an entity", "site/policy"),
        (
            sound.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
            "inline",
            "site/policy",
        ),
        (sound.replace("img-src 'self'", "img-src 'self' https:"), "pictures", "site/policy"),
        (sound.replace("; base-uri 'none'", ""), "no base", "site/policy"),
        (
            sound
                .replace("; base-uri 'none'", "; base-uri 'none'; report-uri https://example.com/"),
            "reports",
            "site/policy",
        ),
        (sound.replace(&csp, ""), "no policy", "site/policy"),
        (
            sound.replace(&csp, "").replace(
                "<title>",
                &format!("<link rel=\"icon\" href=\"assets/icon-0123456789.svg\">{csp}<title>"),
            ),
            "late",
            "site/policy",
        ),
        (
            sound.replace(&csp, "").replace("<body>", &format!("<body>{csp}")),
            "in the body",
            "site/policy",
        ),
        (sound.replace(&csp, &format!("x{csp}")), "behind a word", "site/policy"),
        (sound.replace("<head>", "<head></head>"), "behind the head", "site/policy"),
        (sound.replace(&csp, &format!("<!-- {csp} -->")), "in a comment", "site/policy"),
        (sound.replace(&csp, &csp.replace("http-equiv", "name")), "by name", "site/policy"),
        (sound.replace("noindex", "index"), "index", "site/noindex"),
        (sound.replace("name=\"referrer\"", "name=\"x\""), "no referrer", "site/referrer"),
        (sound.replace("lang=\"nl\"", "lang=\"\""), "no language", "site/lang"),
        (sound.replace(LEAVE, ""), "no way out", "site/exit"),
        (
            sound.replace("<body>", "<body><a id=\"vp-exit\" href=\"help.html\">x</a>"),
            "a way out to somewhere else, which the script takes",
            "site/exit",
        ),
        (
            sound.replace("<body>", "<body><a data-exit href=\"help.html\">x</a>"),
            "a link that leaves to somewhere else",
            "site/exit",
        ),
        (sound.replace("target=\"_top\"", ""), "a way out within the frame", "site/exit"),
        (
            sound.replace("target=\"_top\"", "target=\"_top\" hidden"),
            "a hidden way out",
            "site/exit",
        ),
        (sound.replace(LEAVE, &format!("<!--{LEAVE}-->")), "a way out in a comment", "site/exit"),
    ];
    for (text, what, code) in cases {
        assert_ne!(text, sound, "{what}");
        gives("site/index.html", &text, what, code);
    }
}

#[test]
fn a_style_sheet_loads_files_of_the_site_alone() {
    let path = "site/assets/style-0123456789.css";
    let cases = [
        ("@import url(https://fonts.googleapis.com/css2?family=Inter);", "site/outside"),
        ("@import \"https://example.com/a.css\";", "site/outside"),
        ("@IMPORT '//example.com/a.css' screen;", "site/outside"),
        ("@\\69mport url(//example.com/a.css);", "site/outside"),
        ("@import url(icon-0123456789.svg);", "site/outside"),
        ("@import \"other.css\";", "site/link"),
        ("p { background: url(https://example.com/a.png) }", "site/outside"),
        ("p { background: URL( \"https://example.com/a.png\" ) }", "site/outside"),
        ("p { background: u\\72l(https://example.com/a.png) }", "site/outside"),
        (
            "p { background: \\75\\72\\6c (https://example.com/a.png); cursor: \\000075rl('//example.com/a.cur') }",
            "site/outside",
        ),
        ("p { background: url(/**/https://example.com/a.png) }", "site/outside"),
        ("p { background: url(data:image/png;base64,AA) }", "site/outside"),
        ("p { background: url(ht\\74ps://example.com/a.png) }", "site/outside"),
        ("p { background: url(a.png) }", "site/link"),
        ("p { background: image-set(\"https://example.com/a.png\" 1x) }", "site/outside"),
        ("p { background: -webkit-image-set(url(https://example.com/a.png) 1x) }", "site/outside"),
        (
            "p { background: image-set(linear-gradient(red, red) 1x, '//example.com/a.png' 2x) }",
            "site/outside",
        ),
        (
            "p { --x: 'https://example.com/a.png'; background: image-set(var(--x) 1x) }",
            "site/style",
        ),
        ("p { background: src(\"https://example.com/a.png\") }", "site/outside"),
        ("p { background: src(var(--x)) }", "site/style"),
        ("p { background: image(\"https://example.com/a.png\") }", "site/outside"),
        ("p { background: cross-fade(url(//example.com/a.png), red) }", "site/outside"),
        ("p { --x: url(https://example.com/a.png) }", "site/outside"),
        ("input[value^=a] { background: url(//example.com/a) }", "site/outside"),
        (
            "@font-face { font-family: x; src: url(https://example.com/a.woff2) format('woff2') }",
            "site/outside",
        ),
        (
            "@media print { @supports (color: red) { p { content: url('//example.com/a') } } }",
            "site/outside",
        ),
        (
            "@property --x { syntax: '<url>'; inherits: true; initial-value: url(//example.com/a) }",
            "site/outside",
        ),
        ("@namespace url(a); p { content: url(https://example.com/a) }", "site/outside"),
        ("@namespace { p { content: url(https://example.com/a) } }", "site/outside"),
        ("p { filter: url(https://example.com/a.svg#x) }", "site/outside"),
        ("p { behavior: url(//example.com/a.htc) }", "site/outside"),
        ("p { width: expression(alert(1)) }", "site/style"),
        ("p { background: url(https://example.com/a b.png) }", "site/outside"),
        ("@charset \"gbk\"; p {}", "site/style"),
        ("p { background: url(../../../../a.png) }", "site/outside"),
        ("p { background: url(../../index.html) }", "site/outside"),
    ];
    for (css, code) in cases {
        gives(path, css, css, code);
    }
    let deep = format!("p {{ x: {} }}", "(".repeat(100_000));
    gives(path, &deep, "blocks without end", "site/style");
    for css in [
        "/* url(https://example.com/a.png) @import 'x'; */ p { color: red }",
        "p::before { content: \"url(https://example.com/)\" }",
        "p { background: url(icon-0123456789.svg) }",
        "p { background: url( './icon-0123456789.svg#x' ) }",
        "p { background: image-set(\"icon-0123456789.svg\" type(\"image/svg+xml\") 1x) }",
        "p { filter: url(#soft); mask: url('#m') }",
        "@charset \"UTF-8\"; @namespace url(http://www.w3.org/1999/xhtml); @namespace svg \"http://www.w3.org/2000/svg\";",
        "@media (hover: hover) and (width > 60em) { .a:is(b, c)::after { content: attr(data-x); color: color-mix(in oklab, red, var(--x)) } }",
        "@supports (background: paint(x)) { p { width: calc(1px + env(safe-area-inset-left)) } }",
    ] {
        passes(path, css, css);
    }
}

#[test]
fn a_drawing_refers_to_itself_alone() {
    let svg = |inner: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inner}</svg>"
        )
    };
    let nested = |inner: &str| {
        let data = base64::engine::general_purpose::STANDARD.encode(svg(inner));
        format!("<image xlink:href=\"data:image/svg+xml;base64,{data}\"/>")
    };
    let path = "site/assets/icon-0123456789.svg";
    let cases = [
        ("<script>alert(1)</script>", "site/element"),
        (
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "site/element",
        ),
        (
            "<x:img xmlns:x=\"http://www.w3.org/1999/xhtml\" src=\"https://example.com/a.png\"/>",
            "site/element",
        ),
        ("<image href=\"https://example.com/a.png\"/>", "site/outside"),
        ("<image xlink:href=\"data:image/svg+xml;base64,AA\"/>", "site/outside"),
        ("<use xlink:href=\"other.svg#x\"/>", "site/outside"),
        (&nested("<script>x()</script>"), "site/element"),
        (&nested(&nested("<image href=\"//example.com/a.png\"/>")), "site/outside"),
        (&nested(&nested(&nested(&nested(&nested(""))))), "site/outside"),
        ("<a xlink:href=\"https://example.com/\"><path/></a>", "site/outside"),
        ("<style>@import 'https://example.com/a.css';</style>", "site/outside"),
        ("<style><![CDATA[p { fill: url(//example.com/a#x) }]]></style>", "site/outside"),
        ("<path style=\"fill: u\\72l(//example.com/a#x)\"/>", "site/outside"),
        ("<path onclick=\"x()\"/>", "site/inline"),
        ("<animate attributeName=\"xlink:href\" values=\"a;b\"/>", "site/outside"),
        ("<animate attributeName=\"x\" values=\"0;javascript:alert(1)\"/>", "site/scheme"),
        ("<g xml:base=\"https://example.com/\"/>", "site/outside"),
        ("<broken>", "site/drawing"),
    ];
    for (inner, code) in cases {
        gives(path, &svg(inner), inner, code);
    }
    let style = format!("<?xml-stylesheet href=\"https://example.com/a.css\"?>{}", svg(""));
    gives(path, &style, "a style sheet before it begins", "site/outside");
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{}",
        svg("<text>&x;</text>")
    );
    gives(path, &entity, "a document type", "site/drawing");
    passes(path, &svg(&nested("<path d=\"M0 0\"/>")), "a drawing within a drawing");
    for inner in [
        "<style>.a { fill: url(#g) }</style><path class=\"a\" transform=\"scale(2) rotate(3)\"/>",
        "<image xlink:href=\"data:image/png;base64,AA\"/>",
        "<title>x</title><use href=\"#g\"/><metadata><x xmlns=\"https://example.com/\" about=\"\"/></metadata>",
    ] {
        passes(path, &svg(inner), inner);
    }
    let link = svg("<a href=\"https://vp.example.nl/acme/\"><path/></a>");
    passes("screen/poster-nl.svg", &link, "a link of a poster");
    let run = svg("<a href=\"javascript:alert(1)\"><path/></a>");
    gives("screen/poster-nl.svg", &run, "a script of a poster", "site/scheme");
}

#[test]
fn the_kit_page_shows_the_kit_and_nothing_else() {
    let head = "<style>p { color: red }</style>";
    for body in [
        "<iframe class=\"x\" src=\"site/index.html\" title=\"x\"></iframe>",
        "<a href=\"print/flyer-nl.pdf\">x</a><img src=\"site/assets/icon-0123456789.svg\" alt=\"\">",
        "<p style=\"color: red\">x</p>",
    ] {
        passes("index.html", &page(KIT_POLICY, head, body), body);
    }
    for (body, code) in [
        ("<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", "site/outside"),
        ("<iframe src=\"print/flyer-nl.pdf\"></iframe>", "site/outside"),
        ("<iframe srcdoc=\"x\"></iframe>", "site/outside"),
        ("<script src=\"site/assets/site-0123456789.js\"></script>", "site/element"),
        ("<style>@import url(https://example.com/a.css);</style>", "site/outside"),
        ("<style>p { background: url(site/assets/icon-0123456789.svg) }</style>", "site/outside"),
        ("<p style=\"background: url(//example.com/a.png)\">x</p>", "site/outside"),
        ("<img src=\"https://example.com/a.png\" alt=\"\">", "site/outside"),
        ("<a href=\"print/gone.pdf\">x</a>", "site/link"),
        ("<a href=\"https://example.com/\">x</a>", "site/referrer"),
    ] {
        gives("index.html", &page(KIT_POLICY, head, body), body, code);
    }
    gives("index.html", &page(POLICY, "", ""), "the policy of the site", "site/policy");
    let open = KIT_POLICY.replace("frame-src 'self'", "frame-src *");
    gives("index.html", &page(&open, "", ""), "frames from elsewhere", "site/policy");
}

#[test]
fn a_message_loads_nothing_at_all() {
    let path = "intranet/text-nl.html";
    let cases = [
        (
            "<img src=\"https://vp.example.nl/acme/assets/icon-0123456789.svg\" alt=\"\">",
            "site/outside",
        ),
        ("<img src=\"https://example.com/open.gif\" alt=\"\">", "site/outside"),
        ("<script>1</script>", "site/outside"),
        ("<link rel=\"stylesheet\" href=\"https://example.com/a.css\">", "site/outside"),
        ("<iframe src=\"https://vp.example.nl/acme/embed.html\"></iframe>", "site/outside"),
        ("<p style=\"background: url(https://example.com/a.png)\">x</p>", "site/outside"),
        ("<style>p { background: image-set('//example.com/a' 1x) }</style>", "site/outside"),
        ("<table background=\"https://example.com/a.png\"></table>", "site/outside"),
        ("<a href=\"javascript:alert(1)\">x</a>", "site/scheme"),
        ("<a href=\"help.html\">x</a>", "site/link"),
        ("<a href=\"https://vp.example.nl/acme/gone.html\">x</a>", "site/link"),
        ("<a href=\"#gone\">x</a>", "site/anchor"),
        ("<p onclick=\"x()\">x</p>", "site/inline"),
        ("<form></form>", "site/outside"),
        ("<meta http-equiv=\"refresh\" content=\"0\">", "site/policy"),
    ];
    for (snippet, code) in cases {
        gives(path, snippet, snippet, code);
        let mail = format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n\r\nx\r\n\
             --b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{snippet}\r\n--b--\r\n"
        );
        gives("intranet/announcement-nl.eml", &mail, snippet, code);
    }
    let sound = "<p style=\"color: red; width: 36em\">x <a href=\"https://vp.example.nl/acme/\">y</a> \
                 <a href=\"https://vp.example.nl/acme/help.html\">y</a> <a href=\"https://example.com/\">z</a></p>\
                 <table align=\"center\"><tr><td width=\"10\"><font color=\"red\">x</font></td></tr></table>";
    passes(path, sound, sound);
}

#[test]
fn a_script_that_nobody_vouches_for_is_refused() {
    gives("site/assets/other-0123456789.js", "x()", "another script", "site/script");
    gives("site/assets/other-0123456789.MJS", "x()", "another script", "site/script");
    passes("site/assets/site-0123456789.js", "x()", "the script that may run");
}

#[test]
fn what_must_be_said_is_said_in_words_that_are_shown() {
    let statements = statements();
    let rules = rules(&statements, Sources::default());
    let lang = Lang::parse("nl").unwrap();
    let (full, line) = (&statements[&lang].full, &statements[&lang].line);
    let says = |path: &str, bytes: &str, text: Option<&str>, says: Says| {
        let saying = Some(Saying { says, lang });
        let output =
            Seen { path, bytes: bytes.as_bytes(), text, proof: None, says: saying, fields: &[] };
        let (_, faults) = rules.look(&output);
        faults.iter().any(|fault| fault.code == "statement/missing")
    };
    let promise = "Alles blijft altijd geheim.";
    for (path, own) in
        [("print/a-nl.pdf", Says::Full), ("screen/a.png", Says::Line), ("print/a.pdf", Says::Line)]
    {
        assert!(says(path, "", Some(promise), own), "{path}");
        assert!(says(path, "", None, own), "{path}: no words are no statement");
        assert!(!says(path, "", Some(&format!("{promise} {full}")), own), "{path}");
    }
    assert!(says("print/a.pdf", "", Some(line), Says::Full));
    assert!(!says("print/a.pdf", "", Some(line), Says::Line));
    assert!(!says(
        "print/a.pdf",
        "",
        Some("Ver\u{ad}trou-\nwelijk,\nbehalve bij gevaar"),
        Says::Line
    ));
    assert!(!says("intranet/a.txt", full, None, Says::Full));
    let html = |inner: &str| format!("<p>x</p>{inner}");
    for hidden in [
        format!("<div hidden><p>{full}</p></div>"),
        format!("<!-- {full} -->"),
        format!("<title>{full}</title>"),
        format!("<p title=\"{full}\">x</p>"),
        format!("<style>{full}</style>"),
    ] {
        assert!(says("site/index.html", &html(&hidden), None, Says::Full), "{hidden}");
    }
    assert!(!says(
        "site/index.html",
        &html(&format!("<b hidden>y</b><p>{full}</p>")),
        None,
        Says::Full
    ));
    let mail = |html: &str, text: &str| {
        format!(
            "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n\r\n{text}\r\n\
             --b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>{html}</p>\r\n--b--\r\n"
        )
    };
    assert!(!says("a.eml", &mail(full, full), Some(full), Says::Full));
    assert!(says("a.eml", &mail(promise, full), Some(full), Says::Full), "in HTML too");
    assert!(says("a.eml", &mail(full, promise), Some(full), Says::Full), "in plain text too");
}

#[test]
fn a_fault_is_told_at_the_place_in_the_theme() {
    let statements = statements();
    let own = SourceFile::new(
        "themes/default/site/page.html",
        "{% block main %}\n<p>{{ x }}</p>\n  <iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n\n<img src=\"https://example.com/{{ lang }}.png\" alt=\"\">",
    );
    let built_in = SourceFile::new("<built in>/themes/default/site/a.html", "<iframe src=\"x\">");
    let sheet =
        SourceFile::new("themes/default/assets/style.css", "p {}\nq { x: url(//example.com/) }\n");
    let templates = BTreeMap::from([("a".to_owned(), built_in), ("b".to_owned(), own)]);
    let sources = Sources::new(&templates, &[sheet]);
    let rules = rules(&statements, sources);
    let told = |path: &str, text: &str| {
        let output =
            Seen { path, bytes: text.as_bytes(), text: None, proof: None, says: None, fields: &[] };
        let (_, faults) = rules.look(&output);
        let fault = faults.into_iter().next().unwrap();
        let place = fault.span.map(|span| (span.file.path.clone(), span.line_column()));
        (fault.message, place)
    };
    let body = "<p>y</p>\n  <iframe src=\"https://www.youtube.com/embed/x\"></iframe>\n";
    let (message, place) = told("site/a.html", &page(POLICY, "", body));
    assert_eq!(place, Some(("themes/default/site/page.html".to_owned(), (3, 3))), "{message}");
    assert!(
        message.contains("https://www.youtube.com/embed/x") && !message.contains("site/a.html"),
        "{message}"
    );
    let (_, place) = told(
        "site/assets/style-1.css",
        ":root { --brand: red }\np {}\nq { x: url(//example.com/) }\n",
    );
    assert_eq!(place, Some(("themes/default/assets/style.css".to_owned(), (2, 8))));
    // A tag that the template fills in.
    let filled = "<img src=\"https://example.com/nl.png\" alt=\"\">";
    let (_, place) = told("site/a.html", &page(POLICY, "", filled));
    assert_eq!(place, Some(("themes/default/site/page.html".to_owned(), (5, 1))));
    let (_, place) = told("site/a.html", &page(POLICY, "", &filled.replace("png", "gif")));
    assert_eq!(place, None);
    let (message, place) = told("site/a.html", &page(POLICY, "", "<embed src=\"x\">"));
    assert_eq!(
        (message.to_string().as_str(), place),
        ("`site/a.html` holds a `<embed>` that loads `x`", None)
    );
}

#[test]
fn facts_are_small_and_come_back_from_storage() {
    let statements = statements();
    let rules = rules(&statements, Sources::default());
    let text = page(POLICY, "", "<h2 id=\"a\">x</h2><a href=\"help.html#b\">y</a>");
    let output = Seen {
        path: "site/index.html",
        bytes: text.as_bytes(),
        text: None,
        proof: None,
        says: None,
        fields: &[],
    };
    let (facts, _) = rules.look(&output);
    let stored = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<Facts>(&stored).unwrap(), facts);
    assert!(stored.len() < 200, "{stored}");
    assert_eq!(serde_json::to_string(&Facts::default()).unwrap(), "{}");
}
