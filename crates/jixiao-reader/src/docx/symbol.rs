//! Characters inserted from symbol fonts, which documents store as private codes.
//!
//! Only signs that occur in forms: comparison signs, ticks and boxes. A code without a known
//! meaning gives nothing, as it would show as an empty box anyway.

/// The character that `code` shows in `font`.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if !font.eq_ignore_ascii_case("symbol") && !font.to_ascii_lowercase().starts_with("wingdings") {
        return char::from_u32(code);
    }
    if font.eq_ignore_ascii_case("symbol") {
        return match code {
            0xa3 => Some('≤'),
            0xb3 => Some('≥'),
            0xb1 => Some('±'),
            0xb4 => Some('×'),
            0xb8 => Some('÷'),
            0xb9 => Some('≠'),
            0xbb => Some('≈'),
            0x20..=0x3f => char::from_u32(code),
            _ => None,
        };
    }
    let second = font.len() > "wingdings".len();
    match code {
        0x50 if second => Some('✓'),
        0x4f | 0x51 if second => Some('✗'),
        0x52 if second => Some('☑'),
        0x53 | 0x54 if second => Some('☒'),
        0x2a | 0xa3 if second => Some('□'),
        _ if second => None,
        0xfc => Some('✓'),
        0xfb => Some('✗'),
        0xfe => Some('☑'),
        0xfd => Some('☒'),
        0x6f | 0x71 | 0xa8 => Some('□'),
        _ => None,
    }
}
