//! What rectifications and suspensions look like over the API.

use jixiao_app::rectifications::{
    NoticeForm, RectificationList, RectificationListForm, RectificationPage, RectificationStepForm,
};
use jixiao_app::suspensions::{ResumptionForm, SuspensionForm};
use jixiao_domain::Coded as _;
use jixiao_store::suspensions::Suspension;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// 年度
    year: String,
    /// A state's code, or `overdue`.
    state: String,
    /// An origin's code.
    origin: String,
    /// The unit's id.
    organisation: String,
    /// Part of the project's name or code, or of the problem.
    q: String,
    /// `due`, `number`, `project`, `organisation` or `state`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn filter(&self) -> RectificationListForm {
        RectificationListForm {
            year: self.year.clone(),
            state: self.state.clone(),
            origin: self.origin.clone(),
            organisation: self.organisation.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RectificationListBody {
    /// Lines in all.
    total: i64,
    /// Of all one may see, how many the unit is late with.
    overdue: i64,
    /// The lines of the page.
    lines: Vec<RectificationLineBody>,
}

/// A line of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RectificationLineBody {
    id: i64,
    number: String,
    project_year: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    origin: &'static str,
    state: &'static str,
    due_on: String,
    overdue: bool,
}

impl RectificationListBody {
    pub(super) fn of(list: &RectificationList) -> Self {
        let lines = list
            .lines
            .iter()
            .map(|line| RectificationLineBody {
                id: line.id.0,
                number: line.number.clone(),
                project_year: line.project_year_id.0,
                project_code: line.project_code.clone(),
                project_name: line.project_name.clone(),
                organisation_name: line.organisation_name.clone(),
                year: line.year,
                origin: line.origin.code(),
                state: line.state.code(),
                due_on: line.due_on.to_string(),
                overdue: line.is_overdue(list.today),
            })
            .collect();
        Self { total: list.total, overdue: list.overdue, lines }
    }
}

/// A notice to give.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NoticeBody {
    /// The project's year.
    project_year: i64,
    /// `spot_check`, `evaluation` or `manual`.
    #[serde(default)]
    origin: String,
    /// Key of the self-evaluation or evaluation it comes from.
    #[serde(default)]
    origin_id: Option<i64>,
    /// 存在问题
    problem: String,
    /// 整改要求
    requirement: String,
    /// 整改期限, `2026-09-30`
    due_on: String,
}

impl NoticeBody {
    pub(super) fn form(&self) -> NoticeForm {
        NoticeForm {
            project_year: self.project_year.to_string(),
            origin: self.origin.clone(),
            origin_id: self.origin_id.map_or_else(String::new, |id| id.to_string()),
            problem: self.problem.clone(),
            requirement: self.requirement.clone(),
            due_on: self.due_on.clone(),
        }
    }
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenedBody {
    pub(super) id: i64,
}

/// Where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RectificationStateBody {
    pub(super) state: &'static str,
}

/// A rectification.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RectificationBody {
    id: i64,
    revision: i64,
    number: String,
    project_year: i64,
    project_name: String,
    origin: &'static str,
    origin_id: Option<i64>,
    state: &'static str,
    problem: String,
    requirement: String,
    due_on: String,
    /// 整改措施 of the latest reply.
    measures: Option<String>,
    /// 整改结果 of the latest reply.
    outcome: Option<String>,
    /// 核查意见 of the latest check.
    opinion: Option<String>,
    /// The steps one may take now, by code.
    events: Vec<&'static str>,
    history: Vec<RectificationHistoryBody>,
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RectificationHistoryBody {
    event: &'static str,
    from_state: &'static str,
    to_state: &'static str,
    words: String,
    user_name: String,
    at: String,
}

impl RectificationBody {
    pub(super) fn of(page: &RectificationPage) -> Self {
        let held = &page.loaded.rectification;
        let history = page
            .history
            .iter()
            .map(|step| RectificationHistoryBody {
                event: step.event.code(),
                from_state: step.from_state.code(),
                to_state: step.to_state.code(),
                words: step.words.clone(),
                user_name: step.user_name.clone(),
                at: step.at.to_rfc3339(),
            })
            .collect();
        Self {
            id: held.id.0,
            revision: held.revision,
            number: held.number(),
            project_year: held.project_year_id.0,
            project_name: page.loaded.place.project.content.name.clone(),
            origin: held.origin.code(),
            origin_id: held.origin_id,
            state: held.state.code(),
            problem: held.problem.clone(),
            requirement: held.requirement.clone(),
            due_on: held.due_on.to_string(),
            measures: held.reply.as_ref().map(|reply| reply.measures.clone()),
            outcome: held.reply.as_ref().map(|reply| reply.outcome.clone()),
            opinion: held.check.as_ref().map(|check| check.opinion.clone()),
            events: page.events.iter().map(|event| event.code()).collect(),
            history,
        }
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RectificationStepBody {
    /// The revision the record was read at.
    revision: i64,
    /// The event's code.
    event: String,
    #[serde(default)]
    measures: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    due_on: String,
}

impl RectificationStepBody {
    pub(super) fn form(&self) -> RectificationStepForm {
        RectificationStepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            measures: self.measures.clone(),
            outcome: self.outcome.clone(),
            words: self.words.clone(),
            due_on: self.due_on.clone(),
        }
    }
}

/// A suspension to begin.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SuspensionInBody {
    reason: String,
    /// 依据条款
    article: String,
    /// The rectification it comes from.
    #[serde(default)]
    rectification: Option<i64>,
}

impl SuspensionInBody {
    pub(super) fn form(&self) -> SuspensionForm {
        SuspensionForm {
            reason: self.reason.clone(),
            article: self.article.clone(),
            rectification: self.rectification.map_or_else(String::new, |id| id.to_string()),
        }
    }
}

/// Why payments may go on.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ResumptionBody {
    reason: String,
}

impl ResumptionBody {
    pub(super) fn form(&self) -> ResumptionForm {
        ResumptionForm { reason: self.reason.clone() }
    }
}

/// The suspensions of a year.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuspensionListBody {
    /// Whether payment is suspended now.
    pub(super) suspended: bool,
    pub(super) suspensions: Vec<SuspensionBody>,
}

/// A suspension.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuspensionBody {
    id: i64,
    origin: &'static str,
    reason: String,
    article: String,
    suspended_by: String,
    suspended_at: String,
    resumed_by: Option<String>,
    resumed_at: Option<String>,
    resumed_reason: Option<String>,
}

impl SuspensionBody {
    pub(super) fn of(row: &Suspension) -> Self {
        let end = row.resumption.as_ref();
        Self {
            id: row.id.0,
            origin: row.origin.code(),
            reason: row.reason.clone(),
            article: row.article.clone(),
            suspended_by: row.suspended_by_name.clone(),
            suspended_at: row.suspended_at.to_rfc3339(),
            resumed_by: end.map(|end| end.by_name.clone()),
            resumed_at: end.map(|end| end.at.to_rfc3339()),
            resumed_reason: end.map(|end| end.reason.clone()),
        }
    }
}
