//! Findings and how rules report them.

use crate::Rule;
use jixiao_document::{Document, Location};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of quality.
    Note,
    /// Very likely wrong; a person decides.
    Warning,
    /// Provable by arithmetic or by the regulation's text.
    Error,
}

/// One defect found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// At most the rule's severity.
    pub severity: Severity,
    /// Index of the document among those given.
    pub document: usize,
    /// Index of the form in the document's reading; `None` for reports and whole files.
    pub form: Option<usize>,
    /// The place in the public words of [`Document::describe`].
    pub at: String,
    /// The place for sorting.
    pub location: Location,
    /// What the finding is about: 产出指标/数量指标/节日送温暖慰问.
    pub subject: String,
    /// What is printed.
    pub printed: Option<String>,
    /// What should be.
    pub expected: Option<String>,
    /// What is wrong, one Chinese sentence that stands alone.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The basis: the rule's, or the regulation's article for this point.
    pub basis: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone)]
pub struct Related {
    /// Index of the document.
    pub document: usize,
    /// The place in public words.
    pub at: String,
    /// What stands there.
    pub message: String,
}

/// Collects the findings of one rule over one document.
#[derive(Debug)]
pub struct Findings<'a> {
    document: &'a Document,
    document_index: usize,
    form: Option<usize>,
    rule: &'static Rule,
    found: &'a mut Vec<Finding>,
}

/// A finding being written; it counts once [`Draft::report`] is called.
#[must_use = "a draft is no finding until it is reported"]
#[derive(Debug)]
pub struct Draft<'f, 'a> {
    findings: &'f mut Findings<'a>,
    finding: Finding,
}

impl Severity {
    /// The public name: `error`, `warning`, `note`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The Chinese word: 错误, 警告, 提示.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提示",
        }
    }
}

impl<'a> Findings<'a> {
    pub(crate) fn new(
        rule: &'static Rule,
        document: &'a Document,
        document_index: usize,
        form: Option<usize>,
        found: &'a mut Vec<Finding>,
    ) -> Self {
        Self { document, document_index, form, rule, found }
    }

    /// Begins a finding at `at` about `subject`, with the sentence that says what is wrong.
    pub fn at<'f>(
        &'f mut self,
        at: Location,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) -> Draft<'f, 'a> {
        let finding = Finding {
            rule: self.rule,
            severity: self.rule.severity,
            document: self.document_index,
            form: self.form,
            at: self.document.describe(at),
            location: at,
            subject: subject.into(),
            printed: None,
            expected: None,
            message: message.into(),
            hint: None,
            basis: self.rule.basis.to_owned(),
            related: Vec::new(),
        };
        Draft { findings: self, finding }
    }
}

impl Draft<'_, '_> {
    /// What is printed there.
    pub fn printed(mut self, printed: impl Into<String>) -> Self {
        self.finding.printed = Some(printed.into());
        self
    }

    /// What should be printed there.
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.finding.expected = Some(expected.into());
        self
    }

    /// What to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.finding.hint = Some(hint.into());
        self
    }

    /// A more exact basis than the rule's own, e.g. the regulation's article.
    pub fn basis(mut self, basis: impl Into<String>) -> Self {
        let basis = basis.into();
        if !basis.is_empty() {
            self.finding.basis = basis;
        }
        self
    }

    /// Ties a finding of a rule that looks at whole files to one form of the reading.
    pub fn in_form(mut self, index: usize) -> Self {
        self.finding.form = Some(index);
        self
    }

    /// Lowers the severity for this finding; never raises it.
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.finding.severity = self.finding.severity.min(severity);
        self
    }

    /// Names another place of the same document that belongs to it.
    pub fn related(mut self, at: Location, message: impl Into<String>) -> Self {
        self.finding.related.push(Related {
            document: self.findings.document_index,
            at: self.findings.document.describe(at),
            message: message.into(),
        });
        self
    }

    /// Makes it count.
    pub fn report(self) {
        self.findings.found.push(self.finding);
    }
}
