//! 部门整体: the list, a department's year with its roll-up and indicators, filling in by sections,
//! its forms.

mod documents;
mod edit;
mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;

/// Where the area stands in the navigation.
const HERE: &str = "/departments";

const SEE: Access = Access::May(Action::SeeProjects);
const READ: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const FILL: Access = Access::May(Action::FillDepartments);

/// Who may take some step.
pub(crate) const STEPS: &[Action] = &[
    Action::FillDepartments,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
];

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/departments", SEE, list::page),
        get("/departments/export", SEE, list::export),
        get("/departments/new", FILL, list::new),
        post("/departments/new", FILL, list::open),
        get("/departments/{id}", READ, view::page),
        post("/departments/{id}/step", Access::MayAny(STEPS), view::step),
        get("/departments/{id}/edit/{section}", FILL, edit::page),
        post("/departments/{id}/edit/{section}", FILL, edit::submit),
        post("/departments/{id}/draft/{section}", FILL, edit::keep),
        post("/departments/{id}/draft/{section}/drop", FILL, edit::drop_draft),
        get("/departments/{id}/print/{form}", READ, documents::print),
        get("/departments/{id}/document/{form}/{format}", READ, documents::document),
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
