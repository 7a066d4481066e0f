//! The use of results over the API.

mod bodies;
mod compare;
mod proposals;
mod scenarios;

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{ListBody, ListQuery, RankingBody, YearQuery};
use compare::{CompareQuery, ComparisonBody};
use jixiao_app::authz::Action;
use jixiao_app::results;
use jixiao_domain::{Coded as _, ProposalId, ScenarioId};
use proposals::{
    ComputeBody, ComputedBody, EditBody, ProposalBody, ProposalListBody, ProposalQuery, StateBody,
    StepBody,
};
use scenarios::{ScenarioBody, ScenarioIdBody, ScenarioListBody, WithdrawBody};
use utoipa::OpenApi;

const SEE: Access = Access::May(Action::SeeProjects);
const PROPOSE: Access = Access::May(Action::ProposeBudgets);
const STEP: Access = Access::MayAny(&[Action::ProposeBudgets, Action::Approve]);

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/results", SEE, list),
        get("/api/v1/results/compare", SEE, compare),
        get("/api/v1/results/ranking", SEE, ranking),
        get("/api/v1/results/proposals", SEE, proposals),
        post("/api/v1/results/proposals", PROPOSE, compute),
        get("/api/v1/results/proposals/{id}", SEE, proposal),
        post("/api/v1/results/proposals/{id}", PROPOSE, edit),
        post("/api/v1/results/proposals/{id}/step", STEP, step),
        get("/api/v1/results/scenarios", PROPOSE, scenarios),
        post("/api/v1/results/scenarios", PROPOSE, create),
        post("/api/v1/results/scenarios/{id}/adopt", PROPOSE, adopt),
        post("/api/v1/results/scenarios/{id}/withdraw", PROPOSE, withdraw),
    ]
}

/// The part of the API's description that speaks of the use of results.
#[derive(OpenApi)]
#[openapi(paths(
    list, compare, ranking, proposals, compute, proposal, edit, step, scenarios, create, adopt,
    withdraw
))]
pub(super) struct Document;

/// Scores, grades and execution by project in a year.
#[utoipa::path(get, path = "/api/v1/results", tag = "results", params(ListQuery),
    responses((status = 200, body = ListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> ApiResult<ListBody> {
    let before = offset(query.page);
    let list = results::list(session.call(&web), &query.form(), before, ROWS_PER_PAGE).await?;
    Ok(Json(ListBody::of(list)))
}

/// Years side by side: money, execution and score over all projects and of each.
#[utoipa::path(get, path = "/api/v1/results/compare", tag = "results", params(CompareQuery),
    responses((status = 200, body = ComparisonBody), (status = 403, body = ErrorBody)))]
async fn compare(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<CompareQuery>,
) -> ApiResult<ComparisonBody> {
    let compared = results::compare(session.call(&web), &query.form()).await?;
    Ok(Json(ComparisonBody::of(&compared)))
}

/// Units by points, with a sentence for every point lost.
#[utoipa::path(get, path = "/api/v1/results/ranking", tag = "results", params(YearQuery),
    responses((status = 200, body = RankingBody), (status = 403, body = ErrorBody)))]
async fn ranking(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> ApiResult<RankingBody> {
    Ok(Json(RankingBody::of(results::ranking(session.call(&web), &query.year).await?)))
}

/// Proposals for a year's budgets.
#[utoipa::path(get, path = "/api/v1/results/proposals", tag = "results", params(ProposalQuery),
    responses((status = 200, body = ProposalListBody), (status = 403, body = ErrorBody)))]
async fn proposals(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ProposalQuery>,
) -> ApiResult<ProposalListBody> {
    let before = offset(query.page);
    let call = session.call(&web);
    let list = results::list_proposals(call, &query.form(), before, ROWS_PER_PAGE).await?;
    Ok(Json(ProposalListBody::of(list)))
}

/// Computes the proposals of a year by the rules.
#[utoipa::path(post, path = "/api/v1/results/proposals", tag = "results",
    request_body = ComputeBody, responses((status = 200, body = ComputedBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)))]
async fn compute(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<ComputeBody>,
) -> ApiResult<ComputedBody> {
    let done = results::compute(session.call(&web), body.year).await?;
    Ok(Json(ComputedBody::of(done)))
}

/// A proposal with its reasons and steps.
#[utoipa::path(get, path = "/api/v1/results/proposals/{id}", tag = "results",
    params(("id" = i64, Path, description = "预算建议")),
    responses((status = 200, body = ProposalBody), (status = 404, body = ErrorBody)))]
async fn proposal(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<ProposalBody> {
    let page = results::read_proposal(session.call(&web), ProposalId(id)).await?;
    Ok(Json(ProposalBody::of(&page)))
}

/// Changes decision and amount, with a reason.
#[utoipa::path(post, path = "/api/v1/results/proposals/{id}", tag = "results",
    request_body = EditBody, params(("id" = i64, Path, description = "预算建议")),
    responses((status = 200, body = StateBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn edit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<EditBody>,
) -> ApiResult<StateBody> {
    results::edit(session.call(&web), ProposalId(id), &body.form()).await?;
    Ok(Json(StateBody { state: jixiao_domain::ProposalState::Draft.code() }))
}

/// Takes a step: `submit`, `return` or `approve`.
#[utoipa::path(post, path = "/api/v1/results/proposals/{id}/step", tag = "results",
    request_body = StepBody, params(("id" = i64, Path, description = "预算建议")),
    responses((status = 200, body = StateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<StepBody>,
) -> ApiResult<StateBody> {
    let state = results::step(session.call(&web), ProposalId(id), &body.form()).await?;
    Ok(Json(StateBody { state: state.code() }))
}

/// The rules and every scenario of a year side by side.
#[utoipa::path(get, path = "/api/v1/results/scenarios", tag = "results", params(YearQuery),
    responses((status = 200, body = ScenarioListBody), (status = 403, body = ErrorBody)))]
async fn scenarios(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> ApiResult<ScenarioListBody> {
    let compared = results::compare_scenarios(session.call(&web), &query.year).await?;
    Ok(Json(ScenarioListBody::of(&compared)))
}

/// Makes a scenario.
#[utoipa::path(post, path = "/api/v1/results/scenarios", tag = "results",
    request_body = ScenarioBody, responses((status = 200, body = ScenarioIdBody),
        (status = 404, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn create(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<ScenarioBody>,
) -> ApiResult<ScenarioIdBody> {
    let id = results::create_scenario(session.call(&web), &body.form()).await?;
    Ok(Json(ScenarioIdBody { id: id.0 }))
}

/// Takes a scenario's figures as proposals.
#[utoipa::path(post, path = "/api/v1/results/scenarios/{id}/adopt", tag = "results",
    params(("id" = i64, Path, description = "方案")),
    responses((status = 200, body = ComputedBody), (status = 404, body = ErrorBody)))]
async fn adopt(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<ComputedBody> {
    Ok(Json(ComputedBody::of(results::adopt(session.call(&web), ScenarioId(id)).await?)))
}

/// Withdraws a scenario with a reason.
#[utoipa::path(post, path = "/api/v1/results/scenarios/{id}/withdraw", tag = "results",
    request_body = WithdrawBody, params(("id" = i64, Path, description = "方案")),
    responses((status = 200, body = ScenarioIdBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<WithdrawBody>,
) -> ApiResult<ScenarioIdBody> {
    results::withdraw_scenario(session.call(&web), ScenarioId(id), &body.reason).await?;
    Ok(Json(ScenarioIdBody { id }))
}
