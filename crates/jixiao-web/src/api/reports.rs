//! Reports over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    CreatedBody, ListQuery, NewReportBody, RefreshBody, RefreshedBody, ReportBody, ReportInBody,
    ReportListBody, StateBody, StepBody,
};
use jixiao_app::authz::Action;
use jixiao_app::reports;
use jixiao_domain::{Coded as _, ReportId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const SEE_ONE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const FILL: Access = Access::May(Action::FillReports);
const STEP: Access = Access::MayAny(&[
    Action::FillReports,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/reports", SEE, list),
        post("/api/v1/reports", FILL, create),
        get("/api/v1/reports/{id}", SEE_ONE, read),
        post("/api/v1/reports/{id}", FILL, save),
        post("/api/v1/reports/{id}/refresh", FILL, refresh),
        post("/api/v1/reports/{id}/step", STEP, step),
        post("/api/v1/reports/{id}/versions", FILL, revise),
    ]
}

/// The part of the API's description that speaks of reports.
#[derive(OpenApi)]
#[openapi(paths(list, create, read, save, refresh, step, revise))]
pub(super) struct Document;

/// Reports, latest versions only.
#[utoipa::path(get, path = "/api/v1/reports", tag = "reports", params(ListQuery),
    responses((status = 200, body = ReportListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> ApiResult<ReportListBody> {
    let rows_before = offset(query.page);
    let list =
        reports::list(session.call(&web), &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(ReportListBody::of(&list)))
}

/// Drafts a report from a record.
#[utoipa::path(post, path = "/api/v1/reports", tag = "reports", request_body = NewReportBody,
    responses((status = 200, body = CreatedBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewReportBody>,
) -> ApiResult<CreatedBody> {
    let id = reports::create(session.call(&web), &body.form()).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}

/// A report: its text, the facts beneath, what changed since, findings and next step.
#[utoipa::path(get, path = "/api/v1/reports/{id}", tag = "reports",
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = ReportBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<ReportBody> {
    let page = reports::read(session.call(&web), ReportId(id)).await?;
    Ok(Json(ReportBody::of(&page)))
}

/// Saves a draft; `revision` must be the one it was read at. Gives the new revision.
#[utoipa::path(post, path = "/api/v1/reports/{id}", tag = "reports", request_body = ReportInBody,
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = StateBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ReportInBody>,
) -> ApiResult<StateBody> {
    let revision = reports::save(session.call(&web), ReportId(id), &body.form()).await?;
    Ok(Json(StateBody { revision: Some(revision), state: None }))
}

/// Takes the figures of today into a draft; sections somebody rewrote keep their words.
#[utoipa::path(post, path = "/api/v1/reports/{id}/refresh", tag = "reports",
    request_body = RefreshBody, params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = RefreshedBody), (status = 409, body = ErrorBody)))]
async fn refresh(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<RefreshBody>,
) -> ApiResult<RefreshedBody> {
    let done = reports::refresh(session.call(&web), ReportId(id), body.revision).await?;
    Ok(Json(RefreshedBody::of(&done)))
}

/// Takes a step of the chain: `submit`, `unit_review`, `finance_review`, `approve`, `return`,
/// `withdraw`, `unfreeze`.
#[utoipa::path(post, path = "/api/v1/reports/{id}/step", tag = "reports", request_body = StepBody,
    params(("id" = i64, Path, description = "版本")),
    responses((status = 200, body = StateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<StepBody>,
) -> ApiResult<StateBody> {
    let state = reports::step(session.call(&web), ReportId(id), &body.form()).await?;
    Ok(Json(StateBody { revision: None, state: Some(state.code()) }))
}

/// Begins the next version of an approved report.
#[utoipa::path(post, path = "/api/v1/reports/{id}/versions", tag = "reports",
    params(("id" = i64, Path, description = "任一版本")),
    responses((status = 200, body = CreatedBody), (status = 409, body = ErrorBody)))]
async fn revise(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<CreatedBody> {
    let id = reports::revise(session.call(&web), ReportId(id)).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}
