//! 疑似重复: the list of pairs, the two side by side, judging and merging them, and the search.

mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::DuplicateState;

/// Where the area stands in the navigation.
const HERE: &str = "/duplicates";

const SEE: Access = Access::May(Action::SeePeople);
const JUDGE: Access = Access::May(Action::JudgeDuplicates);
const STEP: Access = Access::MayAny(&[Action::JudgeDuplicates, Action::OverrideDuplicates]);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/duplicates", SEE, list::page),
        get("/duplicates/export", SEE, list::export),
        post("/duplicates/search", JUDGE, list::search),
        get("/duplicates/{id}", SEE, view::page),
        post("/duplicates/{id}/judge", STEP, view::judge),
        post("/duplicates/{id}/join", JUDGE, view::join),
    ]
}

/// The class of a state's lamp.
fn lamp(state: &DuplicateState) -> &'static str {
    match state {
        DuplicateState::Open | DuplicateState::Verifying => "warn",
        DuplicateState::Same => "bad",
        DuplicateState::Different | DuplicateState::Settled => "good",
        DuplicateState::Overridden => "",
    }
}

/// How probable it is, as people read it.
fn percent(score_permille: &i64) -> String {
    format!("{}%", score_permille / 10)
}
