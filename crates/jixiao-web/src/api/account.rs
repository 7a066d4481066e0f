//! `/api/v1/account`: the own password and second factor. Open as well to a session that has yet to
//! finish them: there is no other way to finish.

use super::{ApiError, ApiJson, ApiResult};
use crate::cache::never_kept;
use crate::route::post;
use crate::session::{PendingSession, Session};
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use jixiao_app::Refusal;
use jixiao_app::identity::{self, ChangePassword, Enrolment, SecondFactor};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let access = Access::SignedIn;
    vec![
        post("/api/v1/account/password", access, change_password),
        post("/api/v1/account/sessions/end-others", access, end_others),
        post("/api/v1/account/second-factor/begin", access, begin_second_factor),
        post("/api/v1/account/second-factor/confirm", access, confirm_second_factor),
        post("/api/v1/account/second-factor/disable", access, disable_second_factor),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(
    change_password,
    end_others,
    begin_second_factor,
    confirm_second_factor,
    disable_second_factor
))]
pub(super) struct Document;

/// The present password and the new one.
#[derive(Deserialize, ToSchema)]
pub(super) struct PasswordBody {
    /// The present password.
    present: String,
    /// The new one.
    new: String,
}

/// What an authenticator program needs.
#[derive(Serialize, ToSchema)]
pub(super) struct EnrolmentBody {
    /// The secret in base 32.
    secret: String,
    /// The `otpauth` address, for a QR code.
    url: String,
}

impl From<Enrolment> for EnrolmentBody {
    fn from(enrolment: Enrolment) -> Self {
        Self { secret: enrolment.secret, url: enrolment.url }
    }
}

/// A code of the authenticator program.
#[derive(Deserialize, ToSchema)]
pub(super) struct FirstCodeBody {
    /// Six digits.
    code: String,
}

/// The password once more.
#[derive(Deserialize, ToSchema)]
pub(super) struct PresentPasswordBody {
    /// The present password.
    password: String,
}

/// How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EndedBody {
    /// Sessions.
    ended: u64,
}

/// 更换本人密码；其他登录均退出
#[utoipa::path(post, path = "/api/v1/account/password", request_body = PasswordBody, responses((status = 204), (status = 422, body = super::ErrorBody), (status = 429, body = super::ErrorBody)))]
async fn change_password(
    State(web): State<Web>,
    session: PendingSession,
    ApiJson(body): ApiJson<PasswordBody>,
) -> Result<StatusCode, ApiError> {
    let form = ChangePassword { present: body.present, again: body.new.clone(), new: body.new };
    identity::change_password(session.call(&web), &session.token, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 退出本人的其他登录
#[utoipa::path(post, path = "/api/v1/account/sessions/end-others", responses((status = 200, body = EndedBody), (status = 401, body = super::ErrorBody)))]
async fn end_others(State(web): State<Web>, session: Session) -> ApiResult<EndedBody> {
    let ended = identity::end_other_sessions(session.call(&web), &session.token).await?;
    Ok(Json(EndedBody { ended }))
}

/// 开始绑定双因素认证：给出密钥，确认后生效
#[utoipa::path(post, path = "/api/v1/account/second-factor/begin", responses((status = 200, body = EnrolmentBody), (status = 409, body = super::ErrorBody)))]
async fn begin_second_factor(
    State(web): State<Web>,
    session: PendingSession,
) -> Result<Response, ApiError> {
    may_enrol(&session)?;
    let enrolment = identity::begin_second_factor(session.call(&web)).await?;
    Ok(never_kept(Json(EnrolmentBody::from(enrolment)).into_response()))
}

/// 以首个验证码完成绑定
#[utoipa::path(post, path = "/api/v1/account/second-factor/confirm", request_body = FirstCodeBody, responses((status = 204), (status = 409, body = super::ErrorBody), (status = 422, body = super::ErrorBody), (status = 429, body = super::ErrorBody)))]
async fn confirm_second_factor(
    State(web): State<Web>,
    session: PendingSession,
    ApiJson(body): ApiJson<FirstCodeBody>,
) -> Result<StatusCode, ApiError> {
    may_enrol(&session)?;
    identity::confirm_second_factor(session.call(&web), &session.token, &body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 停用双因素认证，须再次输入密码
#[utoipa::path(post, path = "/api/v1/account/second-factor/disable", request_body = PresentPasswordBody, responses((status = 204), (status = 409, body = super::ErrorBody), (status = 422, body = super::ErrorBody), (status = 429, body = super::ErrorBody)))]
async fn disable_second_factor(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<PresentPasswordBody>,
) -> Result<StatusCode, ApiError> {
    let call = session.call(&web);
    identity::disable_second_factor(call, &session.token, &body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// As the pages have it: first the password, and nothing where a second factor is still to be shown.
fn may_enrol(session: &PendingSession) -> Result<(), Refusal> {
    let signed_in = &session.signed_in;
    let is_open =
        !signed_in.must_change_password && signed_in.second_factor != SecondFactor::Pending;
    if is_open { Ok(()) } else { Err(Refusal::SignedOut) }
}
