//! The gate of every route: nobody comes to a handler whose declared actions none of their roles
//! allows. It stands before the use case, which authorises for the record at hand; a handler that
//! forgets to ask is still closed to strangers.

use crate::api::ApiError;
use crate::error::WebError;
use crate::session::Session;
use crate::{Access, Web};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_domain::Coded as _;

/// Lets a request through to a route of `access`, or answers it.
pub(crate) async fn gate(
    State((web, access)): State<(Web, Access)>,
    request: Request,
    next: Next,
) -> Response {
    let actions = match &access {
        // Those who are signed in halfway reach the pages that let them finish.
        Access::Public | Access::SignedIn => return next.run(request).await,
        Access::May(action) => std::slice::from_ref(action),
        Access::MayAny(actions) => *actions,
    };
    let (mut parts, body) = request.into_parts();
    let session = match Session::from_request_parts(&mut parts, &web).await {
        Ok(session) => session,
        Err(no_session) => return no_session.into_response(),
    };
    if !actions.iter().any(|action| authz::allows_somewhere(&session.actor, *action)) {
        let refusal =
            Refusal::Forbidden(actions.first().map_or("", |action: &Action| action.word()));
        return if parts.uri.path().starts_with("/api/") {
            ApiError::from(refusal).into_response()
        } else {
            WebError::from(refusal).into_response()
        };
    }
    // The handler need not look the session up again.
    parts.extensions.insert(session);
    next.run(Request::from_parts(parts, body)).await
}
