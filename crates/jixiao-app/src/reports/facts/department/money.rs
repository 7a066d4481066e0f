//! The money of a department: income, spending, “三公”经费, what was left.

use super::{Sheet, rate};
use jixiao_domain::{
    Coded as _, DepartmentAmounts, DepartmentColumn, DepartmentItem, FundFigures, Money,
};
use jixiao_narrative::{FactValue, Facts, Item};

/// A row of the report: its key, what it is called, the items it adds up.
type Line = (&'static str, &'static str, &'static [DepartmentItem]);

const SPENDING: [Line; 5] = [
    ("total", "支出总额", &[DepartmentItem::Total]),
    ("basic", "基本支出", &[DepartmentItem::Staff, DepartmentItem::Operating]),
    ("staff", "其中：人员经费", &[DepartmentItem::Staff]),
    ("operating", "公用经费", &[DepartmentItem::Operating]),
    ("project", "项目支出", &[DepartmentItem::Project]),
];

const THREE_PUBLIC: [Line; 3] = [
    ("abroad", "因公出国（境）费", &[DepartmentItem::Abroad]),
    (
        "cars",
        "公务用车购置和运行维护费",
        &[DepartmentItem::CarPurchase, DepartmentItem::CarRunning],
    ),
    ("reception", "公务接待费", &[DepartmentItem::Reception]),
];

const COLUMNS: [(&str, DepartmentColumn); 4] = [
    ("last", DepartmentColumn::LastFinal),
    ("initial", DepartmentColumn::Initial),
    ("adjusted", DepartmentColumn::Adjusted),
    ("final", DepartmentColumn::Final),
];

pub(super) fn put(facts: &mut Facts, sheet: &Sheet<'_>) {
    for list in ["spending", "income", "three_public"] {
        facts.list(list);
    }
    for line in SPENDING {
        let amounts = sum(sheet, line.2);
        if COLUMNS.iter().any(|(_, column)| amounts.column(*column).is_some()) {
            row(&mut sheet.item(facts, ("spending", line.0), &place(line.1)), line, amounts);
        }
        row(&mut named(facts, sheet, line), line, amounts);
    }
    for item in DepartmentItem::INCOME {
        let amounts = sheet.filed.amounts_of(item);
        if amounts.final_accounts.is_some_and(|money| money.fen() != 0) {
            let mut of = sheet.item(facts, ("income", item.code()), &place(item.word()));
            row(&mut of, (item.code(), item.word(), &[]), amounts);
        }
    }
    for line in THREE_PUBLIC {
        let amounts = sum(sheet, line.2);
        if amounts.final_accounts.is_some() {
            row(&mut sheet.item(facts, ("three_public", line.0), &place(line.1)), line, amounts);
        }
    }
    for line in [
        ("public", "“三公”经费", DepartmentItem::THREE_PUBLIC.as_slice()),
        ("left", "年末结转和结余", &[DepartmentItem::YearEnd]),
        ("procurement", "政府采购金额", &[DepartmentItem::Procurement]),
        ("assets", "固定资产总额", &[DepartmentItem::FixedAssets]),
        ("in_use", "在用固定资产", &[DepartmentItem::AssetsInUse]),
    ] {
        row(&mut named(facts, sheet, line), line, sum(sheet, line.2));
    }
}

/// The group of a line below `money`, which is there though nothing is known of it.
fn named<'f>(facts: &'f mut Facts, sheet: &Sheet<'_>, line: Line) -> Item<'f> {
    let key = format!("money.{}", line.0);
    facts.group(key, sheet.source(&place(line.1)), sheet.digest.clone())
}

fn place(name: &str) -> String {
    format!("“{}”行", name.trim_start_matches("其中："))
}

/// What is known of several items together; unknown where any of them is.
fn sum(sheet: &Sheet<'_>, items: &[DepartmentItem]) -> DepartmentAmounts {
    let mut sum = DepartmentAmounts::default();
    for (_, column) in COLUMNS {
        *sum.column_mut(column) = items.iter().try_fold(Money::default(), |sum, item| {
            sum.checked_add(sheet.filed.amounts_of(*item).column(column)?)
        });
    }
    sum
}

fn row(item: &mut Item<'_>, (_, name, _): Line, amounts: DepartmentAmounts) {
    item.text("name", name);
    for (key, column) in COLUMNS {
        if let Some(money) = amounts.column(column) {
            item.put_at(key, FactValue::money(money), column.word());
        }
    }
    let apart = |one: Money, two: Money| {
        FactValue::money(Money::from_fen(one.fen().saturating_sub(two.fen()).saturating_abs()))
    };
    if let (Some(initial), Some(adjusted)) = (amounts.initial, amounts.adjusted) {
        item.put_at("change", apart(adjusted, initial), "：全年预算数与年初预算数之差")
            .flag("raised", adjusted > initial)
            .flag("lowered", adjusted < initial);
    }
    let Some(spent) = amounts.final_accounts else { return };
    if let Some(budget) = amounts.adjusted.or(amounts.initial) {
        let figures = FundFigures { initial: budget, adjusted: budget, executed: spent };
        if let Ok(share) = figures.execution_rate() {
            item.put_at("rate", rate(share), "：本年决算数÷预算数");
        }
        item.flag("within", spent <= budget)
            .put_at("unspent", apart(budget, spent), "：预算数与本年决算数之差")
            .flag("has_unspent", spent < budget)
            .flag("overspent", spent > budget);
    }
    if let Some(last) = amounts.last_final {
        item.put_at("growth", apart(spent, last), "：本年决算数与上年决算数之差")
            .flag("grew", spent > last)
            .flag("shrank", spent < last);
    }
}
