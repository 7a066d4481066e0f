//! The printed grid: what every writer is given, once for each page layout of a form.
//!
//! Owns pages, merged cells, widths, the rows repeated on every page and the cutting of a grid into
//! tables. Knows no form and no file format.

mod builder;
mod content;
pub(crate) mod fit;
mod piece;

use jixiao_domain::Decimal;
use std::ops::Range;

pub(crate) use builder::SheetBuilder;
pub(crate) use content::{Content, clean};
pub(crate) use piece::Piece;

/// A printed sheet: one tab of a workbook, one or more pages of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the tab; at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// How the paper is turned.
    pub orientation: Orientation,
    /// The title line.
    pub title: String,
    /// The line below the title, such as （2025年度）; empty when there is none.
    pub subtitle: String,
    /// Widths of the columns in mm.
    pub columns_mm: Vec<u32>,
    /// Number of rows.
    pub row_count: usize,
    /// Cells by row and column; places covered by a span have no cell of their own.
    pub cells: Vec<Cell>,
    /// Rows printed again at the top of every further page; empty when there are none.
    pub header_rows: Range<usize>,
    /// Rows that head those below them: none stands at the foot of a page without one of those.
    pub heading_rows: Vec<usize>,
    /// Lines of notes below the grid.
    pub notes: Vec<String>,
    /// Lines to sign, below everything; fields are apart by ideographic spaces.
    pub foot: Vec<String>,
}

/// How A4 paper is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// 210 × 297 mm
    Portrait,
    /// 297 × 210 mm
    Landscape,
}

/// A cell with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// First row, from 0.
    pub row: usize,
    /// First column, from 0.
    pub column: usize,
    /// Rows covered, at least 1.
    pub row_span: usize,
    /// Columns covered, at least 1.
    pub column_span: usize,
    /// The text as printed, free of control characters other than line breaks.
    pub text: String,
    /// Where the text stands between left and right.
    pub align: Align,
    /// Labels and values have typefaces of their own.
    pub face: Face,
    /// Whether the text is bold.
    pub bold: bool,
    /// Characters the text is moved in from the left.
    pub indent: u32,
    /// The number behind the text, where a workbook should be able to compute with it.
    pub number: Option<Number>,
}

/// A number with the spreadsheet format under which it shows as the text of its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The number, already rounded as printed.
    pub value: Decimal,
    /// A spreadsheet number format: `#,##0.00`.
    pub format: String,
}

/// Where a text stands between left and right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Against the left edge.
    Left,
    /// In the middle.
    Center,
    /// Against the right edge.
    Right,
}

/// The typeface of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// 宋体, for what the form prints.
    Label,
    /// 仿宋, for what is filled in.
    Value,
}

/// A run of rows that formats without repeating rows in mid-table write as a table of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The rows of the sheet.
    pub rows: Range<usize>,
    /// How many of them, from the top, are repeated on further pages.
    pub header_count: usize,
}

impl Sheet {
    /// The grid as tables whose repeated rows come first: the rows above the header, if any, and
    /// the header with the rows below.
    pub fn parts(&self) -> Vec<Part> {
        let header = &self.header_rows;
        if header.is_empty() {
            return vec![Part { rows: 0..self.row_count, header_count: 0 }];
        }
        let above = Part { rows: 0..header.start, header_count: 0 };
        let below = Part { rows: header.start..self.row_count, header_count: header.len() };
        [above, below].into_iter().filter(|part| !part.rows.is_empty()).collect()
    }

    /// The cells that begin in `row`, from left to right.
    pub fn row(&self, row: usize) -> &[Cell] {
        let start = self.cells.partition_point(|cell| cell.row < row);
        let end = self.cells.partition_point(|cell| cell.row <= row);
        &self.cells[start..end]
    }

    /// The width of a cell in mm.
    pub fn width_mm(&self, cell: &Cell) -> u32 {
        self.columns_mm.iter().skip(cell.column).take(cell.column_span).sum()
    }

    /// The width of the whole grid in mm.
    pub fn grid_width_mm(&self) -> u32 {
        self.columns_mm.iter().sum()
    }
}

impl Orientation {
    /// Width and height of the page in mm.
    pub fn page_mm(self) -> (u32, u32) {
        match self {
            Self::Portrait => (210, 297),
            Self::Landscape => (297, 210),
        }
    }
}

/// Distance of the text from the left and right edge of the page in mm.
pub const SIDE_MARGIN_MM: u32 = 15;
/// Distance of the text from the upper and lower edge of the page in mm.
pub const END_MARGIN_MM: u32 = 20;
/// 2号, the size of titles, in half points.
pub const TITLE_HALF_POINTS: u32 = 44;
/// 四号, the size of the line below the title, in half points.
pub const SUBTITLE_HALF_POINTS: u32 = 28;
/// 五号, the size of cells, notes and foot, in half points.
pub const BODY_HALF_POINTS: u32 = 21;
