//! Booking what a batch paid: entries of the execution ledger, by month, once; and from an entry back
//! to the payments behind it.

use super::load::{hold, may_take};
use super::taken::take;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::budgets::{self, PaymentInput};
use crate::input::{Fields, Lines};
use crate::projects;
use crate::{Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{BatchEvent, DisbursementBatchId, ExecutionEntryId, LineState, Money};
use jixiao_store::disbursements::{self as rows, Line};
use jixiao_store::execution_entries::{self, ExecutionEntry};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A voucher as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoucherForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// 凭证号
    pub voucher_number: String,
}

/// What is booked of a month.
struct Month {
    first: NaiveDate,
    last: NaiveDate,
    count: u64,
    sum: Money,
}

/// Books what a reconciled batch paid: one entry a month of payment, linked with its lines.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Conflict`]; [`Refusal::WrongState`] where
/// nothing was paid, or it was booked; [`Refusal::Invalid`] where the voucher is known or the budget does
/// not suffice.
pub async fn voucher(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &VoucherForm,
) -> Result<Vec<ExecutionEntryId>, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    let to = may_take(&tx, call, &loaded, BatchEvent::Voucher).await?;
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let number = fields.text("voucher_number", &form.voucher_number, Lines::One, 60);
    fields.finish(()).map_err(Refusal::Invalid)?;
    loaded.require_revision(revision)?;
    let months = months(&rows::lines(&tx, id).await?);
    if months.is_empty() {
        let message = "本批次没有到账的款项，无须入账；失败明细请补发或退回待发";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let mut entries = Vec::new();
    for (at, month) in months.iter().enumerate() {
        let input = PaymentInput {
            source: loaded.batch.source,
            amount: month.sum,
            voucher_number: number.clone(),
            paid_on: month.last,
            summary: format!("发放批次 {}，{} 笔", loaded.batch.number(), month.count),
            same_voucher: at > 0,
        };
        let entry = budgets::book_in(&tx, call, loaded.place.year.id, &input).await?;
        let linked = rows::set_entry(&tx, id, (month.first, month.last), entry).await?;
        if linked != month.count {
            return Err(Refusal::Conflict("该批次的明细"));
        }
        entries.push(entry);
    }
    let sums: Vec<String> = months.iter().map(|month| yuan(month.sum)).collect();
    let words = format!("凭证 {number}，{} 元", sums.join(" 元、"));
    take(&tx, call, &loaded, (BatchEvent::Voucher, to), &words).await?;
    tx.commit().await?;
    Ok(entries)
}

/// What was paid and not booked, by calendar month, earliest first.
fn months(lines: &[Line]) -> Vec<Month> {
    let mut months: BTreeMap<(i32, u32), Month> = BTreeMap::new();
    let open = |line: &&Line| line.state == LineState::Paid && line.execution_entry_id.is_none();
    for line in lines.iter().filter(open) {
        let Some(day) = line.paid_on else { continue };
        let month = months.entry((day.year(), day.month())).or_insert(Month {
            first: day,
            last: day,
            count: 0,
            sum: Money::default(),
        });
        month.first = month.first.min(day);
        month.last = month.last.max(day);
        month.count += 1;
        // A part of the batch's sum, which was computed.
        month.sum = month.sum.checked_add(line.amount).unwrap_or(month.sum);
    }
    months.into_values().collect()
}

/// An entry of the execution ledger with the payments it books.
#[derive(Debug, Clone)]
pub struct EntryLines {
    /// The entry.
    pub entry: ExecutionEntry,
    /// The payments, by batch and number; empty for an entry typed by hand.
    pub lines: Vec<Line>,
}

/// The payments behind an entry of the execution ledger.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn entry_lines(call: Call<'_>, id: ExecutionEntryId) -> Result<EntryLines, Refusal> {
    const WHAT: &str = "该笔执行";
    let store = &call.app.store;
    let entry = execution_entries::find(store, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place_unasked(store, entry.line.project_year_id, WHAT).await?;
    if !authz::allows(call.actor, Action::SeePayments, &place.organisation.path) {
        return Err(Refusal::NotFound(WHAT));
    }
    Ok(EntryLines { lines: rows::lines_of_entry(store, id).await?, entry })
}
