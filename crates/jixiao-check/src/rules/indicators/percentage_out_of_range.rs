use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::Decimal;
use jixiao_form::{Duty, Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 百分数写错：数字与百分号之间夹有字母（“100X%”，多为模板占位符未删）；
    /// 合格率、覆盖率、满意度等不可能超过百分之百的比率大于 100%。
    ///
    /// ## 为什么
    /// 占位符说明该处没有认真填写；超过百分之百的合格率必有一处数字错误。
    ///
    /// ## 依据
    /// 比率的定义：部分不大于整体。
    ///
    /// ## 示例
    /// 质量指标“培训合格率”实际完成值“120%”。
    ///
    /// ## 如何改正
    /// 按原始数据重新计算比率，删去占位符。
    "JX410" "percentage-out-of-range" "百分数超出范围",
    severity: Error,
    status: Preview,
    since: "0.1.0",
    basis: "比率的定义：部分不大于整体",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for indicator in &context.form.indicators {
        for field in [&indicator.target, &indicator.actual].into_iter().flatten() {
            if let Some(broken) = broken_percentage(&field.printed) {
                report_broken(findings, field, context.subject(indicator), &broken);
            } else if exceeds_whole(indicator, field) {
                if let Some(right) = misread_sign(&field.printed) {
                    report_misread(findings, field, context.subject(indicator), right);
                    continue;
                }
                findings
                    .at(
                        field.at,
                        context.subject(indicator),
                        format!("该比率不可能超过 100%，填写为“{}”", field.printed),
                    )
                    .printed(field.printed.clone())
                    .hint("按原始数据重新计算；如为与上年相比的增长，应改写指标名称")
                    .report();
            }
        }
    }
    for duty in &context.form.duties {
        for field in duty_cells(duty) {
            if let Some(broken) = broken_percentage(&field.printed) {
                report_broken(findings, field, text::squeeze(&duty.task.printed), &broken);
            }
        }
    }
}

fn duty_cells(duty: &Duty) -> impl Iterator<Item = &Field> {
    [&duty.measure, &duty.execution, &duty.comparison, &duty.remark].into_iter().flatten()
}

fn report_broken(findings: &mut Findings<'_>, field: &Field, subject: String, broken: &str) {
    findings
        .at(field.at, subject, format!("“{broken}”不是百分数，疑为未删除的占位符"))
        .printed(broken)
        .hint("填写实际比率")
        .report();
}

/// `100X%`: digits, then letters, then the sign.
fn broken_percentage(printed: &str) -> Option<String> {
    if !printed.contains(['%', '％']) {
        return None;
    }
    let joined = text::squeeze(printed);
    joined.match_indices('%').find_map(|(end, _)| {
        let before = joined[..end].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let has_letters = before.len() < end;
        let has_digits = digits.len() < before.len();
        (has_letters && has_digits).then(|| joined[digits.len()..=end].to_owned())
    })
}

/// 290% for ≥90%: character recognition reads the sign as a 2.
fn misread_sign(printed: &str) -> Option<&str> {
    let right = printed.strip_prefix('2')?;
    let digits = right.strip_suffix('%')?;
    let number: Decimal = digits.parse().ok()?;
    (digits.len() >= 2 && !digits.starts_with('0') && number <= Decimal::ONE_HUNDRED)
        .then_some(right)
}

fn report_misread(findings: &mut Findings<'_>, field: &Field, subject: String, right: &str) {
    findings
        .at(field.at, subject, format!("“{}”疑为“≥{right}”识别有误", field.printed))
        .printed(field.printed.clone())
        .expected(format!("≥{right}"))
        .hint("对照原件核对")
        .at_most(Severity::Note)
        .report();
}

fn exceeds_whole(indicator: &Indicator, field: &Field) -> bool {
    let Some(quantity) = field.value.quantity() else { return false };
    if !quantity.is_percentage() || quantity.number <= Decimal::ONE_HUNDRED {
        return false;
    }
    let name = classes(&indicator.level3.printed);
    name.any(Classes::SHARE) && !name.any(Classes::GROWTH)
}
