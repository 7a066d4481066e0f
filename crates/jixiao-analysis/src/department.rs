//! A department's year as a whole: its indicators as figures with their arithmetic, the points they
//! earn, and the places where its sums do not add up.
//!
//! Bounds and points come from a [`DepartmentFramework`](jixiao_regulation::DepartmentFramework);
//! amounts come in as values. What can't be computed says why.

mod differences;
mod measures;
mod scores;

use jixiao_domain::{Decimal, DepartmentAmounts, DepartmentColumn, DepartmentItem, Money};
use std::collections::BTreeMap;

pub use differences::{Difference, ProjectSpend, differences};
pub use measures::{Figure, measure};
pub use scores::score;

/// What is known of a department's year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DepartmentFigures {
    /// The money, by item.
    pub amounts: BTreeMap<DepartmentItem, DepartmentAmounts>,
    /// 编制数
    pub posts: Option<i64>,
    /// 在职人数
    pub staff: Option<i64>,
    /// 楼堂馆所批复规模, 平方米
    pub building_approved: Option<i64>,
    /// 楼堂馆所实际规模, 平方米
    pub building_actual: Option<i64>,
    /// What the projects of 重点工作 spent; `None` where no project is one.
    pub key_spend: Option<Money>,
    /// The tasks of the year.
    pub tasks: TaskCounts,
    /// 有效问卷 and, of these, 满意和较满意.
    pub survey: Option<(i64, i64)>,
}

/// How the tasks of a year ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TaskCounts {
    /// Tasks planned.
    pub planned: i64,
    /// Tasks of which it is said how they ended.
    pub reported: i64,
    /// Finished.
    pub finished: i64,
    /// Finished in time.
    pub in_time: i64,
    /// Finished and of the quality promised.
    pub of_quality: i64,
    /// Tasks of which it is said whether they met their quality.
    pub quality_reported: i64,
    /// 重点工作 planned.
    pub key_planned: i64,
    /// 重点工作 finished.
    pub key_finished: i64,
}

impl DepartmentFigures {
    /// The amount of an item in a column.
    pub fn amount(&self, item: DepartmentItem, column: DepartmentColumn) -> Option<Money> {
        self.amounts.get(&item).and_then(|amounts| amounts.column(column))
    }

    /// The sum of items in a column; `None` while none of them is entered. What is not entered
    /// beside what is counts as 0.
    pub fn sum(&self, items: &[DepartmentItem], column: DepartmentColumn) -> Option<Money> {
        let mut known = items.iter().filter_map(|item| self.amount(*item, column)).peekable();
        known.peek()?;
        known.try_fold(Money::default(), Money::checked_add)
    }

    /// 在职人员控制率 of any two counts; `None` without posts.
    pub fn control_rate(staff: Option<i64>, posts: Option<i64>) -> Option<Decimal> {
        let (staff, posts) = (staff?, posts.filter(|posts| *posts > 0)?);
        Some(Decimal::from(staff) / Decimal::from(posts))
    }
}
