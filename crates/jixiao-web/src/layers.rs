//! What every request passes: request id, log line, limits, headers, and the check that a change
//! comes from our own pages.

use crate::{Web, cache, health};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Request, Response, header};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;

/// The largest request body: an attachment of 50 MB with its form around it.
pub(crate) const BODY_BYTES_MAX: usize = 52 * 1024 * 1024;

/// No script or style but our own files: what a record holds can't become code.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    frame-ancestors 'none'; base-uri 'none'";

/// Puts the layers around the routes.
pub(crate) fn wrap(router: Router<Web>, web: &Web) -> Router<Web> {
    let mut router = router
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(axum::middleware::from_fn_with_state(web.clone(), cache::layer))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(header("content-security-policy", CONTENT_SECURITY_POLICY))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(header("x-frame-options", "DENY"));
    if !web.options.plain_http {
        router = router.layer(header("strict-transport-security", "max-age=31536000"));
    }
    router
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(axum::middleware::from_fn(health::measure))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(|request: &Request<_>| span(request))
                .on_response(|response: &Response<_>, took: Duration, _: &Span| {
                    let status = response.status().as_u16();
                    tracing::info!(status, took_us = took.as_micros(), "answered");
                }),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
}

/// Pages and data: official forms come compressed already, as far as it pays.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats-officedocument"))
}

/// The log names method, path without its query (which may hold names), and the request id.
fn span<B>(request: &Request<B>) -> Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or("");
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}

fn header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    let name = HeaderName::from_static(name);
    debug_assert!(name != header::SET_COOKIE, "cookies are set by the session");
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
