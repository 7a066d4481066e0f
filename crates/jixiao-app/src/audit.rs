//! The audit log: what was done or refused, by whom, chained by SM3 so that a changed, added or
//! removed entry is found.

mod search;
mod words;

pub use search::{AuditPage, AuditQuery, check, export, outcome_word, search};
pub use words::{AREAS, action_word, subject_word};

use crate::digest::sm3_hex;
use crate::{Actor, Refusal};
use jixiao_domain::OrganisationId;
use jixiao_store::audit::{self as rows, AuditEntry};
use jixiao_store::{Connection, Timestamp, Transaction};

/// What happened, without who and when. `detail` never holds personal data of the people served.
#[derive(Debug, Clone, Default)]
pub struct Event<'a> {
    /// Verb of the area, `goal.submit`.
    pub action: &'a str,
    /// Kind of record, `goal`.
    pub subject_kind: &'a str,
    /// Key of the record.
    pub subject_id: String,
    /// The organisation the record belongs to.
    pub organisation_id: Option<OrganisationId>,
    /// What changed, in plain Chinese.
    pub detail: String,
}

/// Makes this transaction wait for all others that write entries, for decisions that no lock on a
/// row guards: who is the last of a role, whether a move closes a circle.
pub(crate) async fn alone(tx: &Transaction) -> Result<(), Refusal> {
    rows::lock_last(tx).await?;
    Ok(())
}

/// Writes an entry for something done. Belongs into the transaction that does it: nothing happens
/// without its entry.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn record(
    tx: &Transaction,
    actor: &Actor,
    at: Timestamp,
    event: Event<'_>,
) -> Result<(), Refusal> {
    append(tx, Some(actor), at, event, "done").await
}

/// Writes an entry for something that happened without a signed-in actor or was refused.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn append(
    tx: &Transaction,
    actor: Option<&Actor>,
    at: Timestamp,
    event: Event<'_>,
    outcome: &str,
) -> Result<(), Refusal> {
    let last = rows::lock_last(tx).await?;
    let mut entry = AuditEntry {
        sequence: last.as_ref().map_or(1, |last| last.sequence + 1),
        at,
        user_id: actor.map(|actor| actor.user_id),
        user_name: actor.map_or_else(|| "系统".to_owned(), |actor| actor.name.clone()),
        organisation_id: event.organisation_id,
        action: event.action.to_owned(),
        subject_kind: event.subject_kind.to_owned(),
        subject_id: event.subject_id,
        outcome: outcome.to_owned(),
        detail: event.detail,
        previous_digest: last.map_or_else(String::new, |last| last.digest),
        digest: String::new(),
    };
    entry.digest = digest(&entry);
    Ok(rows::insert(tx, &entry).await?)
}

/// The digest of an entry: over every field but itself, each with its length, so that no two
/// entries share a text.
pub fn digest(entry: &AuditEntry) -> String {
    let fields = [
        entry.sequence.to_string(),
        entry.at.timestamp_millis().to_string(),
        entry.user_id.map_or_else(String::new, |id| id.to_string()),
        entry.user_name.clone(),
        entry.organisation_id.map_or_else(String::new, |id| id.to_string()),
        entry.action.clone(),
        entry.subject_kind.clone(),
        entry.subject_id.clone(),
        entry.outcome.clone(),
        entry.detail.clone(),
        entry.previous_digest.clone(),
    ];
    let text: String = fields.iter().map(|field| format!("{}:{field}", field.len())).collect();
    sm3_hex(text.as_bytes())
}

/// What is wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The entry at which the chain breaks.
    pub sequence: i64,
    /// What was found, in Chinese.
    pub what: String,
}

/// Reads the whole log and checks every link; gives the number of entries and the first break.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn verify(connection: &impl Connection) -> Result<(u64, Option<Break>), Refusal> {
    let mut count = 0;
    let mut previous: Option<AuditEntry> = None;
    loop {
        let after = previous.as_ref().map_or(0, |entry| entry.sequence);
        let page = rows::page_after(connection, after, 1000).await?;
        if page.is_empty() {
            return Ok((count, None));
        }
        for entry in page {
            if let Some(what) = fault(previous.as_ref(), &entry) {
                return Ok((count, Some(Break { sequence: entry.sequence, what })));
            }
            count += 1;
            previous = Some(entry);
        }
    }
}

fn fault(previous: Option<&AuditEntry>, entry: &AuditEntry) -> Option<String> {
    let expected = previous.map_or(1, |previous| previous.sequence + 1);
    if entry.sequence != expected {
        return Some(format!("缺少第 {expected} 条记录"));
    }
    if entry.previous_digest != previous.map_or("", |previous| previous.digest.as_str()) {
        return Some("与上一条记录的摘要不符".to_owned());
    }
    (entry.digest != digest(entry)).then(|| "内容与摘要不符，记录被改动".to_owned())
}
