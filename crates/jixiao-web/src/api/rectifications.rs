//! Rectifications and suspensions of payment over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::pages::projects::year_key;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    ListQuery, NoticeBody, OpenedBody, RectificationBody, RectificationListBody,
    RectificationStateBody, RectificationStepBody, ResumptionBody, SuspensionBody,
    SuspensionInBody, SuspensionListBody,
};
use jixiao_app::authz::Action;
use jixiao_app::{rectifications, suspensions};
use jixiao_domain::{Coded as _, RectificationId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const SUPERVISE: Access = Access::May(Action::SuperviseRectification);
const STEP: Access = Access::MayAny(&[Action::ReplyRectification, Action::SuperviseRectification]);
const SUSPEND: Access = Access::May(Action::SuspendPayment);
const LIFT: Access = Access::May(Action::LiftSuspension);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/rectifications", SEE, list),
        post("/api/v1/rectifications", SUPERVISE, open),
        get("/api/v1/rectifications/{id}", SEE, read),
        post("/api/v1/rectifications/{id}/step", STEP, step),
        get("/api/v1/projects/{id}/years/{year}/suspensions", SEE, suspended),
        post("/api/v1/projects/{id}/years/{year}/suspensions", SUSPEND, suspend),
        post("/api/v1/projects/{id}/years/{year}/suspensions/end", LIFT, resume),
    ]
}

/// The part of the API's description that speaks of rectifications.
#[derive(OpenApi)]
#[openapi(paths(list, open, read, step, suspended, suspend, resume))]
pub(super) struct Document;

/// Rectifications, those that wait first.
#[utoipa::path(get, path = "/api/v1/rectifications", tag = "rectifications", params(ListQuery),
    responses((status = 200, body = RectificationListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> ApiResult<RectificationListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = rectifications::list(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(RectificationListBody::of(&list)))
}

/// Gives a notice.
#[utoipa::path(post, path = "/api/v1/rectifications", tag = "rectifications",
    request_body = NoticeBody, responses((status = 200, body = OpenedBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn open(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NoticeBody>,
) -> ApiResult<OpenedBody> {
    let id = rectifications::open(session.call(&web), &body.form()).await?;
    Ok(Json(OpenedBody { id: id.0 }))
}

/// A rectification with its history.
#[utoipa::path(get, path = "/api/v1/rectifications/{id}", tag = "rectifications",
    params(("id" = i64, Path, description = "整改")),
    responses((status = 200, body = RectificationBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<RectificationBody> {
    let page = rectifications::read(session.call(&web), RectificationId(id)).await?;
    Ok(Json(RectificationBody::of(&page)))
}

/// Takes a step: `reply`, `accept`, `reject`, `extend`, `withdraw`.
#[utoipa::path(post, path = "/api/v1/rectifications/{id}/step", tag = "rectifications",
    request_body = RectificationStepBody, params(("id" = i64, Path, description = "整改")),
    responses((status = 200, body = RectificationStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<RectificationStepBody>,
) -> ApiResult<RectificationStateBody> {
    let id = RectificationId(id);
    let state = rectifications::step(session.call(&web), id, &body.form()).await?;
    Ok(Json(RectificationStateBody { state: state.code() }))
}

/// The suspensions of a project's year, oldest first.
#[utoipa::path(get, path = "/api/v1/projects/{id}/years/{year}/suspensions",
    tag = "rectifications", params(("id" = i64, Path, description = "项目"),
        ("year" = i64, Path, description = "年度")),
    responses((status = 200, body = SuspensionListBody), (status = 404, body = ErrorBody)))]
async fn suspended(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
) -> ApiResult<SuspensionListBody> {
    let call = session.call(&web);
    let key = year_key(call, id, year).await?;
    let view = suspensions::of_year(call, key).await?;
    let suspensions = view.history.iter().map(SuspensionBody::of).collect();
    Ok(Json(SuspensionListBody { suspended: view.current.is_some(), suspensions }))
}

/// Stops the payments of a project's year.
#[utoipa::path(post, path = "/api/v1/projects/{id}/years/{year}/suspensions",
    tag = "rectifications", request_body = SuspensionInBody,
    params(("id" = i64, Path, description = "项目"), ("year" = i64, Path, description = "年度")),
    responses((status = 200, body = OpenedBody), (status = 409, body = ErrorBody)))]
async fn suspend(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<SuspensionInBody>,
) -> ApiResult<OpenedBody> {
    let call = session.call(&web);
    let key = year_key(call, id, year).await?;
    let id = suspensions::suspend(call, key, &body.form()).await?;
    Ok(Json(OpenedBody { id: id.0 }))
}

/// Lets the payments of a project's year go on.
#[utoipa::path(post, path = "/api/v1/projects/{id}/years/{year}/suspensions/end",
    tag = "rectifications", request_body = ResumptionBody,
    params(("id" = i64, Path, description = "项目"), ("year" = i64, Path, description = "年度")),
    responses((status = 200, body = RectificationStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
async fn resume(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<ResumptionBody>,
) -> ApiResult<RectificationStateBody> {
    let call = session.call(&web);
    let key = year_key(call, id, year).await?;
    suspensions::resume(call, key, &body.form()).await?;
    Ok(Json(RectificationStateBody { state: "resumed" }))
}
