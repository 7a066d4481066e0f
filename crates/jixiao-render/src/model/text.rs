//! Documents of running text: reports and letters, by the conventions of GB/T 9704-2012.
//!
//! Owns what is said and its order. Numbers of headings, typefaces and pages are the layout's.

use super::Day;
pub use crate::sheet::Align;

/// A report or letter. Texts are plain; a line break within a paragraph begins a new paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextDocument {
    /// The organisation that issues it, as the line at the head; empty leaves the line out.
    pub organisation: String,
    /// 发文字号: `江工发〔2026〕12号`; empty leaves the line out.
    pub document_number: String,
    /// The title.
    pub title: String,
    /// The line below the title, such as （2025年度）; empty leaves it out.
    pub subtitle: String,
    /// 主送机关 without its colon; empty leaves the line out.
    pub recipient: String,
    /// The text in order.
    pub blocks: Vec<Block>,
    /// Titles of what is attached (附件), numbered where there are several.
    pub attachments: Vec<String>,
    /// Who signs and when; `None` leaves both lines out.
    pub signature: Option<Signature>,
}

/// One thing of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading without its number: the layout counts 一、（一）1.（1）.
    Heading {
        /// Its depth.
        level: HeadingLevel,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A table over the width of the text.
    Table(TextTable),
    /// Items numbered ①②③; beyond fifty they stand without a number.
    List(Vec<String>),
}

/// The depth of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadingLevel {
    /// 一、 in 黑体
    One,
    /// （一） in 楷体
    Two,
    /// 1. in 仿宋
    Three,
    /// （1） in 仿宋
    Four,
}

/// The unit that signs and the day of the document (成文日期).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// The unit.
    pub unit: String,
    /// The day; `None` leaves room for a pen.
    pub day: Option<Day>,
}

/// A table of a text. Rows shorter than the table end in empty cells; longer ones widen it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextTable {
    /// The line above the table; empty leaves it out.
    pub caption: String,
    /// The unit of all amounts (万元), printed 单位：万元 above the right edge; empty leaves it out.
    pub unit: String,
    /// Widths of the columns as shares of their sum; empty makes all equal.
    pub column_weights: Vec<u32>,
    /// The rows repeated on every further page.
    pub header: Vec<Vec<TextCell>>,
    /// The rows below.
    pub rows: Vec<Vec<TextCell>>,
}

/// A cell of a table, with its place left to the cells before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCell {
    /// The text.
    pub text: String,
    /// Where it stands between left and right.
    pub align: Align,
    /// Whether the text is bold.
    pub bold: bool,
    /// Columns covered; 0 counts as 1.
    pub column_span: usize,
    /// Rows covered; 0 counts as 1. Places it covers have no cell in the rows below.
    pub row_span: usize,
}

impl HeadingLevel {
    /// All levels, the highest first.
    pub const ALL: [HeadingLevel; 4] = [Self::One, Self::Two, Self::Three, Self::Four];

    /// The level of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// 1 for the highest, 4 for the lowest.
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

impl TextCell {
    /// Running text against the left edge.
    pub fn words(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Left)
    }

    /// A short text in the middle.
    pub fn centered(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Center)
    }

    /// A figure against the right edge.
    pub fn figure(text: impl Into<String>) -> Self {
        Self::new(text.into(), Align::Right)
    }

    /// The same over several rows and columns.
    #[must_use]
    pub fn spanning(mut self, row_span: usize, column_span: usize) -> Self {
        self.row_span = row_span;
        self.column_span = column_span;
        self
    }

    /// The same in bold.
    #[must_use]
    pub fn in_bold(mut self) -> Self {
        self.bold = true;
        self
    }

    fn new(text: String, align: Align) -> Self {
        Self { text, align, bold: false, column_span: 1, row_span: 1 }
    }
}
