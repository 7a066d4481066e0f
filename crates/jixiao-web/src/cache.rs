//! Pages that are asked for again before anything changed.
//!
//! An office opens the same lists and dashboards all morning. Where this process is the only writer
//! of its database, a page stays true until the next committed transaction; it is kept that long, a
//! minute at most (sessions end, days change), and only for the session that asked. A page that
//! must reach its use case every time says `no-store`.

use crate::Web;
use crate::session::COOKIE;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::CookieJar;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// What all kept pages together may weigh.
const BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The largest page kept; downloads and long lists pass through.
const PAGE_BYTES_MAX: usize = 256 * 1024;
const KEPT_MILLIS_MAX: i64 = 60_000;

/// The kept pages of one server.
#[derive(Clone)]
pub(crate) struct PageCache(Arc<Cache<(String, String), Page, ByBytes>>);

#[derive(Clone)]
struct ByBytes;

#[derive(Clone)]
struct Page {
    generation: u64,
    kept_at_millis: i64,
    headers: HeaderMap,
    body: Bytes,
}

impl Weighter<(String, String), Page> for ByBytes {
    fn weight(&self, key: &(String, String), page: &Page) -> u64 {
        (key.0.len() + key.1.len() + page.body.len() + 512) as u64
    }
}

impl Default for PageCache {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(4_000, BYTES_MAX, ByBytes)))
    }
}

/// Answers from the kept pages where one holds, and keeps what may be kept.
pub(crate) async fn layer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(key) = key(&web, &request) else { return next.run(request).await };
    // Read before the page is made: a change during its making makes it stale.
    let generation = web.app.store.generation();
    let now_millis = web.now().timestamp_millis();
    if let Some(page) = web.pages.0.get(&key)
        && page.generation == generation
        && (0..KEPT_MILLIS_MAX).contains(&(now_millis - page.kept_at_millis))
    {
        return (page.headers, page.body).into_response();
    }
    let response = next.run(request).await;
    if !may_be_kept(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if body.len() <= PAGE_BYTES_MAX {
        let headers = parts.headers.clone();
        let page = Page { generation, kept_at_millis: now_millis, headers, body: body.clone() };
        web.pages.0.insert(key, page);
    }
    Response::from_parts(parts, Body::from(body))
}

/// Session and address; `None` for what is never kept.
fn key(web: &Web, request: &Request) -> Option<(String, String)> {
    if request.method() != Method::GET || web.app.store.is_shared() {
        return None;
    }
    let jar = CookieJar::from_headers(request.headers());
    let address = request.uri().path_and_query()?.as_str().to_owned();
    Some((jar.get(COOKIE)?.value().to_owned(), address))
}

fn may_be_kept(response: &Response) -> bool {
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    response.status() == StatusCode::OK
        && is_html
        && !response.headers().contains_key(header::SET_COOKIE)
        && !response.headers().contains_key(header::CACHE_CONTROL)
}

/// An answer that neither this cache nor the browser keeps: it shows a secret once, a form that would
/// show yesterday's draft, or counts that change without a click.
pub(crate) fn never_kept(mut response: Response) -> Response {
    let value = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}
