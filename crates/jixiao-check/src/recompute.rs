//! From a form to the facts its score is computed from.
//!
//! Reads cells only: amounts in the unit they are really in, points, scores, targets and results.
//! Judges nothing; what a cell does not state stays `None`.

use jixiao_domain::{CurrencyUnit, Decimal, Money, Value};
use jixiao_form::{Field, Form, FundRow, Indicator};
use jixiao_regulation::{Facts, IndicatorFacts};

/// The facts `form` states. Amounts are read in the unit printed in the cell, else in the form's
/// effective unit, else in 万元: a rate is the same in any unit.
pub fn facts_of(form: &Form) -> Facts {
    let unit = form.money_unit.effective.or(form.money_unit.printed);
    let unit = unit.unwrap_or(CurrencyUnit::TenThousandYuan);
    // A block of one row needs no total.
    let only = form.funds.first().filter(|_| form.funds.len() == 1);
    let total = form.total_fund().or(only);
    let amount = |cell: fn(&FundRow) -> &Option<Field>| {
        total.and_then(|row| cell(row).as_ref()).and_then(|field| money(field, unit))
    };
    // Points and score of the block may be printed in one merged cell beside any of its rows.
    let beside = |cell: fn(&FundRow) -> &Option<Field>| {
        let rows = total.into_iter().chain(&form.funds);
        rows.filter_map(|row| cell(row).as_ref()).find_map(Field::number)
    };
    Facts {
        initial_budget: amount(|row| &row.initial_budget),
        adjusted_budget: amount(|row| &row.adjusted_budget),
        arrived: None,
        executed: amount(|row| &row.executed_amount),
        execution_points: beside(|row| &row.points),
        printed_execution_score: beside(|row| &row.score),
        indicators: form.indicators.iter().map(indicator).collect(),
        printed_total: form.total.as_ref().and_then(|total| number(total.score.as_ref())),
    }
}

fn indicator(row: &Indicator) -> IndicatorFacts {
    IndicatorFacts {
        name: row.level3.printed.clone(),
        group: row.group,
        kind: row.kind,
        target: value(row.target.as_ref()),
        target_text: printed(row.target.as_ref()),
        actual: value(row.actual.as_ref()),
        actual_text: printed(row.actual.as_ref()),
        points: number(row.points.as_ref()),
        printed_score: number(row.score.as_ref()),
        has_reason: row.deviation.as_ref().is_some_and(|field| field.value != Value::Nothing),
    }
}

/// The amount in a cell: its own currency unit wins over the block's.
fn money(field: &Field, block: CurrencyUnit) -> Option<Money> {
    let quantity = field.value.quantity()?;
    let unit = CurrencyUnit::from_word(&quantity.unit).unwrap_or(block);
    Money::nearest(quantity.number, unit)
}

fn number(field: Option<&Field>) -> Option<Decimal> {
    field.and_then(Field::number)
}

fn value(field: Option<&Field>) -> Value {
    field.map_or(Value::Nothing, |field| field.value.clone())
}

fn printed(field: Option<&Field>) -> String {
    field.map_or_else(String::new, |field| field.printed.clone())
}
