use crate::attainment::{Attainment, contains_word, measured};
use crate::reason::{Reason, claims_all_done, claims_done, claims_not_done, reason};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::is_blank;
use jixiao_form::{Field, Form, Indicator};
use jixiao_regulation::Attainment::Missed;
use jixiao_regulation::Step;

declare_rule! {
    /// ## 检查内容
    /// 原因一栏与数字相反：确未完成却写“已完成”“超额完成”，或者已达目标却写“未完成”“未达到”；
    /// 总体目标的实际完成情况称已完成全部目标，而表中有定量指标未完成；以及有偏差的行，原因说的是
    /// 本表另一项指标（提示）。
    ///
    /// ## 为什么
    /// 原因与数字相反，说明其中一个填错，或者原因抄自别的行。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：单位对自评结果的真实性、准确性负责。
    ///
    /// ## 示例
    /// 年度指标值 500 人，实际完成值 400 人，原因一栏写“已完成目标任务”。
    ///
    /// ## 如何改正
    /// 核对年度指标值和实际完成值，改正数字或改写原因。
    "JX503" "reason-contradicts-figures" "偏差原因与数字矛盾",
    severity: Warning,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》：单位对自评结果的真实性、准确性负责",
    run: Form(check),
}

/// Names shorter than this many characters turn up in any sentence.
const NAME: usize = 4;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    check_goal(context, findings);
    for (indicator, step) in context.judged_rows() {
        let (Some(cell), Reason::Given(text)) = (&indicator.deviation, reason(indicator)) else {
            continue;
        };
        // Words before figures: what settles most rows comes first.
        let says_missed = claims_not_done(text);
        if step.attained != Missed && !says_missed {
            continue;
        }
        let Some(result) = measured(indicator, step) else { continue };
        let (severity, message) = if result.is_short() && claims_done(text) {
            (Severity::Warning, "实际完成值低于年度指标值，原因却称已完成".to_owned())
        } else if met(result) && says_missed {
            (Severity::Warning, "实际完成值已达到年度指标值，原因却称未完成".to_owned())
        } else if let Some(other) =
            result.is_short().then(|| other_named(context.form, indicator, text)).flatten()
        {
            (Severity::Note, format!("原因说的是另一项指标“{}”", other.level3.printed))
        } else {
            continue;
        };
        findings
            .at(cell.at, context.subject(indicator), message)
            .printed(text)
            .hint("核对年度指标值和实际完成值，改正数字或改写原因")
            .at_most(severity)
            .report();
    }
}

/// The result of the overall goal against the rows: all done, yet a row is short.
fn check_goal(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let missed = |(_, step): &(&Indicator, &Step)| step.attained == Missed;
    let Some(cell) = &context.form.goal.actual else { return };
    let mut short = context.judged_rows().filter(missed).filter(|(indicator, step)| {
        matches!(measured(indicator, step), Some(Attainment::BelowFloor { .. }))
    });
    let Some((first, _)) = short.next() else { return };
    if !claims_all_done(&cell.printed) {
        return;
    }
    let at = first.actual.as_ref().map_or(first.at, |actual| actual.at);
    let printed = |field: &Option<Field>| {
        field.as_ref().map_or_else(String::new, |field| field.printed.clone())
    };
    let (target, actual) = (printed(&first.target), printed(&first.actual));
    findings
        .at(
            cell.at,
            "年度总体目标/实际完成情况",
            format!("称已完成全部目标，但有 {} 项定量指标未完成", 1 + short.count()),
        )
        .printed(cell.printed.clone())
        .related(at, format!("{}：指标值 {target}，完成值 {actual}", first.level3.printed))
        .hint("如实写明未完成的任务和完成比例")
        .report();
}

fn met(result: Attainment) -> bool {
    matches!(result, Attainment::Exact | Attainment::AboveFloor { .. })
}

/// Another indicator of the form whose whole name stands in the reason, while its own does not.
fn other_named<'f>(form: &'f Form, indicator: &Indicator, text: &str) -> Option<&'f Indicator> {
    let own = indicator.level3.printed.as_str();
    if own.is_empty() || contains_word(text, own) {
        return None;
    }
    form.indicators.iter().find(|other| {
        let name = other.level3.printed.as_str();
        name.chars().filter(|&c| !is_blank(c)).count() >= NAME
            && !contains_word(own, name)
            && !contains_word(name, own)
            && contains_word(text, name)
    })
}
