//! `/api/v1/self-evaluations`: list, read, fill, score, move along the chain, issue tasks.

mod bodies;
mod task;

use super::{ApiError, ApiJson, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::pages::self_evaluations::STEPS;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use bodies::{
    FillBody, IndicatorFill, IssueBody, IssuedBody, LineBody, ListBody, ListParameters,
    PreviewBody, RemarkBody, ScoreBody, SelfEvaluationBody, StateBody, StepBody,
};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::self_evaluations::{self as area, ADOPTERS, IssueTyped, ListTyped, Step};
use jixiao_domain::{Coded as _, FilingEvent, SelfEvaluationId};
use utoipa::OpenApi;

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    const FILL: Access = Access::May(Action::FillSelfEvaluations);
    const STEP: Access = Access::MayAny(STEPS);
    const READ: Access = Access::MayAny(&[Action::SeeProjects, Action::Unfreeze]);
    let finance = Access::May(Action::ReviewForFinance);
    vec![
        get("/api/v1/self-evaluations", SEE, list),
        post("/api/v1/self-evaluations", finance, issue),
        get("/api/v1/self-evaluations/{id}", READ, read),
        post("/api/v1/self-evaluations/{id}", FILL, fill),
        post("/api/v1/self-evaluations/{id}/scores", FILL, scores),
        post("/api/v1/self-evaluations/{id}/steps", STEP, step),
        post("/api/v1/self-evaluations/{id}/due", finance, task::set_due),
        post("/api/v1/self-evaluations/{id}/goal", Access::MayAny(ADOPTERS), task::adopt_goal),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(list, issue, read, fill, scores, step),
    components(schemas(
        ListBody,
        LineBody,
        IssueBody,
        IssuedBody,
        SelfEvaluationBody,
        ScoreBody,
        RemarkBody,
        FillBody,
        IndicatorFill,
        PreviewBody,
        StepBody,
        StateBody,
        ErrorBody
    ))
)]
struct Filings;

/// The description of the area.
pub(super) fn openapi() -> utoipa::openapi::OpenApi {
    let mut whole = Filings::openapi();
    whole.merge(task::Document::openapi());
    whole
}

/// The self-evaluations the caller may see, a page at a time.
#[utoipa::path(get, path = "/api/v1/self-evaluations", operation_id = "list_self_evaluations",
    params(ListParameters),
    responses((status = 200, body = ListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListParameters>,
) -> Result<Json<ListBody>, ApiError> {
    let typed = ListTyped {
        year: query.year.map_or_else(String::new, |year| year.to_string()),
        state: query.state.unwrap_or_default(),
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

/// Issues tasks to the projects of a year whose goal is approved.
#[utoipa::path(post, path = "/api/v1/self-evaluations", operation_id = "issue_self_evaluations",
    request_body = IssueBody,
    responses((status = 200, body = IssuedBody), (status = 403, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn issue(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<IssueBody>,
) -> Result<Json<IssuedBody>, ApiError> {
    authz::scope(&session.actor, Action::ReviewForFinance)?;
    let typed = IssueTyped {
        year: body.year.to_string(),
        due_on: body.due_on,
        project_year: body.project_year_ids.iter().map(i64::to_string).collect(),
    };
    let issue = typed.parse().map_err(Refusal::Invalid)?;
    let issued = area::issue(session.call(&web), &issue).await?;
    Ok(Json(IssuedBody::of(issued)))
}

/// One self-evaluation with scores, findings and what is still missing.
#[utoipa::path(get, path = "/api/v1/self-evaluations/{id}", operation_id = "read_self_evaluation",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    responses((status = 200, body = SelfEvaluationBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> Result<Json<SelfEvaluationBody>, ApiError> {
    let shown = area::show(session.call(&web), SelfEvaluationId(id)).await?;
    Ok(Json(SelfEvaluationBody::of(&shown)))
}

/// Saves what is filled in. Gaps are allowed until submission.
#[utoipa::path(post, path = "/api/v1/self-evaluations/{id}", operation_id = "fill_self_evaluation",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    request_body = FillBody,
    responses((status = 200, body = SelfEvaluationBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn fill(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FillBody>,
) -> Result<Json<SelfEvaluationBody>, ApiError> {
    let call = session.call(&web);
    let id = SelfEvaluationId(id);
    area::require(call, id, &[Action::FillSelfEvaluations]).await?;
    let filled = body.typed().parse().map_err(Refusal::Invalid)?;
    area::save(call, id, &filled).await?;
    Ok(Json(SelfEvaluationBody::of(&area::show(call, id).await?)))
}

/// Scores and checks what is filled in, without saving it.
#[utoipa::path(post, path = "/api/v1/self-evaluations/{id}/scores",
    operation_id = "score_self_evaluation",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    request_body = FillBody,
    responses((status = 200, body = PreviewBody), (status = 422, body = ErrorBody)))]
async fn scores(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<FillBody>,
) -> Result<Json<PreviewBody>, ApiError> {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, &[Action::FillSelfEvaluations]).await?;
    let filled = body.typed().parse().map_err(Refusal::Invalid)?;
    let preview = area::preview(call, id, &filled).await?;
    Ok(Json(PreviewBody::of(&preview.record, &preview.assessment, &preview.findings)))
}

/// Moves a self-evaluation along the chain.
#[utoipa::path(post, path = "/api/v1/self-evaluations/{id}/steps",
    operation_id = "move_self_evaluation",
    params(("id" = i64, Path, description = "Key of the self-evaluation")),
    request_body = StepBody,
    responses((status = 200, body = StateBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn step(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<StepBody>,
) -> Result<Json<StateBody>, ApiError> {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, STEPS).await?;
    let event = FilingEvent::from_code(&body.event)
        .ok_or_else(|| Refusal::field("event", "没有这个环节"))?;
    let step = Step { revision: body.revision, event, reason: body.reason };
    let state = area::advance(call, id, &step).await?;
    Ok(Json(StateBody { state: state.code().to_owned() }))
}
