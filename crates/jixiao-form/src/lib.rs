//! Recognisers: from a [`jixiao_document::Document`] to typed drafts of performance forms.
//!
//! Owns the words of forms (labels, headers, units, signs) and how values are read from them.
//! Knows no file format and no regulation, and judges nothing: what could not be read is a gap
//! with its place, never a guess.

mod draft;
mod figures;
pub mod flow;
mod reports;
pub mod values;
mod vocabulary;

pub use draft::{
    BaseDatum, Duty, Field, Form, FormKind, FundRow, FundSource, Gap, Goal, GroupHeading,
    Indicator, ListItem, MoneyUnit, Reading, Report, ReportFigure, ReportKind, ScoreStrip, Section,
    Total,
};
use jixiao_document::Document;

/// Recognises every form and report in `document`.
pub fn recognise(document: &Document) -> Reading {
    Reading { reports: reports::recognise(&document.blocks), ..Reading::default() }
}
