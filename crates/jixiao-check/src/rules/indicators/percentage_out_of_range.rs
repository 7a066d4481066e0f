use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::Decimal;
use jixiao_form::{Duty, Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 百分数写错：数字与百分号之间夹有字母（“100X%”，多为模板占位符未删）；
    /// 合格率、覆盖率、满意度等不可能超过百分之百的比率大于 100%；其他名称以“率”结尾的，除增长率、执行率、
    /// 完成率、利用率等可以超过 100% 的以外，大于 100% 的警告。
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
            } else if let Some(severity) = exceeds_whole(indicator, field) {
                if let Some(digits) = misread_sign(&field.printed) {
                    report_misread(findings, field, context.subject(indicator), digits);
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
                    .at_most(severity)
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

/// 290% or 290$ for ≥90%: character recognition reads the sign as a 2.
fn misread_sign(printed: &str) -> Option<&str> {
    let right = printed.strip_prefix('2')?;
    let digits = right.strip_suffix(['%', '％', '$'])?;
    let number: Decimal = digits.parse().ok()?;
    (digits.len() >= 2 && !digits.starts_with('0') && number <= Decimal::ONE_HUNDRED)
        .then_some(digits)
}

fn report_misread(findings: &mut Findings<'_>, field: &Field, subject: String, digits: &str) {
    findings
        .at(field.at, subject, format!("“{}”疑为“≥{digits}%”识别有误", field.printed))
        .printed(field.printed.clone())
        .expected(format!("≥{digits}%"))
        .hint("对照原件核对")
        .at_most(Severity::Note)
        .report();
}

/// Words of rates that may exceed 100 %: growth is in [`Classes::GROWTH`].
const OPEN_RATES: [&str; 35] = [
    "执行率", "利用率", "使用率", "占用率", "周转率", "收益率", "回报率", "产出率", "产销率", "贡献率",
    "到位率", "实现率", "达成率", "支付率", "支出率", "征收率", "征缴率", "收缴率", "效率", "速率",
    "频率", "利率", "汇率", "比率", "倍率", "负债率", "容积率", "变动率", "变化率", "波动率", "偏差率",
    "增值率", "进度率", "控制率", "调整率",
];
const OPEN_WORDS: [&str; 8] = ["带动", "拉动", "撬动", "放大", "超额", "提升", "提高", "增"];

/// Whether a share lies above the whole, and how sure it is that it is a share: the rates known as
/// such surely, any other …率 likely.
fn exceeds_whole(indicator: &Indicator, field: &Field) -> Option<Severity> {
    let quantity = field.value.quantity()?;
    if !quantity.is_percentage() || quantity.number <= Decimal::ONE_HUNDRED {
        return None;
    }
    let printed = indicator.level3.printed.as_str();
    let name = classes(printed);
    // 按期完成率 is a share of all tasks, 完成率 a share of the plan.
    let of_tasks = ["按期", "按时", "及时", "准时"].iter().any(|word| printed.contains(word));
    if name.any(Classes::GROWTH) && !of_tasks {
        return None;
    }
    if name.any(Classes::SHARE) {
        return Some(Severity::Error);
    }
    let is_open = |words: &[&str]| words.iter().any(|word| printed.contains(word));
    let plain = printed.trim_end_matches(['）', ')', '%', '％', '（', '(']);
    (plain.ends_with('率') && !is_open(&OPEN_RATES) && !is_open(&OPEN_WORDS))
        .then_some(Severity::Warning)
}
