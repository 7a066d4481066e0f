//! Cases of aid with their steps. The free words of an applicant lie in [`crate::sealed_fields`]
//! under the kind [`SUBJECT_KIND`].

mod advance;
mod payable;
mod steps;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseId, AidCaseState, AidNoticeId, AidRoundId, AidStage, Coded as _, HouseholdId, Money,
    OrganisationId, PersonId, UserId,
};
use std::collections::BTreeMap;

pub use advance::{Change, Move, Moving, advance, note_submission};
pub use payable::{PayableCase, batch_in, paid_in, payable, recover_in, unbatch_in};
pub use steps::{AidStep, Done, NewRecord, hands, record, steps};

/// The kind under which sealed fields and audit entries name a case.
pub const SUBJECT_KIND: &str = "aid_case";

/// Rows of one statement.
pub(crate) const ROWS_MAX: usize = 500;

/// A row of `aid_case`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidCase {
    /// Key.
    pub id: AidCaseId,
    /// The round it was filed in.
    pub round_id: AidRoundId,
    /// Who is paid.
    pub person_id: PersonId,
    /// Their household, where the programme helps households.
    pub household_id: Option<HouseholdId>,
    /// The unit that is responsible.
    pub organisation_id: OrganisationId,
    /// The tier of the round's rule; empty until judged.
    pub class: String,
    /// What was declared with the application, as JSON.
    pub facts: String,
    /// 申请金额
    pub asked: Option<Money>,
    /// What the rule gives.
    pub computed: Option<Money>,
    /// Why, line by line.
    pub explanation: String,
    /// 审定金额, while it is approved.
    pub approved: Option<Money>,
    /// Where it stands.
    pub state: AidCaseState,
    /// The stage it waits in.
    pub stage: Option<AidStage>,
    /// Since when.
    pub stage_entered_on: NaiveDate,
    /// When the stage is due.
    pub due_on: Option<NaiveDate>,
    /// Who holds it.
    pub held_by: OrganisationId,
    /// 党组会议纪要编号
    pub minutes_number: String,
    /// 审定日期
    pub approved_on: Option<NaiveDate>,
    /// The notice it stands on, or stood on.
    pub notice_id: Option<AidNoticeId>,
    /// Since when it is stopped.
    pub suspended_on: Option<NaiveDate>,
    /// The state before.
    pub suspended_from: Option<AidCaseState>,
    /// When its stage would have been due.
    pub suspended_due_on: Option<NaiveDate>,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

const COLUMNS: &str = "c.id, c.round_id, c.person_id, c.household_id, c.organisation_id, c.class, \
    c.facts, c.asked_fen, c.computed_fen, c.explanation, c.approved_fen, c.state, c.stage, \
    c.stage_entered_on, c.due_on, c.held_by_organisation, c.minutes_number, c.approved_on, \
    c.notice_id, c.suspended_on, c.suspended_from, c.suspended_due_on, c.created_by, c.created_at, \
    c.revision";

pub(crate) fn money_option(row: &Row<'_>, column: &str) -> Result<Option<Money>, StoreError> {
    Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
}

impl FromRow for AidCase {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            person_id: row.id("person_id")?,
            household_id: row.id_option("household_id")?,
            organisation_id: row.id("organisation_id")?,
            class: row.get("class")?,
            facts: row.get("facts")?,
            asked: money_option(row, "asked_fen")?,
            computed: money_option(row, "computed_fen")?,
            explanation: row.get("explanation")?,
            approved: money_option(row, "approved_fen")?,
            state: row.coded("state")?,
            stage: row.coded_option("stage")?,
            stage_entered_on: row.date("stage_entered_on")?,
            due_on: row.get("due_on")?,
            held_by: row.id("held_by_organisation")?,
            minutes_number: row.get("minutes_number")?,
            approved_on: row.get("approved_on")?,
            notice_id: row.id_option("notice_id")?,
            suspended_on: row.get("suspended_on")?,
            suspended_from: row.coded_option("suspended_from")?,
            suspended_due_on: row.get("suspended_due_on")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// A case to add, as a draft.
#[derive(Debug, Clone)]
pub struct NewAidCase {
    /// Who is paid.
    pub person_id: PersonId,
    /// Their household.
    pub household_id: Option<HouseholdId>,
    /// The unit that is responsible.
    pub organisation_id: OrganisationId,
    /// What was declared, as JSON.
    pub facts: String,
    /// 申请金额
    pub asked: Option<Money>,
}

/// A case that was added.
struct Added {
    id: AidCaseId,
    person_id: PersonId,
}

impl FromRow for Added {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { id: row.id("id")?, person_id: row.id("person_id")? })
    }
}

/// Adds cases to a round; gives their keys in the order of `new`.
///
/// # Errors
/// [`StoreError::Duplicate`] where somebody has a case in the round already.
pub async fn insert(
    tx: &Transaction,
    round_id: AidRoundId,
    new: &[NewAidCase],
    on: NaiveDate,
    by: UserId,
    at: Timestamp,
) -> Result<Vec<AidCaseId>, StoreError> {
    let mut ids = BTreeMap::new();
    for chunk in new.chunks(ROWS_MAX) {
        let mut values: Vec<Value> = vec![
            round_id.0.into(),
            AidCaseState::Draft.code().into(),
            on.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ];
        let mut rows = Vec::with_capacity(chunk.len());
        for case in chunk {
            values.push(case.facts.as_str().into());
            // Keys and amounts are numbers and can stand in the text.
            rows.push(format!(
                "($1, $2, $3, $4, $5, {}, {}, {org}, {org}, {}, ${})",
                case.person_id.0,
                number(case.household_id.map(|id| id.0)),
                number(case.asked.map(Money::fen)),
                values.len(),
                org = case.organisation_id.0,
            ));
        }
        let sql = format!(
            "INSERT INTO aid_case (round_id, state, stage_entered_on, created_by, created_at, \
             person_id, household_id, organisation_id, held_by_organisation, asked_fen, facts) \
             VALUES {} RETURNING id, person_id",
            rows.join(", ")
        );
        let added: Vec<Added> = tx.rows(&sql, values).await?;
        ids.extend(added.into_iter().map(|one| (one.person_id, one.id)));
    }
    Ok(new.iter().filter_map(|case| ids.get(&case.person_id).copied()).collect())
}

/// A number as it stands in a statement.
pub(crate) fn number(value: Option<i64>) -> String {
    value.map_or_else(|| "NULL".to_owned(), |value| value.to_string())
}

/// Writes what a case declares; it still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update(
    tx: &Transaction,
    id: AidCaseId,
    revision: i64,
    facts: &str,
    asked: Option<Money>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_case SET facts = $3, asked_fen = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), facts.into(), asked.map(Money::fen).into()],
    )
    .await
}

/// What the rule gives a case.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The case.
    pub id: AidCaseId,
    /// The tier.
    pub class: String,
    /// The amount.
    pub computed: Option<Money>,
    /// Why, line by line.
    pub explanation: String,
}

/// Writes what the rule gives cases; revisions stay, for the case itself did not change.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_judged(tx: &Transaction, judged: &[Judged]) -> Result<(), StoreError> {
    for chunk in judged.chunks(ROWS_MAX) {
        let mut values: Vec<Value> = Vec::with_capacity(2 * chunk.len());
        let mut rows = Vec::with_capacity(chunk.len());
        for one in chunk {
            values.extend([one.class.as_str().into(), one.explanation.as_str().into()]);
            rows.push(format!(
                "({}, CAST({} AS BIGINT), CAST(${} AS TEXT), CAST(${} AS TEXT))",
                one.id.0,
                number(one.computed.map(Money::fen)),
                values.len() - 1,
                values.len(),
            ));
        }
        let sql = format!(
            "UPDATE aid_case SET computed_fen = v.column2, class = v.column3, \
             explanation = v.column4 FROM (VALUES {}) AS v WHERE aid_case.id = v.column1",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// One case.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: AidCaseId,
) -> Result<Option<AidCase>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM aid_case c WHERE c.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// Some cases, by key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn some(
    connection: &impl Connection,
    ids: &[AidCaseId],
) -> Result<Vec<AidCase>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql =
        format!("SELECT {COLUMNS} FROM aid_case c WHERE c.id IN ({}) ORDER BY c.id", listed(ids));
    connection.rows(&sql, []).await
}

/// Keys as they stand in a statement.
pub(crate) fn listed(ids: &[AidCaseId]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    ids.join(", ")
}

/// Makes this transaction the only one that moves cases of a round, until it ends.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such round.
pub async fn lock_round(tx: &Transaction, round_id: AidRoundId) -> Result<(), StoreError> {
    tx.execute_one("UPDATE aid_round SET revision = revision WHERE id = $1", [round_id.0.into()])
        .await
}

/// The money that cases of a round hold: approved and not recovered.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn held_money(
    connection: &impl Connection,
    round_id: AidRoundId,
) -> Result<Money, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(approved_fen), 0) AS BIGINT) FROM aid_case \
               WHERE round_id = $1 AND state <> 'recovered'";
    let fen: Option<i64> = connection.row(sql, [round_id.0.into()]).await?;
    Ok(Money::from_fen(fen.unwrap_or(0)))
}

/// A case with its round.
struct InRound {
    id: AidCaseId,
    round_id: AidRoundId,
}

impl FromRow for InRound {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { id: row.id("id")?, round_id: row.id("round_id")? })
    }
}

/// Some cases by their rounds, in the order of their keys.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_round(
    connection: &impl Connection,
    ids: &[AidCaseId],
) -> Result<BTreeMap<AidRoundId, Vec<AidCaseId>>, StoreError> {
    let mut rounds: BTreeMap<AidRoundId, Vec<AidCaseId>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(rounds);
    }
    let sql =
        format!("SELECT id, round_id FROM aid_case WHERE id IN ({}) ORDER BY id", listed(ids));
    for one in connection.rows::<InRound>(&sql, []).await? {
        rounds.entry(one.round_id).or_default().push(one.id);
    }
    Ok(rounds)
}

/// The rounds with a label, whoever runs them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn rounds_labelled(
    connection: &impl Connection,
    label: &str,
) -> Result<Vec<AidRoundId>, StoreError> {
    let sql = "SELECT id FROM aid_round WHERE label = $1 ORDER BY id";
    let ids: Vec<i64> = connection.rows(sql, [label.into()]).await?;
    Ok(ids.into_iter().map(AidRoundId).collect())
}
