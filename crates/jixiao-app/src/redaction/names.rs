//! Names of people: those that are known, and those that a label announces.

use super::Span;
use super::signs::{self, Signs};
use jixiao_domain::RemovalKind;

/// What stands before a name, with a colon after it.
const LABELS: [&str; 15] = [
    "联系人",
    "负责人",
    "填报人",
    "填表人",
    "经办人",
    "审核人",
    "复核人",
    "审批人",
    "报告人",
    "姓名",
    "申请人",
    "受助人",
    "户主",
    "法定代表人",
    "分管领导",
];
/// What may follow a name without a mark between.
const FOLLOWING: [&str; 20] = [
    "电话", "手机", "同志", "先生", "女士", "主任", "主席", "部长", "科长", "处长", "等", "于",
    "在", "和", "与", "及", "为", "现", "系", "男",
];
const COMPOUND: [&str; 12] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "令狐",
];
/// Characters of a given name after the 姓.
const GIVEN_LENGTH_MAX: usize = 2;

/// Known names wherever they stand, and names after a label and a colon.
pub(super) fn labelled_and_known(signs: &Signs, known: &[String]) -> Vec<Span> {
    let mut spans = Vec::new();
    for name in known {
        spans.extend(signs::words(signs, name, RemovalKind::Name, &masked(name)));
    }
    for label in LABELS {
        for found in signs::words(signs, label, RemovalKind::Name, "") {
            spans.extend(after_label(signs, found.end));
        }
    }
    spans
}

/// Every name of a field that holds names only.
pub(super) fn all(signs: &Signs) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let length = signs.run(at, |c| !is_parting(c));
        if length > 0 {
            let name: String = signs.printed(at, at + length).collect();
            if !is_masked(&name) {
                spans.push(span(at, at + length, masked(&name)));
            }
        }
        at += length + 1;
    }
    spans
}

/// 姓 and a star; compound 姓 keep both characters.
fn masked(name: &str) -> String {
    let compound = COMPOUND.iter().find(|family| name.starts_with(**family));
    let is_longer = |family: &&&str| name.chars().count() > family.chars().count();
    match compound.filter(is_longer) {
        Some(family) => format!("{family}*"),
        None => name.chars().next().map_or_else(String::new, |family| format!("{family}*")),
    }
}

fn is_masked(name: &str) -> bool {
    name.contains('*')
}

/// The names after a label's colon, one or several.
fn after_label(signs: &Signs, label_end: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let blank = |place: usize| place + signs.run(place, |c| c == ' ');
    let mut at = blank(label_end);
    if signs.at(at) != Some(':') {
        return spans;
    }
    at = blank(at + 1);
    loop {
        let length = name_length(signs, at);
        if length < 2 {
            return spans;
        }
        let name: String = signs.printed(at, at + length).collect();
        spans.push(span(at, at + length, masked(&name)));
        at += length;
        if !signs.at(at).is_some_and(|c| matches!(c, '、' | '/')) {
            return spans;
        }
        at += 1;
    }
}

/// How many characters from a place on are a name: 姓 and one or two more.
fn name_length(signs: &Signs, start: usize) -> usize {
    let han = signs.run(start, is_han);
    let family = if COMPOUND.contains(&signs.text(start, start + 2).as_str()) { 2 } else { 1 };
    let longest = han.min(family + GIVEN_LENGTH_MAX);
    let ends_at = |length: usize| {
        FOLLOWING.iter().any(|word| {
            let from = start + length;
            signs.text(from, from + word.chars().count()) == **word
        })
    };
    (family + 1..longest).find(|length| ends_at(*length)).unwrap_or(longest)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '·')
}

fn is_parting(c: char) -> bool {
    c.is_whitespace() || matches!(c, '、' | ',' | '/' | ';' | '(' | ')')
}

fn span(start: usize, end: usize, instead: String) -> Span {
    Span { start, end, kind: RemovalKind::Name, instead }
}
