//! What department evaluations look like over the API: points and scores as decimal text.

use jixiao_app::evaluations::{
    EvaluationForm, EvaluationList, EvaluationListForm, EvaluationPage, EvaluationStepForm,
};
use jixiao_domain::{Coded as _, Decimal, Grade};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct EvaluationQuery {
    /// 年度
    year: String,
    /// A state's code.
    state: String,
    /// The unit's id.
    organisation: String,
    /// Part of the project's name or code.
    q: String,
    /// `year`, `total`, `organisation` or `state`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl EvaluationQuery {
    pub(super) fn filter(&self) -> EvaluationListForm {
        EvaluationListForm {
            year: self.year.clone(),
            state: self.state.clone(),
            organisation: self.organisation.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvaluationListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<EvaluationLineBody>,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvaluationLineBody {
    id: i64,
    project_year: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    state: &'static str,
    total: Option<String>,
    grade: Option<&'static str>,
}

fn text(points: Option<Decimal>) -> Option<String> {
    points.map(|points| points.normalize().to_string())
}

impl EvaluationListBody {
    pub(super) fn of(list: &EvaluationList) -> Self {
        let lines = list
            .lines
            .iter()
            .map(|line| EvaluationLineBody {
                id: line.id.0,
                project_year: line.project_year_id.0,
                project_code: line.project_code.clone(),
                project_name: line.project_name.clone(),
                organisation_name: line.organisation_name.clone(),
                year: line.year,
                state: line.state.code(),
                total: text(line.total),
                grade: line.grade.map(Grade::word),
            })
            .collect();
        Self { total: list.total, lines }
    }
}

/// The project's year to evaluate.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EvaluationPlan {
    pub(super) project_year: i64,
}

/// The revision a record was read at.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EvaluationRevision {
    pub(super) revision: i64,
}

/// What a change led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvaluationChangeBody {
    pub(super) id: i64,
    /// The new revision, after saving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
    /// The new state, after a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
}

/// An item of the framework.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ItemBody {
    code: String,
    level1: String,
    level2: String,
    name: String,
    points: String,
    /// The rate of its formula, a share of one.
    rate: Option<String>,
    /// How the rate came about, or why there is none.
    computation: String,
    computed_score: Option<String>,
    score: Option<String>,
    reason: String,
    evidence: String,
}

/// A column of the strip of scores.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StripBody {
    level1: String,
    points: String,
    score: Option<String>,
}

/// An evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EvaluationBody {
    id: i64,
    revision: i64,
    project_year: i64,
    project_name: String,
    state: &'static str,
    items: Vec<ItemBody>,
    strip: Vec<StripBody>,
    total: Option<String>,
    grade: Option<&'static str>,
    purpose: String,
    method: String,
    work: String,
    achievements: String,
    problems: String,
    suggestions: String,
    exchanged_opinion: String,
    conclusion: String,
    /// The steps one may take now, by code.
    events: Vec<&'static str>,
}

impl EvaluationBody {
    pub(super) fn of(page: &EvaluationPage) -> Self {
        let (loaded, evaluation) = (&page.loaded, &page.loaded.evaluation);
        let content = &evaluation.content;
        let items = loaded
            .items
            .iter()
            .map(|row| ItemBody {
                code: row.item.code.clone(),
                level1: row.item.level1.clone(),
                level2: row.item.level2.clone(),
                name: row.item.name.clone(),
                points: row.scored.points.normalize().to_string(),
                rate: text(row.scored.computed_rate),
                computation: row.scored.computed_text.clone(),
                computed_score: text(row.scored.computed_score),
                score: text(row.scored.score),
                reason: row.scored.reason.clone(),
                evidence: row.scored.evidence.clone(),
            })
            .collect();
        let strip = loaded
            .strip()
            .into_iter()
            .map(|column| StripBody {
                level1: column.level1,
                points: column.points.normalize().to_string(),
                score: text(column.score),
            })
            .collect();
        Self {
            id: evaluation.id.0,
            revision: evaluation.revision,
            project_year: evaluation.project_year_id.0,
            project_name: loaded.place.project.content.name.clone(),
            state: evaluation.state.code(),
            items,
            strip,
            total: text(loaded.score()),
            grade: evaluation.grade.map(Grade::word),
            purpose: content.purpose.clone(),
            method: content.method.clone(),
            work: content.work.clone(),
            achievements: content.achievements.clone(),
            problems: content.problems.clone(),
            suggestions: content.suggestions.clone(),
            exchanged_opinion: evaluation.exchanged_opinion.clone(),
            conclusion: evaluation.conclusion.clone(),
            events: page.events.iter().map(|event| event.code()).collect(),
        }
    }
}

/// An item as sent: points while planned, the rest while scored.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ItemInBody {
    code: String,
    #[serde(default)]
    points: String,
    #[serde(default)]
    score: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    evidence: String,
}

/// An evaluation as sent.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EvaluationInBody {
    /// The revision the evaluation was read at.
    revision: i64,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    method: String,
    #[serde(default)]
    work: String,
    #[serde(default)]
    achievements: String,
    #[serde(default)]
    problems: String,
    #[serde(default)]
    suggestions: String,
    #[serde(default)]
    items: Vec<ItemInBody>,
}

impl EvaluationInBody {
    pub(super) fn form(&self) -> EvaluationForm {
        let mut form = EvaluationForm {
            revision: self.revision.to_string(),
            purpose: self.purpose.clone(),
            method: self.method.clone(),
            work: self.work.clone(),
            achievements: self.achievements.clone(),
            problems: self.problems.clone(),
            suggestions: self.suggestions.clone(),
            ..EvaluationForm::default()
        };
        for item in &self.items {
            for (part, text) in [
                ("points", &item.points),
                ("score", &item.score),
                ("reason", &item.reason),
                ("evidence", &item.evidence),
            ] {
                form.cells.insert(format!("{part}.{}", item.code), text.clone());
            }
        }
        form
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EvaluationStepBody {
    /// The revision the evaluation was read at.
    revision: i64,
    /// The event's code.
    event: String,
    #[serde(default)]
    words: String,
}

impl EvaluationStepBody {
    pub(super) fn form(&self) -> EvaluationStepForm {
        EvaluationStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            words: self.words.clone(),
        }
    }
}
