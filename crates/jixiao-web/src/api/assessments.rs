//! Ex-ante assessments over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    AssessmentBody, AssessmentChangeBody, AssessmentInBody, AssessmentListBody, AssessmentQuery,
    AssessmentStart, AssessmentStepBody,
};
use jixiao_app::assessments;
use jixiao_app::authz::Action;
use jixiao_domain::{AssessmentId, Coded as _, ProjectYearId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const FILL: Access = Access::May(Action::FillAssessments);
const STEP: Access = Access::MayAny(&[
    Action::FillAssessments,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/assessments", SEE, list),
        post("/api/v1/assessments", FILL, create),
        get("/api/v1/assessments/{id}", SEE, read),
        post("/api/v1/assessments/{id}", FILL, save),
        post("/api/v1/assessments/{id}/step", STEP, step),
    ]
}

/// The part of the API's description that speaks of ex-ante assessments.
#[derive(OpenApi)]
#[openapi(paths(list, create, read, save, step))]
pub(super) struct Document;

/// New projects with their latest round of assessment.
#[utoipa::path(get, path = "/api/v1/assessments", tag = "assessments", params(AssessmentQuery),
    responses((status = 200, body = AssessmentListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<AssessmentQuery>,
) -> ApiResult<AssessmentListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = assessments::list(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(AssessmentListBody::of(&list)))
}

/// Begins a round.
#[utoipa::path(post, path = "/api/v1/assessments", tag = "assessments",
    request_body = AssessmentStart, responses((status = 200, body = AssessmentChangeBody),
        (status = 409, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<AssessmentStart>,
) -> ApiResult<AssessmentChangeBody> {
    let id = assessments::create(session.call(&web), ProjectYearId(body.project_year)).await?;
    Ok(Json(AssessmentChangeBody { id: id.0, revision: Some(1), state: None }))
}

/// A round with its points.
#[utoipa::path(get, path = "/api/v1/assessments/{id}", tag = "assessments",
    params(("id" = i64, Path, description = "评估")),
    responses((status = 200, body = AssessmentBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<AssessmentBody> {
    let page = assessments::read(session.call(&web), AssessmentId(id)).await?;
    Ok(Json(AssessmentBody::of(&page)))
}

/// Saves a draft; `revision` must be the one it was read at. Gives the new revision.
#[utoipa::path(post, path = "/api/v1/assessments/{id}", tag = "assessments",
    request_body = AssessmentInBody, params(("id" = i64, Path, description = "评估")),
    responses((status = 200, body = AssessmentChangeBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AssessmentInBody>,
) -> ApiResult<AssessmentChangeBody> {
    let revision = assessments::save(session.call(&web), AssessmentId(id), &body.form()).await?;
    Ok(Json(AssessmentChangeBody { id, revision: Some(revision), state: None }))
}

/// Takes a step of the chain; finance may give a result of its own at `finance_review`.
#[utoipa::path(post, path = "/api/v1/assessments/{id}/step", tag = "assessments",
    request_body = AssessmentStepBody, params(("id" = i64, Path, description = "评估")),
    responses((status = 200, body = AssessmentChangeBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AssessmentStepBody>,
) -> ApiResult<AssessmentChangeBody> {
    let state = assessments::step(session.call(&web), AssessmentId(id), &body.form()).await?;
    Ok(Json(AssessmentChangeBody { id, revision: None, state: Some(state.code()) }))
}
