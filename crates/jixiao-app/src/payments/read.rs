//! What the page of a batch shows.

use super::card;
use super::load::{LoadedBatch, hands_before, load};
use super::step::{available, is_open_to, right_word};
use super::unpaid::failure;
use crate::authz::{self, Action, roles_of};
use crate::vault::Opened;
use crate::{Call, Refusal};
use jixiao_aid::disbursement::{Available, Standing};
use jixiao_domain::{
    BankCard, BatchEvent, BatchState, Coded as _, DisbursementBatchId, DisbursementLineId,
    LineState, Money, UserId, masked_name,
};
use jixiao_store::Connection;
use jixiao_store::disbursements::{self as rows, BankFile, BankReturn, Line, SUBJECT_KIND};
use jixiao_store::reviews::{self, Holder};
use jixiao_store::steps::{self, HandlingStep};
use jixiao_store::views::disbursements as view;

/// A batch with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct BatchPage {
    /// The batch in its place.
    pub loaded: LoadedBatch,
    /// What happened, oldest first; the building is not among it.
    pub history: Vec<HandlingStep<BatchState>>,
    /// Count and sum of its lines by state.
    pub tallies: Vec<(LineState, i64, Money)>,
    /// The lines of the page.
    pub lines: Vec<LineRow>,
    /// Its files.
    pub files: Vec<BankFile>,
    /// What the bank sent back.
    pub returns: Vec<BankReturn>,
    /// The events the reader may raise now.
    pub events: Vec<BatchEvent>,
    /// Who holds it; `None` once it is finished.
    pub next: Option<NextHand>,
    /// What the year may still set aside of the source.
    pub available: Available,
    /// Where the approved money of the project lies.
    pub standing: Standing,
    /// Whether the reader may pay failed lines again and put cases back.
    pub may_build: bool,
    /// Whether the reader works with the bank's files.
    pub may_send: bool,
    /// The account it is paid from, masked.
    pub payer_account: String,
}

/// A line as it is shown.
#[derive(Debug, Clone)]
pub struct LineRow {
    /// The line; its name is as the reader may see it.
    pub line: Line,
    /// The card, masked.
    pub card: String,
    /// Why it failed, in words; empty where it did not.
    pub failure: String,
    /// What to do about it.
    pub remedy: &'static str,
}

/// Who holds a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextHand {
    /// What is waited for.
    pub event: BatchEvent,
    /// The right that takes it.
    pub holder_role: &'static str,
    /// The people who may, nearest first.
    pub holders: Vec<Holder>,
}

/// Reads a batch for its page: `limit` lines from `offset`, of one state where one is named.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(
    call: Call<'_>,
    id: DisbursementBatchId,
    state: Option<LineState>,
    (limit, offset): (i64, i64),
) -> Result<BatchPage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let mut events = Vec::new();
    for event in BatchEvent::ALL {
        if is_open_to(store, call, &loaded, *event).await? {
            events.push(*event);
        }
    }
    let path = &loaded.place.organisation.path;
    let lines = rows::page_lines(store, id, state, (limit, offset)).await?;
    Ok(BatchPage {
        history: steps::list(store, SUBJECT_KIND, id.0).await?,
        tallies: rows::tallies(store, id).await?,
        lines: shown(call, lines, path).await?,
        files: rows::files(store, id).await?,
        returns: rows::returns(store, id).await?,
        next: next(store, &loaded).await?,
        available: available(store, &loaded).await?,
        standing: standing_of(store, &loaded).await?,
        events,
        may_build: authz::allows(call.actor, Action::BuildPayments, path),
        may_send: authz::allows(call.actor, Action::SendPayments, path),
        payer_account: payer_account(call, id).await?,
        loaded,
    })
}

async fn standing_of(
    connection: &impl Connection,
    loaded: &LoadedBatch,
) -> Result<Standing, Refusal> {
    let held = view::standing(connection, loaded.place.project.id).await?;
    Ok(Standing {
        approved: held.approved,
        payable: held.payable,
        pending: held.pending,
        failed: held.failed,
        paid: held.paid,
        recovered: held.recovered,
    })
}

/// Names whole and cards masked for who works with payments; for who looks on, neither.
async fn shown(call: Call<'_>, lines: Vec<Line>, path: &str) -> Result<Vec<LineRow>, Refusal> {
    let hands = [
        Action::BuildPayments,
        Action::CheckPayments,
        Action::ApprovePayments,
        Action::SendPayments,
    ];
    let inside = hands.iter().any(|action| authz::allows(call.actor, *action, path));
    let ids: Vec<DisbursementLineId> = lines.iter().map(|line| line.id).collect();
    let cards = card::of_lines(&call.app.store, call.app, &ids).await?;
    let row = |mut line: Line| {
        let failed = line.failure_kind.is_some();
        let failure = failure(line.failure_kind.as_deref(), &line.failure_text);
        let words = match failure.text.as_str() {
            _ if !failed => String::new(),
            "" => failure.kind.word().to_owned(),
            text => format!("{}（银行：{text}）", failure.kind.word()),
        };
        let card = cards.get(&line.id.0).filter(|_| inside).map_or("******".to_owned(), |card| {
            BankCard::parse(card).map_or_else(|_| "******".to_owned(), |card| card.masked())
        });
        if !inside {
            line.payee_name = masked_name(&line.payee_name);
        }
        let remedy = if failed { failure.remedy() } else { "" };
        LineRow { line, card, failure: words, remedy }
    };
    Ok(lines.into_iter().map(row).collect())
}

async fn payer_account(call: Call<'_>, id: DisbursementBatchId) -> Result<String, Refusal> {
    let mut opened = crate::vault::open(&call.app.store, call.app, SUBJECT_KIND, &[id.0]).await?;
    let account = opened.remove(&id.0).and_then(|mut fields: Opened| fields.remove(card::CARD));
    Ok(account.map_or_else(String::new, |account| {
        let tail = account.len().saturating_sub(4);
        format!("****{}", account.get(tail..).unwrap_or(""))
    }))
}

async fn next(
    connection: &impl Connection,
    loaded: &LoadedBatch,
) -> Result<Option<NextHand>, Refusal> {
    let event = match loaded.batch.state {
        BatchState::Built => BatchEvent::Check,
        BatchState::Checked => BatchEvent::Approve,
        BatchState::Approved => BatchEvent::Export,
        BatchState::Exported => BatchEvent::Accept,
        BatchState::BankAccepted => BatchEvent::Return,
        BatchState::Returned => BatchEvent::Reconcile,
        BatchState::Reconciled => BatchEvent::Voucher,
        BatchState::Vouchered | BatchState::Cancelled => return Ok(None),
    };
    let path = &loaded.place.organisation.path;
    let roles = roles_of(super::right_for(event));
    let mut holders = reviews::holders(connection, roles, path).await?;
    let excluded = hands_before(connection, loaded, event).await?;
    let mut seen: Vec<UserId> = excluded.into_iter().map(|(user, _)| user).collect();
    holders.retain(|holder| {
        let new = !seen.contains(&holder.user_id);
        seen.push(holder.user_id);
        new
    });
    Ok(Some(NextHand { event, holder_role: right_word(event), holders }))
}
