//! Fields in one string, one behind the other.
//!
//! Owns how numbers, texts and places are written and read back. What they mean is said by whoever
//! writes them.

use jixiao_document::Location;
use std::fmt::{Display, Write};
use std::str::{FromStr, Split};

/// Ends a field: the unit separator of ASCII, which no text needs.
const END: char = '\u{1f}';

/// Writes fields.
#[derive(Debug, Default)]
pub(super) struct Writer(String);

/// Reads fields in the order they were written; `None` behind the last.
#[derive(Debug)]
pub(super) struct Reader<'a>(Split<'a, char>);

impl Writer {
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.extend(text.split(END));
        self.0.push(END);
        self
    }

    /// An empty field for `None`.
    pub(super) fn number<T: Display>(&mut self, number: Option<T>) -> &mut Self {
        if let Some(number) = number {
            write!(self.0, "{number}").expect("writing to a string cannot fail");
        }
        self.0.push(END);
        self
    }

    pub(super) fn place(&mut self, place: Location) -> &mut Self {
        match place {
            Location::Whole => self.text(""),
            Location::Line(line) => self.text("l").number(Some(line)),
            Location::Paragraph(paragraph) => self.text("p").number(Some(paragraph)),
            Location::TableCell { table, row, column } => {
                self.text("t").number(Some(table)).number(Some(row)).number(Some(column))
            }
            Location::SheetCell { sheet, row, column } => {
                self.text("s").number(Some(sheet)).number(Some(row)).number(Some(column))
            }
        }
    }

    pub(super) fn finish(self) -> Box<str> {
        self.0.into_boxed_str()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(packed: &'a str) -> Self {
        Self(packed.split(END))
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    /// A number, `Some(None)` for an empty field.
    #[expect(clippy::option_option, reason = "the outer says whether the field is there")]
    pub(super) fn number<T: FromStr>(&mut self) -> Option<Option<T>> {
        match self.0.next()? {
            "" => Some(None),
            field => Some(Some(field.parse().ok()?)),
        }
    }

    pub(super) fn place(&mut self) -> Option<Location> {
        Some(match self.0.next()? {
            "" => Location::Whole,
            "l" => Location::Line(self.number()??),
            "p" => Location::Paragraph(self.number()??),
            "t" => Location::TableCell {
                table: self.number()??,
                row: self.number()??,
                column: self.number()??,
            },
            "s" => Location::SheetCell {
                sheet: self.number()??,
                row: self.number()??,
                column: self.number()??,
            },
            _ => return None,
        })
    }
}
