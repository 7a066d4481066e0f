//! The checker inside the application: a form built from records is examined as a stranger's file
//! would be, and every finding comes back with the name of the input field it stands at.
//!
//! Owns the way from fields to a draft and back; the rules are `jixiao-check`'s.

use crate::{FieldError, Refusal};
use jixiao_check::{Selection, Severity, examine};
use jixiao_document::{Document, Format, Location};
use jixiao_form::{Field, Form, Reading, values};
use jixiao_regulation::Regulation;

/// A finding at an input field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFinding {
    /// The field, `indicators[3].target`; empty for the form as a whole.
    pub field: String,
    /// How bad it is.
    pub severity: Severity,
    /// The rule's code, `JX403`; empty for what only the application asks for.
    pub code: &'static str,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The basis in law.
    pub basis: String,
}

impl FieldFinding {
    /// An error the application itself finds.
    pub(crate) fn error(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            severity: Severity::Error,
            code: "",
            message: message.into(),
            hint: None,
            basis: String::new(),
        }
    }

    /// A warning the application itself finds.
    pub(crate) fn warning(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(field, message) }
    }
}

/// Gives the cells of a draft places that name their input fields.
#[derive(Debug, Default)]
pub(crate) struct Places {
    fields: Vec<String>,
}

impl Places {
    /// The place of an input field.
    pub(crate) fn at(&mut self, field: impl Into<String>) -> Location {
        self.fields.push(field.into());
        Location::Line(u32::try_from(self.fields.len()).unwrap_or(u32::MAX))
    }

    /// A cell that holds what an input field says.
    pub(crate) fn cell(&mut self, field: impl Into<String>, printed: impl Into<String>) -> Field {
        let printed = printed.into();
        let printed = printed.trim();
        Field { value: values::parse(printed), printed: printed.to_owned(), at: self.at(field) }
    }

    fn field_at(&self, at: Location) -> String {
        match at {
            Location::Line(line) => {
                let index = usize::try_from(line).unwrap_or(usize::MAX).wrapping_sub(1);
                self.fields.get(index).cloned().unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// Examines one form under a regulation. Findings come by severity, the worst first, then in the
/// order of the form.
pub(crate) fn findings(form: Form, places: &Places, regulation: &Regulation) -> Vec<FieldFinding> {
    let document = Document::new(Format::Text);
    let reading = Reading { forms: vec![form], ..Reading::default() };
    let examined =
        examine(&document, &reading, 0, &Selection::default(), |_| regulation, regulation);
    let mut found: Vec<FieldFinding> = examined
        .findings
        .into_iter()
        .map(|finding| FieldFinding {
            field: places.field_at(finding.location),
            severity: finding.severity,
            code: finding.rule.code,
            message: finding.message,
            hint: finding.hint,
            basis: finding.basis,
        })
        .collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

/// Refuses a filing against which the checker finds an error.
pub(crate) fn refuse_errors(findings: &[FieldFinding]) -> Result<(), Refusal> {
    let errors: Vec<FieldError> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| FieldError::new(finding.field.clone(), finding.message.clone()))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}

/// Whether anything stands against a filing, and what needs a word.
pub(crate) fn refuse_filing(findings: &[FieldFinding], word: &str) -> Result<(), Refusal> {
    refuse_errors(findings)?;
    let is_warning = |finding: &&FieldFinding| finding.severity == Severity::Warning;
    let warnings = findings.iter().filter(is_warning).count();
    if warnings > 0 && word.trim().is_empty() {
        let message = format!("有 {warnings} 处警告，请更正，或在此说明理由后提交");
        return Err(Refusal::field("reason", message));
    }
    Ok(())
}
