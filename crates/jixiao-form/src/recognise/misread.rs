//! Figures that character recognition spoiled: 85$ for 85%, 万兀 for 万元.
//!
//! Owns the gap that tells how they were read. Reading them is for the value parser.

use crate::{Field, Form, Gap};
use jixiao_domain::Value;

/// One gap for all spoiled figures of `form`, at the first of them.
pub(super) fn gap(form: &Form) -> Option<Gap> {
    let amounts = form.funds.iter().flat_map(|row| {
        let cells =
            [&row.initial_budget, &row.adjusted_budget, &row.executed_amount, &row.execution_rate];
        cells.into_iter().flatten()
    });
    let measures = form.indicators.iter().flat_map(|row| [&row.target, &row.actual]);
    let first = amounts.chain(measures.flatten()).find(|field| is_misread(field))?;
    let unit = first.value.quantity().map_or("", |quantity| quantity.unit.as_str());
    let message = format!("“{}”疑为识别错字，单位按“{unit}”理解，请核对", first.printed);
    Some(Gap { message, at: first.at })
}

fn is_misread(field: &Field) -> bool {
    field.printed.ends_with(['$', '＄', '兀']) && matches!(field.value, Value::Quantity(_))
}
