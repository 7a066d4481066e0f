//! 救助申请: the list with work on many, an application with its review, who holds what for how long,
//! pasting a list of applicants.

mod batch;
mod edit;
mod files;
mod held;
mod list;
mod paste;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::AidCaseState;

/// Where the area stands in the navigation.
pub(super) const HERE: &str = "/cases";

const SEE: Access = Access::May(Action::SeeCases);
const FILL: Access = Access::May(Action::FillCases);
const REVIEW: Access = Access::May(Action::ReviewCases);
const REVEAL: Access = Access::May(Action::RevealPeople);
const STEP: Access =
    Access::MayAny(&[Action::FillCases, Action::ReviewCases, Action::ApproveCases]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/cases", SEE, list::page),
        get("/cases/export", SEE, list::export),
        post("/cases/export-full", REVEAL, list::export_full),
        get("/cases/held", SEE, held::page),
        get("/cases/new", FILL, edit::new_page),
        post("/cases/new", FILL, edit::create),
        get("/cases/paste", FILL, paste::page),
        post("/cases/paste", FILL, paste::start),
        post("/cases/batch", STEP, batch::run),
        get("/cases/{id}", SEE, view::page),
        get("/cases/{id}/edit", FILL, edit::page),
        post("/cases/{id}/edit", FILL, edit::save),
        post("/cases/{id}/step", STEP, view::step),
        post("/cases/{id}/visit", FILL, view::visit),
        post("/cases/{id}/means", FILL, view::means),
        post("/cases/{id}/settle", REVIEW, view::settle),
        get("/cases/{id}/application/{format}", SEE, files::application),
        get("/cases/{id}/review/{format}", SEE, files::review),
    ]
}

/// The class of a state's lamp.
pub(crate) fn lamp(state: &AidCaseState) -> &'static str {
    use AidCaseState as S;
    match state {
        S::Payable | S::Paid => "good",
        S::Submitted | S::PrimaryReviewed | S::CountyReviewed | S::CityApproved | S::Noticed => {
            "warn"
        }
        S::Returned | S::Objected | S::Suspended => "bad",
        S::Draft | S::Batched | S::Rejected | S::Withdrawn | S::Recovered => "",
    }
}
