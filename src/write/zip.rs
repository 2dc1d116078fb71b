//! A kit on disk -> one archive, to send to HR.
//!
//! Invariants: the same kit gives the same bytes, so nothing in it depends on the clock
//! or the disk; it is written piece by piece and never held; only an archive that vpsite
//! wrote is replaced, and as a whole.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diag::{Diagnostic, Diagnostics, Result};

use super::disk::{self, Done, Fresh, Lies, Stamp};
use super::kit::Kit;
use super::leftovers;
use super::manifest::{MANIFEST, Manifest};
use super::vault::Place;

/// What anybody may do with a file that comes out of the archive: its owner writes, all read.
const MODE: u32 = 0o644;

/// The archive that was written last, remembered beside the kit.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Packed {
    /// SHA-256 of the manifest in it.
    manifest: String,
    /// Its size and time.
    stamp: Stamp,
}

/// What lies in the place of a kit's archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// Nothing, or nothing that vpsite wrote.
    None,
    /// The archive of the kit that is there.
    Fresh,
    /// One that vpsite wrote, of a kit that was.
    Old,
}

impl Archive {
    /// What lies there beside a kit with a manifest of this hash. Only what is remembered
    /// is ours, byte for byte; where nothing is, the archive has to hold a manifest.
    pub(super) fn at(place: &Place, manifest: &str) -> Done<Self> {
        let Lies::File(stamp) = disk::look(&place.zip())? else { return Ok(Self::None) };
        Ok(match packed(place)? {
            Some(last) if last.stamp == stamp && last.manifest == manifest => Self::Fresh,
            Some(last) if last.stamp == stamp => Self::Old,
            _ if is_ours(&place.zip())? => Self::Old,
            _ => Self::None,
        })
    }

    /// Whether it is the very file that was written last.
    pub(super) fn is_remembered(place: &Place) -> Done<bool> {
        let Lies::File(stamp) = disk::look(&place.zip())? else { return Ok(false) };
        Ok(packed(place)?.is_some_and(|last| last.stamp == stamp))
    }
}

/// Where the archive that was written last is remembered.
pub(super) fn memory(place: &Place) -> PathBuf {
    place.beside("zip.state")
}

fn packed(place: &Place) -> Done<Option<Packed>> {
    let bytes = disk::read(&memory(place))?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

impl Kit {
    /// The archive beside this kit, where it is of another one; its path as people see it.
    pub fn old_archive(&self) -> Option<String> {
        let (_, hash) = self.manifest()?;
        // What cannot be looked at cannot be told of.
        let old = Archive::at(&self.place, hash).is_ok_and(|there| there == Archive::Old);
        old.then(|| disk::shown(&self.place.zip()))
    }

    /// Packs the kit that is at its path into `<root>/<slug>.zip`. An archive of the same
    /// kit that nobody has touched stays.
    ///
    /// # Errors
    /// Another file is in its place, or the disk refuses; what was there stays.
    pub fn zip(&self) -> Result<()> {
        let Some((manifest, hash)) = self.manifest() else { return Ok(()) };
        let target = self.place.zip();
        let told = |fault: disk::Fault| fault.told(Some("the kit itself is in place".to_owned()));
        let memory = memory(&self.place);
        let last = packed(&self.place).map_err(told)?;
        match disk::look(&target).map_err(told)? {
            Lies::Nothing => {}
            Lies::File(stamp) => {
                if last.as_ref() == Some(&Packed { manifest: hash.to_owned(), stamp }) {
                    return Ok(());
                }
                // What is shorter than we wrote it is what a crash has left of it.
                let cut_off = last.is_some_and(|last| stamp.size < last.stamp.size);
                if !cut_off && !is_ours(&target).map_err(told)? {
                    return Err(in_the_way(&target));
                }
            }
            _ => return Err(in_the_way(&target)),
        }
        let fresh = leftovers::marked(&self.place, "zip.new-", 0);
        let packed = disk::remove_file(&fresh)
            .map_err(told)
            .and_then(|()| self.pack(manifest, &fresh))
            .and_then(|()| replace(&fresh, &target).map_err(told));
        if packed.is_err() {
            let _ = disk::remove_file(&fresh);
            return packed;
        }
        if let Lies::File(stamp) = disk::look(&target).map_err(told)? {
            let packed = Packed { manifest: hash.to_owned(), stamp };
            // What is not remembered is only packed again.
            let _ = disk::remove_file(&memory).and_then(|()| {
                disk::write(&memory, &serde_json::to_vec(&packed).unwrap_or_default())
            });
        }
        Ok(())
    }

    fn pack(&self, manifest: &Manifest, to: &Path) -> Result<()> {
        let told = |fault: disk::Fault| fault.told(Some("the kit itself is in place".to_owned()));
        let mut paths: Vec<&str> = manifest.paths().chain([MANIFEST]).collect();
        paths.sort_unstable();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(MODE);
        let mut writer = ZipWriter::new(disk::create(to).map_err(told)?);
        for path in paths {
            writer.start_file(path, options).map_err(|error| broken(to, &error))?;
            let from = self.place.target.join(path);
            if !disk::pieces(&from, |piece| writer.write_all(piece)).map_err(told)? {
                let message = format!("`{}` is not there any more", disk::shown(&from));
                return Err(Diagnostic::error("write/zip", message).hint("build again").into());
            }
        }
        let file: Fresh = writer.finish().map_err(|error| broken(to, &error))?;
        file.end_synced().map_err(told)
    }
}

/// Puts the new archive in the place of the old one, unless they are the same.
fn replace(fresh: &Path, target: &Path) -> Done<()> {
    if disk::hash(target)? == disk::hash(fresh)? {
        return disk::remove_file(fresh);
    }
    disk::rename(fresh, target)
}

fn broken(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    let message = format!("cannot make the archive `{}`: {error}", disk::shown(path));
    Diagnostic::error("write/zip", message).hint("the kit itself is in place").into()
}

fn in_the_way(target: &Path) -> Diagnostics {
    let message = format!("`{}` is in the way, and vpsite did not write it", disk::shown(target));
    Diagnostic::error("write/in-the-way", message).hint("move it elsewhere and build again").into()
}

/// Whether an archive holds the manifest of a kit.
fn is_ours(path: &Path) -> Done<bool> {
    let Some(file) = disk::reader(path)? else { return Ok(false) };
    let mut text = Vec::new();
    let read = ZipArchive::new(file).is_ok_and(|mut archive| {
        archive.by_name(MANIFEST).is_ok_and(|mut file| file.read_to_end(&mut text).is_ok())
    });
    Ok(read && Manifest::parse(&text).is_some())
}
