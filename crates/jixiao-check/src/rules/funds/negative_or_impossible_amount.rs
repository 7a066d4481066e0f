use crate::amounts::{Amount, COLUMNS, fund_unit, name_of};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::CurrencyUnit;

declare_rule! {
    /// ## 检查内容
    /// 资金栏的金额为负数，大到不可能，或者以元计而不是整分。
    ///
    /// ## 为什么
    /// 这样的金额必定是填写、换算或导出错误。
    ///
    /// ## 依据
    /// 会计法：会计资料必须真实、完整；财预〔2020〕10号：自评数据应当真实准确。
    ///
    /// ## 示例
    /// 全年预算数 -12.50 万元。
    ///
    /// ## 如何改正
    /// 对照指标文件和账簿改正金额；冲减以前年度支出的，在说明中写清。
    "JX111" "negative-or-impossible-amount" "金额为负数或不可能",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号《项目支出绩效评价管理办法》数据真实准确要求",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let unit = fund_unit(context.form);
    for row in &context.form.funds {
        for (index, (name, cell)) in COLUMNS.into_iter().enumerate() {
            let Some(field) = cell(row) else { continue };
            let Some(quantity) = field.value.quantity() else { continue };
            let subject = || format!("{}/{name}", name_of(row));
            if quantity.number.is_sign_negative() && !quantity.number.is_zero() {
                // Refunds of earlier years may turn a year's spending negative.
                let severity = if index == 2 { Severity::Warning } else { Severity::Error };
                let message = format!("{}的{name}为负数 {}", name_of(row), field.printed);
                let hint = "对照指标文件和账簿改正；冲减以前年度支出的应当说明";
                findings
                    .at(field.at, subject(), message)
                    .printed(field.printed.clone())
                    .hint(hint)
                    .at_most(severity)
                    .report();
                continue;
            }
            let amount = Amount::of(field, unit);
            if amount.is_none() && is_money(&quantity.unit) {
                let message = format!("{}的{name} {} 大到不可能", name_of(row), field.printed);
                findings
                    .at(field.at, subject(), message)
                    .printed(field.printed.clone())
                    .hint("核对是否多填了位数或几个数连写在一起")
                    .report();
            } else if amount.is_some_and(|amount| has_part_of_fen(&amount)) {
                let message = format!("{}的{name} {} 不是整分", name_of(row), field.printed);
                findings
                    .at(field.at, subject(), message)
                    .printed(field.printed.clone())
                    .hint("按账簿金额填写，不填换算的尾数")
                    .at_most(Severity::Note)
                    .report();
            }
        }
    }
}

/// Whether a figure with this unit is an amount; one that is and cannot be read is too large.
fn is_money(unit: &str) -> bool {
    unit.is_empty() || CurrencyUnit::from_word(unit).is_some()
}

fn has_part_of_fen(amount: &Amount) -> bool {
    amount.yuan.scale() > 2 && amount.yuan.round_dp(2) != amount.yuan
}
