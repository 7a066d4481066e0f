//! `/api/v1/departments`: whole departments over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::pages::departments::STEPS;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    DepartmentBody, DepartmentListBody, DepartmentOpenBody, DepartmentOpenedBody,
    DepartmentParameters, DepartmentSectionBody, DepartmentStateBody, DepartmentStepBody,
};
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::departments::{self, Section};
use jixiao_domain::{Coded as _, DepartmentYearId, FilingEvent};
use utoipa::OpenApi;

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    const READ: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
    const FILL: Access = Access::May(Action::FillDepartments);
    vec![
        get("/api/v1/departments", SEE, list),
        post("/api/v1/departments", FILL, open),
        get("/api/v1/departments/{id}", READ, read),
        post("/api/v1/departments/{id}/sections/{section}", FILL, save),
        post("/api/v1/departments/{id}/steps", Access::MayAny(STEPS), step),
    ]
}

/// The part of the API's description that speaks of departments.
#[derive(OpenApi)]
#[openapi(paths(list, open, read, save, step))]
pub(super) struct Document;

/// Departments' years the caller may see, a page at a time.
#[utoipa::path(get, path = "/api/v1/departments", tag = "departments",
    operation_id = "list_departments", params(DepartmentParameters),
    responses((status = 200, body = DepartmentListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<DepartmentParameters>,
) -> ApiResult<DepartmentListBody> {
    let rows_before = offset(query.page);
    let typed = query.typed();
    let found = departments::list(session.call(&web), &typed, rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(DepartmentListBody::of(&found)))
}

/// Opens a fiscal year for a department.
#[utoipa::path(post, path = "/api/v1/departments", tag = "departments",
    operation_id = "open_department", request_body = DepartmentOpenBody,
    responses((status = 200, body = DepartmentOpenedBody), (status = 422, body = ErrorBody)))]
async fn open(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<DepartmentOpenBody>,
) -> ApiResult<DepartmentOpenedBody> {
    let id = departments::open(session.call(&web), &body.typed()).await?;
    Ok(Json(DepartmentOpenedBody { id: id.0 }))
}

/// A department's year as it is filed, with what is missing and what does not add up.
#[utoipa::path(get, path = "/api/v1/departments/{id}", tag = "departments",
    operation_id = "read_department", params(("id" = i64, Path, description = "部门年度")),
    responses((status = 200, body = DepartmentBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<DepartmentBody> {
    let shown = departments::show(session.call(&web), DepartmentYearId(id)).await?;
    Ok(Json(DepartmentBody::of(&shown)))
}

/// Saves a section (`profile`, `money`, `tasks`, `duties`, `indicators`, `differences`) as named
/// fields; `revision` must be the one that was read. Gives the new revision.
#[utoipa::path(post, path = "/api/v1/departments/{id}/sections/{section}", tag = "departments",
    operation_id = "save_department_section", request_body = DepartmentSectionBody,
    params(("id" = i64, Path, description = "部门年度"),
        ("section" = String, Path, description = "部分")),
    responses((status = 200, body = DepartmentStateBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path((id, section)): Path<(i64, String)>,
    ApiJson(body): ApiJson<DepartmentSectionBody>,
) -> ApiResult<DepartmentStateBody> {
    let section = Section::from_code(&section).ok_or(Refusal::NotFound("该部分"))?;
    let (call, revision) = (session.call(&web), body.revision);
    departments::save(call, DepartmentYearId(id), section, &body.typed()).await?;
    Ok(Json(DepartmentStateBody { revision: Some(revision + 1), state: None }))
}

/// Takes a step of the chain: `submit`, `unit_review`, `finance_review`, `approve`, `return`,
/// `withdraw`, `unfreeze`.
#[utoipa::path(post, path = "/api/v1/departments/{id}/steps", tag = "departments",
    operation_id = "step_department", request_body = DepartmentStepBody,
    params(("id" = i64, Path, description = "部门年度")),
    responses((status = 200, body = DepartmentStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<DepartmentStepBody>,
) -> ApiResult<DepartmentStateBody> {
    let event = FilingEvent::from_code(&body.event)
        .ok_or_else(|| Refusal::field("event", "没有这个环节"))?;
    let step = departments::Step { revision: body.revision, event, reason: body.reason };
    let state = departments::advance(session.call(&web), DepartmentYearId(id), &step).await?;
    Ok(Json(DepartmentStateBody { revision: None, state: Some(state.code()) }))
}
