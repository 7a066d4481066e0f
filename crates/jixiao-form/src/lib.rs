//! Recognisers: from a [`jixiao_document::Document`] to typed drafts of performance forms.
//!
//! Owns the words of forms (labels, headers, units, signs) and how values are read from them.
//! Knows no file format and no regulation, and judges nothing: what could not be read is a gap
//! with its place, never a guess.

mod base_data;
mod draft;
mod duties;
mod figures;
pub mod flow;
mod funds;
mod goal;
mod grid;
mod identity;
mod indicators;
mod money_unit;
mod project_list;
mod recognise;
mod reports;
#[cfg(test)]
mod test_table;
mod total;
pub mod values;
mod vocabulary;

pub use draft::{
    BaseDatum, Duty, Field, Form, FormKind, FundRow, FundSource, Gap, Goal, GroupHeading,
    Indicator, ListItem, MoneyUnit, Reading, Report, ReportFigure, ReportKind, ScoreStrip, Section,
    Total,
};
pub use recognise::recognise;

use jixiao_document::text::squeeze;
use jixiao_domain::{IndicatorGroup, IndicatorKind};

/// The group and kind that a level-1 and a level-2 heading name; `None` for words outside the
/// vocabulary. Without a level-1 heading the kind decides the group.
pub fn heading(level1: &str, level2: &str) -> (Option<IndicatorGroup>, Option<IndicatorKind>) {
    let word = |text: &str| vocabulary::level(&squeeze(text));
    let kind = word(level2).and_then(vocabulary::LevelWord::kind);
    let group = word(level1).and_then(vocabulary::LevelWord::group);
    let by_kind = || kind.filter(|_| level1.is_empty()).map(IndicatorKind::group);
    (group.or_else(by_kind), kind)
}
