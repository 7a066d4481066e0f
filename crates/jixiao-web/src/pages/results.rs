//! 结果应用: grades by project, years side by side, proposals for next year's budgets, scenarios, the
//! ranking of units.

mod compare;
mod list;
mod proposal;
mod proposals;
mod ranking;
mod scenarios;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::{Grade, ProposalDecision, ProposalState};

/// Where the area stands in the navigation.
const HERE: &str = "/results";

const SEE: Access = Access::May(Action::SeeProjects);
const PROPOSE: Access = Access::May(Action::ProposeBudgets);
const STEP: Access = Access::MayAny(&[Action::ProposeBudgets, Action::Approve]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/results", SEE, list::page),
        get("/results/export", SEE, list::export),
        get("/results/compare", SEE, compare::page),
        get("/results/compare/export", SEE, compare::export),
        get("/results/ranking", SEE, ranking::page),
        get("/results/ranking/export", SEE, ranking::export),
        get("/results/proposals", SEE, proposals::page),
        get("/results/proposals/export", SEE, proposals::export),
        post("/results/proposals", PROPOSE, proposals::compute),
        get("/results/proposals/{id}", SEE, proposal::page),
        post("/results/proposals/{id}/edit", PROPOSE, proposal::edit),
        post("/results/proposals/{id}/step", STEP, proposal::step),
        get("/results/scenarios", PROPOSE, scenarios::page),
        get("/results/scenarios/export", PROPOSE, scenarios::export),
        post("/results/scenarios", PROPOSE, scenarios::create),
        post("/results/scenarios/{id}/adopt", PROPOSE, scenarios::adopt),
        post("/results/scenarios/{id}/withdraw", PROPOSE, scenarios::withdraw),
    ]
}

/// The class of a grade's lamp.
pub(crate) fn grade_lamp(grade: &Grade) -> &'static str {
    match grade {
        Grade::Excellent | Grade::Good => "good",
        Grade::Fair => "warn",
        Grade::Poor => "bad",
    }
}

/// The class of a decision's lamp.
fn decision_lamp(decision: &ProposalDecision) -> &'static str {
    match decision {
        ProposalDecision::Continue => "good",
        ProposalDecision::Improve => "warn",
        ProposalDecision::Cut | ProposalDecision::Stop => "bad",
    }
}

/// The class of a state's lamp.
fn state_lamp(state: &ProposalState) -> &'static str {
    match state {
        ProposalState::Draft => "",
        ProposalState::Submitted => "warn",
        ProposalState::Approved => "good",
    }
}
