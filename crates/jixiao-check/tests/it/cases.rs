//! Runs the Markdown cases of `resources/cases/<family>/<rule>.md`.
//!
//! A case is a heading `## finding: …`, `## clean: …` or `## boundary: …`, an optional line
//! `regulation: finance-system`, one ```` ```form name.txt ```` block a document, and a
//! ```` ```findings ```` block with one line a finding. Only the rule the file is named after runs.
//! `UPDATE_CASES=1` rewrites the findings blocks from what the rules say, `UPDATE_CASES=JX1` those of
//! some rules; read them afterwards.

use crate::harness::{Source, check, crate_dir, line_of};
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Finding,
    Clean,
    Boundary,
}

#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) kind: Kind,
    title: String,
    regulation: String,
    sources: Vec<Source>,
    /// Lines of the findings block, fences excluded, from 0; `None` where the block is missing.
    expected: Option<Range<usize>>,
}

/// The case file of a rule, and whether it is there.
pub(crate) fn case_file(family: &str, name: &str) -> PathBuf {
    crate_dir().join("resources/cases").join(family).join(format!("{}.md", name.replace('-', "_")))
}

/// Reads the cases of `text`.
pub(crate) fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut i = 0;
    while let Some(&line) = lines.get(i) {
        i += 1;
        if let Some(heading) = line.strip_prefix("## ") {
            cases.push(begin(heading));
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(id) = line.strip_prefix("regulation:") {
            id.trim().clone_into(&mut case.regulation);
        } else if let Some(fence) = line.strip_prefix("```") {
            let end = (i..lines.len()).find(|&at| lines[at] == "```").expect("a closed block");
            if fence == "findings" {
                case.expected = Some(i..end);
            } else if let Some(name) = fence.strip_prefix("form") {
                let name = match name.trim() {
                    "" => format!("form{}.txt", case.sources.len() + 1),
                    name => name.to_owned(),
                };
                case.sources.push(Source { name, text: lines[i..end].join("\n") + "\n" });
            } else {
                panic!("no such block: {fence}");
            }
            i = end + 1;
        }
    }
    cases
}

fn begin(heading: &str) -> Case {
    let (kind, title) = heading.split_once(':').unwrap_or((heading, ""));
    let kind = match kind {
        "finding" => Kind::Finding,
        "clean" => Kind::Clean,
        "boundary" => Kind::Boundary,
        other => panic!("no such sort of case: {other}"),
    };
    Case {
        kind,
        title: title.trim().to_owned(),
        regulation: "national-2020".to_owned(),
        sources: Vec::new(),
        expected: None,
    }
}

/// What differs, line by line; empty when nothing does.
fn difference(expected: &[String], found: &[String]) -> String {
    let mut text = String::new();
    for line in expected.iter().filter(|line| !found.contains(line)) {
        let _ = writeln!(text, "      expected {line}");
    }
    for line in found.iter().filter(|line| !expected.contains(line)) {
        let _ = writeln!(text, "      found    {line}");
    }
    if text.is_empty() && expected != found {
        text.push_str("      same findings, other order or number\n");
    }
    text
}

/// Runs the cases of one file; says what differs, and gives the text with the findings as found.
fn run(path: &Path, code: &str) -> (String, String) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut report = String::new();
    for case in parse(&text).iter().rev() {
        let found: Vec<String> = check(&case.sources, &[code], &case.regulation)
            .iter()
            .map(|finding| line_of(finding, &case.sources))
            .collect();
        let Some(range) = case.expected.clone() else {
            let _ = writeln!(report, "    {}: no findings block", case.title);
            continue;
        };
        let expected: Vec<String> = lines[range.clone()].to_vec();
        let difference = difference(&expected, &found);
        if !difference.is_empty() {
            let _ = write!(report, "    {:?}: {}\n{difference}", case.kind, case.title);
        }
        match (case.kind, expected.is_empty()) {
            (Kind::Finding, true) => report.push_str("    a finding case expects a finding\n"),
            (Kind::Clean, false) => report.push_str("    a clean case expects nothing\n"),
            _ => {}
        }
        lines.splice(range, found);
    }
    (report, lines.join("\n") + "\n")
}

#[test]
fn every_case_gives_its_findings() {
    let update = std::env::var("UPDATE_CASES").unwrap_or_default();
    let updates = |code: &str| update == "1" || (!update.is_empty() && code.starts_with(&update));
    let mut report = String::new();
    for rule in jixiao_check::all() {
        let path = case_file(crate::registry::family(rule), rule.name);
        if !path.exists() {
            continue; // The registry tests say so.
        }
        let (difference, text) = run(&path, rule.code);
        if difference.is_empty() {
            continue;
        }
        if updates(rule.code) {
            std::fs::write(&path, text).unwrap();
        } else {
            let _ = write!(report, "  {} {}\n{difference}", rule.code, path.display());
        }
    }
    assert!(report.is_empty(), "\n{report}  (UPDATE_CASES=1 rewrites the blocks)");
}
