//! Runs the rules: over one file at a time, then over the abstracts of all.

use crate::{
    Abstract, DocumentContext, DossierContext, Finding, Findings, FormContext, ReportContext, Rule,
    Run, Severity, Status, facts_of, rules,
};
use jixiao_document::Document;
use jixiao_form::{Form, Reading};
use jixiao_regulation::{Regulation, ScoreSheet};

/// Which rules run.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Codes, code prefixes (`JX3`) or names to run; empty = all that are not deprecated.
    pub select: Vec<String>,
    /// Codes, prefixes or names not to run; wins over `select`.
    pub ignore: Vec<String>,
    /// Findings below this are dropped.
    pub min_severity: Option<Severity>,
}

/// What examining one file gave.
#[derive(Debug)]
pub struct Examination {
    /// Findings by place.
    pub findings: Vec<Finding>,
    /// The recomputed score of each form, in the order of the reading.
    pub sheets: Vec<ScoreSheet>,
    /// What later comparisons need of the file.
    pub kept: Abstract,
}

impl Selection {
    /// Whether `rule` runs.
    pub fn takes(&self, rule: &Rule) -> bool {
        let named = |names: &[String]| {
            names.iter().any(|name| name == rule.name || rule.code.starts_with(name.as_str()))
        };
        let selected = if self.select.is_empty() {
            rule.status != Status::Deprecated
        } else {
            named(&self.select)
        };
        selected && !named(&self.ignore)
    }

    fn keeps(&self, finding: &Finding) -> bool {
        self.min_severity.is_none_or(|least| finding.severity >= least)
    }
}

/// Examines one file: recomputes every form under the regulation `regulation_of` names for it and
/// runs the rules that need no other file. `index` is the file's place among all given.
pub fn examine<'r>(
    document: &Document,
    reading: &Reading,
    index: usize,
    selection: &Selection,
    regulation_of: impl Fn(&Form) -> &'r Regulation,
    report_regulation: &Regulation,
) -> Examination {
    let sheets: Vec<ScoreSheet> = reading
        .forms
        .iter()
        .map(|form| jixiao_regulation::score(regulation_of(form), &facts_of(form)))
        .collect();
    let mut found = Vec::new();
    for rule in rules::all().filter(|rule| selection.takes(rule)) {
        match rule.run {
            Run::Document(run) => run(
                &DocumentContext { document, reading },
                &mut Findings::new(rule, document, index, None, &mut found),
            ),
            Run::Form(run) => {
                for (i, (form, sheet)) in reading.forms.iter().zip(&sheets).enumerate() {
                    let regulation = regulation_of(form);
                    let context = FormContext { document, reading, form, regulation, sheet };
                    run(&context, &mut Findings::new(rule, document, index, Some(i), &mut found));
                }
            }
            Run::Report(run) => {
                for report in &reading.reports {
                    let regulation = report_regulation;
                    let context = ReportContext { document, reading, report, regulation };
                    run(&context, &mut Findings::new(rule, document, index, None, &mut found));
                }
            }
            Run::Dossier(_) => {}
        }
    }
    found.retain(|finding| selection.keeps(finding));
    found.sort_by(|a, b| (a.location, a.rule.code).cmp(&(b.location, b.rule.code)));
    let kept = Abstract::of(document, reading, regulation_of, report_regulation);
    Examination { findings: found, sheets, kept }
}

/// Runs the rules that compare, within a file and across files. Findings come by document and place.
pub fn compare(abstracts: &[Abstract], selection: &Selection) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in rules::all().filter(|rule| selection.takes(rule)) {
        if let Run::Dossier(run) = rule.run {
            run(&DossierContext { rule, abstracts }, &mut found);
        }
    }
    found.retain(|finding| selection.keeps(finding));
    found.sort_by(|a, b| {
        (a.document, a.location, a.rule.code).cmp(&(b.document, b.location, b.rule.code))
    });
    found
}
