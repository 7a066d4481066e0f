use crate::figures::{counts_served, is_time, whole};
use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::Value;
use jixiao_form::values::{Spotted, quantities};
use jixiao_form::{Duty, Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 年度指标值是数值，实际完成值却只写“达成预期指标”“已完成”等词语，没有实际数值；
    /// 指标值是时间而完成值只写“达成预期指标”的，每张表提示一次。完成值连同比较符号照抄指标值（“≥90%”）的，
    /// 每张表警告一次。
    /// 部门整体自评表、履职良好表中，计划写明人数（户数、家数）或满意度比率，执行情况却没有相应数字的，同样提出。
    ///
    /// ## 为什么
    /// 没有实际数值，就无法核对是否完成，也无法按比例计分。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：单位自评应当将实际完成值与指标值逐项比较后计分。
    ///
    /// ## 示例
    /// 年度指标值“40 人左右”，实际完成值“达成预期指标”：应填实际帮扶的人数。
    ///
    /// ## 如何改正
    /// 按佐证材料填写实际完成的数值、比率或日期。
    "JX402" "actual-not-stated" "实际完成值未写明数值",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》单位自评",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let mut dates: Vec<(&Indicator, &Field, &Field)> = Vec::new();
    let mut copies: Vec<(&Indicator, &Field)> = Vec::new();
    for indicator in &context.form.indicators {
        let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else { continue };
        if is_bound(actual) && text::same_wording(&target.printed, &actual.printed) {
            copies.push((indicator, actual));
        }
        if actual.value != Value::Words {
            continue;
        }
        if matches!(target.value, Value::Date(_)) {
            if is_formula(&actual.printed) {
                dates.push((indicator, target, actual));
            }
        } else if let Some(severity) = fault(target, actual) {
            report(context, findings, indicator, severity);
        }
    }
    report_dates(context, findings, &dates);
    report_copies(context, findings, &copies);
    for duty in &context.form.duties {
        check_duty(duty, findings);
    }
}

/// How bad it is that `actual` gives no number for `target`; `None` when it is no fault.
fn fault(target: &Field, actual: &Field) -> Option<Severity> {
    let plain = text::squeeze(&actual.printed);
    if has_number(&plain) {
        return None;
    }
    let formula = is_formula(&plain);
    match &target.value {
        // 全部完成 states that all of a 100 % share was reached.
        Value::Quantity(quantity)
            if quantity.is_percentage()
                && !formula
                && (classes(&plain).any(Classes::WHOLE) || plain.contains("完成")) =>
        {
            None
        }
        Value::Quantity(_) | Value::Range(_) => {
            Some(if formula { Severity::Error } else { Severity::Warning })
        }
        Value::Words if formula => {
            let counted = quantities(&target.printed)
                .any(|found| !is_time(&found.quantity.unit));
            counted.then_some(Severity::Warning)
        }
        _ => None,
    }
}

fn report(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    indicator: &Indicator,
    severity: Severity,
) {
    let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else { return };
    let (due, done) = (whole(target), &actual.printed);
    let message = format!("指标值“{due}”是数值，实际完成值只写“{done}”，没有数字");
    findings
        .at(actual.at, context.subject(indicator), message)
        .printed(done.clone())
        .hint("按佐证材料填写实际完成的数值，并据此计分")
        .at_most(severity)
        .report();
}

fn report_dates(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    rows: &[(&Indicator, &Field, &Field)],
) {
    let Some(((indicator, target, actual), others)) = rows.split_first() else { return };
    let (due, done) = (&target.printed, &actual.printed);
    let message = format!("指标值“{due}”是时间，实际完成值只写“{done}”，没有完成时间");
    let mut note = findings
        .at(actual.at, context.subject(indicator), message)
        .printed(actual.printed.clone())
        .hint("填写实际完成的日期或月份")
        .at_most(Severity::Note);
    for (_, target, actual) in others {
        note = note.related(actual.at, format!("指标值“{}”同样没有完成时间", target.printed));
    }
    note.report();
}

/// Whether the cell gives a bound rather than a figure: ≥90%, 6000人以上.
fn is_bound(field: &Field) -> bool {
    let sign = field.value.quantity().map(|quantity| quantity.sign);
    sign.is_some_and(|sign| sign.is_floor() || sign.is_ceiling())
}

/// One finding on all rows whose result is the target with its sign.
fn report_copies(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    rows: &[(&Indicator, &Field)],
) {
    let Some(((indicator, actual), others)) = rows.split_first() else { return };
    let count =
        if others.is_empty() { String::new() } else { format!("等 {} 处", others.len() + 1) };
    let mut draft = findings
        .at(
            actual.at,
            context.subject(indicator),
            format!("实际完成值“{}”{count}连同比较符号照抄指标值，没有写明实际数值", actual.printed),
        )
        .printed(actual.printed.clone())
        .hint("按佐证材料填写实际完成的数值")
        .at_most(Severity::Warning);
    for (_, actual) in others {
        draft = draft.related(actual.at, format!("实际完成值“{}”同样照抄指标值", actual.printed));
    }
    draft.report();
}

fn check_duty(duty: &Duty, findings: &mut Findings<'_>) {
    let (Some(measure), Some(execution)) = (&duty.measure, &duty.execution) else { return };
    if !has_number(&measure.printed) || execution.is_blank() {
        return;
    }
    let planned = text::squeeze(&measure.printed);
    let done = text::squeeze(&execution.printed);
    let rate_due = duty.task.printed.contains("满意") || planned.contains("满意");
    let wanted = |found: &Spotted| {
        counts_served(&found.quantity.unit) || (rate_due && found.quantity.is_percentage())
    };
    let Some(figure) = quantities(&planned).find(wanted) else { return };
    let same = |other: &Spotted| {
        other.quantity.unit == figure.quantity.unit || counts_served(&other.quantity.unit)
    };
    if quantities(&done).any(|other| same(&other)) {
        return;
    }
    let planned_figure = &planned[figure.span.clone()];
    let what = if figure.quantity.is_percentage() { "比率" } else { "数量" };
    findings
        .at(
            execution.at,
            text::squeeze(&duty.task.printed),
            format!("计划为 {planned_figure}，执行情况没有写明实际{what}"),
        )
        .expected(format!("实际{what}（计划 {planned_figure}）"))
        .hint("按台账补充实际服务的人数、户数或调查得到的比率")
        .at_most(Severity::Warning)
        .report();
}

fn is_formula(words: &str) -> bool {
    classes(words).any(Classes::FORMULA) && !has_number(words)
}

fn has_number(words: &str) -> bool {
    words.contains(|c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '两')
    })
}
