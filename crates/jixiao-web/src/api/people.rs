//! People and files of households over the API. Numbers are masked as on the pages; a search by name
//! or number is a POST, so that neither stands in an address.

mod bodies;
mod change_bodies;
mod changes;
mod files;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    FindBody, FoundBody, MadeBody, PeopleListBody, PeopleQuery, PersonBody, PersonInBody,
    PersonLineBody, PurposeBody, RevealedBody,
};
use files::{
    FileBody, FileInBody, FileLineBody, FileListBody, FileListQuery, FileStateBody, FileStepBody,
};
use jixiao_app::authz::Action;
use jixiao_app::people;
use jixiao_domain::{Coded as _, HouseholdId, PersonId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeePeople);
const FILL: Access = Access::May(Action::FillPeople);
const REVIEW: Access = Access::May(Action::ReviewPeople);
const REVEAL: Access = Access::May(Action::RevealPeople);
const STEP: Access =
    Access::MayAny(&[Action::FillPeople, Action::ReviewPeople, Action::ApprovePeople]);

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        get("/api/v1/people", SEE, list),
        post("/api/v1/people", FILL, create),
        post("/api/v1/people/find", SEE, find),
        get("/api/v1/people/{id}", SEE, read),
        post("/api/v1/people/{id}/reveal", REVEAL, reveal),
        get("/api/v1/households", SEE, list_files),
        post("/api/v1/households", FILL, open),
        get("/api/v1/households/{id}", SEE, file),
        post("/api/v1/households/{id}/step", STEP, step),
    ];
    routes.extend(changes::routes());
    routes
}

/// The description of the area.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    let mut whole = Document::openapi();
    whole.merge(changes::Document::openapi());
    whole
}

/// The part of the API's description that speaks of people.
#[derive(OpenApi)]
#[openapi(paths(list, create, find, read, reveal, list_files, open, file, step))]
struct Document;

/// People, the latest record first.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = PeopleListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<PeopleQuery>,
) -> ApiResult<PeopleListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = people::people(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    let lines = list.lines.iter().map(PersonLineBody::of).collect();
    Ok(Json(PeopleListBody { total: list.total, lines }))
}

/// Registers a person who is in no household's file.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = PersonInBody,
    responses((status = 200, body = MadeBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<PersonInBody>,
) -> ApiResult<MadeBody> {
    let id = people::create_person(session.call(&web), &body.form()).await?;
    Ok(Json(MadeBody { id: id.0 }))
}

/// Finds people by name, or by a whole identity, telephone or account number.
#[utoipa::path(post, path = "/api/v1/people/find", tag = "people", request_body = FindBody,
    responses((status = 200, body = FoundBody), (status = 422, body = ErrorBody)))]
async fn find(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<FindBody>,
) -> ApiResult<FoundBody> {
    let found = people::find(session.call(&web), &body.form()).await?;
    let ids = found.lines.iter().map(|line| line.id.0).collect();
    Ok(Json(FoundBody { total: found.total, ids }))
}

/// A person, numbers masked.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people",
    params(("id" = i64, Path, description = "人员")),
    responses((status = 200, body = PersonBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<PersonBody> {
    let page = people::read_person(session.call(&web), PersonId(id)).await?;
    Ok(Json(PersonBody::of(&page)))
}

/// The full numbers of a person, for a purpose that the audit log keeps.
#[utoipa::path(post, path = "/api/v1/people/{id}/reveal", tag = "people",
    request_body = PurposeBody, params(("id" = i64, Path, description = "人员")),
    responses((status = 200, body = RevealedBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn reveal(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<PurposeBody>,
) -> ApiResult<RevealedBody> {
    let full = people::reveal(session.call(&web), PersonId(id), &body.form()).await?;
    Ok(Json(RevealedBody::of(&full)))
}

/// Files of households, the latest first.
#[utoipa::path(get, path = "/api/v1/households", tag = "people", params(FileListQuery),
    responses((status = 200, body = FileListBody), (status = 403, body = ErrorBody)))]
async fn list_files(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<FileListQuery>,
) -> ApiResult<FileListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = people::households(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    let lines = list.lines.iter().map(FileLineBody::of).collect();
    Ok(Json(FileListBody { total: list.total, unreviewed: list.unreviewed, lines }))
}

/// Opens a file as a draft.
#[utoipa::path(post, path = "/api/v1/households", tag = "people", request_body = FileInBody,
    responses((status = 200, body = MadeBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn open(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<FileInBody>,
) -> ApiResult<MadeBody> {
    let id = people::create_household(session.call(&web), &body.form()).await?;
    Ok(Json(MadeBody { id: id.0 }))
}

/// A file with its members.
#[utoipa::path(get, path = "/api/v1/households/{id}", tag = "people",
    params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = FileBody), (status = 404, body = ErrorBody)))]
async fn file(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<FileBody> {
    let page = people::read_household(session.call(&web), HouseholdId(id), None).await?;
    Ok(Json(FileBody::of(&page)))
}

/// Takes a step: `submit`, `withdraw`, `review`, `approve`, `return`, `void`, `propose_lift`,
/// `propose_cancel`, `confirm`, `refuse`, `reopen`.
#[utoipa::path(post, path = "/api/v1/households/{id}/step", tag = "people",
    request_body = FileStepBody, params(("id" = i64, Path, description = "档案")),
    responses((status = 200, body = FileStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FileStepBody>,
) -> ApiResult<FileStateBody> {
    let state = people::step(session.call(&web), HouseholdId(id), &body.form()).await?;
    Ok(Json(FileStateBody { state: state.code() }))
}
