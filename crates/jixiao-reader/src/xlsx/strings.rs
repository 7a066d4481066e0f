//! The shared strings of a workbook, kept in one buffer.

use crate::package::Package;
use crate::xml::{Xml, push_entity};
use crate::{Limits, ReadError};
use quick_xml::events::Event;

#[derive(Default)]
pub(super) struct Strings {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}

/// Reads the part; a workbook without strings has none.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Strings, ReadError> {
    let Some(text) = package.text(part)? else { return Ok(Strings::default()) };
    let mut xml = Xml::new(&text, part, limits.xml_depth);
    let mut strings = Strings { text: String::with_capacity(text.len() / 2), ends: Vec::new() };
    let mut in_text = false;
    loop {
        match xml.next()? {
            Event::Text(found) if in_text => strings.text.push_str(&found.xml10_content()),
            Event::CData(found) if in_text => strings.text.push_str(&found.xml10_content()),
            Event::GeneralRef(entity) if in_text => push_entity(&mut strings.text, &entity),
            Event::Start(element) => match element.local_name().into_inner() {
                "t" => in_text = true,
                // How to pronounce the characters: not part of the text.
                "rPh" | "phoneticPr" | "rPr" => xml.skip(&element)?,
                _ => {}
            },
            Event::Empty(element) if element.local_name().into_inner() == "si" => {
                strings.ends.push(strings.text.len());
            }
            Event::End(element) => match element.local_name().into_inner() {
                "t" => in_text = false,
                "si" => strings.ends.push(strings.text.len()),
                _ => {}
            },
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// `text` with the escapes undone that spreadsheets use for control characters: `_x000D_`.
pub(super) fn unescape(text: &str) -> String {
    let Some(mut at) = text.find("_x") else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = after.get(2..6).filter(|_| after.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let c = code.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
        rest = &after[if c.is_some() { 7 } else { 1 }..];
        match c.unwrap_or('_') {
            // A return is the first half of a line end, or all of it.
            '\r' if rest.starts_with('\n') => {}
            '\r' => out.push('\n'),
            c => out.push(c),
        }
        match rest.find("_x") {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(rest);
    out
}
