//! What changes of a task besides its steps: its last day, the goal version it is measured by.

use super::super::{ApiError, ApiJson, ErrorBody};
use super::bodies::SelfEvaluationBody;
use crate::Web;
use crate::session::Session;
use axum::Json;
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::{self as area, ADOPTERS, Adopted, DueTyped};
use jixiao_domain::{GoalId, SelfEvaluationId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

#[derive(OpenApi)]
#[openapi(paths(set_due, adopt_goal), components(schemas(DueBody, AdoptBody, AdoptedBody)))]
pub(super) struct Document;

/// Another last day.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct DueBody {
    /// The revision that was read.
    revision: i64,
    /// The new last day.
    due_on: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// The goal version to be measured by.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::api) struct AdoptBody {
    /// The revision that was read.
    revision: i64,
    /// `newer_goal_id` as it was read.
    goal_id: i64,
}

/// What moving did to the indicators.
#[expect(clippy::struct_field_names, reason = "the unit stands last in public names")]
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AdoptedBody {
    kept_count: usize,
    new_count: usize,
    gone_count: usize,
}

impl AdoptedBody {
    fn of(adopted: Adopted) -> Self {
        Self {
            kept_count: adopted.kept_count,
            new_count: adopted.new_count,
            gone_count: adopted.gone_count,
        }
    }
}

/// Gives a task that is not submitted yet another last day.
#[utoipa::path(post, path = "/api/v1/self-evaluations/{id}/due",
    operation_id = "set_self_evaluation_due",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    request_body = DueBody,
    responses((status = 200, body = SelfEvaluationBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub(super) async fn set_due(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<DueBody>,
) -> Result<Json<SelfEvaluationBody>, ApiError> {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, &[Action::ReviewForFinance]).await?;
    let (revision, due_on) = (body.revision.to_string(), body.due_on);
    let typed = DueTyped { revision, due_on, reason: body.reason };
    area::set_due(call, id, &typed.parse().map_err(Refusal::Invalid)?).await?;
    Ok(Json(SelfEvaluationBody::of(&area::show(call, id).await?)))
}

/// Moves a task that is being filled in to the goal version in force.
#[utoipa::path(post, path = "/api/v1/self-evaluations/{id}/goal",
    operation_id = "adopt_goal_version",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    request_body = AdoptBody,
    responses((status = 200, body = AdoptedBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
pub(super) async fn adopt_goal(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AdoptBody>,
) -> Result<Json<AdoptedBody>, ApiError> {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, ADOPTERS).await?;
    let adopted = area::adopt_goal(call, id, body.revision, GoalId(body.goal_id)).await?;
    Ok(Json(AdoptedBody::of(adopted)))
}
