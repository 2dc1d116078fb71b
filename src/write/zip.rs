//! A kit on disk -> one archive to send to HR, or several that each fit into a mail.
//!
//! Invariants: the same kit gives the same bytes, so nothing in it depends on the clock
//! or the disk; it is written piece by piece and never held; only an archive that vpsite
//! wrote is replaced or removed, and as a whole. Every archive unpacks into the same one
//! folder, and the first file in it says by its name what to do.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diag::{Diagnostic, Diagnostics, Result, Sentence, say};
use crate::value::Slug;

use super::disk::{self, Done, Fresh, Lies, Stamp};
use super::kit::Kit;
use super::leftovers;
use super::manifest::{MANIFEST, Manifest};
use super::vault::Place;

/// What anybody may do with a file that comes out of the archive: its owner writes, all read.
const MODE: u32 = 0o644;

/// The most that a mail of 10 MB carries, in bytes: an attachment is sent in base64, four
/// letters for three bytes in lines of 76 (RFC 2045, 6.8).
const MAILED: u64 = 7_200_000;

/// How a kit is packed: what its archives say in the language of who unpacks them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packing {
    /// The one folder in every archive.
    pub folder: String,
    /// The year and the month from which every file in it is dated, on the first day.
    pub edition: (u16, u8),
    /// The name of the first file, without its ending: what to do first.
    pub first: String,
    /// What that file says in an archive of everything.
    pub note: String,
    /// The kit split by use; together they are all of its files.
    pub parts: Vec<Part>,
}

/// A part of a kit that goes to one kind of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What its archive is called after the client and the edition.
    pub name: String,
    /// What its first file says.
    pub note: String,
    /// The files of it.
    pub paths: Vec<String>,
}

/// An archive that was written last, remembered beside the kit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Packed {
    /// SHA-256 of the manifest of the kit in it.
    manifest: String,
    /// Its size and time.
    stamp: Stamp,
}

/// What an archive beside a kit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archive {
    /// The kit that is there.
    Fresh,
    /// A kit that was.
    Old,
}

impl Archive {
    /// The archives that vpsite wrote beside a kit with a manifest of this hash. Those that
    /// are remembered are ours, byte for byte; else one has to say itself that it is.
    pub(super) fn beside(place: &Place, manifest: &str) -> Done<Vec<(PathBuf, Self)>> {
        let mut found = Vec::new();
        for (path, last) in remembered(place)? {
            found.push((path, if last.manifest == manifest { Self::Fresh } else { Self::Old }));
        }
        let whole = place.zip();
        let is_file = matches!(disk::look(&whole)?, Lies::File(_));
        if is_file && !found.iter().any(|(path, _)| *path == whole) && is_ours(&whole, &place.slug)?
        {
            found.insert(0, (whole, Self::Old));
        }
        Ok(found)
    }

    /// The archives that are the very files that were written last.
    pub(super) fn untouched(place: &Place) -> Done<Vec<PathBuf>> {
        Ok(remembered(place)?.into_iter().map(|(path, _)| path).collect())
    }
}

/// What is remembered of archives that are as they were written.
fn remembered(place: &Place) -> Done<Vec<(PathBuf, Packed)>> {
    let whole = packed(place)?.map(|last| (place.zip(), last));
    let parts = packed_parts(place)?;
    let parts = parts.into_iter().map(|(name, last)| (place.root.join(name), last));
    let mut found = Vec::new();
    for (path, last) in whole.into_iter().chain(parts) {
        if disk::look(&path)? == Lies::File(last.stamp) {
            found.push((path, last));
        }
    }
    Ok(found)
}

/// An archive that is to be made.
struct Parcel<'a> {
    target: PathBuf,
    /// The name of its first file, and what it says.
    first: (String, &'a str),
    /// Paths in the kit.
    paths: Vec<&'a str>,
}

/// Where the archive that was written last is remembered.
pub(super) fn memory(place: &Place) -> PathBuf {
    place.beside("zip.state")
}

/// The same of parts, by the names of their archives.
pub(super) fn memory_of_parts(place: &Place) -> PathBuf {
    place.beside("parts.state")
}

fn packed(place: &Place) -> Done<Option<Packed>> {
    let bytes = disk::read(&memory(place))?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn packed_parts(place: &Place) -> Done<BTreeMap<String, Packed>> {
    let bytes = disk::read(&memory_of_parts(place))?;
    let parts: Option<BTreeMap<String, Packed>> =
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    // A name leads to a file beside the kits, and nowhere else.
    let beside = |name: &String, _: &mut Packed| !name.contains(['/', '\\']);
    let mut parts = parts.unwrap_or_default();
    parts.retain(beside);
    Ok(parts)
}

fn told(fault: disk::Fault) -> Diagnostics {
    fault.told(Some(say!("the kit itself is in place")))
}

impl Kit {
    /// The archives beside this kit that are of another one; their paths as people see them.
    pub fn old_archives(&self) -> Vec<String> {
        let Some((_, hash)) = self.manifest() else { return Vec::new() };
        // What cannot be looked at cannot be told of.
        let found = Archive::beside(&self.place, hash).unwrap_or_default();
        let old = found.into_iter().filter(|(_, archive)| *archive == Archive::Old);
        old.map(|(path, _)| disk::shown(&path)).collect()
    }

    /// Packs the kit that is at its path into `<root>/<slug>.zip`. An archive of the same
    /// kit that nobody has touched stays; parts of an earlier kit go. Says where it is too
    /// large for a mail.
    ///
    /// # Errors
    /// Another file is in its place, or the disk refuses; what was there stays.
    pub fn zip(&self, packing: &Packing) -> Result<Diagnostics> {
        let Some((manifest, hash)) = self.manifest() else { return Ok(Diagnostics::new()) };
        let parcel = Parcel {
            target: self.place.zip(),
            first: (format!("{}.txt", packing.first), &packing.note),
            paths: manifest.paths().chain([MANIFEST]).collect(),
        };
        let last = packed(&self.place).map_err(told)?;
        let now = self.archive(&parcel, packing, hash, last.as_ref())?;
        if last.as_ref() != Some(&now) {
            remember(&memory(&self.place), &now);
        }
        let parts = packed_parts(&self.place).map_err(told)?;
        self.drop_old_parts(parts, &BTreeMap::new(), hash).map_err(told)?;
        let hint = say!(
            "`--zip-parts` instead of `--zip` splits it by use, so that each part fits into a mail"
        );
        Ok(too_large(&parcel.target, now.stamp.size, hint).into_iter().collect())
    }

    /// Packs the kit that is at its path into several archives by use, each small enough for
    /// a mail where its files are. Archives of an earlier kit go. Says what is too large.
    ///
    /// # Errors
    /// Another file is in the place of one, or the disk refuses; what was there stays.
    pub fn zip_parts(&self, packing: &Packing) -> Result<Diagnostics> {
        let Some((manifest, hash)) = self.manifest() else { return Ok(Diagnostics::new()) };
        let last = packed_parts(&self.place).map_err(told)?;
        let mut now = BTreeMap::new();
        let mut found = Diagnostics::new();
        for parcel in self.parcels(packing, manifest).map_err(told)? {
            let name = parcel.target.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let made = self.archive(&parcel, packing, hash, last.get(&name))?;
            let hint = say!("one file in it is as large as that: send it as a link to a download");
            found.extend(too_large(&parcel.target, made.stamp.size, hint));
            now.insert(name, made);
        }
        if last != now {
            remember(&memory_of_parts(&self.place), &now);
        }
        self.drop_old_parts(last, &now, hash).map_err(told)?;
        if let Some(whole) = packed(&self.place).map_err(told)?.filter(|it| it.manifest != hash) {
            drop_old(&self.place.zip(), &whole).map_err(told)?;
        }
        Ok(found)
    }

    /// The archives of a kit in parts: what is too large for a mail is numbered.
    fn parcels<'a>(&self, packing: &'a Packing, manifest: &Manifest) -> Done<Vec<Parcel<'a>>> {
        let (year, month) = packing.edition;
        let mut parcels = Vec::new();
        for (index, part) in packing.parts.iter().enumerate() {
            let ours = part.paths.iter().map(String::as_str);
            let mut paths: Vec<&str> = ours.filter(|path| manifest.hash(path).is_some()).collect();
            if index == 0 {
                paths.push(MANIFEST);
            }
            let bins = self.bins(paths)?;
            let several = bins.len() > 1;
            for (number, paths) in bins.into_iter().enumerate() {
                let name = match several {
                    true => format!("{}-{}", part.name, number + 1),
                    false => part.name.clone(),
                };
                let archive = format!("{}-{year:04}-{month:02}-{name}.zip", self.place.slug);
                parcels.push(Parcel {
                    target: self.place.root.join(archive),
                    first: (format!("{}-{name}.txt", packing.first), &part.note),
                    paths,
                });
            }
        }
        Ok(parcels)
    }

    /// Files in their order, each in the first heap that a mail still carries with it. Hardly
    /// any file of a kit gets smaller by packing, so that sizes are those of the files.
    fn bins<'a>(&self, mut paths: Vec<&'a str>) -> Done<Vec<Vec<&'a str>>> {
        /// What a file adds beside its bytes: two headers with its path, and the first file.
        const AROUND: u64 = 512;
        paths.sort_unstable();
        let mut bins: Vec<(u64, Vec<&str>)> = Vec::new();
        for path in paths {
            let own = match disk::look(&self.place.target.join(path))? {
                Lies::File(stamp) => stamp.size + AROUND,
                _ => 0,
            };
            match bins.iter_mut().find(|(size, _)| size.saturating_add(own) <= MAILED) {
                Some((size, bin)) => {
                    *size += own;
                    bin.push(path);
                }
                None => bins.push((own, vec![path])),
            }
        }
        Ok(bins.into_iter().map(|(_, bin)| bin).collect())
    }

    /// Removes parts of another kit that are as they were written.
    fn drop_old_parts(
        &self,
        mut last: BTreeMap<String, Packed>,
        now: &BTreeMap<String, Packed>,
        manifest: &str,
    ) -> Done<()> {
        last.retain(|name, part| part.manifest != manifest && !now.contains_key(name));
        last.iter().try_for_each(|(name, part)| drop_old(&self.place.root.join(name), part))
    }

    /// Makes one archive, unless it is there.
    fn archive(
        &self,
        parcel: &Parcel<'_>,
        packing: &Packing,
        manifest: &str,
        last: Option<&Packed>,
    ) -> Result<Packed> {
        let target = &parcel.target;
        match disk::look(target).map_err(told)? {
            Lies::Nothing => {}
            Lies::File(stamp) => {
                let there = Packed { manifest: manifest.to_owned(), stamp };
                if last == Some(&there) {
                    return Ok(there);
                }
                // What is shorter than we wrote it is what a crash has left of it.
                let cut_off = last.is_some_and(|last| stamp.size < last.stamp.size);
                if !cut_off && !is_ours(target, &self.place.slug).map_err(told)? {
                    return Err(in_the_way(target));
                }
            }
            _ => return Err(in_the_way(target)),
        }
        let fresh = leftovers::marked(&self.place, "zip.new-", 0);
        let packed = disk::remove_file(&fresh)
            .map_err(told)
            .and_then(|()| self.pack(parcel, packing, &fresh))
            .and_then(|()| replace(&fresh, target).map_err(told));
        if packed.is_err() {
            let _ = disk::remove_file(&fresh);
        }
        packed?;
        match disk::look(target).map_err(told)? {
            Lies::File(stamp) => Ok(Packed { manifest: manifest.to_owned(), stamp }),
            _ => Err(in_the_way(target)),
        }
    }

    fn pack(&self, parcel: &Parcel<'_>, packing: &Packing, to: &Path) -> Result<()> {
        let (year, month) = packing.edition;
        let first_day = DateTime::from_date_and_time(year, month, 1, 0, 0, 0)
            .map_err(|error| broken(to, &error))?;
        let mut paths = parcel.paths.clone();
        paths.sort_unstable();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(first_day)
            .unix_permissions(MODE);
        let mut writer = ZipWriter::new(disk::create(to).map_err(told)?);
        let broken = |error: &dyn std::fmt::Display| broken(to, error);
        writer.set_comment(mark(&self.place.slug)).map_err(|error| broken(&error))?;
        let within = |path: &str| format!("{}/{path}", packing.folder);
        let (name, text) = &parcel.first;
        writer.start_file(within(name), options).map_err(|error| broken(&error))?;
        writer.write_all(text.as_bytes()).map_err(|error| broken(&error))?;
        for path in paths {
            writer.start_file(within(path), options).map_err(|error| broken(&error))?;
            let from = self.place.target.join(path);
            if !disk::pieces(&from, |piece| writer.write_all(piece)).map_err(told)? {
                let message = say!("`{}` is not there any more", disk::shown(&from));
                return Err(Diagnostic::error("write/zip", message)
                    .hint(say!("build again"))
                    .into());
            }
        }
        let file: Fresh = writer.finish().map_err(|error| broken(&error))?;
        file.end_synced().map_err(told)
    }
}

/// What is not remembered is only packed again.
fn remember(memory: &Path, packed: &impl Serialize) {
    let _ = disk::remove_file(memory)
        .and_then(|()| disk::write(memory, &serde_json::to_vec(packed).unwrap_or_default()));
}

/// Removes an archive that is as it was written.
fn drop_old(path: &Path, written: &Packed) -> Done<()> {
    match disk::look(path)? {
        Lies::File(stamp) if stamp == written.stamp => disk::remove_file(path),
        _ => Ok(()),
    }
}

fn too_large(path: &Path, size: u64, hint: Sentence) -> Option<Diagnostic> {
    // Tenths of a million bytes, rounded up: what is told is never below what it is.
    let tenths = size.div_ceil(100_000);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    (size > MAILED).then(|| {
        let message = say!(
            "`{}` is {whole}.{tenth} MB, too large for many mailboxes: a mail of 10 MB carries 7.2",
            disk::shown(path)
        );
        Diagnostic::note("write/zip-large", message).hint(hint)
    })
}

/// Puts the new archive in the place of the old one, unless they are the same.
fn replace(fresh: &Path, target: &Path) -> Done<()> {
    if disk::hash(target)? == disk::hash(fresh)? {
        return disk::remove_file(fresh);
    }
    disk::rename(fresh, target)
}

fn broken(path: &Path, error: &dyn std::fmt::Display) -> Diagnostics {
    let message = say!("cannot make the archive `{}`: {error}", disk::shown(path));
    Diagnostic::error("write/zip", message).hint(say!("the kit itself is in place")).into()
}

fn in_the_way(target: &Path) -> Diagnostics {
    let message = say!("`{}` is in the way, and vpsite did not write it", disk::shown(target));
    Diagnostic::error("write/in-the-way", message)
        .hint(say!("move it elsewhere and build again"))
        .into()
}

/// What an archive of ours says of itself, where no file of the kit can.
fn mark(slug: &Slug) -> String {
    format!("vpsite {slug}")
}

/// Whether an archive is one of this kit: it says so, or, as earlier versions wrote it, holds
/// a manifest.
fn is_ours(path: &Path, slug: &Slug) -> Done<bool> {
    let Some(file) = disk::reader(path)? else { return Ok(false) };
    let Ok(mut archive) = ZipArchive::new(file) else { return Ok(false) };
    if archive.comment() == mark(slug).as_bytes() {
        return Ok(true);
    }
    let mut text = Vec::new();
    let read = archive.by_name(MANIFEST).is_ok_and(|mut file| file.read_to_end(&mut text).is_ok());
    Ok(read && Manifest::parse(&text).is_some())
}
