//! Proposals for next year's budgets over the API: lists, computations, changes and steps. Amounts
//! are 分, save where they are typed.

use jixiao_app::results::{
    Computed, EditForm, ProposalLine, ProposalList, ProposalListForm, ProposalPage,
    ProposalStepForm,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of proposals.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ProposalQuery {
    /// The fiscal year proposed for; next year without it.
    year: String,
    state: String,
    decision: String,
    /// Part of the project's name or code.
    q: String,
    /// `unit`, `amount` or `change`.
    sort: String,
    /// From 1; 50 proposals each.
    pub(super) page: Option<i64>,
}

impl ProposalQuery {
    pub(super) fn form(self) -> ProposalListForm {
        ProposalListForm {
            year: self.year,
            state: self.state,
            decision: self.decision,
            q: self.q,
            sort: self.sort,
        }
    }
}

/// A page of proposals.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalListBody {
    year: i64,
    total: usize,
    base_fen: i64,
    amount_fen: i64,
    proposals: Vec<ProposalLineBody>,
}

/// A proposal in a list.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalLineBody {
    id: i64,
    project: i64,
    project_name: String,
    unit: String,
    base_fen: i64,
    amount_fen: i64,
    decision: &'static str,
    state: &'static str,
}

impl ProposalListBody {
    pub(super) fn of(list: ProposalList) -> Self {
        let line = |line: ProposalLine| ProposalLineBody {
            id: line.proposal.id.0,
            project: line.proposal.project_id.0,
            project_name: line.project_name,
            unit: line.organisation_name,
            base_fen: line.proposal.base.fen(),
            amount_fen: line.proposal.amount.fen(),
            decision: line.proposal.decision.code(),
            state: line.proposal.state.code(),
        };
        Self {
            year: list.year,
            total: list.totals.count,
            base_fen: list.totals.base.fen(),
            amount_fen: list.totals.amount.fen(),
            proposals: list.lines.into_iter().map(line).collect(),
        }
    }
}

/// A computation wanted.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ComputeBody {
    /// The fiscal year proposed for.
    pub(super) year: i64,
}

/// What a computation did.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ComputedBody {
    made: usize,
    renewed: usize,
    /// Left alone: changed by hand, submitted or approved.
    kept: usize,
}

impl ComputedBody {
    pub(super) fn of(done: Computed) -> Self {
        Self { made: done.made, renewed: done.renewed, kept: done.kept }
    }
}

/// A proposal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProposalBody {
    id: i64,
    project: i64,
    year: i64,
    state: &'static str,
    decision: &'static str,
    base_fen: i64,
    amount_fen: i64,
    revision: i64,
    steps: Vec<ProposalStepBody>,
    /// Steps the caller may take now.
    possible: Vec<&'static str>,
}

/// A step of a proposal.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalStepBody {
    event: &'static str,
    decision: &'static str,
    amount_fen: i64,
    /// The computation's reasons.
    reasons: Vec<String>,
    /// The targets proposed.
    targets: Vec<String>,
    words: String,
    user_name: String,
    at_millis: i64,
}

impl ProposalBody {
    pub(super) fn of(page: &ProposalPage) -> Self {
        let proposal = &page.proposal;
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Self {
            id: proposal.id.0,
            project: proposal.project_id.0,
            year: proposal.year,
            state: proposal.state.code(),
            decision: proposal.decision.code(),
            base_fen: proposal.base.fen(),
            amount_fen: proposal.amount.fen(),
            revision: proposal.revision,
            steps: page
                .steps
                .iter()
                .map(|step| ProposalStepBody {
                    event: step.event.code(),
                    decision: step.decision.code(),
                    amount_fen: step.amount.fen(),
                    reasons: lines(&step.reasons),
                    targets: lines(&step.targets),
                    words: step.words.clone(),
                    user_name: step.user_name.clone(),
                    at_millis: step.at.timestamp_millis(),
                })
                .collect(),
            possible: page.possible.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A change. The amount is 元 as text.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct EditBody {
    revision: i64,
    decision: String,
    amount: String,
    reason: String,
}

impl EditBody {
    pub(super) fn form(self) -> EditForm {
        EditForm {
            revision: self.revision.to_string(),
            decision: self.decision,
            amount: self.amount,
            reason: self.reason,
        }
    }
}

/// A step wanted.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct StepBody {
    revision: i64,
    /// `submit`, `return` or `approve`.
    event: String,
    reason: String,
}

impl StepBody {
    pub(super) fn form(self) -> ProposalStepForm {
        ProposalStepForm {
            revision: self.revision.to_string(),
            event: self.event,
            reason: self.reason,
        }
    }
}

/// What a step led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StateBody {
    pub(super) state: &'static str,
}
