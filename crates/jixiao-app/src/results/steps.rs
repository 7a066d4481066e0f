//! Changing a proposal and taking it to the approver. Whoever computed, changed or handed it on does
//! not approve it.

use super::facts::{Wanted, outcomes};
use super::proposals::{action_of, is_making, visible};
use super::targets::Standards;
use crate::audit::{self, Event};
use crate::authz;
use crate::input::{Fields, Lines};
use crate::{Call, Refusal, amounts};
use jixiao_domain::{
    Coded as _, Machine as _, Money, ProposalDecision, ProposalEvent, ProposalId, ProposalState,
};
use jixiao_store::Transaction;
use jixiao_store::proposals::{self, NewStep, Proposal};
use serde::{Deserialize, Serialize};

/// A change as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The decision's code.
    pub decision: String,
    /// 建议金额（元）
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// A step as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalStepForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// `submit`, `return` or `approve`.
    pub event: String,
    /// Why; needed for a return.
    pub reason: String,
}

/// Changes decision and amount, with a reason.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, [`Refusal::Forbidden`],
/// [`Refusal::WrongState`], [`Refusal::Invalid`], [`Refusal::Conflict`].
pub async fn edit(call: Call<'_>, id: ProposalId, form: &EditForm) -> Result<(), Refusal> {
    let mut fields = Fields::new();
    let revision: i64 = fields.key("revision", &form.revision);
    let decision: ProposalDecision = fields.choice("decision", &form.decision);
    let amount = fields.money("amount", &form.amount);
    let reason = fields.text("reason", &form.reason, Lines::Many, 500);
    let stops = decision == ProposalDecision::Stop;
    let agrees = !fields.are_good() || stops == (amount.fen() == 0);
    fields.require(agrees, "amount", "不再安排的金额填 0，其他意见的金额应大于 0");
    let input = fields.finish((revision, decision, amount, reason));
    let typed = input.map_err(Refusal::Invalid);
    take(
        call,
        id,
        ProposalEvent::Edit,
        typed.map(|(revision, decision, amount, reason)| Taken {
            revision,
            changed: Some((decision, amount)),
            words: reason,
        }),
    )
    .await
    .map(|_| ())
}

/// Takes a step.
///
/// # Errors
/// As [`edit`]; [`Refusal::SameHand`] for an approval by somebody who had a hand in it.
pub async fn step(
    call: Call<'_>,
    id: ProposalId,
    form: &ProposalStepForm,
) -> Result<ProposalState, Refusal> {
    let mut fields = Fields::new();
    let revision: i64 = fields.key("revision", &form.revision);
    let event: ProposalEvent = fields.choice("event", &form.event);
    let words = fields.optional_text("reason", &form.reason, Lines::Many, 500);
    let said = event != ProposalEvent::Return || !words.is_empty();
    fields.require(said, "reason", "请写明退回原因");
    let steps = [ProposalEvent::Submit, ProposalEvent::Return, ProposalEvent::Approve];
    let is_step = !fields.are_good() || steps.contains(&event);
    fields.require(is_step, "event", "请选择提交审批、退回或审批通过");
    let typed = fields.finish(Taken { revision, changed: None, words }).map_err(Refusal::Invalid);
    take(call, id, event, typed).await
}

struct Taken {
    revision: i64,
    changed: Option<(ProposalDecision, Money)>,
    words: String,
}

async fn take(
    call: Call<'_>,
    id: ProposalId,
    event: ProposalEvent,
    typed: Result<Taken, Refusal>,
) -> Result<ProposalState, Refusal> {
    let tx = call.app.store.begin().await?;
    let (proposal, project, organisation) = visible(&tx, call, id).await?;
    authz::authorise(call.actor, action_of(event), &organisation.path)?;
    let typed = typed?;
    let state = proposal.state.after(event)?;
    if event == ProposalEvent::Approve {
        let steps = proposals::steps(&tx, id).await?;
        let hands: Vec<_> = steps
            .iter()
            .filter(|step| is_making(step.event))
            .map(|step| (step.user_id, step.event.word()))
            .collect();
        authz::other_hand(call.actor, &hands)?;
    }
    let (decision, amount) = typed.changed.unwrap_or((proposal.decision, proposal.amount));
    let targets = match typed.changed {
        Some(_) => retargeted(&tx, call, &proposal, amount).await?,
        None => String::new(),
    };
    let step = NewStep {
        event,
        from_state: proposal.state,
        to_state: state,
        decision,
        amount,
        reasons: "",
        targets: &targets,
        words: &typed.words,
        user_id: call.actor.user_id,
        at: call.at,
    };
    proposals::update(&tx, id, typed.revision, &step).await?;
    let entry = Event {
        action: &format!("proposal.{}", event.code()),
        subject_kind: "proposal",
        subject_id: id.to_string(),
        organisation_id: Some(organisation.id),
        detail: format!(
            "{} {} 年度：{}，{} 元",
            project.content.name,
            proposal.year,
            decision.word(),
            amounts::yuan(amount)
        ),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(state)
}

/// The targets that another amount pays for.
async fn retargeted(
    tx: &Transaction,
    call: Call<'_>,
    proposal: &Proposal,
    amount: Money,
) -> Result<String, Refusal> {
    // Whoever may change the proposal may see the project's past.
    let scope = authz::whole_tree();
    let wanted = Wanted { project_id: Some(proposal.project_id), ..Wanted::default() };
    let outcomes = outcomes(tx, call, &scope, proposal.year, wanted).await?;
    let Some(one) = outcomes.first() else { return Ok(String::new()) };
    Standards::of_year(proposal.year).targets(tx, one, amount).await
}
