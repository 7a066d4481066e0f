//! 困难职工的认定: whether a household is 深度困难, 相对困难 or 意外致困 in a year, and why.
//!
//! Owns the rules as dated data and the judgement. Strict: what is exactly at a line is not below it.
//! A year or place without a subsistence line refuses; an exclusion that holds ends the judgement.

mod judge;
mod load;
mod page;

use crate::cited::{Basis, Sourced};
use crate::region::within;
use jixiao_domain::{Decimal, EssentialKind, HardshipClass, IncomeKind, Money};
use std::fmt;
use std::sync::LazyLock;

pub use judge::judge;
pub use page::hardship_page;

/// A file of `regulations/aid/hardship` with its name there.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../regulations/aid/hardship/", $name)))
    };
}

const RULES: &[(&str, &str)] = &[file!("national.toml")];
const LINES: &[(&str, &str)] =
    &[file!("lines-yunnan-kunming.toml"), file!("lines-anhui-anqing.toml")];

static BUILTIN: LazyLock<HardshipRules> =
    LazyLock::new(|| HardshipRules::load(RULES, LINES).expect("a test loads every embedded rule"));

/// Everything that is known of hardship: rules, and the subsistence lines they measure by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardshipRules {
    /// The rules.
    pub rules: Vec<HardshipRule>,
    /// The lines.
    pub lines: Vec<SubsistenceLine>,
}

/// A rule for a place and a span of years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardshipRule {
    /// Public id: `hardship-national`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// 行政区划代码; holds for everything below.
    pub region: String,
    /// First year it governs.
    pub first_year: u16,
    /// Last year it governs; `None` while in force.
    pub last_year: Option<u16>,
    /// 深度困难 below so many subsistence lines a head and month.
    pub severe_below: Sourced<Decimal>,
    /// 相对困难 below so many.
    pub relative_below: Sourced<Decimal>,
    /// 意外致困 where the uncovered loss is above this share of the year's income.
    pub sudden_loss_above: Sourced<Decimal>,
    /// Essential spending that is deducted.
    pub deducted: Sourced<Vec<EssentialKind>>,
    /// Income that is not counted.
    pub not_counted: Sourced<Vec<IncomeKind>>,
    /// What excludes a household.
    pub exclusions: Vec<Exclusion>,
}

/// Something that excludes a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Stable code.
    pub code: String,
    /// What holds, in Chinese.
    pub words: String,
    /// Holds by itself from so many homes on.
    pub homes_at_least: Option<u32>,
    /// Where it is laid down.
    pub basis: Basis,
}

/// 低保标准 of a place and a year, a head and month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubsistenceLine {
    /// 行政区划代码; holds for everything below that has none of its own.
    pub region: String,
    /// The year.
    pub year: u16,
    /// The line.
    pub monthly: Money,
    /// Where it is laid down.
    pub basis: Basis,
}

/// What is known of a household's year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseholdFacts {
    /// 行政区划代码 of the place whose rules hold.
    pub region: String,
    /// The year.
    pub year: u16,
    /// Members.
    pub size: u32,
    /// Income of the year by kind.
    pub incomes: Vec<(IncomeKind, Money)>,
    /// Essential spending of the year by kind.
    pub essentials: Vec<(EssentialKind, Money)>,
    /// What an accident, disaster or illness cost in the year.
    pub loss: Money,
    /// What insurance, compensation and relief covered of it.
    pub loss_covered: Money,
    /// Homes owned.
    pub home_count: u32,
    /// Codes of exclusions that were found to hold.
    pub exclusions: Vec<String>,
}

/// A judgement with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The rule applied.
    pub rule: String,
    /// The class; `None` where the household is in none.
    pub class: Option<HardshipClass>,
    /// 月人均可支配收入 after deductions, 四舍五入 to 分; may be negative.
    pub monthly: Money,
    /// The subsistence line it was measured by.
    pub line: Money,
    /// The reasons in order.
    pub reasons: Vec<ReasonLine>,
}

/// One line of the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonLine {
    /// The sentence, in Chinese.
    pub words: String,
    /// Where it is laid down; `None` for arithmetic.
    pub basis: Option<Basis>,
}

/// Why no judgement is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// No rule governs the place and year.
    NoRule {
        /// 行政区划代码 of the household.
        region: String,
        /// The year to judge.
        year: u16,
    },
    /// No subsistence line is known for the place and year.
    NoLine {
        /// 行政区划代码 of the household.
        region: String,
        /// The year to judge.
        year: u16,
    },
    /// The household has no members.
    NoMembers,
    /// Nothing was said of income.
    NoIncome,
    /// A figure below zero or too large.
    BadFigure,
    /// A code of an exclusion that the rule does not know.
    UnknownExclusion(String),
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRule { region, year } => {
                write!(f, "没有适用于 {region} 地区 {year} 年的困难认定规则，不能认定")
            }
            Self::NoLine { region, year } => {
                write!(f, "没有 {region} 地区 {year} 年的低保标准，不能认定；请先补充标准")
            }
            Self::NoMembers => f.write_str("家庭成员为零，不能认定；请先登记家庭成员"),
            Self::NoIncome => f.write_str("没有填写家庭收入，不能认定；没有收入的请填 0"),
            Self::BadFigure => f.write_str("收支金额为负或过大，不能认定；请核对金额"),
            Self::UnknownExclusion(code) => write!(f, "认定规则中没有“{code}”这一排除情形"),
        }
    }
}

impl std::error::Error for Unresolved {}

impl HardshipRules {
    /// The rules shipped with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The rule that governs a place in a year: the closest, and of these the latest that began.
    ///
    /// # Errors
    /// [`Unresolved::NoRule`].
    pub fn rule(&self, region: &str, year: u16) -> Result<&HardshipRule, Unresolved> {
        self.rules
            .iter()
            .filter(|rule| rule.first_year <= year && rule.last_year.is_none_or(|l| year <= l))
            .filter_map(|rule| Some(((within(&rule.region, region)?, rule.first_year), rule)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, rule)| rule)
            .ok_or_else(|| Unresolved::NoRule { region: region.to_owned(), year })
    }

    /// The subsistence line of a place in a year: the closest. Never that of another year.
    ///
    /// # Errors
    /// [`Unresolved::NoLine`].
    pub fn line(&self, region: &str, year: u16) -> Result<&SubsistenceLine, Unresolved> {
        self.lines
            .iter()
            .filter(|line| line.year == year)
            .filter_map(|line| Some((within(&line.region, region)?, line)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, line)| line)
            .ok_or_else(|| Unresolved::NoLine { region: region.to_owned(), year })
    }
}
