//! What was typed into a form of the ledgers and not entered: kept by itself, offered again.

use crate::authz::{self, Action};
use crate::projects::visible_year;
use crate::{Call, Refusal};
use jixiao_domain::{BudgetEntryId, ExecutionEntryId, ProjectYearId};
use jixiao_store::{Connection, Timestamp, drafts};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Bytes of one kept form.
const CONTENT_BYTES_MAX: usize = 64 << 10;

/// A form of the ledgers of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerForm {
    /// A line of the budget ledger.
    Budget,
    /// A 调剂.
    Reallocation,
    /// A payment.
    Payment,
    /// The correction of a line of the budget ledger.
    BudgetCorrection(BudgetEntryId),
    /// The correction of a payment.
    PaymentCorrection(ExecutionEntryId),
}

impl LedgerForm {
    fn key(self, year: ProjectYearId) -> String {
        match self {
            Self::Budget => format!("ledger:{year}:budget"),
            Self::Reallocation => format!("ledger:{year}:reallocation"),
            Self::Payment => format!("ledger:{year}:payment"),
            Self::BudgetCorrection(entry) => format!("ledger:{year}:budget:{entry}"),
            Self::PaymentCorrection(entry) => format!("ledger:{year}:payment:{entry}"),
        }
    }
}

/// Keeps what is typed so far, field by field.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::TooMuch`] beyond 64 KiB.
pub async fn keep_draft(
    call: Call<'_>,
    year: ProjectYearId,
    form: LedgerForm,
    typed: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let place = visible_year(&call.app.store, call, year).await?;
    authz::authorise(call.actor, Action::KeepLedger, &place.organisation_path)?;
    let content = serde_json::to_string(typed).unwrap_or_default();
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::TooMuch("填写内容过长，无法暂存".to_owned()));
    }
    let tx = call.app.store.begin().await?;
    drafts::keep(&tx, call.actor.user_id, &form.key(year), &content, call.at).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not enter.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn kept_draft<T: DeserializeOwned>(
    call: Call<'_>,
    year: ProjectYearId,
    form: LedgerForm,
) -> Result<Option<(T, Timestamp)>, Refusal> {
    let kept = drafts::find(&call.app.store, call.actor.user_id, &form.key(year)).await?;
    // A draft of a form that has changed its shape since is as good as none.
    Ok(kept.and_then(|kept| Some((serde_json::from_str(&kept.content).ok()?, kept.saved_at))))
}

/// Gives up what was kept, in the transaction that enters it.
pub(super) async fn forget(
    connection: &impl Connection,
    call: Call<'_>,
    year: ProjectYearId,
    form: LedgerForm,
) -> Result<(), Refusal> {
    Ok(drafts::drop(connection, call.actor.user_id, &form.key(year)).await?)
}
