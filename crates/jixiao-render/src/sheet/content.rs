//! What goes into a cell, before it has a place.

use super::{Align, Face, Number};
use std::borrow::Cow;

/// Text and looks of a cell.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub(super) text: String,
    pub(super) align: Align,
    pub(super) face: Face,
    pub(super) bold: bool,
    pub(super) indent: u32,
    pub(super) number: Option<Number>,
}

impl Content {
    /// What the form prints, in the middle of its cell.
    pub(crate) fn label(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Center, Face::Label)
    }

    /// What is filled in, as running text.
    pub(crate) fn words(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Left, Face::Value)
    }

    /// What is filled in, in the middle of its cell.
    pub(crate) fn centered(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Center, Face::Value)
    }

    /// An empty cell.
    pub(crate) fn empty() -> Self {
        Self::label("")
    }

    fn new(text: String, align: Align, face: Face) -> Self {
        let text = match clean(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(cleaned) => cleaned,
        };
        Self { text, align, face, bold: false, indent: 0, number: None }
    }

    /// The text.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The same with a number behind the text.
    pub(crate) fn with_number(mut self, number: Option<Number>) -> Self {
        self.number = number;
        self
    }

    /// The same against another edge.
    pub(crate) fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The same in bold.
    pub(crate) fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// The same moved in by `characters`.
    pub(crate) fn indented(mut self, characters: u32) -> Self {
        self.indent = characters;
        self
    }
}

/// `text` without what no file format may hold or nobody could see: control characters (line breaks
/// of every kind become `\n`, tabs become spaces) and noncharacters.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let refused = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(refused) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            c if refused(c) => {}
            c => cleaned.push(c),
        }
    }
    Cow::Owned(cleaned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_stay_and_other_controls_go() {
        assert_eq!(clean("甲\r\n乙\r丙\u{2028}丁\t戊\u{0}\u{1b}"), "甲\n乙\n丙\n丁 戊");
        assert!(matches!(clean("甲\n乙"), Cow::Borrowed(_)));
    }
}
