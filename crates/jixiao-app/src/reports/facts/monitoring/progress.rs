//! What the indicators of a round say: how many are on time, which are in doubt and why.

use super::{Monitored, RoundOf, TOLD_MOST, count};
use crate::monitoring::FiledIndicator;
use jixiao_domain::{Coded as _, DeviationCause, IndicatorKind, Lamp, Likelihood};
use jixiao_narrative::{FactValue, Facts};

/// How many results of a project are told one by one.
const RESULTS_MOST: usize = 4;

impl FiledIndicator {
    fn lamp(&self) -> Option<Lamp> {
        self.lamp.as_deref().and_then(Lamp::from_code)
    }

    fn likelihood(&self) -> Option<Likelihood> {
        self.likelihood.as_deref().and_then(Likelihood::from_code)
    }

    fn has(&self, cause: DeviationCause) -> bool {
        self.causes.iter().any(|code| code == cause.code())
    }

    /// Whether it lags or may be missed.
    fn is_in_doubt(&self) -> bool {
        self.lamp() == Some(Lamp::Red)
            || self.likelihood().is_some_and(|answer| answer != Likelihood::Certain)
    }
}

pub(super) fn put(facts: &mut Facts, of: &RoundOf<'_>) {
    counts(facts, of);
    results(facts, of);
    doubts(facts, of);
    causes(facts, of);
}

fn rows<'a>(of: &RoundOf<'a>) -> impl Iterator<Item = (&'a Monitored, &'a FiledIndicator)> {
    let records = of.records;
    records.iter().flat_map(|record| record.filed.indicators.iter().map(move |row| (record, row)))
}

fn counts(facts: &mut Facts, of: &RoundOf<'_>) {
    let number =
        |holds: &dyn Fn(&FiledIndicator) -> bool| rows(of).filter(|(_, row)| holds(row)).count();
    let mut top = of.top(facts, "三级指标");
    for (key, number, place) in [
        ("row_count", rows(of).count(), "行数"),
        ("rows_green", number(&|row| row.lamp() == Some(Lamp::Green)), "进度正常的"),
        ("rows_yellow", number(&|row| row.lamp() == Some(Lamp::Yellow)), "进度偏慢的"),
        ("rows_red", number(&|row| row.lamp() == Some(Lamp::Red)), "进度滞后的"),
        ("rows_unjudged", number(&|row| row.lamp().is_none()), "不评进度的"),
        (
            "certain_count",
            number(&|row| row.likelihood() == Some(Likelihood::Certain)),
            "完成可能性“确定能”的",
        ),
        (
            "possible_count",
            number(&|row| row.likelihood() == Some(Likelihood::Possible)),
            "完成可能性“有可能”的",
        ),
        (
            "impossible_count",
            number(&|row| row.likelihood() == Some(Likelihood::Impossible)),
            "完成可能性“完全不可能”的",
        ),
        ("doubt_count", number(&FiledIndicator::is_in_doubt), "进度滞后或者可能完不成的"),
    ] {
        if number > 0 {
            top.put_at(key, count(number, "项"), place);
        }
    }
}

/// The first quantities of every project.
fn results(facts: &mut Facts, of: &RoundOf<'_>) {
    facts.list("results");
    for record in of.records {
        let quantities = record
            .filed
            .indicators
            .iter()
            .filter(|row| row.level2 == IndicatorKind::Quantity.code());
        for row in quantities.take(RESULTS_MOST) {
            put_row(facts, "results", (record, row));
        }
    }
}

/// The rows in doubt: those that can't be reached first, then those that lag.
fn doubts(facts: &mut Facts, of: &RoundOf<'_>) {
    facts.list("doubts");
    let mut found: Vec<_> = rows(of).filter(|(_, row)| row.is_in_doubt()).collect();
    found.sort_by_key(|(_, row)| {
        (row.likelihood() != Some(Likelihood::Impossible), row.lamp() != Some(Lamp::Red))
    });
    of.top(facts, "").flag("doubts_more", found.len() > TOLD_MOST);
    for row in found.into_iter().take(TOLD_MOST) {
        put_row(facts, "doubts", row);
    }
}

fn put_row(facts: &mut Facts, list: &str, (record, row): (&Monitored, &FiledIndicator)) {
    let place = format!("“{}”行", row.name);
    let id = format!("{}-{}", record.filed.record, row.indicator);
    let causes: Vec<&str> = DeviationCause::ALL
        .iter()
        .filter(|cause| row.has(**cause))
        .map(|cause| cause.word())
        .collect();
    let mut item = record.item(facts, (list, id), &place);
    item.text("name", &row.name)
        .put_at("target", FactValue::text(&row.target), "年度指标值")
        .put_at("actual", FactValue::text(&row.actual), "执行情况")
        .put_at("forecast", FactValue::text(&row.forecast), "全年预计完成情况")
        .put_at("causes", FactValue::text(causes.join("、")), "偏差原因")
        .put_at("note", FactValue::text(&row.cause_note), "原因说明")
        .put_at("remark", FactValue::text(&row.remark), "备注")
        .flag("impossible", row.likelihood() == Some(Likelihood::Impossible))
        .flag("red", row.lamp() == Some(Lamp::Red));
    if let Some(answer) = row.likelihood() {
        item.put_at("likelihood", FactValue::text(answer.word()), "完成目标可能性");
    }
}

/// How often each cause was given.
fn causes(facts: &mut Facts, of: &RoundOf<'_>) {
    facts.list("causes");
    for cause in DeviationCause::ALL {
        let number = rows(of).filter(|(_, row)| row.has(*cause)).count();
        if number > 0 {
            let source = of.source(&format!("“偏差原因”{}", cause.word()));
            facts.item("causes", cause.code(), source, None).text("name", cause.word()).put_at(
                "count",
                count(number, "项"),
                "的行数",
            );
        }
    }
}
