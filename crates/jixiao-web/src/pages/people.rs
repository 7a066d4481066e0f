//! 帮扶对象: the list, finding by name or number, a person's record, full numbers for a purpose, model
//! workers. Names and numbers never stand in an address or a title.

mod edit;
mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;

/// Where the area stands in the navigation.
pub(super) const HERE: &str = "/people";

const SEE: Access = Access::May(Action::SeePeople);
const FILL: Access = Access::May(Action::FillPeople);
const REVEAL: Access = Access::May(Action::RevealPeople);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/people", SEE, list::page),
        post("/people/find", SEE, list::find),
        get("/people/export", SEE, list::export),
        post("/people/export-full", REVEAL, list::export_full),
        get("/people/new", FILL, edit::new_page),
        post("/people/new", FILL, edit::create),
        get("/people/{id}", SEE, view::page),
        get("/people/{id}/edit", FILL, edit::page),
        post("/people/{id}/edit", FILL, edit::save),
        post("/people/{id}/reveal", REVEAL, view::reveal),
        post("/people/{id}/model-worker", FILL, view::model_worker),
        post("/people/{id}/honours", FILL, view::honour),
    ]
}
