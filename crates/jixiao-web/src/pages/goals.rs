//! 绩效目标: the list, a version with its history and steps, filling in, versions side by side.

mod compare;
mod documents;
mod edit;
mod list;
mod typed;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::Severity;
use jixiao_app::authz::Action;
use jixiao_app::goals::RowKind;

/// Where the area stands in the navigation.
const HERE: &str = "/goals";

const SEE: Access = Access::May(Action::SeeProjects);
const FILL: Access = Access::May(Action::FillGoals);
const STEP: Access = Access::MayAny(&[
    Action::FillGoals,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/goals", SEE, list::page),
        get("/goals/export", SEE, list::export),
        post("/goals", FILL, list::create),
        get("/goals/compare", SEE, compare::page),
        get("/goals/{id}", SEE, view::page),
        get("/goals/{id}/print", SEE, documents::print),
        get("/goals/{id}/document/{format}", SEE, documents::document),
        post("/goals/{id}/step", STEP, view::step),
        post("/goals/{id}/versions", FILL, view::revise),
        get("/goals/{id}/edit", FILL, edit::page),
        post("/goals/{id}/edit", FILL, edit::submit),
        post("/goals/{id}/check", FILL, edit::check),
        post("/goals/{id}/draft", FILL, edit::keep),
        post("/goals/{id}/draft/drop", FILL, edit::drop_draft),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &jixiao_domain::FilingState) -> &'static str {
    use jixiao_domain::FilingState;
    match state {
        FilingState::Draft => "",
        FilingState::Submitted | FilingState::UnitReviewed | FilingState::FinanceReviewed => "warn",
        FilingState::Approved => "good",
    }
}

/// The class of a finding's lamp.
pub(crate) fn severity_lamp(severity: &Severity) -> &'static str {
    match severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Note => "",
    }
}

/// The class of a row's lamp in a comparison.
pub(crate) fn change_lamp(kind: &RowKind) -> &'static str {
    match kind {
        RowKind::Added => "good",
        RowKind::Removed => "bad",
        RowKind::Changed => "warn",
        RowKind::Same => "",
    }
}
