//! A TrueType font cut down to some of its glyphs.
//!
//! Owns the cutting of outlines, which is most of the time of a form; the tables that stay the same
//! for every choice of glyphs are cut once by the `subsetter` crate, and so are CFF fonts.

use skrifa::raw::TableProvider;
use skrifa::{FontRef, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use subsetter::GlyphRemapper;

/// Parts of the glyphs of a composite: flags of the `glyf` table.
const WORDS: u16 = 0x0001;
const ONE_SCALE: u16 = 0x0008;
const MORE_PARTS: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const MATRIX: u16 = 0x0080;

/// What of a font is needed to cut it.
pub(super) struct Outlines {
    /// The table `glyf` within the file.
    glyphs: Range<usize>,
    /// Where each glyph begins in it, and the end of the last.
    places: Vec<u32>,
    /// Width and left bearing of each glyph.
    metrics: Vec<[u8; 4]>,
    /// The other tables by tag, for a font of one glyph.
    others: Vec<(Tag, Vec<u8>)>,
}

impl Outlines {
    /// Reads the font of `bytes`; `None` when it has no such outlines or is damaged.
    pub(super) fn read(bytes: &[u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let count = font.maxp().ok()?.num_glyphs();
        let records = font.table_directory().table_records();
        let record = records.iter().find(|record| record.tag() == Tag::new(b"glyf"))?;
        let start = record.offset() as usize;
        let glyphs = start..start.checked_add(record.length() as usize)?;
        bytes.get(glyphs.clone())?;
        let loca = font.loca(None).ok()?;
        let places = (0..=usize::from(count)).map(|glyph| loca.get_raw(glyph));
        let hmtx = font.hmtx().ok()?;
        let metric = |glyph: u16| {
            let glyph = skrifa::GlyphId::from(glyph);
            let advance = hmtx.advance(glyph)?.to_be_bytes();
            let side = hmtx.side_bearing(glyph)?.to_be_bytes();
            Some([advance[0], advance[1], side[0], side[1]])
        };
        let template = subsetter::subset(bytes, index, &GlyphRemapper::new()).ok()?;
        let cut = FontRef::new(&template).ok()?;
        let tags = [b"cvt ", b"fpgm", b"head", b"hhea", b"maxp", b"name", b"post", b"prep"];
        let other = |tag: &[u8; 4]| {
            let tag = Tag::new(tag);
            let mut content = cut.data_for_tag(tag)?.as_bytes().to_vec();
            if tag == Tag::new(b"head") {
                // The sum of the whole file is counted without it.
                content.get_mut(8..12)?.fill(0);
            }
            Some((tag, content))
        };
        Some(Self {
            glyphs,
            places: places.collect::<Option<_>>()?,
            metrics: (0..count).map(metric).collect::<Option<_>>()?,
            others: tags.into_iter().filter_map(other).collect(),
        })
    }

    /// The font with glyph 0 and these glyphs, numbered in this order; parts of composite ones come
    /// behind them. `None` when the font is damaged.
    pub(super) fn subset(&self, bytes: &[u8], chosen: &[u16]) -> Option<Vec<u8>> {
        let glyphs = bytes.get(self.glyphs.clone())?;
        let mut cut = Cut { chosen: Cow::Borrowed(chosen), numbers: HashMap::new() };
        let mut outlines = Vec::with_capacity(chosen.len() * 400);
        let mut places = Vec::with_capacity(chosen.len() + 1);
        let mut next = 0;
        while let Some(&glyph) = cut.chosen.get(next) {
            next += 1;
            places.push(outlines.len());
            let place = usize::from(glyph);
            let (from, to) = (*self.places.get(place)?, *self.places.get(place + 1)?);
            let start = outlines.len();
            outlines.extend_from_slice(glyphs.get(from as usize..to as usize)?);
            if outlines.get(start).is_some_and(|&first| first >= 0x80) {
                cut.renumber_parts(outlines.get_mut(start..)?)?;
            }
            outlines.resize(outlines.len().next_multiple_of(4), 0);
        }
        places.push(outlines.len());
        self.assemble(&cut.chosen, outlines, &places)
    }

    fn assemble(&self, chosen: &[u16], outlines: Vec<u8>, places: &[usize]) -> Option<Vec<u8>> {
        let count = u16::try_from(chosen.len()).ok()?.to_be_bytes();
        let mut metrics = Vec::with_capacity(chosen.len() * 4);
        for &glyph in chosen {
            metrics.extend(self.metrics.get(usize::from(glyph))?);
        }
        let is_short = u16::try_from(outlines.len() / 2).is_ok();
        let mut loca = Vec::with_capacity(places.len() * 4);
        for &place in places {
            if is_short {
                loca.extend(u16::try_from(place / 2).ok()?.to_be_bytes());
            } else {
                loca.extend(u32::try_from(place).ok()?.to_be_bytes());
            }
        }
        let mut tables: Vec<(Tag, Cow<'_, [u8]>)> = vec![
            (Tag::new(b"glyf"), outlines.into()),
            (Tag::new(b"hmtx"), metrics.into()),
            (Tag::new(b"loca"), loca.into()),
        ];
        for (tag, content) in &self.others {
            let mut content = Cow::Borrowed(content.as_slice());
            let patch: Option<(usize, [u8; 2])> = match &tag.to_be_bytes() {
                b"head" => Some((50, u16::from(!is_short).to_be_bytes())),
                b"hhea" => Some((34, count)),
                b"maxp" => Some((4, count)),
                _ => None,
            };
            if let Some((at, value)) = patch {
                content.to_mut().get_mut(at..at + 2)?.copy_from_slice(&value);
            }
            tables.push((*tag, content));
        }
        tables.sort_by_key(|(tag, _)| *tag);
        file(&tables)
    }
}

struct Cut<'c> {
    /// The glyphs kept; parts of composite ones are added as they are met.
    chosen: Cow<'c, [u16]>,
    /// The new number of each, filled when the first composite is met.
    numbers: HashMap<u16, u16>,
}

impl Cut<'_> {
    /// Gives the parts of a composite glyph their new numbers.
    fn renumber_parts(&mut self, outline: &mut [u8]) -> Option<()> {
        if self.numbers.is_empty() {
            self.numbers = self.chosen.iter().copied().zip(0..).collect();
        }
        // The count of contours and the bounds come first.
        let mut at = 10;
        loop {
            let flags = u16::from_be_bytes(outline.get(at..at + 2)?.try_into().ok()?);
            let part = outline.get_mut(at + 2..at + 4)?;
            let number = self.number(u16::from_be_bytes([part[0], part[1]]))?;
            part.copy_from_slice(&number.to_be_bytes());
            at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
            at += match () {
                () if flags & ONE_SCALE != 0 => 2,
                () if flags & TWO_SCALES != 0 => 4,
                () if flags & MATRIX != 0 => 8,
                () => 0,
            };
            if flags & MORE_PARTS == 0 {
                return Some(());
            }
        }
    }

    fn number(&mut self, glyph: u16) -> Option<u16> {
        if let Some(&number) = self.numbers.get(&glyph) {
            return Some(number);
        }
        let number = u16::try_from(self.chosen.len()).ok()?;
        self.chosen.to_mut().push(glyph);
        self.numbers.insert(glyph, number);
        Some(number)
    }
}

/// A font file of these tables, which are in the order of their tags.
fn file(tables: &[(Tag, Cow<'_, [u8]>)]) -> Option<Vec<u8>> {
    const HEAD_ROOM: usize = 12;
    const RECORD: usize = 16;
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16_u16 << power;
    let directory = HEAD_ROOM + RECORD * tables.len();
    let whole: usize = tables.iter().map(|(_, content)| content.len().next_multiple_of(4)).sum();
    let mut file = Vec::with_capacity(directory + whole);
    file.extend([0, 1, 0, 0]);
    for value in [count, range, u16::try_from(power).ok()?, count * 16 - range] {
        file.extend(value.to_be_bytes());
    }
    let (mut at, mut sum, mut head) = (directory, 0_u32, 0);
    for (tag, content) in tables {
        let own = checksum(content);
        sum = sum.wrapping_add(own);
        head = if *tag == Tag::new(b"head") { at } else { head };
        file.extend(tag.to_be_bytes());
        for value in [own, u32::try_from(at).ok()?, u32::try_from(content.len()).ok()?] {
            file.extend(value.to_be_bytes());
        }
        at += content.len().next_multiple_of(4);
    }
    sum = sum.wrapping_add(checksum(&file));
    for (_, content) in tables {
        file.extend_from_slice(content);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    // The adjustment that makes the sum of the whole file what readers expect.
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(sum);
    file.get_mut(head + 8..head + 12)?.copy_from_slice(&adjustment.to_be_bytes());
    Some(file)
}

/// The sum of a table as numbers of four bytes.
fn checksum(content: &[u8]) -> u32 {
    let (words, rest) = content.as_chunks::<4>();
    let sum = words.iter().fold(0_u32, |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)));
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    sum.wrapping_add(u32::from_be_bytes(last))
}

#[cfg(test)]
mod tests;
