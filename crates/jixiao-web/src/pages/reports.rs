//! 绩效报告: the list, a report with its sources, findings and steps, the editor around tied figures.

mod documents;
mod edit;
mod list;
mod pieces;
mod typed;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;

/// Where the area stands in the navigation.
const HERE: &str = "/reports";

const SEE: Access = Access::May(Action::SeeProjects);
const FILL: Access = Access::May(Action::FillReports);
/// Those who unfreeze see what they unfreeze.
const SEE_ONE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const STEP: Access = Access::MayAny(&[
    Action::FillReports,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/reports", SEE, list::page),
        get("/reports/export", SEE, list::export),
        post("/reports", FILL, list::create),
        get("/reports/{id}", SEE_ONE, view::page),
        get("/reports/{id}/print", SEE_ONE, documents::print),
        get("/reports/{id}/document/{format}", SEE_ONE, documents::document),
        get("/reports/{id}/volume/{format}", SEE_ONE, documents::volume),
        post("/reports/{id}/step", STEP, view::step),
        post("/reports/{id}/versions", FILL, view::revise),
        get("/reports/{id}/edit", FILL, edit::page),
        post("/reports/{id}/edit", FILL, edit::submit),
        post("/reports/{id}/draft", FILL, edit::keep),
        post("/reports/{id}/draft/drop", FILL, edit::drop_draft),
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
