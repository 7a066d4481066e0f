//! The checker's rules over a record that is being filled in, with every finding at its field: the
//! record is put into the draft the recognisers would read off the printed form.

use super::{FiledFund, FiledIndicator, FiledMonitoring, Judgement, Record};
use crate::form_check::{self, FieldFinding, Places};
use jixiao_document::Location;
use jixiao_domain::{
    Coded, CurrencyUnit, Decimal, FiscalYear, IndicatorGroup, IndicatorKind, Money,
    round_half_up_2dp,
};
use jixiao_form::{Form, FormKind, FundRow, FundSource, Indicator, MoneyUnit};

/// Checks a record with its judgement, errors first.
pub fn findings(record: &Record, judgement: &Judgement) -> Vec<FieldFinding> {
    let filed = FiledMonitoring::without_signature(record, judgement);
    let mut places = Places::default();
    let form = draft(&filed, record.year.money_unit.currency(), &mut places);
    form_check::findings(form, &places, record.regulation)
}

fn draft(filed: &FiledMonitoring, unit: CurrencyUnit, places: &mut Places) -> Form {
    let mut form = Form::new(FormKind::Monitoring, Location::Whole);
    form.year = u16::try_from(filed.year).ok().and_then(FiscalYear::new);
    form.project = Some(places.cell("", &filed.project_name));
    form.supervising_dept = Some(places.cell("", &filed.supervising_department.name));
    form.implementing_unit = Some(places.cell("", &filed.implementing_unit.name));
    form.money_unit = MoneyUnit { printed: Some(unit), effective: Some(unit) };
    form.funds = filed.funds.iter().map(|fund| fund_row(fund, unit, places)).collect();
    form.goal.expected = Some(places.cell("", &filed.annual_goal));
    let rows = filed.indicators.iter().enumerate();
    form.indicators = rows.map(|(index, row)| indicator(index, row, places)).collect();
    form
}

fn fund_row(fund: &FiledFund, unit: CurrencyUnit, places: &mut Places) -> FundRow {
    const FIELD: &str = "typed_forecast";
    let rate =
        fund.rate().map(|rate| format!("{:.2}%", round_half_up_2dp(rate * Decimal::ONE_HUNDRED)));
    let mut amount = |fen: i64| {
        let text = Money::from_fen(fen).to_decimal(unit).to_string();
        Some(places.cell(FIELD, text))
    };
    let initial_budget = amount(fund.initial_fen);
    let executed_amount = amount(fund.executed_fen);
    FundRow {
        source: source(&fund.source),
        label: fund.source.clone(),
        initial_budget,
        adjusted_budget: None,
        executed_amount,
        points: None,
        execution_rate: rate.map(|rate| places.cell(FIELD, rate)),
        score: None,
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
        points: None,
        score: None,
        deviation: Some(places.cell(name("cause_note"), &filed.cause_note)),
        at: places.at(name("actual")),
    }
}
