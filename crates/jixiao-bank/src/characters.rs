//! What characters a bank's system keeps: GBK as code page 936, and what a name may hold.
//!
//! Decoders of the web take more than code page 936 has (user-defined rows, characters added by
//! GB 18030, the euro sign as one byte). A bank shows those as `?` and returns the payment.

use encoding_rs::GBK;
use std::sync::LazyLock;

/// The two bytes of every character of code page 936 beyond ASCII, by its code; 0 for others. Made by
/// decoding every pair once: encoders search for each Chinese character, which takes seconds a batch.
static PAIRS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut pairs = vec![0; 0x1_0000];
    for (lead, trail) in (0x81..=0xfe_u8).flat_map(|l| (0x40..=0xfe_u8).map(move |t| (l, t))) {
        let bytes = [lead, trail];
        let (text, broken) = GBK.decode_without_bom_handling(&bytes);
        let mut chars = text.chars();
        if let (false, true, Some(c), None) =
            (broken, is_common(lead, trail), chars.next(), chars.next())
            && !matches!(c, '\u{e000}'..='\u{f8ff}')
            && let Some(pair) = pairs.get_mut(c as usize)
        {
            *pair = u16::from_be_bytes([lead, trail]);
        }
    }
    pairs
});

/// The two bytes of a character beyond ASCII.
fn pair(c: char) -> Option<[u8; 2]> {
    PAIRS.get(c as usize).filter(|pair| **pair != 0).map(|pair| pair.to_be_bytes())
}

/// The first character that code page 936 has no bytes for.
pub(crate) fn first_outside_gbk(text: &str) -> Option<char> {
    text.chars().find(|c| !c.is_ascii() && pair(*c).is_none())
}

/// The bytes of a text that was checked; `?` stands for what code page 936 lacks.
pub(crate) fn gbk(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => bytes.push(byte),
            _ => match pair(c) {
                Some(pair) => bytes.extend(pair),
                None => bytes.push(b'?'),
            },
        }
    }
    bytes
}

/// Bytes a character takes in GBK: one or two; four where it is outside, as GB 18030 has it.
pub(crate) fn gbk_width(c: char) -> usize {
    match c {
        '\0'..='\u{7f}' => 1,
        '\u{80}'..='\u{ffff}' => 2,
        _ => 4,
    }
}

/// Not in a user-defined row, nor where GB 18030 added characters later.
fn is_common(lead: u8, trail: u8) -> bool {
    match (lead, trail) {
        (0x80, _)
        | (0xaa..=0xaf | 0xf8..=0xfe, 0xa1..)
        | (0xa1..=0xa7, ..=0xa0)
        | (0xfe, 0x50..=0xa0)
        | (0xa2, 0xab..=0xb0 | 0xe3..=0xe4)
        | (0xa6, 0xd9..=0xdf | 0xec..=0xed | 0xf3)
        | (0xa8, 0xbc | 0xbf)
        | (0xa9, 0x89..=0x95) => false,
        (lead, _) => lead > 0x80,
    }
}

/// Whether it is a Chinese character.
pub(crate) fn is_chinese(c: char) -> bool {
    matches!(c,
        '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Whether people type it where an interpunct belongs.
pub(crate) fn is_interpunct(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '．' | '.' | '。')
}

#[cfg(test)]
mod tests {
    use super::{first_outside_gbk, gbk};
    use encoding_rs::GBK;

    #[test]
    fn every_character_is_written_as_encoders_write_it() {
        let mut written = 0;
        for c in ('\u{80}'..='\u{ffff}').filter(|c| first_outside_gbk(&c.to_string()).is_none()) {
            let text = c.to_string();
            assert_eq!(gbk(&text), *GBK.encode(&text).0, "{c}");
            written += 1;
        }
        assert_eq!(written, 21_791, "characters of code page 936 beyond ASCII");
        assert_eq!(gbk("a🙂"), b"a?");
    }

    #[test]
    fn what_code_page_936_lacks_is_found() {
        for (text, outside) in [
            ("江州市总工会 abc", None),
            ("喆镕堃", None),
            ("阿依古丽·买买提", None),
            ("（元）、“”—…", None),
            ("王𠮷", Some('𠮷')),
            ("李䶮", Some('䶮')),
            ("€", Some('€')),
            ("\u{e000}", Some('\u{e000}')),
            ("赵é鿍", Some('鿍')),
            ("🙂", Some('🙂')),
        ] {
            assert_eq!(first_outside_gbk(text), outside, "{text}");
        }
    }
}
