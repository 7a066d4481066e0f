//! From a form's cells to the facts its score is computed from.

use jixiao_check::facts_of;
use jixiao_document::Location;
use jixiao_domain::{CurrencyUnit, Decimal, Money, Value};
use jixiao_form::{
    Field, Form, FormKind, FundRow, FundSource, Indicator, MoneyUnit, Total, values,
};

fn field(printed: &str) -> Field {
    Field { printed: printed.to_owned(), value: values::parse(printed), at: Location::Line(1) }
}

/// A fund row of 年初 全年 执行 分值 得分.
fn funds(source: FundSource, cells: [&str; 5]) -> FundRow {
    let [initial, adjusted, executed, points, score] = cells.map(|cell| Some(field(cell)));
    FundRow {
        source,
        label: String::new(),
        initial_budget: initial,
        adjusted_budget: adjusted,
        executed_amount: executed,
        points,
        execution_rate: None,
        score,
        at: Location::Line(1),
    }
}

fn form(funds: Vec<FundRow>, effective: Option<CurrencyUnit>) -> Form {
    Form {
        funds,
        money_unit: MoneyUnit { printed: Some(CurrencyUnit::TenThousandYuan), effective },
        ..Form::new(FormKind::ProjectSelfEvaluation, Location::Whole)
    }
}

fn yuan(amount: i64) -> Money {
    Money::from_fen(amount * 100)
}

#[test]
fn amounts_are_read_in_the_unit_they_are_really_in() {
    let row = || vec![funds(FundSource::Total, ["600,000", "600,000", "599,999.5", "10", "10"])];
    let facts = facts_of(&form(row(), Some(CurrencyUnit::Yuan)));
    assert_eq!(facts.adjusted_budget, Some(yuan(600_000)));
    assert_eq!(facts.executed, Some(Money::from_fen(59_999_950)));
    let facts = facts_of(&form(row(), None));
    assert_eq!(facts.adjusted_budget, Some(yuan(6_000_000_000)));
}

#[test]
fn a_unit_in_the_cell_wins_over_the_block() {
    let row = funds(FundSource::Total, ["62.38万元", "623800元", "62.38", "10", "10"]);
    let facts = facts_of(&form(vec![row], None));
    assert_eq!(
        (facts.initial_budget, facts.adjusted_budget),
        (Some(yuan(623_800)), Some(yuan(623_800)))
    );
    assert_eq!(facts.executed, Some(yuan(623_800)));
}

#[test]
fn points_and_score_may_stand_beside_another_row() {
    let rows = vec![
        funds(FundSource::Total, ["100", "100", "100", "", "-"]),
        funds(FundSource::CurrentAppropriation, ["100", "100", "100", "10", "9.5"]),
    ];
    let facts = facts_of(&form(rows, None));
    assert_eq!(facts.execution_points, Some(Decimal::TEN));
    assert_eq!(facts.printed_execution_score, Some(Decimal::new(95, 1)));
}

#[test]
fn the_only_row_of_a_block_is_its_total() {
    let only = || funds(FundSource::Unrecognised, ["100", "100", "90", "10", "9"]);
    assert_eq!(facts_of(&form(vec![only()], None)).executed, Some(yuan(900_000)));
    assert_eq!(facts_of(&form(vec![only(), only()], None)).executed, None);
}

#[test]
fn a_form_without_funds_states_none() {
    let facts = facts_of(&form(Vec::new(), None));
    assert_eq!((facts.initial_budget, facts.executed, facts.execution_points), (None, None, None));
}

#[test]
fn indicators_keep_values_words_points_and_whether_a_reason_is_given() {
    let row = |deviation: &str| Indicator {
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        group: None,
        kind: None,
        level1_points: None,
        level3: field("慰问人数"),
        target: Some(field("≥100人")),
        actual: Some(field("达成预期指标")),
        points: Some(field("20")),
        score: Some(field("18.5")),
        deviation: Some(field(deviation)),
        at: Location::Line(1),
    };
    let total = Total {
        points: Some(field("100")),
        score: Some(field("98.5")),
        grade: None,
        grade_read: None,
        at: Location::Line(1),
    };
    let filing = Form {
        indicators: vec![row("人员变动"), row("无"), row("")],
        total: Some(total),
        ..form(Vec::new(), None)
    };
    let facts = facts_of(&filing);
    assert_eq!(facts.printed_total, Some(Decimal::new(985, 1)));
    let reasons: Vec<bool> = facts.indicators.iter().map(|row| row.has_reason).collect();
    assert_eq!(reasons, [true, false, false]);
    let first = &facts.indicators[0];
    assert_eq!(
        (first.points, first.printed_score),
        (Some(Decimal::from(20)), Some(Decimal::new(185, 1)))
    );
    assert_eq!(first.actual, Value::Words);
    assert_eq!(first.actual_text, "达成预期指标");
}
