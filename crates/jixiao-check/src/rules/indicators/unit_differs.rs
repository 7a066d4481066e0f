use crate::figures::whole;
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

/// What a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Persons,
    PersonTimes,
    Households,
    Places,
    Events,
    Share,
    Money,
    Length,
    Area,
    /// 个, 项, 件: stands for any countable thing.
    Any,
}

/// Units by what they count, with how many of the smallest unit one is; longer ones first.
const UNITS: &[(&str, Class, u32)] = &[
    ("人次", Class::PersonTimes, 1),
    ("名次", Class::PersonTimes, 1),
    ("户次", Class::PersonTimes, 1),
    ("人", Class::Persons, 1),
    ("名", Class::Persons, 1),
    ("位", Class::Persons, 1),
    ("户", Class::Households, 1),
    ("家", Class::Places, 1),
    ("所", Class::Places, 1),
    ("场", Class::Events, 1),
    ("次", Class::Events, 1),
    ("期", Class::Events, 1),
    ("批", Class::Events, 1),
    ("%", Class::Share, 1),
    ("公里", Class::Length, 1000),
    ("千米", Class::Length, 1000),
    ("米", Class::Length, 1),
    ("平方米", Class::Area, 3),
    ("亩", Class::Area, 2000),
    ("公顷", Class::Area, 30000),
    ("个月", Class::Any, 1),
    ("个百分点", Class::Share, 1),
    ("个", Class::Any, 1),
    ("项", Class::Any, 1),
    ("件", Class::Any, 1),
];

/// The class of `unit` and its size; `None` for rates (元/人) and units of another sort.
fn class(unit: &str) -> Option<(Class, i64)> {
    if unit.contains(['/', '(', '（', '*', '每']) {
        return None;
    }
    if let Some(currency) = CurrencyUnit::from_word(unit) {
        return Some((Class::Money, currency.fen()));
    }
    let counted = unit.trim_start_matches('万');
    let size = if counted.len() < unit.len() { 10_000 } else { 1 };
    let known = UNITS.iter().filter(|(word, ..)| counted.starts_with(word));
    let (_, class, each) = known.max_by_key(|(word, ..)| word.len())?;
    Some((*class, size * i64::from(*each)))
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for indicator in &context.form.indicators {
        let (Some(target), Some(actual)) = (&indicator.target, &indicator.actual) else { continue };
        let (Some(due), Some(done)) = (target.value.quantity(), actual.value.quantity()) else {
            continue;
        };
        // Most forms print no unit; comparing two empty strings costs more than asking first.
        if (due.unit.is_empty() && done.unit.is_empty()) || due.unit == done.unit {
            continue;
        }
        let Some((message, severity)) = difference(due, done) else { continue };
        findings
            .at(actual.at, context.subject(indicator), message)
            .printed(actual.printed.clone())
            .hint("按指标值的单位和口径填写实际完成值")
            .at_most(severity)
            .related(target.at, format!("指标值“{}”", whole(target)))
            .report();
    }
}

fn difference(due: &Quantity, done: &Quantity) -> Option<(String, Severity)> {
    if due.unit.is_empty() || done.unit.is_empty() {
        return share_without_sign(due, done);
    }
    let ((planned, size), (stated, other_size)) = (class(&due.unit)?, class(&done.unit)?);
    let differs = if planned == stated {
        // 5万元 and 50000元 are the same amount; 5万元 and 5元 a slip of the unit.
        size != other_size && due.number == done.number && !due.number.is_zero()
    } else {
        let any = planned == Class::Any || stated == Class::Any;
        let measured = |class| matches!(class, Class::Share | Class::Money | Class::Length);
        !any || measured(planned) || measured(stated)
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
