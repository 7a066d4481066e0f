use crate::amounts::{Amount, fund_unit, in_yuan, print_in};
use crate::rule::declare_rule;
use crate::spending::Spending;
use crate::sums::apart;
use crate::{Findings, FormContext, Severity};
use jixiao_document::text::squeeze;
use jixiao_domain::{CurrencyUnit, Decimal, IndicatorKind};
use jixiao_form::{Field, Indicator};

declare_rule! {
    /// ## 检查内容
    /// 每一行成本指标都写明金额时，其合计与年初预算数、全年预算数、全年执行数都不相等。合计超过预算作
    /// 警告，低于预算（可能只列了部分成本）作提示；有一行就等于总额、或者任何一行没有金额的不检查。
    ///
    /// ## 为什么
    /// 成本指标是预算的分解，合计超过预算说明预算或成本标准有误。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：成本指标反映预期产出所需成本，应与预算相匹配。
    ///
    /// ## 示例
    /// 年度资金总额 100 万元，两行成本指标分别为 80 万元和 50 万元：合计 130 万元。
    ///
    /// ## 如何改正
    /// 核对各项成本的测算，使合计与预算一致；只列部分成本的，补充其余部分。
    "JX107" "cost-indicators-do-not-sum-to-budget" "成本指标合计与预算不符",
    severity: Warning,
    status: Preview,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》成本指标",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let Some(total) = form.total_fund() else { return };
    let costs = || form.indicators.iter().filter(|row| is_cost(row));
    let (Some(first), Some(_)) = (costs().next(), costs().nth(1)) else { return };
    let unit = fund_unit(form);
    let amount = |field| Amount::maybe(field, unit);
    let budgets = [&total.initial_budget, &total.adjusted_budget, &total.executed_amount]
        .map(|field| amount(field.as_ref()).filter(|amount| amount.yuan > Decimal::ZERO));
    let Some(largest) = budgets[..2].iter().flatten().map(|budget| budget.yuan).max() else { return };
    let mut sum = Decimal::ZERO;
    for row in costs() {
        let Some(cost) = row.target.as_ref().and_then(stated_amount) else { return };
        if is_one_of(cost, &budgets) {
            return;
        }
        let Some(next) = sum.checked_add(cost) else { return };
        sum = next;
    }
    if is_one_of(sum, &budgets) {
        return;
    }
    let printed = print_in(sum, unit);
    let expected = print_in(largest, unit);
    let (message, severity) = if sum > largest {
        (format!("成本指标合计 {printed}，超过预算 {expected}"), Severity::Warning)
    } else {
        (format!("成本指标合计 {printed}，低于预算 {expected}，其余资金没有成本指标"), Severity::Note)
    };
    let mut draft = findings
        .at(first.at, "成本指标", message)
        .printed(printed)
        .expected(expected)
        .hint("核对各项成本的测算，使合计与预算一致")
        .at_most(severity);
    for row in costs() {
        if let Some(target) = &row.target {
            draft = draft.related(target.at, format!("{}：{}", row.level3.printed, target.printed));
        }
    }
    draft.report();
}

fn is_cost(row: &Indicator) -> bool {
    matches!(row.kind, Some(IndicatorKind::Cost | IndicatorKind::EconomicCost))
}

/// Whether `sum` is one of the totals, rounding allowed for.
fn is_one_of(sum: Decimal, totals: &[Option<Amount>]) -> bool {
    totals.iter().flatten().any(|total| apart(sum, total.yuan) <= total.half_digit())
}

/// The amount a cost target states with its unit, alone or in a sentence; in 元.
fn stated_amount(target: &Field) -> Option<Decimal> {
    if let Some(quantity) = target.value.quantity() {
        return in_yuan(quantity.number, CurrencyUnit::from_word(&quantity.unit)?);
    }
    let spending = Spending::of(&squeeze(&target.printed));
    spending.amount.one().map(|amount| amount.yuan)
}
