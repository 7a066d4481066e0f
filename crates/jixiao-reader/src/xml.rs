//! What the XML readers share: a pull reader with a depth limit and errors that name the place,
//! attribute lookup, entities.

use crate::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;

/// A pull reader over one part.
pub(crate) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    depth: usize,
    most: usize,
}

impl<'x> Xml<'x> {
    pub(crate) fn new(text: &'x str, part: &'x str, most: usize) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.allow_unmatched_ends = false;
        config.check_comments = false;
        Self { reader, part, depth: 0, most }
    }

    pub(crate) fn next(&mut self) -> Result<Event<'x>, ReadError> {
        let event = self.reader.read_event().map_err(|error| self.error(&error))?;
        match event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.most {
                    let what = format!("{} 的嵌套层数", self.part);
                    return Err(ReadError::too_large(what, self.most));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => {
                return Err(ReadError::damaged(self.part, "内容在中途断开"));
            }
            _ => {}
        }
        Ok(event)
    }

    /// Skips to the end of the element whose start was just read.
    pub(crate) fn skip(&mut self, element: &BytesStart<'x>) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        self.reader.read_to_end(element.name()).map_err(|error| self.error(&error))?;
        Ok(())
    }

    fn error(&self, _: &quick_xml::Error) -> ReadError {
        let place = self.reader.error_position();
        ReadError::damaged(self.part, format!("第 {place} 字节处的 XML 有误"))
    }
}

/// The value of the attribute with this local name.
pub(crate) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let raw = attribute.value;
    if memchr::memchr(b'&', raw.as_bytes()).is_none() {
        return Some(raw);
    }
    Some(match quick_xml::escape::unescape(&raw) {
        Ok(text) => Cow::Owned(text.into_owned()),
        Err(_) => raw,
    })
}

/// The number in an attribute; `None` where it is missing or no number.
pub(crate) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Appends what an entity stands for; one that is not known stays as written.
pub(crate) fn push_entity(out: &mut String, entity: &BytesRef<'_>) {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => out.push(c),
        Ok(None) => {
            let name: &str = entity;
            if let Some(text) = quick_xml::escape::resolve_predefined_entity(name) {
                out.push_str(text);
            } else {
                out.extend(["&", name, ";"]);
            }
        }
        Err(_) => {}
    }
}
