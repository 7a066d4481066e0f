//! Which report speaks of which form: by the project its title names, and by the file it stands in.
//!
//! Owns the matching only. What the two say is compared by rules.

use crate::{Abstract, FormAbstract, ReportAbstract};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use jixiao_form::{FormKind, ReportKind};
use std::collections::BTreeMap;

/// A form and the report on the same project and year.
#[derive(Debug)]
pub(crate) struct Pair<'a> {
    pub(crate) form_document: usize,
    pub(crate) form: &'a FormAbstract,
    pub(crate) report_document: usize,
    pub(crate) report: &'a ReportAbstract,
}

/// A project name shorter than this (in characters) is found in too many titles.
const KEY_CHARS: usize = 4;

/// Endings that a title may leave out.
const ENDINGS: [&str; 8] =
    ["专项资金", "专项经费", "补助资金", "资金", "经费", "项目", "专项", "补助"];

type Candidate<'a> = (usize, &'a FormAbstract);

/// The forms of one project, in the order given.
#[derive(Debug, Default)]
struct Candidates<'a> {
    forms: Vec<Candidate<'a>>,
    /// Whether they name more than one unit: then the name alone does not tell whose project it is.
    several_units: bool,
}

/// Every project report with the form it belongs to, where one is found.
pub(crate) fn pairs(abstracts: &[Abstract]) -> Vec<Pair<'_>> {
    if abstracts.iter().all(|file| file.reports.is_empty()) {
        return Vec::new();
    }
    let mut by_key: BTreeMap<&str, Candidates<'_>> = BTreeMap::new();
    for (document, file) in abstracts.iter().enumerate() {
        for form in project_forms(file) {
            let key = key(&form.project);
            if key.chars().count() >= KEY_CHARS {
                let candidates = by_key.entry(key).or_default();
                let first = candidates.forms.first();
                candidates.several_units |= first.is_some_and(|(_, other)| other.unit != form.unit);
                candidates.forms.push((document, form));
            }
        }
    }
    let keys: Vec<&str> = by_key.keys().copied().collect();
    let Ok(titles) = AhoCorasick::builder()
        // Built once a dossier and run over a few titles: the kind that is quickest to build.
        .kind(Some(AhoCorasickKind::NoncontiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&keys)
    else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for (document, file) in abstracts.iter().enumerate() {
        for report in file.reports.iter().filter(|report| is_of_project(report.kind)) {
            let named: Vec<&str> = titles
                .find_iter(&*report.title)
                .map(|hit| keys[hit.pattern().as_usize()])
                .collect();
            let found = match named.as_slice() {
                [] => only_form(file).map(|form| (document, form)),
                [one] => by_key.get(one).and_then(|forms| choose(forms, document, report)),
                _ => None,
            };
            if let Some((form_document, form)) = found.filter(|(_, form)| same_year(form, report)) {
                pairs.push(Pair { form_document, form, report_document: document, report });
            }
        }
    }
    pairs
}

fn project_forms(file: &Abstract) -> impl Iterator<Item = &FormAbstract> {
    file.forms.iter().filter(|form| form.kind == FormKind::ProjectSelfEvaluation)
}

/// Whether a report of this sort is on one project.
pub(crate) fn is_of_project(kind: ReportKind) -> bool {
    !matches!(kind, ReportKind::DepartmentReport | ReportKind::MonitoringReport)
}

/// The project's name without the endings a title may leave out.
pub(crate) fn key(project: &str) -> &str {
    let mut key = project;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| key.strip_suffix(ending)) {
        key = shorter;
    }
    if key.chars().count() < KEY_CHARS { project } else { key }
}

/// The form of a file that holds one project and one report, whatever the title says.
fn only_form(file: &Abstract) -> Option<&FormAbstract> {
    let mut forms = project_forms(file);
    let form = forms.next()?;
    (forms.next().is_none() && file.reports.len() == 1).then_some(form)
}

/// Of the forms of one project: the one in the report's own file, else the first of its year.
fn choose<'a>(
    candidates: &Candidates<'a>,
    document: usize,
    report: &ReportAbstract,
) -> Option<Candidate<'a>> {
    let forms = candidates.forms.as_slice();
    let first = forms.partition_point(|(of, _)| *of < document);
    let mut own = forms[first..].iter().take_while(|(of, _)| *of == document);
    if let Some(near) = own.find(|(_, form)| same_year(form, report)) {
        return Some(*near);
    }
    if candidates.several_units {
        return None;
    }
    forms.iter().find(|(_, form)| form.year.is_some() && form.year == report.year).copied()
}

fn same_year(form: &FormAbstract, report: &ReportAbstract) -> bool {
    form.year.zip(report.year).is_none_or(|(left, right)| left == right)
}
