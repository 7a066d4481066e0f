use crate::attainment::{Attainment, far_above, measured};
use crate::reason::reason;
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_regulation::{Certainty, Measure};

declare_rule! {
    /// ## 检查内容
    /// 实际完成值高于年度指标值达到规定的比例（如 130%，含），原因一栏却空白。没有原因栏的表不查。
    ///
    /// ## 为什么
    /// 大幅超额往往说明年初目标定得过低，应当分析原因，否则来年的目标仍然偏低。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：完成值高于指标值较多的，要分析原因。比例取自适用的评价办法；办法没有
    /// 写明比例、只是各地通行做法的，仅作提示。
    ///
    /// ## 示例
    /// 年度指标值 100 人，实际完成值 131 人，原因一栏空白：完成 131%，应说明原因。
    ///
    /// ## 如何改正
    /// 在“偏差原因分析及改进措施”中说明超额的原因；目标偏低的，调整下一年度目标。
    "JX305" "over-fulfilment-unexplained" "大幅超额完成未说明原因",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：对完成值高于指标值较多的，要分析原因",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let rule = &context.regulation.over_fulfilment;
    for (indicator, step) in context.judged_rows() {
        let Some(cell) = &indicator.actual else { continue };
        // The ratio first: hardly any row goes on to the words of its name.
        let exceeds = |measure: &Measure| far_above(rule, measure.target, measure.actual);
        if !step.measure().is_some_and(exceeds) || !reason(indicator).is_missing() {
            continue;
        }
        let Some(Attainment::AboveFloor { target, .. }) = measured(indicator, step) else {
            continue;
        };
        let limit = if target.is_zero() {
            &rule.explain_from_actual_at_zero_target
        } else {
            &rule.explain_from_ratio
        };
        // A threshold that is only practice elsewhere binds nobody here.
        let severity = match limit.certainty {
            Certainty::Certain => Severity::Warning,
            Certainty::Likely | Certainty::Verify => Severity::Note,
        };
        let printed = indicator.target.as_ref().map_or("", |field| field.printed.as_str());
        findings
            .at(
                cell.at,
                context.subject(indicator),
                format!(
                    "实际完成值 {} 大幅高于年度指标值 {printed}，未说明原因",
                    cell.printed
                ),
            )
            .printed(cell.printed.clone())
            .hint("说明超额完成的原因；目标偏低的，调整下一年度目标")
            .basis(limit.article.clone())
            .at_most(severity)
            .report();
    }
}
