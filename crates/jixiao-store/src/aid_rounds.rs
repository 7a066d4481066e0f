//! Rounds of aid: openings of a programme for a project's budget and a year.
//!
//! What a programme says is no row: it is dated data that a round names by key and first day.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use chrono::NaiveDate;
use jixiao_domain::{
    AidRoundId, AidRoundState, Coded as _, Money, OrganisationId, ProjectId, UserId,
};

/// The kind under which steps and audit entries name a round.
pub const SUBJECT_KIND: &str = "aid_round";

/// A row of `aid_round` with the names it is shown by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidRound {
    /// Key.
    pub id: AidRoundId,
    /// The union that runs it.
    pub organisation_id: OrganisationId,
    /// That union's path in the tree.
    pub organisation_path: String,
    /// That union's name.
    pub organisation_name: String,
    /// The part of the tree the round is for: an internal unit or a centre serves the federation it
    /// belongs to, everybody else what is below.
    pub serves_path: String,
    /// The project whose budget pays.
    pub project_id: ProjectId,
    /// That project's name.
    pub project_name: String,
    /// Key of the programme.
    pub programme: String,
    /// First day of the programme's version; with the key it names the rules for good.
    pub rule_from: NaiveDate,
    /// 行政区划代码 of the place whose figures the rules are read with.
    pub region: String,
    /// The fiscal year.
    pub year: i64,
    /// 批次名称
    pub label: String,
    /// First day of applications.
    pub opens_on: NaiveDate,
    /// Last day of applications.
    pub closes_on: NaiveDate,
    /// 公示 of so many days, of the kind the programme's stage says.
    pub notice_days: i64,
    /// The most the round may pay; `None` where only the project's budget bounds it.
    pub budget: Option<Money>,
    /// Whether it takes applications.
    pub state: AidRoundState,
    /// Who opened it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

pub(crate) const COLUMNS: &str = "r.id, r.organisation_id, o.path AS organisation_path, \
    o.short_name AS organisation_name, COALESCE(b.path, o.path) AS serves_path, r.project_id, p.name AS project_name, r.programme, \
    r.rule_from, r.region, r.year, r.label, r.opens_on, r.closes_on, r.notice_days, r.budget_fen, \
    r.state, r.created_by, r.created_at, r.revision";
pub(crate) const TABLES: &str = "aid_round r JOIN organisation o ON o.id = r.organisation_id \
    JOIN project p ON p.id = r.project_id \
    LEFT JOIN organisation b ON b.id = o.parent_id \
    AND o.kind IN ('aid_centre', 'institution', 'department')";
/// The column of [`AidRound::serves_path`] in [`TABLES`].
pub(crate) const SERVES: &str = "COALESCE(b.path, o.path)";

impl FromRow for AidRound {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_path: row.get("organisation_path")?,
            organisation_name: row.get("organisation_name")?,
            serves_path: row.get("serves_path")?,
            project_id: row.id("project_id")?,
            project_name: row.get("project_name")?,
            programme: row.get("programme")?,
            rule_from: row.date("rule_from")?,
            region: row.get("region")?,
            year: row.get("year")?,
            label: row.get("label")?,
            opens_on: row.date("opens_on")?,
            closes_on: row.date("closes_on")?,
            notice_days: row.get("notice_days")?,
            budget: row.get::<Option<i64>>("budget_fen")?.map(Money::from_fen),
            state: row.coded("state")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new round is made of.
#[derive(Debug, Clone)]
pub struct NewAidRound<'a> {
    /// See [`AidRound::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`AidRound::project_id`].
    pub project_id: ProjectId,
    /// See [`AidRound::programme`].
    pub programme: &'a str,
    /// See [`AidRound::rule_from`].
    pub rule_from: NaiveDate,
    /// See [`AidRound::region`].
    pub region: &'a str,
    /// See [`AidRound::year`].
    pub year: i64,
    /// See [`AidRound::label`].
    pub label: &'a str,
    /// See [`AidRound::opens_on`].
    pub opens_on: NaiveDate,
    /// See [`AidRound::closes_on`].
    pub closes_on: NaiveDate,
    /// See [`AidRound::notice_days`].
    pub notice_days: i64,
    /// See [`AidRound::budget`].
    pub budget: Option<Money>,
    /// Standards by tier, where the rule leaves them to the round.
    pub amounts: &'a [(String, Money)],
}

/// Opens a round.
///
/// # Errors
/// [`StoreError::Duplicate`] where the union has a round of that label in the year.
pub async fn insert(
    tx: &Transaction,
    new: &NewAidRound<'_>,
    by: UserId,
    at: Timestamp,
) -> Result<AidRoundId, StoreError> {
    let id: AidRoundId = tx
        .insert(
            "INSERT INTO aid_round (organisation_id, project_id, programme, rule_from, region, \
             year, label, opens_on, closes_on, notice_days, budget_fen, state, created_by, \
             created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
             RETURNING id",
            [
                new.organisation_id.0.into(),
                new.project_id.0.into(),
                new.programme.into(),
                new.rule_from.into(),
                new.region.into(),
                new.year.into(),
                new.label.into(),
                new.opens_on.into(),
                new.closes_on.into(),
                new.notice_days.into(),
                new.budget.map(Money::fen).into(),
                AidRoundState::Open.code().into(),
                by.0.into(),
                at.timestamp_millis().into(),
            ],
        )
        .await?;
    for (tier, amount) in new.amounts {
        tx.execute_one(
            "INSERT INTO aid_round_amount (round_id, tier, amount_fen) VALUES ($1, $2, $3)",
            [id.0.into(), tier.as_str().into(), amount.fen().into()],
        )
        .await?;
    }
    Ok(id)
}

/// One round.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: AidRoundId,
) -> Result<Option<AidRound>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

struct Amount(String, Money);

impl FromRow for Amount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("tier")?, row.money("amount_fen")?))
    }
}

/// The standards a round set, by tier.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn amounts(
    connection: &impl Connection,
    id: AidRoundId,
) -> Result<Vec<(String, Money)>, StoreError> {
    let sql = "SELECT tier, amount_fen FROM aid_round_amount WHERE round_id = $1 ORDER BY tier";
    let amounts: Vec<Amount> = connection.rows(sql, [id.0.into()]).await?;
    Ok(amounts.into_iter().map(|Amount(tier, amount)| (tier, amount)).collect())
}

/// Moves a round that still has `revision` to another state; `closes_on` is its last day from then.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn set_state(
    tx: &Transaction,
    (id, revision): (AidRoundId, i64),
    state: AidRoundState,
    closes_on: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_round SET state = $3, closes_on = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into(), closes_on.into()],
    )
    .await
}

/// Sets the most a round that still has `revision` may pay.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn set_budget(
    tx: &Transaction,
    (id, revision): (AidRoundId, i64),
    budget: Option<Money>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_round SET budget_fen = $3, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), budget.map(Money::fen).into()],
    )
    .await
}
