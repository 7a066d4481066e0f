//! A department's money against the year before.

use super::Record;
use jixiao_domain::{Decimal, DepartmentColumn, DepartmentItem, Money};

/// An item in two years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// What it is: 支出总额, 基本支出, “三公”经费 …
    pub name: &'static str,
    /// 上年决算数
    pub before: Money,
    /// 本年决算数, or 全年预算数 before the year is closed.
    pub now: Money,
    /// Whether `now` is 全年预算数 still.
    pub planned: bool,
    /// `now` less `before`.
    pub change: Money,
    /// That as a share of `before`; `None` where that is 0.
    pub share: Option<Decimal>,
}

/// The changes of what is known in both years.
pub fn changes(record: &Record) -> Vec<ItemChange> {
    let figures = record.figures();
    let basic = [DepartmentItem::Staff, DepartmentItem::Operating];
    let rows: [(&'static str, &[DepartmentItem]); 7] = [
        ("支出总额", &[DepartmentItem::Total]),
        ("基本支出", &basic),
        ("人员经费", &[DepartmentItem::Staff]),
        ("公用经费", &[DepartmentItem::Operating]),
        ("项目支出", &[DepartmentItem::Project]),
        ("“三公”经费", &DepartmentItem::THREE_PUBLIC),
        ("年末结转和结余", &[DepartmentItem::YearEnd]),
    ];
    rows.into_iter()
        .filter_map(|(name, items)| {
            let before = figures.sum(items, DepartmentColumn::LastFinal).or_else(|| {
                record.last.as_ref().and_then(|last| last.sum(items, DepartmentColumn::Final))
            })?;
            let closed = figures.sum(items, DepartmentColumn::Final);
            let now = closed.or_else(|| figures.sum(items, DepartmentColumn::Adjusted))?;
            let change = Money::from_fen(now.fen().saturating_sub(before.fen()));
            let share = (before.fen() > 0)
                .then(|| Decimal::from(change.fen()) / Decimal::from(before.fen()));
            Some(ItemChange { name, before, now, planned: closed.is_none(), change, share })
        })
        .collect()
}
