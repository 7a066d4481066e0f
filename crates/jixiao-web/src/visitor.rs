//! Visitors who are not signed in: how often they may come, and answers that browsers and proxies
//! may keep for a while.
//!
//! Nothing is kept about a visitor but a count under a keyed digest of the network address, in
//! memory, until the minute is over.

use crate::Web;
use crate::address::Address;
use crate::api::ApiError;
use crate::pages::public::PublicError;
use askama::Template;
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jixiao_app::Refusal;
use jixiao_app::digest::sm3_hex;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Pages and files a visitor may ask for in a minute.
const READ_COUNT_MAX: u32 = 300;
/// Verifications a visitor may ask for in a minute.
const VERIFY_COUNT_MAX: u32 = 30;
/// Addresses remembered at most; beyond that all share one count.
const ADDRESS_COUNT_MAX: usize = 100_000;
/// Files that are verified at the same time: each lies in memory.
const VERIFY_AT_ONCE: usize = 4;
/// For so long a page may be kept by browsers and proxies; a withdrawal is seen after it.
const KEPT: &str = "public, max-age=60";

/// The counts of one server.
#[derive(Clone)]
pub(crate) struct Visits {
    counts: Arc<Mutex<Counts>>,
    /// A place for each file that is being verified.
    pub(crate) verifying: Arc<tokio::sync::Semaphore>,
}

#[derive(Default)]
struct Counts {
    minute: i64,
    by_address: HashMap<(u64, bool), u32>,
    hasher: RandomState,
}

impl Default for Visits {
    fn default() -> Self {
        let verifying = Arc::new(tokio::sync::Semaphore::new(VERIFY_AT_ONCE));
        Self { counts: Arc::default(), verifying }
    }
}

impl Visits {
    fn admits(&self, address: Option<IpAddr>, minute: i64, verifies: bool) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.minute != minute {
            counts.minute = minute;
            counts.by_address.clear();
        }
        let key = if counts.by_address.len() < ADDRESS_COUNT_MAX {
            (counts.hasher.hash_one(address), verifies)
        } else {
            (0, verifies)
        };
        let count = counts.by_address.entry(key).or_default();
        *count += 1;
        *count <= if verifies { VERIFY_COUNT_MAX } else { READ_COUNT_MAX }
    }
}

/// A visitor who may read now.
pub(crate) struct Reader;

/// A visitor who may verify now.
pub(crate) struct Verifier;

/// A visitor who came too often.
pub(crate) struct TooOften {
    /// Whether the API was asked.
    by_api: bool,
}

impl IntoResponse for TooOften {
    fn into_response(self) -> Response {
        let refusal = Refusal::TooOften("访问过于频繁，请一分钟后再试".to_owned(), 60);
        if self.by_api {
            ApiError::from(refusal).into_response()
        } else {
            PublicError::from(refusal).into_response()
        }
    }
}

impl FromRequestParts<Web> for Reader {
    type Rejection = TooOften;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, TooOften> {
        admit(parts, web, false).await.map(|()| Self)
    }
}

impl FromRequestParts<Web> for Verifier {
    type Rejection = TooOften;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, TooOften> {
        admit(parts, web, true).await.map(|()| Self)
    }
}

async fn admit(parts: &mut Parts, web: &Web, verifies: bool) -> Result<(), TooOften> {
    let Ok(Address(address)) = Address::from_request_parts(parts, web).await;
    let minute = web.now().timestamp().div_euclid(60);
    if web.visits.admits(address, minute, verifies) {
        return Ok(());
    }
    Err(TooOften { by_api: parts.uri.path().starts_with("/api/") })
}

/// A public page: kept for a minute, and not sent again while it is the same.
pub(crate) fn page(template: &impl Template, request: &HeaderMap) -> Response {
    match template.render() {
        Ok(text) => kept(Html(text.clone()).into_response(), text.as_bytes(), request),
        Err(error) => {
            tracing::error!(%error, "a template failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Public JSON, as [`page`].
pub(crate) fn json<T: serde::Serialize>(body: &T, request: &HeaderMap) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            kept((kind, bytes.clone()).into_response(), &bytes, request)
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Lets browsers and proxies keep an answer; `content` is what it is told apart by.
pub(crate) fn kept(mut response: Response, content: &[u8], request: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", sm3_hex(content).get(..32).unwrap_or_default());
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{READ_COUNT_MAX, VERIFY_COUNT_MAX, Visits};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn a_visitor_is_stopped_until_the_minute_is_over() {
        let visits = Visits::default();
        let one = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)));
        let other = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 2)));
        for _ in 0..VERIFY_COUNT_MAX {
            assert!(visits.admits(one, 7, true));
        }
        assert!(!visits.admits(one, 7, true));
        assert!(visits.admits(other, 7, true), "another visitor comes in");
        assert!(visits.admits(one, 7, false), "reading is counted by itself");
        assert!(visits.admits(one, 8, true), "a new minute");
        for _ in 0..READ_COUNT_MAX {
            assert!(visits.admits(one, 8, false));
        }
        assert!(!visits.admits(one, 8, false));
    }
}
