//! Frameworks by which a department's whole spending is judged: dated indicator sets with their
//! formulas, points and rules of scoring, each with article, source and certainty.
//!
//! Owns what the texts lay down. Computes nothing: figures meet these rules in the analysis crate.

mod load;
mod page;

use crate::Certainty;
use jixiao_domain::{Decimal, Grade, coded};
use std::sync::LazyLock;

pub use page::{department_index, department_page};

/// A file of `regulations/department/`.
const FILES: &[(&str, &str)] = &[
    ("national-2013.toml", include_str!("../../../regulations/department/national-2013.toml")),
    ("hunan-2016.toml", include_str!("../../../regulations/department/hunan-2016.toml")),
];

static BUILTIN: LazyLock<Vec<DepartmentFramework>> = LazyLock::new(|| {
    let load = |(name, text): &(&str, &str)| {
        load::framework(text).unwrap_or_else(|problem| panic!("{name}: {problem}"))
    };
    FILES.iter().map(load).collect()
});

/// A set of indicators for whole departments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentFramework {
    /// Public id: `department-national-2013`.
    pub id: String,
    /// Chinese title.
    pub title: String,
    /// 6-digit region code; `000000` is national.
    pub region: String,
    /// First fiscal year it governs.
    pub first_year: u16,
    /// Where its text or evidence was found.
    pub sources: Vec<String>,
    /// Lower bound (inclusive) of each grade, best first.
    pub grade_bands: Vec<(Grade, Decimal)>,
    /// The indicators in printed order.
    pub indicators: Vec<DepartmentIndicator>,
}

/// An indicator of a framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentIndicator {
    /// Stable code within the framework.
    pub code: String,
    /// 一级指标
    pub level1: String,
    /// 二级指标
    pub level2: String,
    /// 三级指标
    pub name: String,
    /// The figure it is, or `None` where a person judges it.
    pub measure: Option<DepartmentMeasure>,
    /// 分值
    pub points: Decimal,
    /// 指标值 as it is printed: `≤100%`.
    pub target: String,
    /// How the figure earns its points.
    pub rule: DepartmentRule,
    /// 文号 and article of the indicator; empty when no text is known.
    pub article: String,
    /// What points and rule were read from.
    pub source: String,
    /// How sure the project is of points and rule.
    pub certainty: Certainty,
}

coded! {
    /// A figure that can be computed of a department's year.
    pub enum DepartmentMeasure {
        /// 在职人员控制率
        StaffControl = "staff_control" "在职人员控制率",
        /// “三公经费”变动率
        ThreePublicChange = "three_public_change" "“三公经费”变动率",
        /// 重点支出安排率
        KeySpendShare = "key_spend_share" "重点支出安排率",
        /// 预算完成率
        BudgetCompletion = "budget_completion" "预算完成率",
        /// 预算调整率
        BudgetAdjustment = "budget_adjustment" "预算调整率",
        /// 支付进度率
        PaymentProgress = "payment_progress" "支付进度率",
        /// 结转结余率
        CarryOverShare = "carry_over_share" "结转结余率",
        /// 结转结余变动率
        CarryOverChange = "carry_over_change" "结转结余变动率",
        /// 公用经费控制率
        OperatingControl = "operating_control" "公用经费控制率",
        /// “三公经费”控制率
        ThreePublicControl = "three_public_control" "“三公经费”控制率",
        /// 政府采购执行率
        ProcurementExecution = "procurement_execution" "政府采购执行率",
        /// 固定资产利用率
        AssetUse = "asset_use" "固定资产利用率",
        /// 新建楼堂馆所面积控制率
        BuildingArea = "building_area" "新建楼堂馆所面积控制率",
        /// 新建楼堂馆所投资概算控制率
        BuildingCost = "building_cost" "新建楼堂馆所投资概算控制率",
        /// 实际完成率
        Completion = "completion" "实际完成率",
        /// 完成及时率
        Timeliness = "timeliness" "完成及时率",
        /// 质量达标率
        Quality = "quality" "质量达标率",
        /// 重点工作办结率
        KeyCompletion = "key_completion" "重点工作办结率",
        /// 满意度
        Satisfaction = "satisfaction" "社会公众或服务对象满意度",
    }
}

/// How a figure earns the points of its row. Bounds and steps are shares of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DepartmentRule {
    /// All points up to `full`; beyond it every `step` costs `lost` points, parts of it in
    /// proportion.
    AtMost {
        /// The bound, inclusive.
        full: Decimal,
        /// The width of a step.
        step: Decimal,
        /// What a step costs.
        lost: Decimal,
    },
    /// All points from `full` on; below it every `step` costs `lost` points.
    AtLeast {
        /// The bound, inclusive.
        full: Decimal,
        /// The width of a step.
        step: Decimal,
        /// What a step costs.
        lost: Decimal,
    },
    /// All points at `full`; every `step` away from it on either side costs `lost` points.
    Near {
        /// The aim.
        full: Decimal,
        /// The width of a step.
        step: Decimal,
        /// What a step costs.
        lost: Decimal,
    },
    /// Points × figure ÷ `full`, at most the points.
    Proportional {
        /// The figure that earns all points.
        full: Decimal,
    },
    /// The share of the points of the first band that holds the figure without its sign; 0 beyond
    /// the last.
    Bands(Vec<DepartmentBand>),
    /// A person judges.
    Judged,
}

/// Up to `at_most` (inclusive) the row earns `share` of its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentBand {
    /// Upper bound of the figure.
    pub at_most: Decimal,
    /// Share of the points.
    pub share: Decimal,
}

impl DepartmentFramework {
    /// The frameworks shipped with the program, in the order they are offered.
    pub fn builtin() -> &'static [Self] {
        &BUILTIN
    }

    /// The framework with this id.
    pub fn get(id: &str) -> Option<&'static Self> {
        BUILTIN.iter().find(|framework| framework.id == id)
    }

    /// The grade of a total, which is rounded to two decimals first.
    pub fn grade(&self, total: Decimal) -> Grade {
        let total = jixiao_domain::round_half_up_2dp(total);
        let band = self.grade_bands.iter().find(|(_, at_least)| total >= *at_least);
        band.map_or(Grade::Poor, |(grade, _)| *grade)
    }

    /// The points of all indicators.
    pub fn points(&self) -> Decimal {
        self.indicators.iter().map(|indicator| indicator.points).sum()
    }

    /// The indicator of a code.
    pub fn indicator(&self, code: &str) -> Option<&DepartmentIndicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }
}

impl DepartmentMeasure {
    /// How the figure is defined, as the text says it.
    pub fn formula(self) -> &'static str {
        match self {
            Self::StaffControl => "在职人员控制率＝在职人员数÷编制数×100%",
            Self::ThreePublicChange => {
                "“三公经费”变动率＝（本年度“三公经费”总额－上年度“三公经费”总额）÷上年度“三公经费”总额×100%"
            }
            Self::KeySpendShare => "重点支出安排率＝重点项目支出÷项目总支出×100%",
            Self::BudgetCompletion => "预算完成率＝预算完成数÷预算数×100%",
            Self::BudgetAdjustment => "预算调整率＝预算调整数÷预算数×100%",
            Self::PaymentProgress => "支付进度率＝实际支付进度÷既定支付进度×100%",
            Self::CarryOverShare => "结转结余率＝结转结余总额÷支出预算数×100%",
            Self::CarryOverChange => {
                "结转结余变动率＝（本年度累计结转结余资金总额－上年度累计结转结余资金总额）÷上年度累计结转结余资金总额×100%"
            }
            Self::OperatingControl => {
                "公用经费控制率＝实际支出公用经费总额÷预算安排公用经费总额×100%"
            }
            Self::ThreePublicControl => {
                "“三公经费”控制率＝“三公经费”实际支出数÷“三公经费”预算安排数×100%"
            }
            Self::ProcurementExecution => "政府采购执行率＝实际政府采购金额÷政府采购预算数×100%",
            Self::AssetUse => "固定资产利用率＝实际在用固定资产总额÷所有固定资产总额×100%",
            Self::BuildingArea => "楼堂馆所面积控制率＝实际建设面积÷批准建设面积×100%",
            Self::BuildingCost => "楼堂馆所投资概算控制率＝实际投资金额÷批准投资金额×100%",
            Self::Completion => "实际完成率＝实际完成工作数÷计划工作数×100%",
            Self::Timeliness => "完成及时率＝及时完成实际工作数÷计划工作数×100%",
            Self::Quality => "质量达标率＝质量达标实际工作数÷计划工作数×100%",
            Self::KeyCompletion => "重点工作办结率＝重点工作实际完成数÷交办或下达数×100%",
            Self::Satisfaction => "满意度＝满意和较满意问卷数÷有效问卷数×100%",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DepartmentFramework, DepartmentRule};
    use jixiao_domain::Decimal;

    #[test]
    fn every_framework_adds_up_to_a_hundred_and_names_its_indicators_once() {
        for framework in DepartmentFramework::builtin() {
            assert_eq!(framework.points(), Decimal::ONE_HUNDRED, "{}", framework.id);
            let mut codes: Vec<&str> =
                framework.indicators.iter().map(|indicator| indicator.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), framework.indicators.len(), "{}", framework.id);
        }
    }

    #[test]
    fn what_a_person_judges_has_no_figure_and_the_other_way_round() {
        for framework in DepartmentFramework::builtin() {
            for indicator in &framework.indicators {
                let judged = indicator.rule == DepartmentRule::Judged;
                assert_eq!(indicator.measure.is_none(), judged, "{}", indicator.name);
            }
        }
    }
}
