//! The table being rebuilt: rows in the canonical layout.
//!
//! Owns where a cell of each block goes. Decides nothing about what a cell is.

use super::stream::Stream;
use crate::Gap;
use jixiao_document::{Location, Table, TableBuilder};
use std::ops::Range;

/// A table under construction over one stream.
#[derive(Debug)]
pub(super) struct Sheet<'s, 't> {
    pub stream: &'s Stream<'t>,
    builder: TableBuilder,
    width: u32,
    pub gaps: Vec<Gap>,
}

/// The text of one cell: a stretch of the stream, a word of our own, or nothing.
#[derive(Debug, Clone)]
pub(super) enum Text {
    Range(Range<usize>),
    /// Two stretches, joined.
    Pair(Range<usize>, Range<usize>),
    /// A stretch that is a label or header.
    Label(Range<usize>),
    Fixed(&'static str),
    Blank,
}

impl From<Option<Range<usize>>> for Text {
    fn from(range: Option<Range<usize>>) -> Self {
        range.map_or(Self::Blank, Self::Range)
    }
}

impl<'s, 't> Sheet<'s, 't> {
    pub(super) fn new(stream: &'s Stream<'t>, width: u32) -> Self {
        // A cell has some eight characters; hardly any form has more than 300.
        let cells = (stream.len() / 8).min(300);
        Self { stream, builder: TableBuilder::with_capacity(cells), width, gaps: Vec::new() }
    }

    /// One cell over all columns.
    pub(super) fn wide(&mut self, range: Range<usize>) {
        let (text, at) = (self.stream.label(range.clone()), self.stream.at(range.start));
        self.builder.cell(0, (1, self.width), text, at);
        self.builder.end_row();
    }

    /// A label and its value.
    pub(super) fn pair(&mut self, label: Range<usize>, value: Range<usize>) {
        let at = self.stream.at(label.start);
        let (label, text) = (self.stream.label(label), self.stream.text(value.clone()));
        let place = if value.is_empty() { at } else { self.stream.at(value.start) };
        self.builder.cell(0, (1, 1), label, at);
        self.builder.cell(1, (1, self.width.saturating_sub(1)), text, place);
        self.builder.end_row();
    }

    /// A row of single cells from the first column on. Blank cells take the place of the row.
    pub(super) fn row(&mut self, cells: &[Text]) {
        let begins = cells.iter().find_map(|cell| match cell {
            Text::Range(range) | Text::Label(range) if !range.is_empty() => {
                Some(self.stream.at(range.start))
            }
            _ => None,
        });
        let row_at = begins.unwrap_or(Location::Whole);
        for (column, cell) in (0..).zip(cells) {
            let (text, at) = match cell {
                Text::Range(range) if !range.is_empty() => {
                    (self.stream.text(range.clone()), self.stream.at(range.start))
                }
                Text::Label(range) => {
                    (self.stream.label(range.clone()), self.stream.at(range.start))
                }
                Text::Pair(first, second) => {
                    let mut text = self.stream.text(first.clone());
                    text.push_str(&self.stream.text(second.clone()));
                    (text, self.stream.at(first.start))
                }
                Text::Fixed(word) => ((*word).to_owned(), row_at),
                _ => (String::new(), row_at),
            };
            self.builder.cell(column, (1, 1), text, at);
        }
        self.builder.end_row();
    }

    pub(super) fn gap(&mut self, index: usize, message: impl Into<String>) {
        self.gaps.push(Gap { message: message.into(), at: self.stream.at(index) });
    }

    pub(super) fn finish(self) -> (Table, Vec<Gap>) {
        (self.builder.finish(), self.gaps)
    }
}
