//! The checker's rules over a self-evaluation that is being filled in, with every finding at its
//! field: the records are put into the draft the recognisers would read off the printed form.

use super::{Assessment, FiledForm, FiledFund, FiledIndicator, Record};
use crate::form_check::{self, FieldFinding, Places};
use jixiao_document::Location;
use jixiao_domain::{
    Coded, CurrencyUnit, Decimal, FiscalYear, Grade, IndicatorGroup, IndicatorKind, Money,
    round_half_up_2dp,
};
use jixiao_form::{Form, FormKind, FundRow, FundSource, Indicator, MoneyUnit, Total};

/// Checks a record with its scores, errors first.
pub fn findings(record: &Record, assessment: &Assessment) -> Vec<FieldFinding> {
    let filed = FiledForm::without_signature(record, assessment);
    let mut places = Places::default();
    let form = draft(&filed, record.year.money_unit.currency(), &mut places);
    form_check::findings(form, &places, record.regulation)
}

fn draft(filed: &FiledForm, unit: CurrencyUnit, places: &mut Places) -> Form {
    let mut form = Form::new(FormKind::ProjectSelfEvaluation, Location::Whole);
    form.year = u16::try_from(filed.year).ok().and_then(FiscalYear::new);
    form.project = Some(places.cell("", &filed.project_name));
    form.supervising_dept = Some(places.cell("", &filed.supervising_department.name));
    form.implementing_unit = Some(places.cell("", &filed.implementing_unit.name));
    form.money_unit = MoneyUnit { printed: Some(unit), effective: Some(unit) };
    form.funds = funds(filed, unit, places);
    form.goal.expected = Some(places.cell("actual_goal", &filed.expected_goal));
    form.goal.actual = Some(places.cell("actual_goal", &filed.actual_goal));
    let rows = filed.indicators.iter().enumerate();
    form.indicators = rows.map(|(index, row)| indicator(index, row, places)).collect();
    form.has_points_column = true;
    form.has_score_column = true;
    form.total = Some(Total {
        points: Some(places.cell("", score(Some(filed.points)))),
        score: Some(places.cell("", score(filed.total))),
        grade: Some(places.cell("", filed.grade.clone().unwrap_or_default())),
        grade_read: filed.grade.as_deref().and_then(Grade::from_word),
        at: places.at(""),
    });
    let notes = places.cell("other_notes", filed.other_matters());
    form.remarks = vec![("其他需要说明的事项".to_owned(), notes)];
    form
}

fn funds(filed: &FiledForm, unit: CurrencyUnit, places: &mut Places) -> Vec<FundRow> {
    filed.funds.iter().map(|fund| fund_row(filed, fund, unit, places)).collect()
}

fn fund_row(
    filed: &FiledForm,
    fund: &FiledFund,
    unit: CurrencyUnit,
    places: &mut Places,
) -> FundRow {
    const FIELD: &str = "execution_reason";
    let source = source(&fund.source);
    let is_total = source == FundSource::Total;
    let rate = fund
        .figures()
        .execution_rate()
        .ok()
        .map(|rate| format!("{:.2}%", round_half_up_2dp(rate * Decimal::ONE_HUNDRED)));
    let mut amount = |fen: i64| {
        let text = Money::from_fen(fen).to_decimal(unit).to_string();
        Some(places.cell(FIELD, text))
    };
    let initial_budget = amount(fund.initial_fen);
    let adjusted_budget = amount(fund.adjusted_fen);
    let executed_amount = amount(fund.executed_fen);
    let mut cell = |value: Option<i64>| is_total.then(|| places.cell(FIELD, score(value)));
    let (points, score) = (cell(filed.execution_points), cell(filed.execution_score));
    FundRow {
        source,
        label: fund.source.clone(),
        initial_budget,
        adjusted_budget,
        executed_amount,
        points,
        execution_rate: rate.map(|rate| places.cell(FIELD, rate)),
        score,
        at: places.at(FIELD),
    }
}

fn source(code: &str) -> FundSource {
    match jixiao_domain::FundSource::from_code(code) {
        None => FundSource::Total,
        Some(jixiao_domain::FundSource::CurrentTreasury) => FundSource::CurrentAppropriation,
        Some(jixiao_domain::FundSource::CarryOver) => FundSource::CarryOver,
        Some(jixiao_domain::FundSource::Other) => FundSource::Other,
    }
}

fn indicator(index: usize, filed: &FiledIndicator, places: &mut Places) -> Indicator {
    let name = |field: &str| format!("indicators[{index}].{field}");
    let group = IndicatorGroup::from_code(&filed.level1);
    let kind = IndicatorKind::from_code(&filed.level2);
    Indicator {
        level1: group.map_or_else(String::new, |group| Coded::word(group).to_owned()),
        level2: kind.map_or_else(String::new, |kind| kind.word().to_owned()),
        group,
        kind,
        level1_points: None,
        level3: places.cell(name("actual"), &filed.name),
        target: Some(places.cell(name("actual"), &filed.target)),
        actual: Some(places.cell(name("actual"), &filed.actual)),
        points: Some(places.cell(name("chosen"), score(Some(filed.points)))),
        score: Some(places.cell(name("chosen"), score(filed.score))),
        deviation: Some(places.cell(name("deviation_cause"), filed.deviation())),
        at: places.at(name("actual")),
    }
}

fn score(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(String::new, |hundredths| Decimal::new(hundredths, 2).to_string())
}
