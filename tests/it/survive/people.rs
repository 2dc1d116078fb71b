//! What people do to a kit and around it: links, pipes, files of their own, changes by hand.

use std::fs;

use vpsite::write::{Vault, recover};

use super::*;

#[test]
fn a_deleted_file_comes_back() {
    let dist = dist("survive-deleted");
    build(&dist, 'A').unwrap();
    for (gone, _) in made('A') {
        fs::remove_file(dist.join("acme").join(gone)).unwrap();
        assert!(!open(&dist, Swap::Exchange).unwrap().is_intact(), "{gone}");
        build(&dist, 'A').unwrap();
        assert_eq!(whole(&dist), 'A');
    }
    // And so does a whole kit.
    fs::rename(dist.join("acme"), dist.join("elsewhere")).unwrap();
    let kit = open(&dist, Swap::Exchange).unwrap();
    assert!(kit.state().is_none() && !kit.is_intact());
    drop(kit);
    next_build_is_good(Swap::Exchange, &dist, 'A');
}

#[test]
fn a_touched_file_is_fine_and_a_changed_one_is_refused() {
    let dist = dist("survive-edited");
    build(&dist, 'A').unwrap();
    let page = dist.join("acme/site/index.html");
    let good = fs::read(&page).unwrap();
    fs::write(&page, &good).unwrap();
    assert_eq!(build(&dist, 'A').unwrap().written, 0);
    assert!(open(&dist, Swap::Exchange).unwrap().is_intact());

    let mut longer = good.clone();
    longer.extend(b"mine");
    let mut other = good.clone();
    other[3] = b'x';
    let shorter = b"changed by hand".to_vec();
    for changed in [longer, other, shorter] {
        fs::write(&page, &changed).unwrap();
        for (swap, next) in [(Swap::Exchange, 'A'), (Swap::TwoSteps, 'B')] {
            let text = refused(build_by(swap, &dist, next));
            assert!(text.contains("write/edited") && text.contains("site/index.html"), "{text}");
            assert_eq!(fs::read(&page).unwrap(), changed);
            assert_eq!(left(&dist), Vec::<String>::new());
        }
    }
    fs::write(&page, good).unwrap();
    next_build_is_good(Swap::Exchange, &dist, 'B');
}

#[test]
fn a_change_while_the_kit_is_made_is_refused_too() {
    let dist = dist("survive-meanwhile");
    build(&dist, 'A').unwrap();
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    fill(&staging, &dist, 'B').unwrap();
    fs::write(dist.join("acme/index.html"), "changed by hand").unwrap();
    fs::write(dist.join("acme/only/b"), "in the place of a folder").unwrap();
    let text = refused(staging.commit("inputs B", b"B").map(|(_, written)| written));
    assert!(text.contains("index.html` was changed after"), "{text}");
    assert_eq!(fs::read(dist.join("acme/index.html")).unwrap(), b"changed by hand");
    fs::remove_file(dist.join("acme/index.html")).unwrap();
    let text = refused(build(&dist, 'B'));
    assert!(text.contains("only/b` is a file, and a folder of the kit belongs"), "{text}");
}

#[test]
fn folders_and_files_of_others_are_refused() {
    let dist = dist("survive-foreign");
    fs::create_dir_all(dist.join("acme")).unwrap();
    // An empty folder is nobody's.
    build(&dist, 'A').unwrap();
    fs::write(dist.join("acme/only/b.txt"), "mine").unwrap();
    build(&dist, 'B').unwrap();
    fs::rename(dist.join("acme"), dist.join("kept")).unwrap();

    // Even where a kit was before: nothing in it is as we left it.
    fs::create_dir_all(dist.join("acme/only")).unwrap();
    fs::write(dist.join("acme/index.html"), "my own page").unwrap();
    for manifest in [None, Some("{\"generator\": \"another\"}"), Some("[1, 2]")] {
        if let Some(text) = manifest {
            fs::write(dist.join("acme/manifest.json"), text).unwrap();
        }
        let before = contents(&dist.join("acme"));
        let text = refused(build(&dist, 'A'));
        assert!(text.contains("write/foreign"), "{text}");
        assert!(contents(&dist.join("acme")) == before);
    }
    fs::rename(dist.join("acme"), dist.join("foreign")).unwrap();
    fs::write(dist.join("acme"), "a file").unwrap();
    assert!(refused(build(&dist, 'A')).contains("a kit is a folder, and"));
    fs::rename(dist.join("kept"), dist.join("linde")).unwrap();
    fs::remove_file(dist.join("acme")).unwrap();
    next_build_is_good(Swap::Exchange, &dist, 'A');
}

#[test]
fn a_file_where_kits_should_go_is_refused() {
    let dist = dist("survive-no-folder");
    fs::write(&dist, "a file").unwrap();
    let text = refused(build(&dist, 'A'));
    assert!(text.contains("kits go into a folder") && text.contains("--out"), "{text}");
    assert_eq!(fs::read(&dist).unwrap(), b"a file");
}

#[test]
fn what_earlier_versions_have_left_is_put_right() {
    let dist = dist("survive-earlier");
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    // Between the two renames: the kit away, the new one ready.
    super::super::support::copy(&dist.join("acme"), &dist.join(".acme.vpsite-new"));
    for path in STRANGERS {
        fs::remove_file(dist.join(".acme.vpsite-new").join(path)).unwrap();
    }
    fs::rename(dist.join("acme"), dist.join(".acme.vpsite-old")).unwrap();
    fs::write(dist.join(".acme.zip.vpsite-new"), "PK").unwrap();
    recover(&dist);
    assert_eq!(whole(&dist), 'A');
    strangers_are_there(&dist);
    let hidden = || {
        let names = fs::read_dir(&dist).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with(".acme")).count()
    };
    assert_eq!(hidden(), 0);
    // A full disk: a manifest that was begun, and nothing else.
    for begun in ["", "{", "{\n  \"generator\": \"vpsite\",\n  \"ver"] {
        fs::create_dir(dist.join(".acme.vpsite-new")).unwrap();
        fs::write(dist.join(".acme.vpsite-new/manifest.json"), begun).unwrap();
        next_build_is_good(Swap::Exchange, &dist, 'B');
        assert_eq!(hidden(), 0);
    }
    // What nobody can tell stays, and is in nobody's way.
    fs::create_dir(dist.join(".acme.vpsite-new")).unwrap();
    fs::write(dist.join(".acme.vpsite-new/holiday.txt"), "mine").unwrap();
    next_build_is_good(Swap::Exchange, &dist, 'A');
    assert!(dist.join(".acme.vpsite-new/holiday.txt").exists());
    strangers_are_there(&dist);
}

#[test]
fn recovering_is_quiet_where_there_is_nothing_to_do() {
    let dist = dist("survive-recover");
    recover(&dist);
    assert!(!dist.exists());
    build(&dist, 'A').unwrap();
    let held = open(&dist, Swap::Exchange).unwrap();
    fs::rename(dist.join("acme"), dist.join(".acme.vpsite-old")).unwrap();
    recover(&dist);
    assert!(!dist.join("acme").exists(), "another process holds the lock");
    drop(held);
    recover(&dist);
    assert_eq!(whole(&dist), 'A');
}

#[test]
fn a_stranger_of_the_same_name_gets_another() {
    let dist = dist("survive-same-name");
    build(&dist, 'A').unwrap();
    // Broken off after the swap; then somebody puts a file where one is waiting.
    let old = dist.join(".vpsite/acme.whole-1-0");
    super::super::support::copy(&dist.join("acme"), &old);
    fs::write(old.join("site/mine.txt"), "the first").unwrap();
    fs::write(dist.join("acme/site/mine.txt"), "the second").unwrap();
    next_build_is_good(Swap::Exchange, &dist, 'A');
    let read = |name: &str| fs::read_to_string(dist.join("acme/site").join(name)).unwrap();
    assert_eq!((read("mine.txt"), read("mine (2).txt")), ("the second".into(), "the first".into()));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{FileTypeExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn strangers_of_every_kind_and_name_are_carried() {
        for (test, swap) in [("one", Swap::Exchange), ("two", Swap::TwoSteps)] {
            let dist = dist(&format!("survive-strangers-{test}"));
            build(&dist, 'A').unwrap();
            put_strangers(&dist);
            let site = dist.join("acme/site");
            let odd = OsStr::from_bytes(b"mine-\xFF\xFE.txt");
            fs::write(site.join(odd), "odd").unwrap();
            fs::create_dir_all(site.join("mine-empty/inner")).unwrap();
            // Below a folder that the next kit does not have.
            fs::create_dir_all(dist.join("acme/only/a/mine")).unwrap();
            fs::write(dist.join("acme/only/a/mine/x"), "x").unwrap();
            symlink("/nowhere/at/all", site.join("mine-broken")).unwrap();
            symlink(dist.parent().unwrap(), site.join("mine-link")).unwrap();
            pipe(&site.join("mine-pipe"));
            let _socket = UnixListener::bind(site.join("mine-socket")).unwrap();
            for next in ['B', 'A', 'B'] {
                next_build_is_good(swap, &dist, next);
                strangers_are_there(&dist);
                assert_eq!(fs::read(site.join(odd)).unwrap(), b"odd");
                assert!(site.join("mine-empty/inner").is_dir());
                assert_eq!(fs::read(dist.join("acme/only/a/mine/x")).unwrap(), b"x");
                assert_eq!(
                    fs::read_link(site.join("mine-broken")).unwrap(),
                    Path::new("/nowhere/at/all")
                );
                assert!(fs::symlink_metadata(site.join("mine-link")).unwrap().is_symlink());
                let kind = |name| fs::symlink_metadata(site.join(name)).unwrap().file_type();
                assert!(kind("mine-pipe").is_fifo() && kind("mine-socket").is_socket());
            }
            assert!(dist.with_extension("film-A").exists(), "no link was followed");
        }
    }

    #[test]
    fn what_is_no_file_in_the_place_of_one_is_named() {
        let dist = dist("survive-no-file");
        build(&dist, 'A').unwrap();
        for path in ["site/index.html", "manifest.json"] {
            let page = dist.join("acme").join(path);
            let good = fs::read(&page).unwrap();
            type Put = fn(&Path);
            let kinds: [(&str, Put); 3] = [
                ("a pipe", |path| pipe(path)),
                ("a folder", |path| fs::create_dir(path).unwrap()),
                ("a link", |path| symlink("/etc/hostname", path).unwrap()),
            ];
            for (word, put) in kinds {
                fs::remove_file(&page).unwrap();
                put(&page);
                assert!(!open(&dist, Swap::Exchange).unwrap().is_intact());
                let text = refused(build(&dist, 'B'));
                assert!(text.contains("write/in-the-way") && text.contains(path), "{text}");
                assert!(text.contains(word), "{text}");
                let moved = dist.join(format!("moved-{}-{}", word.len(), path.len()));
                fs::rename(&page, moved).unwrap();
                fs::write(&page, &good).unwrap();
            }
        }
        next_build_is_good(Swap::Exchange, &dist, 'B');
        // The same in the place of a file that is new, of a folder, and of the archive.
        pipe(&dist.join("acme/only/a"));
        let text = refused(build(&dist, 'A'));
        assert!(text.contains("only/a` is a pipe"), "{text}");
        fs::remove_file(dist.join("acme/only/a")).unwrap();
        fs::remove_file(dist.join("acme.zip")).unwrap();
        pipe(&dist.join("acme.zip"));
        assert!(refused(build(&dist, 'A')).contains("acme.zip` is in the way"));
    }

    #[test]
    fn a_link_in_the_place_of_a_folder_of_the_kit_is_not_followed() {
        let dist = dist("survive-inner-link");
        build(&dist, 'A').unwrap();
        let elsewhere = dist.with_extension("elsewhere");
        fs::rename(dist.join("acme/site"), &elsewhere).unwrap();
        symlink(&elsewhere, dist.join("acme/site")).unwrap();
        let before = contents(&elsewhere);
        let text = refused(build(&dist, 'B'));
        assert!(text.contains("acme/site` is a link, and a folder of the kit belongs"), "{text}");
        assert!(contents(&elsewhere) == before);
    }

    #[test]
    fn a_linked_folder_of_outputs_is_built_into() {
        let dist = dist("survive-linked");
        let real = dist.with_extension("real");
        fs::create_dir(&real).unwrap();
        symlink(&real, &dist).unwrap();
        build(&dist, 'A').unwrap();
        next_build_is_good(Swap::Exchange, &dist, 'B');
        assert!(fs::symlink_metadata(&dist).unwrap().is_symlink());
        assert_eq!(at(&real), at(&dist));
        fs::rename(real.join("acme"), real.join(".acme.vpsite-old")).unwrap();
        recover(&dist);
        assert_eq!(whole(&real), 'B');

        fs::remove_file(&dist).unwrap();
        symlink(dist.with_extension("nowhere"), &dist).unwrap();
        let text = told(&Vault::open(&dist, PATIENCE).unwrap_err());
        assert!(text.contains("is a link that leads nowhere") && text.contains("--out"), "{text}");
    }

    #[test]
    fn a_linked_kit_is_refused_before_anything_moves() {
        let dist = dist("survive-linked-kit");
        build(&dist, 'A').unwrap();
        let real = dist.with_extension("real");
        fs::rename(dist.join("acme"), &real).unwrap();
        for aim in [real.clone(), dist.with_extension("nowhere")] {
            symlink(&aim, dist.join("acme")).unwrap();
            let text = refused(build(&dist, 'B'));
            assert!(text.contains("acme` is a link") && text.contains("remove the link"), "{text}");
            recover(&dist);
            assert_eq!(fs::read_link(dist.join("acme")).unwrap(), aim);
            fs::remove_file(dist.join("acme")).unwrap();
        }
        fs::rename(&real, dist.join("acme")).unwrap();
        assert_eq!(build(&dist, 'A').unwrap().written, 0);
    }
}
