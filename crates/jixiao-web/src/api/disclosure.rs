//! Disclosures over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    AssembleBody, AssembledBody, BeginBody, CandidateListBody, CandidateQuery, ChoiceBody,
    CreatedBody, DisclosureBody, DisclosureListBody, JobBody, ListQuery, LookBody, LookedBody,
    ReasonBody, RemoveBody, StateBody, StepBody,
};
use jixiao_app::authz::Action;
use jixiao_app::disclosures;
use jixiao_domain::{Coded as _, DisclosureId, DisclosureItemId};
use utoipa::OpenApi;

const LIST: Access = Access::May(Action::SeeProjects);
const SEE: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
const PREPARE: Access = Access::May(Action::PrepareDisclosure);
const STEP: Access = Access::MayAny(&[
    Action::PrepareDisclosure,
    Action::ReviewForUnit,
    Action::ReviewForFinance,
    Action::Approve,
    Action::Unfreeze,
]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/disclosure", LIST, list),
        post("/api/v1/disclosure", PREPARE, begin),
        get("/api/v1/disclosure/{id}", SEE, read),
        post("/api/v1/disclosure/{id}", PREPARE, save),
        get("/api/v1/disclosure/{id}/candidates", LIST, candidates),
        post("/api/v1/disclosure/{id}/candidates", PREPARE, assemble),
        post("/api/v1/disclosure/{id}/step", STEP, step),
        post("/api/v1/disclosure/{id}/publish", PREPARE, publish),
        get("/api/v1/disclosure/{id}/items/{item}", SEE, look),
        post("/api/v1/disclosure/{id}/items/{item}/confirm", PREPARE, confirm),
        post("/api/v1/disclosure/{id}/items/{item}/removals", PREPARE, remove),
        post("/api/v1/disclosure/{id}/items/{item}/withdraw", PREPARE, withdraw),
        post("/api/v1/disclosure/{id}/items/{item}/correct", PREPARE, correct),
    ]
}

/// The part of the API's description that speaks of disclosures.
#[derive(OpenApi)]
#[openapi(paths(
    list, begin, read, save, candidates, assemble, step, publish, look, confirm, remove, withdraw,
    correct
))]
pub(super) struct Document;

/// Disclosures by organisation and year.
#[utoipa::path(get, path = "/api/v1/disclosure", tag = "disclosure", params(ListQuery),
    responses((status = 200, body = DisclosureListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> ApiResult<DisclosureListBody> {
    let before = offset(query.page);
    let call = session.call(&web);
    let list = disclosures::list(call, &query.filter(), before, ROWS_PER_PAGE).await?;
    Ok(Json(DisclosureListBody::of(&list)))
}

/// Begins the next version of an organisation's year.
#[utoipa::path(post, path = "/api/v1/disclosure", tag = "disclosure", request_body = BeginBody,
    responses((status = 200, body = CreatedBody), (status = 409, body = ErrorBody)))]
async fn begin(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<BeginBody>,
) -> ApiResult<CreatedBody> {
    let id = disclosures::begin(session.call(&web), &body.form()).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}

/// A version with its items, history and next step.
#[utoipa::path(get, path = "/api/v1/disclosure/{id}", tag = "disclosure",
    params(("id" = i64, Path, description = "公开事项")),
    responses((status = 200, body = DisclosureBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<DisclosureBody> {
    let page = disclosures::read(session.call(&web), DisclosureId(id)).await?;
    Ok(Json(DisclosureBody::of(&page)))
}

/// Writes the choice of a draft; what is not named is dropped.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}", tag = "disclosure",
    request_body = ChoiceBody, params(("id" = i64, Path, description = "公开事项")),
    responses((status = 200, body = StateBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn save(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ChoiceBody>,
) -> ApiResult<StateBody> {
    disclosures::save(session.call(&web), DisclosureId(id), &body.form()).await?;
    Ok(Json(StateBody { state: None }))
}

/// What can be chosen for a version: everything approved of its year, with what is chosen and what is
/// public already.
#[utoipa::path(get, path = "/api/v1/disclosure/{id}/candidates", tag = "disclosure",
    params(("id" = i64, Path, description = "公开事项"), CandidateQuery),
    responses((status = 200, body = CandidateListBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
async fn candidates(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<CandidateQuery>,
) -> ApiResult<CandidateListBody> {
    let call = session.call(&web);
    let store = &web.app.store;
    let loaded = disclosures::load(store, call, DisclosureId(id)).await?;
    let (filter, before) = (query.filter(), offset(query.page));
    let list = disclosures::choices(store, call, &loaded, &filter, before, ROWS_PER_PAGE).await?;
    Ok(Json(CandidateListBody::of(&list)))
}

/// Chooses for the records that are named and, if asked, for all under a filter; the rest stays.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/candidates", tag = "disclosure",
    request_body = AssembleBody, params(("id" = i64, Path, description = "公开事项")),
    responses((status = 200, body = AssembledBody), (status = 409, body = ErrorBody),
        (status = 413, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn assemble(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<AssembleBody>,
) -> ApiResult<AssembledBody> {
    let done = disclosures::assemble(session.call(&web), DisclosureId(id), &body.form()).await?;
    Ok(Json(AssembledBody::of(done)))
}

/// Takes a step of the chain.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/step", tag = "disclosure",
    request_body = StepBody, params(("id" = i64, Path, description = "公开事项")),
    responses((status = 200, body = StateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<StepBody>,
) -> ApiResult<StateBody> {
    let state = disclosures::step(session.call(&web), DisclosureId(id), &body.form()).await?;
    Ok(Json(StateBody { state: Some(state.code()) }))
}

/// Starts the job that publishes an approved version.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/publish", tag = "disclosure",
    params(("id" = i64, Path, description = "公开事项")),
    responses((status = 200, body = JobBody), (status = 409, body = ErrorBody)))]
async fn publish(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<JobBody> {
    let job = disclosures::publish(session.call(&web), DisclosureId(id)).await?;
    Ok(Json(JobBody { job: job.0 }))
}

/// The redacted copy of an item and what was removed from it.
#[utoipa::path(get, path = "/api/v1/disclosure/{id}/items/{item}", tag = "disclosure",
    params(("id" = i64, Path, description = "公开事项"), ("item" = i64, Path, description = "内容")),
    responses((status = 200, body = LookedBody), (status = 404, body = ErrorBody)))]
async fn look(
    State(web): State<Web>,
    session: Session,
    Path((_id, item)): Path<(i64, i64)>,
) -> ApiResult<LookedBody> {
    let looked = disclosures::look(session.call(&web), DisclosureItemId(item)).await?;
    Ok(Json(LookedBody::of(&looked)))
}

/// Notes that the copy with this digest was found right.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/items/{item}/confirm", tag = "disclosure",
    request_body = LookBody,
    params(("id" = i64, Path, description = "公开事项"), ("item" = i64, Path, description = "内容")),
    responses((status = 200, body = StateBody), (status = 409, body = ErrorBody)))]
async fn confirm(
    State(web): State<Web>,
    session: Session,
    Path((_id, item)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<LookBody>,
) -> ApiResult<StateBody> {
    let call = session.call(&web);
    disclosures::confirm(call, DisclosureItemId(item), &body.form()).await?;
    Ok(Json(StateBody { state: None }))
}

/// Removes more from the copy.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/items/{item}/removals", tag = "disclosure",
    request_body = RemoveBody,
    params(("id" = i64, Path, description = "公开事项"), ("item" = i64, Path, description = "内容")),
    responses((status = 200, body = StateBody), (status = 422, body = ErrorBody)))]
async fn remove(
    State(web): State<Web>,
    session: Session,
    Path((_id, item)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<RemoveBody>,
) -> ApiResult<StateBody> {
    let call = session.call(&web);
    disclosures::remove_more(call, DisclosureItemId(item), &body.form()).await?;
    Ok(Json(StateBody { state: None }))
}

/// Withdraws a published item.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/items/{item}/withdraw", tag = "disclosure",
    request_body = ReasonBody,
    params(("id" = i64, Path, description = "公开事项"), ("item" = i64, Path, description = "内容")),
    responses((status = 200, body = StateBody), (status = 409, body = ErrorBody)))]
async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path((_id, item)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<ReasonBody>,
) -> ApiResult<StateBody> {
    let call = session.call(&web);
    disclosures::withdraw(call, DisclosureItemId(item), &body.withdrawal()).await?;
    Ok(Json(StateBody { state: None }))
}

/// Puts a correction of a published item into the open version of its year.
#[utoipa::path(post, path = "/api/v1/disclosure/{id}/items/{item}/correct", tag = "disclosure",
    request_body = ReasonBody,
    params(("id" = i64, Path, description = "公开事项"), ("item" = i64, Path, description = "内容")),
    responses((status = 200, body = CreatedBody), (status = 409, body = ErrorBody)))]
async fn correct(
    State(web): State<Web>,
    session: Session,
    Path((_id, item)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<ReasonBody>,
) -> ApiResult<CreatedBody> {
    let call = session.call(&web);
    let id = disclosures::correct(call, DisclosureItemId(item), &body.correction()).await?;
    Ok(Json(CreatedBody { id: id.0 }))
}
