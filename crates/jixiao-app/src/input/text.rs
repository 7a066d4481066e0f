//! Typed text: trimmed, of a limited length, without control characters.

/// Whether a text may have several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line.
    One,
    /// Any number of lines; `\r\n` becomes `\n`.
    Many,
}

/// A text that must be given.
pub(super) fn required(
    typed: &str,
    lines: Lines,
    character_count_max: usize,
) -> Result<String, String> {
    let text = optional(typed, lines, character_count_max)?;
    if text.is_empty() { Err("请填写".to_owned()) } else { Ok(text) }
}

/// A text that may be empty.
pub(super) fn optional(
    typed: &str,
    lines: Lines,
    character_count_max: usize,
) -> Result<String, String> {
    let text = typed.trim().replace("\r\n", "\n");
    let count = text.chars().count();
    if count > character_count_max {
        return Err(format!("不得超过 {character_count_max} 字，现有 {count} 字"));
    }
    let allowed = |c: char| !c.is_control() || (lines == Lines::Many && matches!(c, '\n' | '\t'));
    if text.chars().all(allowed) {
        return Ok(text);
    }
    Err(match lines {
        Lines::One => "含有换行或不可见字符，请改为一行文字".to_owned(),
        Lines::Many => "含有不可见字符，请删除后重新填写".to_owned(),
    })
}

/// The text with full-width ASCII (０ … ｚ, ．，－) made narrow and all white space removed: how
/// figures, dates and codes are read.
pub fn narrowed(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(c) - 0xfee0).expect("full-width ASCII has a narrow form")
            }
            '−' => '-',
            '。' => '.',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Lines, narrowed, optional, required};

    #[test]
    fn an_empty_text_is_refused_only_where_it_is_required() {
        assert_eq!(required(" \u{3000}", Lines::One, 10), Err("请填写".to_owned()));
        assert_eq!(optional(" ", Lines::One, 10), Ok(String::new()));
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(required("江州市总", Lines::One, 4), Ok("江州市总".to_owned()));
        assert_eq!(required("江州市总", Lines::One, 3), Err("不得超过 3 字，现有 4 字".to_owned()));
    }

    #[test]
    fn a_line_break_needs_a_field_of_many_lines() {
        assert!(required("一\n二", Lines::One, 10).is_err());
        assert_eq!(required("一\r\n二", Lines::Many, 10), Ok("一\n二".to_owned()));
        assert!(required("一\u{0}二", Lines::Many, 10).is_err());
    }

    #[test]
    fn wide_digits_become_narrow() {
        assert_eq!(narrowed(" １，２３４．５０ "), "1,234.50");
    }
}
