//! Text normalisation shared by recognisers and rules: widths, white space, comparison.
//!
//! Everything here is for comparing and searching; what was printed is always kept beside it.

/// Whether `c` is white space on a form: Unicode white space, the ideographic space, zero-width
/// marks and the byte order mark.
#[inline]
pub fn is_blank(c: char) -> bool {
    // Chinese characters are nearly all there is, and none of them is blank.
    if matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    c.is_whitespace() || matches!(c, '\u{3000}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{00ad}')
}

/// Maps a full-width ASCII variant (０-９, Ａ-Ｚ, （ ） ： ， % …) to its half-width form; leaves every
/// other character alone.
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("ASCII is valid Unicode")
        }
        _ => c,
    }
}

/// `text` without white space at either end.
#[inline]
pub fn trim(text: &str) -> &str {
    if text.as_bytes().first().is_some_and(|&b| is_plain(b)) {
        return trim_end(text);
    }
    text.trim_matches(is_blank)
}

/// `text` without white space at its end.
#[inline]
pub fn trim_end(text: &str) -> &str {
    // Printing ASCII, or a Chinese character by its lead, ends nearly every text.
    match text.as_bytes() {
        [.., 0x21..=0x7e] | [.., 0xe4..=0xe9, _, _] => text,
        _ => text.trim_end_matches(is_blank),
    }
}

/// Whether a byte can belong neither to white space nor to a full-width variant: printing ASCII,
/// the lead of a Chinese character, or a continuation of whatever leads.
fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e | 0x80..=0xbf | 0xe4..=0xe9)
}

/// `text` without any white space and with half-width ASCII: the form in which labels are compared.
pub fn squeeze(text: &str) -> String {
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
    text.chars().filter(|&c| !is_blank(c)).map(half_width).collect()
}

/// Whether `text` has an ASCII character for which `wanted` holds. Passes over a Chinese character in
/// one step: for the short texts of cells quicker than any search that prepares itself.
#[inline]
pub fn has_ascii(text: &str, mut wanted: impl FnMut(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte >= 0xe0 {
            at += 3;
        } else if byte < 0x80 && wanted(byte) {
            return true;
        } else {
            at += 1;
        }
    }
    false
}

/// Whether two texts are the same once white space, width and punctuation are set aside.
pub fn same_wording(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(half_width).filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_found_among_characters_of_any_length() {
        for (text, found) in
            [("职工<", true), ("é<", true), ("😀<", true), ("职工＜", false), ("", false)]
        {
            assert_eq!(has_ascii(text, |byte| byte == b'<'), found, "{text}");
        }
    }

    #[test]
    fn quick_ways_agree_with_the_plain_definition() {
        for text in [
            "年度指标值",
            " 指 标\u{3000}",
            "（50分）",
            "a\u{a0}b",
            "\u{feff}项目",
            "“两节”",
            "",
            "～",
            "é\u{a0}",
            "职工\u{3000}\t",
            "职工| ",
        ] {
            let squeezed: String = text.chars().filter(|&c| !is_blank(c)).map(half_width).collect();
            assert_eq!(squeeze(text), squeezed);
            assert_eq!(trim(text), text.trim_matches(is_blank));
            assert_eq!(trim_end(text), text.trim_end_matches(is_blank));
        }
        for c in '\0'..='\u{ffff}' {
            let defined = c.is_whitespace()
                || matches!(c, '\u{3000}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}');
            assert_eq!(is_blank(c), defined, "{c:?}");
        }
    }
}
