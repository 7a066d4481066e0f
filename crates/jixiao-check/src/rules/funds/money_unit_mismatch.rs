use crate::amounts::{Amount, COLUMNS, fund_unit, name_of};
use crate::rule::declare_rule;
use crate::{Findings, FormContext};
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::Field;

declare_rule! {
    /// ## 检查内容
    /// 资金栏的计量单位与所填金额不符，例如表头为万元而金额按元填写。只有表内的成本指标、目标文字等能够
    /// 证明实际单位时才报告，每张表报告一次。
    ///
    /// ## 为什么
    /// 单位差一万倍，公开后的预算规模严重失实，汇总时也会出错。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：资金以表头所列单位填写。
    ///
    /// ## 示例
    /// 表头（万元），年度资金总额 50,000.00，而成本指标共 50000 元：应为 5.00 万元。
    ///
    /// ## 如何改正
    /// 按表头单位换算后重填全部金额，或者把表头单位改为金额实际使用的单位。
    "JX101" "money-unit-mismatch" "资金单位与金额不符",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“项目资金”栏",
    run: Form(check),
}

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let (Some(printed), Some(effective)) = (form.money_unit.printed, form.money_unit.effective)
    else {
        return;
    };
    if printed == effective {
        return;
    }
    let rows = form.total_fund().into_iter().chain(&form.funds);
    let cells = rows.flat_map(|row| COLUMNS.map(|(_, cell)| (row, cell(row))));
    let mut bare = cells.filter_map(|(row, cell)| Some((row, cell.filter(|c| is_bare(c))?)));
    let Some((row, cell)) = bare.next() else { return };
    let Some(amount) = Amount::of(cell, fund_unit(form)) else { return };
    let expected = print_like(amount.yuan, printed, cell);
    let mut draft = findings
        .at(
            cell.at,
            name_of(row),
            format!(
                "表头单位为{}，金额却按{}填写，{}应为 {expected}",
                printed.word(),
                effective.word(),
                name_of(row)
            ),
        )
        .printed(format!("{} {}", cell.printed, printed.word()))
        .expected(expected)
        .hint(format!("按{}重填全部金额，或把表头单位改为{}", printed.word(), effective.word()));
    let mut last = cell.at;
    for (other, cell) in bare {
        if other.at != row.at && cell.at != last && !cell.number().is_some_and(|n| n.is_zero()) {
            draft = draft.related(cell.at, format!("{}：{}", name_of(other), cell.printed));
            last = cell.at;
        }
    }
    draft.report();
}

/// The amount in `unit` with as many decimals as the cell prints.
fn print_like(yuan: Decimal, unit: CurrencyUnit, cell: &Field) -> String {
    let scale = cell.number().map_or(0, |number| number.scale());
    let mut number = yuan.checked_div(Decimal::from(unit.fen() / 100)).unwrap_or(yuan).normalize();
    if number.scale() < scale {
        number.rescale(scale);
    }
    format!("{number} {}", unit.word())
}

/// Whether the cell is a number without a unit of its own.
fn is_bare(cell: &Field) -> bool {
    cell.value.quantity().is_some_and(|quantity| quantity.unit.is_empty())
}
