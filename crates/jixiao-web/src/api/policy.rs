//! `/api/v1/policy`: the limits of sessions and passwords, the region of the installation, and what
//! publishing needs. The public halves of the keys are in `/api/v1/public/keys`.

use super::{ApiError, ApiJson, ApiResult};
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::identity::policy::{self, Policy, PolicyForm};
use jixiao_app::installation::{self, RegionForm};
use jixiao_app::signing::{self, AddressForm, RenewForm};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::GrantRoles);
    vec![
        get("/api/v1/policy", access, read_policy),
        post("/api/v1/policy", access, set_policy),
        get("/api/v1/policy/region", access, read_region),
        post("/api/v1/policy/region", access, set_region),
        post("/api/v1/policy/publication/key", access, make_key),
        post("/api/v1/policy/publication/key/renew", access, renew_key),
        post("/api/v1/policy/publication/address", access, set_address),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(
    read_policy,
    set_policy,
    read_region,
    set_region,
    make_key,
    renew_key,
    set_address
))]
pub(super) struct Document;

/// The limits of sessions and passwords.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct PolicyBody {
    /// A session ends after so many minutes without use.
    idle_minutes: i64,
    /// A session ends after so many hours, used or not.
    session_hours: i64,
    /// A password must be changed after so many days; 0 means never.
    password_max_age_days: i64,
    /// So many failures in a row lock.
    failure_limit: i64,
    /// For so many minutes.
    lock_minutes: i64,
    /// So many failures from one network lock it.
    network_failure_limit: i64,
    /// Who must have a second factor: `nobody`, `administrators` or `everyone`.
    second_factor: String,
}

impl From<Policy> for PolicyBody {
    fn from(policy: Policy) -> Self {
        Self {
            idle_minutes: policy.idle_minutes,
            session_hours: policy.session_hours,
            password_max_age_days: policy.password_max_age_days,
            failure_limit: policy.failure_limit,
            lock_minutes: policy.lock_minutes,
            network_failure_limit: policy.network_failure_limit,
            second_factor: policy.second_factor.code().to_owned(),
        }
    }
}

impl From<PolicyBody> for PolicyForm {
    fn from(body: PolicyBody) -> Self {
        Self {
            idle_minutes: body.idle_minutes.to_string(),
            session_hours: body.session_hours.to_string(),
            password_max_age_days: body.password_max_age_days.to_string(),
            failure_limit: body.failure_limit.to_string(),
            lock_minutes: body.lock_minutes.to_string(),
            network_failure_limit: body.network_failure_limit.to_string(),
            second_factor: body.second_factor,
        }
    }
}

/// The region whose regulation is suggested for new years.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RegionBody {
    /// 行政区划代码; empty for none.
    region: String,
    /// Regions that have regulations of their own.
    regions: Vec<OwnRegulationBody>,
}

/// A region with a regulation of its own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OwnRegulationBody {
    /// 行政区划代码
    region: &'static str,
    /// Title of the regulation.
    title: &'static str,
}

/// The region to be set.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewRegionBody {
    /// 行政区划代码, six digits; empty for none.
    region: String,
}

/// Why the key is changed.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct RenewBody {
    /// 更换原因
    reason: String,
}

/// Where the public pages are reached.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PublicAddressBody {
    /// `https://…`
    address: String,
}

/// 会话与密码的限值、双因素认证要求
#[utoipa::path(get, path = "/api/v1/policy", responses((status = 200, body = PolicyBody), (status = 403, body = super::ErrorBody)))]
async fn read_policy(State(web): State<Web>, session: Session) -> ApiResult<PolicyBody> {
    let form = policy::read(session.call(&web)).await?;
    Ok(Json(form.parse().map_err(Refusal::Invalid)?.into()))
}

/// 修改限值与双因素认证要求，立即生效
#[utoipa::path(post, path = "/api/v1/policy", request_body = PolicyBody, responses((status = 204), (status = 403, body = super::ErrorBody), (status = 422, body = super::ErrorBody)))]
async fn set_policy(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<PolicyBody>,
) -> Result<StatusCode, ApiError> {
    policy::set(session.call(&web), &body.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 所在地区
#[utoipa::path(get, path = "/api/v1/policy/region", responses((status = 200, body = RegionBody), (status = 403, body = super::ErrorBody)))]
async fn read_region(State(web): State<Web>, session: Session) -> ApiResult<RegionBody> {
    let region = installation::read_region(session.call(&web)).await?.region;
    let own = installation::regions(&web.app).into_iter();
    let regions = own.map(|(region, title)| OwnRegulationBody { region, title }).collect();
    Ok(Json(RegionBody { region, regions }))
}

/// 修改所在地区，新建年度时据此建议评分办法
#[utoipa::path(post, path = "/api/v1/policy/region", request_body = NewRegionBody, responses((status = 204), (status = 403, body = super::ErrorBody), (status = 422, body = super::ErrorBody)))]
async fn set_region(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewRegionBody>,
) -> Result<StatusCode, ApiError> {
    let form = RegionForm { region: body.region };
    installation::set_region(session.call(&web), &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 生成签发密钥
#[utoipa::path(post, path = "/api/v1/policy/publication/key", responses((status = 204), (status = 403, body = super::ErrorBody), (status = 409, body = super::ErrorBody)))]
async fn make_key(State(web): State<Web>, session: Session) -> Result<StatusCode, ApiError> {
    signing::make(session.call(&web)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 更换签发密钥
#[utoipa::path(post, path = "/api/v1/policy/publication/key/renew", request_body = RenewBody, responses((status = 204), (status = 403, body = super::ErrorBody), (status = 422, body = super::ErrorBody)))]
async fn renew_key(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<RenewBody>,
) -> Result<StatusCode, ApiError> {
    signing::renew(session.call(&web), &RenewForm { reason: body.reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 设置公开网址
#[utoipa::path(post, path = "/api/v1/policy/publication/address", request_body = PublicAddressBody, responses((status = 204), (status = 403, body = super::ErrorBody), (status = 422, body = super::ErrorBody)))]
async fn set_address(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<PublicAddressBody>,
) -> Result<StatusCode, ApiError> {
    signing::set_address(session.call(&web), &AddressForm { address: body.address }).await?;
    Ok(StatusCode::NO_CONTENT)
}
