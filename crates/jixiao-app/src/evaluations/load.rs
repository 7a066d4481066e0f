//! An evaluation with its items in the order of the framework.

use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::{Call, Refusal};
use jixiao_analysis::framework::{Closing, StripColumn, closing, strip};
use jixiao_domain::{Decimal, EvaluationId};
use jixiao_regulation::{Framework, FrameworkItem};
use jixiao_store::Connection;
use jixiao_store::evaluations::{self as rows, Evaluation, EvaluationItem};

/// What a refusal calls it.
const WHAT: &str = "该部门评价";

/// An evaluation in its place.
#[derive(Debug, Clone)]
pub struct LoadedEvaluation {
    /// The evaluation.
    pub evaluation: Evaluation,
    /// Its items in the order of the framework.
    pub items: Vec<ScoredItem>,
    /// The framework.
    pub framework: &'static Framework,
    /// Where it belongs.
    pub place: YearPlace,
}

/// An item of the framework and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredItem {
    /// The item.
    pub item: &'static FrameworkItem,
    /// Points, rate, score, words.
    pub scored: EvaluationItem,
}

impl ScoredItem {
    /// Whether the score stands on the formula alone.
    pub fn is_computed(&self) -> bool {
        self.scored.computed_score.is_some() && self.scored.computed_score == self.scored.score
    }
}

impl LoadedEvaluation {
    /// Whether the points close.
    pub fn closing(&self) -> Closing {
        let points: Vec<(&str, Decimal)> =
            self.items.iter().map(|row| (row.item.code.as_str(), row.scored.points)).collect();
        closing(self.framework, &points)
    }

    /// Points and scores by level-1 group.
    pub fn strip(&self) -> Vec<StripColumn> {
        let items: Vec<(&str, Decimal, Option<Decimal>)> = self
            .items
            .iter()
            .map(|row| (row.item.code.as_str(), row.scored.points, row.scored.score))
            .collect();
        strip(self.framework, &items)
    }

    /// Sum of the scores; `None` while an item has none.
    pub fn score(&self) -> Option<Decimal> {
        self.items.iter().map(|row| row.scored.score).sum()
    }
}

/// Loads an evaluation for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: EvaluationId,
) -> Result<LoadedEvaluation, Refusal> {
    let loaded = load_unasked(connection, id).await?;
    if authz::allows(call.actor, Action::SeeProjects, &loaded.place.organisation.path) {
        Ok(loaded)
    } else {
        Err(Refusal::NotFound(WHAT))
    }
}

/// As [`load`], for what was authorised otherwise.
pub(crate) async fn load_unasked(
    connection: &impl Connection,
    id: EvaluationId,
) -> Result<LoadedEvaluation, Refusal> {
    let evaluation = rows::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place_unasked(connection, evaluation.project_year_id, WHAT).await?;
    let framework = Framework::get(&evaluation.framework).ok_or_else(|| {
        let id = &evaluation.framework;
        Refusal::WrongState(format!("本程序没有编号为“{id}”的评价指标体系"))
    })?;
    let kept = rows::items(connection, id).await?;
    let scored = |item: &FrameworkItem| {
        let found = kept.iter().find(|row| row.code == item.code).cloned();
        found.unwrap_or_else(|| blank(item))
    };
    let items =
        framework.items.iter().map(|item| ScoredItem { item, scored: scored(item) }).collect();
    Ok(LoadedEvaluation { evaluation, items, framework, place })
}

/// An item nobody scored yet, with the points of the framework.
pub(super) fn blank(item: &FrameworkItem) -> EvaluationItem {
    EvaluationItem {
        code: item.code.clone(),
        points: item.points,
        computed_rate: None,
        computed_text: String::new(),
        computed_score: None,
        score: None,
        reason: String::new(),
        evidence: String::new(),
    }
}

/// Loads an evaluation for somebody who scores it.
///
/// # Errors
/// As [`load`], and [`Refusal::Forbidden`].
pub async fn load_to_score(
    connection: &impl Connection,
    call: Call<'_>,
    id: EvaluationId,
) -> Result<LoadedEvaluation, Refusal> {
    let loaded = load(connection, call, id).await?;
    authz::authorise(call.actor, Action::Evaluate, &loaded.place.organisation.path)?;
    Ok(loaded)
}
