//! Cost standards over the API.

use super::{ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use jixiao_app::authz::Action;
use jixiao_app::standards::{self, StandardForm, StandardListForm};
use jixiao_domain::{Coded as _, CostStandardId};
use jixiao_store::cost_standards::CostStandard;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/standards", Access::May(Action::SeeProjects), list),
        post("/api/v1/standards", Access::May(Action::KeepStandards), add),
        post("/api/v1/standards/{id}/withdraw", Access::May(Action::KeepStandards), withdraw),
    ]
}

/// The part of the API's description that speaks of cost standards.
#[derive(OpenApi)]
#[openapi(paths(list, add, withdraw))]
pub(super) struct Document;

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct StandardQuery {
    /// A programme's code.
    programme: String,
    /// A fiscal year in which they hold.
    year: String,
    /// `in_force` or `withdrawn`.
    standing: String,
    /// Part of item, indicator words or document number.
    q: String,
    /// `programme`, `amount`, `organisation` or `entered`.
    sort: String,
    /// From 1; 50 standards each.
    page: Option<i64>,
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
struct StandardListBody {
    /// Standards in all.
    total: i64,
    /// Those of the page.
    standards: Vec<StandardBody>,
}

/// A cost standard.
#[derive(Debug, Serialize, ToSchema)]
struct StandardBody {
    id: i64,
    organisation: i64,
    programme: &'static str,
    item: String,
    /// Words in the names of indicators that count what it pays for.
    indicator_words: String,
    /// What one unit costs, in 分.
    amount_fen: i64,
    unit: String,
    document_number: String,
    first_year: i64,
    /// Absent while open.
    last_year: Option<i64>,
    note: String,
    /// Absent while it holds.
    withdrawn_reason: Option<String>,
}

/// A standard to enter. Amounts are 元 as text.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct NewStandardBody {
    organisation: i64,
    programme: String,
    item: String,
    indicator_words: String,
    amount: String,
    unit: String,
    document_number: String,
    first_year: String,
    last_year: String,
    note: String,
}

/// What was entered.
#[derive(Debug, Serialize, ToSchema)]
struct EnteredBody {
    id: i64,
}

/// A withdrawal.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct WithdrawBody {
    reason: String,
}

impl StandardBody {
    fn of(standard: CostStandard) -> Self {
        let content = standard.content;
        Self {
            id: standard.id.0,
            organisation: standard.organisation_id.0,
            programme: content.programme.code(),
            item: content.item,
            indicator_words: content.indicator_words,
            amount_fen: content.amount.fen(),
            unit: content.unit,
            document_number: content.document_number,
            first_year: content.first_year,
            last_year: content.last_year,
            note: content.note,
            withdrawn_reason: standard.withdrawal.map(|withdrawal| withdrawal.reason),
        }
    }
}

/// Standards of the caller's part of the tree and those that bind it from above.
#[utoipa::path(get, path = "/api/v1/standards", tag = "standards", params(StandardQuery),
    responses((status = 200, body = StandardListBody), (status = 403, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<StandardQuery>,
) -> ApiResult<StandardListBody> {
    let rows_before = offset(query.page);
    let form = StandardListForm {
        programme: query.programme,
        year: query.year,
        standing: query.standing,
        q: query.q,
        sort: query.sort,
    };
    let list = standards::list(session.call(&web), &form, rows_before, ROWS_PER_PAGE).await?;
    let standards = list.standards.into_iter().map(StandardBody::of).collect();
    Ok(Json(StandardListBody { total: list.total, standards }))
}

/// Enters a standard.
#[utoipa::path(post, path = "/api/v1/standards", tag = "standards", request_body = NewStandardBody,
    responses((status = 200, body = EnteredBody), (status = 404, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn add(
    State(web): State<Web>,
    session: Session,
    ApiJson(body): ApiJson<NewStandardBody>,
) -> ApiResult<EnteredBody> {
    let form = StandardForm {
        organisation: body.organisation.to_string(),
        programme: body.programme,
        item: body.item,
        indicator_words: body.indicator_words,
        amount: body.amount,
        unit: body.unit,
        document_number: body.document_number,
        first_year: body.first_year,
        last_year: body.last_year,
        note: body.note,
    };
    let id = standards::add(session.call(&web), &form).await?;
    Ok(Json(EnteredBody { id: id.0 }))
}

/// Withdraws a standard with a reason.
#[utoipa::path(post, path = "/api/v1/standards/{id}/withdraw", tag = "standards",
    request_body = WithdrawBody, params(("id" = i64, Path, description = "支出标准")),
    responses((status = 200, body = EnteredBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody), (status = 422, body = ErrorBody)))]
async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<WithdrawBody>,
) -> ApiResult<EnteredBody> {
    standards::withdraw(session.call(&web), CostStandardId(id), &body.reason).await?;
    Ok(Json(EnteredBody { id }))
}
