use crate::amounts::{Amount, fund_unit, name_of};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::{FundRow, FundSource};

declare_rule! {
    /// ## 检查内容
    /// 全年执行数大于全年预算数。组成行、只有年初预算数的表只作警告；四舍五入造成的差额不报告。
    ///
    /// ## 为什么
    /// 没有预算的支出不得列支；确有追加的，应当先调整全年预算数。
    ///
    /// ## 依据
    /// 预算法第十三条：各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出。
    ///
    /// ## 示例
    /// 全年预算数 60 万元，全年执行数 75 万元：超出预算 15 万元。
    ///
    /// ## 如何改正
    /// 有追加、调剂的，按批复补记全年预算数；没有的，核对执行数并说明超支原因。
    "JX105" "executed-exceeds-budget" "全年执行数大于全年预算数",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "预算法第十三条",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let unit = fund_unit(context.form);
    let total = context.form.total_fund();
    for row in &context.form.funds {
        let amount = |field| Amount::maybe(field, unit);
        let adjusted = row.adjusted_budget.as_ref();
        let Some((cell, executed)) = row.executed_amount.as_ref().zip(amount(row.executed_amount.as_ref()))
        else {
            continue;
        };
        let Some((budget_cell, budget)) = adjusted
            .zip(amount(adjusted))
            .or_else(|| row.initial_budget.as_ref().zip(amount(row.initial_budget.as_ref())))
        else {
            continue;
        };
        let tolerance = executed.tolerance() + budget.tolerance();
        // A budget of nothing has a rule of its own.
        if budget.yuan <= Decimal::ZERO || executed.yuan - budget.yuan <= tolerance {
            continue;
        }
        // The part that repeats the total says nothing new.
        if row.source != FundSource::Total && total.is_some_and(|total| printed(total) == printed(row)) {
            continue;
        }
        let severity = if row.source == FundSource::Total && adjusted.is_some() {
            Severity::Error
        } else {
            Severity::Warning
        };
        findings
            .at(
                cell.at,
                name_of(row),
                format!(
                    "{}全年执行数 {} 大于预算数 {}",
                    name_of(row), cell.printed, budget_cell.printed
                ),
            )
            .printed(cell.printed.clone())
            .expected(format!("不大于 {}", budget_cell.printed))
            .hint("有追加的按批复补记全年预算数，没有的核对执行数并说明原因")
            .related(budget_cell.at, format!("预算数：{}", budget_cell.printed))
            .at_most(severity)
            .report();
    }
}

fn printed(row: &FundRow) -> Option<&str> {
    row.executed_amount.as_ref().map(|cell| cell.printed.as_str())
}
