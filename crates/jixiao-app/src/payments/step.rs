//! Steps on a batch that read no file and write no ledger: check, approval, the bank's receipt,
//! reconciliation, giving up.

use super::four_way;
use super::load::{LoadedBatch, hold, may_take};
use super::taken::take;
use super::{cases, right_for};
use crate::amounts::yuan;
use crate::input::{Fields, Lines};
use crate::suspensions::refuse_if_suspended;
use crate::{Call, FieldError, Refusal};
use jixiao_aid::disbursement::Available;
use jixiao_domain::{
    AidCaseId, BatchEvent, BatchState, Coded as _, DisbursementBatchId, LineState,
};
use jixiao_store::disbursements as rows;
use jixiao_store::{Connection, Transaction, funds, project_years};
use serde::{Deserialize, Serialize};

const WORDS_CHARACTERS_MAX: usize = 500;
const REFERENCE_CHARACTERS_MAX: usize = 60;

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BatchStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The event's code.
    pub event: String,
    /// The opinion of a check or approval; the reason of giving up or of a refusal.
    pub words: String,
    /// 银行受理编号, of the receipt.
    pub reference: String,
}

struct Step {
    revision: i64,
    event: BatchEvent,
    words: String,
    reference: String,
}

impl BatchStepForm {
    fn parse(&self) -> Result<Step, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let event: BatchEvent = fields.choice("event", &self.event);
        let words = if matches!(event, BatchEvent::Cancel | BatchEvent::Decline) {
            fields.text("words", &self.words, Lines::Many, WORDS_CHARACTERS_MAX)
        } else {
            fields.optional_text("words", &self.words, Lines::Many, WORDS_CHARACTERS_MAX)
        };
        let digits = words.chars().filter(char::is_ascii_digit).count();
        fields.require(digits < 11, "words", "意见将写入审计日志，请勿填写证件号码、账号");
        let reference = if event == BatchEvent::Accept {
            fields.text("reference", &self.reference, Lines::One, REFERENCE_CHARACTERS_MAX)
        } else {
            String::new()
        };
        fields.finish(Step { revision, event, words, reference })
    }
}

/// Takes a step; gives the new state.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`] where the state, the budget
/// or a suspension of payment does not allow it; [`Refusal::SameHand`]; [`Refusal::Conflict`];
/// [`Refusal::Invalid`].
pub async fn step(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &BatchStepForm,
) -> Result<BatchState, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    if matches!(input.event, BatchEvent::Export | BatchEvent::Return | BatchEvent::Voucher) {
        return Err(Refusal::field("event", "该环节须用各自的页面办理"));
    }
    let to = may_take(&tx, call, &loaded, input.event).await?;
    loaded.require_revision(input.revision)?;
    let mut words = input.words;
    match input.event {
        BatchEvent::Approve => require_budget(&tx, &loaded).await?,
        BatchEvent::Accept => {
            rows::set_reference(&tx, id, &input.reference).await?;
            words = format!("受理编号 {}。{words}", input.reference);
        }
        BatchEvent::Reconcile => four_way::require_settled(&tx, &loaded).await?,
        BatchEvent::Cancel | BatchEvent::Decline => release(&tx, call, &loaded).await?,
        _ => {}
    }
    take(&tx, call, &loaded, (input.event, to), &words).await?;
    tx.commit().await?;
    Ok(to)
}

/// What a year may still set aside of the source of a batch.
pub(super) async fn available(
    connection: &impl Connection,
    loaded: &LoadedBatch,
) -> Result<Available, Refusal> {
    let (year, source) = (loaded.place.year.id, loaded.batch.source);
    let figures = funds::fund_summary(connection, year).await?.source(source);
    Ok(Available {
        budget: figures.adjusted,
        executed: figures.executed,
        committed: rows::committed(connection, year, source).await?,
    })
}

/// The budget check. Under the lock of the year's ledgers two approvals follow one another, and the
/// second sees what the first set aside.
async fn require_budget(tx: &Transaction, loaded: &LoadedBatch) -> Result<(), Refusal> {
    project_years::lock_ledgers(tx, loaded.place.year.id).await?;
    refuse_if_suspended(tx, &loaded.place.year).await?;
    let available = available(tx, loaded).await?;
    if available.takes(loaded.batch.sum) {
        return Ok(());
    }
    let left = available.left().map_or_else(|| "无法计算".to_owned(), yuan);
    Err(Refusal::WrongState(format!(
        "{}{}年度可用预算 {left} 元（全年预算 {} 元，已执行 {} 元，其他批次占用 {} 元），不足以支付本批次 {} 元；请先追加预算或撤销批次后分批发放",
        loaded.batch.source.word(),
        loaded.place.year.year,
        yuan(available.budget),
        yuan(available.executed),
        yuan(available.committed),
        yuan(loaded.batch.sum),
    )))
}

/// Before any money moved, lines go and their cases wait again; failed lines they would have paid again
/// are failed again.
async fn release(tx: &Transaction, call: Call<'_>, loaded: &LoadedBatch) -> Result<(), Refusal> {
    let id = loaded.batch.id;
    let lines = rows::lines(tx, id).await?;
    let released = rows::release(tx, id).await?;
    if u64::try_from(lines.len()).is_ok_and(|all| all != released)
        || lines.iter().any(|line| line.state != LineState::Open)
    {
        return Err(Refusal::Conflict("该批次的明细"));
    }
    let first: Vec<AidCaseId> =
        lines.iter().filter(|line| line.replaces.is_none()).map(|line| line.aid_case_id).collect();
    if first.is_empty() {
        return Ok(());
    }
    let words = format!("发放批次 {} 撤销", loaded.batch.number());
    cases::unbatched(tx, call, &first, &words).await
}

/// Whether a caller could take an event, for its page.
pub(super) async fn is_open_to(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedBatch,
    event: BatchEvent,
) -> Result<bool, Refusal> {
    match may_take(connection, call, loaded, event).await {
        Ok(_) => Ok(true),
        Err(Refusal::Store(error)) => Err(Refusal::Store(error)),
        Err(_) => Ok(false),
    }
}

/// The word of the right an event asks for.
pub(super) fn right_word(event: BatchEvent) -> &'static str {
    right_for(event).word()
}
