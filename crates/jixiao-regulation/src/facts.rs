//! What a score is computed from.

use jixiao_domain::{Decimal, IndicatorGroup, IndicatorKind, Money, Value};

/// The facts of one self-evaluation. What the filing does not state is `None`.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// 年初预算数 of the total row.
    pub initial_budget: Option<Money>,
    /// 全年预算数 (A) of the total row.
    pub adjusted_budget: Option<Money>,
    /// 实际到位资金, where stated.
    pub arrived: Option<Money>,
    /// 全年执行数 (B) of the total row.
    pub executed: Option<Money>,
    /// Points stated for execution; `None` takes the regulation's.
    pub execution_points: Option<Decimal>,
    /// The execution score the filing prints.
    pub printed_execution_score: Option<Decimal>,
    /// The indicators in printed order.
    pub indicators: Vec<IndicatorFacts>,
    /// The total the filing prints.
    pub printed_total: Option<Decimal>,
}

/// The facts of one indicator.
#[derive(Debug, Clone)]
pub struct IndicatorFacts {
    /// 三级指标
    pub name: String,
    /// Level-1 group, where known.
    pub group: Option<IndicatorGroup>,
    /// Level-2 kind, where known.
    pub kind: Option<IndicatorKind>,
    /// 指标值
    pub target: Value,
    /// The target's words, for qualitative comparison.
    pub target_text: String,
    /// 实际完成值
    pub actual: Value,
    /// The result's words.
    pub actual_text: String,
    /// 分值
    pub points: Option<Decimal>,
    /// The score the filing prints; for qualitative indicators it is a person's choice.
    pub printed_score: Option<Decimal>,
    /// Whether 偏差原因 is filled in.
    pub has_reason: bool,
}
