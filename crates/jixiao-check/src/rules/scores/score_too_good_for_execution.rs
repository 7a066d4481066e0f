use crate::rule::declare_rule;
use crate::scored::{is_self_evaluation, scored};
use crate::unspent::is_accounted_for;
use crate::{Findings, FormContext};
use jixiao_domain::{Decimal, round_half_up_dp};
use jixiao_form::{Field, Form};
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 各项指标的得分率明显高于预算执行率，表中（实际完成情况、偏差原因、其他说明）没有谈到节约、
    /// 结余、尾款、跨年支付或者项目推迟。
    ///
    /// ## 为什么
    /// 钱只花了一部分，任务却几乎全部完成，或者预算编得偏多，或者完成情况填得偏好，值得复核。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：对预算执行率偏低的，应当单独说明原因。允许的差距取自适用的评价办法。
    ///
    /// ## 示例
    /// 预算执行率 45%，各项指标全部满分。
    ///
    /// ## 如何改正
    /// 核对实际完成值；确属节约或跨年支付的，在表中说明。
    "JX310" "score-too-good-for-execution" "得分率明显高于预算执行率",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》：自评结果应当客观真实，执行率偏低的应说明原因",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    if !is_self_evaluation(form) {
        return;
    }
    let Some(fund) = form.total_fund() else { return };
    // By the regulation's own denominator, in one unit.
    let step = context.sheet.execution.as_ref();
    let Some(rate) = step.and_then(Step::execution).map(|execution| execution.rate) else { return };
    if rate >= Decimal::ONE {
        return;
    }
    let margin = &context.regulation.score_above_execution_margin;
    let Some(share) = share_earned(form) else { return };
    if share.saturating_sub(rate) <= margin.value || is_accounted_for(form) {
        return;
    }
    let at = fund.execution_rate.as_ref().or(fund.executed_amount.as_ref()).map_or(fund.at, |f| f.at);
    let (rate, share) = (percent(rate), percent(share));
    findings
        .at(
            at,
            "预算执行率",
            format!("预算执行率 {rate}%，各项指标却得了 {share}% 的分，未说明资金未用完的原因"),
        )
        .printed(format!("{rate}%"))
        .hint("核对实际完成值；确属节约或跨年支付的，在表中说明")
        .basis(margin.article.clone())
        .report();
}

/// Share of the points the scored rows earned; `None` where a row with points has no score.
fn share_earned(form: &Form) -> Option<Decimal> {
    let (mut points, mut scores) = (Decimal::ZERO, Decimal::ZERO);
    for indicator in &form.indicators {
        let full = indicator.points.as_ref().and_then(Field::number).unwrap_or_default();
        if full <= Decimal::ZERO {
            continue;
        }
        points = points.saturating_add(full);
        scores = scores.saturating_add(scored(indicator)?.given);
    }
    scores.checked_div(points)
}

fn percent(share: Decimal) -> Decimal {
    round_half_up_dp(share.saturating_mul(Decimal::ONE_HUNDRED), 2).normalize()
}
