//! All meanings of one cell's words, looked up at once.
//!
//! A word may be a column, a label, a level and a fund source at the same time (单位, 成本指标):
//! the row it stands in decides which.

use super::bare::{bare, is_bracket, split_trailing_points, trim_marks};
use super::{Column, Label, LevelWord, columns, entries, labels, levels, sources};
use crate::FundSource;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// What a cell's words may mean. All `None` for a value or prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Meaning {
    /// As a header.
    pub column: Option<Column>,
    /// As a label.
    pub label: Option<Label>,
    /// As a heading of the indicator tree.
    pub level: Option<LevelWord>,
    /// As the label of a fund row.
    pub source: Option<FundSource>,
}

type Words = HashMap<&'static str, Meaning, BuildHasherDefault<WordHasher>>;

/// Hashes short words of a fixed list eight bytes at a time. The list is ours, so nobody can make
/// its words collide.
#[derive(Debug, Default)]
struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, word: u64) {
        let mixed = (self.0.rotate_left(5) ^ word).wrapping_mul(MIX);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for &chunk in chunks {
            self.mix(u64::from_le_bytes(chunk));
        }
        let rest = rest.iter().rev().fold(0, |word, &byte| (word << 8) | u64::from(byte));
        self.mix(rest);
    }

    // The mark behind a text; a key here is one text and nothing else.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// An odd constant with its bits well spread: 2⁶⁴ divided by the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (word, column) in entries(columns::WORDS) {
        words.entry(word).or_default().column = Some(column);
    }
    for (word, label) in entries(labels::WORDS) {
        words.entry(word).or_default().label = Some(label);
    }
    for (word, level) in entries(levels::WORDS) {
        words.entry(word).or_default().level = Some(level);
    }
    for (word, source) in entries(sources::WORDS) {
        words.entry(word).or_default().source = Some(source);
    }
    words
});

/// No word of any list is longer.
const LONGEST_WORD_BYTES: usize = 63;
/// With its bracketed notes a cell of words stays below this.
const LONGEST_CELL_BYTES: usize = 120;

/// All meanings of a squeezed cell.
pub(crate) fn meaning(text: &str) -> Meaning {
    meaning_of(text, text.contains(is_bracket))
}

/// All meanings of a squeezed cell of which is known whether it may have a bracket.
pub(crate) fn meaning_of(text: &str, bracketed: bool) -> Meaning {
    let Some(&first) = text.as_bytes().first() else { return Meaning::default() };
    // Values outnumber words: most begin with a digit or a sign.
    if text.len() > LONGEST_CELL_BYTES || (first.is_ascii_digit() && text.len() < 12) {
        return Meaning::default();
    }
    let bare = if bracketed { bare(text).core } else { Cow::Borrowed(trim_marks(text)) };
    let core: &str = &bare;
    let meaning = listed(core);
    if meaning == Meaning::default() { affixed(core) } else { meaning }
}

/// The meanings of a word that stands in a list as it is.
fn listed(word: &str) -> Meaning {
    if word.len() > LONGEST_WORD_BYTES {
        return Meaning::default();
    }
    WORDS.get(word).copied().unwrap_or_default()
}

/// Words with numbering, 其中 or points around them.
fn affixed(core: &str) -> Meaning {
    if let Some(plain) = core.strip_prefix("其中").or_else(|| numbered(core)) {
        let label = listed(label_core(core)).label;
        let Meaning { column, level, .. } = listed(plain);
        return Meaning { column, label, level, source: listed(source_core(plain)).source };
    }
    let regional = ["市级", "县级", "省级", "区级", "地方", "市县"];
    if let Some(plain) = regional.iter().find_map(|level| core.strip_prefix(level)) {
        return Meaning { label: listed(plain).label, ..Meaning::default() };
    }
    let signature = core.ends_with("签字") || core.ends_with("签章");
    if core.ends_with("意见") || (signature && core.len() <= 36) {
        // 财政部门审核意见 and its stamp close a form; 主要负责人签字 does too.
        return Meaning { label: Some(Label::Contact), ..Meaning::default() };
    }
    if core.ends_with('分') {
        let (word, points) = split_trailing_points(core);
        let level = points.and_then(|_| listed(word).level);
        return Meaning { level, ..Meaning::default() };
    }
    if core.ends_with(|c: char| c.is_ascii_digit()) {
        // 年度绩效目标1, 数量指标2
        let core = core.trim_end_matches(|c: char| c.is_ascii_digit());
        let Meaning { label, level, .. } = listed(core);
        return Meaning { label, level, ..Meaning::default() };
    }
    Meaning { column: columns::affixed(core), ..Meaning::default() }
}

/// Text after a number and its mark: `1.`, `1、`, `一、`.
pub(super) fn numbered(core: &str) -> Option<&str> {
    let mut chars = core.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    let marked = matches!(second, '、' | '.');
    let counts = || first.is_ascii_digit() || "一二三四五六七八九".contains(first);
    (marked && counts()).then_some(chars.as_str())
}

/// Numbering of a label (`1.项目名称`, `一、基本情况`) is no part of it.
fn label_core(core: &str) -> &str {
    let unnumbered = core.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '、' | '一' | '二' | '三' | '四' | '五' | '六')
    });
    if core.starts_with("一般") || core.starts_with("一级") || core.starts_with("二级") {
        core
    } else {
        unnumbered.trim_end_matches(|c: char| c.is_ascii_digit())
    }
}

fn source_core(core: &str) -> &str {
    let core =
        core.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ':'));
    let core = core.strip_prefix("其中").unwrap_or(core).trim_start_matches(':');
    core.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ':'))
        .trim_end_matches([':', '/'])
}
