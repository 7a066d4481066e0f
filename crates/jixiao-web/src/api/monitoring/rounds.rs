//! Rounds over the wire: amounts in 分, dates as ISO 8601.

use jixiao_app::monitoring::{IssueTyped, Issued, RoundRead};
use jixiao_store::views::monitoring::rounds::{Counts, RoundLine, UnitLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Filter of the list of rounds.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct RoundsParameters {
    /// Fiscal year.
    pub(super) year: Option<u16>,
}

/// A round with its counts.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringRoundBody)]
pub(super) struct RoundBody {
    id: i64,
    organisation_name: String,
    year: i64,
    label: String,
    from_on: String,
    to_on: String,
    due_on: String,
    note: String,
    counts: CountsBody,
}

impl RoundBody {
    pub(super) fn of(line: &RoundLine) -> Self {
        let round = &line.round;
        Self {
            id: round.id.0,
            organisation_name: round.organisation_name.clone(),
            year: round.year,
            label: round.label.clone(),
            from_on: round.from_on.to_string(),
            to_on: round.to_on.to_string(),
            due_on: round.due_on.to_string(),
            note: round.note.clone(),
            counts: CountsBody::of(&line.counts),
        }
    }
}

/// How records stand, counted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringCountsBody)]
pub(super) struct CountsBody {
    record_count: i64,
    filed_count: i64,
    approved_count: i64,
    overdue_count: i64,
    red_count: i64,
    yellow_count: i64,
    green_count: i64,
    warning_count: i64,
    initial_fen: i64,
    executed_fen: i64,
    forecast_fen: i64,
}

impl CountsBody {
    fn of(counts: &Counts) -> Self {
        Self {
            record_count: counts.record_count,
            filed_count: counts.filed_count,
            approved_count: counts.approved_count,
            overdue_count: counts.overdue_count,
            red_count: counts.red_count,
            yellow_count: counts.yellow_count,
            green_count: counts.green_count,
            warning_count: counts.warning_count,
            initial_fen: counts.initial.fen(),
            executed_fen: counts.executed.fen(),
            forecast_fen: counts.forecast.fen(),
        }
    }
}

/// A round to issue.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringRoundIssueBody)]
pub(super) struct RoundIssueBody {
    /// Fiscal year.
    year: u16,
    /// How the period is called: `1—7月`.
    label: String,
    /// First day of the period.
    from_on: String,
    /// Last day of the period.
    to_on: String,
    /// The last day for submitting.
    due_on: String,
    /// What finance asks for beside the form.
    #[serde(default)]
    note: String,
    /// Organisations to issue to; none means all.
    #[serde(default)]
    organisation_ids: Vec<i64>,
}

impl RoundIssueBody {
    pub(super) fn typed(self) -> IssueTyped {
        IssueTyped {
            year: self.year.to_string(),
            label: self.label,
            from_on: self.from_on,
            to_on: self.to_on,
            due_on: self.due_on,
            note: self.note,
            organisation: self.organisation_ids.iter().map(i64::to_string).collect(),
        }
    }
}

/// What came of issuing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringRoundIssuedBody)]
pub(super) struct RoundIssuedBody {
    round_id: i64,
    record_count: usize,
    without_goal_count: usize,
}

impl RoundIssuedBody {
    pub(super) fn of(issued: Issued) -> Self {
        Self {
            round_id: issued.round_id.0,
            record_count: issued.record_count,
            without_goal_count: issued.without_goal_count,
        }
    }
}

/// A round with its completeness by unit and the round before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringRoundReadBody)]
pub(super) struct RoundReadBody {
    round: RoundBody,
    before: Option<RoundBody>,
    units: Vec<UnitBody>,
    total: CountsBody,
}

/// How complete a round is in one unit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringUnitBody)]
pub(super) struct UnitBody {
    organisation_id: i64,
    organisation_name: String,
    counts: CountsBody,
    last_filed_at: Option<String>,
}

impl RoundReadBody {
    pub(super) fn of(read: &RoundRead) -> Self {
        let unit = |unit: &UnitLine| UnitBody {
            organisation_id: unit.organisation_id.0,
            organisation_name: unit.organisation_name.clone(),
            counts: CountsBody::of(&unit.counts),
            last_filed_at: unit.last_filed_at.map(|at| at.to_rfc3339()),
        };
        Self {
            round: RoundBody::of(&read.line),
            before: read.before.as_ref().map(RoundBody::of),
            units: read.units.iter().map(unit).collect(),
            total: CountsBody::of(&read.total),
        }
    }
}
