//! What goes over the wire: amounts in 分, points as decimal text, choices as codes.

use crate::show;
use jixiao_app::FieldFinding;
use jixiao_app::self_evaluations::{
    Assessment, Issued, Line, Record, Scored, SelfEvaluationTyped, Shown,
};
use jixiao_domain::{Coded as _, Decimal};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Filter and page of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParameters {
    /// Fiscal year.
    pub(super) year: Option<u16>,
    /// Code of a state.
    pub(super) state: Option<String>,
    /// Part of the name of project or unit.
    pub(super) q: Option<String>,
    /// Page, from 1.
    pub(super) page: Option<i64>,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListBody {
    /// Lines in all.
    pub(super) total_count: i64,
    /// One page of them.
    pub(super) lines: Vec<LineBody>,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LineBody {
    id: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    state: String,
    /// ISO 8601.
    due_on: String,
    total: Option<String>,
    grade: Option<String>,
    finance_total: Option<String>,
    sampled: bool,
    check_total: Option<String>,
}

impl LineBody {
    pub(super) fn of(line: Line) -> Self {
        Self {
            id: line.id.0,
            project_code: line.project_code,
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            state: line.state.code().to_owned(),
            due_on: line.due_on.to_string(),
            total: points(line.total),
            grade: line.grade.map(|grade| grade.word().to_owned()),
            finance_total: points(line.finance_total),
            sampled: line.sampled,
            check_total: points(line.check_total),
        }
    }
}

/// Tasks to issue.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct IssueBody {
    /// Fiscal year.
    pub(super) year: u16,
    /// The last day for submitting.
    pub(super) due_on: String,
    /// Project years to issue to; none means every one that waits.
    #[serde(default)]
    pub(super) project_year_ids: Vec<i64>,
}

/// What came of it.
#[expect(clippy::struct_field_names, reason = "the unit stands last in public names")]
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IssuedBody {
    issued_count: usize,
    without_goal_count: usize,
    skipped_count: usize,
}

impl IssuedBody {
    pub(super) fn of(issued: Issued) -> Self {
        Self {
            issued_count: issued.issued_count,
            without_goal_count: issued.without_goal_count,
            skipped_count: issued.skipped_count,
        }
    }
}

/// A self-evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SelfEvaluationBody {
    id: i64,
    revision: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    regulation: String,
    state: String,
    due_on: String,
    /// The goal version it is measured by.
    goal_id: i64,
    /// The goal version in force, where it is a later one.
    newer_goal_id: Option<i64>,
    initial_fen: i64,
    adjusted_fen: i64,
    executed_fen: i64,
    actual_goal: String,
    execution_reason: String,
    other_notes: String,
    indicators: Vec<IndicatorBody>,
    scores: PreviewBody,
    /// Steps the caller may take now.
    possible_events: Vec<String>,
    /// SM3 of the frozen content, where it is frozen.
    frozen_digest: Option<String>,
}

/// An indicator and what is filled in for it.
#[derive(Debug, Serialize, ToSchema)]
struct IndicatorBody {
    id: i64,
    level1: String,
    level2: String,
    name: String,
    target: String,
    points: String,
    actual: String,
    chosen: Option<String>,
    score_reason: String,
    deviation_cause: String,
    corrective_measure: String,
    finance_score: Option<String>,
    check_score: Option<String>,
}

impl SelfEvaluationBody {
    pub(super) fn of(shown: &Shown) -> Self {
        let record = &shown.record;
        let evaluation = &record.evaluation;
        let standing = shown.freezes.iter().find(|freeze| freeze.lifted_at.is_none());
        Self {
            id: evaluation.id.0,
            revision: evaluation.revision,
            project_code: record.project.content.code.clone(),
            project_name: record.project.content.name.clone(),
            organisation_name: record.organisation.name.clone(),
            year: record.year.year,
            regulation: record.year.regulation.clone(),
            state: evaluation.state.code().to_owned(),
            due_on: evaluation.due_on.to_string(),
            goal_id: evaluation.goal_id.0,
            newer_goal_id: shown.newer.as_ref().map(|newer| newer.goal.id.0),
            initial_fen: record.funds.total.initial.fen(),
            adjusted_fen: record.funds.total.adjusted.fen(),
            executed_fen: record.funds.total.executed.fen(),
            actual_goal: evaluation.actual_goal.clone(),
            execution_reason: evaluation.execution_reason.clone(),
            other_notes: evaluation.other_notes.clone(),
            indicators: indicators(record),
            scores: PreviewBody::of(record, &shown.assessment, &shown.findings),
            possible_events: shown.possible.iter().map(|event| event.code().to_owned()).collect(),
            frozen_digest: standing.map(|freeze| freeze.digest.clone()),
        }
    }
}

fn indicators(record: &Record) -> Vec<IndicatorBody> {
    record
        .rows
        .iter()
        .map(|row| {
            let (content, filled) = (&row.indicator.content, &row.filled);
            IndicatorBody {
                id: row.indicator.id.0,
                level1: content.level1.code().to_owned(),
                level2: content.level2.code().to_owned(),
                name: content.name.clone(),
                target: content.target_text(),
                points: show::points(&content.points),
                actual: filled.actual_text.clone(),
                chosen: points(filled.chosen_score),
                score_reason: filled.score_reason.clone(),
                deviation_cause: filled.deviation_cause.clone(),
                corrective_measure: filled.corrective_measure.clone(),
                finance_score: points(filled.finance_score),
                check_score: points(filled.check_score),
            }
        })
        .collect()
}

/// Scores, findings and gaps.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PreviewBody {
    total: Option<String>,
    grade: Option<String>,
    execution: Option<ScoreBody>,
    /// In the order of the indicators.
    indicators: Vec<ScoreBody>,
    findings: Vec<RemarkBody>,
    /// What submission would refuse.
    missing: Vec<RemarkBody>,
}

/// A score and how it came about.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScoreBody {
    /// Key of the indicator; absent for 预算执行率.
    indicator_id: Option<i64>,
    points: Option<String>,
    score: Option<String>,
    sentence: String,
    article: String,
}

/// Something to say about a field.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RemarkBody {
    field: String,
    /// Code of the checker's rule; empty for a gap.
    code: String,
    /// `error`, `warning` or `note`.
    severity: String,
    message: String,
}

impl PreviewBody {
    pub(super) fn of(record: &Record, assessment: &Assessment, findings: &[FieldFinding]) -> Self {
        let rows = record.rows.iter().zip(&assessment.rows);
        Self {
            total: points(assessment.total),
            grade: assessment.grade.map(|grade| grade.word().to_owned()),
            execution: assessment.execution.as_ref().map(|scored| score(None, scored)),
            indicators: rows.map(|(row, scored)| score(Some(row.indicator.id.0), scored)).collect(),
            findings: findings
                .iter()
                .map(|finding| RemarkBody {
                    field: finding.field.clone(),
                    code: finding.code.to_owned(),
                    severity: finding.severity.name().to_owned(),
                    message: finding.message.clone(),
                })
                .collect(),
            missing: assessment
                .missing
                .iter()
                .map(|missing| RemarkBody {
                    field: missing.field.clone(),
                    code: String::new(),
                    severity: "error".to_owned(),
                    message: missing.message.clone(),
                })
                .collect(),
        }
    }
}

fn score(indicator_id: Option<i64>, scored: &Scored) -> ScoreBody {
    ScoreBody {
        indicator_id,
        points: points(scored.step.points),
        score: points(scored.score),
        sentence: scored.sentence.clone(),
        article: scored.article.clone(),
    }
}

/// What is filled in.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct FillBody {
    /// The revision that was read.
    revision: i64,
    #[serde(default)]
    actual_goal: String,
    #[serde(default)]
    execution_reason: String,
    /// Points as text; empty where nobody has to decide.
    #[serde(default)]
    execution_choice: String,
    #[serde(default)]
    other_notes: String,
    /// The indicators to change; others stay as they are.
    #[serde(default)]
    indicators: Vec<IndicatorFill>,
}

/// What is filled in for an indicator.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct IndicatorFill {
    /// Key of the indicator.
    id: i64,
    #[serde(default)]
    actual: String,
    /// Points as text; empty where figures decide.
    #[serde(default)]
    chosen: String,
    #[serde(default)]
    score_reason: String,
    #[serde(default)]
    deviation_cause: String,
    #[serde(default)]
    corrective_measure: String,
}

impl FillBody {
    pub(super) fn typed(self) -> SelfEvaluationTyped {
        let mut typed = SelfEvaluationTyped {
            revision: self.revision.to_string(),
            actual_goal: self.actual_goal,
            execution_reason: self.execution_reason,
            execution_choice: self.execution_choice,
            other_notes: self.other_notes,
            ..SelfEvaluationTyped::default()
        };
        for row in self.indicators {
            typed.indicator.push(row.id.to_string());
            typed.actual.push(row.actual);
            typed.chosen.push(row.chosen);
            typed.score_reason.push(row.score_reason);
            typed.deviation_cause.push(row.deviation_cause);
            typed.corrective_measure.push(row.corrective_measure);
        }
        typed
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct StepBody {
    /// The revision that was read.
    pub(super) revision: i64,
    /// `submit`, `unit_review`, `finance_review`, `approve`, `return`, `withdraw`, `unfreeze`.
    pub(super) event: String,
    /// Why; needed to return and to unfreeze.
    #[serde(default)]
    pub(super) reason: String,
}

/// Where a filing stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StateBody {
    /// Code of the state.
    pub(super) state: String,
}

fn points(points: Option<Decimal>) -> Option<String> {
    points.as_ref().map(show::points)
}
