//! Programmes of aid, their rounds and dry runs over the API.

mod bodies;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    CeilingBody, OpenBody, OpenedBody, ProgrammeBody, ProgrammeLineBody, RevisionBody, RoundBody,
    RoundLineBody, RoundListBody, RoundListQuery, RoundStateBody, RoundStepBody, TrialBody,
    TrialInBody,
};
use jixiao_app::authz::Action;
use jixiao_app::programmes;
use jixiao_domain::{AidRoundId, Coded as _};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeAid);
const OPEN: Access = Access::May(Action::OpenAidRounds);
const CEILING: Access = Access::May(Action::SetAidCeiling);
const TRY: Access = Access::May(Action::SeePeople);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/aid-programmes", SEE, list),
        get("/api/v1/aid-programmes/{key}", SEE, programme),
        post("/api/v1/aid-programmes/{key}/try", TRY, try_programme),
        get("/api/v1/aid-rounds", SEE, rounds),
        post("/api/v1/aid-rounds", OPEN, open),
        get("/api/v1/aid-rounds/{id}", SEE, round),
        post("/api/v1/aid-rounds/{id}/step", OPEN, step),
        post("/api/v1/aid-rounds/{id}/ceiling", CEILING, ceiling),
        post("/api/v1/aid-rounds/{id}/try", TRY, try_round),
    ]
}

/// The part of the API's description that speaks of programmes of aid.
#[derive(OpenApi)]
#[openapi(paths(list, programme, try_programme, rounds, open, round, step, ceiling, try_round))]
pub(super) struct Document;

/// The programmes in force today at the installation's place.
#[utoipa::path(get, path = "/api/v1/aid-programmes", tag = "aid",
    responses((status = 200, body = Vec<ProgrammeLineBody>), (status = 403, body = ErrorBody)))]
async fn list(State(web): State<Web>, session: Session) -> ApiResult<Vec<ProgrammeLineBody>> {
    let page = programmes::catalogue(session.call(&web)).await?;
    Ok(Json(page.programmes.into_iter().map(ProgrammeLineBody::of).collect()))
}

/// A programme with all its versions, rule by rule.
#[utoipa::path(get, path = "/api/v1/aid-programmes/{key}", tag = "aid",
    params(("key" = String, Path, description = "救助项目")),
    responses((status = 200, body = ProgrammeBody), (status = 404, body = ErrorBody)))]
async fn programme(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
) -> ApiResult<ProgrammeBody> {
    let page = programmes::programme(session.call(&web), &key).await?;
    Ok(Json(ProgrammeBody::of(&page)))
}

/// Tries a programme on the registry: counts and sums only.
#[utoipa::path(post, path = "/api/v1/aid-programmes/{key}/try", tag = "aid",
    request_body = TrialInBody, params(("key" = String, Path, description = "救助项目")),
    responses((status = 200, body = TrialBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn try_programme(
    State(web): State<Web>,
    session: Session,
    Path(key): Path<String>,
    ApiJson(body): ApiJson<TrialInBody>,
) -> ApiResult<TrialBody> {
    let page = programmes::try_programme(session.call(&web), &key, &body.form()).await?;
    Ok(Json(TrialBody::of(&page)))
}

/// Rounds, the latest first.
#[utoipa::path(get, path = "/api/v1/aid-rounds", tag = "aid", params(RoundListQuery),
    responses((status = 200, body = RoundListBody), (status = 403, body = ErrorBody)))]
async fn rounds(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<RoundListQuery>,
) -> ApiResult<RoundListBody> {
    let rows_before = offset(query.page);
    let call = session.call(&web);
    let list = programmes::rounds(call, &query.filter(), rows_before, ROWS_PER_PAGE).await?;
    let lines = list.lines.iter().map(RoundLineBody::of).collect();
    Ok(Json(RoundListBody { total: list.total, lines }))
}

/// Opens a round.
#[utoipa::path(post, path = "/api/v1/aid-rounds", tag = "aid", request_body = OpenBody,
    responses((status = 200, body = OpenedBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn open(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<OpenBody>,
) -> ApiResult<OpenedBody> {
    let id = programmes::open(session.call(&web), &body.form()).await?;
    Ok(Json(OpenedBody { id: id.0 }))
}

/// A round with its standards.
#[utoipa::path(get, path = "/api/v1/aid-rounds/{id}", tag = "aid",
    params(("id" = i64, Path, description = "批次")),
    responses((status = 200, body = RoundBody), (status = 404, body = ErrorBody)))]
async fn round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<RoundBody> {
    let page = programmes::read(session.call(&web), AidRoundId(id)).await?;
    Ok(Json(RoundBody::of(&page)))
}

/// Takes a step: `close` or `reopen`.
#[utoipa::path(post, path = "/api/v1/aid-rounds/{id}/step", tag = "aid",
    request_body = RoundStepBody, params(("id" = i64, Path, description = "批次")),
    responses((status = 200, body = RoundStateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<RoundStepBody>,
) -> ApiResult<RoundStateBody> {
    let state = programmes::step(session.call(&web), AidRoundId(id), &body.form()).await?;
    Ok(Json(RoundStateBody { state: state.code() }))
}

/// Sets the most a round may pay.
#[utoipa::path(post, path = "/api/v1/aid-rounds/{id}/ceiling", tag = "aid",
    request_body = CeilingBody, params(("id" = i64, Path, description = "批次")),
    responses((status = 200, body = RevisionBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn ceiling(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<CeilingBody>,
) -> ApiResult<RevisionBody> {
    let call = session.call(&web);
    programmes::set_ceiling(call, AidRoundId(id), &body.form()).await?;
    let page = programmes::read(call, AidRoundId(id)).await?;
    Ok(Json(RevisionBody { revision: page.loaded.round.revision }))
}

/// Tries a round on the registry, with its own standards or others: counts and sums only.
#[utoipa::path(post, path = "/api/v1/aid-rounds/{id}/try", tag = "aid",
    request_body = TrialInBody, params(("id" = i64, Path, description = "批次")),
    responses((status = 200, body = TrialBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn try_round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<TrialInBody>,
) -> ApiResult<TrialBody> {
    let page = programmes::try_round(session.call(&web), AidRoundId(id), &body.form()).await?;
    Ok(Json(TrialBody::of(&page)))
}
