//! The archives that HR gets: what is in them, how they are dated, split and replaced.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vpsite::value::{OutPath, Slug, sha256};
use vpsite::write::{Packing, Part, Vault};

use super::support::{LANGUAGES, contents, files, folder, repository, site_only, unpacked, vpsite};

/// What a mail of 10 MB carries, in bytes.
const MAILED: u64 = 7_200_000;

/// The files of an archive in its order; each must be dated as the edition says.
fn unzipped(archive: &Path, month: u8) -> Vec<(String, Vec<u8>)> {
    let bytes = fs::read(archive).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for index in 0..archive.len() {
        let day = archive.by_index(index).unwrap().last_modified().unwrap();
        assert_eq!((day.year(), day.month(), day.day(), day.hour()), (2026, month, 1, 0));
    }
    unpacked(&bytes)
}

fn names(all: &[(String, Vec<u8>)]) -> Vec<&str> {
    all.iter().map(|(name, _)| name.as_str()).collect()
}

/// The archives beside the kits, by name.
fn archives(dist: &Path) -> Vec<String> {
    let all = fs::read_dir(dist).unwrap().map(|entry| entry.unwrap().file_name());
    let mut all: Vec<String> = all.map(|name| name.into_string().unwrap()).collect();
    all.retain(|name| name.ends_with(".zip"));
    all.sort();
    all
}

/// Pages for HR in a language that has none of its own, as somebody writes them.
fn own_pages_for_hr(root: &Path, lang: &str) {
    let dutch = repository().join("content/nl");
    for path in files(&dutch) {
        let target = root.join(format!("content/{lang}/{path}"));
        if !repository().join(format!("content/{lang}/{path}")).exists() {
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(dutch.join(&path), target).unwrap();
        }
    }
}

#[test]
fn one_folder_dated_as_the_edition_says_in_its_name_what_to_do_first() {
    let root = site_only("zip-folder");
    let client = root.join("clients/minimal.yaml");
    let text = fs::read_to_string(&client).unwrap();
    let mut said = Vec::new();
    for lang in LANGUAGES {
        own_pages_for_hr(&root, lang);
        let languages = format!("languages: [{lang}]\nhr_language: {lang}");
        fs::write(&client, text.replace("languages: [nl]", &languages)).unwrap();
        vpsite(&root, &["build", "clients/minimal.yaml", "--zip"]).ended(0);
        let all = unzipped(&root.join("dist/minimal.zip"), 11);
        assert!(all.iter().all(|(name, _)| name.starts_with("minimal-2026-11/")), "{lang}");
        let (name, note) = &all[0];
        let name = name.strip_prefix("minimal-2026-11/").unwrap();
        assert!(name.starts_with("0-") && name.ends_with(".txt"), "{lang}: {name}");
        let note = String::from_utf8(note.clone()).unwrap();
        let lines: Vec<&str> = note.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert_eq!(lines.len(), 3, "{lang}: {note}");
        assert!(lines[1].contains("index.html") && lines[2].contains(".js"), "{lang}: {note}");
        said.push(name.to_owned());
    }
    assert_eq!(said[..2], ["0-EERST-UITPAKKEN.txt", "0-UNPACK-FIRST.txt"]);
    said.sort();
    said.dedup();
    assert_eq!(said.len(), LANGUAGES.len(), "{said:?}");
}

#[test]
fn a_kit_that_is_there_is_packed_as_one_that_is_made() {
    let root = site_only("zip-later");
    let archive = root.join("dist/acme.zip");
    let build = |more: &[&str]| {
        vpsite(&root, &[&["build", "clients/acme.yaml"], more].concat()).ended(0);
    };
    build(&["--zip"]);
    let at_once = fs::read(&archive).unwrap();
    fs::remove_dir_all(root.join("dist")).unwrap();
    build(&[]);
    assert!(!archive.exists());
    build(&["--zip"]);
    assert!(fs::read(&archive).unwrap() == at_once);
}

#[test]
fn the_parts_are_the_kit_and_whoever_puts_it_online_gets_the_site_alone() {
    let root = site_only("zip-parts");
    vpsite(&root, &["build", "clients/acme.yaml", "--zip-parts"]).ended(0);
    let dist = root.join("dist");
    assert_eq!(archives(&dist), ["acme-2026-11-site.zip", "acme-2026-11-start.zip"]);
    let site = unzipped(&dist.join("acme-2026-11-site.zip"), 11);
    assert_eq!(names(&site)[0], "acme-2026-11/0-EERST-UITPAKKEN-site.txt");
    let start = unzipped(&dist.join("acme-2026-11-start.zip"), 11);
    assert!(!names(&start).iter().any(|name| name.ends_with(".js")));
    let both = [site, start].concat().into_iter();
    let both: BTreeMap<_, _> = both.filter(|(name, _)| !name.contains("/0-")).collect();
    let kit = contents(&dist.join("acme")).into_iter();
    assert!(both == kit.map(|(path, bytes)| (format!("acme-2026-11/{path}"), bytes)).collect());

    // A new edition has new names: those of the old one go, but for what somebody has changed.
    fs::write(dist.join("acme-2026-11-start.zip"), "mine").unwrap();
    let client = root.join("clients/acme.yaml");
    let text = fs::read_to_string(&client).unwrap();
    fs::write(&client, text.replace("edition: 2026-11", "edition: 2026-12")).unwrap();
    vpsite(&root, &["build", "clients/acme.yaml", "--zip-parts"]).ended(0);
    let new = ["acme-2026-12-site.zip", "acme-2026-12-start.zip"];
    assert_eq!(archives(&dist), [&["acme-2026-11-start.zip"], &new[..]].concat());
    unzipped(&dist.join("acme-2026-12-site.zip"), 12);

    // Of the same kit both forms may lie there; of a kit that was, neither.
    vpsite(&root, &["build", "clients/acme.yaml", "--zip"]).ended(0);
    assert_eq!(archives(&dist).len(), 4);
    fs::write(&client, text.replace("edition: 2026-11", "edition: 2027-01")).unwrap();
    vpsite(&root, &["build", "clients/acme.yaml", "--zip"]).ended(0);
    assert_eq!(archives(&dist), ["acme-2026-11-start.zip", "acme.zip"]);
}

#[test]
fn an_archive_of_another_client_or_of_somebody_is_not_replaced_by_a_part() {
    let root = site_only("zip-names");
    let dist = root.join("dist");
    let client = root.join("clients/minimal.yaml");
    fs::copy(&client, root.join("clients/acme-2026-11-site.yaml")).unwrap();
    vpsite(&root, &["build", "clients/acme-2026-11-site.yaml", "--zip"]).ended(0);
    let before = fs::read(dist.join("acme-2026-11-site.zip")).unwrap();
    let run = vpsite(&root, &["build", "clients/acme.yaml", "--zip-parts"]).ended(2);
    assert!(run.err.contains("write/in-the-way"), "{}", run.err);
    assert!(fs::read(dist.join("acme-2026-11-site.zip")).unwrap() == before);
}

/// A kit of files of these sizes that nothing makes smaller, packed in parts.
fn in_parts(name: &str, sizes: &[(&str, usize)]) -> (PathBuf, vpsite::diag::Diagnostics) {
    let dist = folder(name).join("dist");
    let vault = Vault::open(&dist, Duration::ZERO).unwrap();
    let staging = vault.lock(&Slug::parse("acme").unwrap(), &mut || {}).unwrap().stage().unwrap();
    let mut noise = 1_u32;
    for (path, size) in sizes {
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            noise.to_le_bytes()[1]
        })
        .take(*size)
        .collect();
        staging.put(&OutPath::parse(path).unwrap(), &bytes).unwrap();
    }
    let (kit, _) = staging.commit(&sha256(b"inputs"), b"").unwrap();
    let paths = sizes.iter().map(|(path, _)| (*path).to_owned()).collect();
    let packing = Packing {
        folder: "acme-2026-11".to_owned(),
        edition: (2026, 11),
        first: "0-UNPACK-FIRST".to_owned(),
        note: String::new(),
        parts: vec![Part { name: "screen".to_owned(), note: "unpack\r\n".to_owned(), paths }],
    };
    (dist, kit.zip_parts(&packing).unwrap())
}

#[test]
fn a_part_that_is_too_large_for_a_mail_is_numbered() {
    let sizes = [("a.png", 3_000_000), ("b.png", 3_000_000), ("c.png", 3_000_000)];
    let (dist, found) = in_parts("zip-numbered", &sizes);
    assert!(found.is_empty());
    assert_eq!(archives(&dist), ["acme-2026-11-screen-1.zip", "acme-2026-11-screen-2.zip"]);
    let mut all = Vec::new();
    for name in archives(&dist) {
        let path = dist.join(&name);
        assert!(fs::metadata(&path).unwrap().len() <= MAILED, "{name}");
        all.extend(unzipped(&path, 11).into_iter().map(|(name, _)| name));
    }
    // Unpacked in one place no file is there twice.
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), all.len(), "{all:?}");
    assert_eq!(all.len(), 2 + 3 + 1, "{all:?}");
}

#[test]
fn a_file_that_no_mail_carries_is_told_with_its_archive() {
    let (dist, found) = in_parts("zip-film", &[("a.png", 1000), ("film.mp4", 8_000_000)]);
    assert_eq!(archives(&dist).len(), 2);
    let told: Vec<_> = found.iter().map(|fault| (fault.code, fault.message.clone())).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].0 == "write/zip-large" && told[0].1.contains("screen-2.zip` is 8.1 MB"),
        "{told:?}"
    );
}

#[test]
fn every_language_has_the_words() {
    for lang in LANGUAGES {
        let path = repository().join(format!("content/{lang}/_strings.yaml"));
        let words = fs::read_to_string(path).unwrap();
        for file in ["zip_then: ", "zip_script: ", "zip_site: ", "kit_it: "] {
            let line = words.lines().find(|line| line.starts_with(file)).unwrap();
            // Names of files and folders are not translated.
            let name = match file {
                "zip_then: " => "index.html",
                "zip_site: " => "hosting",
                "kit_it: " => "{url}",
                _ => "site",
            };
            assert!(line.contains(name), "{lang}: {line}");
        }
    }
}

mod paper {
    use super::*;

    use super::super::support::tool;

    #[test]
    fn other_programs_unpack_it_with_its_dates_and_its_letters() {
        let root = site_only("zip-tools");
        let client = root.join("clients/minimal.yaml");
        let text = fs::read_to_string(&client).unwrap();
        // A first name in letters of another script is the hardest.
        own_pages_for_hr(&root, "bg");
        fs::write(&client, text.replace("languages: [nl]", "languages: [bg]\nhr_language: bg"))
            .unwrap();
        vpsite(&root, &["build", "clients/minimal.yaml", "--zip"]).ended(0);
        let archive = root.join("dist/minimal.zip");
        let archive = archive.to_str().unwrap();
        tool("unzip", &["-tq", archive]);
        let unpacked = root.join("unpacked");
        let first = "minimal-2026-11/0-ПЪРВО-РАЗАРХИВИРАЙТЕ.txt";
        let script = "import sys, zipfile\n\
            z = zipfile.ZipFile(sys.argv[1])\n\
            assert z.testzip() is None\n\
            i = z.infolist()\n\
            assert i[0].filename == sys.argv[3], i[0].filename\n\
            assert all(f.date_time == (2026, 11, 1, 0, 0, 0) for f in i)\n\
            z.extractall(sys.argv[2])\n";
        tool("python3", &["-c", script, archive, unpacked.to_str().unwrap(), first]);
        assert!(unpacked.join(first).is_file());
        let kit = contents(&root.join("dist/minimal"));
        let mut there = contents(&unpacked.join("minimal-2026-11"));
        there.retain(|(path, _)| !path.starts_with("0-"));
        assert!(there == kit);
    }
}
