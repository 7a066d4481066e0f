use crate::attainment::{Attainment, measured};
use crate::reason::{Reason, reason};
use crate::rule::declare_rule;
use crate::scored::{Scored, scored};
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::{FormKind, Indicator};
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 定量指标未完成，得了部分分值，但得分与完成比例不符。按整数、0.5 分、0.1 分进位或舍去的
    /// 差别不算。部门整体支出自评表按其指标体系的评价标准计分，不在此列。
    ///
    /// ## 为什么
    /// 未完成的定量指标按比例记分，凭感觉给分使同类项目的得分失去可比性。
    ///
    /// ## 依据
    /// 财预〔2020〕10号第十六条：定量指标未完成指标值的，按照完成值与指标值的比例记分。
    ///
    /// ## 示例
    /// 年度指标值 1500 人，实际完成值 1200 人（80%），分值 20，得分 19：按比例应为 16 分。
    /// 得 18 分而完成 90% 则正确；应得 8.7 分而记 9 分是进位，也不报。
    ///
    /// ## 如何改正
    /// 按比例重新计分并同步修改小计与总分；本地另有计分办法的，在原因一栏写明扣分依据。
    "JX304" "score-not-proportional" "得分与完成比例不符",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条：定量指标未完成指标值的，按照完成值与指标值的比例记分",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    // Indicators of a whole department are scored by the steps of their own framework.
    if context.form.kind == FormKind::DepartmentSelfEvaluation {
        return;
    }
    for (indicator, step) in context.rows() {
        let (Some(row), Some(due)) = (scored(indicator), step.score) else { continue };
        let partial = row.given >= Decimal::ZERO && row.given < row.full;
        if !partial || within_rounding(row, due) || !is_short(indicator, step) {
            continue;
        }
        findings
            .at(
                row.score.at,
                context.subject(indicator),
                format!("得分与完成比例不符：应得 {due} 分，自评 {} 分", row.score.printed),
            )
            .printed(row.score.printed.clone())
            .expected(due.to_string())
            .hint("按完成比例重新计分；另有计分办法的在原因一栏写明")
            .basis(context.regulation.quantitative.article.clone())
            .at_most(severity(indicator))
            .report();
    }
}

fn is_short(indicator: &Indicator, step: &Step) -> bool {
    matches!(
        measured(indicator, step),
        Some(Attainment::BelowFloor { .. } | Attainment::AboveCeiling { .. })
    )
}

/// A reason that speaks of points taken off names a method of its own.
fn severity(indicator: &Indicator) -> Severity {
    match reason(indicator) {
        Reason::Given(text) if text.contains(['扣', '减']) && text.contains('分') => Severity::Note,
        _ => Severity::Warning,
    }
}

/// Whether the score is `due` rounded or cut to the step it is given in: a whole point, half a
/// point, a tenth or a hundredth.
fn within_rounding(row: Scored<'_>, due: Decimal) -> bool {
    let given = row.given.normalize();
    let off = given.saturating_sub(due).abs();
    let half = Decimal::new(5, 1);
    match given.scale() {
        // A form that prints decimals has no need to cut down to whole points.
        0 if row.given.scale() > 0 => off <= half,
        0 => off < Decimal::ONE,
        1 if given.saturating_add(given).is_integer() => off < half,
        1 => off < Decimal::new(1, 1),
        _ => off <= Decimal::new(1, 2),
    }
}
