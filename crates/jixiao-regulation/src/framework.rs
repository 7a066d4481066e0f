//! Frameworks by which people judge: 部门评价 (决策、过程、产出、效益) and 事前绩效评估 (five points).
//!
//! Owns their items, points, floors and bands as dated data with article and source. What the
//! formulas compute is the business of the analysis; who judges, that of the application.

mod load;
mod page;

use crate::{Certainty, LoadError};
use jixiao_domain::{AssessmentResult, Decimal};
use std::sync::LazyLock;

pub use page::page as framework_page;

/// A file of `regulations/frameworks` with its name there.
macro_rules! file {
    ($name:literal) => {
        (
            concat!("frameworks/", $name),
            include_str!(concat!("../../../regulations/frameworks/", $name)),
        )
    };
}

const FILES: &[(&str, &str)] = &[file!("evaluation-2020.toml"), file!("assessment-2018.toml")];

static BUILTIN: LazyLock<Vec<Framework>> =
    LazyLock::new(|| Framework::load(FILES).expect("a test loads every embedded framework"));

/// What a framework is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameworkKind {
    /// 部门评价
    Evaluation,
    /// 事前绩效评估
    Assessment,
}

/// Where something is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// 文号 and article; empty when no text is known.
    pub article: String,
    /// What the project read it from.
    pub source: String,
    /// How sure the project is of it.
    pub certainty: Certainty,
}

/// A framework for a span of fiscal years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Public id: `evaluation-2020`.
    pub id: String,
    /// What it is for.
    pub kind: FrameworkKind,
    /// Chinese title.
    pub title: String,
    /// First fiscal year it governs.
    pub first_year: u16,
    /// Last fiscal year it governs; `None` while in force.
    pub last_year: Option<u16>,
    /// What all items have together.
    pub total_points: Decimal,
    /// Where the items are laid down.
    pub items_cited: Citation,
    /// Where their points are laid down.
    pub points_cited: Citation,
    /// What some level-1 groups must have together.
    pub floor: Option<Floor>,
    /// Which result a score suggests.
    pub bands: Option<ResultBands>,
    /// The items in printed order.
    pub items: Vec<FrameworkItem>,
}

/// Some level-1 groups have at least a share of all points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Names of the groups.
    pub level1: Vec<String>,
    /// Share of all points, inclusive.
    pub share_at_least: Decimal,
    /// Where it is laid down.
    pub cited: Citation,
}

/// Scores from which (inclusive) a result is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultBands {
    /// 支持
    pub supported_at_least: Decimal,
    /// 调整后支持; below it 不支持.
    pub adjusted_at_least: Decimal,
    /// Where it is laid down.
    pub cited: Citation,
}

/// 三级指标 of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkItem {
    /// Stable code within the framework.
    pub code: String,
    /// 一级指标
    pub level1: String,
    /// 二级指标; empty where the framework has none.
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// The points proposed for it.
    pub points: Decimal,
    /// What is computed, or what a person asks.
    pub test: String,
    /// The formula, where one is laid down.
    pub formula: Option<FrameworkFormula>,
}

/// The named formulas of the framework of 财预〔2020〕10号.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameworkFormula {
    /// 资金到位率 = 实际到位资金 ÷ 预算资金
    ArrivalRate,
    /// 预算执行率 = 实际支出资金 ÷ 实际到位资金
    ExecutionRate,
    /// 实际完成率 = 实际产出数 ÷ 计划产出数
    CompletionRate,
    /// 质量达标率 = 质量达标产出数 ÷ 实际产出数
    QualityRate,
    /// 完成及时性
    Timeliness,
    /// 成本节约率 = (计划成本 − 实际成本) ÷ 计划成本
    CostSavingRate,
    /// 满意度
    Satisfaction,
}

impl Framework {
    /// The frameworks shipped with the program.
    pub fn builtin() -> &'static [Self] {
        &BUILTIN
    }

    /// Loads files given as (name, text).
    ///
    /// # Errors
    /// The first fault, with the file it lies in.
    pub fn load(files: &[(&str, &str)]) -> Result<Vec<Self>, LoadError> {
        let one = |(name, text): &(&str, &str)| {
            load::load(text).map_err(|problem| LoadError { file: (*name).to_owned(), problem })
        };
        files.iter().map(one).collect()
    }

    /// The framework with this id.
    pub fn get(id: &str) -> Option<&'static Self> {
        Self::builtin().iter().find(|framework| framework.id == id)
    }

    /// The framework of a kind that governs a fiscal year: the latest that began.
    pub fn of_year(kind: FrameworkKind, year: u16) -> Option<&'static Self> {
        Self::builtin()
            .iter()
            .filter(|framework| framework.kind == kind && framework.governs(year))
            .max_by_key(|framework| framework.first_year)
    }

    /// Whether it governs the fiscal year.
    pub fn governs(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The item with this code.
    pub fn item(&self, code: &str) -> Option<&FrameworkItem> {
        self.items.iter().find(|item| item.code == code)
    }

    /// The level-1 groups in printed order.
    pub fn level1(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for item in &self.items {
            if groups.last() != Some(&item.level1.as_str()) {
                groups.push(&item.level1);
            }
        }
        groups
    }

    /// The result a score suggests; `None` where the framework has no bands.
    pub fn suggested(&self, score: Decimal) -> Option<AssessmentResult> {
        let bands = self.bands.as_ref()?;
        Some(if score >= bands.supported_at_least {
            AssessmentResult::Supported
        } else if score >= bands.adjusted_at_least {
            AssessmentResult::SupportedAdjusted
        } else {
            AssessmentResult::NotSupported
        })
    }
}
