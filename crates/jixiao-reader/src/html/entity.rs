//! Character references in web pages: named, numbered, and those without their semicolon.

use quick_xml::escape::resolve_html5_entity;

/// No name is longer.
const LONGEST: usize = 32;

/// Names that browsers accept without a semicolon and that occur so.
static BARE: [&str; 5] = ["nbsp", "lt", "gt", "amp", "quot"];

/// Appends `text` with its references resolved; what is no reference stays as written.
pub(super) fn push_decoded(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let used = reference(out, after);
        if used == 0 {
            out.push('&');
        }
        rest = &after[used.max(1)..];
    }
    out.push_str(rest);
}

/// Appends the character of the reference at the front; returns its length, 0 for none.
fn reference(out: &mut String, text: &str) -> usize {
    let name_length = text[1..]
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let name = &text[1..=name_length];
    let closed = usize::from(text.as_bytes().get(name_length + 1) == Some(&b';'));
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        let Some(code) = code else { return 0 };
        out.push(character(code));
        return 1 + name_length + closed;
    }
    if closed == 1
        && let Some(characters) = resolve_html5_entity(name)
    {
        out.push_str(characters);
        return name_length + 2;
    }
    let Some(bare) = BARE.iter().find(|bare| name.starts_with(**bare)) else { return 0 };
    out.push_str(resolve_html5_entity(bare).unwrap_or_default());
    1 + bare.len()
}

/// The character of a number; 128 to 159 mean those of Windows, as old editors wrote them.
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            text.chars().next().unwrap_or('\u{fffd}')
        }
        _ => char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}'),
    }
}
