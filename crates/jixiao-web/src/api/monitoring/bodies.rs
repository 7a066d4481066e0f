//! What goes over the wire: amounts in 分, shares as decimal text, choices as codes.

use jixiao_app::monitoring::warnings::{ActTyped, Line as WarningLine, WarningRead};
use jixiao_app::monitoring::{
    FiledFund, FiledMonitoring, IssueTyped, Issued, Judgement, Line, MonitoringTyped, Record,
    RoundRead, Shown,
};
use jixiao_domain::{Coded as _, CurrencyUnit, Decimal, Lamp, Money, round_half_up_dp};
use jixiao_store::views::monitoring::rounds::{Counts, RoundLine, UnitLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Filter and page of the list of records.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParameters {
    /// Fiscal year.
    pub(super) year: Option<u16>,
    /// Key of a round.
    pub(super) round_id: Option<i64>,
    /// Code of a state.
    pub(super) state: Option<String>,
    /// `red`, `yellow` or `green`.
    pub(super) lamp: Option<String>,
    /// Part of the name of project, unit or period.
    pub(super) q: Option<String>,
    /// Page, from 1.
    pub(super) page: Option<i64>,
}

/// Filter of the list of rounds.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct RoundsParameters {
    /// Fiscal year.
    pub(super) year: Option<u16>,
}

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

/// A page of the list of records.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringListBody)]
pub(super) struct ListBody {
    /// Lines in all.
    pub(super) total_count: i64,
    /// One page of them.
    pub(super) lines: Vec<LineBody>,
}

/// A line of the list of records.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringLineBody)]
pub(super) struct LineBody {
    id: i64,
    round_id: i64,
    label: String,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    state: String,
    /// ISO 8601.
    due_on: String,
    initial_fen: i64,
    executed_fen: i64,
    /// A share of one.
    execution_rate: Option<String>,
    forecast_fen: Option<i64>,
    fund_lamp: Option<String>,
    indicator_lamp: Option<String>,
    warning_count: i64,
}

fn lamp(lamp: Option<Lamp>) -> Option<String> {
    lamp.map(|lamp| lamp.code().to_owned())
}

fn share(share: Option<Decimal>) -> Option<String> {
    share.map(|share| round_half_up_dp(share, 4).to_string())
}

impl LineBody {
    pub(super) fn of(line: Line) -> Self {
        Self {
            id: line.id.0,
            round_id: line.round_id.0,
            execution_rate: share(line.execution_rate()),
            label: line.label,
            project_code: line.project_code,
            project_name: line.project_name,
            organisation_name: line.organisation_name,
            year: line.year,
            state: line.state.code().to_owned(),
            due_on: line.due_on.to_string(),
            initial_fen: line.figures.initial.fen(),
            executed_fen: line.figures.executed.fen(),
            forecast_fen: line.figures.forecast.map(Money::fen),
            fund_lamp: lamp(line.figures.fund_lamp),
            indicator_lamp: lamp(line.figures.indicator_lamp),
            warning_count: line.warning_count,
        }
    }
}

/// A record of monitoring.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringRecordBody)]
pub(super) struct RecordBody {
    id: i64,
    revision: i64,
    round_id: i64,
    label: String,
    /// ISO 8601.
    from_on: String,
    /// ISO 8601.
    to_on: String,
    due_on: String,
    project_code: String,
    project_name: String,
    organisation_name: String,
    year: i64,
    regulation: String,
    state: String,
    committed_fen: Option<i64>,
    typed_forecast_fen: Option<i64>,
    forecast_reason: String,
    indicators: Vec<IndicatorBody>,
    judgement: JudgementBody,
}

/// An indicator of a record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringIndicatorBody)]
pub(super) struct IndicatorBody {
    indicator_id: i64,
    level1: String,
    level2: String,
    name: String,
    target: String,
    actual: String,
    forecast: String,
    causes: Vec<String>,
    cause_note: String,
    likelihood: Option<String>,
    remark: String,
    lamp: Option<String>,
    /// How the lamp came about, or why there is none.
    sentence: String,
}

/// The judgement of a record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringJudgementBody)]
pub(super) struct JudgementBody {
    fund_lamp: Option<String>,
    fund_sentence: String,
    /// A share of one.
    time_share: String,
    /// Of 全年预算数, since January; a share of one.
    executed_share: Option<String>,
    /// 定量目标完成率, a share of one.
    attained: Option<String>,
    forecast_fen: Option<i64>,
    /// `linear`, `last_year`, `committed` or `typed`.
    forecast_basis: Option<String>,
    forecast_sentence: String,
    funds: Vec<FundBody>,
    warnings: Vec<String>,
    /// What must be filled in before submission.
    missing: Vec<String>,
}

/// A row of the fund block.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringFundBody)]
pub(super) struct FundBody {
    /// `total`, or the code of a source.
    source: String,
    initial_fen: i64,
    adjusted_fen: i64,
    executed_fen: i64,
    executed_so_far_fen: i64,
    forecast_fen: Option<i64>,
    /// A share of one.
    execution_rate: Option<String>,
}

impl FundBody {
    fn of(fund: FiledFund) -> Self {
        Self {
            execution_rate: share(fund.rate()),
            source: fund.source,
            initial_fen: fund.initial_fen,
            adjusted_fen: fund.adjusted_fen,
            executed_fen: fund.executed_fen,
            executed_so_far_fen: fund.executed_so_far_fen,
            forecast_fen: fund.forecast_fen,
        }
    }
}

impl JudgementBody {
    pub(super) fn of(record: &Record, judgement: &Judgement) -> Self {
        let filed = FiledMonitoring::without_signature(record, judgement);
        Self {
            fund_lamp: filed.fund_lamp,
            fund_sentence: filed.fund_sentence,
            time_share: round_half_up_dp(judgement.fund.time_share, 4).to_string(),
            executed_share: share(judgement.fund.rate),
            attained: share(judgement.attained),
            forecast_fen: judgement.forecast.as_ref().map(|forecast| forecast.amount.fen()),
            forecast_basis: filed.forecast_basis,
            forecast_sentence: filed.forecast_sentence,
            funds: filed.funds.into_iter().map(FundBody::of).collect(),
            warnings: filed.warnings,
            missing: judgement.missing.iter().map(|missing| missing.message.clone()).collect(),
        }
    }
}

impl RecordBody {
    pub(super) fn of(shown: &Shown) -> Self {
        let (record, row) = (&shown.record, &shown.record.row);
        let filed = FiledMonitoring::without_signature(record, &shown.judgement);
        let indicators = filed.indicators.into_iter().map(|row| IndicatorBody {
            indicator_id: row.indicator,
            level1: row.level1,
            level2: row.level2,
            name: row.name,
            target: row.target,
            actual: row.actual,
            forecast: row.forecast,
            causes: row.causes,
            cause_note: row.cause_note,
            likelihood: row.likelihood,
            remark: row.remark,
            lamp: row.lamp,
            sentence: row.sentence,
        });
        Self {
            id: row.id.0,
            revision: row.revision,
            round_id: row.round_id.0,
            label: record.round.label.clone(),
            from_on: record.round.from_on.to_string(),
            to_on: record.round.to_on.to_string(),
            due_on: record.round.due_on.to_string(),
            project_code: record.project.content.code.clone(),
            project_name: record.project.content.name.clone(),
            organisation_name: record.organisation.name.clone(),
            year: record.year.year,
            regulation: record.year.regulation.clone(),
            state: row.state.code().to_owned(),
            committed_fen: row.committed.map(Money::fen),
            typed_forecast_fen: row.typed_forecast.map(Money::fen),
            forecast_reason: row.forecast_reason.clone(),
            indicators: indicators.collect(),
            judgement: JudgementBody::of(record, &shown.judgement),
        }
    }
}

/// What is filled in.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringFillBody)]
pub(super) struct FillBody {
    /// The revision that was read.
    revision: i64,
    /// What is committed for payment until the year ends.
    #[serde(default)]
    committed_fen: Option<i64>,
    /// 全年预计执行数 where another than the computed one is meant.
    #[serde(default)]
    typed_forecast_fen: Option<i64>,
    /// Why another.
    #[serde(default)]
    forecast_reason: String,
    /// The indicators.
    indicators: Vec<IndicatorFill>,
}

/// What is filled in of an indicator.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringIndicatorFill)]
pub(super) struct IndicatorFill {
    indicator_id: i64,
    #[serde(default)]
    actual: String,
    /// Empty for the computed one.
    #[serde(default)]
    forecast: String,
    /// `funds`, `rules`, `staff`, `equipment`, `other`
    #[serde(default)]
    causes: Vec<String>,
    #[serde(default)]
    cause_note: String,
    /// `certain`, `possible`, `impossible`; empty where none was chosen.
    #[serde(default)]
    likelihood: String,
    #[serde(default)]
    remark: String,
}

impl FillBody {
    pub(super) fn typed(self) -> MonitoringTyped {
        let yuan = |fen: Option<i64>| {
            fen.map_or_else(String::new, |fen| {
                Money::from_fen(fen).to_decimal(CurrencyUnit::Yuan).to_string()
            })
        };
        let mut typed = MonitoringTyped {
            revision: self.revision.to_string(),
            committed: yuan(self.committed_fen),
            typed_forecast: yuan(self.typed_forecast_fen),
            forecast_reason: self.forecast_reason,
            ..MonitoringTyped::default()
        };
        for row in self.indicators {
            let causes = row.causes.iter().map(|cause| format!("{}:{cause}", row.indicator_id));
            typed.cause.extend(causes);
            typed.indicator.push(row.indicator_id.to_string());
            typed.actual.push(row.actual);
            typed.forecast.push(row.forecast);
            typed.cause_note.push(row.cause_note);
            typed.likelihood.push(row.likelihood);
            typed.remark.push(row.remark);
        }
        typed
    }
}

/// A step to take.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MonitoringMoveBody)]
pub(super) struct MoveBody {
    /// The revision that was read.
    pub(super) revision: i64,
    /// Code of the event.
    pub(super) event: String,
    /// Why.
    #[serde(default)]
    pub(super) reason: String,
}

/// The state after a step.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringMovedBody)]
pub(super) struct MovedBody {
    pub(super) state: String,
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

/// The version of the goal that was begun.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MonitoringAdjustedBody)]
pub(super) struct AdjustedBody {
    pub(super) goal_id: i64,
}
