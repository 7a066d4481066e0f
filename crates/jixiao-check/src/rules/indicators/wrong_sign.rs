use crate::figures::whole;
use crate::rule::declare_rule;
use crate::vocabulary::{Classes, classes};
use crate::{Findings, FormContext};
use jixiao_domain::{ComparisonSign, CurrencyUnit, IndicatorGroup, IndicatorKind, Quantity};
use jixiao_form::Indicator;

declare_rule! {
    /// ## 检查内容
    /// 指标值的比较符号与指标的方向相反：控制支出的成本指标写成“≥”，满意度、合格率等写成“≤”，
    /// 投诉率、事故率等写成“≥”。
    ///
    /// ## 为什么
    /// 符号写反，超支算作完成、少办算作达标，计分方向随之颠倒。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：成本指标反映预期提供的产品和服务所需成本的控制情况。
    ///
    /// ## 示例
    /// 成本指标“竞赛活动经费”，年度指标值“≥20万元”：应为“≤20万元”。
    ///
    /// ## 如何改正
    /// 把符号改为与指标方向一致：成本控制用“≤”，越多越好的用“≥”。
    "JX403" "wrong-sign" "指标值符号方向相反",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2021〕101号 成本指标、满意度指标的含义",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    for indicator in &context.form.indicators {
        let Some(target) = &indicator.target else { continue };
        let Some(quantity) = target.value.quantity() else { continue };
        if !(quantity.sign.is_floor() || quantity.sign.is_ceiling()) {
            continue;
        }
        let Some((why, right)) = contradiction(indicator, quantity) else { continue };
        findings
            .at(
                target.at,
                context.subject(indicator),
                format!("{why}，指标值却写成“{}”", whole(target)),
            )
            .printed(target.printed.clone())
            .expected(format!("{right}{}{}", quantity.number, quantity.unit))
            .hint("核对指标方向，改正比较符号，并按改正后的方向重新计分")
            .report();
    }
}

/// Why the sign is wrong, and the right one.
fn contradiction(
    indicator: &Indicator,
    quantity: &Quantity,
) -> Option<(&'static str, ComparisonSign)> {
    let floor = quantity.sign.is_floor();
    let name = || classes(&indicator.level3.printed);
    let is_cost = matches!(indicator.kind, Some(IndicatorKind::Cost | IndicatorKind::EconomicCost))
        || (indicator.group == Some(IndicatorGroup::Cost) && indicator.kind.is_none());
    let is_money = CurrencyUnit::from_word(&quantity.unit).is_some();
    if floor && is_cost && is_money && !name().any(Classes::NO_CEILING) {
        return Some(("成本指标应控制在上限以内", ComparisonSign::AtMost));
    }
    if !quantity.is_percentage() {
        return None;
    }
    if floor {
        let name = name();
        let harm = name.any(Classes::HARM) && !name.any(Classes::REMEDY);
        return harm.then_some(("该指标越低越好", ComparisonSign::AtMost));
    }
    let is_satisfaction = indicator.kind == Some(IndicatorKind::Satisfaction)
        || indicator.group == Some(IndicatorGroup::Satisfaction);
    let good = name().any(Classes::SHARE) || is_satisfaction;
    let negated = ["不合格", "不满意", "投诉", "不达标", "差评", "不及格"]
        .iter()
        .any(|word| indicator.level3.printed.contains(word));
    (good && !negated).then_some(("该指标越高越好", ComparisonSign::AtLeast))
}
