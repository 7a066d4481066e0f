//! 绩效公开 for those who prepare it: the list, a version with its history and steps, the choice of
//! forms, the look at each redacted copy, publishing, withdrawal and correction.

mod assemble;
mod list;
mod look;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::FilingState;

/// Where the area stands in the navigation.
const HERE: &str = "/disclosure";

const LIST: Access = Access::May(Action::SeeProjects);
const SEE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const PREPARE: Access = Access::May(Action::PrepareDisclosure);
const STEP: Access = Access::MayAny(&[
    Action::PrepareDisclosure,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/disclosure", LIST, list::page),
        get("/disclosure/export", LIST, list::export),
        post("/disclosure", PREPARE, list::begin),
        get("/disclosure/{id}", SEE, view::page),
        post("/disclosure/{id}/step", STEP, view::step),
        post("/disclosure/{id}/publish", PREPARE, view::publish),
        get("/disclosure/{id}/assemble", PREPARE, assemble::page),
        post("/disclosure/{id}/assemble", PREPARE, assemble::submit),
        get("/disclosure/{id}/items/{item}", SEE, look::page),
        post("/disclosure/{id}/items/{item}/confirm", PREPARE, look::confirm),
        post("/disclosure/{id}/items/{item}/remove", PREPARE, look::remove),
        post("/disclosure/{id}/items/{item}/withdraw", PREPARE, view::withdraw),
        post("/disclosure/{id}/items/{item}/correct", PREPARE, view::correct),
    ]
}

/// Class of the lamp and word of where a version stands.
fn standing(state: &FilingState, is_published: bool) -> (&'static str, &'static str) {
    use jixiao_domain::Coded as _;
    match state {
        FilingState::Approved if is_published => ("good", "已发布"),
        FilingState::Approved => ("warn", "已批准，待发布"),
        FilingState::Draft => ("", state.word()),
        FilingState::Submitted | FilingState::UnitReviewed | FilingState::FinanceReviewed => {
            ("warn", state.word())
        }
    }
}
