//! What is filed of a report, as one canonical text with a digest.

use super::LoadedReport;
use crate::digest::sm3_hex;
use jixiao_domain::Coded as _;
use serde::Serialize;

/// The format this version writes.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Filed<'a> {
    format: u32,
    report: i64,
    kind: &'a str,
    year: i64,
    organisation: &'a str,
    version: i64,
    template: &'a str,
    narrative: &'a jixiao_narrative::Narrative,
    facts: &'a jixiao_narrative::Facts,
}

/// The canonical text: fields in their order, no white space.
pub(super) fn canonical(loaded: &LoadedReport) -> String {
    let report = &loaded.report;
    let filed = Filed {
        format: FORMAT,
        report: report.id.0,
        kind: report.kind.code(),
        year: report.year,
        organisation: &loaded.organisation.code,
        version: report.version,
        template: &report.template,
        narrative: &loaded.narrative,
        facts: &loaded.facts,
    };
    serde_json::to_string(&filed).expect("texts and numbers always serialise")
}

/// Whether an approved report still has its digest; `None` before approval.
pub(crate) fn is_sound(loaded: &LoadedReport) -> Option<bool> {
    let digest = loaded.report.content_digest.as_ref()?;
    Some(*digest == sm3_hex(canonical(loaded).as_bytes()))
}
