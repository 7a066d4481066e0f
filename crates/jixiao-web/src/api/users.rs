//! `/api/v1/users`: accounts and roles.

use super::{ApiJson, ApiResult};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use jixiao_app::accounts::{self, AccountQuery, GrantForm, Line, NewAccount};
use jixiao_app::authz::Action;
use jixiao_domain::{Coded as _, UserId};
use jixiao_store::grants::RoleGrant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let seers = Access::MayAny(&[Action::ManageAccounts, Action::GrantRoles]);
    let managers = Access::May(Action::ManageAccounts);
    let granters = Access::May(Action::GrantRoles);
    vec![
        get("/api/v1/users", seers, list_users),
        post("/api/v1/users", managers, create_user),
        post("/api/v1/users/{id}/grants", granters, grant_role),
        post("/api/v1/users/{id}/grants/{grant_id}/revoke", granters, revoke_role),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list_users, create_user, grant_role, revoke_role))]
pub(super) struct Document;

/// Which accounts are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct UsersParameters {
    /// Part of the login or the name.
    q: String,
    /// Code of a role.
    role: String,
    /// Key of an organisation whose subtree is wanted.
    organisation_id: String,
    /// `yes` or `no`.
    active: String,
    /// `organisation`, `login`, `name` or `created`.
    order: String,
    /// From 1.
    page: Option<i64>,
}

/// A page of accounts.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UsersBody {
    /// How many accounts pass the filter.
    total: i64,
    /// The accounts of the page, 50 at most.
    users: Vec<UserBody>,
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserBody {
    /// Key.
    id: i64,
    /// Login.
    login: String,
    /// 姓名
    name: String,
    /// Key of the organisation.
    organisation_id: i64,
    /// Whether it is in use.
    active: bool,
    /// Whether a second factor is asked for.
    has_second_factor: bool,
    /// Roles in force.
    grants: Vec<UserGrantBody>,
}

/// A role of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserGrantBody {
    /// Key.
    id: i64,
    /// Code of the role.
    role: &'static str,
    /// Key of the place.
    organisation_id: i64,
}

impl From<&RoleGrant> for UserGrantBody {
    fn from(grant: &RoleGrant) -> Self {
        Self { id: grant.id, role: grant.role.code(), organisation_id: grant.organisation_id.0 }
    }
}

impl From<Line> for UserBody {
    fn from(line: Line) -> Self {
        Self {
            id: line.user.id.0,
            login: line.user.login,
            name: line.user.name,
            organisation_id: line.user.organisation_id.0,
            active: line.user.active,
            has_second_factor: line.user.has_second_factor,
            grants: line.grants.iter().map(UserGrantBody::from).collect(),
        }
    }
}

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewUserBody {
    /// Login.
    login: String,
    /// 姓名
    name: String,
    /// Key of the organisation.
    organisation_id: i64,
}

/// A new account's key and first password.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedUserBody {
    /// Key.
    id: i64,
    /// Serves once.
    one_time_password: String,
}

/// A role to give.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewGrantBody {
    /// Code of the role.
    role: String,
    /// Key of the place.
    organisation_id: i64,
}

/// The key of a new grant.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct GrantIdBody {
    /// Key.
    id: i64,
}

/// 账号列表
#[utoipa::path(get, path = "/api/v1/users", params(UsersParameters), responses((status = 200, body = UsersBody), (status = 403, body = super::ErrorBody)))]
async fn list_users(
    State(web): State<Web>,
    session: Session,
    Query(parameters): Query<UsersParameters>,
) -> ApiResult<UsersBody> {
    let query = AccountQuery {
        q: parameters.q,
        role: parameters.role,
        organisation_id: parameters.organisation_id,
        active: parameters.active,
        order: parameters.order,
    };
    let offset = super::offset(parameters.page);
    let found = accounts::list(session.call(&web), &query, offset, ROWS_PER_PAGE).await?;
    let users = found.lines.into_iter().map(UserBody::from).collect();
    Ok(Json(UsersBody { total: found.total, users }))
}

/// 新建账号
#[utoipa::path(post, path = "/api/v1/users", request_body = NewUserBody, responses((status = 200, body = CreatedUserBody), (status = 422, body = super::ErrorBody)))]
async fn create_user(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewUserBody>,
) -> ApiResult<CreatedUserBody> {
    let form = NewAccount {
        login: body.login,
        name: body.name,
        organisation_id: body.organisation_id.to_string(),
    };
    let created = accounts::create(session.call(&web), &form).await?;
    let one_time_password = created.one_time_password;
    Ok(Json(CreatedUserBody { id: created.user_id.0, one_time_password }))
}

/// 授予角色
#[utoipa::path(post, path = "/api/v1/users/{id}/grants", params(("id" = i64, Path)), request_body = NewGrantBody, responses((status = 200, body = GrantIdBody), (status = 422, body = super::ErrorBody)))]
async fn grant_role(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<NewGrantBody>,
) -> ApiResult<GrantIdBody> {
    let form = GrantForm { role: body.role, organisation_id: body.organisation_id.to_string() };
    let id = accounts::grant(session.call(&web), UserId(id), &form).await?;
    Ok(Json(GrantIdBody { id }))
}

/// 收回角色
#[utoipa::path(post, path = "/api/v1/users/{id}/grants/{grant_id}/revoke", params(("id" = i64, Path), ("grant_id" = i64, Path)), responses((status = 200, body = GrantIdBody), (status = 404, body = super::ErrorBody)))]
async fn revoke_role(
    State(web): State<Web>,
    session: Session,
    Path((id, grant_id)): Path<(i64, i64)>,
) -> ApiResult<GrantIdBody> {
    accounts::revoke(session.call(&web), UserId(id), grant_id).await?;
    Ok(Json(GrantIdBody { id: grant_id }))
}
