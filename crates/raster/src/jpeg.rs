//! A JPEG -> what it says of itself, or where it is cut off or damaged (ITU-T T.81).
//!
//! JPEG has no checksum, and decoders fill up with grey what is missing, as browsers do. Here
//! the entropy-coded data is gone through symbol by symbol, without making a picture of it: it
//! must hold as many blocks as the picture has, no fewer and no more. Most damage puts symbols
//! out of step, and then that number is wrong; what only changes a value cannot be seen.
//! Invariant: what any camera writes passes, with whatever lies behind the end of the picture.

use crate::huffman::{Bits, Rest, Stop, Table};

/// What is left over of a scan before it counts as damage, in bytes that say something: cameras
/// fill up their last block, and some leave a few bytes of an older picture.
const LEFT_OVER: usize = 24;
/// Most scans of a picture; encoders make some ten.
const SCANS: usize = 200;
/// Most blocks gone through for each byte of the file: a block takes at least one bit in a
/// picture of one scan, and less in runs of a progressive one.
const BLOCKS: u64 = 120_000_000;

/// What a JPEG says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Jpeg {
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// How many numbers a pixel has: 1, 3 or 4.
    pub components: u8,
    /// Whether it comes in passes, which a decoder has to hold all at once.
    pub progressive: bool,
    /// How many coefficients it has.
    pub coefficients: u64,
    /// Whether Adobe's program has marked it: its inks are inverted then.
    pub adobe: bool,
    /// Whether the end is marked.
    pub ended: bool,
    /// Its colour profile (ICC), whole or in as many pieces as there are.
    pub profile: Option<Vec<u8>>,
    /// Its Exif data, from the TIFF header.
    pub exif: Option<Vec<u8>>,
}

/// What is wrong with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It breaks off: how much of it is there, in per cent of its rows.
    CutOff(u8),
    /// Bytes in it are not what they were.
    Broken,
    /// It has more pixels than are wanted: its width and height.
    Large(u16, u16),
    /// It is whole as far as can be seen, but of a kind that hardly any program reads.
    Kind(Kind),
}

/// Kinds of JPEG that hardly any program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Arithmetic coding.
    Arithmetic,
    /// Without loss, or several pictures in one.
    Lossless,
    /// Twelve bits a number, or a number of components that no picture has.
    Depth,
}

struct Component {
    id: u8,
    across: u32,
    down: u32,
    /// Blocks in a row and rows of them, as they are stored when components alternate.
    padded: (u32, u32),
    /// The same where the component has a scan of its own.
    own: (u32, u32),
    /// In passes: which coefficients of each block are not zero.
    set: Vec<u64>,
    /// Whether any scan has had it.
    seen: bool,
    /// In passes: coefficients of which the last bit has come.
    done: u64,
}

struct Frame {
    progressive: bool,
    components: Vec<Component>,
    units: (u32, u32),
    /// How many bytes were left over of the last scan.
    left: usize,
}

#[derive(Default)]
struct Tables {
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    interval: u32,
}

/// One scan's head.
struct Scan {
    /// Which components, with their tables.
    parts: Vec<(usize, usize, usize)>,
    start: u32,
    end: u32,
    high: u8,
    low: u8,
}

/// Looks at a JPEG of at most `most` pixels from its first byte to its last.
///
/// # Errors
/// It is cut off, damaged, too large, or of a kind that hardly any program reads.
pub fn jpeg(bytes: &[u8], most: u64) -> Result<Jpeg, Damage> {
    let mut told = Jpeg::default();
    let mut frame: Option<Frame> = None;
    let mut tables = Tables::default();
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    let (mut at, mut scans, mut blocks) = (2, 0, 0_u64);
    loop {
        let Some((marker, after)) = marker(bytes, at) else {
            // Some programs leave out the mark of the end; all else must be there.
            match frame.as_ref().is_some_and(Frame::complete) {
                true => break,
                false => return Err(Damage::CutOff(part_of(frame.as_ref()))),
            }
        };
        at = after;
        match marker {
            0xD9 => {
                told.ended = true;
                break;
            }
            // Marks without a length: a start within, restarts behind a scan, reserved ones.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let cut = Damage::CutOff(part_of(frame.as_ref()));
        let length = bytes.get(at..at + 2).ok_or(cut)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let segment = bytes.get(at + 2..at + length.max(2)).ok_or(cut)?;
        at += length.max(2);
        match marker {
            0xC0..=0xC2 => {
                if frame.is_some() {
                    return Err(Damage::Kind(Kind::Lossless));
                }
                frame = Some(self::frame(segment, marker == 0xC2, most, &mut told)?);
            }
            0xC3 | 0xC5..=0xC7 | 0xDE | 0xDF => return Err(Damage::Kind(Kind::Lossless)),
            0xC9..=0xCF => return Err(Damage::Kind(Kind::Arithmetic)),
            0xC4 => huffman(segment, &mut tables)?,
            0xDD => {
                let [high, low, ..] = segment else { return Err(Damage::Broken) };
                tables.interval = u32::from(u16::from_be_bytes([*high, *low]));
            }
            0xDA => {
                scans += 1;
                let frame = frame.as_mut().filter(|_| scans <= SCANS).ok_or(Damage::Broken)?;
                let scan = self::scan(segment, frame)?;
                at = frame.pass(&scan, &tables, bytes, at, &mut blocks)?;
            }
            0xE1 if told.exif.is_none() => {
                told.exif = segment.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec);
            }
            0xE2 => {
                let piece = segment.strip_prefix(b"ICC_PROFILE\0");
                if let Some([number, _, data @ ..]) = piece {
                    profile.push((*number, data));
                }
            }
            0xEE => told.adobe |= segment.starts_with(b"Adobe"),
            _ => {}
        }
    }
    let frame = frame.filter(|frame| frame.components.iter().all(|it| it.seen));
    frame.ok_or(Damage::CutOff(0))?;
    if !profile.is_empty() {
        profile.sort_by_key(|(number, _)| *number);
        told.profile = Some(profile.into_iter().flat_map(|(_, data)| data).copied().collect());
    }
    Ok(told)
}

/// The next marker and where it ends; cameras leave odd bytes before it.
fn marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        at += bytes.get(at..)?.iter().position(|byte| *byte != 0xFF)?;
        match bytes.get(at)? {
            0 => at += 1,
            marker => return Some((*marker, at + 1)),
        }
    }
}

/// How much of a picture has come, in per cent, where no scan says it better.
fn part_of(frame: Option<&Frame>) -> u8 {
    let seen = frame.is_some_and(|frame| frame.components.iter().all(|it| it.seen));
    if seen { 99 } else { 0 }
}

fn frame(segment: &[u8], progressive: bool, most: u64, told: &mut Jpeg) -> Result<Frame, Damage> {
    let [precision, h1, h0, w1, w0, count, rest @ ..] = segment else {
        return Err(Damage::Broken);
    };
    if *precision != 8 || !matches!(count, 1 | 3 | 4) {
        return Err(Damage::Kind(Kind::Depth));
    }
    let (width, height) = (u16::from_be_bytes([*w1, *w0]), u16::from_be_bytes([*h1, *h0]));
    let parts = rest.get(..usize::from(*count) * 3).ok_or(Damage::Broken)?;
    if width == 0 || height == 0 {
        return Err(Damage::Broken);
    }
    if u64::from(width) * u64::from(height) > most {
        return Err(Damage::Large(width, height));
    }
    let sampling = |part: &[u8]| (u32::from(part[1] >> 4), u32::from(part[1] & 15));
    let (mut across, mut down) = (1, 1);
    for part in parts.chunks_exact(3) {
        let (own_across, own_down) = sampling(part);
        if !(1..=4).contains(&own_across) || !(1..=4).contains(&own_down) {
            return Err(Damage::Broken);
        }
        (across, down) = (across.max(own_across), down.max(own_down));
    }
    let (wide, high) = (u32::from(width), u32::from(height));
    let units = (wide.div_ceil(8 * across), high.div_ceil(8 * down));
    let components = parts.chunks_exact(3).map(|part| {
        let (own_across, own_down) = sampling(part);
        let own = |length: u32, part: u32, most: u32| (length * part).div_ceil(most).div_ceil(8);
        let padded = (units.0 * own_across, units.1 * own_down);
        let set = if progressive { padded.0 as usize * padded.1 as usize } else { 0 };
        Component {
            id: part[0],
            across: own_across,
            down: own_down,
            padded,
            own: (own(wide, own_across, across), own(high, own_down, down)),
            set: vec![0; set],
            seen: false,
            done: 0,
        }
    });
    let components: Vec<Component> = components.collect();
    let blocks = components.iter().map(|it| u64::from(it.padded.0) * u64::from(it.padded.1));
    told.coefficients = blocks.sum::<u64>() * 64;
    (told.width, told.height) = (width, height);
    (told.components, told.progressive) = (*count, progressive);
    Ok(Frame { progressive, components, units, left: 0 })
}

fn huffman(mut segment: &[u8], tables: &mut Tables) -> Result<(), Damage> {
    while let [class, rest @ ..] = segment {
        let (counts, rest) = rest.split_first_chunk::<16>().ok_or(Damage::Broken)?;
        let total = counts.iter().map(|count| usize::from(*count)).sum();
        let symbols = rest.get(..total).ok_or(Damage::Broken)?;
        let table = Table::new(counts, symbols).ok_or(Damage::Broken)?;
        let class_of = if class >> 4 == 0 { &mut tables.dc } else { &mut tables.ac };
        *class_of.get_mut(usize::from(class & 15)).ok_or(Damage::Broken)? = Some(table);
        segment = rest.get(total..).unwrap_or_default();
    }
    Ok(())
}

fn scan(segment: &[u8], frame: &Frame) -> Result<Scan, Damage> {
    let [count, rest @ ..] = segment else { return Err(Damage::Broken) };
    let count = usize::from(*count);
    let (parts, rest) = rest.split_at_checked(count * 2).ok_or(Damage::Broken)?;
    let [start, end, bits, ..] = rest else { return Err(Damage::Broken) };
    let parts = parts.chunks_exact(2).map(|part| {
        let at = frame.components.iter().position(|it| it.id == part[0])?;
        Some((at, usize::from(part[1] >> 4), usize::from(part[1] & 15)))
    });
    let parts: Option<Vec<_>> = parts.collect();
    let parts = parts.filter(|parts| !parts.is_empty()).ok_or(Damage::Broken)?;
    let mut scan = Scan {
        parts,
        start: u32::from(*start),
        end: u32::from(*end),
        high: bits >> 4,
        low: bits & 15,
    };
    if !frame.progressive {
        // Cameras write here what they like; it means nothing.
        (scan.start, scan.end, scan.high, scan.low) = (0, 63, 0, 0);
    }
    let sound = scan.start <= scan.end && scan.end < 64 && scan.low < 14;
    let alone = !frame.progressive || scan.start == 0 || scan.parts.len() == 1;
    if sound && alone { Ok(scan) } else { Err(Damage::Broken) }
}

impl Frame {
    /// Whether nothing is missing but perhaps the mark of the end.
    fn complete(&self) -> bool {
        let whole = |it: &Component| it.seen && (!self.progressive || it.done == u64::MAX);
        // A disk that was full writes zeros, which can be blocks too; some are left over then.
        self.left <= LEFT_OVER && self.components.iter().all(whole)
    }

    /// Goes through a scan that begins at `at`; where the marker behind it is.
    fn pass(
        &mut self,
        scan: &Scan,
        tables: &Tables,
        bytes: &[u8],
        at: usize,
        blocks: &mut u64,
    ) -> Result<usize, Damage> {
        let alone = scan.parts.len() == 1;
        let (across, down) = match scan.parts.first() {
            Some((part, ..)) if alone => self.components.get(*part).map_or((0, 0), |it| it.own),
            _ => self.units,
        };
        let mut bits = Bits::new(bytes, at);
        let (mut run, mut expected) = (0_u32, 0_u8);
        let total = u64::from(across) * u64::from(down);
        for unit in 0..total {
            let interval = u64::from(tables.interval);
            if interval > 0 && unit > 0 && unit % interval == 0 {
                let Rest { said, end, .. } = bits.rest();
                match marker(bytes, end) {
                    Some((0xD0..=0xD7, _)) if said > LEFT_OVER => return Err(Damage::Broken),
                    Some((mark, after)) if mark == 0xD0 + expected => {
                        bits = Bits::new(bytes, after);
                    }
                    Some((0xD0..=0xD7, _)) => return Err(Damage::Broken),
                    _ => return Err(self.stopped(scan, unit, total, bytes, end)),
                }
                expected = (expected + 1) % 8;
                run = 0;
            }
            let (x, y) = (unit % u64::from(across.max(1)), unit / u64::from(across.max(1)));
            for &(part, dc, ac) in &scan.parts {
                let component = self.components.get_mut(part).ok_or(Damage::Broken)?;
                let (dc, ac) = (table(&tables.dc, dc), table(&tables.ac, ac));
                let (wide, high) = if alone { (1, 1) } else { (component.across, component.down) };
                *blocks += u64::from(wide * high);
                if *blocks > BLOCKS {
                    return Err(Damage::Broken);
                }
                for number in 0..u64::from(wide * high) {
                    let (wide, high) = (u64::from(wide), u64::from(high));
                    let column = x * wide + number % wide;
                    let place = (y * high + number / wide) * u64::from(component.padded.0) + column;
                    let stopped = match self.progressive {
                        false => whole(&mut bits, dc, ac),
                        true => {
                            let place = usize::try_from(place).unwrap_or(usize::MAX);
                            let set = component.set.get_mut(place).ok_or(Damage::Broken)?;
                            pass(&mut bits, scan, (dc, ac), set, &mut run)
                        }
                    };
                    match stopped {
                        Ok(()) => {}
                        Err(Stop::Code) => return Err(Damage::Broken),
                        Err(Stop::End) => {
                            let end = bits.rest().end;
                            return Err(self.stopped(scan, unit, total, bytes, end));
                        }
                    }
                }
            }
        }
        for &(part, ..) in &scan.parts {
            if let Some(component) = self.components.get_mut(part) {
                component.seen = true;
                if scan.low == 0 {
                    let upto = u64::MAX >> (63 - scan.end);
                    component.done |= upto & (u64::MAX << scan.start);
                }
            }
        }
        let Rest { said, all, end } = bits.rest();
        self.left = all;
        if said > LEFT_OVER { Err(Damage::Broken) } else { Ok(end) }
    }

    /// What it means that a scan ends too early, at `end`.
    fn stopped(&self, scan: &Scan, unit: u64, total: u64, bytes: &[u8], end: usize) -> Damage {
        let first = scan
            .parts
            .iter()
            .any(|(part, ..)| self.components.get(*part).is_some_and(|component| !component.seen));
        let part = if first { unit * 100 / total.max(1) } else { 99 };
        // What goes on behind it was not cut off.
        match marker(bytes, end) {
            None | Some((0xD9, _)) => Damage::CutOff(u8::try_from(part.min(99)).unwrap_or(99)),
            _ => Damage::Broken,
        }
    }
}

fn table(tables: &[Option<Table>; 4], number: usize) -> Option<&Table> {
    tables.get(number).and_then(Option::as_ref)
}

/// A block of a picture that comes in one pass.
fn whole(bits: &mut Bits<'_>, dc: Option<&Table>, ac: Option<&Table>) -> Result<(), Stop> {
    let (dc, ac) = dc.zip(ac).ok_or(Stop::Code)?;
    difference(bits, dc)?;
    let mut at = 1;
    while at < 64 {
        let symbol = bits.symbol(ac)?;
        let (zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        match (zeros, size) {
            (15, 0) => at += 16,
            (_, 0) => break,
            _ => {
                at += zeros;
                if at > 63 {
                    return Err(Stop::Code);
                }
                bits.take(size)?;
                at += 1;
            }
        }
    }
    Ok(())
}

fn difference(bits: &mut Bits<'_>, dc: &Table) -> Result<(), Stop> {
    match u32::from(bits.symbol(dc)?) {
        size @ 0..=11 => bits.take(size).map(|_| ()),
        _ => Err(Stop::Code),
    }
}

/// A block of one pass of several (T.81, annex G); `set` are its coefficients so far.
fn pass(
    bits: &mut Bits<'_>,
    scan: &Scan,
    (dc, ac): (Option<&Table>, Option<&Table>),
    set: &mut u64,
    run: &mut u32,
) -> Result<(), Stop> {
    if scan.start == 0 {
        return match scan.high {
            0 => difference(bits, dc.ok_or(Stop::Code)?),
            _ => bits.take(1).map(|_| ()),
        };
    }
    let ac = ac.ok_or(Stop::Code)?;
    let mut at = scan.start;
    while at <= scan.end && *run == 0 {
        let symbol = bits.symbol(ac)?;
        let (mut zeros, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 && zeros < 15 {
            *run = (1 << zeros) + bits.take(zeros)?;
            break;
        }
        if scan.high == 0 {
            if size == 0 {
                at += 16;
                continue;
            }
            at += zeros;
            if at > scan.end {
                return Err(Stop::Code);
            }
            bits.take(size)?;
        } else {
            if size > 1 {
                return Err(Stop::Code);
            }
            bits.take(size)?;
            while at <= scan.end {
                if *set >> at & 1 == 1 {
                    bits.take(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
        }
        if size > 0 && at <= scan.end {
            *set |= 1 << at;
        }
        at += 1;
    }
    if *run > 0 {
        *run -= 1;
        if scan.high > 0 {
            for place in at..=scan.end {
                if *set >> place & 1 == 1 {
                    bits.take(1)?;
                }
            }
        }
    }
    Ok(())
}
