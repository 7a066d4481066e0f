//! Failed lines: paid again by new lines that name them, or their cases put back.

use super::build::{Build, Built, line, sorted, write};
use super::card;
use super::cases;
use super::load::{LoadedBatch, hold};
use super::taken::record;
use crate::amounts::yuan;
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::vault::{self, Zeroizing};
use crate::{Call, Refusal};
use chrono::Datelike as _;
use jixiao_bank::{FailureKind, Layouts};
use jixiao_domain::{
    AidCaseId, Coded as _, DisbursementBatchId, DisbursementLineId, LineEvent, LineState,
};
use jixiao_store::disbursements::{self as rows, Line, NewLine, SUBJECT_KIND};
use jixiao_store::views::disbursements as view;
use jixiao_store::{Transaction, project_years};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Why failed lines are paid again, or given up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgainForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// Why an unchanged account is paid again (the bank lifted the stop …); why a case is put back.
    pub words: String,
    /// The line, where one is put back.
    pub line: String,
}

/// Builds a batch that pays the failed lines of another again, each by a line that names it, to the
/// cards on file today. The new batch goes through all hands. Lines whose name, card and bank are as
/// they failed are left out unless it is said why they will not fail again.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`]; [`Refusal::WrongState`] where no
/// failed line can be paid; [`Refusal::Conflict`].
pub async fn reissue(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &AgainForm,
) -> Result<Built, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    authz::authorise(call.actor, Action::BuildPayments, &loaded.place.organisation.path)?;
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let words = fields.optional_text("words", &form.words, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    loaded.require_revision(revision)?;
    project_years::lock_ledgers(&tx, loaded.place.year.id).await?;
    let failed: BTreeMap<AidCaseId, Line> = rows::lines(&tx, id)
        .await?
        .into_iter()
        .filter(|line| line.state == LineState::Failed)
        .map(|line| (line.aid_case_id, line))
        .collect();
    let payees = view::payees_of_cases(&tx, id).await?;
    let people: Vec<_> = payees.iter().map(|payee| payee.person_id).collect();
    let cards = card::of_people(&tx, call.app, &people).await?;
    let (paid, mut skipped) = sorted(payees, cards);
    let old: Vec<DisbursementLineId> = failed.values().map(|line| line.id).collect();
    let old_cards = card::of_lines(&tx, call.app, &old).await?;
    let mut lines: Vec<(NewLine, Zeroizing<String>)> = Vec::new();
    let mut replaced = Vec::new();
    for (payee, card) in paid {
        let Some(before) = failed.get(&payee.case_id) else { continue };
        let same_card = old_cards.get(&before.id.0).is_some_and(|old| **old == *card);
        let unchanged =
            same_card && before.payee_name == payee.name && before.bank_name == payee.bank_name;
        if unchanged && words.is_empty() {
            skipped.push(super::Skipped { case_id: payee.case_id, reason: unmended(before) });
            continue;
        }
        replaced.push(before.id);
        let mut new = line(&payee, before.attempt + 1, Some(before.id));
        // What is paid again is what failed, whatever was decided since.
        new.amount = before.amount;
        lines.push((new, card));
    }
    if lines.is_empty() {
        let message =
            skipped.first().map_or("本批次没有发放失败的明细", |first| first.reason);
        return Err(Refusal::WrongState(message.to_owned()));
    }
    rows::touch(&tx, id, revision).await?;
    let built = replace(&tx, call, &loaded, replaced, lines).await?;
    let detail = format!(
        "{}：{} 笔失败明细补发为 {}，合计 {} 元。{words}",
        loaded.name(),
        built.line_count,
        built.number,
        yuan(built.sum)
    );
    record(&tx, call, &loaded, "disbursement.reissue", detail).await?;
    tx.commit().await?;
    Ok(Built { skipped, ..built })
}

/// Ends the failed lines and writes the new batch, by the terms of the old one.
async fn replace(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedBatch,
    replaced: Vec<DisbursementLineId>,
    lines: Vec<(NewLine, Zeroizing<String>)>,
) -> Result<Built, Refusal> {
    let held = &loaded.batch;
    let year = u16::try_from(call.today().year()).unwrap_or(0);
    let layout = Layouts::builtin()
        .by_id(&held.layout, year)
        .map_err(|unknown| Refusal::WrongState(unknown.to_string()))?;
    let mut opened = vault::open(tx, call.app, SUBJECT_KIND, &[held.id.0]).await?;
    let account = opened.remove(&held.id.0).and_then(|mut fields| fields.remove(card::CARD));
    let terms = Build {
        project_year: held.project_year_id,
        source: held.source,
        rounds: Vec::new(),
        layout,
        purpose: held.purpose.clone(),
        payer_bank: held.payer_bank.clone(),
        payer_account: account.unwrap_or_default(),
        payer_name: held.payer_name.clone(),
    };
    let moved = rows::move_lines(tx, &replaced, LineEvent::Replace).await?;
    if u64::try_from(replaced.len()) != Ok(moved) {
        return Err(Refusal::Conflict("该批次的明细"));
    }
    let line_count = lines.len();
    let (id, number, sum) = write(tx, call, &terms, lines).await?;
    Ok(Built { id, number, line_count, sum, skipped: Vec::new() })
}

/// What to do before a line is paid again.
fn unmended(line: &Line) -> &'static str {
    match line.failure_kind.as_deref().and_then(FailureKind::from_code) {
        Some(FailureKind::NameMismatch | FailureKind::NameCharacters) => {
            "户名未更正：请按银行卡户名更正帮扶对象姓名或换卡后再补发"
        }
        Some(FailureKind::WrongBranch) => "开户银行未更正：请更正后再补发",
        Some(FailureKind::NoSuchAccount | FailureKind::Closed) => {
            "银行账号未更换：请更正帮扶对象的银行账号后再补发"
        }
        _ => "收款信息没有变化：请先更正，或写明不更正也可补发的理由（如银行已解除限制）",
    }
}

/// Puts the case of a failed line back among those to be paid.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Invalid`]; [`Refusal::WrongState`] where the
/// line did not fail; [`Refusal::Conflict`].
pub async fn give_up(
    call: Call<'_>,
    id: DisbursementBatchId,
    form: &AgainForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = hold(&tx, call, id).await?;
    authz::authorise(call.actor, Action::BuildPayments, &loaded.place.organisation.path)?;
    let mut fields = Fields::new();
    let revision = fields.key("revision", &form.revision);
    let line: DisbursementLineId = fields.key("line", &form.line);
    let words = fields.text("words", &form.words, Lines::Many, 500);
    fields.finish(()).map_err(Refusal::Invalid)?;
    loaded.require_revision(revision)?;
    let line = rows::find_line(&tx, line)
        .await?
        .filter(|line| line.batch_id == id)
        .ok_or(Refusal::NotFound("该笔明细"))?;
    jixiao_domain::Machine::after(line.state, LineEvent::GiveUp)?;
    rows::touch(&tx, id, revision).await?;
    if rows::move_lines(&tx, &[line.id], LineEvent::GiveUp).await? != 1 {
        return Err(Refusal::Conflict("该笔明细"));
    }
    let why =
        format!("发放批次 {} 第 {} 笔失败后退回：{words}", loaded.batch.number(), line.serial);
    cases::unbatched(&tx, call, &[line.aid_case_id], &why).await?;
    let detail = format!("{}：第 {} 笔退回待发。{words}", loaded.name(), line.serial);
    record(&tx, call, &loaded, "disbursement.give_up", detail).await?;
    Ok(tx.commit().await?)
}
