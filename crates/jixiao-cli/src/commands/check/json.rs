//! `jixiao.check/1` written piece by piece: the same bytes as printing a `CheckOutput`, without
//! holding one.

use crate::spool::{JsonArray, rendered};
use anyhow::Result;
use jixiao_check::Finding;
use jixiao_output::wire::check::{self, CheckDocument, CheckScore, CheckSummary, SCHEMA};
use std::io::Write;

/// The arrays of the output.
#[derive(Debug, Default)]
pub(super) struct Json {
    documents: JsonArray,
    findings: JsonArray,
    scores: JsonArray,
}

impl Json {
    pub(super) fn add_document(&mut self, document: &CheckDocument) -> Result<()> {
        self.documents.push(document)
    }

    pub(super) fn add_scores(&mut self, scores: &[CheckScore]) -> Result<()> {
        scores.iter().try_for_each(|score| self.scores.push(score))
    }

    /// Adds what [`findings`] gave for one file.
    pub(super) fn add_findings(&mut self, rendered: &str) -> Result<()> {
        if rendered.is_empty() { Ok(()) } else { self.findings.push_rendered(rendered) }
    }

    pub(super) fn write_to(
        &mut self,
        out: &mut dyn Write,
        regulation: &str,
        summary: CheckSummary,
    ) -> Result<()> {
        let text = serde_json::to_string;
        write!(out, "{{\n  \"schema\": {},\n", text(SCHEMA)?)?;
        write!(out, "  \"regulation\": {},\n  \"documents\": ", text(regulation)?)?;
        self.documents.write_to(out)?;
        out.write_all(b",\n  \"findings\": ")?;
        self.findings.write_to(out)?;
        out.write_all(b",\n  \"scores\": ")?;
        self.scores.write_to(out)?;
        let summary = serde_json::to_string_pretty(&summary)?.replace('\n', "\n  ");
        write!(out, ",\n  \"summary\": {summary}\n}}\n")?;
        out.flush()?;
        Ok(())
    }
}

/// Findings as items of the array, rendered where the file was examined.
pub(super) fn findings(paths: &[String], findings: &[Finding]) -> String {
    let items: Vec<String> =
        findings.iter().map(|finding| rendered(&check::finding(finding, paths))).collect();
    items.join(",\n")
}
