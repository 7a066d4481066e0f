use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{CurrencyUnit, Decimal, Quantity};

declare_rule! {
    /// ## 检查内容
    /// 同一指标的年度指标值与实际完成值计量单位不同：人与人次、人与户、比率与个数、元与万元等；
    /// 一处写 0.9、一处写 90% 的也提示统一。完成值省略单位的不算。
    ///
    /// ## 为什么
    /// 单位不同的两个数不能相比，据此计算的完成率和得分没有意义。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：绩效指标应当明确计量单位，完成值与指标值口径一致。
    ///
    /// ## 示例
    /// 年度指标值“500 人”，实际完成值“500 人次”：一人多次受助时，两者并不相等。
    ///
    /// ## 如何改正
    /// 按指标值的单位重新统计实际完成值。
    "JX405" "unit-differs" "指标值与完成值单位不同",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 指标值和完成值的口径",
    run: Form(check),
}

/// What a unit counts. Units of one class may stand for one another in print (个 for 家).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Persons,
    PersonTimes,
    Households,
    Things,
    Events,
    Share,
    Money(CurrencyUnit),
    Length(u32),
    Area,
}

fn class(unit: &str) -> Option<Class> {
    if let Some(currency) = CurrencyUnit::from_word(unit) {
        return Some(Class::Money(currency));
    }
    Some(match unit {
        "人" | "名" | "位" | "万人" => Class::Persons,
        "人次" | "万人次" => Class::PersonTimes,
        "户" => Class::Households,
        "家" | "个" | "所" | "处" | "项" | "件" => Class::Things,
        "次" | "场" | "场次" | "期" | "批" | "批次" => Class::Events,
        "%" => Class::Share,
        "公里" | "千米" => Class::Length(1000),
        "米" => Class::Length(1),
        "亩" | "公顷" | "平方米" => Class::Area,
        _ => return None,
    })
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for indicator in &context.form.indicators {
        let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else { continue };
        let (Some(due), Some(done)) = (target.value.quantity(), actual.value.quantity()) else {
            continue;
        };
        if due.unit == done.unit {
            continue;
        }
        let Some((message, severity)) = difference(due, done) else { continue };
        findings
            .at(actual.at, context.subject(indicator), message)
            .printed(actual.printed.clone())
            .hint("按指标值的单位和口径填写实际完成值")
            .at_most(severity)
            .related(target.at, format!("指标值“{}”", target.printed))
            .report();
    }
}

fn difference(due: &Quantity, done: &Quantity) -> Option<(String, Severity)> {
    if due.unit.is_empty() || done.unit.is_empty() {
        return share_without_sign(due, done);
    }
    let (planned, stated) = (class(&due.unit)?, class(&done.unit)?);
    let differs = match (planned, stated) {
        (Class::Money(left), Class::Money(right)) => {
            // 5万元 and 50000元 are the same amount; 5万元 and 5元 a slip of the unit.
            left != right && due.number == done.number && !due.number.is_zero()
        }
        (Class::Length(left), Class::Length(right)) => left != right && due.number == done.number,
        // A household or a thing may be counted as 个; persons counted as 个 are still persons.
        (Class::Things, Class::Households | Class::Events | Class::Persons)
        | (Class::Households | Class::Events | Class::Persons, Class::Things) => {
            !matches!((due.unit.as_str(), done.unit.as_str()), ("个" | "项" | "件", _) | (_, "个" | "项" | "件"))
        }
        (left, right) => left != right,
    };
    differs.then(|| {
        let message =
            format!("指标值以“{}”计，实际完成值以“{}”计，两者不能直接相比", due.unit, done.unit);
        (message, Severity::Warning)
    })
}

/// 90 % against 0.9: the same share in two notations.
fn share_without_sign(due: &Quantity, done: &Quantity) -> Option<(String, Severity)> {
    let (percent, bare) = match (due.is_percentage(), done.is_percentage()) {
        (true, false) if done.unit.is_empty() => (due.number, done.number),
        (false, true) if due.unit.is_empty() => (done.number, due.number),
        _ => return None,
    };
    let fraction = bare > Decimal::ZERO && bare <= Decimal::ONE && percent > Decimal::ONE;
    fraction.then(|| {
        ("指标值与实际完成值一处用小数、一处用百分数表示".to_owned(), Severity::Note)
    })
}
