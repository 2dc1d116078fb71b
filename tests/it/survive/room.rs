//! Disks that are full, may not be changed, or go dark.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;

fn mount(args: &[&str], dist: &Path) {
    let root = dist.parent().unwrap();
    assert!(Command::new("mount").args(args).arg(root).status().unwrap().success());
}

/// In a process of its own, in a namespace of mounts of its own.
pub(super) fn on_a_small_disk(dist: &Path) {
    mount(&["-t", "tmpfs", "-o", "size=4m", "none"], dist);
    let dist = &dist_in(dist.parent().unwrap());
    build(dist, 'A').unwrap();
    put_strangers(dist);
    let filler = dist.with_extension("filler");
    let mut before = 0;
    // From not a page free to room for nearly all of it: the disk is full at another place
    // each time.
    for free in (0..800).step_by(16) {
        fill_but(&filler, free * 1024);
        let result = build(dist, 'B');
        if let Err(found) = result {
            let text = told(&found);
            assert!(text.contains("the disk is full"), "{free}: {text}");
            assert!(text.contains("make room on it and build again"), "{free}: {text}");
            if text.contains("the kit that was there before is untouched") {
                assert_eq!(whole(dist), 'A', "{free}: {text}");
                before += 1;
            } else {
                assert!(text.contains("is in place"), "{free}: {text}");
                assert_eq!(whole(dist), 'B', "{free}: {text}");
            }
        }
        fs::remove_file(&filler).unwrap();
        next_build_is_good(Swap::Exchange, dist, 'B');
        strangers_are_there(dist);
        next_build_is_good(Swap::Exchange, dist, 'A');
    }
    assert!(before > 5, "{before}");

    // Full only when the kit is to be packed.
    let staging = open(dist, Swap::Exchange).unwrap().stage().unwrap();
    fill(&staging, dist, 'B').unwrap();
    let (kit, _) = staging.commit("inputs B", b"B").unwrap();
    fill_but(&filler, 0);
    let archive = fs::read(dist.join("acme.zip")).unwrap();
    let text = told(&kit.zip(&packing()).unwrap_err());
    assert!(text.contains("the kit itself is in place"), "{text}");
    assert!(fs::read(dist.join("acme.zip")).unwrap() == archive);
    drop(kit);
    assert_eq!(whole(dist), 'B');
    fs::remove_file(&filler).unwrap();
    next_build_is_good(Swap::Exchange, dist, 'B');
    assert!(fs::read(dist.join("acme.zip")).unwrap() != archive);
    next_build_is_good(Swap::Exchange, dist, 'A');

    mount(&["-o", "remount,ro"], dist);
    let text = refused(build(dist, 'B'));
    assert!(text.contains("nothing may be changed on that disk"), "{text}");
    assert!(text.contains("is untouched") && text.contains("--out"), "{text}");
    assert_eq!(whole(dist), 'A');
    mount(&["-o", "remount,rw"], dist);
    next_build_is_good(Swap::Exchange, dist, 'B');
    strangers_are_there(dist);
}

/// Fills the disk until there is no more than `free` bytes on it.
fn fill_but(filler: &Path, free: usize) {
    let mut bytes = vec![1; 8 * 1024 * 1024];
    let _ = fs::write(filler, &bytes);
    let length = usize::try_from(fs::metadata(filler).unwrap().len()).unwrap();
    bytes.truncate(length.saturating_sub(free));
    fs::write(filler, bytes).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_locked_disk_costs_nothing_but_time() {
    // A mount of one's own takes root, or a namespace where one is root.
    let private = |flags: &str| {
        let mut command = Command::new("unshare");
        command.arg(flags);
        command
    };
    let flags = ["-m", "-rm"]
        .into_iter()
        .find(|flags| private(flags).arg("true").output().is_ok_and(|end| end.status.success()));
    let Some(flags) = flags else {
        // The limit on a file's size below is all that is left then.
        println!("no mounts here: a full disk is tried by the limit alone");
        return;
    };
    let dist = dist("survive-full");
    let ended = private(flags)
        .arg(std::env::current_exe().unwrap())
        .args(child_args())
        .env(DO, "a small disk")
        .env(AT, &dist)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{}{said}", String::from_utf8_lossy(&ended.stdout));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_leaves_the_old_kit() {
    let dist = dist("survive-limit");
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    // In blocks of 512 bytes; the film is longer.
    let script = "trap '' XFSZ; ulimit -f 500; exec \"$@\"";
    let ended = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(child_args())
        .env(DO, "B by exchange")
        .env(AT, &dist)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success() && said.contains("the disk is full"), "{said}");
    assert_eq!(whole(&dist), 'A');
    assert_eq!(left(&dist), Vec::<String>::new());
    next_build_is_good(Swap::Exchange, &dist, 'B');
    strangers_are_there(&dist);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_changed_is_said_to_be_one() {
    use std::os::unix::fs::PermissionsExt;
    let dist = dist("survive-readonly");
    build(&dist, 'A').unwrap();
    let set = |mode| fs::set_permissions(&dist, fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Root may write there all the same: its turn is on the small disk.
    if fs::write(dist.join("probe"), "").is_ok() {
        fs::remove_file(dist.join("probe")).unwrap();
    } else {
        let text = refused(build(&dist, 'B'));
        assert!(text.contains("may not be changed") && text.contains("is untouched"), "{text}");
        assert_eq!(whole(&dist), 'A');
    }
    set(0o755);
    next_build_is_good(Swap::Exchange, &dist, 'B');
}

/// A power cut leaves files empty, cut off, or full of zeros.
fn tear(path: &Path, how: usize) {
    let mut bytes = fs::read(path).unwrap();
    let half = bytes.len() / 2;
    match how {
        0 => bytes.clear(),
        1 => bytes.truncate(half),
        2 => bytes[half..].fill(0),
        _ => bytes.fill(0),
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_a_power_cut_has_torn_is_made_again() {
    let dist = dist("survive-power");
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    for how in 0..4 {
        for (torn, _) in made('A') {
            tear(&dist.join("acme").join(torn), how);
            assert!(!open(&dist, Swap::Exchange).unwrap().is_intact(), "{torn}");
            next_build_is_good(Swap::Exchange, &dist, 'A');
            assert!(open(&dist, Swap::Exchange).unwrap().is_intact(), "{torn}");
        }
        for (torn, _) in made('A') {
            tear(&dist.join("acme").join(torn), how);
        }
        next_build_is_good(Swap::Exchange, &dist, 'A');
        strangers_are_there(&dist);
    }
}

#[test]
fn a_torn_manifest_with_a_torn_memory_is_still_ours() {
    let dist = dist("survive-torn");
    for swap in [Swap::Exchange, Swap::TwoSteps] {
        for how in 0..4 {
            build(&dist, 'A').unwrap();
            put_strangers(&dist);
            tear(&dist.join("acme/manifest.json"), how);
            tear(&dist.join(".vpsite/acme.state"), how);
            let kit = open(&dist, swap).unwrap();
            assert!(kit.state().is_none() && !kit.is_intact());
            drop(kit);
            let listed = build_by(swap, &dist, 'A').unwrap();
            assert_eq!(listed.written, 6, "nothing is known to be the same");
            next_build_is_good(swap, &dist, 'A');
            strangers_are_there(&dist);
        }
    }
}

#[test]
fn a_memory_that_is_torn_or_of_another_kit_proves_nothing() {
    let dist = dist("survive-memory");
    build(&dist, 'A').unwrap();
    let state = dist.join(".vpsite/acme.state");
    let of_a = fs::read(&state).unwrap();
    build(&dist, 'B').unwrap();
    for wrong in [of_a, Vec::new(), b"{}".to_vec(), vec![0; 4096]] {
        fs::write(&state, wrong).unwrap();
        let kit = open(&dist, Swap::Exchange).unwrap();
        assert!(kit.state().is_none() && !kit.is_intact());
        drop(kit);
        assert_eq!(build(&dist, 'B').unwrap().written, 0, "the manifest knows the files");
        assert_eq!(open(&dist, Swap::Exchange).unwrap().state(), Some(&b"B"[..]));
    }
}

#[test]
fn a_torn_archive_is_made_again() {
    let dist = dist("survive-zip");
    build(&dist, 'A').unwrap();
    let zip = dist.join("acme.zip");
    let good = fs::read(&zip).unwrap();
    for length in [0, 10, good.len() / 2] {
        fs::write(&zip, &good[..length]).unwrap();
        build(&dist, 'A').unwrap();
        assert!(fs::read(&zip).unwrap() == good, "{length}");
    }
    let foreign = vec![b'x'; good.len() + 1];
    fs::write(&zip, &foreign).unwrap();
    assert!(refused(build(&dist, 'A')).contains("acme.zip` is in the way"));
    assert!(fs::read(&zip).unwrap() == foreign);
}

#[test]
fn files_that_vanish_while_a_kit_is_made_come_back() {
    let dist = dist("survive-vanish");
    build(&dist, 'A').unwrap();
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    fs::remove_file(dist.join("acme/index.html")).unwrap();
    fs::remove_file(dist.join("acme/site/assets/style.css")).unwrap();
    assert_eq!(staging.keep(&path("site/assets/style.css")).unwrap(), None);
    fill(&staging, &dist, 'A').unwrap();
    fs::remove_file(dist.join("acme/site/index.html")).unwrap();
    let (kit, written) = staging.commit("inputs A", b"A").unwrap();
    assert_eq!(written, Written { written: 2, unchanged: 4, removed: 0 });
    assert!(kit.is_intact());
    assert_eq!(whole(&dist), 'A');
}

#[test]
fn a_source_or_a_staged_file_that_vanishes_leaves_the_old_kit() {
    let dist = dist("survive-source");
    build(&dist, 'A').unwrap();
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    let film = dist.with_extension("film-B");
    for wrong in [None, Some("another film")] {
        match wrong {
            None => fs::remove_file(&film).unwrap(),
            Some(text) => fs::write(&film, text).unwrap(),
        }
        let number = usize::from(wrong.is_some());
        let aim = path(&format!("site/assets/film-{number}.mp4"));
        let found = staging.copy(&aim, &film, &sha256(&super::film('B'))).unwrap_err();
        let text = told(&found);
        assert!(text.contains("was changed while the kit was made"), "{text}");
        assert!(text.contains("is untouched"), "{text}");
    }
    drop(staging);
    assert_eq!(left(&dist), Vec::<String>::new());

    fs::write(&film, super::film('B')).unwrap();
    let staging = open(&dist, Swap::Exchange).unwrap().stage().unwrap();
    fill(&staging, &dist, 'B').unwrap();
    let names = fs::read_dir(dist.join(".vpsite")).unwrap().map(|entry| entry.unwrap().path());
    let made = names.into_iter().find(|path| path.is_dir()).unwrap();
    fs::remove_file(made.join("index.html")).unwrap();
    let text = refused(staging.commit("inputs B", b"B").map(|(_, written)| written));
    assert!(text.contains("were removed") && text.contains("is untouched"), "{text}");
    assert_eq!(whole(&dist), 'A');
    next_build_is_good(Swap::Exchange, &dist, 'B');
}
