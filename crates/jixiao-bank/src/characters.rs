//! What characters a bank's system keeps: GBK as code page 936, and what a name may hold.
//!
//! Decoders of the web take more than code page 936 has (user-defined rows, characters added by
//! GB 18030, the euro sign as one byte). A bank shows those as `?` and returns the payment.

use encoding_rs::GBK;

/// The first character that code page 936 has no bytes for.
pub(crate) fn first_outside_gbk(text: &str) -> Option<char> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, unmappable) = GBK.encode(text);
    if !unmappable && all_common(&bytes) {
        return None;
    }
    let mut buffer = [0; 4];
    text.chars().find(|c| {
        let (bytes, _, unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
        unmappable || !all_common(&bytes)
    })
}

/// Bytes a character takes in GBK: one or two; four where it is outside, as GB 18030 has it.
pub(crate) fn gbk_width(c: char) -> usize {
    match c {
        '\0'..='\u{7f}' => 1,
        '\u{80}'..='\u{ffff}' => 2,
        _ => 4,
    }
}

/// Whether every pair of bytes belongs to code page 936.
fn all_common(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [lead, trail, rest @ ..] if is_common(*lead, *trail) => rest,
            _ => return false,
        };
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
        | (0xa8, 0xbc | 0xbf) => false,
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
    use super::first_outside_gbk;

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
