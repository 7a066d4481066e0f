//! What ex-ante assessments look like over the API: amounts and points as decimal text.

use jixiao_app::assessments::{
    AssessmentForm, AssessmentList, AssessmentListForm, AssessmentPage, AssessmentStepForm,
};
use jixiao_domain::{Coded as _, CurrencyUnit, Money};
use jixiao_store::assessments::Verdict;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct AssessmentQuery {
    /// 年度
    year: String,
    /// A state's code, or `missing`.
    state: String,
    /// A result's code.
    result: String,
    /// The unit's id.
    organisation: String,
    /// Part of the project's name or code.
    q: String,
    /// `year`, `project`, `organisation` or `state`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl AssessmentQuery {
    pub(super) fn filter(&self) -> AssessmentListForm {
        AssessmentListForm {
            year: self.year.clone(),
            state: self.state.clone(),
            result: self.result.clone(),
            organisation: self.organisation.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<AssessmentLineBody>,
}

/// A new project with its latest round.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentLineBody {
    project_year: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    /// The latest round; absent where the project was not assessed.
    assessment: Option<i64>,
    round: Option<i64>,
    state: Option<&'static str>,
    result: Option<&'static str>,
}

impl AssessmentListBody {
    pub(super) fn of(list: &AssessmentList) -> Self {
        let lines = list
            .lines
            .iter()
            .map(|line| {
                let round = line.round.as_ref();
                AssessmentLineBody {
                    project_year: line.project_year_id.0,
                    project_code: line.project_code.clone(),
                    project_name: line.project_name.clone(),
                    organisation_name: line.organisation_name.clone(),
                    year: line.year,
                    assessment: round.map(|round| round.id.0),
                    round: round.map(|round| round.round),
                    state: round.map(|round| round.state.code()),
                    result: round.and_then(|round| round.result).map(jixiao_domain::Coded::code),
                }
            })
            .collect();
        Self { total: list.total, lines }
    }
}

/// The project's year a round is wanted for.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssessmentStart {
    pub(super) project_year: i64,
}

/// What a change led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentChangeBody {
    pub(super) id: i64,
    /// The new revision, after saving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
    /// The new state, after a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
}

/// A result with its amount and reasons.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentVerdictBody {
    result: &'static str,
    /// 建议安排金额, 元
    proposed: Option<String>,
    reason: String,
}

impl AssessmentVerdictBody {
    fn of(verdict: &Verdict) -> Self {
        Self {
            result: verdict.result.code(),
            proposed: verdict.proposed.map(yuan),
            reason: verdict.reason.clone(),
        }
    }
}

fn yuan(money: Money) -> String {
    money.to_decimal(CurrencyUnit::Yuan).to_string()
}

/// A point of a round.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PointBody {
    code: String,
    name: String,
    points: String,
    findings: String,
    score: Option<String>,
    opinion: String,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AssessmentBody {
    id: i64,
    revision: i64,
    project_year: i64,
    project_name: String,
    round: i64,
    state: &'static str,
    overview: String,
    method: String,
    /// 申请资金, 元
    applied: Option<String>,
    points: Vec<PointBody>,
    score: Option<String>,
    /// The result that score suggests.
    suggested: Option<&'static str>,
    /// What the unit came to.
    verdict: Option<AssessmentVerdictBody>,
    /// What finance came to.
    finance: Option<AssessmentVerdictBody>,
    /// The result that was decided.
    decided: Option<&'static str>,
    /// The steps one may take now, by code.
    steps: Vec<&'static str>,
}

impl AssessmentBody {
    pub(super) fn of(page: &AssessmentPage) -> Self {
        let assessment = &page.loaded.assessment;
        let points = page
            .loaded
            .points
            .iter()
            .map(|point| PointBody {
                code: point.item.code.clone(),
                name: point.item.name.clone(),
                points: point.item.points.normalize().to_string(),
                findings: point.judged.findings.clone(),
                score: point.judged.score.map(|score| score.normalize().to_string()),
                opinion: point.judged.opinion.clone(),
            })
            .collect();
        Self {
            id: assessment.id.0,
            revision: assessment.revision,
            project_year: assessment.project_year_id.0,
            project_name: page.loaded.place.project.content.name.clone(),
            round: assessment.round,
            state: assessment.state.code(),
            overview: assessment.content.overview.clone(),
            method: assessment.content.method.clone(),
            applied: assessment.content.applied.map(yuan),
            points,
            score: page.score.map(|score| score.normalize().to_string()),
            suggested: page.suggested.map(jixiao_domain::Coded::code),
            verdict: assessment.content.verdict.as_ref().map(AssessmentVerdictBody::of),
            finance: assessment.finance.as_ref().map(AssessmentVerdictBody::of),
            decided: assessment.decided().map(jixiao_domain::Coded::code),
            steps: page.steps.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A point as sent.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PointInBody {
    code: String,
    #[serde(default)]
    findings: String,
    #[serde(default)]
    score: String,
    #[serde(default)]
    opinion: String,
}

/// A draft as sent.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssessmentInBody {
    /// The revision the round was read at.
    revision: i64,
    #[serde(default)]
    overview: String,
    #[serde(default)]
    method: String,
    /// 元
    #[serde(default)]
    applied: String,
    /// A result's code.
    #[serde(default)]
    result: String,
    /// 元
    #[serde(default)]
    proposed: String,
    #[serde(default)]
    result_reason: String,
    #[serde(default)]
    points: Vec<PointInBody>,
}

impl AssessmentInBody {
    pub(super) fn form(&self) -> AssessmentForm {
        let mut form = AssessmentForm {
            revision: self.revision.to_string(),
            overview: self.overview.clone(),
            method: self.method.clone(),
            applied: self.applied.clone(),
            result: self.result.clone(),
            proposed: self.proposed.clone(),
            result_reason: self.result_reason.clone(),
            ..AssessmentForm::default()
        };
        for point in &self.points {
            let code = &point.code;
            form.cells.insert(format!("findings.{code}"), point.findings.clone());
            form.cells.insert(format!("score.{code}"), point.score.clone());
            form.cells.insert(format!("opinion.{code}"), point.opinion.clone());
        }
        form
    }
}

/// A step of the chain.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct AssessmentStepBody {
    /// The revision the round was read at.
    revision: i64,
    /// The event's code.
    event: String,
    #[serde(default)]
    reason: String,
    /// Finance's own result.
    #[serde(default)]
    result: String,
    /// Finance's own amount, 元.
    #[serde(default)]
    proposed: String,
}

impl AssessmentStepBody {
    pub(super) fn form(&self) -> AssessmentStepForm {
        AssessmentStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            reason: self.reason.clone(),
            result: self.result.clone(),
            proposed: self.proposed.clone(),
        }
    }
}
