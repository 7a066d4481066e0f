//! `/api/v1/projects/{id}/years/{year}/ledger`: both ledgers of a project's year, and entering lines.
//! Money is whole 分; what is sent in is 元 as text, as it would be typed.

use super::projects::{CreatedBody, FundsBody};
use super::{ApiError, ApiJson, ApiResult, ErrorBody};
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jixiao_app::authz::Action;
use jixiao_app::budgets::{self, EntryForm, PaymentForm, YearLedger};
use jixiao_app::{Call, Refusal, projects};
use jixiao_domain::{Coded as _, ProjectId, ProjectYearId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    const KEEP: Access = Access::May(Action::KeepLedger);
    vec![
        get(
            "/api/v1/projects/{id}/years/{year}/ledger",
            Access::May(Action::SeeProjects),
            read_ledger,
        ),
        post("/api/v1/projects/{id}/years/{year}/ledger/budget", KEEP, enter_budget_line),
        post("/api/v1/projects/{id}/years/{year}/ledger/payments", KEEP, enter_payment),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(read_ledger, enter_budget_line, enter_payment),
    components(schemas(
        LedgerBody,
        SourceFundsBody,
        BudgetLineBody,
        PaymentLineBody,
        NewBudgetLine,
        NewPayment
    ))
)]
pub(super) struct Document;

/// Both ledgers of a year.
#[derive(Debug, Serialize, ToSchema)]
struct LedgerBody {
    total: FundsBody,
    sources: Vec<SourceFundsBody>,
    budget: Vec<BudgetLineBody>,
    payments: Vec<PaymentLineBody>,
    /// Paid in January, February … December.
    executed_by_month_fen: Vec<i64>,
}

/// The funds of a source.
#[derive(Debug, Serialize, ToSchema)]
struct SourceFundsBody {
    source: &'static str,
    funds: FundsBody,
}

/// A line of the budget ledger.
#[derive(Debug, Serialize, ToSchema)]
struct BudgetLineBody {
    id: i64,
    kind: &'static str,
    source: &'static str,
    amount_fen: i64,
    /// 全年预算数 after it.
    balance_fen: i64,
    document_number: String,
    /// ISO date.
    dated_on: String,
    note: String,
    /// The line it stands in the place of.
    corrects: Option<i64>,
    /// The line that took its place.
    corrected_by: Option<i64>,
}

/// A line of the execution ledger.
#[derive(Debug, Serialize, ToSchema)]
struct PaymentLineBody {
    id: i64,
    source: &'static str,
    amount_fen: i64,
    voucher_number: String,
    /// ISO date.
    paid_on: String,
    summary: String,
    /// The line it stands in the place of.
    corrects: Option<i64>,
    /// The line that took its place.
    corrected_by: Option<i64>,
}

/// Both ledgers of a project's year.
#[utoipa::path(
    get,
    path = "/api/v1/projects/{id}/years/{year}/ledger",
    params(("id" = i64, Path, description = "项目编号"), ("year" = i64, Path, description = "年度")),
    responses((status = 200, body = LedgerBody), (status = 404, body = ErrorBody))
)]
async fn read_ledger(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
) -> ApiResult<LedgerBody> {
    let call = session.call(&web);
    Ok(Json(budgets::read(call, key(call, id, year).await?).await?.into()))
}

async fn kept_key(call: Call<'_>, id: i64, year: i64) -> Result<ProjectYearId, Refusal> {
    let store = &call.app.store;
    Ok(projects::kept_year_of(store, call, ProjectId(id), year).await?.id)
}

async fn key(call: Call<'_>, id: i64, year: i64) -> Result<ProjectYearId, Refusal> {
    let store = &call.app.store;
    Ok(projects::visible_year_of(store, call, ProjectId(id), year).await?.id)
}

impl From<YearLedger> for LedgerBody {
    fn from(ledger: YearLedger) -> Self {
        let sources = ledger.funds.sources();
        let budget = ledger.budget.into_iter().map(|row| BudgetLineBody {
            id: row.entry.id.0,
            kind: row.entry.line.kind.code(),
            source: row.entry.line.source.code(),
            amount_fen: row.entry.line.amount.fen(),
            balance_fen: row.balance.fen(),
            document_number: row.entry.line.document_number,
            dated_on: row.entry.line.dated_on.to_string(),
            note: row.entry.line.note,
            corrects: row.entry.line.corrects_id.map(|id| id.0),
            corrected_by: row.entry.corrected_by.map(|id| id.0),
        });
        let payments = ledger.payments.into_iter().map(|entry| PaymentLineBody {
            id: entry.id.0,
            source: entry.line.source.code(),
            amount_fen: entry.line.amount.fen(),
            voucher_number: entry.line.voucher_number,
            paid_on: entry.line.paid_on.to_string(),
            summary: entry.line.summary,
            corrects: entry.line.corrects_id.map(|id| id.0),
            corrected_by: entry.corrected_by.map(|id| id.0),
        });
        Self {
            total: ledger.funds.total.into(),
            sources: sources
                .map(|(source, row)| SourceFundsBody { source: source.code(), funds: row.into() })
                .collect(),
            budget: budget.collect(),
            payments: payments.collect(),
            executed_by_month_fen: ledger.months.iter().map(|m| m.executed.fen()).collect(),
        }
    }
}

/// A budget line to enter; every field as it would be typed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct NewBudgetLine {
    kind: String,
    source: String,
    /// 元
    amount: String,
    document_number: String,
    dated_on: String,
    note: String,
}

/// Enters a line of the budget ledger.
#[utoipa::path(
    post,
    path = "/api/v1/projects/{id}/years/{year}/ledger/budget",
    params(("id" = i64, Path, description = "项目编号"), ("year" = i64, Path, description = "年度")),
    request_body = NewBudgetLine,
    responses((status = 201, body = CreatedBody), (status = 422, body = ErrorBody))
)]
async fn enter_budget_line(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    ApiJson(new): ApiJson<NewBudgetLine>,
) -> Result<(StatusCode, Json<CreatedBody>), ApiError> {
    let call = session.call(&web);
    let form = EntryForm {
        kind: new.kind,
        source: new.source,
        amount: new.amount,
        document_number: new.document_number,
        dated_on: new.dated_on,
        note: new.note,
    };
    let year = kept_key(call, id, year).await?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    let id = budgets::enter(call, year, input).await?;
    Ok((StatusCode::CREATED, Json(CreatedBody { id: id.0 })))
}

/// A payment to enter; every field as it would be typed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct NewPayment {
    source: String,
    /// 元
    amount: String,
    voucher_number: String,
    paid_on: String,
    summary: String,
    /// The voucher number is known and this is another line of it.
    same_voucher: bool,
}

/// Enters a payment.
#[utoipa::path(
    post,
    path = "/api/v1/projects/{id}/years/{year}/ledger/payments",
    params(("id" = i64, Path, description = "项目编号"), ("year" = i64, Path, description = "年度")),
    request_body = NewPayment,
    responses((status = 201, body = CreatedBody), (status = 422, body = ErrorBody))
)]
async fn enter_payment(
    State(web): State<Web>,
    session: Session,
    Path((id, year)): Path<(i64, i64)>,
    ApiJson(new): ApiJson<NewPayment>,
) -> Result<(StatusCode, Json<CreatedBody>), ApiError> {
    let call = session.call(&web);
    let form = PaymentForm {
        source: new.source,
        amount: new.amount,
        voucher_number: new.voucher_number,
        paid_on: new.paid_on,
        summary: new.summary,
        same_voucher: if new.same_voucher { "1".to_owned() } else { String::new() },
    };
    let year = kept_key(call, id, year).await?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    let id = budgets::pay(call, year, input).await?;
    Ok((StatusCode::CREATED, Json(CreatedBody { id: id.0 })))
}
