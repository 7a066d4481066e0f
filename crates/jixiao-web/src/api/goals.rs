//! Goals over the API.

mod bodies;
mod content;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    CheckBody, CreatedBody, GoalBody, GoalListBody, ListQuery, NewGoalBody, StateBody, StepBody,
    VersionBody,
};
use content::GoalInBody;
use jixiao_app::authz::Action;
use jixiao_app::goals;
use jixiao_domain::{Coded as _, GoalId, ProjectYearId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const FILL: Access = Access::May(Action::FillGoals);
const STEP: Access = Access::MayAny(&[
    Action::FillGoals,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/goals", SEE, list),
        post("/api/v1/goals", FILL, create),
        get("/api/v1/goals/{id}", SEE, read),
        post("/api/v1/goals/{id}", FILL, save),
        post("/api/v1/goals/{id}/check", FILL, check),
        post("/api/v1/goals/{id}/step", STEP, step),
        post("/api/v1/goals/{id}/versions", FILL, revise),
    ]
}

/// The part of the API's description that speaks of goals.
#[derive(OpenApi)]
#[openapi(paths(list, create, read, save, check, step, revise))]
pub(super) struct Document;

/// Goals by project and year, latest versions only.
#[utoipa::path(get, path = "/api/v1/goals", tag = "goals", params(ListQuery),
    responses((status = 200, body = GoalListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> ApiResult<GoalListBody> {
    let rows_before = offset(query.page);
    let filter = query.filter();
    let list = goals::list(session.call(&web), &filter, rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(GoalListBody::of(&list)))
}

/// Begins the original goal of a project's year.
#[utoipa::path(post, path = "/api/v1/goals", tag = "goals", request_body = NewGoalBody,
    responses((status = 200, body = CreatedBody), (status = 409, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewGoalBody>,
) -> ApiResult<CreatedBody> {
    let id = goals::create(session.call(&web), ProjectYearId(body.project_year)).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}

/// A version with its indicators, findings, history and next step.
#[utoipa::path(get, path = "/api/v1/goals/{id}", tag = "goals",
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = GoalBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<GoalBody> {
    let page = goals::read(session.call(&web), GoalId(id)).await?;
    Ok(Json(GoalBody::of(&page)))
}

/// Saves a draft; `revision` must be the one it was read at. Gives the new revision.
#[utoipa::path(post, path = "/api/v1/goals/{id}", tag = "goals", request_body = GoalInBody,
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = StateBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<GoalInBody>,
) -> ApiResult<StateBody> {
    let revision = goals::save(session.call(&web), GoalId(id), &body.form()).await?;
    Ok(Json(StateBody { revision: Some(revision), state: None }))
}

/// Checks what would be saved, without saving.
#[utoipa::path(post, path = "/api/v1/goals/{id}/check", tag = "goals", request_body = GoalInBody,
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = CheckBody), (status = 404, body = ErrorBody)))]
async fn check(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<GoalInBody>,
) -> ApiResult<CheckBody> {
    let checked = goals::check_typed(session.call(&web), GoalId(id), &body.form()).await?;
    Ok(Json(CheckBody::of(&checked)))
}

/// Takes a step of the chain: `submit`, `unit_review`, `finance_review`, `approve`, `return`,
/// `withdraw`.
#[utoipa::path(post, path = "/api/v1/goals/{id}/step", tag = "goals", request_body = StepBody,
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = StateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<StepBody>,
) -> ApiResult<StateBody> {
    let state = goals::step(session.call(&web), GoalId(id), &body.form()).await?;
    Ok(Json(StateBody { revision: None, state: Some(state.code()) }))
}

/// Begins an adjustment or a mid-year supplement as a copy of the version in force.
#[utoipa::path(post, path = "/api/v1/goals/{id}/versions", tag = "goals",
    request_body = VersionBody, params(("id" = i64, Path, description = "任一版本")),
    responses((status = 200, body = CreatedBody), (status = 409, body = ErrorBody)))]
async fn revise(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<VersionBody>,
) -> ApiResult<CreatedBody> {
    let call = session.call(&web);
    let loaded = goals::load(&web.app.store, call, GoalId(id)).await?;
    let id = goals::revise(call, loaded.goal.project_year_id, &body.form()).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}
