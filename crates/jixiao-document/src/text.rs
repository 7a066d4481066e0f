//! Text normalisation shared by recognisers and rules: widths, white space, comparison.
//!
//! Everything here is for comparing and searching; what was printed is always kept beside it.

/// Whether `c` is white space on a form: Unicode white space, the ideographic space, zero-width
/// marks and the byte order mark.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{3000}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{00ad}')
}

/// Maps a full-width ASCII variant (０-９, Ａ-Ｚ, （ ） ： ， % …) to its half-width form; leaves every
/// other character alone.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("ASCII is valid Unicode")
        }
        _ => c,
    }
}

/// `text` without any white space and with half-width ASCII: the form in which labels are compared.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).map(half_width).collect()
}

/// Whether two texts are the same once white space, width and punctuation are set aside.
pub fn same_wording(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).filter(|c| c.is_alphanumeric())
}
