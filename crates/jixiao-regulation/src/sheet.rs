//! A recomputed score, point by point.

use jixiao_domain::{Decimal, Grade};

/// The recomputed score of one filing.
#[derive(Debug, Clone)]
pub struct ScoreSheet {
    /// The execution row; `None` where the form has no fund block.
    pub execution: Option<Step>,
    /// One step per indicator, in the order of the facts.
    pub indicators: Vec<Step>,
    /// Sum of the rounded rows; `None` where a row has no value.
    pub total: Option<Decimal>,
    /// The grade of `total` by the regulation's bands.
    pub grade: Option<Grade>,
}

/// How one row's score came about.
#[derive(Debug, Clone)]
pub struct Step {
    /// The recomputed score, rounded as the regulation rounds; `None` with a basis that says why.
    pub score: Option<Decimal>,
    /// 分值 of the row.
    pub points: Option<Decimal>,
    /// Which formula or refusal.
    pub basis: StepBasis,
}

/// The formula a step used, or why it has none. Sentences are rendered from it on demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepBasis {
    /// Placeholder until the engine names its formulas.
    Unstated,
}

/// Scores `facts` under `regulation`.
pub fn score(_regulation: &crate::Regulation, facts: &crate::Facts) -> ScoreSheet {
    ScoreSheet {
        execution: None,
        indicators: facts
            .indicators
            .iter()
            .map(|row| Step { score: None, points: row.points, basis: StepBasis::Unstated })
            .collect(),
        total: None,
        grade: None,
    }
}
