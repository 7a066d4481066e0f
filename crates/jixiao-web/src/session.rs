//! The signed-in person of a request, from the cookie.

use crate::Web;
use crate::error::WebError;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use jixiao_app::identity::{self, SecondFactor, SignedIn};
use jixiao_app::{Actor, Call, Refusal};
use jixiao_store::Timestamp;

/// The name of the session cookie.
pub(crate) const COOKIE: &str = "jixiao_session";

/// A person who is signed in with everything their account asks for.
#[derive(Clone)]
pub(crate) struct Session {
    /// Who.
    pub(crate) actor: Actor,
    /// The cookie's token.
    pub(crate) token: String,
    /// When the request came.
    pub(crate) at: Timestamp,
}

/// A person whose sign-in is not finished: a password to change or a second factor to give.
pub(crate) struct PendingSession {
    /// The cookie's token.
    pub(crate) token: String,
    /// Who, and what is missing.
    pub(crate) signed_in: SignedIn,
    /// When the request came.
    pub(crate) at: Timestamp,
}

impl Session {
    /// The call of a use case in this request.
    pub(crate) fn call<'a>(&'a self, web: &'a Web) -> Call<'a> {
        Call { app: &web.app, actor: &self.actor, at: self.at }
    }
}

impl PendingSession {
    /// The call of a use case that finishes the sign-in.
    pub(crate) fn call<'a>(&'a self, web: &'a Web) -> Call<'a> {
        Call { app: &web.app, actor: &self.signed_in.actor, at: self.at }
    }
}

/// Why a request has no finished session, as an answer.
pub(crate) enum NoSession {
    /// Go there first.
    Redirect(String),
    /// Something else failed.
    Failed(WebError),
    /// An API call gets a status instead of a page.
    Api(crate::api::ApiError),
}

impl IntoResponse for NoSession {
    fn into_response(self) -> Response {
        match self {
            Self::Redirect(to) => Redirect::to(&to).into_response(),
            Self::Failed(error) => error.into_response(),
            Self::Api(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<Web> for Session {
    type Rejection = NoSession;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NoSession> {
        if let Some(session) = parts.extensions.get::<Self>() {
            return Ok(session.clone());
        }
        let api = parts.uri.path().starts_with("/api/");
        let pending = match pending(parts, web).await {
            Ok(pending) => pending,
            Err(refusal) if api => return Err(NoSession::Api(refusal.into())),
            Err(Refusal::SignedOut) => return Err(NoSession::Redirect(sign_in_address(parts))),
            Err(refusal) => return Err(NoSession::Failed(refusal.into())),
        };
        let first = if pending.signed_in.second_factor == SecondFactor::Pending {
            Some("/sign-in/second-factor")
        } else if pending.signed_in.must_change_password {
            Some("/account/password")
        } else if pending.signed_in.second_factor == SecondFactor::Due {
            Some(crate::pages::set_up::ADDRESS)
        } else {
            None
        };
        match first {
            Some(_) if api => Err(NoSession::Api(Refusal::SignedOut.into())),
            Some(to) => Err(NoSession::Redirect(to.to_owned())),
            None => {
                Ok(Self { actor: pending.signed_in.actor, token: pending.token, at: pending.at })
            }
        }
    }
}

impl OptionalFromRequestParts<Web> for Session {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        web: &Web,
    ) -> Result<Option<Self>, Self::Rejection> {
        Ok(<Self as FromRequestParts<Web>>::from_request_parts(parts, web).await.ok())
    }
}

impl FromRequestParts<Web> for PendingSession {
    type Rejection = NoSession;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NoSession> {
        let api = parts.uri.path().starts_with("/api/");
        pending(parts, web).await.map_err(|refusal| match refusal {
            refusal if api => NoSession::Api(refusal.into()),
            Refusal::SignedOut => NoSession::Redirect(sign_in_address(parts)),
            other => NoSession::Failed(other.into()),
        })
    }
}

async fn pending(parts: &Parts, web: &Web) -> Result<PendingSession, Refusal> {
    let jar = CookieJar::from_headers(&parts.headers);
    let token = jar.get(COOKIE).ok_or(Refusal::SignedOut)?.value().to_owned();
    let at = web.now();
    let signed_in = identity::resume(&web.app, &token, at).await?;
    Ok(PendingSession { token, signed_in, at })
}

/// The sign-in page that leads back to where the request wanted to go. Only the way of a page is
/// kept: a form that was sent is saved as a draft by its page.
fn sign_in_address(parts: &Parts) -> String {
    let path = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    if path == "/" {
        return "/sign-in".to_owned();
    }
    let next: String = path.bytes().map(encode).collect();
    format!("/sign-in?next={next}")
}

fn encode(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    }
}

/// A place to go to after signing in: on this site only.
pub(crate) fn safe_next(next: Option<&str>) -> &str {
    match next {
        Some(next) if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') => {
            next
        }
        _ => "/workbench",
    }
}

/// The cookie that carries a session's token.
pub(crate) fn cookie(web: &Web, token: String) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(!web.options.plain_http)
        .build()
}
