//! Proposals for the budget of a project's next year. A proposal changes under its revision; its
//! steps, each with what it said afterwards, are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, Money, ProjectId, ProposalDecision, ProposalEvent, ProposalId, ProposalState,
    UserId,
};

/// A row of `proposal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Key.
    pub id: ProposalId,
    /// The project.
    pub project_id: ProjectId,
    /// The fiscal year it is for.
    pub year: i64,
    /// Where it stands.
    pub state: ProposalState,
    /// What it advises.
    pub decision: ProposalDecision,
    /// 建议金额
    pub amount: Money,
    /// The budget it starts from.
    pub base: Money,
    /// For optimistic locking.
    pub revision: i64,
}

/// A row of `proposal_step`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalStep {
    /// What happened.
    pub event: ProposalEvent,
    /// The state afterwards.
    pub to_state: ProposalState,
    /// What it advised afterwards.
    pub decision: ProposalDecision,
    /// The amount afterwards.
    pub amount: Money,
    /// The computation's reasons, a line each; empty for other steps.
    pub reasons: String,
    /// The targets proposed, a line each; empty for other steps.
    pub targets: String,
    /// What the person said.
    pub words: String,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

/// A step to write, with what the proposal says afterwards.
#[derive(Debug, Clone)]
pub struct NewStep<'a> {
    /// What happens.
    pub event: ProposalEvent,
    /// The state before.
    pub from_state: ProposalState,
    /// The state afterwards.
    pub to_state: ProposalState,
    /// What it advises afterwards.
    pub decision: ProposalDecision,
    /// The amount afterwards.
    pub amount: Money,
    /// See [`ProposalStep::reasons`].
    pub reasons: &'a str,
    /// See [`ProposalStep::targets`].
    pub targets: &'a str,
    /// See [`ProposalStep::words`].
    pub words: &'a str,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: Timestamp,
}

pub(crate) const COLUMNS: &str = "r.id, r.project_id, r.year, r.state, r.decision, r.amount_fen, \
    r.base_fen, r.revision";

impl FromRow for Proposal {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_id: row.id("project_id")?,
            year: row.get("year")?,
            state: row.coded("state")?,
            decision: row.coded("decision")?,
            amount: row.money("amount_fen")?,
            base: row.money("base_fen")?,
            revision: row.get("revision")?,
        })
    }
}

impl FromRow for ProposalStep {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            event: row.coded("event")?,
            to_state: row.coded("to_state")?,
            decision: row.coded("decision")?,
            amount: row.money("amount_fen")?,
            reasons: row.get("reasons")?,
            targets: row.get("targets")?,
            words: row.get("words")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
        })
    }
}

/// Adds a proposal with its first step.
///
/// # Errors
/// [`StoreError::Duplicate`] where the project has one for that year.
pub async fn insert(
    tx: &Transaction,
    project_id: ProjectId,
    year: i64,
    base: Money,
    step: &NewStep<'_>,
) -> Result<ProposalId, StoreError> {
    let values = [
        project_id.0.into(),
        year.into(),
        step.to_state.code().into(),
        step.decision.code().into(),
        step.amount.fen().into(),
        base.fen().into(),
    ];
    let id: ProposalId = tx
        .insert(
            "INSERT INTO proposal (project_id, year, state, decision, amount_fen, base_fen) \
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            values,
        )
        .await?;
    record(tx, id, step).await?;
    Ok(id)
}

/// Takes a step with a proposal that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update(
    tx: &Transaction,
    id: ProposalId,
    revision: i64,
    step: &NewStep<'_>,
) -> Result<(), StoreError> {
    let values = [
        id.0.into(),
        revision.into(),
        step.to_state.code().into(),
        step.decision.code().into(),
        step.amount.fen().into(),
    ];
    tx.execute_one(
        "UPDATE proposal SET state = $3, decision = $4, amount_fen = $5, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        values,
    )
    .await?;
    record(tx, id, step).await
}

async fn record(tx: &Transaction, id: ProposalId, step: &NewStep<'_>) -> Result<(), StoreError> {
    let values = [
        id.0.into(),
        step.event.code().into(),
        step.from_state.code().into(),
        step.to_state.code().into(),
        step.decision.code().into(),
        step.amount.fen().into(),
        step.reasons.into(),
        step.targets.into(),
        step.words.into(),
        step.user_id.0.into(),
        step.at.timestamp_millis().into(),
    ];
    tx.execute_one(
        "INSERT INTO proposal_step (proposal_id, event, from_state, to_state, decision, amount_fen, \
         reasons, targets, words, user_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values,
    )
    .await
}

/// One proposal.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ProposalId,
) -> Result<Option<Proposal>, StoreError> {
    connection
        .row(&format!("SELECT {COLUMNS} FROM proposal r WHERE r.id = $1"), [id.0.into()])
        .await
}

/// The proposal of a project for a year, if there is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project(
    connection: &impl Connection,
    project_id: ProjectId,
    year: i64,
) -> Result<Option<Proposal>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM proposal r WHERE r.project_id = $1 AND r.year = $2");
    connection.row(&sql, [project_id.0.into(), year.into()]).await
}

/// The steps of a proposal, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn steps(
    connection: &impl Connection,
    id: ProposalId,
) -> Result<Vec<ProposalStep>, StoreError> {
    connection
        .rows(
            "SELECT s.event, s.to_state, s.decision, s.amount_fen, s.reasons, s.targets, s.words, \
             s.user_id, u.name AS user_name, s.at FROM proposal_step s \
             JOIN app_user u ON u.id = s.user_id WHERE s.proposal_id = $1 ORDER BY s.id",
            [id.0.into()],
        )
        .await
}
