use crate::rule::declare_rule;
use crate::{Findings, FormContext};

declare_rule! {
    /// ## 检查内容
    /// 定量指标的实际完成值低于年度指标值（反向指标为高于），却得满分。
    ///
    /// ## 为什么
    /// 未完成目标仍得满分，使自评总分虚高，是审核中最常见的问题。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：定量指标未完成的，按完成值与指标值的比例计分。
    ///
    /// ## 示例
    /// 年度指标值 3100 人，实际完成值 3000 人，分值 5.00，得分 5.00：按比例应为 4.84 分。
    ///
    /// ## 如何改正
    /// 按比例重新计分并同步修改小计与总分，在“偏差原因分析及改进措施”中说明原因。
    "JX302" "full-score-below-target" "未达目标却得满分",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》定量指标计分方法",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (indicator, step) in context.form.indicators.iter().zip(&context.sheet.indicators) {
        let (Some(points), Some(score)) = (&indicator.points, &indicator.score) else { continue };
        let (Some(full), Some(given), Some(due)) = (points.number(), score.number(), step.score)
        else {
            continue;
        };
        if given == full && due < full {
            findings
                .at(
                    score.at,
                    context.subject(indicator),
                    format!("未达到年度指标值却得满分：应得 {due} 分，自评 {} 分", score.printed),
                )
                .printed(score.printed.clone())
                .expected(due.to_string())
                .hint("按完成比例重新计分，并同步修改小计和总分")
                .report();
        }
    }
}
