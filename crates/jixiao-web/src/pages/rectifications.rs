//! 整改: the list, giving a notice, a rectification with its history, reply and check; and the
//! suspension of payment on the page of a project's year.

mod files;
mod list;
mod new;
pub(crate) mod suspension;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_domain::RectificationState;

/// Where the area stands in the navigation.
const HERE: &str = "/rectifications";

const SEE: Access = Access::May(Action::SeeProjects);
const SUPERVISE: Access = Access::May(Action::SuperviseRectification);
const REPLY: Access = Access::May(Action::ReplyRectification);
const STEP: Access = Access::MayAny(&[Action::ReplyRectification, Action::SuperviseRectification]);
const SUSPEND: Access = Access::May(Action::SuspendPayment);
const LIFT: Access = Access::May(Action::LiftSuspension);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/rectifications", SEE, list::page),
        get("/rectifications/export", SEE, list::export),
        get("/rectifications/new", SUPERVISE, new::page),
        post("/rectifications/new", SUPERVISE, new::open),
        get("/rectifications/{id}", SEE, view::page),
        post("/rectifications/{id}/step", STEP, view::step),
        get("/rectifications/{id}/notice/{format}", SEE, view::notice),
        get("/rectifications/{id}/report/{format}", SEE, view::report),
        post("/rectifications/{id}/files", REPLY, files::add),
        get("/rectifications/{id}/files/{file}", SEE, files::download),
        post("/rectifications/{id}/files/{file}/withdraw", REPLY, files::withdraw),
        post("/projects/{id}/years/{year}/suspend", SUSPEND, suspension::suspend),
        post("/projects/{id}/years/{year}/resume", LIFT, suspension::resume),
    ]
}

/// The class of a state's lamp.
pub(crate) fn lamp(state: &RectificationState) -> &'static str {
    match state {
        RectificationState::Issued | RectificationState::Replied => "warn",
        RectificationState::Returned => "bad",
        RectificationState::Closed => "good",
        RectificationState::Withdrawn => "",
    }
}
