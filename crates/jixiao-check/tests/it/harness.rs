//! From text to findings, as the product does it: read, recognise, examine, compare.

use crate::regulations;
use jixiao_check::{Abstract, Finding, Selection, compare, examine};
use jixiao_reader::Limits;
use std::path::PathBuf;

/// A document of a test: its name and its text.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The crate's folder.
pub(crate) fn crate_dir() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The findings in `sources` of the rules `select` names (all when empty), by document and place.
pub(crate) fn check(sources: &[Source], select: &[&str], regulation: &str) -> Vec<Finding> {
    let regulation = regulations::find(regulation);
    let selection = Selection {
        select: select.iter().map(|&code| code.to_owned()).collect(),
        ..Selection::default()
    };
    let mut found = Vec::new();
    let mut abstracts: Vec<Abstract> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let document =
            jixiao_reader::read(source.text.as_bytes(), &source.name, &Limits::default())
                .unwrap_or_else(|error| panic!("{}: {error}", source.name));
        let reading = jixiao_form::recognise(&document);
        let examination =
            examine(&document, &reading, index, &selection, |_| regulation, regulation);
        found.extend(examination.findings);
        abstracts.push(examination.kept);
    }
    found.extend(compare(&abstracts, &selection));
    found.sort_by(|a, b| {
        (a.document, a.location, a.rule.code).cmp(&(b.document, b.location, b.rule.code))
    });
    found
}

/// How many forms and reports are recognised in `source`.
pub(crate) fn recognised(source: &Source) -> usize {
    let document =
        jixiao_reader::read(source.text.as_bytes(), &source.name, &Limits::default()).unwrap();
    let reading = jixiao_form::recognise(&document);
    reading.forms.len() + reading.reports.len()
}

/// One line a finding: `error line 5 | subject | printed | expected`, `-` for none. The place names
/// its document where there are several.
pub(crate) fn line_of(finding: &Finding, sources: &[Source]) -> String {
    let document = match sources {
        [_] => String::new(),
        many => format!("{} ", many[finding.document].name),
    };
    let or_dash = |text: Option<&str>| match text {
        None | Some("") => "-".to_owned(),
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    format!(
        "{} {document}{} | {} | {} | {}",
        finding.severity.name(),
        finding.at,
        or_dash(Some(&finding.subject)),
        or_dash(finding.printed.as_deref()),
        or_dash(finding.expected.as_deref()),
    )
}
