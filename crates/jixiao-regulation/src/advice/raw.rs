//! The shape of the parameters of advice in a regulation file.

use crate::raw::{Number, RawCited};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawAdviser {
    pub widths: Option<RawCited<Vec<RawWidth>>>,
    pub spread_factor: Option<RawCited<Number>>,
    pub trend_from_years: Option<RawCited<u32>>,
    pub trend_weight: Option<RawCited<Number>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawWidth {
    pub years: u32,
    pub share: Number,
    pub points: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawResults {
    pub grade_cuts: Option<RawCited<Vec<RawGradeCut>>>,
    pub unspent_tolerance: Option<RawCited<Number>>,
    pub unspent_recovery: Option<RawCited<Number>>,
    pub demand_weight: Option<RawCited<Number>>,
    pub growth_limit: Option<RawCited<Number>>,
    pub rectification_cut: Option<RawCited<Number>>,
    pub rounding_yuan: Option<RawCited<u32>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGradeCut {
    pub grade: String,
    pub share: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRanking {
    pub weights: Option<RawCited<RawRankingWeights>>,
    pub return_cost: Option<RawCited<Number>>,
    pub late_day_cost: Option<RawCited<Number>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRankingWeights {
    pub goal_quality: Number,
    pub timeliness: Number,
    pub execution: Number,
    pub self_evaluation: Number,
    pub rectification: Number,
}
