use crate::attainment::{Attainment, attainment};
use crate::reason::{may_be_due, reason};
use crate::rule::declare_rule;
use crate::scored::{is_self_evaluation, scored};
use crate::{Findings, FormContext};
use jixiao_domain::Decimal;
use jixiao_form::Indicator;
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 定量指标确未完成（或时限确已超过），或者得分低于分值，而原因一栏空白或只填“无”。没有
    /// 原因栏的表不查；已达目标仍扣分的见 JX303。
    ///
    /// ## 为什么
    /// 说明偏差原因和改进措施是自评表的必填内容，也是结果应用的依据。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：对未完成绩效目标的，应当分析并说明偏差原因，提出改进措施。
    ///
    /// ## 示例
    /// 年度指标值 1500 人，实际完成值 1350 人，分值 20，得分 18，原因一栏空白。
    ///
    /// ## 如何改正
    /// 在“偏差原因分析及改进措施”中写明未完成的具体原因和下一步措施。
    "JX501" "shortfall-without-reason" "未完成或扣分而未说明原因",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“偏差原因分析及改进措施”栏",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    if !is_self_evaluation(context.form) {
        return;
    }
    for (indicator, step) in context.judged_rows() {
        let Some(cell) = &indicator.deviation else { continue };
        // Most rows have a blank cell and were met with full marks.
        if !may_be_due(indicator, step) || !reason(indicator).is_missing() {
            continue;
        }
        let Some(defect) = defect(indicator, step) else { continue };
        findings
            .at(cell.at, context.subject(indicator), defect)
            .printed(cell.printed.clone())
            .hint("写明未完成的具体原因和改进措施")
            .report();
    }
}

/// What needs a reason in the row, as a sentence.
fn defect(indicator: &Indicator, step: &Step) -> Option<String> {
    let row = scored(indicator).filter(|row| row.given >= Decimal::ZERO && row.given < row.full);
    let printed = |field: &Option<jixiao_form::Field>| {
        field.as_ref().map_or_else(String::new, |field| field.printed.clone())
    };
    match (attainment(indicator, step), row) {
        (Some(result), _) if result.is_short() => Some(format!(
            "未完成而未说明原因：年度指标值 {}，实际完成值 {}",
            printed(&indicator.target),
            printed(&indicator.actual)
        )),
        (None | Some(Attainment::SameWords), Some(row)) => Some(format!(
            "扣分而未说明原因：分值 {} 分，得分 {} 分",
            row.full.normalize(),
            row.score.printed
        )),
        _ => None,
    }
}
