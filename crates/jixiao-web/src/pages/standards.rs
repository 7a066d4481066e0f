//! 支出标准: finding, entering and withdrawing cost standards.

mod add;
mod list;
mod view;

use crate::route::{get, post};
use crate::{Access, Route};
use jixiao_app::authz::Action;
use jixiao_store::cost_standards::StandardContent;

/// Where the area stands in the navigation.
const HERE: &str = "/standards";

const SEE: Access = Access::May(Action::SeeProjects);
const KEEP: Access = Access::May(Action::KeepStandards);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/standards", SEE, list::page),
        get("/standards/export", SEE, list::export),
        get("/standards/new", KEEP, add::page),
        post("/standards/new", KEEP, add::submit),
        get("/standards/{id}", SEE, view::page),
        post("/standards/{id}/withdraw", KEEP, view::withdraw),
    ]
}

/// 2025年度起 or 2025—2027年度.
fn years(content: &StandardContent) -> String {
    match content.last_year {
        None => format!("{}年度起", content.first_year),
        Some(last) if last == content.first_year => format!("{last}年度"),
        Some(last) => format!("{}—{last}年度", content.first_year),
    }
}
