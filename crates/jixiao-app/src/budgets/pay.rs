//! Enters a payment: a line of a voucher in the execution ledger.

use super::balance::{self, Side};
use super::drafts::{self, LedgerForm};
use super::form::PaymentInput;
use super::ledger::{Held, hold};
use crate::amounts::{chinese_date, yuan};
use crate::audit::{self, Event};
use crate::input::Fields;
use crate::suspensions::refuse_if_suspended;
use crate::{Call, Refusal};
use chrono::{Datelike as _, NaiveDate};
use jixiao_domain::{Coded as _, ExecutionEntryId, ProjectYearId};
use jixiao_store::Transaction;
use jixiao_store::execution_entries::{self, ExecutionEntry, NewExecutionEntry};

/// Enters a payment.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where the year is locked
/// or the project closed or payment suspended, [`Refusal::Invalid`] where the voucher is known, the day lies outside the
/// year, or the budget does not suffice.
pub async fn pay(
    call: Call<'_>,
    year: ProjectYearId,
    input: PaymentInput,
) -> Result<ExecutionEntryId, Refusal> {
    let tx = call.app.store.begin().await?;
    let id = pay_in(&tx, call, year, &input).await?;
    drafts::forget(&tx, call, year, LedgerForm::Payment).await?;
    tx.commit().await?;
    Ok(id)
}

/// Enters a payment in a transaction that does more.
pub(crate) async fn pay_in(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    input: &PaymentInput,
) -> Result<ExecutionEntryId, Refusal> {
    let held = hold(tx, call, year).await?;
    held.require_active()?;
    refuse_if_suspended(tx, &held.year).await?;
    enter_payment(tx, call, &held, input).await
}

/// Books money that moved already, or came back (a negative amount): a suspension and a closed project
/// keep it from moving, not from being written down.
pub(crate) async fn book_in(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    input: &PaymentInput,
) -> Result<ExecutionEntryId, Refusal> {
    let held = hold(tx, call, year).await?;
    enter_payment(tx, call, &held, input).await
}

async fn enter_payment(
    tx: &Transaction,
    call: Call<'_>,
    held: &Held,
    input: &PaymentInput,
) -> Result<ExecutionEntryId, Refusal> {
    let year = held.year.id;
    let known = execution_entries::list_of_voucher(tx, year, &input.voucher_number).await?;
    let mut fields = Fields::new();
    check_payment(&mut fields, input, held.year.year, call.today(), &known);
    fields.finish(()).map_err(Refusal::Invalid)?;
    let id = insert_payment(tx, call, year, input, None).await?;
    balance::check(tx, held, Side::Execution).await?;
    record(tx, call, held, "execution.enter", id, input).await?;
    Ok(id)
}

/// Notes what is wrong with the day and the voucher number of a payment; `known` are the lines of
/// the same voucher that count already.
pub(super) fn check_payment(
    fields: &mut Fields,
    input: &PaymentInput,
    year: i64,
    today: NaiveDate,
    known: &[ExecutionEntry],
) {
    if i64::from(input.paid_on.year()) != year {
        fields.refuse("paid_on", format!("支付日期应在 {year} 年内"));
    } else if input.paid_on > today {
        fields.refuse("paid_on", "支付日期不得晚于今天");
    }
    let same = |entry: &&ExecutionEntry| {
        let line = &entry.line;
        (line.source, line.amount, line.paid_on) == (input.source, input.amount, input.paid_on)
    };
    if let Some(entry) = known.iter().find(same) {
        fields
            .refuse("voucher_number", format!("与已登记的第 {} 笔完全相同，属重复登记", entry.id));
    } else if let Some(entry) = known.first().filter(|_| !input.same_voucher) {
        fields.refuse(
            "voucher_number",
            format!(
                "该凭证号已登记（{}，{} 元）；确属同一凭证的另一笔，请勾选“同一凭证的另一笔”",
                chinese_date(entry.line.paid_on),
                yuan(entry.line.amount)
            ),
        );
    }
}

/// Writes the line of a payment.
pub(super) async fn insert_payment(
    tx: &Transaction,
    call: Call<'_>,
    year: ProjectYearId,
    input: &PaymentInput,
    corrects_id: Option<ExecutionEntryId>,
) -> Result<ExecutionEntryId, Refusal> {
    let line = NewExecutionEntry {
        project_year_id: year,
        source: input.source,
        amount: input.amount,
        voucher_number: input.voucher_number.clone(),
        paid_on: input.paid_on,
        summary: input.summary.clone(),
        corrects_id,
        entered_by: call.actor.user_id,
        entered_at: call.at,
    };
    execution_entries::insert(tx, &line).await.map_err(super::correct::taken)
}

/// The log entry of a payment; its 摘要 may name persons and stays out.
pub(super) async fn record(
    tx: &Transaction,
    call: Call<'_>,
    held: &Held,
    action: &str,
    id: ExecutionEntryId,
    input: &PaymentInput,
) -> Result<(), Refusal> {
    let event = Event {
        action,
        subject_kind: "execution_entry",
        subject_id: id.to_string(),
        organisation_id: Some(held.project.organisation_id),
        detail: format!(
            "{}：{} {} 元，凭证 {}",
            held.name(),
            input.source.word(),
            yuan(input.amount),
            input.voucher_number,
        ),
    };
    audit::record(tx, call.actor, call.at, event).await
}
