//! What goes over the wire: amounts in 分, shares as decimal text, choices as codes.

use jixiao_app::monitoring::{
    FiledFund, FiledMonitoring, Judgement, Line, MonitoringTyped, Record, Shown,
};
use jixiao_domain::{Coded as _, CurrencyUnit, Decimal, Lamp, Money, round_half_up_dp};
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
