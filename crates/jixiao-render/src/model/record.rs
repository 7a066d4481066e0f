//! A record of one person or household on paper: 申请表, 审核表, 困难职工档案表, and lists that are
//! posted (公示).

use super::Foot;

/// A record: a title and blocks below one another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordForm {
    /// 标题
    pub title: String,
    /// The line below it; may be empty.
    pub subtitle: String,
    /// What stands below.
    pub blocks: Vec<RecordBlock>,
    /// Lines of notes below the grid.
    pub notes: Vec<String>,
    /// The line to sign.
    pub foot: Foot,
}

/// A part of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordBlock {
    /// A heading over the whole width.
    Heading(String),
    /// Labels with their values, two beside each other.
    Pairs(Vec<(String, String)>),
    /// A label with a longer text.
    Text {
        /// What it is.
        label: String,
        /// The text; lines stay apart.
        text: String,
    },
    /// A table; the weights of its columns share the width.
    Table {
        /// Weights of the columns.
        weights: Vec<u32>,
        /// Heads of the columns.
        heads: Vec<String>,
        /// Rows, as many cells as heads.
        rows: Vec<Vec<String>>,
    },
}
