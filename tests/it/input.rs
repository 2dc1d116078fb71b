//! Input that nobody prepared: odd pictures, films, names, counts.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;

use super::support::{files, printing, site_only, vpsite};

fn append(root: &Path, text: &str) {
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{yaml}{text}")).unwrap();
}

fn short(root: &Path) -> String {
    vpsite(root, &["check", "clients/minimal.yaml", "--format", "short"]).err
}

/// A picture of 40 x 20 pixels, left half red, right half blue.
fn two_halves(format: ImageFormat) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(
            1200,
            600,
            |x, _| {
                if x < 600 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) }
            },
        );
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Adds an Exif segment that turns the picture by 90 degrees and tells a secret.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    // TIFF header, one directory entry: Orientation (0x0112) = 6 (Exif 2.32, 4.6.4).
    let mut exif =
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"SECRET-PLACE");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1, length[0], length[1]]);
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[test]
fn a_photo_is_turned_upright_and_loses_its_secrets() {
    let root = site_only("input-exif");
    fs::write(root.join("clients/sam.jpg"), with_exif(&two_halves(ImageFormat::Jpeg))).unwrap();
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    let photo = "name: Sam Smit\n    photo: {path: sam.jpg, alt: Portret van Sam Smit}";
    fs::write(&path, yaml.replace("name: Sam Smit", photo)).unwrap();
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let kit = root.join("dist/minimal");
    for path in files(&kit) {
        let bytes = fs::read(kit.join(&path)).unwrap();
        assert!(!bytes.windows(12).any(|window| window == b"SECRET-PLACE"), "{path}");
    }
    let portrait = files(&kit).into_iter().find(|path| path.ends_with("-320.jpg")).unwrap();
    let picture = image::open(kit.join(portrait)).unwrap().into_rgb8();
    // Lying it was 2 : 1; upright it is 1 : 2, red above.
    assert_eq!(picture.dimensions(), (320, 640));
    assert!(picture.get_pixel(160, 40).0[0] > 150 && picture.get_pixel(160, 600).0[2] > 150);
}

#[test]
fn logos_of_every_format_are_taken_and_cleaned() {
    for (name, format) in [("logo.png", ImageFormat::Png), ("logo.webp", ImageFormat::WebP)] {
        let root = site_only("input-logo");
        fs::write(root.join("clients").join(name), two_halves(format)).unwrap();
        append(&root, &format!("brand: {{logo: {{path: {name}, alt: Stoepje}}}}\n"));
        vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    }
    let root = site_only("input-svg");
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20' onload='alert(1)'>\
        <script>alert(1)</script><image href='https://tracker.example.nl/a.png' width='9' height='9'/>\
        <a href='https://tracker.example.nl/'><rect width='40' height='20' fill='#0B5D3B'/></a></svg>";
    fs::write(root.join("clients/logo.svg"), svg).unwrap();
    append(&root, "brand: {logo: {path: logo.svg, alt: Stoepje}}\n");
    let run = vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    assert!(run.err.contains("warning[picture/dropped]"), "{}", run.err);
    let assets = root.join("dist/minimal/site/assets");
    let logo = files(&assets).into_iter().find(|path| path.starts_with("logo-")).unwrap();
    let written = fs::read_to_string(assets.join(logo)).unwrap();
    for gone in ["script", "onload", "tracker", "<a", "<image"] {
        assert!(!written.contains(gone), "{gone}: {written}");
    }
    assert!(written.contains("#0b5d3b"), "{written}");
}

#[test]
fn pictures_that_are_none_are_refused() {
    let root = site_only("input-broken");
    append(&root, "brand: {logo: {path: logo.png, alt: Stoepje}}\n");
    for bytes in [b"no picture".to_vec(), Vec::new(), two_halves(ImageFormat::Png)[..300].to_vec()]
    {
        fs::write(root.join("clients/logo.png"), &bytes).unwrap();
        let said = short(&root);
        assert!(said.contains("clients/minimal.yaml:11:22: error[picture/invalid]"), "{said}");
    }
    fs::remove_file(root.join("clients/logo.png")).unwrap();
    fs::write(root.join("clients/lgoo.png"), "").unwrap();
    let run = vpsite(&root, &["check", "clients/minimal.yaml"]).ended(1);
    assert!(run.err.contains("does not exist") && run.err.contains("did you mean `lgoo.png`"));
}

#[test]
fn a_film_comes_with_its_captions_and_words() {
    let root = site_only("input-film");
    fs::write(root.join("clients/film.mp4"), b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom").unwrap();
    fs::write(root.join("clients/film.vtt"), "WEBVTT\n\n00:00.000 --> 00:02.000\nHallo\n").unwrap();
    fs::write(root.join("clients/film.md"), "Hallo, ik ben **Sam**.\n").unwrap();
    append(
        &root,
        "video: {file: film.mp4, captions: {nl: film.vtt}, transcript: {nl: film.md}, title: Kennismaken}\n",
    );
    vpsite(&root, &["build", "clients/minimal.yaml"]).ended(0);
    let site = root.join("dist/minimal/site");
    let page = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(page.contains("<video") && page.contains("<track"), "{page}");
    assert!(page.contains("Hallo, ik ben <strong>Sam</strong>."));
    let assets = files(&site.join("assets"));
    assert!(assets.iter().any(|path| path.ends_with(".mp4")), "{assets:?}");
    assert!(assets.iter().any(|path| path.ends_with(".nl.vtt")), "{assets:?}");

    fs::write(root.join("clients/film.vtt"), "1\n00:00,000 --> 00:02,000\nHallo\n").unwrap();
    assert!(short(&root).contains("error[video/captions]"));
    fs::write(root.join("clients/film.mp4"), "no film").unwrap();
    assert!(short(&root).contains("error[video/format]"));
}

#[test]
fn a_letter_that_no_font_has_is_a_fault() {
    let root = printing("input-glyph", &["flyer"]);
    let path = root.join("clients/minimal.yaml");
    let yaml = fs::read_to_string(&path).unwrap();
    fs::write(&path, yaml.replace("Sam Smit", "Sam 漢 Smit")).unwrap();
    let said = short(&root);
    assert!(said.contains("error[print/glyph]") && said.contains("U+6F22"), "{said}");
}

#[test]
fn a_font_that_the_theme_lacks_is_a_fault() {
    let root = printing("input-font", &["flyer"]);
    fs::create_dir_all(root.join("themes/default/print")).unwrap();
    let flyer = include_str!("../../themes/default/print/flyer.typ");
    fs::write(
        root.join("themes/default/print/flyer.typ"),
        format!("{flyer}\n#text(font: \"Comic Sans MS\")[x]\n"),
    )
    .unwrap();
    let said = short(&root);
    assert!(said.contains("error[print/warning]: unknown font family"), "{said}");
}

#[test]
fn every_fault_of_a_client_has_a_place_and_a_hint() {
    let root = site_only("input-hints");
    for session in ["five", "values", "syntax"] {
        let folder =
            super::support::repository().join(format!("tests/cmd/errors/{session}.in/clients"));
        super::support::copy(&folder, &root.join("clients"));
    }
    let all = ["five", "values", "colon", "tab"].map(|name| format!("clients/{name}.yaml"));
    for client in all {
        let run = vpsite(&root, &["check", &client, "--format", "json"]).ended(1);
        let faults: Value = serde_json::from_str(&run.out).unwrap();
        for fault in faults.as_array().unwrap() {
            assert!(fault["place"]["line"].as_u64().is_some(), "{fault:#}");
            assert!(!fault["hints"].as_array().unwrap().is_empty(), "{fault:#}");
        }
    }
}

mod paper {
    use super::*;
    use crate::it::support::workspace;

    #[test]
    fn five_advisers_long_words_and_a_long_address_fit() {
        let root = workspace("input-hard");
        let adviser = |name: &str, number: u8| {
            format!(
                "  - name: {name}\n    channels:\n      - {{type: phone, number: \"+31 6 1234567{number}\"}}\n      \
                 - {{type: whatsapp, number: \"+31 6 1234567{number}\"}}\n      \
                 - {{type: email, address: een.heel.lang.adres.van.vertrouwenspersoon{number}@example.nl}}\n"
            )
        };
        let advisers: String = [
            "Aleksandra Wojciechowska-van den Berghe",
            "Jørn-Håkan Łukaszewicz-Ñúñez",
            "Prof. dr. Maximiliaan Ferdinand van Oldenbarneveldt",
            "Li",
            "Ruşen Özgür-Şahin",
        ]
        .iter()
        .zip(1..)
        .map(|(name, number)| adviser(name, number))
        .collect();
        let client = format!(
            "organisation: {{name: Stichting Gezondheidszorgvoorzieningen Achterhoek-Oost en Omstreken}}\n\
             languages: [en, nl]\n\
             site: {{url: \"https://vertrouwenspersoon.gezondheidszorgvoorzieningen.example.nl/achterhoek/\"}}\n\
             brand: {{color: {{primary: \"#F5C400\"}}}}\n\
             posters: [{{headline: {{nl: \"Verantwoordelijkheidsgevoel of aansprakelijkheidsverzekering?\", en: Who listens?}}}}]\n\
             edition: 2026-11\nadvisers:\n{advisers}"
        );
        fs::write(root.join("clients/hard.yaml"), client).unwrap();
        let run = vpsite(&root, &["build", "clients/hard.yaml"]).ended(0);
        assert!(run.err.contains("is too light for text"), "{}", run.err);
        // The first of `languages` has the root of the site, whichever it is.
        let page = fs::read_to_string(root.join("dist/hard/site/index.html")).unwrap();
        assert!(page.contains("<html lang=\"en\""));
        assert!(root.join("dist/hard/site/nl/index.html").exists());
    }
}
