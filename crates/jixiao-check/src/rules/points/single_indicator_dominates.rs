use crate::rule::declare_rule;
use crate::sums::points;
use crate::{Findings, FormContext};

declare_rule! {
    /// ## 检查内容
    /// 单项指标的分值超过全部分值的规定比例，足以左右总分。
    ///
    /// ## 为什么
    /// 一项指标占分过高，其余指标形同虚设，评价结果容易失真。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：指标权重应根据重要程度合理分配。
    ///
    /// ## 示例
    /// 全表 100 分，一项数量指标独占 50 分。
    ///
    /// ## 如何改正
    /// 把该指标细化为几项，或者把部分分值分给同组其他指标。
    "JX206" "single-indicator-dominates" "单项指标分值过高",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》指标权重",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let share = &context.regulation.dominating_share;
    let total = context.regulation.total_points.value;
    let Some(limit) = total.checked_mul(share.value) else { return };
    // The only indicator of a form cannot but dominate it.
    if form.indicators.len() < 2 {
        return;
    }
    for row in &form.indicators {
        let Some((cell, points)) = row.points.as_ref().zip(points(row)) else { continue };
        if points <= limit {
            continue;
        }
        let percent = crate::amounts::percent(share.value);
        findings
            .at(
                cell.at,
                context.subject(row),
                format!("单项指标分值 {points} 分，超过全部分值的 {percent}"),
            )
            .printed(cell.printed.clone())
            .expected(format!("不超过 {}", limit.normalize()))
            .hint("把该指标细化为几项，或把部分分值分给同组其他指标")
            .basis(share.article.clone())
            .report();
    }
}
