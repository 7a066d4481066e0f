use crate::amounts::{Amount, COLUMNS, Column, fund_unit, name_of, print_in};
use crate::rule::declare_rule;
use crate::{Findings, FormContext, Severity};
use jixiao_domain::{CurrencyUnit, Decimal};
use jixiao_form::{FundRow, FundSource};

declare_rule! {
    /// ## 检查内容
    /// 资金各组成行之和不等于年度资金总额。空白按 0 计；带有不能辨认的行时，只要任一组合能够相加
    /// 得出总额就不报告；金额四舍五入造成的差额不报告。
    ///
    /// ## 为什么
    /// 总额与组成不符，至少有一个金额填错，执行率随之不可信。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附件《项目支出绩效自评表》：年度资金总额为当年财政拨款、上年结转和其他资金之和。
    ///
    /// ## 示例
    /// 年度资金总额 100，其中当年财政拨款 80、其他资金 15：合计 95，与总额相差 5。
    ///
    /// ## 如何改正
    /// 核对指标文件和账簿，改正填错的一行，并同步修改执行率。
    "JX102" "fund-parts-do-not-sum" "资金组成之和不等于总额",
    severity: Error,
    status: Stable,
    since: "0.1.0",
    basis: "财预〔2020〕10号附件《项目支出绩效自评表》“项目资金”栏",
    run: Form(check),
}

/// More rows than this below one total are no simple split.
const PARTS_MAX: usize = 10;

fn check(context: &FormContext<'_>, findings: &mut Findings<'_>) {
    let form = context.form;
    let Some(total) = form.total_fund() else { return };
    let unit = fund_unit(form);
    for column in COLUMNS {
        if let Some(sum) = wrong_sum(&form.funds, column, unit) {
            report(context, total, column, unit, &sum, findings);
        }
    }
}

/// A sum that differs from the total.
struct WrongSum {
    parts: Decimal,
    severity: Severity,
}

fn wrong_sum(funds: &[FundRow], (_, cell): Column, unit: CurrencyUnit) -> Option<WrongSum> {
    let amount = |row: &FundRow| Amount::maybe(cell(row), unit);
    let mut totals = funds.iter().filter(|row| row.source == FundSource::Total);
    let total = amount(totals.next()?)?;
    // Several totals are several blocks; a total of nothing has a rule of its own.
    if totals.next().is_some() || total.yuan.is_zero() {
        return None;
    }
    let parts = || funds.iter().filter(|row| row.source != FundSource::Total);
    let (mut sum, mut count) = (Decimal::ZERO, 0_usize);
    for part in parts().filter_map(amount) {
        sum = sum.checked_add(part.yuan)?;
        count += 1;
    }
    if sum == total.yuan {
        return None;
    }
    let (mut tolerance, mut doubt) = (total.tolerance(), total.half_digit());
    let (mut has_other, mut has_unknown) = (false, false);
    for row in parts() {
        has_other |= row.source == FundSource::Other;
        // A source named twice is split further, or split again by another measure.
        let repeated = funds.iter().filter(|other| other.source == row.source).count() > 1;
        has_unknown |= row.source == FundSource::Unrecognised || repeated;
        if let Some(part) = amount(row) {
            tolerance += part.tolerance();
            doubt += part.half_digit();
        }
    }
    let off = (sum - total.yuan).abs();
    let lists_some_only = sum < total.yuan && !has_other;
    if count == 0 || count > PARTS_MAX || off <= tolerance || lists_some_only {
        return None;
    }
    if has_unknown && some_choice_makes(funds, &amount, total.yuan, tolerance) {
        return None;
    }
    let rounded = unit != CurrencyUnit::Yuan && off <= doubt;
    let doubtful = has_unknown || rounded || !has_even_columns(funds);
    let severity = if doubtful { Severity::Warning } else { Severity::Error };
    Some(WrongSum { parts: sum, severity })
}

/// Whether every part with money fills the same columns as the total: a row that does not was
/// perhaps shifted in a damaged file.
fn has_even_columns(funds: &[FundRow]) -> bool {
    let filled = |row: &FundRow| {
        COLUMNS.map(|(_, cell)| cell(row).is_some_and(|field| field.number().is_some()))
    };
    let total = funds.iter().find(|row| row.source == FundSource::Total).map(filled);
    funds.iter().map(filled).all(|row| row == [false; 3] || Some(row) == total)
}

/// Whether some of the parts make the total: rows may repeat or split one another.
fn some_choice_makes(
    funds: &[FundRow],
    amount: &impl Fn(&FundRow) -> Option<Amount>,
    total: Decimal,
    tolerance: Decimal,
) -> bool {
    let parts: Vec<Decimal> = funds
        .iter()
        .filter(|row| row.source != FundSource::Total)
        .filter_map(|row| amount(row).map(|part| part.yuan))
        .collect();
    (1_u32..1 << parts.len()).any(|choice| {
        let chosen = parts.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1);
        let sum = crate::sums::sum(chosen.map(|(_, part)| Some(*part)));
        sum.is_some_and(|sum| (sum - total).abs() <= tolerance)
    })
}

fn report(
    context: &FormContext<'_>,
    total: &FundRow,
    (name, cell): Column,
    unit: CurrencyUnit,
    sum: &WrongSum,
    findings: &mut Findings<'_>,
) {
    let Some(field) = cell(total) else { return };
    let parts = print_in(sum.parts, unit);
    let mut draft = findings
        .at(
            field.at,
            format!("{}/{name}", name_of(total)),
            format!("{name}各组成部分合计 {parts}，与{} {} 不符", name_of(total), field.printed),
        )
        .printed(field.printed.clone())
        .expected(parts)
        .hint("核对指标文件和账簿，改正填错的一行，并同步修改执行率")
        .at_most(sum.severity.min(context.surest()));
    for row in context.form.funds.iter().filter(|row| row.source != FundSource::Total) {
        if let Some(part) = cell(row).filter(|part| part.number().is_some()) {
            draft = draft.related(part.at, format!("{}：{}", name_of(row), part.printed));
        }
    }
    draft.report();
}
