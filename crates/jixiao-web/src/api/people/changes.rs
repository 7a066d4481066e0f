//! Changes of people and of files on record, over the API.

use super::super::{ApiJson, ApiResult, ErrorBody};
use super::bodies::{MadeBody, PersonInBody};
use super::change_bodies::{
    DoneBody, FiguresBody, HonourBody, LeaveBody, MemberInBody, MergeBody, ModelWorkerBody,
    YearlyBody, YearlyCheckBody,
};
use super::files::{FileInBody, FileStateBody};
use super::{FILL, REVIEW};
use crate::route::post;
use crate::session::Session;
use crate::{Route, Web};
use axum::Json;
use axum::extract::{Path, State};
use jixiao_app::people;
use jixiao_domain::{Coded as _, HouseholdId, HouseholdMemberId, HouseholdReviewId, PersonId};
use utoipa::OpenApi;

pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/people/{id}/edit", FILL, change_person),
        post("/api/v1/people/{id}/model-worker", FILL, model_worker),
        post("/api/v1/people/{id}/honours", FILL, honour),
        post("/api/v1/households/{id}/edit", FILL, change_file),
        post("/api/v1/households/{id}/members", FILL, join),
        post("/api/v1/households/{id}/members/{member}/remove", FILL, leave),
        post("/api/v1/households/{id}/figures", FILL, figures),
        post("/api/v1/households/{id}/yearly", FILL, propose),
        post("/api/v1/households/{id}/yearly/{review}", REVIEW, check),
        post("/api/v1/households/{id}/merge", REVIEW, merge),
    ]
}

/// The part of the API's description that speaks of changes.
#[derive(OpenApi)]
#[openapi(paths(
    change_person,
    model_worker,
    honour,
    change_file,
    join,
    leave,
    figures,
    propose,
    check,
    merge
))]
pub(super) struct Document;

/// Changes a person's record.
#[utoipa::path(post, path = "/api/v1/people/{id}/edit", tag = "people",
    request_body = PersonInBody, params(("id" = i64, Path, description = "人员")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn change_person(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<PersonInBody>,
) -> ApiResult<DoneBody> {
    people::save_person(session.call(&web), PersonId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Registers a person as a model worker, or changes that record.
#[utoipa::path(post, path = "/api/v1/people/{id}/model-worker", tag = "people",
    request_body = ModelWorkerBody, params(("id" = i64, Path, description = "人员")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn model_worker(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ModelWorkerBody>,
) -> ApiResult<DoneBody> {
    people::save_model_worker(session.call(&web), PersonId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Adds an honour of a model worker.
#[utoipa::path(post, path = "/api/v1/people/{id}/honours", tag = "people",
    request_body = HonourBody, params(("id" = i64, Path, description = "人员")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn honour(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<HonourBody>,
) -> ApiResult<DoneBody> {
    people::add_honour(session.call(&web), PersonId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Changes a file.
#[utoipa::path(post, path = "/api/v1/households/{id}/edit", tag = "people",
    request_body = FileInBody, params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn change_file(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FileInBody>,
) -> ApiResult<DoneBody> {
    people::save_household(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Adds a member to a household: somebody on record by identity number, or a new person.
#[utoipa::path(post, path = "/api/v1/households/{id}/members", tag = "people",
    request_body = MemberInBody, params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = MadeBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn join(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<MemberInBody>,
) -> ApiResult<MadeBody> {
    let person = people::add_member(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(MadeBody { id: person.0 }))
}

/// Lets a member leave a household; the record stays.
#[utoipa::path(post, path = "/api/v1/households/{id}/members/{member}/remove", tag = "people",
    request_body = LeaveBody, params(("id" = i64, Path, description = "档案"),
        ("member" = i64, Path, description = "家庭成员")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn leave(
    State(web): State<Web>,
    session: Session,
    Path((id, member)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<LeaveBody>,
) -> ApiResult<DoneBody> {
    let (id, member) = (HouseholdId(id), HouseholdMemberId(member));
    people::remove_member(session.call(&web), id, member, &body.reason).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Records what a household had and had to pay in a year.
#[utoipa::path(post, path = "/api/v1/households/{id}/figures", tag = "people",
    request_body = FiguresBody, params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn figures(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FiguresBody>,
) -> ApiResult<DoneBody> {
    people::save_figures(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Proposes what comes of a year's review.
#[utoipa::path(post, path = "/api/v1/households/{id}/yearly", tag = "people",
    request_body = YearlyBody, params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = DoneBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn propose(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<YearlyBody>,
) -> ApiResult<DoneBody> {
    people::propose_yearly(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(DoneBody { done: true }))
}

/// Confirms or returns a year's review.
#[utoipa::path(post, path = "/api/v1/households/{id}/yearly/{review}", tag = "people",
    request_body = YearlyCheckBody, params(("id" = i64, Path, description = "档案"),
        ("review" = i64, Path, description = "年度复核")),
    responses((status = 200, body = FileStateBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn check(
    State(web): State<Web>,
    session: Session,
    Path((id, review)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<YearlyCheckBody>,
) -> ApiResult<FileStateBody> {
    let (id, review) = (HouseholdId(id), HouseholdReviewId(review));
    let state = people::check_yearly(session.call(&web), id, review, &body.form()).await?;
    Ok(Json(FileStateBody { state: state.code() }))
}

/// Merges a file into another one of the same household.
#[utoipa::path(post, path = "/api/v1/households/{id}/merge", tag = "people",
    request_body = MergeBody, params(("id" = i64, Path, description = "并入他档的档案")),
    responses((status = 200, body = MadeBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn merge(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<MergeBody>,
) -> ApiResult<MadeBody> {
    let into = people::merge_households(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(MadeBody { id: into.0 }))
}
