//! Pairs that may be one person, over the API: listed, read side by side (masked), judged, merged.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    DuplicateBody, DuplicateListBody, DuplicateQuery, DuplicateStateBody, JoinBody, JoinedBody,
    JudgeBody, SearchBody,
};
use jixiao_app::authz::Action;
use jixiao_app::duplicates;
use jixiao_domain::{Coded as _, DuplicateId};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeePeople);
const JUDGE: Access = Access::May(Action::JudgeDuplicates);
const STEP: Access = Access::MayAny(&[Action::JudgeDuplicates, Action::OverrideDuplicates]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/duplicates", SEE, list),
        post("/api/v1/duplicates/search", JUDGE, search),
        get("/api/v1/duplicates/{id}", SEE, read),
        post("/api/v1/duplicates/{id}/judge", STEP, judge),
        post("/api/v1/duplicates/{id}/join", JUDGE, join),
    ]
}

/// The part of the API's description that speaks of duplicates.
#[derive(OpenApi)]
#[openapi(paths(list, search, read, judge, join))]
pub(super) struct Document;

/// Pairs, the most probable first.
#[utoipa::path(get, path = "/api/v1/duplicates", tag = "duplicates", params(DuplicateQuery),
    responses((status = 200, body = DuplicateListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<DuplicateQuery>,
) -> ApiResult<DuplicateListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = duplicates::list(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    Ok(Json(DuplicateListBody::of(&list)))
}

/// Starts a search over the whole registry, as a job.
#[utoipa::path(post, path = "/api/v1/duplicates/search", tag = "duplicates",
    responses((status = 200, body = SearchBody), (status = 403, body = ErrorBody)))]
async fn search(State(web): State<Web>, session: Session) -> ApiResult<SearchBody> {
    let job = duplicates::enqueue_search(session.call(&web)).await?;
    Ok(Json(SearchBody { job: job.0 }))
}

/// A pair side by side, masked, with what differs.
#[utoipa::path(get, path = "/api/v1/duplicates/{id}", tag = "duplicates",
    params(("id" = i64, Path, description = "疑似重复")),
    responses((status = 200, body = DuplicateBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<DuplicateBody> {
    let page = duplicates::read(session.call(&web), DuplicateId(id)).await?;
    Ok(Json(DuplicateBody::of(&page)))
}

/// Judges a pair: `judge_same`, `judge_different`, `ask_back`, `override`, `reopen`.
#[utoipa::path(post, path = "/api/v1/duplicates/{id}/judge", tag = "duplicates",
    request_body = JudgeBody, params(("id" = i64, Path, description = "疑似重复")),
    responses((status = 200, body = DuplicateStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn judge(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<JudgeBody>,
) -> ApiResult<DuplicateStateBody> {
    let state = duplicates::judge(session.call(&web), DuplicateId(id), &body.form()).await?;
    Ok(Json(DuplicateStateBody { state: state.code() }))
}

/// Merges the two records of a pair that was judged to be one person.
#[utoipa::path(post, path = "/api/v1/duplicates/{id}/join", tag = "duplicates",
    request_body = JoinBody, params(("id" = i64, Path, description = "疑似重复")),
    responses((status = 200, body = JoinedBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn join(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<JoinBody>,
) -> ApiResult<JoinedBody> {
    let kept = duplicates::join(session.call(&web), DuplicateId(id), &body.form()).await?;
    Ok(Json(JoinedBody { kept: kept.0 }))
}
