//! Which way a number counts. A sign says so; without one the row's place, unit and name do, and
//! where they leave doubt nothing is computed.

use crate::{IndicatorFacts, Measure};
use jixiao_domain::{ComparisonSign, Decimal, IndicatorGroup, IndicatorKind};

/// Which way a result is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    More,
    Less,
    Near,
    Unclear,
}

/// Words of indicators of which less is usually better, whatever their unit.
const LESS_IS_BETTER: &[&str] = &[
    "投诉",
    "事故",
    "差错",
    "失误",
    "死亡",
    "伤亡",
    "违规",
    "违纪",
    "违法",
    "发病",
    "患病",
    "流失",
    "能耗",
    "耗电",
    "耗水",
    "排放",
    "误差",
    "失业",
    "复发",
    "返贫",
    "浪费",
    "降低",
    "下降",
    "减少",
    "控制",
    "上访",
    "信访",
    "逾期",
    "退票",
    "返工",
    "负债",
    "欠薪",
    "空置",
    "闲置",
    "变动率",
];

/// Words of indicators of which less is better unless they are shares (资金到位率).
const SPENT_OR_WAITED: &[&str] = &[
    "费用", "成本", "单价", "支出", "经费", "资金", "投资", "金额", "标准", "时限", "时间", "时长",
    "天数", "工期", "周期", "等待",
];

/// The direction of a row whose result differs from its target.
pub(super) fn direction(row: &IndicatorFacts, measure: &Measure) -> Direction {
    let is_share = is_share(row, measure);
    match measure.sign {
        // “≥55万元” on a cost is a wrong sign, not a floor; “节约率 ≥5%” is one.
        ComparisonSign::AtLeast | ComparisonSign::MoreThan if is_cost(row) && !is_share => {
            Direction::Unclear
        }
        ComparisonSign::AtLeast | ComparisonSign::MoreThan => Direction::More,
        ComparisonSign::AtMost | ComparisonSign::LessThan => Direction::Less,
        ComparisonSign::About => Direction::Near,
        ComparisonSign::Equal => unsigned(row, measure, is_share),
    }
}

/// A bare number: costs and time limits are not to be exceeded, most other things to be reached.
fn unsigned(row: &IndicatorFacts, measure: &Measure, is_share: bool) -> Direction {
    let unit = measure.unit.as_str();
    if is_cost(row) {
        return if is_share { Direction::Unclear } else { Direction::Less };
    }
    if row.kind == Some(IndicatorKind::Timeliness) && !is_share {
        // A bare 7 may be July or seven times.
        return if is_duration(unit) { Direction::Less } else { Direction::Unclear };
    }
    let spent = unit.contains('元') && row.group != Some(IndicatorGroup::Benefit);
    let doubtful = spent
        || is_duration(unit)
        || has_any(&row.name, LESS_IS_BETTER)
        || (!is_share && has_any(&row.name, SPENT_OR_WAITED));
    if doubtful { Direction::Unclear } else { Direction::More }
}

fn is_cost(row: &IndicatorFacts) -> bool {
    row.group == Some(IndicatorGroup::Cost)
        || matches!(
            row.kind,
            Some(
                IndicatorKind::Cost
                    | IndicatorKind::EconomicCost
                    | IndicatorKind::SocialCost
                    | IndicatorKind::EnvironmentalCost
            )
        )
}

/// A rate: percentages, fractions, and bare numbers of what is named a rate.
fn is_share(row: &IndicatorFacts, measure: &Measure) -> bool {
    let unit = measure.unit.as_str();
    let is_fraction = measure.target > Decimal::ZERO && measure.target < Decimal::ONE;
    matches!(unit, "%" | "％" | "百分比")
        || (unit.is_empty() && (is_fraction || row.name.ends_with(['率', '度'])))
}

fn is_duration(unit: &str) -> bool {
    matches!(
        unit,
        "天" | "日"
            | "工作日"
            | "个工作日"
            | "小时"
            | "个小时"
            | "h"
            | "分钟"
            | "min"
            | "秒"
            | "周"
            | "旬"
            | "月"
            | "个月"
            | "月份"
            | "季度"
            | "年"
    )
}

fn has_any(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}
