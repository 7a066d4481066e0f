//! Applications for aid over the API: filing, review one by one and by the thousand, who holds what.

mod bodies;
mod stages;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    BatchBody, BatchedBody, CaseDoneBody, CaseInBody, CaseLineBody, CaseListBody, CaseQuery,
    CaseStateBody, CaseStepBody, MadeCaseBody,
};
use jixiao_app::authz::Action;
use jixiao_app::{cases, notices};
use jixiao_domain::{AidCaseId, Coded as _};
use stages::{CaseBody, HeldBody, MeansBody, SettleBody, VisitBody};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeCases);
const FILL: Access = Access::May(Action::FillCases);
const REVIEW: Access = Access::May(Action::ReviewCases);
const STEP: Access =
    Access::MayAny(&[Action::FillCases, Action::ReviewCases, Action::ApproveCases]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/cases", SEE, list),
        post("/api/v1/cases", FILL, create),
        get("/api/v1/cases/held", SEE, held),
        post("/api/v1/cases/batch", STEP, batch),
        get("/api/v1/cases/{id}", SEE, read),
        post("/api/v1/cases/{id}", FILL, save),
        post("/api/v1/cases/{id}/step", STEP, step),
        post("/api/v1/cases/{id}/visit", FILL, visit),
        post("/api/v1/cases/{id}/means", FILL, means),
        post("/api/v1/cases/{id}/settle", REVIEW, settle),
    ]
}

/// The part of the API's description that speaks of cases.
#[derive(OpenApi)]
#[openapi(paths(list, create, held, batch, read, save, step, visit, means, settle))]
pub(super) struct Document;

/// Applications, the latest first.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases", params(CaseQuery),
    responses((status = 200, body = CaseListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<CaseQuery>,
) -> ApiResult<CaseListBody> {
    let (call, before) = (session.call(&web), offset(query.page));
    let list = cases::list(call, &query.filter(), before, ROWS_PER_PAGE).await?;
    Ok(Json(CaseListBody {
        total: list.totals.count,
        approved_fen: list.totals.approved.fen(),
        lines: list.rows.iter().map(CaseLineBody::of).collect(),
    }))
}

/// Files an application, as a draft, for a person of the registry.
#[utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = CaseInBody,
    responses((status = 200, body = MadeCaseBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<CaseInBody>,
) -> ApiResult<MadeCaseBody> {
    let id = cases::create(session.call(&web), &body.form()).await?;
    Ok(Json(MadeCaseBody { id: id.0 }))
}

/// Open applications by stage and holder: how many, how many overdue, since when.
#[utoipa::path(get, path = "/api/v1/cases/held", tag = "cases",
    responses((status = 200, body = HeldBody), (status = 403, body = ErrorBody)))]
async fn held(State(web): State<Web>, session: Session) -> ApiResult<HeldBody> {
    let held = cases::held(session.call(&web)).await?;
    Ok(Json(HeldBody::of(&held)))
}

/// Takes a step with many: up to 500 at once with the counts, more as a job.
#[utoipa::path(post, path = "/api/v1/cases/batch", tag = "cases", request_body = BatchBody,
    responses((status = 200, body = BatchedBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn batch(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<BatchBody>,
) -> ApiResult<BatchedBody> {
    let batched = cases::batch(session.call(&web), &body.form()).await?;
    Ok(Json(BatchedBody::of(&batched)))
}

/// An application.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases",
    params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<CaseBody> {
    let page = cases::read(session.call(&web), AidCaseId(id)).await?;
    Ok(Json(CaseBody::of(&page)))
}

/// Changes a draft, or what was sent back.
#[utoipa::path(post, path = "/api/v1/cases/{id}", tag = "cases", request_body = CaseInBody,
    params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseDoneBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<CaseInBody>,
) -> ApiResult<CaseDoneBody> {
    cases::save(session.call(&web), AidCaseId(id), &body.form()).await?;
    Ok(Json(CaseDoneBody { done: true }))
}

/// Takes a step: `submit`, `pass`, `approve`, `return`, `reject`, `withdraw`, `suspend`, `resume`.
#[utoipa::path(post, path = "/api/v1/cases/{id}/step", tag = "cases",
    request_body = CaseStepBody, params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<CaseStepBody>,
) -> ApiResult<CaseStateBody> {
    let state = cases::step(session.call(&web), AidCaseId(id), &body.form()).await?;
    Ok(Json(CaseStateBody { state: state.code() }))
}

/// Writes a home visit down.
#[utoipa::path(post, path = "/api/v1/cases/{id}/visit", tag = "cases", request_body = VisitBody,
    params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseDoneBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn visit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<VisitBody>,
) -> ApiResult<CaseDoneBody> {
    cases::note_visit(session.call(&web), AidCaseId(id), &body.form()).await?;
    Ok(Json(CaseDoneBody { done: true }))
}

/// Writes the answer of the civil affairs office down.
#[utoipa::path(post, path = "/api/v1/cases/{id}/means", tag = "cases", request_body = MeansBody,
    params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseDoneBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn means(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<MeansBody>,
) -> ApiResult<CaseDoneBody> {
    cases::note_means(session.call(&web), AidCaseId(id), &body.form()).await?;
    Ok(Json(CaseDoneBody { done: true }))
}

/// Judges the open objection to an application.
#[utoipa::path(post, path = "/api/v1/cases/{id}/settle", tag = "cases", request_body = SettleBody,
    params(("id" = i64, Path, description = "申请")),
    responses((status = 200, body = CaseDoneBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn settle(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<SettleBody>,
) -> ApiResult<CaseDoneBody> {
    notices::settle(session.call(&web), AidCaseId(id), &body.form()).await?;
    Ok(Json(CaseDoneBody { done: true }))
}
