//! Codes that a page should carry, and does not as it should: each is found out.
//!
//! One theme whose product has an output a case, each with a template of its own; what is drawn
//! does not come from the theme's `symbol`, so that nothing but the page itself tells.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;
use vpsite::render::Matrix;

use crate::it::support::{site_only, vpsite};

/// What the client's code holds, and what a stray one does.
const OWN: &str = "HTTPS://STOEPJE.EXAMPLE.NL/";
const STRAY: &str = "HTTPS://ELSEWHERE.EXAMPLE.NL/";

/// Shapes that templates use: the code on a width in a colour, another one, and the same as so
/// many squares as it has dark modules, as rows of signs, and as dashed lines.
fn shapes() -> String {
    let curve = |name: &str, payload: &str| {
        let matrix = Matrix::new(payload).unwrap();
        let mut parts = String::new();
        for contour in matrix.outline() {
            for (index, [x, y]) in contour.iter().enumerate() {
                let kind = if index == 0 { "move" } else { "line" };
                write!(parts, "curve.{kind}(({x} * m, {y} * m)), ").unwrap();
            }
            parts.push_str("curve.close(), ");
        }
        let width = matrix.width;
        format!(
            "#let {name}(width, fill: black) = {{ let m = width / {width}\n block(width: width, \
             height: width, place(top + left, curve(fill: fill, fill-rule: \"even-odd\", {parts}))) }}\n"
        )
    };
    let code = qrcode::QrCode::new(STRAY).unwrap();
    let side = code.width();
    let dark = |(index, color): (usize, qrcode::Color)| {
        (color == qrcode::Color::Dark).then(|| format!("({}, {})", index % side, index / side))
    };
    let squares: Vec<String> = code.to_colors().into_iter().enumerate().filter_map(dark).collect();
    // Of each row, where its first dark module is and how long its dark and light runs are.
    let row = |row: &[qrcode::Color]| {
        let runs = row.chunk_by(|one, other| one == other);
        let runs: Vec<String> = runs.map(|run| run.len().to_string()).collect();
        let light = usize::from(row[0] == qrcode::Color::Light);
        let from = if light == 1 { &runs[0] } else { "0" };
        format!("({from}, ({},))", runs[light..].join(", "))
    };
    let rows: Vec<String> = code.to_colors().chunks(side).map(row).collect();
    format!(
        "{}{}#let rows = ({})\n{PIECES}#let squares(m) = block(width: {side} * m, height: {side} * m, {{\n for (x, y) in ({}) {{ \
         place(top + left, dx: x * m, dy: y * m, square(size: m, fill: black)) }}\n}})\n",
        curve("own", OWN),
        curve("stray", STRAY),
        rows.join(", "),
        squares.join(", ")
    )
}

/// The code in pieces of which none is a drawing: a word of black squares for each dark run of a
/// row, and a dashed line a row.
const PIECES: &str = r#"
#let signs(m) = context {
  let sign(size) = text(size: size, top-edge: "bounds", bottom-edge: "baseline", "\u{25a0}")
  // As wide as their squares are apart, and so large that these touch.
  let size = 1.33 * m / measure(sign(100pt)).height * 100pt
  let spare = m - measure(sign(size)).width
  block(width: rows.len() * m, height: rows.len() * m, for (y, (from, runs)) in rows.enumerate() {
    for (index, run) in runs.enumerate() {
      if calc.odd(index) { continue }
      let dx = (from + runs.slice(0, index).sum(default: 0)) * m
      place(top + left, dx: dx, dy: y * m, text(
        size: size, top-edge: "bounds", bottom-edge: "baseline", tracking: spare, "\u{25a0}" * run,
      ))
    }
  })
}
#let dashes(m) = block(width: rows.len() * m, height: rows.len() * m, {
  for (y, (from, runs)) in rows.enumerate() {
    let dash = (array: runs.map(run => run * m), phase: 0pt)
    let stroke = (paint: black, thickness: m, cap: "butt", dash: dash)
    place(top + left, dx: from * m, dy: (y + 0.5) * m, line(length: runs.sum() * m, stroke: stroke))
  }
})
"#;

/// Templates, and what is said of the codes of each: whether the one that should be there is
/// missing, and whether one is there that should not.
const CASES: &[(&str, &str, bool, bool)] = &[
    ("straight", "#own(70mm)", false, false),
    ("small", "#own(20mm)", false, false),
    ("picture", "#image(\"/code-site.svg\", alt: d.codes.site.alt, width: 70mm)", false, false),
    ("turned", "#rotate(90deg, own(70mm))", false, false),
    (
        "tiled",
        "#rect(width: 60mm, height: 60mm, stroke: none, fill: tiling(size: (60mm, 60mm), own(50mm)))",
        false,
        false,
    ),
    ("none", "Nothing to scan.", true, false),
    ("white", "#own(70mm, fill: white)", true, false),
    ("same", "#block(fill: blue, inset: 10mm, own(70mm, fill: blue))", true, false),
    ("pale", "#own(70mm, fill: luma(252))", true, false),
    (
        "under",
        "#place(own(70mm))\n#place(rect(width: 80mm, height: 80mm, fill: white))",
        true,
        false,
    ),
    (
        "corner",
        "#own(70mm)\n#place(top, rect(width: 24mm, height: 24mm, fill: white))",
        true,
        false,
    ),
    (
        "half",
        "#own(70mm)\n#place(top, dy: 30mm, rect(width: 90mm, height: 30mm, fill: red))",
        true,
        false,
    ),
    (
        "letters",
        "#own(70mm)\n#place(top, dy: 10mm, text(70pt, weight: 600)[Bakkerij])",
        true,
        false,
    ),
    (
        "logo",
        "#own(70mm)\n#place(top, dx: 15mm, dy: 15mm, image(d.logo.path, alt: d.logo.alt, width: 42mm))",
        true,
        true,
    ),
    ("sheet", "#place(dx: -60mm, own(70mm))", true, false),
    ("clip", "#box(clip: true, width: 55mm, height: 70mm, own(70mm))", true, false),
    ("mirrored", "#scale(x: -100%, own(70mm))", true, false),
    ("mirrored-once", "#own(70mm)\n#v(40mm)\n#scale(x: -100%, own(50mm))", true, false),
    ("elsewhere", "#stray(70mm)", true, true),
    ("beside", "#own(70mm)\n#place(top, dx: 78mm, dy: 20mm, stray(20mm))", false, true),
    ("far", "#own(70mm)\n#place(bottom + right, stray(22mm))", false, true),
    (
        "far-picture",
        "#own(70mm)\n#place(bottom + right, image(d.logo.path, alt: d.logo.alt, width: 26mm))",
        false,
        true,
    ),
    ("far-squares", "#own(70mm)\n#place(bottom + right, squares(1mm))", false, true),
    ("far-signs", "#own(70mm)\n#place(bottom + right, signs(1.5mm))", false, true),
    ("far-dashes", "#own(70mm)\n#place(bottom + right, dashes(1mm))", false, true),
    (
        "far-mirrored",
        "#own(70mm)\n#place(bottom + right, scale(x: -100%, stray(30mm)))",
        false,
        true,
    ),
    ("over-the-edge", "#own(70mm)\n#place(bottom + right, dx: 16mm, stray(22mm))", false, true),
];

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_code_that_is_hidden_cut_mirrored_covered_or_not_planned_is_found_out() {
    let root = site_only("sight");
    let mut outputs = String::new();
    for (name, body, ..) in CASES {
        let template = format!(
            "#let d = json(\"/data.json\")\n#set document(title: d.title)\n#set page(margin: 20mm)\n\
             #set text(font: d.brand.base_font, lang: d.lang)\n#import \"shapes.typ\": *\n{body}\n"
        );
        put(&root, &format!("themes/default/print/{name}.typ"), &template);
        for (format, more) in [("pdf", ""), ("png", ", width_px: 1240")] {
            writeln!(
                outputs,
                "      - {{path: \"print/{name}-{{lang}}.{format}\", template: print/{name}.typ, \
                 sheet: a4{more}, codes: [site]}}"
            )
            .unwrap();
        }
    }
    put(&root, "themes/default/print/shapes.typ", &shapes());
    let theme = include_str!("../../../themes/default/theme.yaml");
    let (before, _) = theme.split_once("products:\n").unwrap();
    let product = "products:\n  - id: badge\n    template: print/straight.typ\n    verb: hang\n    \
                   says: none\n    outputs:\n";
    put(&root, "themes/default/theme.yaml", &format!("{before}{product}{outputs}"));
    let words = "kit_badge: De badge\nkit_badge_about: Om op te spelden.\n";
    put(&root, "themes/default/content/nl/_strings.yaml", words);
    put(&root, "clients/minimal/logo.svg", &Matrix::new(STRAY).unwrap().svg());
    let client = root.join("clients/minimal.yaml");
    let text = fs::read_to_string(&client).unwrap();
    fs::write(&client, text + "brand: {logo: {path: minimal/logo.svg, alt: Het Stoepje}}\n")
        .unwrap();

    let said = vpsite(&root, &["check", "minimal", "--format", "json"]).ended(1).out;
    let said: Vec<Value> = serde_json::from_str(&said).unwrap();
    let mut found: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for fault in &said {
        let message = fault["message"].as_str().unwrap();
        let code = fault["code"].as_str().unwrap();
        assert!(!code.starts_with("print/"), "{message}");
        if !code.starts_with("code/") {
            continue;
        }
        let of =
            |(name, ..): &&(&str, &str, bool, bool)| message.contains(&format!("print/{name}-nl."));
        let (name, ..) = CASES.iter().find(of).unwrap();
        let format = if message.contains("-nl.pdf") { "pdf" } else { "png" };
        found.entry((name, format)).or_default().push(code);
        if name.starts_with("mirrored") {
            assert!(message.contains("it stands mirrored"), "{message}");
        }
    }
    let mut wrong = String::new();
    for (name, _, missing, stray) in CASES {
        let mut told = Vec::new();
        told.extend(missing.then_some("code/unreadable"));
        told.extend(stray.then_some("code/stranger"));
        for format in ["pdf", "png"] {
            let mut said = found.remove(&(*name, format)).unwrap_or_default();
            said.sort_by(|one, other| other.cmp(one));
            if said != told {
                writeln!(wrong, "{name}.{format}: {said:?} instead of {told:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
