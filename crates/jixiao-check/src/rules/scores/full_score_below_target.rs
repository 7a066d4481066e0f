use crate::attainment::{Attainment, measured};
use crate::rule::declare_rule;
use crate::scored::{Scored, scored};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{Decimal, round_half_up_dp};
use jixiao_regulation::Attainment::Missed;

declare_rule! {
    /// ## 检查内容
    /// 定量指标的实际完成值低于年度指标值，或完成日期晚于规定时限（警告），却得满分。只看单位相同、
    /// 方向明确的数值；以文字表述的指标、“左右”一类的约数、费用和天数不在此列，反向指标（≤）另见
    /// JX312。
    ///
    /// ## 为什么
    /// 未完成目标仍得满分，使自评总分虚高，是审核中最常见的问题。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：定量指标完成指标值的，记该指标所赋全部分值；未完成指标值的，按照完成值
    /// 与指标值的比例记分。
    ///
    /// ## 示例
    /// 年度指标值 3100 人，实际完成值 3000 人，分值 5.00，得分 5.00：按比例应为 4.84 分。
    /// 差距小于表中得分的进位时降为警告或提示（按整数打分的表中 9.97 分记作 10 分）。
    ///
    /// ## 如何改正
    /// 按比例重新计分并同步修改小计与总分，在“偏差原因分析及改进措施”中说明原因。
    "JX302" "full-score-below-target" "未达目标却得满分",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：定量指标未完成指标值的，按照完成值与指标值的比例记分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for (indicator, step) in context.rows() {
        if step.attained != Missed {
            continue;
        }
        let Some(row) = scored(indicator).filter(|row| row.given == row.full) else { continue };
        let (severity, expected, message) = match (measured(indicator, step), step.score) {
            (Some(Attainment::BelowFloor { .. }), Some(due)) if due < row.full => (
                severity(due, row),
                due.to_string(),
                format!("未达到年度指标值却得满分：应得 {due} 分，自评 {} 分", row.score.printed),
            ),
            (Some(Attainment::Late), _) => (
                Severity::Warning,
                format!("<{}", row.score.printed),
                format!("超过规定时限却得满分：自评 {} 分", row.score.printed),
            ),
            _ => continue,
        };
        findings
            .at(row.score.at, context.subject(indicator), message)
            .printed(row.score.printed.clone())
            .expected(expected)
            .hint("按完成比例重新计分，同步修改小计和总分，并说明偏差原因")
            .basis(context.regulation.quantitative.article.clone())
            .at_most(severity)
            .report();
    }
}

/// Full marks within the rounding of the form are a habit rather than a proof.
fn severity(due: Decimal, row: Scored<'_>) -> Severity {
    let places = row.given.scale();
    if round_half_up_dp(due, places.min(1)) != row.full {
        Severity::Error
    } else if places == 0 && round_half_up_dp(due, 1) != row.full {
        Severity::Warning
    } else {
        Severity::Note
    }
}
