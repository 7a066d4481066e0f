//! Drafts: forms and reports as they were read, every figure with its printed text and place.

mod form;
mod report;

use crate::values;
use jixiao_document::text::trim;
use jixiao_document::{Cell, Location};
use jixiao_domain::{Decimal, Value};

pub use form::{
    BaseDatum, Duty, Form, FormKind, FundRow, FundSource, Goal, GroupHeading, Indicator, ListItem,
    MoneyUnit, Total,
};
pub use report::{Report, ReportFigure, ReportKind, ScoreStrip, Section};

/// Everything recognised in one document.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Forms in order of appearance.
    pub forms: Vec<Form>,
    /// Narrative reports in order of appearance.
    pub reports: Vec<Report>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
}

/// Something a recogniser could not read, or read only by a decision it wants to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What and why, in Chinese.
    pub message: String,
    /// Where.
    pub at: Location,
}

/// One cell of a form as printed and as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The text as it stands, outer white space trimmed; empty for a blank cell.
    pub printed: String,
    /// What it means.
    pub value: Value,
    /// Its place.
    pub at: Location,
}

impl Field {
    /// A cell as printed and understood.
    pub(crate) fn of_cell(cell: &Cell) -> Self {
        let printed = trim(&cell.text);
        Self { printed: printed.to_owned(), value: values::parse(printed), at: cell.at }
    }

    /// Whether the cell is blank as printed.
    pub fn is_blank(&self) -> bool {
        self.printed.is_empty()
    }

    /// The number, when the value is a quantity.
    pub fn number(&self) -> Option<Decimal> {
        self.value.quantity().map(|quantity| quantity.number)
    }
}
