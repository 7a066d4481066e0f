//! Digests of passages that state results, for finding the same text in another year's papers, and
//! the folding other digests share.

use crate::figures::is_time;
use jixiao_document::{Location, text};
use jixiao_form::values::quantities;

/// Passages shorter than this are phrases any two papers may share. Bytes; a character has three.
const SHORTEST: usize = 120;
/// A passage with fewer results may well read the same every year.
const RESULTS: usize = 2;

/// The digests of the paragraphs of `text` that state counted results.
pub(super) fn of(text: &str, at: Location) -> impl Iterator<Item = (u64, Location)> {
    text.lines().filter_map(move |paragraph| {
        if paragraph.len() < SHORTEST {
            return None;
        }
        let results = quantities(paragraph)
            .filter(|found| found.quantity.unit != "分" && !is_time(&found.quantity.unit))
            .take(RESULTS)
            .count();
        (results == RESULTS).then(|| (digest(paragraph), (at)))
    })
}

/// FNV-1a over what is printed, blanks and signs aside: the same on every machine and in every run.
fn digest(paragraph: &str) -> u64 {
    paragraph.chars().map(text::half_width).filter(|&c| is_letter(c)).fold(START, fold)
}

/// The digest of nothing.
pub(super) const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The digest with one more character or byte.
pub(super) fn fold(hash: u64, next: impl Into<u32>) -> u64 {
    (hash ^ u64::from(next.into())).wrapping_mul(0x0100_0000_01b3)
}

/// Letters and digits, told without the Unicode tables: below U+4E00 only ASCII counts, which
/// leaves all Chinese punctuation out.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{4e00}'..'\u{ff00}').contains(&c)
}
