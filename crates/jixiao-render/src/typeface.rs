//! The typefaces of official documents, by what they are for.
//!
//! Owns which one prints what. The fonts that stand for them belong to the writers of files.

use crate::sheet::{Cell, Face};

/// A typeface of GB/T 9704-2012.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typeface {
    /// 宋体: what forms print, notes, page numbers.
    Serif,
    /// 仿宋: text, and what is filled in.
    Text,
    /// 楷体: headings of the second level.
    Script,
    /// 黑体: headings of the first level.
    Sans,
    /// 小标宋: titles, and what is bold.
    Headline,
}

impl Typeface {
    /// The typeface of a cell.
    pub(crate) fn of(cell: &Cell) -> Self {
        match cell.face {
            _ if cell.bold => Self::Headline,
            Face::Label => Self::Serif,
            Face::Value => Self::Text,
        }
    }
}
