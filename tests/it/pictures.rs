//! Pictures as people hand them in: cut off, of another kind, in other colours, unseen, too much.
//!
//! The JPEGs in `pictures/` show circles at random and were made for these tests with Pillow
//! (progressive, with restart markers, with four inks); all else is made here. Invariant: every
//! table holds what must pass beside what must be told, so that no rule can be too strict.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;

use super::support::{files, repository, site_only, vpsite};

const PLAIN: &[u8] = include_bytes!("pictures/plain.jpg");
const PASSES: &[u8] = include_bytes!("pictures/passes.jpg");
const RESTARTS: &[u8] = include_bytes!("pictures/restarts.jpg");
const INKS: &[u8] = include_bytes!("pictures/inks.jpg");
const GREEN: &str = "<rect width='40' height='20' fill='#0B5D3B'/>";

/// A workspace in which each picture has a client of its own.
struct Shelf {
    root: PathBuf,
    told: BTreeMap<String, String>,
}

impl Shelf {
    fn new(name: &str) -> Self {
        let root = site_only(name);
        fs::remove_dir_all(root.join("clients")).unwrap();
        fs::create_dir_all(root.join("clients")).unwrap();
        Self { root, told: BTreeMap::new() }
    }

    fn client(&self, name: &str) -> String {
        let text = fs::read_to_string(repository().join("clients/minimal.yaml")).unwrap();
        text.replace("stoepje", name)
    }

    fn logo(&self, name: &str, file: &str, bytes: &[u8]) {
        let clients = self.root.join("clients");
        let (_, ending) = file.rsplit_once('.').unwrap();
        fs::write(clients.join(format!("{name}-logo.{ending}")), bytes).unwrap();
        let brand = format!("brand: {{logo: {{path: {name}-logo.{ending}, alt: Stoepje}}}}\n");
        fs::write(clients.join(format!("{name}.yaml")), self.client(name) + &brand).unwrap();
    }

    fn photo(&self, name: &str, file: &str, bytes: &[u8]) {
        let clients = self.root.join("clients");
        let (_, ending) = file.rsplit_once('.').unwrap();
        fs::write(clients.join(format!("{name}-photo.{ending}")), bytes).unwrap();
        let photo = format!("name: Sam\n    photo: {{path: {name}-photo.{ending}, alt: Sam}}");
        let text = self.client(name).replace("name: Sam Smit", &photo);
        fs::write(clients.join(format!("{name}.yaml")), text).unwrap();
    }

    /// Runs the program on all of them, and keeps what it says of pictures.
    fn run(&mut self, command: &str) {
        let run = vpsite(&self.root, &[command, "--all", "--format", "short", "--jobs", "2"]);
        assert!(!run.err.contains("build/panic"), "{}", run.err);
        for line in run.err.lines().filter(|line| line.contains("[picture/")) {
            let name = line.strip_prefix("clients/").unwrap().split('.').next().unwrap();
            let told = self.told.entry(name.to_owned()).or_default();
            told.push_str(line);
            told.push('\n');
        }
    }

    fn told(&self, name: &str) -> &str {
        self.told.get(name).map_or("", String::as_str)
    }

    #[track_caller]
    fn says(&self, name: &str, wanted: &str) {
        let told = self.told(name);
        match wanted {
            "" => assert!(told.is_empty(), "{name}: {told}"),
            _ => assert!(told.contains(wanted), "{name}: wanted {wanted}, got {told:?}"),
        }
    }

    /// A file of the kit's site that begins and ends so.
    fn made(&self, client: &str, begins: &str, ends: &str) -> PathBuf {
        let assets = self.root.join(format!("dist/{client}/site/assets"));
        let all = files(&assets);
        let found = all.iter().find(|path| path.starts_with(begins) && path.ends_with(ends));
        assets.join(found.unwrap_or_else(|| panic!("{client}: no {begins}…{ends} in {all:?}")))
    }
}

fn circles(side: u32) -> RgbImage {
    RgbImage::from_fn(side, side, |x, y| {
        let part = |a: u32, b: u32| u8::try_from((x * a + y * b + (x * y) / 97) % 256).unwrap();
        Rgb([part(1, 2), part(3, 1), part(2, 5)])
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn half_a_photo() {
    let mut shelf = Shelf::new("pictures-half");
    let picture = circles(640);
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let kinds: [(&str, Vec<u8>); 7] = [
        ("jpg", jpeg.clone()),
        ("passes.jpg", PASSES.to_vec()),
        ("restarts.jpg", RESTARTS.to_vec()),
        ("inks.jpg", INKS.to_vec()),
        ("png", encoded(&picture, ImageFormat::Png)),
        ("gif", encoded(&picture, ImageFormat::Gif)),
        ("webp", encoded(&picture, ImageFormat::WebP)),
    ];
    let mut cut = Vec::new();
    for (kind, bytes) in &kinds {
        let ending = format!("a.{kind}");
        let short = kind.replace('.', "");
        shelf.photo(&format!("whole-{short}"), &ending, bytes);
        for part in [3, 30, 58, 90, 98] {
            let name = format!("cut-{short}-{part}");
            shelf.photo(&name, &ending, &bytes[..bytes.len() * part / 100]);
            cut.push(name);
        }
    }
    let mut damaged = encoded(&picture, ImageFormat::Png);
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x40;
    shelf.photo("flipped", "a.png", &damaged);
    // As telephones write them: another picture or a film behind it, no mark of the end, odd
    // segments, and a name that is not what it is.
    let behind = [jpeg.as_slice(), &[0; 900], &PLAIN[..700]].concat();
    shelf.photo("whole-behind", "a.jpg", &behind);
    shelf.photo("whole-unended", "a.jpg", &jpeg[..jpeg.len() - 2]);
    let odd = [&jpeg[..2], b"\xFF\xEF\0\x08abc\xFF\xD9d\xFF\xFE\0\x04ok", &jpeg[2..]].concat();
    shelf.photo("whole-odd", "a.jpg", &odd);
    shelf.photo("whole-named", "a.png", &jpeg);
    shelf.run("check");
    for name in cut {
        shelf.says(&name, "error[picture/invalid]: this picture is cut off");
    }
    shelf.says("flipped", "error[picture/invalid]: this picture is damaged");
    for name in ["behind", "unended", "odd", "named", "jpg", "png", "gif", "webp"] {
        shelf.says(&format!("whole-{name}"), "");
    }
    // Small as they are, they are whole.
    for name in ["passesjpg", "restartsjpg", "inksjpg"] {
        shelf.says(&format!("whole-{name}"), "warning[picture/coarse]");
    }
}

/// Red of screens in another space of colours, one pixel.
fn in_space(profile: &ColorProfile) -> [u8; 3] {
    let layout = moxcms::Layout::Rgb;
    let screen = ColorProfile::new_srgb();
    let transform =
        screen.create_transform_8bit(layout, profile, layout, Default::default()).unwrap();
    let mut there = [0; 3];
    transform.transform(&[200, 30, 30], &mut there).unwrap();
    there
}

fn with_profile(ending: &str, pixel: [u8; 3], profile: Vec<u8>) -> Vec<u8> {
    let picture = RgbImage::from_pixel(480, 240, Rgb(pixel));
    let mut bytes = Vec::new();
    let write = |mut encoder: Box<dyn AnyEncoder + '_>| {
        encoder.profile(profile);
        encoder.write(&picture);
    };
    match ending {
        "png" => write(Box::new(Some(PngEncoder::new(&mut bytes)))),
        "jpg" => write(Box::new(Some(JpegEncoder::new_with_quality(&mut bytes, 100)))),
        _ => write(Box::new(Some(WebPEncoder::new_lossless(&mut bytes)))),
    }
    bytes
}

trait AnyEncoder {
    fn profile(&mut self, profile: Vec<u8>);
    fn write(&mut self, picture: &RgbImage);
}

impl<E: ImageEncoder> AnyEncoder for Option<E> {
    fn profile(&mut self, profile: Vec<u8>) {
        self.as_mut().unwrap().set_icc_profile(profile).unwrap();
    }

    fn write(&mut self, picture: &RgbImage) {
        let (width, height) = picture.dimensions();
        let encoder = self.take().unwrap();
        encoder.write_image(picture, width, height, ExtendedColorType::Rgb8).unwrap();
    }
}

/// A PNG of one colour with parts before it that are no part of the picture.
fn png_with(parts: &[(&[u8; 4], Vec<u8>)], kind: [u8; 2], pixel: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let mut part = |name: &[u8; 4], data: &[u8]| {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [name.as_slice(), data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&body);
        bytes.extend(&body);
        bytes.extend(sum.sum().to_be_bytes());
    };
    let size = [480_u32.to_be_bytes(), 240_u32.to_be_bytes()].concat();
    part(b"IHDR", &[&size[..], &kind, &[0, 0, 0]].concat());
    for (name, data) in parts {
        part(name, data);
    }
    let row = [vec![0], pixel.repeat(480)].concat();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&row.repeat(240)).unwrap();
    part(b"IDAT", &packed.finish().unwrap());
    part(b"IEND", &[]);
    bytes
}

#[test]
fn colours_of_another_profile() {
    let mut shelf = Shelf::new("pictures-colours");
    let spaces = [
        ("adobe", ColorProfile::new_adobe_rgb()),
        ("p3", ColorProfile::new_display_p3()),
        ("prophoto", ColorProfile::new_pro_photo_rgb()),
        ("bt2020", ColorProfile::new_bt2020()),
        ("srgb", ColorProfile::new_srgb()),
    ];
    let mut wanted = Vec::new();
    for (name, space) in spaces {
        for ending in ["png", "jpg", "webp"] {
            let client = format!("{name}-{ending}");
            let bytes = with_profile(ending, in_space(&space), space.encode().unwrap());
            shelf.logo(&client, &format!("a.{ending}"), &bytes);
            wanted.push(client);
        }
    }
    let gamma = |value: u32| (b"gAMA", value.to_be_bytes().to_vec());
    let wide: Vec<u8> = [200_u16, 30, 30].iter().flat_map(|it| (it * 257).to_be_bytes()).collect();
    for (client, bytes) in [
        ("cicp", png_with(&[(b"cICP", vec![12, 13, 0, 1])], [8, 2], &[184, 49, 40])),
        ("linear", png_with(&[gamma(100_000)], [8, 2], &[147, 3, 3])),
        ("screen", png_with(&[gamma(45_455)], [8, 2], &[200, 30, 30])),
        ("sixteen", png_with(&[], [16, 2], &wide)),
    ] {
        shelf.logo(client, "a.png", &bytes);
        wanted.push(client.to_owned());
    }
    shelf.logo("broken", "a.png", &with_profile("png", [200, 30, 30], vec![7; 300]));
    shelf.logo("inks", "a.jpg", INKS);
    shelf.run("build");
    for client in &wanted {
        shelf.says(client, "");
        let made = image::open(shelf.made(client, "logo-", "-240.png")).unwrap().into_rgb8();
        let pixel = made.get_pixel(100, 50).0;
        let near = pixel.iter().zip([200, 30, 30]).all(|(got, want)| got.abs_diff(want) <= 4);
        assert!(near, "{client}: {pixel:?}");
    }
    shelf.says("broken", "warning[picture/profile]");
    // Where they were inks, the ground is as dark as where they were not.
    let plain = image::load_from_memory(PLAIN).unwrap().thumbnail(48, 60).into_rgb8();
    let inks = image::open(shelf.made("inks", "logo-", ".png")).unwrap().into_rgb8();
    assert_eq!(inks.dimensions(), plain.dimensions());
    let mean = |it: &RgbImage| {
        it.as_raw().iter().map(|part| f64::from(*part)).sum::<f64>() / it.as_raw().len() as f64
    };
    assert!((mean(&inks) - mean(&plain)).abs() < 8.0, "{} {}", mean(&inks), mean(&plain));
}

#[test]
fn a_photo_from_an_iphone() {
    let mut shelf = Shelf::new("pictures-kinds");
    let media = |brand: &str| format!("\0\0\0\x18ftyp{brand}\0\0\0\0mif1{brand}more").into_bytes();
    let archive = |name: &str| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(b"<x/>").unwrap();
        archive.finish().unwrap().into_inner()
    };
    let filled = |start: &[u8]| [start, &[b'\x01', 0xEE, 0x80].repeat(200)].concat();
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("heic", "a.jpg", media("heic"), "this is HEIC, although it is called `.jpg`"),
        ("heif", "a.heic", media("mif1"), "this is HEIC\n"),
        ("avif", "a.png", media("avif"), "this is AVIF, although it is called `.png`"),
        ("raw", "a.jpg", media("crx "), "this is a raw photo of a camera"),
        ("film", "a.jpg", media("qt  "), "this is a film"),
        ("tiff", "a.jpg", filled(b"II*\0\x08\0\0\0"), "this is TIFF"),
        ("bmp", "a.jpg", filled(b"BM\x36\x10\x0E\0\0\0"), "this is BMP"),
        ("psd", "a.png", filled(b"8BPS\0\x01"), "this is a Photoshop file (PSD)"),
        ("jxl", "a.jpg", filled(b"\xFF\x0A"), "this is JPEG XL"),
        ("jp2", "a.jpg", filled(b"\0\0\0\x0CjP  \r\n\x87\n"), "this is JPEG 2000"),
        ("ico", "a.png", filled(b"\0\0\x01\0\x01\0"), "this is an icon (ICO)"),
        ("pdf", "a.svg", filled(b"%PDF-1.7\n"), "this is PDF, although it is called `.svg`"),
        ("eps", "a.svg", b"%!PS-Adobe-3.0 EPSF-3.0\n".to_vec(), "this is EPS"),
        ("docx", "a.png", archive("word/document.xml"), "this is a document of a word"),
        ("pptx", "a.png", archive("ppt/presentation.xml"), "this is a presentation"),
        ("zip", "a.png", archive("logo.png"), "this is an archive"),
        ("html", "a.svg", b"<!DOCTYPE html>\n<svg></svg>".to_vec(), "this is a web page (HTML)"),
        ("text", "a.png", b"no picture".to_vec(), "this is a text, not a picture"),
        ("base64", "a.png", b"data:image/png;base64,iVBOR".to_vec(), "this is text that stands"),
        ("empty", "a.jpg", Vec::new(), "this is an empty file\n"),
        ("zeros", "a.jpg", vec![0; 900], "this is a file of nothing but zeros\n"),
        ("lfs", "a.png", b"version https://git-lfs.github.com/spec/v1\n".to_vec(), "Git LFS"),
        ("mac", "a.jpg", filled(b"\0\x05\x16\x07\0\x02\0\0"), "a note that a Mac keeps"),
        ("xml", "a.svg", b"<?xml version='1.0'?><note/>".to_vec(), "this is XML, but no SVG"),
        ("noise", "a.jpg", filled(b"\x02\x9C"), "no picture of a kind that is known"),
    ];
    for (name, file, bytes, _) in &cases {
        shelf.photo(name, file, bytes);
    }
    shelf.run("check");
    for (name, _, _, wanted) in &cases {
        shelf.says(name, wanted);
        shelf.says(name, "error[picture/invalid]: ");
    }
    let said = vpsite(&shelf.root, &["check", "clients/heic.yaml"]).ended(1).err;
    assert!(said.contains("hint: export it as JPEG"), "{said}");
}

/// A drawing of 40 x 20 units.
fn svg(inner: &str) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'>{inner}</svg>")
}

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
fn logos_nobody_can_see() {
    let mut shelf = Shelf::new("pictures-unseen");
    let png = |side: u32, pixel: fn(u32, u32) -> [u8; 4]| {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbaImage::from_fn(side, side / 2, |x, y| Rgba(pixel(x, y)));
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        (
            "white",
            "a.svg",
            svg(&GREEN.replace("#0B5D3B", "#fff")).into(),
            "warning[picture/unseen]",
        ),
        (
            "pale",
            "a.svg",
            svg(&GREEN.replace("#0B5D3B", "#f4f4f4")).into(),
            "warning[picture/unseen]",
        ),
        (
            "faint",
            "a.svg",
            svg(&GREEN.replace("<rect", "<rect opacity='.05'")).into(),
            "warning[picture/unseen]",
        ),
        ("nothing", "a.svg", svg(&GREEN.replace("#0B5D3B", "none")).into(), "error[picture/empty]"),
        (
            "outside",
            "a.svg",
            svg(&GREEN.replace("<rect", "<rect x='90'")).into(),
            "error[picture/empty]",
        ),
        (
            "margins",
            "a.svg",
            svg("<rect x='18' y='9' width='4' height='2'/>").into(),
            "warning[picture/margin]",
        ),
        ("clear", "a.png", png(480, |_, _| [9, 9, 9, 0]), "error[picture/empty]"),
        (
            "snow",
            "a.png",
            png(480, |x, _| [255, 255, 255, if x > 99 { 255 } else { 0 }]),
            "warning[picture/unseen]",
        ),
        (
            "small",
            "a.png",
            png(16, |_, _| [9, 9, 9, 255]),
            "warning[picture/coarse]: this logo is 16 x 8 pixels",
        ),
        (
            "lost",
            "a.png",
            png(900, |x, y| if x < 90 && y < 90 { [0, 0, 0, 255] } else { [0; 4] }),
            "warning[picture/margin]",
        ),
        ("yellow", "a.svg", svg(&GREEN.replace("#0B5D3B", "#FFE800")).into(), ""),
        ("letters", "a.svg", svg(&format!("{GREEN}<path fill='#fff' d='M2 2h9v9z'/>")).into(), ""),
        ("wide", "a.svg", svg("<rect y='7' width='40' height='6'/>").into(), ""),
        ("sound", "a.png", png(480, |x, _| if x > 40 { [9, 9, 99, 255] } else { [0; 4] }), ""),
    ];
    for (name, file, bytes, _) in &cases {
        shelf.logo(name, file, bytes);
    }
    shelf.run("check");
    for (name, _, _, wanted) in &cases {
        shelf.says(name, wanted);
    }
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

#[test]
fn a_photo_of_many_megapixels_is_taken() {
    let mut shelf = Shelf::new("pictures-many");
    let picture = RgbImage::from_fn(4400, 3000, |x, _| {
        if x < 2200 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) }
    });
    shelf.photo("many", "a.jpg", &encoded(&picture, ImageFormat::Jpeg));
    let mut strip = Cursor::new(Vec::new());
    RgbImage::from_pixel(9000, 700, Rgb([90, 30, 30]))
        .write_to(&mut strip, ImageFormat::Png)
        .unwrap();
    shelf.photo("strip", "a.png", &strip.into_inner());
    // Three hundred bytes that say that they are a picture of 900 million pixels.
    let mut bomb = png_with(&[], [8, 2], &[0, 0, 0]);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let mut sum = flate2::Crc::new();
    sum.update(&bomb[12..29]);
    let sum = sum.sum().to_be_bytes();
    bomb[29..33].copy_from_slice(&sum);
    shelf.photo("bomb", "a.png", &bomb);
    shelf.run("build");
    shelf.says("many", "");
    shelf.says("strip", "");
    shelf.says("bomb", "error[picture/large]: this picture is 30000 x 30000 pixels");
    let made: &Path = &shelf.made("many", "sam", "-320.jpg");
    let made = image::open(made).unwrap().into_rgb8();
    assert_eq!(made.dimensions(), (320, 218));
    assert!(made.get_pixel(40, 100).0[0] > 180 && made.get_pixel(280, 100).0[2] > 180);
}
