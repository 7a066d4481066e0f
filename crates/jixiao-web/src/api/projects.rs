//! Projects and the ledgers of their years over the API. Money is whole 分; what is sent in is 元 as
//! text, as it would be typed.

use super::{ApiError, ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jixiao_app::authz::{self, Action};
use jixiao_app::budgets::{self, EntryForm, PaymentForm, YearLedger};
use jixiao_app::projects::{self, ListForm, ProjectForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{Coded as _, FundFigures, ProjectId, ProjectYearId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    const KEEP: Access = Access::May(Action::KeepLedger);
    vec![
        get("/api/v1/projects", SEE, list_projects),
        post("/api/v1/projects", Access::May(Action::EditProjects), add_project),
        get("/api/v1/projects/{id}", SEE, read_project),
        get("/api/v1/projects/{id}/years/{year}/ledger", SEE, read_ledger),
        post("/api/v1/projects/{id}/years/{year}/ledger/budget", KEEP, enter_budget_line),
        post("/api/v1/projects/{id}/years/{year}/ledger/payments", KEEP, enter_payment),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(list_projects, add_project, read_project, read_ledger, enter_budget_line, enter_payment),
    components(schemas(
        ProjectListBody,
        ProjectLineBody,
        NewProject,
        CreatedBody,
        ProjectBody,
        YearBody,
        FundsBody,
        LedgerBody,
        SourceFundsBody,
        BudgetLineBody,
        PaymentLineBody,
        NewBudgetLine,
        NewPayment
    ))
)]
pub(super) struct Document;

/// 年初, 全年 and 执行 with their rate.
#[derive(Debug, Serialize, ToSchema)]
struct FundsBody {
    /// 年初预算数
    initial_fen: i64,
    /// 全年预算数 (A)
    adjusted_fen: i64,
    /// 全年执行数 (B)
    executed_fen: i64,
    /// B/A as a share of one; null where A is 0.
    execution_rate: Option<String>,
    /// B/年初预算数; null where that is 0.
    initial_execution_rate: Option<String>,
}

impl From<FundFigures> for FundsBody {
    fn from(figures: FundFigures) -> Self {
        let rate = |rate: Result<jixiao_domain::Decimal, _>| {
            rate.ok().map(|share| jixiao_domain::round_half_up_dp(share, 6).normalize().to_string())
        };
        Self {
            initial_fen: figures.initial.fen(),
            adjusted_fen: figures.adjusted.fen(),
            executed_fen: figures.executed.fen(),
            execution_rate: rate(figures.execution_rate()),
            initial_execution_rate: rate(figures.initial_execution_rate()),
        }
    }
}

/// A stretch of the list.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectListBody {
    /// The fiscal year.
    year: i64,
    /// Projects under the filter, on all pages.
    project_count: i64,
    /// The sums over them.
    total: FundsBody,
    /// The projects of this page.
    projects: Vec<ProjectLineBody>,
}

/// A project in the list.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectLineBody {
    id: i64,
    code: String,
    name: String,
    /// 项目类别, by code.
    programme: &'static str,
    organisation: String,
    implementing_unit: String,
    active: bool,
    /// Whether the year is opened.
    year_opened: bool,
    funds: FundsBody,
    /// State of the latest goal version.
    goal_state: Option<&'static str>,
    /// State of the self-evaluation.
    self_evaluation_state: Option<&'static str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageNumber {
    page: Option<i64>,
}

/// The projects of a fiscal year that the caller may see.
#[utoipa::path(
    get,
    path = "/api/v1/projects",
    params(
        ("year" = Option<String>, Query, description = "年度"),
        ("programme" = Option<String>, Query, description = "项目类别"),
        ("unit" = Option<String>, Query, description = "单位编号（含下级）"),
        ("standing" = Option<String>, Query, description = "opened, unopened, closed"),
        ("q" = Option<String>, Query, description = "名称、编码或实施单位的一部分"),
        ("order" = Option<String>, Query, description = "unit, code, name, budget, executed, rate"),
        ("page" = Option<i64>, Query, description = "页，每页 50 个")
    ),
    responses((status = 200, body = ProjectListBody), (status = 403, body = ErrorBody))
)]
async fn list_projects(
    State(web): State<Web>,
    session: Session,
    Query(form): Query<ListForm>,
    Query(number): Query<PageNumber>,
) -> ApiResult<ProjectListBody> {
    let call = session.call(&web);
    let (filter, order) = form.read(call).await?;
    let offset = offset(number.page);
    let listing = projects::list(call, &filter, order, ROWS_PER_PAGE, offset).await?;
    let lines = listing.lines.into_iter().map(|line| ProjectLineBody {
        id: line.project_id.0,
        code: line.code,
        name: line.name,
        programme: line.programme.code(),
        organisation: line.organisation_name,
        implementing_unit: line.implementing_unit,
        active: line.active,
        year_opened: line.project_year_id.is_some(),
        funds: line.figures.into(),
        goal_state: line.goal_state.map(|state| state.code()),
        self_evaluation_state: line.self_evaluation_state.map(|state| state.code()),
    });
    Ok(Json(ProjectListBody {
        year: filter.year,
        project_count: listing.totals.project_count,
        total: listing.totals.figures.into(),
        projects: lines.collect(),
    }))
}

/// A project to add; every field as it would be typed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct NewProject {
    /// Id of the unit.
    organisation: String,
    code: String,
    name: String,
    programme: String,
    attribute: String,
    supervising_department: String,
    supervising_department_code: String,
    finance_division: String,
    implementing_unit: String,
    implementing_unit_code: String,
    leader: String,
    phone: String,
    start_year: String,
    end_year: String,
    basis: String,
}

/// The key of what was made.
#[derive(Debug, Serialize, ToSchema)]
struct CreatedBody {
    id: i64,
}

/// Adds a project.
#[utoipa::path(
    post,
    path = "/api/v1/projects",
    request_body = NewProject,
    responses((status = 201, body = CreatedBody), (status = 422, body = ErrorBody))
)]
async fn add_project(
    State(web): State<Web>,
    session: Session,
    ApiJson(new): ApiJson<NewProject>,
) -> Result<(StatusCode, Json<CreatedBody>), ApiError> {
    let form = ProjectForm {
        organisation: new.organisation,
        code: new.code,
        name: new.name,
        programme: new.programme,
        attribute: new.attribute,
        supervising_department: new.supervising_department,
        supervising_department_code: new.supervising_department_code,
        finance_division: new.finance_division,
        implementing_unit: new.implementing_unit,
        implementing_unit_code: new.implementing_unit_code,
        leader: new.leader,
        phone: new.phone,
        start_year: new.start_year,
        end_year: new.end_year,
        basis: new.basis,
        revision: String::new(),
    };
    let call = session.call(&web);
    authz::scope(call.actor, Action::EditProjects)?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    let id = projects::add(call, input).await?;
    Ok((StatusCode::CREATED, Json(CreatedBody { id: id.0 })))
}

/// A project with its years.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectBody {
    id: i64,
    code: String,
    name: String,
    programme: &'static str,
    attribute: &'static str,
    organisation: String,
    supervising_department: String,
    implementing_unit: String,
    start_year: i64,
    end_year: Option<i64>,
    active: bool,
    revision: i64,
    years: Vec<YearBody>,
}

/// A year of a project.
#[derive(Debug, Serialize, ToSchema)]
struct YearBody {
    year: i64,
    regulation: String,
    layout: &'static str,
    money_unit: &'static str,
    funds: FundsBody,
    /// The latest goal version.
    goal_id: Option<i64>,
    self_evaluation_id: Option<i64>,
}

/// One project.
#[utoipa::path(
    get,
    path = "/api/v1/projects/{id}",
    params(("id" = i64, Path, description = "项目编号")),
    responses((status = 200, body = ProjectBody), (status = 404, body = ErrorBody))
)]
async fn read_project(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<ProjectBody> {
    let page = projects::read(session.call(&web), ProjectId(id)).await?;
    let content = page.project.content;
    let years = page.years.into_iter().map(|line| YearBody {
        year: line.year.year,
        regulation: line.year.regulation,
        layout: line.year.layout.code(),
        money_unit: line.year.money_unit.code(),
        funds: line.funds.total.into(),
        goal_id: line.goal.map(|(id, _)| id.0),
        self_evaluation_id: line.self_evaluation.map(|(id, _)| id.0),
    });
    Ok(Json(ProjectBody {
        id,
        code: content.code,
        name: content.name,
        programme: content.programme.code(),
        attribute: content.attribute.code(),
        organisation: page.project.organisation_name,
        supervising_department: content.supervising_department,
        implementing_unit: content.implementing_unit,
        start_year: content.start_year,
        end_year: content.end_year,
        active: page.project.active,
        revision: page.project.revision,
        years: years.collect(),
    }))
}

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
