//! The kit of each example client: every file, every link, every code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::it::support::{
    CLIENTS, files, folder, kits, languages, manifest, pdf_text, tool, unpacked,
};

/// What a client's kit must hold, `{l}` for each of its languages.
const PER_LANGUAGE: [&str; 40] = [
    "print/flyer-{l}.pdf",
    "print/flyer-large-{l}.pdf",
    "print/easy-{l}.pdf",
    "print/poster-a4-{l}.pdf",
    "print/poster-a3-{l}.pdf",
    "print/poster-a3-{l}-press.pdf",
    "print/poster-a2-{l}-press.pdf",
    "print/strips-{l}.pdf",
    "print/card-{l}.pdf",
    "print/notes-{l}.pdf",
    "print/hidden-card-{l}.pdf",
    "print/show-{l}.pdf",
    "print/sticker-{l}.pdf",
    "screen/flyer-{l}.png",
    "screen/flyer-large-{l}.png",
    "screen/easy-{l}.png",
    "screen/poster-{l}.png",
    "screen/poster-{l}.svg",
    "screen/strips-{l}.png",
    "screen/card-{l}.png",
    "screen/notes-{l}.png",
    "screen/hidden-card-{l}.png",
    "screen/show-{l}.png",
    "screen/sticker-{l}.png",
    "screen/slide-{l}.png",
    "screen/slide-tall-{l}.png",
    "screen/slide-square-{l}.png",
    "screen/introduction-{l}.png",
    "onboarding/introduction-{l}.pdf",
    "onboarding/introduction-notes-{l}.pdf",
    "onboarding/introduction-{l}.pptx",
    "intranet/announcement-{l}.eml",
    "intranet/announcement-{l}.html",
    "intranet/announcement-{l}.txt",
    "intranet/reminder-{l}.eml",
    "intranet/reminder-{l}.html",
    "intranet/reminder-{l}.txt",
    "intranet/text-{l}.html",
    "intranet/handbook-{l}.html",
    "intranet/handbook-{l}.txt",
];

/// What it must hold for the organisation, in the languages there is material in.
const ORGANISATION: [&str; 12] = [
    "onboarding/onboarding-{l}.pdf",
    "onboarding/dossier-{l}.pdf",
    "onboarding/sign-off-{l}.pdf",
    "onboarding/managers-{l}.pdf",
    "onboarding/team-talk-{l}.pdf",
    "onboarding/team-talk-notes-{l}.pdf",
    "screen/onboarding-{l}.png",
    "screen/dossier-{l}.png",
    "screen/sign-off-{l}.png",
    "screen/managers-{l}.png",
    "screen/team-talk-{l}.png",
    "intranet/embed-{l}.html",
];

/// What it must hold where a client has several languages.
const SEVERAL_LANGUAGES: [&str; 3] = [
    "print/poster-languages-a4.pdf",
    "print/poster-languages-a3.pdf",
    "screen/poster-languages.png",
];

/// Pages of the site; below `<l>/` in every language but the first.
const PAGES: [&str; 13] = [
    "index",
    "behaviour",
    "integrity",
    "adviser",
    "steps",
    "confidential",
    "help",
    "safety",
    "questions",
    "notes",
    "privacy",
    "accessibility",
    "embed",
];

fn advisers(client: &str) -> &'static [&'static str] {
    match client {
        "acme" => &["marieke-de-vries", "jan-jansen"],
        "polderfruit" => &["marieke-de-vries", "piotr-nowak"],
        "linde" => &[
            "aleksandra-wojciechowska-van-den-berghe",
            "rusen-ozgur-sahin",
            "jorn-hakan-lukaszewicz-nunez",
        ],
        _ => &["sam-smit"],
    }
}

/// Who is called by the code on the flyer: the first who speaks its language.
fn phone_code(client: &str, lang: &str) -> &'static str {
    match (client, lang) {
        ("linde", _) => "TEL:+31612345671",
        ("polderfruit", "pl" | "de") => "TEL:+31687654321",
        _ => "TEL:+31612345678",
    }
}

/// How many live introductions are planned.
fn introductions(client: &str) -> usize {
    match client {
        "acme" => 1,
        "linde" => 2,
        "polderfruit" => 2,
        _ => 0,
    }
}

fn site_url(client: &str) -> &'static str {
    match client {
        "acme" => "HTTPS://VP.EXAMPLE.NL/acme/",
        "linde" => "HTTPS://VP.EXAMPLE.NL/linde/",
        "polderfruit" => "HTTPS://VP.EXAMPLE.NL/polderfruit/",
        _ => "HTTPS://STOEPJE.EXAMPLE.NL/",
    }
}

#[test]
fn every_planned_file_is_there_and_no_other() {
    for client in CLIENTS {
        let kit = kits().join(client);
        let mut expected: BTreeSet<String> = [
            "index.html",
            "manifest.json",
            "site/404.html",
            "site/robots.txt",
            "site/_headers",
            "site/.htaccess",
            "site/web.config",
            "hosting/staticwebapp.config.json",
            "hosting/nginx.conf",
            "hosting/README.txt",
            "intranet/search-bookmarks.csv",
        ]
        .map(str::to_owned)
        .into();
        // A site that lies below a root has files for that root.
        if client != "minimal" {
            expected.extend(["hosting/_headers", "hosting/_redirects"].map(str::to_owned));
        }
        for (index, lang) in languages(client).iter().enumerate() {
            expected.extend(PER_LANGUAGE.map(|path| path.replace("{l}", lang)));
            let folder = if index == 0 { "site".to_owned() } else { format!("site/{lang}") };
            expected.extend(PAGES.map(|page| format!("{folder}/{page}.html")));
        }
        for number in 1..=introductions(client) {
            expected.insert(format!("onboarding/introduction-{number}.ics"));
        }
        for adviser in advisers(client) {
            expected.insert(format!("contact/{adviser}.vcf"));
        }
        // Material for the organisation is written in Dutch and English.
        for lang in languages(client).iter().take(2) {
            expected.extend(ORGANISATION.map(|path| path.replace("{l}", lang)));
        }
        if languages(client).len() > 1 {
            expected.extend(SEVERAL_LANGUAGES.map(str::to_owned));
        }
        let found: BTreeSet<String> = files(&kit).into_iter().collect();
        let (assets, rest): (BTreeSet<_>, BTreeSet<_>) =
            found.iter().cloned().partition(|path| path.starts_with("site/assets/"));
        assert_eq!(rest, expected, "{client}");
        assert!(assets.iter().any(|path| path.ends_with(".css")), "{client}: {assets:?}");
        let listed: BTreeSet<String> = manifest(&kit)["files"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .chain(["manifest.json".to_owned()])
            .collect();
        assert_eq!(listed, found, "{client}: manifest and folder differ");
    }
}

#[test]
fn the_manifest_tells_the_truth() {
    for client in CLIENTS {
        let kit = kits().join(client);
        for (path, hash) in manifest(&kit)["files"].as_object().unwrap() {
            let file = kit.join(path);
            let printed = tool("sha256sum", &[file.to_str().unwrap()]);
            assert!(printed.starts_with(hash.as_str().unwrap()), "{client}: {path}");
        }
    }
}

/// Links of an HTML file, by the attributes that lead somewhere.
fn links(html: &str) -> Vec<String> {
    let mut links = Vec::new();
    for attribute in [" href=\"", " src=\"", " srcset=\"", " poster=\""] {
        for part in html.split(attribute).skip(1) {
            let value = part.split('"').next().unwrap();
            for piece in value.split(", ") {
                links.push(piece.split(' ').next().unwrap().to_owned());
            }
        }
    }
    links
}

#[test]
fn every_link_resolves_inside_the_folder_wherever_it_lies() {
    // Read from another place than it was built in, as an unzipped folder is.
    let elsewhere = folder("unzipped folder");
    crate::it::support::copy(kits(), &elsewhere);
    let mut checked = 0;
    for client in CLIENTS {
        let site = elsewhere.join(client).join("site");
        let kit_page = elsewhere.join(client).join("index.html");
        let pages = files(&site).into_iter().filter(|path| path.ends_with(".html"));
        let pages = pages.map(|path| site.join(path)).chain([kit_page]);
        for page in pages {
            let html = fs::read_to_string(&page).unwrap();
            // A 404 page is served at any depth, so its links are absolute.
            if page.ends_with("404.html") {
                assert!(links(&html).iter().all(|link| !link.starts_with("../")));
                continue;
            }
            for link in links(&html) {
                let outside = ["https://", "tel:", "mailto:"].iter().any(|s| link.starts_with(s));
                if outside {
                    continue;
                }
                assert!(!link.starts_with('/'), "{}: {link}", page.display());
                let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
                let target = match file {
                    "" => page.clone(),
                    file => page.parent().unwrap().join(file),
                };
                assert!(target.is_file(), "{} links to {link}", page.display());
                let real = target.canonicalize().unwrap();
                let home = elsewhere.join(client).canonicalize().unwrap();
                assert!(real.starts_with(home), "{} leaves by {link}", page.display());
                if !anchor.is_empty() {
                    let there = fs::read_to_string(&target).unwrap();
                    assert!(there.contains(&format!("id=\"{anchor}\"")), "{link}");
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

#[test]
fn every_page_reaches_every_adviser_and_the_way_out() {
    let numbers = |client: &str| match client {
        "acme" => vec![
            "tel:+31612345678",
            "https://wa.me/31612345678",
            "mailto:marieke@example.nl",
            "tel:+31687654321",
        ],
        "linde" => vec![
            "tel:+31612345671",
            "https://wa.me/31612345671",
            "tel:+31612345672",
            "tel:+31612345673",
        ],
        "polderfruit" => vec!["tel:+31612345678", "https://wa.me/31612345678", "tel:+31687654321"],
        _ => vec!["tel:+31612345678"],
    };
    for client in CLIENTS {
        let site = kits().join(client).join("site");
        for path in files(&site).into_iter().filter(|path| path.ends_with(".html")) {
            let html = fs::read_to_string(site.join(&path)).unwrap();
            for number in numbers(client) {
                assert!(html.contains(&format!("href=\"{number}\"")), "{client}/{path}: {number}");
            }
            assert!(html.contains("https://www.knmi.nl/"), "{client}/{path}: no way out");
            assert!(html.contains("tel:112"), "{client}/{path}: no emergency number");
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for client in CLIENTS {
        let kit = kits().join(client);
        for path in files(&kit) {
            if !path.starts_with("site/") || !path.ends_with(".html") {
                continue;
            }
            let text = fs::read_to_string(kit.join(&path)).unwrap();
            let elsewhere = links(&text).into_iter().filter(|link| link.starts_with("https://"));
            for link in elsewhere {
                let own = link.starts_with(&site_url(client).to_lowercase());
                let loaded = text.contains(&format!("src=\"{link}\""));
                assert!(own || !loaded, "{client}/{path} loads {link}");
            }
            for loaded in ["<iframe", "<form", "<style", " style=\"", " onclick"] {
                assert!(!text.contains(loaded), "{client}/{path}: {loaded}");
            }
        }
    }
}

/// What a file says to who opens it: of papers and slides the text, which lies packed in them.
fn said_by(path: &Path) -> String {
    match path.extension().and_then(|end| end.to_str()) {
        Some("pdf") => pdf_text(path),
        Some("pptx") => {
            let parts = unpacked(&fs::read(path).unwrap());
            parts.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
        }
        _ => String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned(),
    }
}

#[test]
fn who_works_at_hr_stands_only_in_what_is_for_the_organisation() {
    // These name who is asked: HR, the board and managers read them, and nobody else.
    let for_hr = ["onboarding", "dossier", "sign-off", "managers"]
        .map(|paper| format!("onboarding/{paper}-"));
    let mut named = BTreeSet::new();
    for client in CLIENTS {
        let kit = kits().join(client);
        for path in files(&kit) {
            let text = said_by(&kit.join(&path));
            for secret in ["Sanne Bakker", "Ahmed El Idrissi", "hr@example.nl"] {
                if !text.contains(secret) {
                } else if let Some(paper) =
                    for_hr.iter().find(|paper| path.starts_with(paper.as_str()))
                {
                    named.insert((secret, paper.as_str()));
                } else {
                    panic!("{client}/{path}: {secret}");
                }
            }
        }
    }
    // What is packed was read: there they are.
    assert!(named.iter().filter(|(_, paper)| *paper == for_hr[0]).count() == 3, "{named:?}");
}

/// The codes that zbar reads from a picture; a page without any is no failure of the tool.
fn zbar(picture: &str) -> Vec<String> {
    let output = Command::new("zbarimg")
        .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture])
        .output()
        .expect("zbarimg is missing: run tests/run");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn zbar_reads_every_code_from_a_coarse_scan() {
    let work = folder("scans");
    let mut read = 0;
    for client in CLIENTS {
        let kit = kits().join(client);
        // The program has read every code; three languages of many are read again here.
        let lang = |path: &str| {
            let end = path.trim_end_matches(".pdf").trim_end_matches("-press");
            end.rsplit('-').next().unwrap().to_owned()
        };
        let with_codes = |path: &String| {
            let many = languages(client).len() > 3;
            let read = ["nl", "ar", "de", "a4", "a3"].contains(&lang(path).as_str());
            // The card to point at has none: who is shown it dials. Nor has the sheet to write on.
            let coded = path.starts_with("print/")
                && !["/show-", "/notes-"].iter().any(|bare| path.contains(bare));
            path.ends_with(".pdf") && coded && (!many || read)
        };
        for path in files(&kit).into_iter().filter(with_codes) {
            let pdf = kit.join(&path);
            let name = format!("{client}-{}", path.replace('/', "-"));
            let stem = work.join(&name);
            // Larger sheets are read from farther away.
            let dpi = if path.contains("-a2-") { "75" } else { "150" };
            tool("pdftoppm", &["-r", dpi, "-png", pdf.to_str().unwrap(), stem.to_str().unwrap()]);
            let mut pages: Vec<String> = fs::read_dir(&work)
                .unwrap()
                .map(|entry| entry.unwrap().path().to_str().unwrap().to_owned())
                .filter(|page| page.contains(&name) && page.ends_with(".png"))
                .collect();
            pages.sort();
            let codes: BTreeSet<String> = pages.iter().flat_map(|page| zbar(page)).collect();
            let mut wanted = BTreeSet::from([site_url(client).to_owned()]);
            if path.contains("flyer") {
                wanted.insert(phone_code(client, &lang(&path)).to_owned());
            }
            assert_eq!(codes, wanted, "{client}/{path}");
            read += 1;
        }
        for lang in languages(client) {
            let png = kit.join(format!("screen/poster-{lang}.png"));
            assert_eq!(zbar(png.to_str().unwrap()), [site_url(client)], "{client}/{lang}");
        }
    }
    println!("{read} PDFs read by zbarimg at 150 dpi");
    // Eleven sheets a language, and the two of the poster in several languages.
    let wanted: usize = CLIENTS.iter().map(|c| languages(c).len().min(3) * 11).sum();
    let several = CLIENTS.iter().filter(|client| languages(client).len() > 1).count();
    assert_eq!(read, wanted + 2 * several);
}

#[test]
fn the_kit_page_shows_every_product() {
    for client in CLIENTS {
        let kit = kits().join(client);
        let page = fs::read_to_string(kit.join("index.html")).unwrap();
        let shown = |path: &str| page.contains(&format!("\"{path}\""));
        for path in files(&kit) {
            let part = path.split('/').next().unwrap();
            if ["print", "onboarding", "intranet", "contact", "screen"].contains(&part) {
                assert!(shown(&path), "{client}: {path} is not linked");
            }
        }
        assert!(shown("site/index.html"), "{client}");
        // What is in several languages at once names them all.
        let several =
            ["<h3>Nederlands, ", "<h3>Nederlands en "].iter().any(|all| page.contains(all));
        assert_eq!(several, languages(client).len() > 1, "{client}");
        assert!(!page.contains("<script"), "{client}");
    }
}

#[test]
fn photographs_carry_nothing_but_pixels() {
    let assets = kits().join("acme/site/assets");
    let photo = |path: &String| path.ends_with(".jpg") || path.ends_with(".webp");
    let photos: Vec<_> = files(&assets).into_iter().filter(photo).collect();
    assert_eq!(photos.len(), 3, "{photos:?}");
    for photo in photos {
        let bytes = fs::read(Path::new(&assets).join(&photo)).unwrap();
        // A WebP file with anything but pixels has the extended form (RFC 9649, 2.7).
        assert!(!bytes.windows(4).any(|chunk| chunk == b"EXIF" || chunk == b"VP8X"));
        // APP1 holds Exif and XMP, APP13 holds IPTC (JPEG, T.81, B.2.4.6).
        let marker = |code: u8| bytes.windows(2).take(2000).any(|pair| pair == [0xFF, code]);
        assert!(photo.ends_with(".webp") || !marker(0xE1) && !marker(0xED));
    }
}

/// A picture whose room is not known before it is there pushes away what someone is reading, or
/// what the keyboard has just reached.
#[test]
fn every_picture_of_a_page_has_its_room_before_it_is_there() {
    use html5gum::{Token, Tokenizer};
    let mut seen = 0;
    for client in CLIENTS {
        let kit = kits().join(client);
        for path in files(&kit).iter().filter(|path| path.ends_with(".html")) {
            let html = fs::read_to_string(kit.join(path)).unwrap();
            for token in Tokenizer::new(&html).flatten() {
                let Token::StartTag(tag) = token else { continue };
                if !matches!(&**tag.name, b"img") {
                    continue;
                }
                let said = |name: &[u8]| {
                    let value = tag.attributes.get(name)?;
                    Some(String::from_utf8_lossy(value).into_owned())
                };
                let side = |name: &[u8]| -> f64 {
                    said(name).and_then(|n| n.parse().ok()).unwrap_or_else(|| {
                        panic!(
                            "{client}/{path}: a picture says no {}",
                            String::from_utf8_lossy(name)
                        )
                    })
                };
                let (width, height) = (side(b"width"), side(b"height"));
                let from = said(b"src").unwrap();
                let file = kit.join(path).parent().unwrap().join(&from);
                if let Ok((wide, high)) = image::image_dimensions(&file) {
                    let (ratio, wanted) = (width / height, f64::from(wide) / f64::from(high));
                    let off = (ratio / wanted - 1.0).abs();
                    assert!(off < 0.02, "{client}/{path}: {from} is {wide} × {high}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "{seen} pictures");
}
