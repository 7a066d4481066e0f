//! The shape of a regulation file. Every parameter is optional here: what a file leaves out comes
//! from its base. Unknown keys are refused; nothing is checked beyond the shape.

use crate::Certainty;
use crate::advice::{RawAdviser, RawRanking, RawResults};
use jixiao_domain::Decimal;
use serde::{Deserialize, Deserializer, de};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRegulation {
    pub id: String,
    pub title: String,
    pub region: String,
    pub default_for_region: bool,
    pub first_year: u16,
    pub last_year: Option<u16>,
    pub base: Option<String>,
    /// Inherited parameters count as no surer than this.
    pub inherit_at_most: Option<RawCertainty>,
    pub sources: Vec<String>,
    pub total_points: Option<RawCited<Number>>,
    pub weights: Option<Vec<RawCited<RawWeights>>>,
    #[serde(default)]
    pub execution: RawExecution,
    pub quantitative: Option<RawCited<RawQuantitative>>,
    #[serde(default)]
    pub over_fulfilment: RawOverFulfilment,
    pub qualitative_tiers: Option<RawCited<Vec<RawTier>>>,
    pub grade_bands: Option<RawCited<Vec<RawGradeBand>>>,
    pub about_tolerance: Option<RawCited<Number>>,
    pub explain_execution_below: Option<RawCited<Number>>,
    pub score_above_execution_margin: Option<RawCited<Number>>,
    pub dominating_share: Option<RawCited<Number>>,
    pub target_too_low_ratio: Option<RawCited<Number>>,
    #[serde(default)]
    pub adviser: RawAdviser,
    #[serde(default)]
    pub results: RawResults,
    #[serde(default)]
    pub ranking: RawRanking,
    #[serde(default)]
    pub monitoring: RawMonitoring,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCited<T> {
    pub value: T,
    pub article: Option<String>,
    pub source: Option<String>,
    pub certainty: Option<RawCertainty>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawCertainty {
    Certain,
    Likely,
    Verify,
}

impl From<RawCertainty> for Certainty {
    fn from(raw: RawCertainty) -> Self {
        match raw {
            RawCertainty::Certain => Self::Certain,
            RawCertainty::Likely => Self::Likely,
            RawCertainty::Verify => Self::Verify,
        }
    }
}

/// An exact number written as text, so that no float stands between the file and the score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number(pub(crate) Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| de::Error::custom(format!("“{text}”不是数字")))
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawWeights {
    pub execution: Number,
    pub cost: Option<Number>,
    pub output: Option<Number>,
    pub benefit: Option<Number>,
    pub satisfaction: Option<Number>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawExecution {
    pub denominator: Option<RawCited<RawDenominator>>,
    pub formula: Option<RawCited<RawFormula>>,
    pub caps_on_total: Option<Vec<RawCited<RawCap>>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawDenominator {
    AdjustedBudget,
    InitialBudget,
    Arrived,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum RawFormula {
    Proportional,
    Banded { bands: Vec<RawBand> },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBand {
    pub rate_at_least: Number,
    /// Left out: in proportion to the rate.
    pub share: Option<Number>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCap {
    pub rate_below: Number,
    pub total_at_most: Number,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawQuantitative {
    National2020,
    FinanceSystem,
    InverseRatio,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOverFulfilment {
    pub explain_from_ratio: Option<RawCited<Number>>,
    pub explain_from_actual_at_zero_target: Option<RawCited<Number>>,
    pub cuts: Option<Vec<RawCited<RawCut>>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCut {
    pub from_ratio: Number,
    pub share: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTier {
    pub name: String,
    pub low: Number,
    pub high: Number,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawGradeBand {
    pub grade: String,
    pub at_least: Number,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMonitoring {
    pub lamp_bands: Option<RawCited<RawLampBands>>,
    pub execution_lines: Option<Vec<RawCited<RawExecutionLine>>>,
    pub attainment_gap: Option<RawCited<Number>>,
    pub decision_days: Option<RawCited<Number>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLampBands {
    pub yellow_from: Number,
    pub green_from: Number,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawExecutionLine {
    pub month: u8,
    pub rate_below: Number,
}
