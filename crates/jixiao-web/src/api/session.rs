//! `/api/v1/session`: signing in, who one is, signing out.

use super::{ApiError, ApiJson, ApiResult};
use crate::address::Address;
use crate::route::{get, post};
use crate::session::{COOKIE, PendingSession, Session, cookie};
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use jixiao_app::{Actor, Grant, identity};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/session", Access::SignedIn, read_session),
        post("/api/v1/session", Access::Public, begin_session),
        post("/api/v1/session/second-factor", Access::SignedIn, pass_second_factor),
        post("/api/v1/session/end", Access::Public, end_session),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(read_session, begin_session, pass_second_factor, end_session))]
pub(super) struct Document;

/// Who is signed in, and what they may do where.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SessionBody {
    /// Key of the user.
    user_id: i64,
    /// 姓名
    name: String,
    /// Key of the user's organisation.
    organisation_id: i64,
    /// Roles and their places.
    grants: Vec<GrantBody>,
}

/// A role at a place; it holds for everything below.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrantBody {
    /// Code of the role.
    role: &'static str,
    /// The role in Chinese.
    role_word: &'static str,
    /// Key of the place.
    organisation_id: i64,
}

impl From<&Grant> for GrantBody {
    fn from(grant: &Grant) -> Self {
        Self {
            role: grant.role.code(),
            role_word: grant.role.word(),
            organisation_id: grant.organisation_id.0,
        }
    }
}

impl From<&Actor> for SessionBody {
    fn from(actor: &Actor) -> Self {
        Self {
            user_id: actor.user_id.0,
            name: actor.name.clone(),
            organisation_id: actor.organisation_id.0,
            grants: actor.grants.iter().map(GrantBody::from).collect(),
        }
    }
}

/// Login and password.
#[derive(Deserialize, ToSchema)]
pub(super) struct CredentialsBody {
    /// Login.
    login: String,
    /// Password.
    password: String,
}

/// A code of the second factor.
#[derive(Deserialize, ToSchema)]
pub(super) struct CodeBody {
    /// Six digits.
    code: String,
}

/// 当前登录人
#[utoipa::path(get, path = "/api/v1/session", responses((status = 200, body = SessionBody), (status = 401, body = super::ErrorBody)))]
async fn read_session(session: Session) -> Json<SessionBody> {
    Json(SessionBody::from(&session.actor))
}

/// 登录；会话在 Cookie 中
#[utoipa::path(post, path = "/api/v1/session", request_body = CredentialsBody, responses((status = 204), (status = 422, body = super::ErrorBody), (status = 429, body = super::ErrorBody)))]
async fn begin_session(
    State(web): State<Web>,
    Address(address): Address,
    jar: CookieJar,
    ApiJson(body): ApiJson<CredentialsBody>,
) -> Result<(CookieJar, StatusCode), ApiError> {
    let (login, password) = (&body.login, &body.password);
    let session = identity::sign_in_from(&web.app, address, login, password, web.now()).await?;
    Ok((jar.add(cookie(&web, session.token)), StatusCode::NO_CONTENT))
}

/// 双因素认证
#[utoipa::path(post, path = "/api/v1/session/second-factor", request_body = CodeBody, responses((status = 200, body = SessionBody), (status = 422, body = super::ErrorBody), (status = 429, body = super::ErrorBody)))]
async fn pass_second_factor(
    State(web): State<Web>,
    session: PendingSession,
    ApiJson(body): ApiJson<CodeBody>,
) -> ApiResult<SessionBody> {
    identity::pass_second_factor(session.call(&web), &session.token, &body.code).await?;
    let signed_in = identity::resume(&web.app, &session.token, session.at).await?;
    Ok(Json(SessionBody::from(&signed_in.actor)))
}

/// 退出
#[utoipa::path(post, path = "/api/v1/session/end", responses((status = 204)))]
async fn end_session(
    State(web): State<Web>,
    jar: CookieJar,
) -> Result<(CookieJar, StatusCode), ApiError> {
    if let Some(token) = jar.get(COOKIE) {
        identity::sign_out(&web.app, token.value(), web.now()).await?;
    }
    Ok((jar.remove(Cookie::build(COOKIE).path("/")), StatusCode::NO_CONTENT))
}
