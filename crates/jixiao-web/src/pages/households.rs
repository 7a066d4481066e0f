//! 帮扶档案（一户一档）: the list, opening a file, members, income and spending, steps, yearly review,
//! merging two files found to be one.

mod edit;
mod figures;
mod list;
mod members;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::FileState;

/// Where the area stands in the navigation.
pub(super) const HERE: &str = "/households";

const SEE: Access = Access::May(Action::SeePeople);
const FILL: Access = Access::May(Action::FillPeople);
const REVIEW: Access = Access::May(Action::ReviewPeople);
const STEP: Access =
    Access::MayAny(&[Action::FillPeople, Action::ReviewPeople, Action::ApprovePeople]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/households", SEE, list::page),
        get("/households/export", SEE, list::export),
        get("/households/new", FILL, edit::new_page),
        post("/households/new", FILL, edit::create),
        get("/households/{id}", SEE, view::page),
        get("/households/{id}/file/{format}", SEE, view::file),
        get("/households/{id}/edit", FILL, edit::page),
        post("/households/{id}/edit", FILL, edit::save),
        get("/households/{id}/members/new", FILL, members::page),
        post("/households/{id}/members/new", FILL, members::add),
        post("/households/{id}/members/{member}/remove", FILL, members::remove),
        get("/households/{id}/figures", FILL, figures::page),
        post("/households/{id}/figures", FILL, figures::save),
        post("/households/{id}/step", STEP, view::step),
        post("/households/{id}/yearly", FILL, view::propose),
        post("/households/{id}/yearly/{review}", REVIEW, view::check),
        post("/households/{id}/merge", REVIEW, view::merge),
    ]
}

/// The class of a state's lamp.
pub(crate) fn lamp(state: &FileState) -> &'static str {
    match state {
        FileState::Filed => "good",
        FileState::Submitted
        | FileState::Reviewed
        | FileState::LiftProposed
        | FileState::CancelProposed => "warn",
        FileState::Draft | FileState::Lifted | FileState::Cancelled | FileState::Merged => "",
    }
}
