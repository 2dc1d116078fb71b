//! Drawings as people hand them in: in odd encodings, with what is left out, by variable, too much.
//!
//! Invariant: as in `pictures.rs`, what must pass stands beside what must be told.

use std::fs;
use std::io::Write;

use super::{GREEN, Shelf, svg};

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn an_svg_that_is_not_seen_as_svg() {
    let mut shelf = Shelf::new("pictures-svg");
    let plain = svg(GREEN);
    let wide = format!("<?xml version='1.0' encoding='UTF-16'?>\n{plain}");
    let entities: String =
        (0..60).map(|n| format!("<!ENTITY ns_{n} 'http://ns.example.nl/{n}/'>\n")).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(plain.as_bytes()).unwrap();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("head", format!("<!-- {} -->\n{plain}", "x".repeat(5000)).into()),
        ("type", format!("<!DOCTYPE svg PUBLIC 'a' 'b' [\n{entities}]>\n{plain}").into()),
        ("mark", format!("\u{FEFF}{plain}").into()),
        ("le", [vec![0xFF, 0xFE], utf16(&wide, u16::to_le_bytes)].concat()),
        ("be", [vec![0xFE, 0xFF], utf16(&wide, u16::to_be_bytes)].concat()),
        ("bare", utf16(&wide, u16::to_le_bytes)),
        ("latin", [&plain.as_bytes()[..4], b" id='caf\xE9'", &plain.as_bytes()[4..]].concat()),
        ("packed", packed.finish().unwrap()),
        (
            "prefix",
            plain
                .replace("<", "<svg:")
                .replace("<svg:/", "</svg:")
                .replace("xmlns=", "xmlns:svg=")
                .into(),
        ),
        ("unnamed", plain.replace(" xmlns='http://www.w3.org/2000/svg'", "").into()),
        ("links", svg(&format!("<g id='a'>{GREEN}</g><use xlink:href='#a' x='1'/>")).into()),
        ("tool", svg(&format!("<sodipodi:namedview inkscape:zoom='1'/>{GREEN}")).into()),
    ];
    for (name, bytes) in &cases {
        shelf.logo(name, "a.svg", bytes);
    }
    shelf.run("build");
    for (name, _) in &cases {
        shelf.says(name, "");
        let made = fs::read_to_string(shelf.made(name, "logo-", ".svg")).unwrap();
        assert!(made.to_lowercase().contains("#0b5d3b"), "{name}: {made}");
    }
}

#[test]
fn an_svg_with_prefixes_and_all_else_that_is_left_out() {
    let mut shelf = Shelf::new("pictures-dropped");
    let xhtml = "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>";
    let told = [
        ("prefix", svg(&format!("{GREEN}<v:text xmlns:v='http://www.w3.org/2000/svg'>x</v:text>"))),
        ("text", svg(&format!("{GREEN}<text y='9'>De Waal</text>"))),
        ("span", svg(&format!("{GREEN}<text y='9'><tspan>De Waal</tspan></text>"))),
        (
            "image",
            svg(&format!(
                "{GREEN}<image href='data:image/png;base64,iVBORw0KGgo=' width='9' height='9'/>"
            )),
        ),
        ("foreign", svg(&format!("{GREEN}{xhtml}"))),
        ("switch", svg(&format!("<switch>{xhtml}{GREEN}</switch>"))),
        (
            "import",
            svg(&format!("<style>@import url('https://x.example.nl/a.css');</style>{GREEN}")),
        ),
        ("sheet", format!("<?xml-stylesheet href='a.css'?>{}", svg(GREEN))),
        ("other", svg(&format!("{GREEN}<use href='other.svg#a'/>"))),
        ("moving", svg("<rect width='40' height='20'><animate attributeName='x' to='9'/></rect>")),
        (
            "css",
            svg(&format!(
                "<style>@keyframes a{{to{{opacity:0}}}}rect{{animation:a 1s}}</style>{GREEN}"
            )),
        ),
        ("script", svg(&format!("<script>x()</script>{GREEN}"))),
        ("mesh", svg(&format!("{GREEN}<meshgradient id='m'/>"))),
    ];
    let silent = [
        ("title", svg(&format!("<title>text</title><desc>image</desc>{GREEN}"))),
        ("blank", svg(&format!("{GREEN}<text y='9'> </text>"))),
        ("hidden", svg(&format!("{GREEN}<g style='display: none'><text>x</text></g>"))),
        (
            "own",
            svg(&format!(
                "<switch><foreignObject requiredExtensions='http://ns.example.nl/' width='1' height='1'/><g>{GREEN}</g></switch>"
            )),
        ),
        (
            "fonts",
            svg(&format!(
                "<style>@import url('https://fonts.example.nl/css?a');.b{{fill:red}}</style>{GREEN}"
            )),
        ),
        (
            "class",
            svg("<style>.st0{fill:#0B5D3B;}</style><rect class='st0' width='40' height='20'/>"),
        ),
    ];
    for (name, drawing) in told.iter().chain(&silent) {
        shelf.logo(name, "a.svg", drawing.as_bytes());
    }
    shelf.run("check");
    for (name, _) in &told {
        shelf.says(name, "warning[picture/dropped]");
    }
    for (name, _) in &silent {
        shelf.says(name, "");
    }
}

#[test]
fn colours_by_variable() {
    let mut shelf = Shelf::new("pictures-variables");
    let green = |fill: &str| format!("<rect width='40' height='20' {fill}/>");
    let known = [
        ("fallback", svg(&green("fill='var(--brand, #0B5D3B)'"))),
        (
            "root",
            svg(&format!(
                "<style>:root{{--brand:#0B5D3B}}</style>{}",
                green("fill='var(--brand)'")
            )),
        ),
        (
            "class",
            svg(&format!(
                "<style>svg{{--b:#0B5D3B}}.a{{fill:var(--b)}}</style>{}",
                green("class='a'")
            )),
        ),
        ("own", svg(&green("style='--b: #0B5D3B; fill: var(--b)'"))),
        ("nested", svg(&green("fill='var(--a, var(--b, #0B5D3B))'"))),
        ("current", svg(&format!("<g color='#0B5D3B'>{}</g>", green("fill='currentColor'")))),
    ];
    for (name, drawing) in &known {
        shelf.logo(name, "a.svg", drawing.as_bytes());
    }
    shelf.logo("unknown", "a.svg", svg(&green("fill='var(--brand)'")).as_bytes());
    shelf.run("build");
    for (name, _) in &known {
        shelf.says(name, "");
        let made = fs::read_to_string(shelf.made(name, "logo-", ".svg")).unwrap();
        assert!(made.to_lowercase().contains("#0b5d3b"), "{name}: {made}");
    }
    shelf.says("unknown", "warning[picture/dropped]: this drawing holds the colour `--brand`");
}

#[test]
fn a_drawing_that_asks_for_hours_is_refused() {
    let mut shelf = Shelf::new("pictures-bombs");
    let large = "error[picture/large]: this drawing is too much to print";
    let filter = "<filter id='f'><feGaussianBlur stdDeviation='9'/><feOffset dx='1'/></filter>";
    let shadow = format!("{filter}<g filter='url(#f)'>{GREEN}</g>");
    let uses: String = (1..11)
        .map(|n| format!("<g id='a{n}'>{}</g>", format!("<use href='#a{}'/>", n - 1).repeat(10)))
        .collect();
    let patterns: String = (1..10)
        .map(|n| {
            let tile = format!("<rect width='9' height='9' fill='url(#a{})'/>", n - 1).repeat(9);
            format!("<pattern id='a{n}' width='9' height='9' patternUnits='userSpaceOnUse'>{tile}</pattern>")
        })
        .collect();
    let corners = "l1 1 ".repeat(9000);
    let spots = "<rect width='1' height='1'/>".repeat(200);
    let cases = [
        (
            "filters",
            svg(&format!(
                "{filter}{}{GREEN}{}",
                "<g filter='url(#f)'>".repeat(15),
                "</g>".repeat(15)
            )
            .replace("/></filter>", &format!("/>{}</filter>", "<feTile/>".repeat(40)))),
            large,
        ),
        (
            "reach",
            svg(&shadow.replace("id='f'", "id='f' x='-99' y='-99' width='200' height='200'")),
            large,
        ),
        ("grow", svg(&shadow.replace("<feOffset dx='1'/>", "<feMorphology radius='30'/>")), large),
        (
            "layers",
            svg(&format!("{}{GREEN}{}", "<g opacity='.9'>".repeat(60), "</g>".repeat(60))),
            large,
        ),
        ("deep", svg(&format!("{}{GREEN}{}", "<g>".repeat(3000), "</g>".repeat(3000))), large),
        (
            "uses",
            svg(&format!("<defs><g id='a0'>{GREEN}</g>{uses}</defs><use href='#a10'/>")),
            large,
        ),
        (
            "tiles",
            svg(&format!(
                "<pattern id='a0' width='9' height='9'/>{patterns}<rect width='9' height='9' fill='url(#a9)'/>"
            )),
            large,
        ),
        (
            "tile",
            svg(
                "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'><path d='M0 0h9v9z'/></pattern><rect width='40' height='20' fill='url(#p)'/>",
            ),
            large,
        ),
        (
            "dashes",
            svg("<path stroke='#000' stroke-dasharray='.00001' d='M0 0L40 20L0 20z'/>"),
            large,
        ),
        (
            "markers",
            svg(&format!(
                "<marker id='m'>{spots}</marker><path marker-mid='url(#m)' d='M0 0{corners}'/>"
            )),
            large,
        ),
        ("shapes", svg(&"<path d='M0 0h9v9z'/>".repeat(60_000)), large),
        ("shadow", svg(&shadow), ""),
        ("used", svg(&format!("<g id='a'>{GREEN}</g>{}", "<use href='#a'/>".repeat(300))), ""),
        (
            "arrow",
            svg(&format!(
                "<marker id='m'><path d='M0 0h9v9z'/></marker><path stroke='#000' marker-end='url(#m)' d='M0 0L9 9'/>{GREEN}"
            )),
            "",
        ),
        ("map", svg(&"<path d='M0 0h39v19z'/>".repeat(3000)), ""),
    ];
    for (name, drawing, _) in &cases {
        shelf.logo(name, "a.svg", drawing.as_bytes());
    }
    shelf.run("check");
    for (name, _, wanted) in &cases {
        shelf.says(name, wanted);
    }
}

#[test]
fn a_drawing_does_not_grow() {
    let mut shelf = Shelf::new("pictures-grow");
    let cases = [
        (
            "curves",
            svg("<path fill='#0B5D3B' d='m2 2c1 2 3 4 5 6s7 8 9 1a3 3 0 0 1 4 4q1 1 2 2t3 3z'/>"),
        ),
        ("circles", svg(&"<circle cx='9' cy='9' r='3' fill='#0B5D3B'/>".repeat(9))),
        (
            "used",
            svg(&format!("<g id='laag'>{GREEN}</g>{}", "<use href='#laag' x='1'/>".repeat(40))),
        ),
        (
            "class",
            svg(
                "<style>.a{fill:#0B5D3B}.b{fill:#123}</style><circle class='a' cx='9' cy='9' r='8'/><circle class='b' cx='29' cy='9' r='8'/>",
            ),
        ),
        (
            "style",
            svg("<circle style='fill:#0B5D3B;stroke:none' onclick='x()' cx='9' cy='9' r='8'/>"),
        ),
        (
            "link",
            svg("<a href='https://x.example.nl/'><circle fill='#0B5D3B' cx='9' cy='9' r='8'/></a>"),
        ),
    ];
    for (name, drawing) in &cases {
        shelf.logo(name, "a.svg", drawing.as_bytes());
    }
    shelf.run("build");
    for (name, drawing) in &cases {
        assert!(!shelf.told(name).contains("error"), "{}", shelf.told(name));
        let made = fs::read_to_string(shelf.made(name, "logo-", ".svg")).unwrap();
        assert!(made.len() <= drawing.len(), "{name}: {} > {}: {made}", made.len(), drawing.len());
        assert!(made.to_lowercase().contains("#0b5d3b"), "{name}: {made}");
        for gone in ["onclick", "example.nl", "<a", "style="] {
            assert!(!made.contains(gone), "{name}: {gone}: {made}");
        }
    }
}
