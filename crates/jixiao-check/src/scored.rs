//! 分值 and 得分 of a row as numbers, and what rounding may do to them.
//!
//! Owns how rules read scores; computes none.

use crate::FormContext;
use jixiao_domain::{Decimal, round_half_up_dp};
use jixiao_form::{Field, Form, FormKind, Indicator};
use jixiao_regulation::Step;

/// A row that carries points and was scored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored<'a> {
    /// 分值, above zero.
    pub(crate) full: Decimal,
    /// 得分
    pub(crate) given: Decimal,
    /// The 得分 cell.
    pub(crate) score: &'a Field,
}

/// 分值 and 得分 of `indicator`, where both are numbers and there is something to earn.
pub(crate) fn scored(indicator: &Indicator) -> Option<Scored<'_>> {
    let score = indicator.score.as_ref()?;
    let full = indicator.points.as_ref()?.number()?;
    let given = score.number()?;
    (full > Decimal::ZERO).then_some(Scored { full, given, score })
}

/// Whether `form` is a self-evaluation: only those are scored by the unit itself.
pub(crate) fn is_self_evaluation(form: &Form) -> bool {
    matches!(form.kind, FormKind::ProjectSelfEvaluation | FormKind::DepartmentSelfEvaluation)
}

/// Whether `printed` may be `exact` once rounded or cut to the digits it is printed with.
pub(crate) fn agrees(printed: Decimal, exact: Decimal) -> bool {
    let places = printed.scale().min(2);
    printed == exact
        || round_half_up_dp(exact, places) == printed
        || exact.trunc_with_scale(places) == printed
}

impl<'a> FormContext<'a> {
    /// The indicators, each with its recomputed step.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'a Indicator, &'a Step)> {
        self.form.indicators.iter().zip(&self.sheet.indicators)
    }

    /// The rows a reason may be asked of: those that carry points, where the form has such a column
    /// at all. Details below a row (其中：…) and rows read in part carry none.
    pub(crate) fn judged_rows(&self) -> impl Iterator<Item = (&'a Indicator, &'a Step)> {
        let has_points = self.form.has_points_column;
        self.rows().filter(move |(indicator, _)| {
            !has_points || indicator.points.as_ref().is_some_and(|cell| cell.number().is_some())
        })
    }
}

/// The execution row of a form.
pub(crate) struct Execution<'a> {
    /// In percent.
    pub(crate) rate: Decimal,
    /// 分值
    pub(crate) points: Decimal,
    /// 得分
    pub(crate) given: Decimal,
    /// The 得分 cell.
    pub(crate) score: &'a Field,
}

impl<'a> Execution<'a> {
    /// `None` where a figure is missing, or there was nothing to spend.
    pub(crate) fn of(form: &'a Form) -> Option<Self> {
        let fund = form.total_fund()?;
        let score = fund.score.as_ref()?;
        // 0 of 0 is no rate, whatever is printed.
        fund.adjusted_budget.as_ref()?.number().filter(|budget| !budget.is_zero())?;
        let rate = fund.execution_rate.as_ref()?.value.quantity()?;
        let in_percent = if rate.is_percentage() || rate.number > Decimal::ONE {
            rate.number
        } else {
            rate.number.saturating_mul(Decimal::ONE_HUNDRED)
        };
        let points = fund.points.as_ref()?.number()?;
        Some(Self { rate: in_percent, points, given: score.number()?, score })
    }
}
