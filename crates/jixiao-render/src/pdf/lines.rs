//! Text to lines of glyphs: where a line may break and how wide it is.

use super::fonts::{Glyph, Setter};

/// A line of glyphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The characters.
    pub(super) text: String,
    /// A glyph for each of them.
    pub(super) glyphs: Vec<Glyph>,
    /// Width in thousandths of an em.
    pub(super) width: u32,
}

/// A width in thousandths of an em as a length at letters of `size`.
pub(super) fn length(thousandths: u32, size: u32) -> u32 {
    u32::try_from(u64::from(thousandths) * u64::from(size) / 1_000).unwrap_or(u32::MAX)
}

/// Breaks `text` into lines at most `room` thousandths of an em wide, the first of them narrower by
/// `indent`; a single character may be wider.
pub(super) fn break_text(
    text: &str,
    bold: bool,
    (indent, room): (u32, u32),
    setter: &Setter<'_>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let set: Vec<(char, Glyph)> =
            paragraph.chars().map(|c| (c, setter.glyph(c, bold))).collect();
        let indent = if lines.is_empty() { indent } else { 0 };
        break_paragraph(&set, (indent, room), &mut lines);
    }
    lines
}

fn break_paragraph(set: &[(char, Glyph)], (indent, room): (u32, u32), lines: &mut Vec<Line>) {
    let (mut start, mut width, mut chance) = (0, indent, 0);
    for (index, &(c, glyph)) in set.iter().enumerate() {
        if index > start && may_break(set[index - 1].0, c) {
            chance = index;
        }
        let advance = u32::from(glyph.advance);
        // A space at the end of a line takes no room.
        if width + advance > room && index > start && c != ' ' {
            let end = if chance > start { chance } else { index };
            lines.push(line(&set[start..end]));
            start = end;
            width = set[start..index].iter().map(|(_, glyph)| u32::from(glyph.advance)).sum();
        }
        width += advance;
    }
    lines.push(line(&set[start..]));
}

fn line(set: &[(char, Glyph)]) -> Line {
    let end = set.iter().rposition(|(c, _)| *c != ' ').map_or(0, |last| last + 1);
    let set = &set[..end];
    Line {
        text: set.iter().map(|(c, _)| c).collect(),
        glyphs: set.iter().map(|&(_, glyph)| glyph).collect(),
        width: set.iter().map(|(_, glyph)| u32::from(glyph.advance)).sum(),
    }
}

/// Whether a line may end after `before` and the next begin with `after` (GB/T 15834).
fn may_break(before: char, after: char) -> bool {
    let in_word = |c: char| c.is_ascii_graphic();
    let holds = closes(after) || opens(before) || after == ' ';
    !(holds || in_word(before) && in_word(after))
}

/// Marks that never begin a line.
fn closes(c: char) -> bool {
    "，。、；：？！）》〉」』】〕”’…％℃,.;:?!)]}%·—".contains(c)
}

/// Marks that never end a line.
fn opens(c: char) -> bool {
    "（《〈「『【〔“‘([{￥".contains(c)
}

#[cfg(test)]
mod tests {
    use super::super::Fonts;
    use super::*;
    use crate::paper::Paper;

    fn lines(text: &str, room: u32) -> Vec<String> {
        let fonts = Fonts::new();
        let setter =
            fonts.setter(&Paper { title: String::new(), chapters: Vec::new(), mark: None });
        break_text(text, false, (0, room), &setter).into_iter().map(|line| line.text).collect()
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
