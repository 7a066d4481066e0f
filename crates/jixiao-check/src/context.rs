//! What a rule may look at.

use crate::{Abstract, Finding, Related, Rule, Severity};
use jixiao_document::{Document, Location};
use jixiao_form::{Form, Indicator, Reading, Report};
use jixiao_regulation::{Regulation, ScoreSheet};

/// One file.
#[derive(Debug)]
pub struct DocumentContext<'a> {
    /// The document as read.
    pub document: &'a Document,
    /// What was recognised in it.
    pub reading: &'a Reading,
}

/// One form of a file.
#[derive(Debug)]
pub struct FormContext<'a> {
    /// The document as read.
    pub document: &'a Document,
    /// Everything recognised in the file.
    pub reading: &'a Reading,
    /// The form.
    pub form: &'a Form,
    /// The regulation in force for it.
    pub regulation: &'a Regulation,
    /// The recomputed score: `steps.indicators[i]` belongs to `form.indicators[i]`.
    pub sheet: &'a ScoreSheet,
}

/// One narrative report of a file.
#[derive(Debug)]
pub struct ReportContext<'a> {
    /// The document as read.
    pub document: &'a Document,
    /// Everything recognised in the file.
    pub reading: &'a Reading,
    /// The report.
    pub report: &'a Report,
    /// The regulation in force for it.
    pub regulation: &'a Regulation,
}

/// All files given together.
#[derive(Debug)]
pub struct DossierContext<'a> {
    /// The rule that is running.
    pub rule: &'static Rule,
    /// One abstract a file, in the order given.
    pub abstracts: &'a [Abstract],
}

impl FormContext<'_> {
    /// The most severe a finding may be that rests on every row of the form having been read:
    /// an error, but only a warning where the reading has gaps in this form.
    pub fn surest(&self) -> Severity {
        let begins_at = self.form.begins_at();
        let next = self.reading.forms.iter().map(Form::begins_at).find(|&at| at > begins_at);
        let inside = |at| at >= begins_at && next.is_none_or(|next| at < next);
        if self.reading.gaps.iter().any(|gap| inside(gap.at)) {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// `产出指标/数量指标/节日送温暖慰问`: how findings name an indicator.
    pub fn subject(&self, indicator: &Indicator) -> String {
        [indicator.level1.as_str(), &indicator.level2, &indicator.level3.printed]
            .into_iter()
            .filter(|level| !level.is_empty())
            .collect::<Vec<_>>()
            .join("/")
    }
}

impl DossierContext<'_> {
    /// A finding of the running rule in document `document` (its index), to be completed with
    /// struct update and pushed. `place` is an entry of an abstract.
    pub fn finding(
        &self,
        document: usize,
        form: Option<usize>,
        place: Location,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            rule: self.rule,
            severity: self.rule.severity,
            document,
            form,
            at: self.describe(document, place),
            location: place,
            subject: String::new(),
            printed: None,
            expected: None,
            message: message.into(),
            hint: None,
            basis: self.rule.basis.to_owned(),
            related: Vec::new(),
        }
    }

    fn describe(&self, document: usize, place: Location) -> String {
        place.describe(self.abstracts.get(document).map_or(&[], |file| &file.sheet_names))
    }

    /// Another place that belongs to a finding.
    pub fn related(&self, document: usize, place: Location, message: impl Into<String>) -> Related {
        Related { document, at: self.describe(document, place), message: message.into() }
    }
}
