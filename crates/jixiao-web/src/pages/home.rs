//! The entrance, and the page for addresses that don't exist.

use crate::api::ApiError;
use crate::error::WebError;
use crate::pages::public::PublicError;
use crate::route::get;
use crate::{Access, Route};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::Refusal;

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/", Access::SignedIn, home)]
}

async fn home(_: crate::session::Session) -> Redirect {
    Redirect::to("/workbench")
}

pub(crate) async fn not_found(uri: Uri) -> Response {
    let refusal = Refusal::NotFound("该页面");
    let path = uri.path();
    let is_below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
    if is_below("/api") {
        ApiError::from(refusal).into_response()
    } else if is_below("/public") || is_below("/verify") {
        PublicError::from(refusal).into_response()
    } else {
        WebError::from(refusal).into_response()
    }
}
