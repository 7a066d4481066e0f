//! The indicator library over the API.

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use jixiao_app::authz::Action;
use jixiao_app::library::{self, DecisionForm, LibraryForm, LibraryListForm};
use jixiao_domain::{Coded as _, LibraryIndicatorId};
use jixiao_store::library::LibraryIndicator;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/library", Access::May(Action::SeeProjects), list),
        post("/api/v1/library", Access::May(Action::ProposeIndicators), propose),
        post("/api/v1/library/{id}/decision", Access::May(Action::ApproveIndicators), decide),
    ]
}

/// The part of the API's description that speaks of the library.
#[derive(OpenApi)]
#[openapi(paths(list, propose, decide))]
pub(super) struct Document;

/// The filter of the library.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct LibraryQuery {
    /// A programme's code.
    programme: String,
    /// A level-1 group's code.
    level1: String,
    /// A state's code.
    state: String,
    /// `common` or `own`.
    owner: String,
    /// Part of the name or explanation.
    q: String,
    /// From 1; 50 indicators each.
    page: Option<i64>,
}

/// A page of the library.
#[derive(Debug, Serialize, ToSchema)]
struct LibraryListBody {
    /// Indicators in all.
    total: i64,
    /// The indicators of the page.
    indicators: Vec<LibraryIndicatorBody>,
}

/// An indicator of the library.
#[derive(Debug, Serialize, ToSchema)]
struct LibraryIndicatorBody {
    id: i64,
    /// Absent for a common one.
    organisation: Option<i64>,
    programme: &'static str,
    level1: &'static str,
    level2: &'static str,
    name: String,
    explanation: String,
    /// Absent for 定性.
    sign: Option<&'static str>,
    number: Option<String>,
    unit: String,
    value_basis: String,
    evidence: String,
    state: &'static str,
    revision: i64,
}

/// A proposal.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct ProposalBody {
    /// The owner; absent for a common indicator.
    organisation: Option<i64>,
    programme: String,
    level2: String,
    name: String,
    explanation: String,
    /// Empty for 定性.
    sign: String,
    number: String,
    unit: String,
    value_basis: String,
    evidence: String,
}

/// What was proposed.
#[derive(Debug, Serialize, ToSchema)]
struct ProposedBody {
    id: i64,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
struct DecisionBody {
    /// The revision the indicator was read at.
    revision: i64,
    /// `approve`, `reject` or `retire`.
    decision: String,
    /// Needed unless approved.
    #[serde(default)]
    reason: String,
}

/// What a decision led to.
#[derive(Debug, Serialize, ToSchema)]
struct DecidedBody {
    state: &'static str,
}

impl LibraryIndicatorBody {
    fn of(indicator: LibraryIndicator) -> Self {
        let content = indicator.content;
        Self {
            id: indicator.id.0,
            organisation: indicator.organisation_id.map(|id| id.0),
            programme: content.programme.code(),
            level1: content.level1.code(),
            level2: content.level2.code(),
            name: content.name,
            explanation: content.explanation,
            sign: content.sign.map(jixiao_domain::Coded::code),
            number: content.target_number.map(|number| number.to_string()),
            unit: content.unit,
            value_basis: content.value_basis,
            evidence: content.evidence,
            state: indicator.state.code(),
            revision: indicator.revision,
        }
    }
}

/// Indicators the caller may see.
#[utoipa::path(get, path = "/api/v1/library", tag = "library", params(LibraryQuery),
    responses((status = 200, body = LibraryListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<LibraryQuery>,
) -> ApiResult<LibraryListBody> {
    let rows_before = offset(query.page);
    let filter = LibraryListForm {
        programme: query.programme,
        level1: query.level1,
        state: query.state,
        owner: query.owner,
        q: query.q,
    };
    let list = library::list(session.call(&web), &filter, rows_before, ROWS_PER_PAGE).await?;
    let indicators = list.indicators.into_iter().map(LibraryIndicatorBody::of).collect();
    Ok(Json(LibraryListBody { total: list.total, indicators }))
}

/// Proposes an indicator.
#[utoipa::path(post, path = "/api/v1/library", tag = "library", request_body = ProposalBody,
    responses((status = 200, body = ProposedBody), (status = 422, body = ErrorBody)))]
async fn propose(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<ProposalBody>,
) -> ApiResult<ProposedBody> {
    let form = LibraryForm {
        organisation: body.organisation.map_or_else(String::new, |id| id.to_string()),
        programme: body.programme,
        level2: body.level2,
        name: body.name,
        explanation: body.explanation,
        sign: body.sign,
        number: body.number,
        unit: body.unit,
        value_basis: body.value_basis,
        evidence: body.evidence,
    };
    let id = library::propose(session.call(&web), &form).await?;
    Ok(Json(ProposedBody { id: id.0 }))
}

/// Decides on an indicator.
#[utoipa::path(post, path = "/api/v1/library/{id}/decision", tag = "library",
    request_body = DecisionBody, params(("id" = i64, Path, description = "指标")),
    responses((status = 200, body = DecidedBody), (status = 403, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn decide(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<DecisionBody>,
) -> ApiResult<DecidedBody> {
    let form = DecisionForm {
        revision: body.revision.to_string(),
        decision: body.decision,
        reason: body.reason,
    };
    let state = library::decide(session.call(&web), LibraryIndicatorId(id), &form).await?;
    Ok(Json(DecidedBody { state: state.code() }))
}
