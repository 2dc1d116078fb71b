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

mod drawings;

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
