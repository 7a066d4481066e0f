//! A text as the rules look at it: character by character, full-width letters and digits as narrow
//! ones, with the printed text kept beside.

use super::Span;
use jixiao_domain::RemovalKind;

/// The characters of a text, printed and narrowed. Both have the same places.
pub(super) struct Signs {
    printed: Vec<char>,
    narrow: Vec<char>,
}

impl Signs {
    pub(super) fn new(text: &str) -> Self {
        let printed: Vec<char> = text.chars().collect();
        let narrow = printed.iter().map(|c| narrowed(*c)).collect();
        Self { printed, narrow }
    }

    pub(super) fn len(&self) -> usize {
        self.narrow.len()
    }

    /// The narrowed character at a place.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.narrow.get(place).copied()
    }

    /// The narrowed character before a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    /// The narrowed character at a place or after it, white space left out.
    pub(super) fn next_visible(&self, place: usize) -> Option<char> {
        self.narrow.get(place..)?.iter().copied().find(|c| !c.is_whitespace())
    }

    /// The narrowed character before a place, white space left out.
    pub(super) fn last_visible(&self, place: usize) -> Option<char> {
        self.narrow.get(..place)?.iter().rev().copied().find(|c| !c.is_whitespace())
    }

    /// The narrowed text between two places.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.narrow.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The printed characters between two places.
    pub(super) fn printed(&self, start: usize, end: usize) -> impl Iterator<Item = char> {
        self.printed.get(start..end).unwrap_or_default().iter().copied()
    }

    /// How many characters from a place on hold.
    pub(super) fn run(&self, place: usize, holds: impl Fn(char) -> bool) -> usize {
        self.narrow.get(place..).unwrap_or_default().iter().take_while(|c| holds(**c)).count()
    }

    /// Whether one of `words` stands within `distance` characters before a place, on its line.
    pub(super) fn follows_any(&self, place: usize, distance: usize, words: &[&str]) -> bool {
        let near = self.text(place.saturating_sub(distance), place);
        let line = near.rsplit(['\n', '。', ';']).next().unwrap_or_default();
        words.iter().any(|word| line.contains(word))
    }
}

/// Every place where `word` stands.
pub(super) fn words(signs: &Signs, word: &str, kind: RemovalKind, instead: &str) -> Vec<Span> {
    let word: Vec<char> = word.chars().map(narrowed).collect();
    if word.is_empty() {
        return Vec::new();
    }
    signs
        .narrow
        .windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word)
        .map(|(start, _)| Span {
            start,
            end: start + word.len(),
            kind,
            instead: instead.to_owned(),
        })
        .collect()
}

fn narrowed(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '−' | '—' | '–' => '-',
        '\u{3000}' => ' ',
        other => other,
    }
}
