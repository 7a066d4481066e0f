//! Column widths of Chinese text on a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many terminal columns `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` cut to at most `limit` columns, with `…` in place of what was cut; line breaks become spaces.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if columns(&text) <= limit {
        return text;
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > limit {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// `text` followed by spaces up to `target` columns.
pub(crate) fn pad(text: &str, target: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', target.saturating_sub(columns(text))));
    padded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_two_columns_and_is_cut_between_characters() {
        assert_eq!(columns("得分 18"), 7);
        assert_eq!(shorten("年度指标值", 6), "年度…");
        assert_eq!(pad("得分", 6), "得分  ");
    }
}
