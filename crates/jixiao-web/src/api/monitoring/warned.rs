//! Warnings over the wire: kinds, states and events as codes.

use jixiao_app::monitoring::warnings::{ActTyped, Line as WarningLine, PauseTyped, WarningRead};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Filter and page of the list of warnings.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct WarningParameters {
    /// Fiscal year.
    pub(super) year: Option<u16>,
    /// Key of a round.
    pub(super) round_id: Option<i64>,
    /// Key of a record.
    pub(super) record_id: Option<i64>,
    /// Code of a kind.
    pub(super) kind: Option<String>,
    /// Code of a state, or `any`.
    pub(super) state: Option<String>,
    /// Part of the name of project or unit.
    pub(super) q: Option<String>,
    /// Page, from 1.
    pub(super) page: Option<i64>,
}

/// A page of the list of warnings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringWarningListBody)]
pub(super) struct WarningListBody {
    /// Lines in all.
    pub(super) total_count: i64,
    /// One page of them.
    pub(super) lines: Vec<WarningBody>,
}

/// A warning.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringWarningBody)]
pub(super) struct WarningBody {
    id: i64,
    record_id: i64,
    label: String,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    kind: String,
    indicator_name: String,
    state: String,
    sentence: String,
    article: String,
    raised_at: String,
    /// ISO 8601.
    answer_due_on: Option<String>,
}

impl WarningBody {
    pub(super) fn of(line: WarningLine) -> Self {
        Self {
            id: line.id.0,
            record_id: line.record_id.0,
            label: line.label,
            project_code: line.project_code,
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            kind: line.kind.code().to_owned(),
            indicator_name: line.indicator_name,
            state: line.state.code().to_owned(),
            sentence: line.sentence,
            article: line.article,
            raised_at: line.raised_at.to_rfc3339(),
            answer_due_on: line.answer_due_on.map(|day| day.to_string()),
        }
    }
}

/// A warning with what was done about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringWarningReadBody)]
pub(super) struct WarningReadBody {
    warning: WarningBody,
    revision: i64,
    steps: Vec<WarningStepBody>,
    /// Codes of what the caller may do now.
    possible: Vec<String>,
    /// Whether payment of the project's year is suspended now.
    is_suspended: bool,
}

/// A step of a warning.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringWarningStepBody)]
pub(super) struct WarningStepBody {
    event: String,
    state: String,
    reason: String,
    /// What it led to, as a path of the application.
    link: String,
    user_name: String,
    at: String,
}

impl WarningReadBody {
    pub(super) fn of(read: WarningRead) -> Self {
        let steps = read.steps.into_iter().map(|step| WarningStepBody {
            event: step.event.code().to_owned(),
            state: step.to_state.code().to_owned(),
            reason: step.reason,
            link: step.link,
            user_name: step.user_name,
            at: step.at.to_rfc3339(),
        });
        Self {
            revision: read.warning.revision,
            is_suspended: read.is_suspended,
            steps: steps.collect(),
            possible: read.possible.iter().map(|event| event.code().to_owned()).collect(),
            warning: WarningBody::of(read.line),
        }
    }
}

/// Words about a warning.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringActBody)]
pub(super) struct ActBody {
    /// The revision that was read.
    revision: i64,
    /// The explanation or the reason.
    reason: String,
}

impl ActBody {
    pub(super) fn typed(self) -> ActTyped {
        ActTyped { revision: self.revision.to_string(), reason: self.reason }
    }
}

/// A suspension of payment because of a warning.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringPauseBody)]
pub(super) struct PauseBody {
    /// The revision that was read.
    revision: i64,
    /// Why.
    reason: String,
    /// 依据条款
    article: String,
}

impl PauseBody {
    pub(super) fn typed(self) -> PauseTyped {
        PauseTyped {
            revision: self.revision.to_string(),
            pause_reason: self.reason,
            article: self.article,
        }
    }
}

/// The version of the goal that was begun.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringAdjustedBody)]
pub(super) struct AdjustedBody {
    pub(super) goal_id: i64,
}
