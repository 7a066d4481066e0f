//! What goals look like over the API: lists, versions, steps and checks; choices by code. What a
//! version says is [`super::content`]'s.

use super::content::GoalInBody;
use jixiao_app::FieldFinding;
use jixiao_app::adviser::RowAdvice;
use jixiao_app::goals::{
    Checked, GoalForm, GoalList, GoalListForm, GoalPage, NewVersionForm, StepForm,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// 年度
    year: String,
    /// A state's code, or `missing`.
    state: String,
    /// The unit's id.
    organisation: String,
    /// Part of the project's name or code.
    q: String,
    /// `year`, `project`, `organisation` or `state`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn filter(&self) -> GoalListForm {
        GoalListForm {
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
pub(super) struct GoalListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<GoalLineBody>,
}

/// A project's year with its latest version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GoalLineBody {
    project_year: i64,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    /// The latest version; absent where no goal was made yet.
    goal: Option<i64>,
    version: Option<i64>,
    state: Option<&'static str>,
}

impl GoalListBody {
    pub(super) fn of(list: &GoalList) -> Self {
        let lines = list
            .lines
            .iter()
            .map(|line| GoalLineBody {
                project_year: line.project_year_id.0,
                project_code: line.project_code.clone(),
                project_name: line.project_name.clone(),
                organisation_name: line.organisation_name.clone(),
                year: line.year,
                goal: line.goal.as_ref().map(|goal| goal.id.0),
                version: line.goal.as_ref().map(|goal| goal.version),
                state: line.goal.as_ref().map(|goal| goal.state.code()),
            })
            .collect();
        Self { total: list.total, lines }
    }
}

/// The project's year a goal is wanted for.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewGoalBody {
    pub(super) project_year: i64,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CreatedBody {
    pub(super) id: i64,
}

/// What a change led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StateBody {
    /// The new revision, after saving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revision: Option<i64>,
    /// The new state, after a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
}

/// A step of the chain.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct StepBody {
    /// The revision the version was read at.
    revision: i64,
    /// The event's code.
    event: String,
    /// Reason, word or opinion.
    #[serde(default)]
    reason: String,
}

impl StepBody {
    pub(super) fn form(self) -> StepForm {
        StepForm { revision: self.revision.to_string(), event: self.event, reason: self.reason }
    }
}

/// A later version wanted.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct VersionBody {
    /// `adjustment` or `mid_year_supplement`.
    kind: String,
    /// 调整理由
    reason: String,
}

impl VersionBody {
    pub(super) fn form(self) -> NewVersionForm {
        NewVersionForm { kind: self.kind, reason: self.reason }
    }
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GoalBody {
    id: i64,
    project_year: i64,
    project_name: String,
    year: i64,
    version: i64,
    /// `original`, `adjustment` or `mid_year_supplement`.
    kind: &'static str,
    state: &'static str,
    /// SM3 of the approved content.
    content_digest: Option<String>,
    content: GoalInBody,
    findings: Vec<FindingBody>,
    history: Vec<HistoryBody>,
    /// What comes next and who may do it.
    next: Option<NextBody>,
    /// Codes of the steps the caller may take now.
    steps: Vec<&'static str>,
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HistoryBody {
    event: &'static str,
    from_state: &'static str,
    to_state: &'static str,
    reason: String,
    user_name: String,
    /// Milliseconds since 1970-01-01 UTC.
    at_millis: i64,
}

/// The step a version waits for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NextBody {
    event: &'static str,
    holder_role: &'static str,
    organisation_name: String,
    holders: Vec<String>,
    waiting_days: i64,
}

/// A finding.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FindingBody {
    /// The field it stands at, `indicators[3].number`; empty for the form as a whole.
    field: String,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// The rule's code; empty for what only the application asks for.
    code: &'static str,
    message: String,
    hint: Option<String>,
    basis: String,
}

impl FindingBody {
    fn of(finding: &FieldFinding) -> Self {
        Self {
            field: finding.field.clone(),
            severity: finding.severity.name(),
            code: finding.code,
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            basis: finding.basis.clone(),
        }
    }
}

/// What checking gives.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CheckBody {
    /// Fields that can't be understood, with what is wrong.
    unreadable: Vec<(String, String)>,
    findings: Vec<FindingBody>,
    /// Points of all indicators, and what they must be.
    points_total: Option<String>,
    points_due: Option<String>,
    /// What the adviser says of the quantitative targets.
    advice: Vec<AdviceBody>,
}

/// The adviser on one target.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AdviceBody {
    /// The field of the target, `indicators[3].number`.
    field: String,
    /// The proposed range; absent where there is none, for the reason in `sentence`.
    low: Option<String>,
    middle: Option<String>,
    high: Option<String>,
    unit: String,
    sentence: String,
    /// The data used and what was made of them.
    reasons: Vec<String>,
}

impl AdviceBody {
    fn of(advice: &RowAdvice) -> Self {
        let range = advice.range.as_ref().ok();
        Self {
            field: advice.field(),
            low: range.map(|range| range.low.to_string()),
            middle: range.map(|range| range.middle.to_string()),
            high: range.map(|range| range.high.to_string()),
            unit: advice.unit.clone(),
            sentence: advice.sentence(),
            reasons: advice.reasons().to_vec(),
        }
    }
}

impl CheckBody {
    pub(super) fn of(checked: &Checked) -> Self {
        let closing = checked.closing.as_ref();
        let errors = checked.errors.iter();
        Self {
            unreadable: errors.map(|one| (one.field.clone(), one.message.clone())).collect(),
            findings: checked.findings.iter().map(FindingBody::of).collect(),
            points_total: closing.map(|closing| closing.total.normalize().to_string()),
            points_due: closing.map(|closing| closing.due.normalize().to_string()),
            advice: checked.advice.iter().map(AdviceBody::of).collect(),
        }
    }
}

impl GoalBody {
    pub(super) fn of(page: &GoalPage) -> Self {
        let goal = &page.loaded.goal;
        let form = GoalForm::of(goal, &page.loaded.indicators);
        let history = page.history.steps.iter().map(|step| HistoryBody {
            event: step.event.code(),
            from_state: step.from_state.code(),
            to_state: step.to_state.code(),
            reason: step.reason.clone(),
            user_name: step.user_name.clone(),
            at_millis: step.at.timestamp_millis(),
        });
        let next = page.history.next.as_ref().map(|next| NextBody {
            event: next.event.code(),
            holder_role: next.holder_role,
            organisation_name: next.organisation_name.clone(),
            holders: next.holders.iter().map(|who| who.user_name.clone()).collect(),
            waiting_days: next.waiting_days,
        });
        Self {
            id: goal.id.0,
            project_year: goal.project_year_id.0,
            project_name: page.loaded.place.project.content.name.clone(),
            year: page.loaded.place.year.year,
            version: goal.version,
            kind: goal.kind.code(),
            state: goal.state.code(),
            content_digest: goal.content_digest.clone(),
            content: GoalInBody::of(form),
            findings: page.checked.findings.iter().map(FindingBody::of).collect(),
            history: history.collect(),
            next,
            steps: page.steps.iter().map(|event| event.code()).collect(),
        }
    }
}
