//! Entropy-coded data of a JPEG -> bits and symbols (ITU-T T.81, annexes C and F.2.2).
//!
//! Invariant: what lies behind a marker is never read, and a read beyond the end is `None`.

/// How many bits are looked up at once; longer codes are rare.
const LOOKUP: u32 = 9;

/// One Huffman table.
#[derive(Clone)]
pub struct Table {
    /// Of the next [`LOOKUP`] bits: symbol and length of its code; a length of 0 for longer ones.
    lookup: Vec<(u8, u8)>,
    /// Of each length from 1 to 16: the first code, how many, and where their symbols begin.
    lengths: [(u32, u32, usize); 16],
    symbols: Vec<u8>,
}

impl Table {
    /// A table from the number of codes of each length, and the symbols in their order.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut lookup = vec![(0, 0); 1 << LOOKUP];
        let mut lengths = [(0, 0, 0); 16];
        let (mut code, mut first) = (0_u32, 0_usize);
        for (length, &count) in (1_u32..).zip(counts) {
            let count = u32::from(count);
            if code + count > 1 << length {
                return None;
            }
            let entry = lengths.get_mut(length as usize - 1)?;
            *entry = (code, count, first);
            for number in 0..count {
                let symbol = *symbols.get(first)?;
                if length <= LOOKUP {
                    let start = ((code + number) << (LOOKUP - length)) as usize;
                    let slots = lookup.get_mut(start..start + (1 << (LOOKUP - length)))?;
                    slots.fill((symbol, u8::try_from(length).ok()?));
                }
                first += 1;
            }
            code = (code + count) << 1;
        }
        Some(Self { lookup, lengths, symbols: symbols.to_vec() })
    }
}

/// Why bits do not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// There are no more.
    End,
    /// They are no code.
    Code,
}

/// What is left of the bits before a marker.
pub struct Rest {
    /// Whole bytes that are no filling.
    pub said: usize,
    /// All whole bytes.
    pub all: usize,
    /// Where the marker is.
    pub end: usize,
}

/// Bits between two markers.
pub struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    buffer: u64,
    /// How many bits of the buffer are to come.
    left: u32,
}

impl<'a> Bits<'a> {
    /// Bits from a place in the file.
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, buffer: 0, left: 0 }
    }

    /// Takes bytes in until a marker comes or the buffer is full.
    fn fill(&mut self) {
        while self.left <= 56 {
            let byte = match self.bytes.get(self.at..) {
                Some([0xFF, 0x00, ..]) => {
                    self.at += 2;
                    0xFF
                }
                // Fill bytes before a marker.
                Some([0xFF, ..]) | Some([]) | None => return,
                Some([byte, ..]) => {
                    self.at += 1;
                    *byte
                }
            };
            self.buffer = (self.buffer << 8) | u64::from(byte);
            self.left += 8;
        }
    }

    /// The next bits, at most 16.
    pub fn take(&mut self, count: u32) -> Result<u32, Stop> {
        if self.left < count {
            self.fill();
        }
        if self.left < count {
            return Err(Stop::End);
        }
        self.left -= count;
        let mask = (1_u64 << count) - 1;
        Ok(u32::try_from((self.buffer >> self.left) & mask).unwrap_or(0))
    }

    /// The next symbol.
    pub fn symbol(&mut self, table: &Table) -> Result<u8, Stop> {
        if self.left < 16 {
            self.fill();
        }
        // At the end what is missing counts as ones, as encoders fill up.
        let peek = |count: u32| -> u32 {
            let bits = if self.left >= count {
                self.buffer >> (self.left - count)
            } else {
                let missing = count - self.left;
                (self.buffer << missing) | ((1 << missing) - 1)
            };
            u32::try_from(bits & ((1 << count) - 1)).unwrap_or(0)
        };
        let (symbol, length) = table.lookup.get(peek(LOOKUP) as usize).copied().unwrap_or_default();
        let found = match length {
            0 => (LOOKUP + 1..=16).zip(table.lengths.iter().skip(LOOKUP as usize)).find_map(
                |(length, &(first, count, start))| {
                    let number = peek(length).checked_sub(first).filter(|at| *at < count)?;
                    Some((*table.symbols.get(start + number as usize)?, length))
                },
            ),
            _ => Some((symbol, u32::from(length))),
        };
        match found {
            Some((_, length)) if length > self.left => Err(Stop::End),
            Some((symbol, length)) => {
                self.left -= length;
                Ok(symbol)
            }
            None if self.left < 16 => Err(Stop::End),
            None => Err(Stop::Code),
        }
    }

    /// What is left before the next marker.
    pub fn rest(mut self) -> Rest {
        let (mut said, mut all) = (0, 0);
        let mut count = |byte: u8| {
            said += usize::from(byte != 0 && byte != 0xFF);
            all += 1;
        };
        for number in 0..self.left / 8 {
            count(u8::try_from((self.buffer >> (number * 8)) & 0xFF).unwrap_or(0));
        }
        loop {
            match self.bytes.get(self.at..) {
                Some([0xFF, 0x00, ..]) => self.at += 2,
                Some([0xFF, 0xFF, ..]) => self.at += 1,
                Some([0xFF, ..]) | Some([]) | None => return Rest { said, all, end: self.at },
                Some([byte, ..]) => {
                    count(*byte);
                    self.at += 1;
                }
            }
        }
    }
}
