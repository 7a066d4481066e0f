use crate::amounts::percent;
use crate::rule::declare_rule;
use crate::sums::{apart, execution_cell, execution_points, number, rounding_of};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{Decimal, round_half_up_dp};
use jixiao_form::{Field, Form, FormKind};
use jixiao_regulation::{Denominator, Execution, ExecutionFormula};
use std::fmt::Write;

declare_rule! {
    /// ## 检查内容
    /// 预算执行的得分与按办法计算的得分不符，说明所用的分母（全年预算数、年初预算数或到位资金）。得分按
    /// 所印位数四舍五入的不报告；进位成满分的（9.5 分记作 10 分），全表都按整数打分的提示，别处有小数的报告。
    ///
    /// ## 为什么
    /// 预算执行得分由公式决定，没有主观判断的余地，与执行率矛盾说明至少一处填错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：预算执行率得分 = 执行率 × 分值，最高为分值；地方另有档次的从其规定。
    ///
    /// ## 示例
    /// 执行率 1（100%），分值 10，得分 5：按全年预算数计算应得 10 分。
    ///
    /// ## 如何改正
    /// 核对执行率的分母，按办法公式重新计算得分，并同步修改总分。
    "JX104" "execution-score-wrong" "预算执行得分错误",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》预算执行率计分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    if context.form.kind == FormKind::Monitoring {
        return;
    }
    let Some(step) = &context.sheet.execution else { return };
    let (Some(due), Some(execution)) = (step.score, step.execution()) else { return };
    let Some(cell) = execution_cell(context.form, |row| row.score.as_ref()) else { return };
    // Without printed points nobody can say what the score is out of.
    if execution_points(context.form).is_none() {
        return;
    }
    let Some(given) = cell.number() else { return };
    let inflated = rounded_up(context.form, given, due);
    if inflated.is_none() && (apart(given, due) <= rounding_of(given) || is_cut(given, due)) {
        return;
    }
    let proportional = context.regulation.execution.formula.value == ExecutionFormula::Proportional;
    let severity = if proportional
        && (inflated.is_some() || contradicts_own_rate(context.form, given))
    {
        Severity::Error
    } else {
        Severity::Warning
    };
    let mut draft = findings
        .at(cell.at, "预算执行率", message(cell, due, execution))
        .printed(cell.printed.clone())
        .expected(due.to_string())
        .hint("核对执行率的分母，重新计算得分并同步修改总分")
        .basis(step.article(context.regulation))
        .at_most(severity)
        .at_most(inflated.unwrap_or(Severity::Error));
    if let Some(rate) = context.form.total_fund().and_then(|row| row.execution_rate.as_ref()) {
        draft = draft.related(rate.at, format!("执行率：{}", rate.printed));
    }
    draft.report();
}

/// How bad it is that full marks are printed that `due` only reaches by rounding up to whole points:
/// the habit of forms in whole points, where nothing else has decimals, and an error where something
/// has. `None` where the tenth is right, or the score is no such number.
fn rounded_up(form: &Form, given: Decimal, due: Decimal) -> Option<Severity> {
    let is_rounded = given.scale() == 0
        && given > due
        && execution_points(form) == Some(given)
        && apart(given, due) <= rounding_of(Decimal::ZERO)
        && round_half_up_dp(due, 1) != given;
    let has_tenths = |score: Decimal| score.scale() > 0;
    is_rounded.then(|| {
        let mut scores = form.indicators.iter().filter_map(|row| number(row.score.as_ref()));
        if scores.any(has_tenths) { Severity::Error } else { Severity::Note }
    })
}

/// Whether `given` is `due` cut after the printed digits.
fn is_cut(given: Decimal, due: Decimal) -> bool {
    given < due && apart(due, given) < Decimal::new(1, given.scale())
}

fn message(cell: &Field, due: Decimal, execution: &Execution) -> String {
    let base = name(execution.denominator);
    let rate = percent(execution.rate);
    let mut message = format!("按{base}计算执行率 {rate}，应得 {due} 分，自评 {} 分", cell.printed);
    if let Some(other) = &execution.alternative {
        let (base, rate) = (name(other.denominator), percent(other.rate));
        let _ = write!(message, "；按{base}计算执行率 {rate}，得 {} 分", other.score);
    }
    message
}

fn name(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::AdjustedBudget => "全年预算数",
        Denominator::InitialBudget => "年初预算数",
        Denominator::Arrived => "实际到位资金",
    }
}

/// Whether the score is not the printed rate times the points.
fn contradicts_own_rate(form: &Form, given: Decimal) -> bool {
    let rate = form.total_fund().and_then(|row| row.execution_rate.as_ref()?.value.quantity());
    let Some((rate, points)) = rate.zip(execution_points(form)) else { return false };
    let share = if rate.is_percentage() || rate.number > Decimal::TWO {
        rate.number / Decimal::ONE_HUNDRED
    } else {
        rate.number
    };
    let due = share.min(Decimal::ONE).checked_mul(points);
    due.is_some_and(|due| apart(due, given) > rounding_of(given))
}
