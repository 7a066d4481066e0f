//! Everything one self-evaluation stands on, loaded together.

use super::access::may_know;
use crate::review::{Filing, Subject};
use crate::{App, Call, Refusal};
use jixiao_domain::{FundSummary, Money, OrganisationId, SelfEvaluationId, UserId, Value};
use jixiao_form::values;
use jixiao_regulation::{Facts, IndicatorFacts, Regulation};
use jixiao_store::goals::{Goal, GoalIndicator};
use jixiao_store::organisations::Organisation;
use jixiao_store::project_years::ProjectYear;
use jixiao_store::projects::Project;
use jixiao_store::reviews;
use jixiao_store::self_evaluations::SelfEvaluation;
use jixiao_store::self_evaluations::indicators::EvaluatedIndicator;
use jixiao_store::self_evaluations::whole::{self, IndicatorRow, Whole};
use jixiao_store::{Connection, funds};

/// A self-evaluation with its project, goal, money and regulation.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row itself.
    pub evaluation: SelfEvaluation,
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
    /// The money of the year as the ledgers stand now.
    pub funds: FundSummary,
    /// The regulation of the year.
    pub regulation: &'static Regulation,
}

/// An indicator of the goal and what was filled in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// The indicator as approved.
    pub indicator: GoalIndicator,
    /// What was filled in; blank where nothing was.
    pub filled: EvaluatedIndicator,
}

impl Record {
    /// Loads a self-evaluation; [`Refusal::NotFound`] where there is none or the caller may not
    /// know of it.
    ///
    /// # Errors
    /// As said; [`Refusal::WrongState`] where the regulation of the year is unknown.
    pub async fn load(
        connection: &impl Connection,
        call: Call<'_>,
        id: SelfEvaluationId,
    ) -> Result<Self, Refusal> {
        let record = Self::load_unasked(connection, call.app, id).await?;
        if may_know(call, &record.organisation.path) { Ok(record) } else { Err(missing()) }
    }

    /// As [`Record::load`], for jobs that were authorised when they were started.
    pub(crate) async fn load_unasked(
        connection: &impl Connection,
        app: &App,
        id: SelfEvaluationId,
    ) -> Result<Self, Refusal> {
        let Whole { evaluation, year, project, organisation, goal } =
            whole::find(connection, id).await?.ok_or_else(missing)?;
        let rows = whole::indicators(connection, &evaluation).await?.into_iter();
        let rows = rows.map(|IndicatorRow { indicator, filled }| RecordRow { indicator, filled });
        let rows = rows.collect();
        let funds = funds::fund_summary(connection, year.id).await?;
        let regulation = app.regulations.get(&year.regulation).ok_or_else(|| {
            Refusal::WrongState(format!("本程序没有编号为“{}”的计分规则", year.regulation))
        })?;
        Ok(Self { evaluation, project, year, organisation, goal, rows, funds, regulation })
    }

    /// The filing as the review chain knows it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::SelfEvaluation,
            id: self.evaluation.id.0,
            organisation: &self.organisation,
            state: self.evaluation.state,
            filled_by: self.evaluation.filled_by,
        }
    }

    /// The unit that files.
    pub fn organisation_id(&self) -> OrganisationId {
        self.organisation.id
    }

    /// What the regulation scores.
    pub fn facts(&self) -> Facts {
        let total = self.funds.total;
        Facts {
            initial_budget: Some(total.initial),
            adjusted_budget: Some(total.adjusted),
            arrived: None,
            executed: Some(total.executed),
            execution_points: None,
            printed_execution_score: self.evaluation.execution_choice,
            indicators: self.rows.iter().map(RecordRow::facts).collect(),
            printed_total: None,
        }
    }

    /// Whether money was taken back during the year, so that the two execution rates differ.
    pub fn was_clawed_back(&self) -> bool {
        let total = self.funds.total;
        total.initial > Money::default() && total.adjusted < total.initial
    }

    /// Everybody who had a hand in the present round: the filler and the takers of steps.
    pub(crate) async fn hands(
        &self,
        connection: &impl Connection,
    ) -> Result<Vec<(UserId, &'static str)>, Refusal> {
        use jixiao_domain::{Coded as _, FilingState};
        let steps = reviews::list(connection, super::SUBJECT_KIND, self.evaluation.id.0).await?;
        let round = steps.iter().rev().take_while(|step| step.to_state != FilingState::Draft);
        let filler = self.evaluation.filled_by.map(|user| (user, "填报"));
        Ok(filler.into_iter().chain(round.map(|step| (step.user_id, step.event.word()))).collect())
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

    fn facts(&self) -> IndicatorFacts {
        let content = &self.indicator.content;
        IndicatorFacts {
            name: content.name.clone(),
            group: Some(content.level1),
            kind: Some(content.level2),
            target: self.target(),
            target_text: content.target_text(),
            actual: values::parse(&self.filled.actual_text),
            actual_text: self.filled.actual_text.clone(),
            points: Some(content.points),
            printed_score: self.filled.chosen_score,
            has_reason: !self.filled.deviation_cause.trim().is_empty(),
        }
    }
}

pub(super) fn missing() -> Refusal {
    Refusal::NotFound("该绩效自评")
}
