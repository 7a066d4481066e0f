//! The published example documents, where they are at hand: what must be found in them and what
//! must not. The expectations name file numbers, rules and lines only.

use crate::harness::{Source, check, crate_dir};
use std::collections::BTreeMap;
use std::fmt::Write;

/// `find FILE RULE LINE`: the rule reports at that line. `never FILE RULE [LINE]`: it does not, at
/// that line or anywhere. `#` begins a remark.
const EXPECTATIONS: &str = include_str!("../../resources/seed-expectations.txt");

/// Code and place of each finding, by file number.
type Found = BTreeMap<String, Vec<(&'static str, String)>>;

fn examine_seeds() -> Option<Found> {
    let mut found = Found::new();
    for entry in std::fs::read_dir(crate_dir().join("../../../shared/seeds")).ok()? {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let number = name.chars().take(3).collect();
        let sources = [Source { name, text: std::fs::read_to_string(&path).unwrap() }];
        let findings = check(&sources, &[], "national-2020");
        found.insert(number, findings.into_iter().map(|f| (f.rule.code, f.at)).collect());
    }
    Some(found)
}

/// What is wrong with one line of the expectations, if anything.
fn judge(line: &str, found: &Found) -> Option<String> {
    let words: Vec<&str> = line.split('#').next()?.split_whitespace().collect();
    let (verdict, file, rule, at) = match words[..] {
        [] => return None,
        [verdict, file, rule] => (verdict, file, rule, None),
        [verdict, file, rule, at] => (verdict, file, rule, Some(format!("line {at}"))),
        _ => panic!("no expectation: {line}"),
    };
    assert!(["find", "never"].contains(&verdict), "no expectation: {line}");
    let places: Vec<&str> = found
        .get(file)?
        .iter()
        .filter(|(code, _)| *code == rule)
        .map(|(_, place)| place.as_str())
        .collect();
    let hit = at.map_or(!places.is_empty(), |at| places.contains(&at.as_str()));
    (hit != (verdict == "find")).then(|| format!("{line} -- it reports at {places:?}"))
}

#[test]
fn published_examples_give_what_a_reviewer_lists() {
    let Some(found) = examine_seeds() else { return };
    let mut report = String::new();
    for line in EXPECTATIONS.lines().filter_map(|line| judge(line, &found)) {
        let _ = writeln!(report, "  {line}");
    }
    assert!(report.is_empty(), "\n{report}");
}
