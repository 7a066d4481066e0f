//! The registry keeps its promises: stable codes, names, documentation, cases, one rule a file.

use crate::cases::{self, Kind};
use crate::harness::crate_dir;
use jixiao_check::Rule;

const SECTIONS: [&str; 5] = ["检查内容", "为什么", "依据", "示例", "如何改正"];
const LINES_MAX: usize = 200;

/// The family (folder) of a rule, by the first digit of its code.
pub(crate) fn family(rule: &Rule) -> &'static str {
    match rule.code.as_bytes().get(2) {
        Some(b'0') => "structure",
        Some(b'1') => "funds",
        Some(b'2') => "points",
        Some(b'3') => "scores",
        Some(b'4') => "indicators",
        Some(b'5') => "deviation",
        Some(b'6') => "between",
        _ => panic!("{} has no family", rule.code),
    }
}

#[test]
fn codes_are_sorted_unique_and_well_formed() {
    let codes: Vec<&str> = jixiao_check::all().map(|rule| rule.code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    for code in codes {
        let digits = code.strip_prefix("JX").expect("codes begin with JX");
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{code}");
    }
}

#[test]
fn every_rule_is_one_short_file_named_after_it() {
    for rule in jixiao_check::all() {
        assert!(
            rule.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{} is not kebab case",
            rule.name
        );
        let path = crate_dir()
            .join("src/rules")
            .join(family(rule))
            .join(format!("{}.rs", rule.name.replace('-', "_")));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
        assert_eq!(text.matches("declare_rule! {").count(), 1, "{}", path.display());
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_rule_file_is_registered() {
    let files = jixiao_check::all().map(family).collect::<std::collections::BTreeSet<_>>();
    let mut count = 0;
    for family in files {
        let folder = crate_dir().join("src/rules").join(family);
        count += std::fs::read_dir(folder).unwrap().count();
    }
    assert_eq!(count, jixiao_check::all().count());
}

#[test]
fn every_rule_has_its_documentation() {
    for rule in jixiao_check::all() {
        let headings: Vec<&str> = rule
            .docs
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("## "))
            .map(str::trim)
            .collect();
        assert_eq!(headings, SECTIONS, "{}", rule.code);
        for text in [rule.title, rule.basis, rule.since] {
            assert!(!text.is_empty(), "{}", rule.code);
        }
        assert!(rule.since.split('.').count() == 3, "{}: since {}", rule.code, rule.since);
        assert!(!rule.title.ends_with('。'), "{}: a title is no sentence", rule.code);
    }
}

#[test]
fn every_rule_has_a_finding_a_clean_and_a_boundary_case() {
    let mut missing = Vec::new();
    for rule in jixiao_check::all() {
        let path = cases::case_file(family(rule), rule.name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            missing.push(format!("{} has no case file", rule.code));
            continue;
        };
        let cases = cases::parse(&text);
        for kind in [Kind::Finding, Kind::Clean, Kind::Boundary] {
            if !cases.iter().any(|case| case.kind == kind) {
                missing.push(format!("{} has no {kind:?} case", rule.code));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn rules_are_found_by_code_and_by_name() {
    for rule in jixiao_check::all() {
        assert_eq!(jixiao_check::find(rule.code).map(|found| found.code), Some(rule.code));
        assert_eq!(jixiao_check::find(rule.name).map(|found| found.code), Some(rule.code));
    }
}
