//! Processes that are killed, and processes at once.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use vpsite::write::{Swap, Vault, recover};

use super::*;

/// A folder that is in memory where the system has one: what is tried here is what a
/// killed process leaves, and waiting for a disk would only take time.
fn quick(test: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    if !memory.is_dir() {
        return folder(test);
    }
    let root = memory.join(format!("vpsite-{}-{test}", std::process::id()));
    fs::create_dir_all(&root).unwrap();
    root
}

/// Removes what [`quick`] has made.
struct Quick(PathBuf);

impl Drop for Quick {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Builds one kit after the other until somebody puts an end to it.
pub(super) fn for_ever(swap: Swap, dist: &Path) {
    std::io::stdout().write_all(b"ready\n").unwrap();
    for name in ['B', 'A'].into_iter().cycle() {
        build_by(swap, dist, name).unwrap();
    }
}

/// Builds one kit many times, as soon as all others are ready to.
pub(super) fn in_turns(dist: &Path, name: char) {
    std::io::stdout().write_all(b"ready\n").unwrap();
    while !dist.with_extension("go").exists() {
        thread::sleep(Duration::from_millis(1));
    }
    for _ in 0..ROUNDS {
        build(dist, name).unwrap();
    }
}

const ROUNDS: usize = 15;

/// A child that is at work when this returns.
fn ready(what: &str, dist: &Path) -> Child {
    let mut process =
        child(what, dist).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|line| line.is_ok_and(|line| line.ends_with("ready"))), "{what} ended");
    process
}

/// Numbers that are the same at every run (Marsaglia, "Xorshift RNGs").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn random_kills(test: &str, what: &str, swap: Swap, seed: u64) {
    let root = Quick(quick(test));
    let dist = dist_in(&root.0);
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    let mut numbers = Numbers(seed);
    let (mut old, mut new, mut broken) = (0, 0, 0);
    for _ in 0..100 {
        let mut process = ready(what, &dist);
        thread::sleep(Duration::from_micros(numbers.below(20_000)));
        process.kill().unwrap();
        process.wait().unwrap();
        broken += usize::from(!left(&dist).is_empty());
        if swap == Swap::TwoSteps {
            recover(&dist);
        }
        match whole(&dist) {
            'A' => old += 1,
            _ => new += 1,
        }
        let next = if numbers.below(2) == 0 { 'A' } else { 'B' };
        next_build_is_good(swap, &dist, next);
        strangers_are_there(&dist);
    }
    // Otherwise the kills have met nothing.
    assert!(old > 9 && new > 9 && broken > 9, "A {old}, B {new}, broken off {broken}");
}

#[test]
fn a_hundred_random_kills_leave_a_whole_kit() {
    random_kills("kills", "for ever by exchange", Swap::Exchange, 0x2545_F491_4F6C_DD1D);
}

#[test]
fn a_hundred_random_kills_leave_a_whole_kit_without_exchange_too() {
    random_kills("kills-two", "for ever in two steps", Swap::TwoSteps, 0x9E37_79B9_7F4A_7C15);
}

/// Every call that changes a disk, or is about to, and the first of them that matters: a
/// process is killed before each.
#[cfg(target_os = "linux")]
const CALLS: &[(&str, usize)] = &[
    ("openat", WARM + 1),
    ("write", WARM + 1),
    ("mkdir", 1),
    ("link", 1),
    ("linkat", 1),
    ("rename", 1),
    ("renameat2", 1),
    ("unlink", 1),
    ("rmdir", 1),
    ("syncfs", 1),
    ("fsync", 1),
    ("flock", 1),
];

/// strace counts the calls of each thread, and the one that runs the tests makes some of
/// these too, which must not take the place of ours: so ours begin behind them.
#[cfg(target_os = "linux")]
const WARM: usize = 40;

#[cfg(target_os = "linux")]
pub(super) fn warm_up() {
    for _ in 0..WARM {
        fs::File::open("/dev/null").unwrap();
    }
    let mut null = fs::OpenOptions::new().write(true).open("/dev/null").unwrap();
    for _ in 0..WARM {
        null.write_all(b" ").unwrap();
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn warm_up() {}

/// Kills before the first, the second … of each call, until a build outlives it. `check`
/// looks at what is there then; gives the number of kills.
#[cfg(target_os = "linux")]
fn kill_at_every_call(
    what: &str,
    dist: &Path,
    mut before: impl FnMut(),
    mut check: impl FnMut(&str),
) -> usize {
    let mut kills = 0;
    for (call, first) in CALLS {
        for number in *first.. {
            before();
            let inject = format!("inject={call}:signal=KILL:when={number}");
            let ended = Command::new("strace")
                .args(["-f", "-qq", "-o", "/dev/null"])
                .args(["-e", &format!("trace={call}"), "-e", &inject])
                .arg(std::env::current_exe().unwrap())
                .args(child_args())
                .env(DO, what)
                .env(AT, dist)
                .output()
                .unwrap_or_else(|error| panic!("strace is missing ({error}): run tests/run"));
            if ended.status.success() {
                break;
            }
            let said = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert!(ended.status.code().is_none(), "not killed at {call} {number}: {said}");
            check(&format!("{call} {number}"));
            kills += 1;
        }
    }
    kills
}

#[cfg(target_os = "linux")]
fn killed_everywhere(test: &str, what: &str, swap: Swap) {
    let root = Quick(quick(test));
    let dist = dist_in(&root.0);
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    let (mut old, mut new) = (0, 0);
    let kills = kill_at_every_call(
        what,
        &dist,
        || next_build_is_good(swap, &dist, 'A'),
        |call| {
            if swap == Swap::TwoSteps {
                recover(&dist);
            }
            match whole_after(call, &dist) {
                'A' => old += 1,
                _ => new += 1,
            }
            let zip = fs::read(dist.join("acme.zip")).unwrap();
            // The last bytes of an archive are what it says of itself.
            assert!(
                zip.ends_with(b"vpsite acme") && zip.starts_with(b"PK"),
                "the archive is whole"
            );
            next_build_is_good(swap, &dist, 'B');
            strangers_are_there(&dist);
        },
    );
    // 126 calls when this was written: 60 of them before the swap, the others after it.
    assert!(old > 30 && new > 10, "{kills} kills: old {old}, new {new}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_kill_at_every_call_to_disk_leaves_a_whole_kit() {
    killed_everywhere("calls", "B by exchange", Swap::Exchange);
}

#[cfg(target_os = "linux")]
#[test]
fn a_kill_at_every_call_to_disk_is_put_right_without_exchange() {
    killed_everywhere("calls-two", "B in two steps", Swap::TwoSteps);
}

#[cfg(target_os = "linux")]
#[test]
fn a_kill_at_every_call_of_a_first_build_leaves_all_or_nothing() {
    let root = Quick(quick("calls-first"));
    let dist = dist_in(&root.0);
    let number = std::cell::Cell::new(0);
    // A folder of outputs of its own each time: nothing is there yet.
    let fresh = || {
        if dist.exists() {
            fs::rename(&dist, root.0.join(format!("used-{}", number.get()))).unwrap();
            number.set(number.get() + 1);
        }
    };
    let kills = kill_at_every_call("B by exchange", &dist, fresh, |call| {
        assert!(at(&dist).is_empty() || whole(&dist) == 'B', "{call}: {:?}", files(&dist));
        next_build_is_good(Swap::Exchange, &dist, 'A');
    });
    assert!(kills > 40, "{kills}");
}

fn at_once(test: &str, names: &[char]) {
    let root = Quick(quick(test));
    let dist = dist_in(&root.0);
    build(&dist, 'A').unwrap();
    put_strangers(&dist);
    let mut processes: Vec<Child> =
        names.iter().map(|name| ready(&format!("{name} in turns"), &dist)).collect();
    fs::write(dist.with_extension("go"), "").unwrap();
    let mut looks = 0;
    while processes.iter_mut().any(|process| process.try_wait().unwrap().is_none()) {
        if cfg!(target_os = "linux") {
            assert!(dist.join("acme/manifest.json").exists(), "no kit at its path");
        }
        looks += 1;
    }
    assert!(looks > 1, "they were not at work at once");
    for mut process in processes {
        assert!(process.wait().unwrap().success());
    }
    assert!(names.contains(&whole(&dist)));
    assert_eq!(left(&dist), Vec::<String>::new());
    strangers_are_there(&dist);
    assert_eq!(fs::read_dir(dist.join("acme/mine")).unwrap().count(), 1);
}

#[test]
fn two_processes_at_once_make_one_whole_kit() {
    at_once("two", &['A', 'B']);
}

#[test]
fn three_processes_at_once_make_one_whole_kit() {
    at_once("three", &['A', 'B', 'A']);
}

#[test]
fn a_build_waits_says_so_and_gives_up() {
    let dist = dist("survive-patience");
    build(&dist, 'A').unwrap();
    let held = open(&dist, Swap::Exchange).unwrap();
    let began = Instant::now();
    let mut said = 0;
    let vault = Vault::open(&dist, Duration::from_millis(1300)).unwrap();
    let found = vault.lock(&slug(), &mut || said += 1).unwrap_err();
    assert_eq!(said, 1);
    assert!(began.elapsed() >= Duration::from_millis(1300));
    let text = told(&found);
    assert!(text.contains("write/busy: another build has been busy with"), "{text}");
    // Another kit is not waited for, and this one is free as soon as it is let go.
    vault.lock(&Slug::parse("linde").unwrap(), &mut || said += 1).unwrap();
    drop(held);
    vault.lock(&slug(), &mut || said += 1).unwrap();
    assert_eq!(said, 1);
}
