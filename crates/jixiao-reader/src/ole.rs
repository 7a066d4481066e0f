//! Compound files, the container of Office 97–2003 and of encrypted packages.
//!
//! Finds the streams of the root storage and copies one out. Broken chains give what could be
//! read; cycles end. Knows no stream's content.

use crate::ReadError;

/// The first bytes of every compound file.
pub(crate) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xffff_fff0;

struct Entry {
    name: String,
    is_stream: bool,
    start: u32,
    size: usize,
}

/// An open compound file.
pub(crate) struct Ole<'b> {
    bytes: &'b [u8],
    sector: usize,
    mini_sector: usize,
    cutoff: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    /// Holds the small streams.
    mini_stream: Vec<u8>,
    /// The entries of the root storage.
    entries: Vec<Entry>,
}

impl<'b> Ole<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        Self::parse(bytes).ok_or_else(|| ReadError::damaged("复合文档", "文件头或目录不完整"))
    }

    fn parse(bytes: &'b [u8]) -> Option<Self> {
        let shift =
            |at| Some(1_usize << u16_at(bytes, at).filter(|shift| (6..=16).contains(shift))?);
        let mut ole = Self {
            bytes,
            sector: shift(30)?,
            mini_sector: shift(32)?,
            cutoff: u32_at(bytes, 56)? as usize,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
        };
        ole.read_fat()?;
        ole.mini_fat = words(&ole.chain(u32_at(bytes, 60)?, usize::MAX)).collect();
        let directory = ole.chain(u32_at(bytes, 48)?, usize::MAX);
        let root = directory.get(..128)?;
        ole.mini_stream = ole.chain(u32_at(root, 116)?, u32_at(root, 120)? as usize);
        ole.read_root(&directory, u32_at(root, 76)?);
        Some(ole)
    }

    /// The contents of a sector; the last one may be cut short.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The table of chains. Its sectors are listed in the header and in a chain of their own.
    fn read_fat(&mut self) -> Option<()> {
        let most = self.bytes.len() / self.sector + 1;
        let mut list: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        while next < MARKS && list.len() <= most {
            let Some(sector) = self.sector(next) else { break };
            let mut more: Vec<u32> = words(sector).collect();
            next = more.pop()?;
            list.append(&mut more);
        }
        for number in list.into_iter().filter(|&number| number < MARKS).take(most) {
            self.fat.extend(self.sector(number).into_iter().flat_map(words));
        }
        Some(())
    }

    /// The bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..=self.fat.len() {
            let Some(sector) = self.sector(next).filter(|_| next < MARKS && out.len() < size)
            else {
                break;
            };
            out.extend_from_slice(sector);
            next = self.fat.get(next as usize).copied().unwrap_or(MARKS);
        }
        out.truncate(size);
        out
    }

    /// The same in the stream of small streams.
    fn mini_chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = Vec::new();
        let mut next = start;
        for _ in 0..=self.mini_fat.len() {
            let start = (next as usize).saturating_mul(self.mini_sector);
            let Some(rest) = self.mini_stream.get(start..).filter(|_| out.len() < size) else {
                break;
            };
            out.extend_from_slice(&rest[..rest.len().min(self.mini_sector)]);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(MARKS);
        }
        out.truncate(size);
        out
    }

    /// Walks the tree of the entries in the root storage.
    fn read_root(&mut self, directory: &[u8], first: u32) {
        let mut pending = vec![first];
        let most = directory.len() / 128;
        while let Some(index) = pending.pop().filter(|_| self.entries.len() < most) {
            let start = (index as usize).saturating_mul(128);
            let Some(entry) = directory.get(start..start.saturating_add(128)) else { continue };
            pending.extend([u32_at(entry, 68), u32_at(entry, 72)].into_iter().flatten());
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).saturating_sub(2).min(64);
            let units =
                entry[..length].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
            self.entries.push(Entry {
                name: char::decode_utf16(units).map(|c| c.unwrap_or('?')).collect(),
                is_stream: entry[66] == 2,
                start: u32_at(entry, 116).unwrap_or(MARKS),
                size: u32_at(entry, 120).unwrap_or(0) as usize,
            });
        }
    }

    /// Whether the root storage has an entry of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// A stream of the root storage.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.is_stream && entry.name == name)?;
        Some(if entry.size < self.cutoff {
            self.mini_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        })
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|word| u16::from_le_bytes(*word))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}
