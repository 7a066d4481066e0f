//! `/api/v1/projects`: the list, one project with its years, adding one. Money is whole 分.

use super::{ApiError, ApiJson, ApiResult, ErrorBody, offset};
use crate::list::ROWS_PER_PAGE;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::projects::{self, ListForm, ProjectForm};
use jixiao_domain::{Coded, FundFigures, ProjectId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    vec![
        get("/api/v1/projects", SEE, list_projects),
        post("/api/v1/projects", Access::May(Action::EditProjects), add_project),
        get("/api/v1/projects/{id}", SEE, read_project),
    ]
}

#[derive(OpenApi)]
#[openapi(
    paths(list_projects, add_project, read_project),
    components(schemas(
        ProjectListBody,
        ProjectLineBody,
        NewProject,
        CreatedBody,
        ProjectBody,
        YearBody,
        FundsBody
    ))
)]
pub(super) struct Document;

/// 年初, 全年 and 执行 with their rate.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FundsBody {
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
        goal_state: line.goal_state.map(Coded::code),
        self_evaluation_state: line.self_evaluation_state.map(Coded::code),
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
pub(super) struct CreatedBody {
    pub(super) id: i64,
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
