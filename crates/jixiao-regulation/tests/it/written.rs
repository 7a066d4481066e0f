//! Values, rows and filings written as one line of text, for tables of cases.

use jixiao_domain::{
    ComparisonSign, DateValue, Decimal, IndicatorKind, Money, Quantity, RangeValue, Value,
};
use jixiao_regulation::{Attainment, Facts, IndicatorFacts};

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

/// `-` for nothing stated.
pub(crate) fn stated(text: &str) -> Option<Decimal> {
    (text != "-").then(|| decimal(text))
}

/// Yuan, `-` for nothing stated.
pub(crate) fn yuan(text: &str) -> Option<Money> {
    stated(text).and_then(|number| Money::nearest(number, jixiao_domain::CurrencyUnit::Yuan))
}

/// `≥90%`, `1000~5000元`, `@2022-12-31`, `@<12`, `-`, and anything else as words.
pub(crate) fn value(text: &str) -> Value {
    if text == "-" {
        return Value::Nothing;
    }
    if let Some(date) = text.strip_prefix('@') {
        return Value::Date(point_in_time(date));
    }
    let (sign, rest) = sign(text);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || ".-~".contains(c))).unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    if let Some((low, high)) = digits.split_once('~') {
        let (low, high) = (decimal(low), decimal(high));
        return Value::Range(RangeValue { low, high, unit: unit.to_owned() });
    }
    match digits.parse() {
        Ok(number) => Value::Quantity(Quantity { sign, number, unit: unit.to_owned() }),
        Err(_) => Value::Words,
    }
}

fn sign(text: &str) -> (ComparisonSign, &str) {
    let signs = [
        ComparisonSign::AtLeast,
        ComparisonSign::MoreThan,
        ComparisonSign::AtMost,
        ComparisonSign::LessThan,
        ComparisonSign::About,
        ComparisonSign::Equal,
    ];
    let stripped = |sign: ComparisonSign| Some((sign, text.strip_prefix(sign.symbol())?));
    signs.into_iter().find_map(stripped).unwrap_or((ComparisonSign::Equal, text))
}

/// `2022-12-31`, `2022-12`, `2022`, `12` (a month), `<` before a deadline.
fn point_in_time(text: &str) -> DateValue {
    let (sign, text) = match text.strip_prefix('<') {
        Some(rest) => (ComparisonSign::AtMost, rest),
        None => (ComparisonSign::Equal, text),
    };
    let mut date = DateValue { year: None, month: None, day: None, sign };
    let mut parts = text.split('-').peekable();
    if parts.peek().is_some_and(|part| part.len() == 4) {
        date.year = parts.next().and_then(|part| part.parse().ok());
    }
    date.month = parts.next().and_then(|part| part.parse().ok());
    date.day = parts.next().and_then(|part| part.parse().ok());
    date
}

fn kind(text: &str) -> Option<IndicatorKind> {
    match text {
        "数量" => Some(IndicatorKind::Quantity),
        "质量" => Some(IndicatorKind::Quality),
        "时效" => Some(IndicatorKind::Timeliness),
        "成本" => Some(IndicatorKind::Cost),
        "效益" => Some(IndicatorKind::SocialBenefit),
        "满意" => Some(IndicatorKind::Satisfaction),
        _ => None,
    }
}

pub(crate) fn attainment(text: &str) -> Attainment {
    match text {
        "met" => Attainment::Met,
        "missed" => Attainment::Missed,
        "unknown" => Attainment::Unknown,
        other => panic!("{other} is no attainment"),
    }
}

/// The cells of a line.
pub(crate) fn cells(line: &str) -> Vec<&str> {
    line.split('|').map(str::trim).collect()
}

/// The lines of a table that hold cells.
pub(crate) fn lines(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().map(str::trim).filter(|line| !line.is_empty()).map(cells)
}

/// `kind | target | actual | points | printed`.
pub(crate) fn row(cells: &[&str]) -> IndicatorFacts {
    let kind = kind(cells[0]);
    IndicatorFacts {
        name: "慰问人数".to_owned(),
        group: kind.map(IndicatorKind::group),
        kind,
        target: value(cells[1]),
        target_text: cells[1].to_owned(),
        actual: value(cells[2]),
        actual_text: cells[2].to_owned(),
        points: stated(cells[3]),
        printed_score: stated(cells[4]),
        has_reason: false,
    }
}

/// A filing with full execution and these rows.
pub(crate) fn filing(indicators: Vec<IndicatorFacts>) -> Facts {
    Facts {
        initial_budget: yuan("6000000"),
        adjusted_budget: yuan("6000000"),
        executed: yuan("6000000"),
        execution_points: stated("10"),
        printed_execution_score: stated("10"),
        indicators,
        ..Facts::default()
    }
}
