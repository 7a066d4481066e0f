//! 追回: money got back from somebody who was paid, as a negative entry of the execution ledger.

use super::cases;
use super::load::hold;
use super::taken::record;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::budgets::{self, PaymentInput};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use chrono::Datelike as _;
use jixiao_domain::{DisbursementBatchId, DisbursementLineId, LineEvent, LineState, Money};
use jixiao_store::disbursements::{self as rows, NewRecovery};
use jixiao_store::project_years;
use serde::{Deserialize, Serialize};

/// Money got back, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoverForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// Key of the line.
    pub line: String,
    /// 追回金额（元）
    pub amount: String,
    /// 凭证号
    pub voucher_number: String,
    /// 收回日期
    pub recovered_on: String,
    /// 追回原因
    pub reason: String,
}

/// Notes money got back of a booked payment. The line and its case end as got back once nothing is left.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Conflict`]; [`Refusal::WrongState`] where the
/// payment is not booked, or the project has no year to book in; [`Refusal::Invalid`].
pub async fn recover(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &RecoverForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    authz::authorise(call.actor, Action::SendPayments, &loaded.place.organisation.path)?;
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let line: DisbursementLineId = fields.key("line", &form.line);
    let amount = fields.money("amount", &form.amount);
    let number = fields.text("voucher_number", &form.voucher_number, Lines::One, 60);
    let day = fields.date("recovered_on", &form.recovered_on);
    let reason = fields.text("reason", &form.reason, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    loaded.require_revision(revision)?;
    let line = rows::find_line(&tx, line)
        .await?
        .filter(|line| line.batch_id == id)
        .ok_or(Refusal::NotFound("该笔明细"))?;
    if line.state != LineState::Paid || line.execution_entry_id.is_none() {
        let message = "只有已到账并已入账的明细才能登记追回";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let left = line.amount.fen().saturating_sub(line.recovered.fen());
    if amount.fen() <= 0 || amount.fen() > left {
        let message =
            format!("追回金额应大于 0，且不超过未追回的 {} 元", yuan(Money::from_fen(left)));
        return Err(Refusal::field("amount", message));
    }
    if line.paid_on.is_some_and(|paid_on| day < paid_on) {
        return Err(Refusal::field("recovered_on", "收回日期不得早于到账日期"));
    }
    // Money that comes back in a later year belongs to that year's ledger.
    let year = project_years::find_in(&tx, loaded.place.project.id, i64::from(day.year())).await?;
    let Some(year) = year else {
        let message = format!("项目没有 {} 年度，请先开设年度再登记追回", day.year());
        return Err(Refusal::WrongState(message));
    };
    let input = PaymentInput {
        source: loaded.batch.source,
        amount: Money::from_fen(amount.fen().saturating_neg()),
        voucher_number: number,
        paid_on: day,
        summary: format!("追回：发放批次 {} 第 {} 笔", loaded.batch.number(), line.serial),
        same_voucher: true,
    };
    let entry = budgets::book_in(&tx, call, year.id, &input).await?;
    let new = NewRecovery {
        line_id: line.id,
        amount,
        execution_entry_id: entry,
        reason: &reason,
        by: call.actor.user_id,
        at: call.at,
    };
    rows::touch(&tx, id, revision).await?;
    rows::insert_recovery(&tx, &new).await?;
    if amount.fen() == left {
        if rows::move_lines(&tx, &[line.id], LineEvent::Recover).await? != 1 {
            return Err(Refusal::Conflict("该笔明细"));
        }
        cases::recovered(&tx, call, &[line.aid_case_id], &reason).await?;
    }
    let detail = format!("{}：第 {} 笔追回 {} 元", loaded.name(), line.serial, yuan(amount));
    record(&tx, call, &loaded, "disbursement.recover", detail).await?;
    Ok(tx.commit().await?)
}
