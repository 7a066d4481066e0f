use crate::figures::whole;
use crate::rule::declare_rule;
use crate::years::years;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text;
use jixiao_domain::{ComparisonSign, Value};
use jixiao_form::values::{Spotted, quantities};
use jixiao_form::{Field, FormKind, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 三级指标名称里写明的数量或年份与年度指标值不一致；名称写“100人以上”而指标值写“100人”的，提示统一。
    ///
    /// ## 为什么
    /// 同一指标有两个目标值，完成与否取决于看哪一个。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：绩效指标值应当明确、唯一。
    ///
    /// ## 示例
    /// 三级指标“组织劳模疗休养200人”，年度指标值“100人”。
    ///
    /// ## 如何改正
    /// 名称只写指标含义，数值写在年度指标值栏；两处都写的应当一致。
    "JX407" "name-contradicts-target" "指标名称与指标值不一致",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 绩效指标值的设定",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    // In a row that lost a cell the number behind the name is the target itself.
    let has_results = !matches!(context.form.kind, FormKind::GoalSubmission | FormKind::Monitoring);
    let most = if context.surest() == Severity::Error { Severity::Warning } else { Severity::Note };
    for indicator in &context.form.indicators {
        let Some(target) = &indicator.target else { continue };
        if has_results && indicator.actual.as_ref().is_none_or(Field::is_blank) {
            continue;
        }
        // Full-width digits begin with EF.
        let has_digits =
            indicator.level3.printed.bytes().any(|b| b.is_ascii_digit() || b == 0xef);
        if !is_comparable(&target.value) || !has_digits {
            continue;
        }
        let name = text::squeeze(&indicator.level3.printed);
        let Some((in_name, message, severity)) = contradiction(&name, target) else { continue };
        report(context, findings, indicator, (in_name, message, severity.min(most)));
    }
}

/// Whether a name may contradict the value: a number with a unit, or a date with a year.
fn is_comparable(value: &Value) -> bool {
    match value {
        Value::Quantity(quantity) => !quantity.unit.is_empty(),
        Value::Date(date) => date.year.is_some(),
        _ => false,
    }
}

fn report(
    context: &FormContext<'_>,
    findings: &mut Findings<'_>,
    indicator: &Indicator,
    (in_name, message, severity): (String, String, Severity),
) {
    let Some(target) = &indicator.target else { return };
    findings
        .at(target.at, context.subject(indicator), message)
        .printed(target.printed.clone())
        .expected(in_name)
        .hint("核对批复的绩效目标，使名称与指标值一致")
        .at_most(severity)
        .report();
}

/// The figure of the name, what is wrong, and how bad it is.
fn contradiction(name: &str, target: &Field) -> Option<(String, String, Severity)> {
    match &target.value {
        Value::Quantity(quantity) => {
            let mut same_unit = quantities(name).filter(|found| {
                found.quantity.unit == quantity.unit
                    && !is_rate(name, found)
                    && !is_part(name, found)
            });
            let found = same_unit.next()?;
            // Two figures of one unit (两期各50人，共100人): no telling which is the target.
            if same_unit.next().is_some() {
                return None;
            }
            // A name that is all value is a target that slipped into the column of names.
            let named = name[..found.span.start].chars().filter(|c| c.is_alphabetic()).count();
            if named < 2 {
                return None;
            }
            let stated = &name[found.span.clone()];
            if found.quantity.number != quantity.number {
                let message = format!("指标名称写“{stated}”，指标值为“{}”", whole(target));
                return Some((stated.to_owned(), message, Severity::Warning));
            }
            let bound = bound_after(name, &found)?;
            (quantity.sign == ComparisonSign::Equal).then(|| {
                let message =
                    format!("指标名称写“{stated}{bound}”，指标值“{}”没有“{bound}”", whole(target));
                (format!("{stated}{bound}"), message, Severity::Note)
            })
        }
        Value::Date(date) => {
            let due = date.year?;
            let (year, _) = years(name).next()?;
            (year != due).then(|| {
                let message = format!("指标名称写“{year}年”，指标值为“{}”", whole(target));
                (format!("{year}年"), message, Severity::Warning)
            })
        }
        _ => None,
    }
}

/// 200元/人, 每人200元, 10月: a rate or an ordinal, not the amount.
fn is_rate(name: &str, figure: &Spotted) -> bool {
    let before = &name[..figure.span.start];
    let after = &name[figure.span.end..];
    after.starts_with(['/', '每', '-', '~', '～', '至'])
        || before.ends_with(['每', '第', '-', '~', '～', '至', '*', '×'])
        || before.contains('每')
        || before.contains("人均")
        || before.contains("标准")
}

/// (含3个社区), 其中社区3个: a part of what is due.
fn is_part(name: &str, figure: &Spotted) -> bool {
    let before = &name[..figure.span.start];
    let clause = before.rfind([',', ';', '。', '(', ')']).map_or(before, |at| &before[at..]);
    ["含", "其中", "包括", "内有", "另"].iter().any(|word| clause.contains(word))
}

fn bound_after(name: &str, figure: &Spotted) -> Option<&'static str> {
    let after = &name[figure.span.end..];
    ["以上", "以下", "以内", "左右"].into_iter().find(|word| after.starts_with(word))
}
