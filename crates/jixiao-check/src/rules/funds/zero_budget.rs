use crate::amounts::{Amount, fund_unit, name_of};
use crate::rule::declare_rule;
use crate::sums::execution_cell;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::FundSource;

declare_rule! {
    /// ## 检查内容
    /// 预算数为 0 却有执行数；或者总额的预算数、执行数都为 0，预算执行却得了分（提示）。预算和执行都为 0
    /// 的组成行是正常填法，不报告。
    ///
    /// ## 为什么
    /// 没有预算的支出没有依据；预算为 0 时执行率不存在，得分也就没有依据。
    ///
    /// ## 依据
    /// 预算法第十三条：未列入预算的不得支出；财预〔2020〕10号：执行率 = 全年执行数 ÷ 全年预算数。
    ///
    /// ## 示例
    /// 其他资金的全年预算数为 0，全年执行数为 12 万元。
    ///
    /// ## 如何改正
    /// 有追加、调剂的，按批复补记全年预算数；预算确为 0 的，执行率填“不适用”，由审核人员确定得分。
    "JX110" "zero-budget" "预算数为零",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "预算法第十三条；财预〔2020〕10号执行率公式",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let unit = fund_unit(form);
    for row in &form.funds {
        let amount = |field| Amount::maybe(field, unit).map(|amount| amount.yuan);
        let Some(budget) = row.adjusted_budget.as_ref().filter(|cell| !cell.is_blank()) else {
            continue;
        };
        if amount(Some(budget)) != Some(Decimal::ZERO) {
            continue;
        }
        let Some(executed) = row.executed_amount.as_ref() else { continue };
        let is_total = row.source == FundSource::Total;
        match amount(Some(executed)) {
            Some(spent) if spent > Decimal::ZERO => {
                let severity = if is_total { Severity::Error } else { Severity::Warning };
                findings
                    .at(
                        executed.at,
                        name_of(row),
                        format!("{}全年预算数为 0，全年执行数却为 {}", name_of(row), executed.printed),
                    )
                    .printed(executed.printed.clone())
                    .expected("0")
                    .hint("有追加、调剂的按批复补记全年预算数，没有的核对执行数")
                    .related(budget.at, format!("全年预算数：{}", budget.printed))
                    .at_most(severity)
                    .report();
            }
            Some(_) if is_total => note_score(context, findings),
            _ => {}
        }
    }
}

/// A rate of nothing divided by nothing cannot earn points.
fn note_score(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let Some(cell) = execution_cell(context.form, |row| row.score.as_ref()) else { return };
    if cell.number().is_some_and(|score| score > Decimal::ZERO) {
        findings
            .at(
                cell.at,
                "预算执行率",
                format!("预算数和执行数都为 0，执行率不存在，预算执行却得 {} 分", cell.printed),
            )
            .printed(cell.printed.clone())
            .expected("不适用")
            .hint("执行率填“不适用”，由审核人员确定得分")
            .at_most(Severity::Note)
            .report();
    }
}
