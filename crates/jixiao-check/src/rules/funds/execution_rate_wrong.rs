use crate::amounts::{Amount, fund_unit, name_of, percent};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::{Field, FundRow};
use jixiao_regulation::Denominator;

declare_rule! {
    /// ## 检查内容
    /// 所填执行率不等于全年执行数与预算数之比。1、1.00、100、100% 视为相同；允许四舍五入或截去尾数；
    /// 预算数为 0 的行不检查。
    ///
    /// ## 为什么
    /// 执行率直接决定预算执行的得分，也是判断资金使用效率的基础。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：执行率 = 全年执行数（B）÷ 全年预算数（A）。
    ///
    /// ## 示例
    /// 全年预算数 80，全年执行数 60，执行率填 85%：应为 75%。
    ///
    /// ## 如何改正
    /// 用全年执行数除以全年预算数重新计算，并同步修改预算执行得分。
    "JX103" "execution-rate-wrong" "执行率计算错误",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》：执行率（B/A）",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let unit = fund_unit(context.form);
    for row in &context.form.funds {
        let Some(rate) = row.execution_rate.as_ref().filter(|rate| rate.number().is_some()) else {
            continue;
        };
        check_row(context, row, rate, unit, findings);
    }
}

fn check_row(
    context: &FormContext<'_>,
    row: &FundRow,
    rate: &Field,
    unit: CurrencyUnit,
    findings: &mut Findings<'_>,
) {
    let initial = Amount::maybe(row.initial_budget.as_ref(), unit);
    let adjusted = Amount::maybe(row.adjusted_budget.as_ref(), unit).or(initial);
    let by_initial = context.regulation.execution.denominator.value == Denominator::InitialBudget;
    let (due, other) = if by_initial { (initial, adjusted) } else { (adjusted, initial) };
    let Some((executed, due)) = Amount::maybe(row.executed_amount.as_ref(), unit).zip(due) else {
        return;
    };
    let Some(share) = executed.share_of(&due) else { return };
    if says(rate, share) || explained_by_rounding(rate, &executed, &due) {
        return;
    }
    let expected = percent(share);
    // A rate on the other budget is a matter of method, not of arithmetic.
    let on_other = other.filter(|o| executed.share_of(o).is_some_and(|share| says(rate, share)));
    let (message, severity) = match on_other {
        Some(_) => {
            let (used, right) = if by_initial {
                ("全年预算数", "年初预算数")
            } else {
                ("年初预算数", "全年预算数")
            };
            (
                format!("执行率按{used}计算，按{right}计算应为 {expected}，自评填 {}", rate.printed),
                Severity::Warning,
            )
        }
        None => (
            format!("执行率应为 {expected}（全年执行数÷预算数），自评填 {}", rate.printed),
            Severity::Error,
        ),
    };
    findings
        .at(rate.at, name_of(row), message)
        .printed(rate.printed.clone())
        .expected(expected)
        .hint("用全年执行数除以全年预算数重新计算，并同步修改预算执行得分")
        .at_most(severity)
        .report();
}

/// Whether the printed rate says `share`, as a share of one or as a percentage, rounded or cut.
fn says(rate: &Field, share: Decimal) -> bool {
    let Some(quantity) = rate.value.quantity() else { return true };
    let printed = quantity.number;
    let digit = Decimal::new(1, printed.scale());
    let percentage = share.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|s| near(printed, s, digit));
    if quantity.is_percentage() {
        return percentage;
    }
    // A bare 1 or 0.9 would say nearly anything if rounded to its last digit.
    let cents = digit.min(Decimal::new(1, 2));
    let whole = printed.fract().is_zero();
    percentage || near(printed, share, if whole { cents } else { digit })
        // Spending above the budget is often capped at the whole.
        || (share > Decimal::ONE && (printed == Decimal::ONE || printed == Decimal::ONE_HUNDRED))
}

/// Whether `printed` is `exact` rounded to its last digit (`digit`), or cut there.
fn near(printed: Decimal, exact: Decimal, digit: Decimal) -> bool {
    let Some(off) = exact.checked_sub(printed) else { return false };
    off.abs() <= digit / Decimal::TWO || (off > Decimal::ZERO && off < digit)
}

/// Whether amounts that round to the printed ones have the printed rate.
fn explained_by_rounding(rate: &Field, executed: &Amount, budget: &Amount) -> bool {
    let Some(quantity) = rate.value.quantity() else { return true };
    let mut printed = quantity.number;
    if quantity.is_percentage() || printed > Decimal::TWO {
        printed /= Decimal::ONE_HUNDRED;
    }
    let low = (executed.yuan - executed.tolerance()).checked_div(budget.yuan + budget.tolerance());
    let least = budget.yuan - budget.tolerance();
    let high = (least > Decimal::ZERO)
        .then(|| (executed.yuan + executed.tolerance()).checked_div(least))
        .flatten();
    low.zip(high).is_some_and(|(low, high)| (low..=high).contains(&printed))
}
