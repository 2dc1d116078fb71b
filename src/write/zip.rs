//! A kit -> one archive, to send to HR.
//!
//! Invariants: the same kit gives the same bytes, so nothing in it depends on
//! the clock or the disk; only an archive that vpsite wrote is replaced, and as
//! a whole.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::diag::{Diagnostic, Diagnostics, Result};
use crate::render::Rendered;
use crate::value::Slug;

use super::manifest::Manifest;
use super::{MANIFEST, disk};

/// What anybody may do with a file that comes out of the archive: its owner writes, all read.
const MODE: u32 = 0o644;

/// Writes `<root>/<slug>.zip`.
///
/// # Errors
/// Another file is in its place, or the disk refuses; what was there stays.
pub fn zip(root: &Path, slug: &Slug, fingerprint: &str, files: &[Rendered]) -> Result<()> {
    let target = root.join(format!("{slug}.zip"));
    let manifest = Manifest::new(slug, fingerprint, files).to_json();
    let bytes = archive(&manifest, files).map_err(|error| {
        Diagnostics::from(Diagnostic::error("write/zip", format!("cannot make the zip: {error}")))
    })?;
    if let Some(old) = disk::read(&target)? {
        if old == bytes {
            return Ok(());
        }
        if !is_ours(&old) {
            let message =
                format!("`{}` is in the way, and vpsite did not write it", disk::shown(&target));
            return Err(Diagnostic::error("write/in-the-way", message)
                .hint("move it elsewhere and build again")
                .into());
        }
    }
    let staging = root.join(format!(".{slug}.zip.vpsite-new"));
    disk::write(&staging, &bytes)?;
    disk::rename(&staging, &target)
}

fn archive(manifest: &str, files: &[Rendered]) -> zip::result::ZipResult<Vec<u8>> {
    let mut all: Vec<(&str, &[u8])> =
        files.iter().map(|file| (file.path.as_str(), file.body.bytes())).collect();
    all.push((MANIFEST, manifest.as_bytes()));
    all.sort_unstable_by_key(|(path, _)| *path);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(MODE);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in all {
        writer.start_file(path, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Whether an archive holds the manifest of a kit.
fn is_ours(bytes: &[u8]) -> bool {
    let mut text = Vec::new();
    let read = ZipArchive::new(Cursor::new(bytes)).is_ok_and(|mut archive| {
        archive.by_name(MANIFEST).is_ok_and(|mut file| file.read_to_end(&mut text).is_ok())
    });
    read && Manifest::parse(&text).is_some()
}
