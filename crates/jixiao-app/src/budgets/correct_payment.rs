//! Corrects a payment: a new line stands in its place, and both remain.

use super::balance::{self, Side};
use super::correct::corrected_already;
use super::drafts::{self, LedgerForm};
use super::form::PaymentInput;
use super::ledger::hold;
use super::pay::{check_payment, insert_payment, record};
use crate::input::Fields;
use crate::suspensions::refuse_if_suspended;
use crate::{Call, Refusal};
use jixiao_domain::ExecutionEntryId;
use jixiao_store::execution_entries;

/// Corrects a payment; an amount of 0 strikes it out. Gives the new line.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where it was corrected
/// already, the year is locked, or more would be paid while payment is suspended; [`Refusal::Invalid`].
pub async fn correct_payment(
    call: Call<'_>,
    id: ExecutionEntryId,
    input: PaymentInput,
) -> Result<ExecutionEntryId, Refusal> {
    let tx = call.app.store.begin().await?;
    let entry = execution_entries::find(&tx, id).await?.ok_or(Refusal::NotFound("执行记录"))?;
    let year = entry.line.project_year_id;
    let held = hold(&tx, call, year).await?;
    if entry.corrected_by.is_some() {
        return Err(corrected_already());
    }
    if input.amount > entry.line.amount {
        // A correction must not pay what a payment may not.
        refuse_if_suspended(&tx, &held.year).await?;
    }
    let mut known = execution_entries::list_of_voucher(&tx, year, &input.voucher_number).await?;
    known.retain(|other| other.id != id);
    let mut fields = Fields::new();
    check_payment(&mut fields, &input, held.year.year, call.today(), &known);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let mut input = input;
    input.summary = format!("更正第 {id} 笔：{}", input.summary);
    let new_id = insert_payment(&tx, call, year, &input, Some(id)).await?;
    balance::check(&tx, &held, Side::Execution).await?;
    record(&tx, call, &held, "execution.correct", new_id, &input).await?;
    drafts::forget(&tx, call, year, LedgerForm::PaymentCorrection(id)).await?;
    tx.commit().await?;
    Ok(new_id)
}
