//! What a rule is, and the macro that declares one.

use crate::{DocumentContext, DossierContext, Findings, FormContext, ReportContext, Severity};

/// A checking rule. Codes are public, never reused and never renamed.
#[derive(Debug)]
pub struct Rule {
    /// `JX302`
    pub code: &'static str,
    /// Named after the defect: `full-score-below-target`.
    pub name: &'static str,
    /// The defect in Chinese, a noun phrase.
    pub title: &'static str,
    /// How bad a finding is, unless the finding lowers it.
    pub severity: Severity,
    /// Its place in the life cycle.
    pub status: Status,
    /// The version it appeared in.
    pub since: &'static str,
    /// The legal basis, with 文号 and article where known.
    pub basis: &'static str,
    /// The manual page, in Chinese Markdown with the fixed sections.
    pub docs: &'static str,
    /// What it looks at.
    pub run: Run,
}

/// The life cycle of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// New: runs by default, may still change.
    Preview,
    /// Settled.
    Stable,
    /// Kept for its code only; does not run unless selected.
    Deprecated,
}

/// What a rule looks at, and the function that looks.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// One file as a whole: gaps and reader notes.
    Document(fn(&DocumentContext<'_>, &mut Findings<'_>)),
    /// One form.
    Form(fn(&FormContext<'_>, &mut Findings<'_>)),
    /// One narrative report.
    Report(fn(&ReportContext<'_>, &mut Findings<'_>)),
    /// All files given together, as abstracts.
    Dossier(fn(&DossierContext<'_>, &mut Vec<crate::Finding>)),
}

/// Declares the rule of a file as `RULE`. Its doc comment is the manual page, so a rule without
/// one does not compile; a registry test asserts its sections.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])+
        $code:literal $name:literal $title:literal,
        severity: $severity:ident,
        status: $status:ident,
        since: $since:literal,
        basis: $basis:literal,
        run: $kind:ident($run:path) $(,)?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: crate::Rule = crate::Rule {
            code: $code,
            name: $name,
            title: $title,
            severity: crate::Severity::$severity,
            status: crate::Status::$status,
            since: $since,
            basis: $basis,
            docs: concat!($($doc, "\n"),+),
            run: crate::Run::$kind($run),
        };
    };
}
pub(crate) use declare_rule;
