//! `/api/v1/organisations`: the tree.

use super::{ApiJson, ApiResult};
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::State;
use jixiao_app::authz::Action;
use jixiao_app::organisations::{self, NewOrganisationForm};
use jixiao_domain::Coded as _;
use jixiao_store::organisations::Organisation;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    let seers = Access::MayAny(&[Action::ManageAccounts, Action::GrantRoles]);
    vec![
        get("/api/v1/organisations", seers, list_organisations),
        post("/api/v1/organisations", Access::May(Action::ManageAccounts), add_organisation),
    ]
}

#[derive(OpenApi)]
#[openapi(paths(list_organisations, add_organisation))]
pub(super) struct Document;

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrganisationBody {
    /// Key.
    id: i64,
    /// Key of the organisation above.
    parent_id: Option<i64>,
    /// 单位代码
    code: String,
    /// Full name.
    name: String,
    /// Short name.
    short_name: String,
    /// Code of the kind.
    kind: &'static str,
    /// Whether it is in use.
    active: bool,
}

impl From<Organisation> for OrganisationBody {
    fn from(place: Organisation) -> Self {
        Self {
            id: place.id.0,
            parent_id: place.parent_id.map(|id| id.0),
            code: place.code,
            name: place.name,
            short_name: place.short_name,
            kind: place.kind.code(),
            active: place.active,
        }
    }
}

/// A new organisation.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct NewOrganisationBody {
    /// Key of the organisation above.
    parent_id: i64,
    /// 单位代码
    code: String,
    /// Full name.
    name: String,
    /// Short name; the full name where empty.
    #[serde(default)]
    short_name: String,
    /// Code of the kind.
    kind: String,
}

/// The key of something new.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NewOrganisationId {
    /// Key.
    id: i64,
}

/// 机构列表，上级在前
#[utoipa::path(get, path = "/api/v1/organisations", responses((status = 200, body = Vec<OrganisationBody>), (status = 403, body = super::ErrorBody)))]
async fn list_organisations(
    State(web): State<Web>,
    session: Session,
) -> ApiResult<Vec<OrganisationBody>> {
    let tree = organisations::tree(session.call(&web)).await?;
    Ok(Json(tree.places.into_iter().map(OrganisationBody::from).collect()))
}

/// 新增机构
#[utoipa::path(post, path = "/api/v1/organisations", request_body = NewOrganisationBody, responses((status = 200, body = NewOrganisationId), (status = 422, body = super::ErrorBody)))]
async fn add_organisation(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewOrganisationBody>,
) -> ApiResult<NewOrganisationId> {
    let form = NewOrganisationForm {
        parent_id: body.parent_id.to_string(),
        code: body.code,
        name: body.name,
        short_name: body.short_name,
        kind: body.kind,
    };
    let id = organisations::add(session.call(&web), &form).await?.0;
    Ok(Json(NewOrganisationId { id }))
}
