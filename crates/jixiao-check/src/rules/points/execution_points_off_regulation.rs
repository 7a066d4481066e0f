use crate::rule::declare_rule;
use crate::sums::execution_cell;
use crate::{Findings, FormContext};
use jixiao_form::FormKind;

declare_rule! {
    /// ## 检查内容
    /// 预算执行率的分值与办法规定的任何一组权重都不同。
    ///
    /// ## 为什么
    /// 预算执行率分值偏高，会用花钱进度冲淡绩效；偏低则弱化预算约束。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：预算执行率权重原则上为 10 分；特殊情况可适当调整。
    ///
    /// ## 示例
    /// 预算执行率分值 20 分，办法规定为 10 分。
    ///
    /// ## 如何改正
    /// 按办法规定的分值填写；确需不同的，写明理由并保持总分 100 分。
    "JX204" "execution-points-off-regulation" "预算执行率分值与办法不同",
    severity: Note,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》预算执行率权重",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    if context.form.kind != FormKind::ProjectSelfEvaluation {
        return;
    }
    let sets = &context.regulation.weights;
    let Some(cell) = execution_cell(context.form, |row| row.points.as_ref()) else { return };
    let Some(points) = cell.number() else { return };
    if sets.is_empty() || sets.iter().any(|set| set.value.execution == points) {
        return;
    }
    let due = sets[0].value.execution;
    findings
        .at(
            cell.at,
            "预算执行率",
            format!("预算执行率分值 {points} 分，办法规定为 {due} 分"),
        )
        .printed(cell.printed.clone())
        .expected(due.to_string())
        .hint("按办法规定的分值填写；确需不同的，写明理由")
        .basis(sets[0].article.clone())
        .report();
}
