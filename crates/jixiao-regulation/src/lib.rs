//! Scoring regulations as dated data, and the scores they give.
//!
//! Owns parameters (weights, bands, thresholds, grade bounds), each with article and source, the
//! named formulas they feed, and one cited [`Step`] per point. Knows no form and no file.

mod facts;
mod parameters;
mod sheet;

pub use facts::{Facts, IndicatorFacts};
pub use parameters::{
    Certainty, Cited, Denominator, ExecutionBand, ExecutionCap, ExecutionFormula, ExecutionRule,
    GradeBand, OverFulfilmentCut, OverFulfilmentRule, QualitativeTier, QuantitativeFormula,
    Regulation, WeightSet,
};
pub use sheet::{ScoreSheet, Step, StepBasis, score};
