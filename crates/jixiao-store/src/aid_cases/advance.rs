//! Moving cases: one statement for all that go the same way, each guarded by its revision.

use super::{ROWS_MAX, number};
use crate::{Connection as _, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseEvent, AidCaseId, AidCaseState, AidNoticeId, AidStage, Coded as _, Money,
    OrganisationId, UserId,
};

/// Where cases go, and by what.
#[derive(Debug, Clone)]
pub struct Move<'a> {
    /// What happens.
    pub event: AidCaseEvent,
    /// The new state.
    pub state: AidCaseState,
    /// The stage they wait in from now on.
    pub stage: Option<AidStage>,
    /// Since when.
    pub entered_on: NaiveDate,
    /// When that is due.
    pub due_on: Option<NaiveDate>,
    /// Who holds them from now on.
    pub held_by: OrganisationId,
    /// What else changes.
    pub change: Change<'a>,
    /// What is said at it.
    pub words: &'a str,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What changes beside the place of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Nothing.
    None,
    /// The amount is frozen, under the number of the minutes.
    Approved(&'a str),
    /// An approval and a notice no longer hold.
    Undone,
    /// They stand on a notice.
    Noticed(AidNoticeId),
    /// They no longer stand on a notice.
    Unposted,
    /// The clock stops.
    Suspended,
    /// The clock goes on.
    Resumed,
}

/// A case that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moving {
    /// The case.
    pub id: AidCaseId,
    /// As it was read.
    pub revision: i64,
    /// The amount its step names; what is frozen where it is approved.
    pub amount: Option<Money>,
}

/// Moves cases and writes their steps.
///
/// # Errors
/// [`StoreError::Stale`] where one of them was changed meanwhile: roll back.
pub async fn advance(tx: &Transaction, to: &Move<'_>, cases: &[Moving]) -> Result<(), StoreError> {
    for chunk in cases.chunks(ROWS_MAX) {
        let rows: Vec<String> = chunk
            .iter()
            .map(|one| {
                let amount = number(one.amount.map(Money::fen));
                format!("({}, {}, CAST({amount} AS BIGINT))", one.id.0, one.revision)
            })
            .collect();
        let rows = format!("(VALUES {}) AS v", rows.join(", "));
        let noted = note(tx, to, &rows).await?;
        let moved = place(tx, to, &rows).await?;
        let wanted = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if (noted, moved) != (wanted, wanted) {
            return Err(StoreError::Stale);
        }
    }
    Ok(())
}

/// The steps, while the cases still show where they come from.
async fn note(tx: &Transaction, to: &Move<'_>, rows: &str) -> Result<u64, StoreError> {
    let sql = format!(
        "INSERT INTO aid_case_step (aid_case_id, event, stage, from_state, to_state, user_id, at, \
         words, amount_fen) SELECT c.id, $1, c.stage, c.state, $2, $3, $4, $5, v.column3 \
         FROM {rows} JOIN aid_case c ON c.id = v.column1 AND c.revision = v.column2"
    );
    let values: [Value; 5] = [
        to.event.code().into(),
        to.state.code().into(),
        to.by.0.into(),
        to.at.timestamp_millis().into(),
        to.words.into(),
    ];
    tx.execute(&sql, values).await
}

async fn place(tx: &Transaction, to: &Move<'_>, rows: &str) -> Result<u64, StoreError> {
    let mut values: Vec<Value> = vec![
        to.state.code().into(),
        to.stage.map(|stage| stage.code().to_owned()).into(),
        to.entered_on.into(),
        to.due_on.into(),
        to.held_by.0.into(),
    ];
    let more = match to.change {
        Change::None => "",
        Change::Approved(minutes) => {
            values.push(minutes.into());
            ", approved_fen = v.column3, approved_on = $3, minutes_number = $6"
        }
        Change::Undone => {
            ", approved_fen = NULL, approved_on = NULL, minutes_number = '', notice_id = NULL"
        }
        Change::Noticed(id) => {
            values.push(id.0.into());
            ", notice_id = $6"
        }
        Change::Unposted => ", notice_id = NULL",
        Change::Suspended => {
            ", suspended_on = $3, suspended_from = aid_case.state, \
             suspended_due_on = aid_case.due_on"
        }
        Change::Resumed => ", suspended_on = NULL, suspended_from = NULL, suspended_due_on = NULL",
    };
    let sql = format!(
        "UPDATE aid_case SET state = $1, stage = $2, stage_entered_on = $3, due_on = $4, \
         held_by_organisation = $5, revision = aid_case.revision + 1{more} FROM {rows} \
         WHERE aid_case.id = v.column1 AND aid_case.revision = v.column2"
    );
    tx.execute(&sql, values).await
}

/// Notes the last step of cases as their submission: hands and records count from there on.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn note_submission(tx: &Transaction, ids: &[AidCaseId]) -> Result<(), StoreError> {
    for chunk in ids.chunks(ROWS_MAX) {
        let sql = format!(
            "UPDATE aid_case SET submitted_step = (SELECT MAX(s.id) FROM aid_case_step s \
             WHERE s.aid_case_id = aid_case.id) WHERE id IN ({})",
            super::listed(chunk)
        );
        tx.execute(&sql, []).await?;
    }
    Ok(())
}
