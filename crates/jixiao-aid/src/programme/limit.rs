//! 上限与叠加: what nobody gets more of in a year, and what may not be combined.

use super::amount::{CostKind, LineOf, Lines, times};
use super::condition::{words, yuan};
use super::{Facts, Ground, PriorAid, Programmes};
use crate::cited::Basis;
use jixiao_domain::{Coded as _, Decimal, HardshipClass, Money, coded};

coded! {
    /// Whose aid of the year counts together.
    pub enum LimitUnit {
        /// 每人
        Person = "person" "每人",
        /// 每户
        Household = "household" "每户",
        /// 每名学生
        Student = "student" "每名学生",
    }
}

/// What a cap is measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CapBase {
    /// 定额
    Fixed(Money),
    /// So many months of a subsistence line.
    Lines {
        /// How many.
        months: Decimal,
        /// Whose line.
        of: LineOf,
    },
    /// A share of what the applicant bore.
    CostShare {
        /// Which cost.
        of: CostKind,
        /// 0..=1
        rate: Decimal,
    },
}

/// 年度上限
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyCap {
    /// Whose aid counts together.
    pub per: LimitUnit,
    /// How much.
    pub base: CapBase,
    /// Keys of the programmes whose aid counts.
    pub counts: Vec<String>,
    /// Where it is laid down.
    pub basis: Basis,
}

coded! {
    /// What two kinds of aid have in common that may not be combined.
    pub enum ConflictBy {
        /// The same person.
        Person = "person" "同一人",
        /// The same household.
        Household = "household" "同一户",
        /// The same student.
        Student = "student" "同一学生",
        /// The same person at the same festival.
        Festival = "festival" "同一节日",
        /// The same receipt.
        Invoice = "invoice" "同一票据",
    }
}

coded! {
    /// What happens then.
    pub enum ConflictEffect {
        /// Nothing is given.
        Exclude = "exclude" "不再享受",
        /// 就高不就低: only what is more than was given already.
        Offset = "offset" "就高不就低，只补差额",
    }
}

/// 不得叠加
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Keys of the programmes whose aid stands against it.
    pub with: Vec<String>,
    /// What they have in common.
    pub by: ConflictBy,
    /// Only for households of these classes; empty for all.
    pub classes: Vec<HardshipClass>,
    /// What happens then.
    pub effect: ConflictEffect,
    /// Where it is laid down.
    pub basis: Basis,
}

impl YearlyCap {
    /// What it says, in words.
    pub fn words(&self, programmes: &Programmes) -> String {
        let base = match &self.base {
            CapBase::Fixed(amount) => format!("{}元", yuan(*amount)),
            CapBase::Lines { months, of } => {
                format!("{} 个月{}低保标准", months.normalize(), of.word())
            }
            CapBase::CostShare { of, rate } => {
                format!("{}的 {}%", of.word(), (rate * Decimal::ONE_HUNDRED).normalize())
            }
        };
        let counts = names(programmes, &self.counts);
        format!("{}全年{counts}合计不超过{base}", self.per.word())
    }

    /// The most of the year, with its words, or what it lacks.
    pub(super) fn most(&self, facts: &Facts, lines: &Lines<'_>) -> Result<Money, (Ground, String)> {
        match &self.base {
            CapBase::Fixed(amount) => Ok(*amount),
            CapBase::Lines { months, of } => times(lines.of(*of)?.monthly, *months),
            CapBase::CostShare { of, rate } => {
                let cost = facts.costs.get(of);
                let cost = cost.ok_or_else(|| (Ground::Cost, format!("{}未登记", of.word())))?;
                times(*cost, *rate)
            }
        }
    }

    /// Whether aid given before counts.
    pub(super) fn counts(&self, prior: &PriorAid) -> bool {
        let same = match self.per {
            LimitUnit::Person => prior.same_person,
            LimitUnit::Household => prior.same_household,
            LimitUnit::Student => prior.same_student,
        };
        same && self.counts.contains(&prior.programme)
    }
}

impl Conflict {
    /// What it says, in words.
    pub fn words(&self, programmes: &Programmes) -> String {
        let who = if self.classes.is_empty() {
            String::new()
        } else {
            format!("{}家庭", words(&self.classes))
        };
        let with = names(programmes, &self.with);
        format!("{who}{}当年已享受{with}的，{}", self.by.word(), self.effect.word())
    }
}

/// Names of programmes: 生活救助、医疗救助.
fn names(programmes: &Programmes, keys: &[String]) -> String {
    keys.iter().map(|key| programmes.name(key)).collect::<Vec<_>>().join("、")
}
