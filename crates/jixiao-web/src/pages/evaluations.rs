//! 部门评价: the list, planning, an evaluation with its score strip and history, scoring.

mod documents;
mod edit;
mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::EvaluationState;

/// Where the area stands in the navigation.
const HERE: &str = "/evaluations";

const SEE: Access = Access::May(Action::SeeProjects);
const EVALUATE: Access = Access::May(Action::Evaluate);
const STEP: Access = Access::MayAny(&[Action::Evaluate, Action::ConcludeEvaluation]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/evaluations", SEE, list::page),
        get("/evaluations/export", SEE, list::export),
        get("/evaluations/new", EVALUATE, list::new_page),
        post("/evaluations", EVALUATE, list::plan),
        get("/evaluations/{id}", SEE, view::page),
        post("/evaluations/{id}/step", STEP, view::step),
        post("/evaluations/{id}/recompute", EVALUATE, view::recompute),
        get("/evaluations/{id}/print", SEE, documents::print),
        get("/evaluations/{id}/document/{format}", SEE, documents::document),
        get("/evaluations/{id}/edit", EVALUATE, edit::page),
        post("/evaluations/{id}/edit", EVALUATE, edit::save),
        post("/evaluations/{id}/draft", EVALUATE, edit::keep),
        post("/evaluations/{id}/draft/drop", EVALUATE, edit::drop_draft),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &EvaluationState) -> &'static str {
    match state {
        EvaluationState::Planned => "",
        EvaluationState::InProgress | EvaluationState::OpinionExchanged => "warn",
        EvaluationState::Concluded => "good",
    }
}
