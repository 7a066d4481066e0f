//! The entrance, and the page for addresses that don't exist.

use crate::error::WebError;
use crate::route::get;
use crate::{Access, Route};
use axum::response::Redirect;
use jixiao_app::Refusal;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/", Access::SignedIn, home)]
}

async fn home(_: crate::session::Session) -> Redirect {
    Redirect::to("/workbench")
}

pub(crate) async fn not_found() -> WebError {
    Refusal::NotFound("该页面").into()
}
