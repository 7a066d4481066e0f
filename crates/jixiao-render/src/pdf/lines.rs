//! Text to lines of glyphs: where a line may break and how wide it is.

use super::fonts::Glyph;
use std::ops::Range;

/// A character with the glyph that prints it. Line breaks are letters without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) glyph: Glyph,
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its letters among those of the text.
    pub(super) letters: Range<usize>,
    /// Width in thousandths of an em.
    pub(super) width: u32,
}

/// A width in thousandths of an em as a length at letters of `size`.
pub(super) fn length(thousandths: u32, size: u32) -> u32 {
    u32::try_from(u64::from(thousandths) * u64::from(size) / 1_000).unwrap_or(u32::MAX)
}

/// The width of these letters in thousandths of an em.
pub(super) fn width(letters: &[Letter]) -> u32 {
    letters.iter().map(|letter| u32::from(letter.glyph.advance)).sum()
}

/// Breaks a text into lines at most `room` thousandths of an em wide, the first of them narrower by
/// `indent`; a single character may be wider.
pub(super) fn break_text(letters: &[Letter], (indent, room): (u32, u32)) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in letters.split(|letter| letter.c == '\n') {
        let indent = if lines.is_empty() { indent } else { 0 };
        break_paragraph(paragraph, start, (indent, room), &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// Breaks a paragraph whose first letter is number `offset` of the text.
fn break_paragraph(
    set: &[Letter],
    offset: usize,
    (indent, room): (u32, u32),
    lines: &mut Vec<Line>,
) {
    let mut push = |range: Range<usize>| {
        let kept = set.get(range.clone()).unwrap_or_default();
        let kept = kept.iter().rposition(|letter| letter.c != ' ').map_or(0, |last| last + 1);
        let end = range.start + kept;
        let width = width(set.get(range.start..end).unwrap_or_default());
        lines.push(Line { letters: offset + range.start..offset + end, width });
    };
    let (mut start, mut used, mut chance) = (0, indent, 0);
    let mut before = None;
    for (index, &Letter { c, glyph }) in set.iter().enumerate() {
        if before.is_some_and(|before| may_break(before, c)) {
            chance = index;
        }
        before = Some(c);
        let advance = u32::from(glyph.advance);
        // A space at the end of a line takes no room.
        if used + advance > room && index > start && c != ' ' {
            let end = if chance > start { chance } else { index };
            push(start..end);
            start = end;
            used = width(&set[start..index]);
        }
        used += advance;
    }
    push(start..set.len());
}

/// Whether a line may end after `before` and the next begin with `after` (GB/T 15834).
fn may_break(before: char, after: char) -> bool {
    let in_word = |c: char| c.is_ascii_graphic();
    let holds = closes(after) || opens(before) || after == ' ';
    !(holds || in_word(before) && in_word(after))
}

/// Marks that never begin a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '”'
            | '’'
            | '…'
            | '％'
            | '℃'
            | '·'
            | '—'
            | ','
            | '.'
            | ':'
            | ';'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Marks that never end a line.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘' | '(' | '[' | '{' | '￥')
}

#[cfg(test)]
mod tests {
    use super::super::Fonts;
    use super::*;
    use crate::paper::Paper;
    use crate::typeface::Typeface;

    fn lines(text: &str, room: u32) -> Vec<String> {
        let fonts = Fonts::new();
        let setter =
            fonts.setter(&Paper { title: String::new(), chapters: Vec::new(), mark: None });
        let letters = setter.set(text, Typeface::Serif);
        let words = |line: Line| letters[line.letters].iter().map(|letter| letter.c).collect();
        break_text(&letters, (0, room)).into_iter().map(words).collect()
    }

    #[test]
    fn lines_break_between_characters_but_not_before_closing_marks() {
        assert_eq!(lines("走访慰问职工", 4_000), ["走访慰问", "职工"]);
        assert_eq!(lines("走访慰问。职工", 4_000), ["走访慰", "问。职工"]);
        assert_eq!(lines("走访慰“问”职工", 4_000), ["走访慰", "“问”职", "工"]);
        assert_eq!(lines("甲\n\n乙", 4_000), ["甲", "", "乙"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_unless_longer_than_a_line() {
        assert_eq!(lines("预算 2000000.00 元", 7_500), ["预算", "2000000.00 元"]);
        assert!(lines("12345678901234567890", 4_000).len() > 1);
    }
}
