use crate::amounts::{Amount, COLUMNS, fund_unit, name_of, print_in};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::{Field, FundRow, FundSource};

declare_rule! {
    /// ## 检查内容
    /// 年度资金总额为 0，而其组成行有金额；总额空白的只作提示。
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
    let mut columns = COLUMNS.into_iter().filter_map(|(name, cell)| {
        let field = cell(total).filter(|field| is_nothing(field))?;
        Some((name, field, first_part(&form.funds, cell, unit)?))
    });
    let Some((name, field, part)) = columns.next() else { return };
    // A blank cell may be the reading's fault rather than the form's.
    let severity = if field.is_blank() { Severity::Note } else { Severity::Error };
    let printed = if field.is_blank() { "空白" } else { field.printed.as_str() };
    let (label, part_name) = (name_of(total), name_of(part.row));
    let mut draft = findings
        .at(
            field.at,
            format!("{label}/{name}"),
            format!("{label}的{name}为{printed}，而{part_name}为 {}", part.cell.printed),
        )
        .printed(printed)
        .expected(print_in(part.sum, unit))
        .hint("按各组成行之和补填年度资金总额")
        .related(part.cell.at, format!("{part_name}：{}", part.cell.printed))
        .at_most(severity.min(context.surest()));
    for (name, _, part) in columns {
        let message = format!("{name}：{}为 {}", name_of(part.row), part.cell.printed);
        draft = draft.related(part.cell.at, message);
    }
    draft.report();
}

/// The first part with money in a column, and what all parts make.
struct Part<'f> {
    row: &'f FundRow,
    cell: &'f Field,
    sum: Decimal,
}

fn first_part(
    funds: &[FundRow],
    cell: fn(&FundRow) -> Option<&Field>,
    unit: CurrencyUnit,
) -> Option<Part<'_>> {
    let mut first = None;
    let mut sum = Decimal::ZERO;
    for row in funds.iter().filter(|row| row.source != FundSource::Total) {
        let Some(part) = Amount::maybe(cell(row), unit) else { continue };
        sum += part.yuan;
        if part.yuan > Decimal::ZERO && first.is_none() {
            first = Some((row, cell(row)?));
        }
    }
    first.map(|(row, cell)| Part { row, cell, sum })
}

fn is_nothing(field: &Field) -> bool {
    field.is_blank() || field.number().is_some_and(|number| number.is_zero())
}
