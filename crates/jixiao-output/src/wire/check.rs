//! `jixiao.check/1`: what was found.

use jixiao_check::{Examination, Finding, Severity};
use jixiao_form::Reading;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema` in every check.
pub const SCHEMA: &str = "jixiao.check/1";

/// The findings over one or more files.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckOutput {
    /// Always `jixiao.check/1`.
    pub schema: String,
    /// Id of the regulation forms were recomputed under, unless a score names another.
    pub regulation: String,
    /// One entry a file, in the order given.
    pub documents: Vec<CheckDocument>,
    /// By document and place, comparisons between documents last.
    pub findings: Vec<CheckFinding>,
    /// One entry a scored form.
    pub scores: Vec<CheckScore>,
    /// Findings by severity.
    pub summary: CheckSummary,
}

/// One file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckDocument {
    /// The path as given.
    pub path: String,
    /// `text`, `docx`, `xlsx`, `xls`, `html`; null when the file could not be read.
    pub format: Option<String>,
    /// How many forms were recognised.
    pub forms: usize,
    /// Why the file could not be checked, in Chinese.
    pub error: Option<String>,
}

/// One defect.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckFinding {
    /// The rule's code.
    pub rule: String,
    /// The rule's name.
    pub name: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The file.
    pub path: String,
    /// Index of the form in the file's reading; null for reports and whole files.
    pub form: Option<usize>,
    /// The place.
    pub at: String,
    /// What it is about.
    pub subject: String,
    /// What is printed.
    pub printed: Option<String>,
    /// What should be.
    pub expected: Option<String>,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do about it, in Chinese.
    pub hint: Option<String>,
    /// The legal basis.
    pub basis: String,
    /// Other places that belong to it.
    pub related: Vec<CheckRelated>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckRelated {
    /// The file.
    pub path: String,
    /// The place.
    pub at: String,
    /// What stands there.
    pub message: String,
}

/// The printed and the recomputed score of a form.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct CheckScore {
    /// The file.
    pub path: String,
    /// Index of the form in the file's reading.
    pub form: usize,
    /// The total as printed, a decimal string.
    pub printed_total: Option<String>,
    /// The total by the regulation, a decimal string; null where it cannot be computed.
    pub recomputed_total: Option<String>,
    /// The grade of the recomputed total.
    pub grade: Option<String>,
    /// The regulation it was recomputed under.
    pub regulation: String,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckSummary {
    /// Provable by arithmetic or by the regulation's text.
    pub error: usize,
    /// Very likely wrong; a person decides.
    pub warning: usize,
    /// A matter of quality.
    pub note: usize,
}

impl CheckSummary {
    /// Counts `findings`.
    pub fn count<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.error += 1,
                Severity::Warning => summary.warning += 1,
                Severity::Note => summary.note += 1,
            }
        }
        summary
    }

    /// The sum of two counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            error: self.error + other.error,
            warning: self.warning + other.warning,
            note: self.note + other.note,
        }
    }

    /// How many findings in all.
    pub fn total(self) -> usize {
        self.error + self.warning + self.note
    }
}

/// A finding in public form; `paths` are those of all documents given.
pub fn finding(finding: &Finding, paths: &[String]) -> CheckFinding {
    let path = |index: usize| paths.get(index).cloned().unwrap_or_default();
    CheckFinding {
        rule: finding.rule.code.to_owned(),
        name: finding.rule.name.to_owned(),
        severity: finding.severity.name().to_owned(),
        path: path(finding.document),
        form: finding.form,
        at: finding.at.clone(),
        subject: finding.subject.clone(),
        printed: finding.printed.clone(),
        expected: finding.expected.clone(),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        basis: finding.basis.clone(),
        related: finding
            .related
            .iter()
            .map(|related| CheckRelated {
                path: path(related.document),
                at: related.at.clone(),
                message: related.message.clone(),
            })
            .collect(),
    }
}

/// The scores of one examined file: forms with a score column, and the total they print.
pub fn scores(
    path: &str,
    reading: &Reading,
    examination: &Examination,
    regulation_of: impl Fn(&jixiao_form::Form) -> String,
) -> Vec<CheckScore> {
    reading
        .forms
        .iter()
        .zip(&examination.sheets)
        .enumerate()
        .filter(|(_, (form, _))| form.has_score_column)
        .map(|(index, (form, sheet))| CheckScore {
            path: path.to_owned(),
            form: index,
            printed_total: form
                .total
                .as_ref()
                .and_then(|total| total.score.as_ref())
                .and_then(jixiao_form::Field::number)
                .map(|score| score.to_string()),
            recomputed_total: sheet.total.map(|total| format!("{total:.2}")),
            grade: sheet.grade.map(|grade| grade.word().to_owned()),
            regulation: regulation_of(form),
        })
        .collect()
}
