//! 指标库: finding, proposing and deciding indicators.

mod list;
mod propose;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::{IndicatorGroup, LibraryState};
use jixiao_store::library::LibraryContent;

/// Where the area stands in the navigation.
const HERE: &str = "/library";

const SEE: Access = Access::May(Action::SeeProjects);
const PROPOSE: Access = Access::May(Action::ProposeIndicators);
const DECIDE: Access = Access::May(Action::ApproveIndicators);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/library", SEE, list::page),
        get("/library/export", SEE, list::export),
        get("/library/new", PROPOSE, propose::page),
        post("/library/new", PROPOSE, propose::submit),
        get("/library/{id}", SEE, view::page),
        post("/library/{id}/decision", DECIDE, view::decide),
    ]
}

/// A suggested target as forms print it, or 定性.
pub(crate) fn target(content: &LibraryContent) -> String {
    match (content.sign, content.target_number) {
        (Some(sign), Some(number)) => format!("{sign}{number}{}", content.unit),
        (Some(sign), None) => format!("{sign}（{}）", content.unit),
        (None, _) => "定性".to_owned(),
    }
}

/// 一级指标 as forms head it, 产出指标.
fn group_word(group: &IndicatorGroup) -> &'static str {
    jixiao_domain::Coded::word(*group)
}

/// The class of a state's lamp.
fn lamp(state: &LibraryState) -> &'static str {
    match state {
        LibraryState::Proposed => "warn",
        LibraryState::Approved => "good",
        LibraryState::Rejected => "bad",
        LibraryState::Retired => "",
    }
}
