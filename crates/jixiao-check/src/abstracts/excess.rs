//! Results far above their targets, told while the form is at hand: few rows are kept.

use crate::reason::reason;
use jixiao_document::{Location, text};
use jixiao_domain::{ComparisonSign, Decimal, Quantity};
use jixiao_form::{Form, FormKind, Indicator};
use jixiao_regulation::Regulation;

/// An indicator whose actual is at least [`Regulation::target_too_low_ratio`] times its target.
#[derive(Debug, Clone)]
pub struct ExcessAbstract {
    /// 三级指标, squeezed.
    pub name: Box<str>,
    /// 二级指标, squeezed.
    pub level2: Box<str>,
    /// How many times the target was reached.
    pub ratio: Decimal,
    /// Actual as printed.
    pub printed: Box<str>,
    /// Whether its reason cell explains or announces anything.
    pub is_explained: bool,
    /// Where its actual stands.
    pub place: Location,
}

/// A report's planned figure and the result behind it that is as far above it.
#[derive(Debug, Clone)]
pub struct ToldExcessAbstract {
    /// What was planned.
    pub due: Quantity,
    /// What was reached.
    pub done: Quantity,
    /// How many times the plan was reached.
    pub ratio: Decimal,
    /// The clause of the result, squeezed.
    pub text: Box<str>,
    /// Where.
    pub place: Location,
}

pub(super) fn of_form(form: &Form, regulation: &Regulation) -> Box<[ExcessAbstract]> {
    if form.kind == FormKind::GoalSubmission {
        return Box::default();
    }
    let least = regulation.target_too_low_ratio.value;
    form.indicators.iter().filter_map(|row| of_row(row, least)).collect()
}

fn of_row(row: &Indicator, least: Decimal) -> Option<ExcessAbstract> {
    let actual = row.actual.as_ref()?;
    let (due, done) = (row.target.as_ref()?.value.quantity()?, actual.value.quantity()?);
    let comparable = done.unit.is_empty() || done.unit == due.unit;
    if !comparable || due.is_percentage() || due.sign.is_ceiling() {
        return None;
    }
    let ratio = ratio_above(due, done, least)?;
    let level2 = text::squeeze(&row.level2);
    let is_cost = level2.contains("成本") || level2.contains("时效");
    (!is_cost).then(|| ExcessAbstract {
        name: text::squeeze(&row.level3.printed).into(),
        level2: level2.into(),
        ratio,
        printed: actual.printed.as_str().into(),
        is_explained: !reason(row).explains_nothing(),
        place: actual.at,
    })
}

/// A clause of a report with its figure.
pub(super) struct Told<'a> {
    pub(super) text: &'a str,
    pub(super) quantity: &'a Quantity,
    pub(super) place: Location,
}

/// 计划开展活动4次，已完成12次: two figures of one unit in neighbouring clauses.
pub(super) fn of_report(told: &[Told<'_>], regulation: &Regulation) -> Box<[ToldExcessAbstract]> {
    let least = regulation.target_too_low_ratio.value;
    told.windows(2)
        .filter_map(|pair| {
            let [planned, reached] = pair else { return None };
            let (due, done) = (planned.quantity, reached.quantity);
            let tells = planned.place == reached.place
                && planned.text.contains("计划")
                && !reached.text.contains("计划")
                && (reached.text.contains("完成") || reached.text.contains("实际"));
            let countable =
                due.unit == done.unit && !due.is_percentage() && !due.unit.ends_with('元');
            if !tells || !countable || done.sign != ComparisonSign::Equal {
                return None;
            }
            Some(ToldExcessAbstract {
                due: due.clone(),
                done: done.clone(),
                ratio: ratio_above(due, done, least)?,
                text: text::squeeze(reached.text).into(),
                place: reached.place,
            })
        })
        .collect()
}

fn ratio_above(due: &Quantity, done: &Quantity, least: Decimal) -> Option<Decimal> {
    if due.number <= Decimal::ZERO || least <= Decimal::ONE {
        return None;
    }
    let ratio = done.number.checked_div(due.number)?;
    (ratio >= least).then_some(ratio)
}
