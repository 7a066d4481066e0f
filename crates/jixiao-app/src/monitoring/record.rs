//! Everything one record of monitoring stands on, loaded together.

use super::access::may_know;
use crate::review::{Filing, Subject};
use crate::{App, Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_analysis::progress::{Cutoff, FundFacts};
use jixiao_domain::{FundSource, Money, MonitoringRecordId, Value};
use jixiao_form::values;
use jixiao_regulation::{IndicatorFacts, Regulation};
use jixiao_store::goals::{self, Goal, GoalIndicator};
use jixiao_store::monitoring::figures::{self, PeriodFigures};
use jixiao_store::monitoring::indicators::{self, MonitoredIndicator};
use jixiao_store::monitoring::rounds::{self, Round};
use jixiao_store::monitoring::{self as rows, MonitoringRecord};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::project_years::{self, ProjectYear};
use jixiao_store::projects::{self, Project};
use jixiao_store::{Connection, funds};

/// A record with its round, project, goal, money and regulation.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row itself.
    pub row: MonitoringRecord,
    /// The round.
    pub round: Round,
    /// The project.
    pub project: Project,
    /// The project's year.
    pub year: ProjectYear,
    /// The unit that files.
    pub organisation: Organisation,
    /// The goal version it is measured by.
    pub goal: Goal,
    /// The indicators in the order of the form.
    pub rows: Vec<RecordRow>,
    /// The money of every source at the end of the period, as the ledgers stand now.
    pub sources: Vec<(FundSource, PeriodFigures)>,
    /// Their sum.
    pub total: PeriodFigures,
    /// What was paid in each month of the year before, where anything was.
    pub last_year: Option<[Money; 12]>,
    /// The regulation of the year.
    pub regulation: &'static Regulation,
    /// The day progress is judged by: the end of the period, or today where that lies ahead.
    pub judged_on: NaiveDate,
}

/// An indicator of the goal and what was filled in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// The indicator as approved.
    pub indicator: GoalIndicator,
    /// What was filled in; blank where nothing was.
    pub filled: MonitoredIndicator,
}

impl Record {
    /// Loads a record; [`Refusal::NotFound`] where there is none or the caller may not know of it.
    ///
    /// # Errors
    /// As said; [`Refusal::WrongState`] where the regulation of the year is unknown.
    pub async fn load(
        connection: &impl Connection,
        call: Call<'_>,
        id: MonitoringRecordId,
    ) -> Result<Self, Refusal> {
        let record = Self::load_unasked(connection, call.app, call.today(), id).await?;
        if may_know(call, &record.organisation.path) { Ok(record) } else { Err(missing()) }
    }

    /// As [`Record::load`], for what was authorised otherwise.
    pub(crate) async fn load_unasked(
        connection: &impl Connection,
        app: &App,
        today: NaiveDate,
        id: MonitoringRecordId,
    ) -> Result<Self, Refusal> {
        let row = rows::find(connection, id).await?.ok_or_else(missing)?;
        let round = rounds::find(connection, row.round_id).await?.ok_or_else(missing)?;
        let year =
            project_years::find(connection, row.project_year_id).await?.ok_or_else(missing)?;
        let project = projects::find(connection, year.project_id).await?.ok_or_else(missing)?;
        let organisation =
            organisations::find(connection, project.organisation_id).await?.ok_or_else(missing)?;
        let goal = goals::find(connection, row.goal_id).await?.ok_or_else(missing)?;
        let filled = indicators::of(connection, id).await?;
        let rows = goals::indicators(connection, goal.id)
            .await?
            .into_iter()
            .map(|indicator| pair(indicator, &filled))
            .collect();
        let sources = figures::of_period(connection, year.id, round.from_on, round.to_on).await?;
        let sum = |sum: PeriodFigures, row: &(FundSource, PeriodFigures)| sum.checked_add(row.1);
        let total = sources
            .iter()
            .try_fold(PeriodFigures::default(), sum)
            .ok_or_else(|| Refusal::TooMuch("合计金额超出范围".to_owned()))?;
        let last_year = last_year(connection, &project, year.year).await?;
        let regulation = app.regulations.get(&year.regulation).ok_or_else(|| {
            Refusal::WrongState(format!("本程序没有编号为“{}”的计分规则", year.regulation))
        })?;
        let judged_on = round.to_on.min(today);
        Ok(Self {
            row,
            round,
            project,
            year,
            organisation,
            goal,
            rows,
            sources,
            total,
            last_year,
            regulation,
            judged_on,
        })
    }

    /// The filing as the review chain knows it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Monitoring,
            id: self.row.id.0,
            organisation: &self.organisation,
            state: self.row.state,
            filled_by: self.row.filled_by,
        }
    }

    /// The day progress is judged by, as the analysis takes it.
    pub(super) fn cutoff(&self) -> Cutoff {
        let day = self.judged_on;
        Cutoff {
            year: u16::try_from(day.year()).unwrap_or_default(),
            month: u8::try_from(day.month()).unwrap_or(12),
            day: u8::try_from(day.day()).unwrap_or(31),
        }
    }

    pub(super) fn fund_facts(&self) -> FundFacts {
        FundFacts {
            budget: self.total.adjusted,
            executed: self.total.executed_so_far,
            last_year: self.last_year,
            committed: self.row.committed,
        }
    }
}

impl RecordRow {
    /// What was planned, as a value.
    pub fn target(&self) -> Value {
        let content = &self.indicator.content;
        match (content.sign, content.target_number) {
            (Some(sign), Some(number)) => Value::Quantity(jixiao_domain::Quantity {
                sign,
                number,
                unit: content.unit.clone(),
            }),
            _ => values::parse(&content.target_words),
        }
    }

    /// The indicator with `result` as its result.
    pub(super) fn facts(&self, result: &str) -> IndicatorFacts {
        let content = &self.indicator.content;
        IndicatorFacts {
            name: content.name.clone(),
            group: Some(content.level1),
            kind: Some(content.level2),
            target: self.target(),
            target_text: content.target_text(),
            actual: values::parse(result),
            actual_text: result.to_owned(),
            points: Some(content.points),
            printed_score: None,
            has_reason: !self.filled.cause_note.trim().is_empty(),
        }
    }
}

/// What the same project spent month by month the year before.
async fn last_year(
    connection: &impl Connection,
    project: &Project,
    year: i64,
) -> Result<Option<[Money; 12]>, Refusal> {
    let Some(before) = project_years::find_in(connection, project.id, year - 1).await? else {
        return Ok(None);
    };
    let months = funds::executed_by_month(connection, before.id).await?;
    Ok(months.iter().any(|month| month.fen() > 0).then_some(months))
}

fn pair(indicator: GoalIndicator, filled: &[MonitoredIndicator]) -> RecordRow {
    let filled = filled
        .iter()
        .find(|row| row.goal_indicator_id == indicator.id)
        .cloned()
        .unwrap_or_else(|| MonitoredIndicator::blank(indicator.id));
    RecordRow { indicator, filled }
}

fn missing() -> Refusal {
    Refusal::NotFound("该监控记录")
}
