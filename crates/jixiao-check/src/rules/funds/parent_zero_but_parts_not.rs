use crate::amounts::{Amount, COLUMNS, fund_unit, name_of, print_in};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::Decimal;
use jixiao_form::{Field, FundSource};

declare_rule! {
    /// ## 检查内容
    /// 年度资金总额为 0 或空白，而其组成行有金额。
    ///
    /// ## 为什么
    /// 总额缺失，执行率和得分都无法计算，汇总时该项目会被漏计。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：年度资金总额为各项资金之和。
    ///
    /// ## 示例
    /// 年度资金总额的全年执行数为 0，当年财政拨款的全年执行数为 30 万元。
    ///
    /// ## 如何改正
    /// 按各组成行之和补填年度资金总额，并计算执行率。
    "JX109" "parent-zero-but-parts-not" "总额为零而组成不为零",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“项目资金”栏",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let Some(total) = form.total_fund() else { return };
    let unit = fund_unit(form);
    for (name, cell) in COLUMNS {
        let Some(field) = cell(total).filter(|field| is_nothing(field)) else { continue };
        let mut sum = Decimal::ZERO;
        let mut first = None;
        for row in form.funds.iter().filter(|row| row.source != FundSource::Total) {
            let Some(part) = Amount::maybe(cell(row), unit) else { continue };
            sum += part.yuan;
            if part.yuan > Decimal::ZERO && first.is_none() {
                first = cell(row).map(|cell| (row, cell));
            }
        }
        let Some((row, part)) = first else { continue };
        // A blank cell may be the reading's fault rather than the form's.
        let severity = if field.is_blank() { Severity::Warning } else { Severity::Error };
        let printed = if field.is_blank() { "空白" } else { field.printed.as_str() };
        findings
            .at(
                field.at,
                format!("{}/{name}", name_of(total)),
                format!("{}的{name}为{printed}，而{}为 {}", name_of(total), name_of(row), part.printed),
            )
            .printed(printed)
            .expected(print_in(sum, unit))
            .hint("按各组成行之和补填年度资金总额")
            .related(part.at, format!("{}：{}", name_of(row), part.printed))
            .at_most(severity.min(context.surest()))
            .report();
    }
}

fn is_nothing(field: &Field) -> bool {
    field.is_blank() || field.number().is_some_and(|number| number.is_zero())
}
