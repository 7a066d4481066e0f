//! Numbers that lead to a person, and those that only look like it.

use super::signs::Signs;
use super::{STARS, Span};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::RemovalKind;

/// What stands after a figure. A digit run before one of these is an amount or a count.
const UNITS: &str = "元万亿千百角分厘%‰人户次个件份家名场吨台套本册平亩公米年月日天倍批项条册张";
/// Words before the number of an identity card.
const ID_LABELS: [&str; 4] = ["身份证", "证件", "公民身份", "身份号码"];
/// Words before the number of a bank account.
const ACCOUNT_LABELS: [&str; 6] = ["卡号", "账号", "帐号", "银行卡", "账户", "开户"];
/// Words before a telephone number.
const PHONE_LABELS: [&str; 6] = ["电话", "手机", "传真", "联系方式", "座机", "热线"];
/// How far before a number its label may stand, in characters.
const LABEL_DISTANCE: usize = 14;
/// Weights and check letters of GB 11643.
const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A run of digits, perhaps in groups that single spaces or dashes part.
struct Run {
    start: usize,
    end: usize,
    digits: String,
    /// Lengths of the groups.
    groups: Vec<usize>,
}

/// Mail addresses.
pub(super) fn emails(signs: &Signs) -> Vec<Span> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut spans = Vec::new();
    for at in (0..signs.len()).filter(|at| signs.at(*at) == Some('@')) {
        let mut start = at;
        while signs.before(start).is_some_and(is_local) {
            start -= 1;
        }
        let mut end = at + 1 + signs.run(at + 1, is_domain);
        while end > at + 1 && signs.before(end).is_some_and(|c| matches!(c, '.' | '-')) {
            end -= 1;
        }
        let domain = signs.text(at + 1, end);
        if start < at && domain.contains('.') {
            spans.push(stars(start, end, RemovalKind::Email));
        }
    }
    spans
}

/// Numbers of identity cards: eighteen places whose check letter holds or that a label announces,
/// fifteen places (issued before 1999) with a label.
pub(super) fn id_numbers(signs: &Signs) -> Vec<Span> {
    let mut spans = Vec::new();
    for run in runs(signs).iter().filter(|run| run.groups.len() == 1) {
        let mut end = run.end;
        let mut digits = run.digits.clone();
        if digits.len() == 17 && signs.at(end).is_some_and(|c| matches!(c, 'X' | 'x')) {
            digits.push('X');
            end += 1;
        }
        if is_figure(signs, run.start, end) || is_part_of_code(signs, run.start, end) {
            continue;
        }
        let labelled = signs.follows_any(run.start, LABEL_DISTANCE, &ID_LABELS);
        let is_id = match digits.len() {
            18 => has_birth_date(&digits, 6..14) && (check_holds(&digits) || labelled),
            15 => labelled && has_birth_date(&format!("19{}", &digits[6..12]), 0..8),
            _ => false,
        };
        if is_id && has_region(&digits) {
            spans.push(stars(run.start, end, RemovalKind::IdNumber));
        }
    }
    spans
}

/// Numbers of bank cards that Luhn confirms, and any long number that a label announces.
pub(super) fn bank_cards(signs: &Signs) -> Vec<Span> {
    let is_card = |run: &&Run| {
        let count = run.digits.len();
        if is_figure(signs, run.start, run.end) {
            return false;
        }
        if signs.follows_any(run.start, LABEL_DISTANCE, &ACCOUNT_LABELS) {
            return (9..=30).contains(&count);
        }
        let groups = run.groups.as_slice();
        let parted = match groups {
            [_] => !is_part_of_code(signs, run.start, run.end),
            [first @ .., _] => groups.len() >= 4 && first.iter().all(|length| *length == 4),
            [] => false,
        };
        let issued = run.digits.starts_with("62") && (16..=19).contains(&count)
            || count == 16 && run.digits.starts_with(['4', '5']);
        parted && issued && luhn_holds(&run.digits)
    };
    runs(signs)
        .iter()
        .filter(is_card)
        .map(|run| stars(run.start, run.end, RemovalKind::BankCard))
        .collect()
}

/// Mobile numbers, fixed numbers with their area, and short fixed numbers that a label announces.
pub(super) fn phones(signs: &Signs) -> Vec<Span> {
    let is_phone = |run: &&Run| {
        if is_figure(signs, run.start, run.end) || is_part_of_code(signs, run.start, run.end) {
            return false;
        }
        let digits = run.digits.as_str();
        let labelled = signs.follows_any(run.start, LABEL_DISTANCE, &PHONE_LABELS);
        let is_area = digits.starts_with('0');
        let is_service = digits.starts_with("400") || digits.starts_with("800");
        match run.groups.as_slice() {
            [11] => is_mobile(digits),
            [2, 11] | [13] => digits.strip_prefix("86").is_some_and(is_mobile),
            [3 | 4, 7 | 8] | [3 | 4, 7 | 8, 1..=6] => is_area,
            [3 | 4, 3 | 4, 3 | 4] => is_area || is_service || is_mobile(digits),
            [10] => labelled && is_service,
            [7 | 8] | [4, 4] => labelled,
            _ => false,
        }
    };
    let mut found: Vec<Span> = runs(signs)
        .iter()
        .filter(|run| {
            is_phone(run) || is_fixed_unparted(run) && !is_figure(signs, run.start, run.end)
        })
        .map(|run| stars(run.start, run.end, RemovalKind::Phone))
        .collect();
    found.extend(bracketed_areas(signs));
    found
}

/// Whether a cell holds a figure and nothing else: a sign, digits, a unit of few characters. Digit
/// runs that could be a card or an identity number are not let through.
pub(super) fn is_bare_figure(text: &str) -> bool {
    let signs = Signs::new(text.trim());
    let start = signs.run(0, |c| matches!(c, '≥' | '≤' | '>' | '<' | '=' | '+' | '-' | '¥' | '￥'));
    let body = signs.run(start, |c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '));
    let digits = signs.text(start, start + body).chars().filter(char::is_ascii_digit).count();
    let rest = signs.text(start + body, signs.len());
    let rest = rest.trim();
    let is_unit = rest.chars().count() <= 6 && !rest.chars().any(|c| c.is_ascii_digit());
    digits > 0 && is_unit && (digits < 11 || rest.starts_with(|c| UNITS.contains(c)))
}

/// `(0871)63123456`.
fn bracketed_areas(signs: &Signs) -> Vec<Span> {
    let mut spans = Vec::new();
    for start in (0..signs.len()).filter(|at| signs.at(*at) == Some('(')) {
        let area = signs.run(start + 1, |c| c.is_ascii_digit());
        let number = start + 2 + area;
        let length = signs.run(number, |c| c.is_ascii_digit());
        let is_area = (3..=4).contains(&area) && signs.at(start + 1) == Some('0');
        if is_area && signs.at(start + 1 + area) == Some(')') && (7..=8).contains(&length) {
            spans.push(stars(start, number + length, RemovalKind::Phone));
        }
    }
    spans
}

/// A fixed number with its area and nothing between: no amount begins with 0.
fn is_fixed_unparted(run: &Run) -> bool {
    matches!(run.groups.as_slice(), [10..=12])
        && run.digits.starts_with('0')
        && !run.digits.starts_with("00")
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    digits.len() == 11 && bytes[0] == b'1' && matches!(bytes[1], b'3'..=b'9')
}

/// Whether the run belongs to a figure: a decimal, an amount with thousands, or before a unit.
fn is_figure(signs: &Signs, start: usize, end: usize) -> bool {
    let before = signs.last_visible(start);
    if before.is_some_and(|c| matches!(c, '¥' | '￥' | '$' | '≥' | '≤' | '<' | '>')) {
        return true;
    }
    let joined = |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | ','));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if joined(signs.before(start)) && start >= 2 && is_digit(signs.at(start - 2)) {
        return true;
    }
    if joined(signs.at(end)) && is_digit(signs.at(end + 1)) {
        return true;
    }
    signs.next_visible(end).is_some_and(|c| UNITS.contains(c))
}

/// Whether letters or the parts of a code stand right beside the run: `PZ13800138000`, `〔2024〕…`.
fn is_part_of_code(signs: &Signs, start: usize, end: usize) -> bool {
    let in_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '#');
    signs.before(start).is_some_and(in_code)
        || signs.at(end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// All runs of digits, with single spaces and dashes inside.
fn runs(signs: &Signs) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        if !signs.at(at).is_some_and(|c| c.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let start = at;
        let mut groups = Vec::new();
        loop {
            let length = signs.run(at, |c| c.is_ascii_digit());
            groups.push(length);
            at += length;
            let parted = signs.at(at).is_some_and(|c| matches!(c, ' ' | '-'));
            if !(parted && signs.at(at + 1).is_some_and(|c| c.is_ascii_digit())) {
                break;
            }
            at += 1;
        }
        let digits = signs.text(start, at).chars().filter(char::is_ascii_digit).collect();
        split(signs, Run { start, end: at, digits, groups }, &mut runs);
    }
    runs
}

/// A long run of groups may be several numbers side by side: each group is also looked at alone.
fn split(signs: &Signs, run: Run, runs: &mut Vec<Run>) {
    let mut singles = Vec::new();
    if run.groups.len() > 1 {
        let mut start = run.start;
        for length in &run.groups {
            let end = start + length;
            let digits = signs.text(start, end);
            // Short groups are parts of something, not numbers of their own.
            if *length >= 11 {
                singles.push(Run { start, end, digits, groups: vec![*length] });
            }
            start = end + 1;
        }
    }
    runs.push(run);
    runs.extend(singles);
}

fn has_region(digits: &str) -> bool {
    let region = digits.get(..2).and_then(|code| code.parse::<u32>().ok()).unwrap_or_default();
    matches!(region, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

fn has_birth_date(digits: &str, place: std::ops::Range<usize>) -> bool {
    let Some(date) = digits.get(place) else { return false };
    NaiveDate::parse_from_str(date, "%Y%m%d").is_ok_and(|date| (1900..=2100).contains(&date.year()))
}

fn check_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .zip(ID_WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or_default() * weight)
        .sum();
    let expected = usize::try_from(sum % 11).ok().and_then(|rest| ID_CHECKS.get(rest).copied());
    digits.chars().nth(17) == expected
}

fn luhn_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match digit * 2 {
            _ if place % 2 == 0 => digit,
            double if double > 9 => double - 9,
            double => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn stars(start: usize, end: usize, kind: RemovalKind) -> Span {
    Span { start, end, kind, instead: STARS.to_owned() }
}
