//! Department evaluations over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    EvaluationBody, EvaluationChangeBody, EvaluationInBody, EvaluationListBody, EvaluationPlan,
    EvaluationQuery, EvaluationRevision, EvaluationStepBody,
};
use jixiao_app::authz::Action;
use jixiao_app::evaluations;
use jixiao_domain::{Coded as _, EvaluationId, ProjectYearId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const EVALUATE: Access = Access::May(Action::Evaluate);
const STEP: Access = Access::MayAny(&[Action::Evaluate, Action::ConcludeEvaluation]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/evaluations", SEE, list),
        post("/api/v1/evaluations", EVALUATE, plan),
        get("/api/v1/evaluations/{id}", SEE, read),
        post("/api/v1/evaluations/{id}", EVALUATE, save),
        post("/api/v1/evaluations/{id}/recompute", EVALUATE, recompute),
        post("/api/v1/evaluations/{id}/step", STEP, step),
    ]
}

/// The part of the API's description that speaks of department evaluations.
#[derive(OpenApi)]
#[openapi(paths(list, plan, read, save, recompute, step))]
pub(super) struct Document;

/// Department evaluations.
#[utoipa::path(get, path = "/api/v1/evaluations", tag = "evaluations", params(EvaluationQuery),
    responses((status = 200, body = EvaluationListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<EvaluationQuery>,
) -> ApiResult<EvaluationListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = evaluations::list(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(EvaluationListBody::of(&list)))
}

/// Plans the evaluation of a project's year.
#[utoipa::path(post, path = "/api/v1/evaluations", tag = "evaluations",
    request_body = EvaluationPlan, responses((status = 200, body = EvaluationChangeBody),
        (status = 409, body = ErrorBody)))]
async fn plan(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<EvaluationPlan>,
) -> ApiResult<EvaluationChangeBody> {
    let id = evaluations::plan(session.call(&web), ProjectYearId(body.project_year)).await?;
    Ok(Json(EvaluationChangeBody { id: id.0, revision: None, state: None }))
}

/// An evaluation with its items and the strip of scores.
#[utoipa::path(get, path = "/api/v1/evaluations/{id}", tag = "evaluations",
    params(("id" = i64, Path, description = "评价")),
    responses((status = 200, body = EvaluationBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<EvaluationBody> {
    let page = evaluations::read(session.call(&web), EvaluationId(id)).await?;
    Ok(Json(EvaluationBody::of(&page)))
}

/// Saves words, and points or scores; what is not sent is emptied. Gives the new revision.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}", tag = "evaluations",
    request_body = EvaluationInBody, params(("id" = i64, Path, description = "评价")),
    responses((status = 200, body = EvaluationChangeBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<EvaluationInBody>,
) -> ApiResult<EvaluationChangeBody> {
    let revision = evaluations::save(session.call(&web), EvaluationId(id), &body.form()).await?;
    Ok(Json(EvaluationChangeBody { id, revision: Some(revision), state: None }))
}

/// Computes all formulas again.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/recompute", tag = "evaluations",
    request_body = EvaluationRevision, params(("id" = i64, Path, description = "评价")),
    responses((status = 200, body = EvaluationChangeBody), (status = 409, body = ErrorBody)))]
async fn recompute(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<EvaluationRevision>,
) -> ApiResult<EvaluationChangeBody> {
    evaluations::recompute(session.call(&web), EvaluationId(id), body.revision).await?;
    Ok(Json(EvaluationChangeBody { id, revision: Some(body.revision + 1), state: None }))
}

/// Takes a step: `start`, `exchange`, `send_back`, `conclude`.
#[utoipa::path(post, path = "/api/v1/evaluations/{id}/step", tag = "evaluations",
    request_body = EvaluationStepBody, params(("id" = i64, Path, description = "评价")),
    responses((status = 200, body = EvaluationChangeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<EvaluationStepBody>,
) -> ApiResult<EvaluationChangeBody> {
    let state = evaluations::step(session.call(&web), EvaluationId(id), &body.form()).await?;
    Ok(Json(EvaluationChangeBody { id, revision: None, state: Some(state.code()) }))
}
