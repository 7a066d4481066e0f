use crate::rule::declare_rule;
use crate::sums::{apart, execution_points, points, rounding_of, sum};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::{Form, FormKind};

declare_rule! {
    /// ## 检查内容
    /// 各项指标分值与预算执行率分值合计不是满分（100 分）。指标分值合计本身为满分，或者为满分减去预算
    /// 执行率分值的，也视为正确；有指标没有分值的不检查。
    ///
    /// ## 为什么
    /// 满分不是 100 分，总得分和等级就不能与其他项目比较。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：自评总分为 100 分。
    ///
    /// ## 示例
    /// 预算执行率 10 分，产出 50 分，效益 20 分，满意度 10 分：合计 90 分。
    ///
    /// ## 如何改正
    /// 核对各级分值，使三级指标分值之和与预算执行率分值合计为 100 分。
    "JX201" "points-do-not-total-100" "分值合计不是满分",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》自评计分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let Some(sums) = point_sums(form) else { return };
    let due = context.regulation.total_points.value;
    let execution = sums.execution.unwrap_or_default();
    let Some(total) = sums.indicators.checked_add(execution) else { return };
    let near = |sum| apart(sum, due) <= sums.tolerance;
    let weights = context.regulation.weights.iter().map(|set| set.value.execution);
    if near(total)
        || near(sums.indicators)
        // Some forms print no points for execution.
        || (sums.execution.is_none()
            && weights.filter_map(|weight| total.checked_add(weight)).any(near))
    {
        return;
    }
    // Without a total row the form may have been cut off.
    let is_whole = form.total.is_some() || total > due;
    let severity = if form.kind == FormKind::ProjectSelfEvaluation && is_whole {
        Severity::Error
    } else {
        Severity::Warning
    };
    let total = total.normalize();
    let cell = form.total.as_ref().and_then(|total| total.points.as_ref());
    let at = cell.map_or(form.at, |cell| cell.at);
    findings
        .at(
            at,
            "总分",
            format!(
                "各项分值合计 {total} 分（指标 {}，预算执行率 {}），不是 {due} 分",
                sums.indicators.normalize(),
                execution.normalize()
            ),
        )
        .printed(total.to_string())
        .expected(due.to_string())
        .hint("核对各级分值，使三级指标分值与预算执行率分值合计为满分")
        .at_most(severity.min(context.surest()))
        .report();
}

struct PointSums {
    indicators: Decimal,
    execution: Option<Decimal>,
    /// What rounding the rows may hide (3.33 × 3).
    tolerance: Decimal,
}

/// The sums of a form whose every row has points; `None` for any other.
fn point_sums(form: &Form) -> Option<PointSums> {
    if !form.has_points_column || form.indicators.is_empty() {
        return None;
    }
    let indicators = sum(form.indicators.iter().map(points))?;
    let tolerance = form
        .indicators
        .iter()
        .filter_map(points)
        .filter(|points| !points.fract().is_zero())
        .try_fold(Decimal::ZERO, |sum, points| sum.checked_add(rounding_of(points)))?;
    Some(PointSums { indicators, execution: execution_points(form), tolerance })
}
