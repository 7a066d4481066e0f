//! Reading proposals.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use jixiao_analysis::results::Judgement;
use jixiao_domain::{
    Coded as _, Machine as _, Money, ProjectId, ProposalDecision, ProposalEvent, ProposalId,
    ProposalState,
};
use jixiao_store::Connection;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::projects::{self, Project};
use jixiao_store::proposals::{self, Proposal, ProposalStep};
use jixiao_store::reviews::{self, Holder};
use jixiao_store::views::history::{self as history, HistoryFilter, YearFacts};
use jixiao_store::views::results as view;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The filter as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalListForm {
    /// The fiscal year proposed for; next year without it.
    pub year: String,
    /// A state's code.
    pub state: String,
    /// A decision's code.
    pub decision: String,
    /// Part of the project's name or code.
    pub q: String,
    /// `unit`, `amount` or `change`.
    pub sort: String,
}

/// A proposal with its project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// The proposal.
    pub proposal: Proposal,
    /// The project's code.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// Its unit.
    pub organisation_name: String,
}

impl ProposalLine {
    /// What the amount differs from the budget it starts from, in 分.
    pub fn change(&self) -> Money {
        Money::from_fen(self.proposal.amount.fen().saturating_sub(self.proposal.base.fen()))
    }
}

/// The sums over a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProposalTotals {
    /// Proposals.
    pub count: usize,
    /// The budgets they start from.
    pub base: Money,
    /// What is proposed.
    pub amount: Money,
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct ProposalList {
    /// The fiscal year.
    pub year: i64,
    /// Over all lines under the filter.
    pub totals: ProposalTotals,
    /// The lines of the page.
    pub lines: Vec<ProposalLine>,
    /// Whether the reader may compute proposals somewhere.
    pub proposes: bool,
}

/// A proposal as its page shows it.
#[derive(Debug, Clone)]
pub struct ProposalPage {
    /// The proposal.
    pub proposal: Proposal,
    /// The project.
    pub project: Project,
    /// What happened, oldest first.
    pub steps: Vec<ProposalStep>,
    /// The years of the project, oldest first, with the score that counts.
    pub years: Vec<(YearFacts, Option<Judgement>)>,
    /// Whether the reader may change it now.
    pub edits: bool,
    /// The steps the reader may take now.
    pub possible: Vec<ProposalEvent>,
    /// Who holds it now.
    pub holders: Vec<Holder>,
}

/// Lists proposals: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list_proposals(
    call: Call<'_>,
    form: &ProposalListForm,
    offset: i64,
    limit: i64,
) -> Result<ProposalList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let year = year_of(call, &form.year);
    let state = ProposalState::from_code(&form.state);
    let decision = ProposalDecision::from_code(&form.decision);
    let words = form.q.trim();
    let filter = HistoryFilter {
        first_year: Some(year - 1),
        last_year: Some(year - 1),
        ..HistoryFilter::default()
    };
    let projects: HashMap<ProjectId, YearFacts> = history::years(store, &scope, &filter)
        .await?
        .into_iter()
        .map(|facts| (facts.project_id, facts))
        .collect();
    let mut lines: Vec<ProposalLine> = view::proposals(store, &scope, year)
        .await?
        .into_iter()
        .filter(|one| state.is_none_or(|state| one.state == state))
        .filter(|one| decision.is_none_or(|decision| one.decision == decision))
        .filter_map(|proposal| {
            let facts = projects.get(&proposal.project_id)?;
            Some(ProposalLine {
                proposal,
                project_code: facts.project_code.clone(),
                project_name: facts.project_name.clone(),
                organisation_name: facts.organisation_name.clone(),
            })
        })
        .filter(|line| line.project_name.contains(words) || line.project_code.contains(words))
        .collect();
    match form.sort.as_str() {
        "amount" => lines.sort_by_key(|line| std::cmp::Reverse(line.proposal.amount.fen())),
        "change" => lines.sort_by_key(|line| line.change().fen()),
        _ => {}
    }
    let sum = |of: fn(&ProposalLine) -> Money| {
        Money::from_fen(lines.iter().fold(0, |sum: i64, line| sum.saturating_add(of(line).fen())))
    };
    let totals = ProposalTotals {
        count: lines.len(),
        base: sum(|line| line.proposal.base),
        amount: sum(|line| line.proposal.amount),
    };
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let lines = lines.into_iter().skip(skip).take(usize::try_from(limit).unwrap_or(0)).collect();
    let proposes = authz::allows_somewhere(call.actor, Action::ProposeBudgets);
    Ok(ProposalList { year, totals, lines, proposes })
}

/// The year asked for, or the one after that of the call.
pub(super) fn year_of(call: Call<'_>, typed: &str) -> i64 {
    use chrono::Datelike as _;
    let next = i64::from(call.today().year()) + 1;
    input::year(typed).map_or(next, |year| i64::from(year.get()))
}

/// A proposal with its place, for somebody who may see it.
pub(super) async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    id: ProposalId,
) -> Result<(Proposal, Project, Organisation), Refusal> {
    let missing = || Refusal::NotFound("该预算建议");
    let proposal = proposals::find(connection, id).await?.ok_or_else(missing)?;
    let project = projects::find(connection, proposal.project_id).await?.ok_or_else(missing)?;
    let organisation =
        organisations::find(connection, project.organisation_id).await?.ok_or_else(missing)?;
    if !authz::allows(call.actor, Action::SeeProjects, &organisation.path) {
        return Err(missing());
    }
    Ok((proposal, project, organisation))
}

/// Who may take an event.
pub(super) fn action_of(event: ProposalEvent) -> Action {
    match event {
        ProposalEvent::Approve | ProposalEvent::Return => Action::Approve,
        _ => Action::ProposeBudgets,
    }
}

/// Whether a step had a hand in what is proposed; an approver's own steps had none.
pub(super) fn is_making(event: ProposalEvent) -> bool {
    !matches!(event, ProposalEvent::Return | ProposalEvent::Approve)
}

/// One proposal.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read_proposal(call: Call<'_>, id: ProposalId) -> Result<ProposalPage, Refusal> {
    let store = &call.app.store;
    let (proposal, project, organisation) = visible(store, call, id).await?;
    let steps = proposals::steps(store, id).await?;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let filter = HistoryFilter { project_id: Some(project.id), ..HistoryFilter::default() };
    let mut years = Vec::new();
    for facts in history::years(store, &scope, &filter).await? {
        let judgement = judgement(&facts, regulation(call, &facts)?);
        years.push((facts, judgement));
    }
    let may = |event: ProposalEvent| {
        proposal.state.after(event).is_ok()
            && authz::allows(call.actor, action_of(event), &organisation.path)
    };
    let mut made = steps.iter().filter(|step| is_making(step.event));
    let had_hand = made.any(|step| step.user_id == call.actor.user_id);
    let possible = [ProposalEvent::Submit, ProposalEvent::Return, ProposalEvent::Approve]
        .into_iter()
        .filter(|event| may(*event) && !(had_hand && *event == ProposalEvent::Approve))
        .collect();
    let next = match proposal.state {
        ProposalState::Draft => Some(Action::ProposeBudgets),
        ProposalState::Submitted => Some(Action::Approve),
        ProposalState::Approved => None,
    };
    let holders = match next {
        Some(action) => {
            reviews::holders(store, authz::roles_of(action), &organisation.path).await?
        }
        None => Vec::new(),
    };
    let edits = may(ProposalEvent::Edit);
    Ok(ProposalPage { proposal, project, steps, years, edits, possible, holders })
}
