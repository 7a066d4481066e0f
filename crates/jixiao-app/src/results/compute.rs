//! Computing proposals by the rules.

use super::facts::{ProjectOutcome, Wanted, outcomes};
use super::targets::Standards;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_analysis::results::{Proposed, propose};
use jixiao_domain::{Machine as _, ProposalEvent, ProposalState};
use jixiao_store::Transaction;
use jixiao_store::proposals::{self, NewStep};

/// What a computation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Computed {
    /// Proposals made.
    pub made: usize,
    /// Proposals computed anew.
    pub renewed: usize,
    /// Left alone: changed by hand, submitted or approved.
    pub kept: usize,
}

/// Computes the proposals for a year over all projects the caller's finance office may decide on.
/// What finance changed by hand, handed on or had approved stays.
///
/// # Errors
/// [`Refusal::Forbidden`] for those who propose budgets nowhere; [`Refusal::WrongState`] where no
/// project has a budget in the year before.
pub async fn compute(call: Call<'_>, year: i64) -> Result<Computed, Refusal> {
    let scope = authz::scope(call.actor, Action::ProposeBudgets)?;
    let tx = call.app.store.begin().await?;
    let outcomes = outcomes(&tx, call, &scope, year, Wanted::default()).await?;
    if outcomes.is_empty() {
        let message = format!("{} 年度没有已建年度的项目，无法测算 {year} 年度预算建议", year - 1);
        return Err(Refusal::WrongState(message));
    }
    let mut computed = Computed::default();
    let mut standards = Standards::of_year(year);
    for one in &outcomes {
        let proposed = propose(&one.outcome, &one.regulation.results);
        let targets = standards.targets(&tx, one, proposed.amount).await?;
        let new = New { proposed: &proposed, targets: &targets, words: "" };
        write(&tx, call, one, year, (ProposalEvent::Compute, &new), &mut computed).await?;
    }
    let entry = Event {
        action: "proposal.compute",
        subject_kind: "proposal",
        subject_id: year.to_string(),
        organisation_id: Some(call.actor.organisation_id),
        detail: format!(
            "{year} 年度：新增 {}，更新 {}，保留 {}",
            computed.made, computed.renewed, computed.kept
        ),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(computed)
}

/// What was computed for a project.
pub(super) struct New<'a> {
    pub(super) proposed: &'a Proposed,
    pub(super) targets: &'a str,
    /// Why, where it was not by the rules alone.
    pub(super) words: &'a str,
}

/// Writes what was computed, unless a person's hand or step is on the proposal, and counts it.
pub(super) async fn write(
    tx: &Transaction,
    call: Call<'_>,
    one: &ProjectOutcome,
    year: i64,
    (event, new): (ProposalEvent, &New<'_>),
    computed: &mut Computed,
) -> Result<(), Refusal> {
    let proposed = new.proposed;
    let reasons = proposed.reasons.join("\n");
    let mut step = NewStep {
        event,
        from_state: ProposalState::Draft,
        to_state: ProposalState::Draft,
        decision: proposed.decision,
        amount: proposed.amount,
        reasons: &reasons,
        targets: new.targets,
        words: new.words,
        user_id: call.actor.user_id,
        at: call.at,
    };
    let Some(present) = proposals::of_project(tx, one.project_id, year).await? else {
        proposals::insert(tx, one.project_id, year, proposed.base, &step).await?;
        computed.made += 1;
        return Ok(());
    };
    let by_hand = proposals::steps(tx, present.id)
        .await?
        .iter()
        .any(|step| matches!(step.event, ProposalEvent::Edit | ProposalEvent::Return));
    if present.state.after(event).is_err() || by_hand {
        computed.kept += 1;
        return Ok(());
    }
    step.from_state = present.state;
    proposals::update(tx, present.id, present.revision, &step).await?;
    computed.renewed += 1;
    Ok(())
}
