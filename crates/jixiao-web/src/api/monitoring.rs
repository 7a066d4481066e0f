//! `/api/v1/monitoring`: rounds, records, their judgement and chain, warnings and what is done about
//! them.

mod bodies;
mod rounds;
mod warned;

use super::{ApiError, ApiJson, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::pages::monitoring::STEPS;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    FillBody, IndicatorBody, IndicatorFill, JudgementBody, LineBody, ListBody, ListParameters,
    MoveBody, MovedBody, RecordBody,
};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::monitoring::warnings::{self, WarningListTyped};
use jixiao_app::monitoring::{self as area, ListTyped, Step};
use jixiao_domain::{
    Coded as _, FilingEvent, MonitoringRecordId, MonitoringRoundId, MonitoringWarningId,
};
use rounds::{
    CountsBody, RoundBody, RoundIssueBody, RoundIssuedBody, RoundReadBody, RoundsParameters,
    UnitBody,
};
use utoipa::OpenApi;
use warned::{
    ActBody, AdjustedBody, PauseBody, WarningBody, WarningListBody, WarningParameters,
    WarningReadBody, WarningStepBody,
};

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    const FILL: Access = Access::May(Action::FillMonitoring);
    const STEP: Access = Access::MayAny(STEPS);
    const READ: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
    const FINANCE: Access = Access::May(Action::ReviewForFinance);
    const SUSPEND: Access = Access::May(Action::SuspendPayment);
    vec![
        get("/api/v1/monitoring", SEE, list),
        get("/api/v1/monitoring/{id}", READ, read),
        post("/api/v1/monitoring/{id}", FILL, fill),
        post("/api/v1/monitoring/{id}/judgement", FILL, judgement),
        post("/api/v1/monitoring/{id}/steps", STEP, step),
        get("/api/v1/monitoring-rounds", SEE, list_rounds),
        post("/api/v1/monitoring-rounds", FINANCE, issue),
        get("/api/v1/monitoring-rounds/{id}", SEE, round),
        get("/api/v1/monitoring-warnings", SEE, list_warnings),
        get("/api/v1/monitoring-warnings/{id}", SEE, read_warning),
        post("/api/v1/monitoring-warnings/{id}/explain", FILL, explain),
        post("/api/v1/monitoring-warnings/{id}/adjust", FILL, adjust),
        post("/api/v1/monitoring-warnings/{id}/accept", FINANCE, accept),
        post("/api/v1/monitoring-warnings/{id}/refuse", FINANCE, refuse),
        post("/api/v1/monitoring-warnings/{id}/suspend", SUSPEND, suspend),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(
        list,
        read,
        fill,
        judgement,
        step,
        list_rounds,
        issue,
        round,
        list_warnings,
        read_warning,
        explain,
        adjust,
        accept,
        refuse,
        suspend
    ),
    components(schemas(
        ListBody,
        LineBody,
        RecordBody,
        IndicatorBody,
        JudgementBody,
        FillBody,
        IndicatorFill,
        MoveBody,
        MovedBody,
        RoundBody,
        CountsBody,
        RoundIssueBody,
        RoundIssuedBody,
        RoundReadBody,
        UnitBody,
        WarningListBody,
        WarningBody,
        WarningReadBody,
        WarningStepBody,
        ActBody,
        AdjustedBody,
        PauseBody,
        ErrorBody
    ))
)]
pub(super) struct Document;

/// The records of monitoring the caller may see, a page at a time.
#[utoipa::path(get, path = "/api/v1/monitoring", operation_id = "list_monitoring",
    params(ListParameters),
    responses((status = 200, body = ListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListParameters>,
) -> Result<Json<ListBody>, ApiError> {
    let typed = ListTyped {
        year: query.year.map_or_else(String::new, |year| year.to_string()),
        round: query.round_id.map_or_else(String::new, |id| id.to_string()),
        state: query.state.unwrap_or_default(),
        lamp: query.lamp.unwrap_or_default(),
        q: query.q.unwrap_or_default(),
        ..ListTyped::default()
    };
    let call = session.call(&web);
    let page = area::list(call, &typed, ROWS_PER_PAGE, offset(query.page)).await?;
    Ok(Json(ListBody {
        total_count: page.total_count,
        lines: page.lines.into_iter().map(LineBody::of).collect(),
    }))
}

/// One record with its judgement and what is still missing.
#[utoipa::path(get, path = "/api/v1/monitoring/{id}", operation_id = "read_monitoring",
    params(("id" = i64, Path, description = "Key of the record")),
    responses((status = 200, body = RecordBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> Result<Json<RecordBody>, ApiError> {
    let shown = area::show(session.call(&web), MonitoringRecordId(id)).await?;
    Ok(Json(RecordBody::of(&shown)))
}

/// Saves what is filled in. Gaps are allowed until submission.
#[utoipa::path(post, path = "/api/v1/monitoring/{id}", operation_id = "fill_monitoring",
    params(("id" = i64, Path, description = "Key of the record")),
    request_body = FillBody,
    responses((status = 200, body = RecordBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn fill(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FillBody>,
) -> Result<Json<RecordBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringRecordId(id));
    area::require(call, id, &[Action::FillMonitoring]).await?;
    let filled = body.typed().parse().map_err(Refusal::Invalid)?;
    area::save(call, id, &filled).await?;
    Ok(Json(RecordBody::of(&area::show(call, id).await?)))
}

/// Judges what is filled in, without saving it.
#[utoipa::path(post, path = "/api/v1/monitoring/{id}/judgement", operation_id = "judge_monitoring",
    params(("id" = i64, Path, description = "Key of the record")),
    request_body = FillBody,
    responses((status = 200, body = JudgementBody), (status = 422, body = ErrorBody)))]
async fn judgement(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FillBody>,
) -> Result<Json<JudgementBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringRecordId(id));
    area::require(call, id, &[Action::FillMonitoring]).await?;
    let filled = body.typed().parse().map_err(Refusal::Invalid)?;
    let preview = area::preview(call, id, &filled).await?;
    Ok(Json(JudgementBody::of(&preview.record, &preview.judgement)))
}

/// Moves a record along the chain.
#[utoipa::path(post, path = "/api/v1/monitoring/{id}/steps", operation_id = "move_monitoring",
    params(("id" = i64, Path, description = "Key of the record")),
    request_body = MoveBody,
    responses((status = 200, body = MovedBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<MoveBody>,
) -> Result<Json<MovedBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringRecordId(id));
    area::require(call, id, STEPS).await?;
    let event = FilingEvent::from_code(&body.event)
        .ok_or_else(|| Refusal::field("event", "没有这个环节"))?;
    let step = Step { revision: body.revision, event, reason: body.reason };
    let state = area::advance(call, id, &step).await?;
    Ok(Json(MovedBody { state: state.code().to_owned() }))
}

/// The rounds that concern the caller, the latest period first.
#[utoipa::path(get, path = "/api/v1/monitoring-rounds", operation_id = "list_monitoring_rounds",
    params(RoundsParameters),
    responses((status = 200, body = Vec<RoundBody>), (status = 403, body = ErrorBody)))]
async fn list_rounds(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<RoundsParameters>,
) -> Result<Json<Vec<RoundBody>>, ApiError> {
    let lines = area::list_rounds(session.call(&web), query.year.map(i64::from)).await?;
    Ok(Json(lines.iter().map(RoundBody::of).collect()))
}

/// Issues a round to every project whose goal is approved.
#[utoipa::path(post, path = "/api/v1/monitoring-rounds", operation_id = "issue_monitoring_round",
    request_body = RoundIssueBody,
    responses((status = 200, body = RoundIssuedBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn issue(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<RoundIssueBody>,
) -> Result<Json<RoundIssuedBody>, ApiError> {
    authz::scope(&session.actor, Action::ReviewForFinance)?;
    let issue = body.typed().parse().map_err(Refusal::Invalid)?;
    let issued = area::issue(session.call(&web), &issue).await?;
    Ok(Json(RoundIssuedBody::of(issued)))
}

/// One round with its completeness by unit and the round before.
#[utoipa::path(get, path = "/api/v1/monitoring-rounds/{id}", operation_id = "read_monitoring_round",
    params(("id" = i64, Path, description = "Key of the round")),
    responses((status = 200, body = RoundReadBody), (status = 404, body = ErrorBody)))]
async fn round(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> Result<Json<RoundReadBody>, ApiError> {
    let read = area::read_round(session.call(&web), MonitoringRoundId(id)).await?;
    Ok(Json(RoundReadBody::of(&read)))
}

/// The warnings the caller may see, a page at a time; those somebody has to act on unless a state
/// (`any` for all) is asked for.
#[utoipa::path(get, path = "/api/v1/monitoring-warnings",
    operation_id = "list_monitoring_warnings", params(WarningParameters),
    responses((status = 200, body = WarningListBody), (status = 403, body = ErrorBody)))]
async fn list_warnings(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<WarningParameters>,
) -> Result<Json<WarningListBody>, ApiError> {
    let typed = WarningListTyped {
        year: query.year.map_or_else(String::new, |year| year.to_string()),
        round: query.round_id.map_or_else(String::new, |id| id.to_string()),
        record: query.record_id.map_or_else(String::new, |id| id.to_string()),
        kind: query.kind.unwrap_or_default(),
        state: query.state.unwrap_or_default(),
        q: query.q.unwrap_or_default(),
        ..WarningListTyped::default()
    };
    let call = session.call(&web);
    let page = warnings::list(call, &typed, ROWS_PER_PAGE, offset(query.page)).await?;
    Ok(Json(WarningListBody {
        total_count: page.total_count,
        lines: page.lines.into_iter().map(WarningBody::of).collect(),
    }))
}

/// One warning with what was done about it.
#[utoipa::path(get, path = "/api/v1/monitoring-warnings/{id}",
    operation_id = "read_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")),
    responses((status = 200, body = WarningReadBody), (status = 404, body = ErrorBody)))]
async fn read_warning(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> Result<Json<WarningReadBody>, ApiError> {
    let read = warnings::read(session.call(&web), MonitoringWarningId(id)).await?;
    Ok(Json(WarningReadBody::of(read)))
}

/// The unit explains a warning.
#[utoipa::path(post, path = "/api/v1/monitoring-warnings/{id}/explain",
    operation_id = "explain_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")), request_body = ActBody,
    responses((status = 200, body = WarningReadBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn explain(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ActBody>,
) -> Result<Json<WarningReadBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringWarningId(id));
    warnings::require(call, id, &[Action::FillMonitoring]).await?;
    warnings::explain(call, id, &body.typed()).await?;
    Ok(Json(WarningReadBody::of(warnings::read(call, id).await?)))
}

/// The unit begins an adjustment of the goal because of a warning.
#[utoipa::path(post, path = "/api/v1/monitoring-warnings/{id}/adjust",
    operation_id = "adjust_for_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")), request_body = ActBody,
    responses((status = 200, body = AdjustedBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn adjust(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ActBody>,
) -> Result<Json<AdjustedBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringWarningId(id));
    warnings::require(call, id, &[Action::FillMonitoring]).await?;
    let goal = warnings::adjust(call, id, &body.typed()).await?;
    Ok(Json(AdjustedBody { goal_id: goal.0 }))
}

/// Finance accepts an explanation.
#[utoipa::path(post, path = "/api/v1/monitoring-warnings/{id}/accept",
    operation_id = "accept_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")), request_body = ActBody,
    responses((status = 200, body = WarningReadBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn accept(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ActBody>,
) -> Result<Json<WarningReadBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringWarningId(id));
    warnings::require(call, id, &[Action::ReviewForFinance]).await?;
    warnings::accept(call, id, &body.typed()).await?;
    Ok(Json(WarningReadBody::of(warnings::read(call, id).await?)))
}

/// Finance does not accept an explanation.
#[utoipa::path(post, path = "/api/v1/monitoring-warnings/{id}/refuse",
    operation_id = "refuse_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")), request_body = ActBody,
    responses((status = 200, body = WarningReadBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn refuse(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<ActBody>,
) -> Result<Json<WarningReadBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringWarningId(id));
    warnings::require(call, id, &[Action::ReviewForFinance]).await?;
    warnings::refuse(call, id, &body.typed()).await?;
    Ok(Json(WarningReadBody::of(warnings::read(call, id).await?)))
}

/// Finance stops the payments of the year a warning is about; the warning waits on.
#[utoipa::path(post, path = "/api/v1/monitoring-warnings/{id}/suspend",
    operation_id = "suspend_for_monitoring_warning",
    params(("id" = i64, Path, description = "Key of the warning")), request_body = PauseBody,
    responses((status = 200, body = WarningReadBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn suspend(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<PauseBody>,
) -> Result<Json<WarningReadBody>, ApiError> {
    let (call, id) = (session.call(&web), MonitoringWarningId(id));
    warnings::suspend(call, id, &body.typed()).await?;
    Ok(Json(WarningReadBody::of(warnings::read(call, id).await?)))
}
