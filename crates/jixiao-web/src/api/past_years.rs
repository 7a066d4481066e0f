//! `/api/v1/projects/{id}/past-years`: years filed before the application. Money is whole 分.

use super::{ApiJson, ApiResult, ErrorBody};
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use axum::Json;
use axum::extract::{Path, State};
use jixiao_app::authz::Action;
use jixiao_app::history::{self, PastRowForm, PastYearForm, PastYearRead};
use jixiao_domain::{Coded as _, CurrencyUnit, Money, PastYearId, ProjectId};
use jixiao_store::past_years::{PastIndicator, PastYear};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

pub(super) fn routes() -> Vec<Route> {
    const SEE: Access = Access::May(Action::SeeProjects);
    const EDIT: Access = Access::May(Action::EditProjects);
    vec![
        get("/api/v1/projects/{id}/past-years", SEE, list),
        post("/api/v1/projects/{id}/past-years", EDIT, enter),
        get("/api/v1/projects/{id}/past-years/{past}", SEE, read),
        post("/api/v1/projects/{id}/past-years/{past}", EDIT, correct),
        post("/api/v1/projects/{id}/past-years/{past}/withdraw", EDIT, withdraw),
    ]
}

/// The part of the API's description that speaks of past years.
#[derive(OpenApi)]
#[openapi(paths(list, enter, read, correct, withdraw))]
pub(super) struct Document;

/// The past years of a project.
#[derive(Debug, Serialize, ToSchema)]
struct PastYearListBody {
    /// The latest first, withdrawn ones among them.
    years: Vec<PastYearBody>,
}

/// A past year, as filed; nothing of it is evidenced here.
#[derive(Debug, Serialize, ToSchema)]
struct PastYearBody {
    id: i64,
    year: i64,
    initial_fen: i64,
    adjusted_fen: i64,
    executed_fen: i64,
    /// 总得分
    total: Option<String>,
    /// 优, 良, 中 or 差.
    grade: Option<String>,
    /// Which filing it was taken from.
    source: String,
    entered_by_name: String,
    entered_at: String,
    /// Null while it holds.
    withdrawn_reason: Option<String>,
}

/// A past year with its indicators.
#[derive(Debug, Serialize, ToSchema)]
struct PastYearReadBody {
    past_year: PastYearBody,
    /// Whether the application has that year itself.
    is_recorded: bool,
    indicators: Vec<PastIndicatorBody>,
}

/// An indicator of a past year.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PastIndicatorBody {
    /// Code of 二级指标.
    level2: String,
    name: String,
    /// Code of the comparison; null for a qualitative indicator.
    sign: Option<String>,
    /// A decimal number.
    number: Option<String>,
    #[serde(default)]
    unit: String,
    /// The target in words of a qualitative indicator.
    #[serde(default)]
    words: String,
    /// 实际完成值
    actual: String,
    points: Option<String>,
    score: Option<String>,
}

/// A past year to enter, or to put in the place of one.
#[derive(Debug, Deserialize, ToSchema)]
struct PastYearInBody {
    year: i64,
    initial_fen: i64,
    adjusted_fen: i64,
    executed_fen: i64,
    total: Option<String>,
    grade: Option<String>,
    source: String,
    /// Why, of a correction.
    #[serde(default)]
    reason: String,
    indicators: Vec<PastIndicatorBody>,
}

/// Why something is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
struct PastYearReasonBody {
    reason: String,
}

/// The key of what was entered.
#[derive(Debug, Serialize, ToSchema)]
struct PastYearEnteredBody {
    id: i64,
}

impl PastYearBody {
    fn of(year: &PastYear) -> Self {
        let content = &year.content;
        Self {
            id: year.id.0,
            year: content.year,
            initial_fen: content.figures.initial.fen(),
            adjusted_fen: content.figures.adjusted.fen(),
            executed_fen: content.figures.executed.fen(),
            total: content.total.map(|total| total.normalize().to_string()),
            grade: content.grade.map(|grade| grade.word().to_owned()),
            source: content.source.clone(),
            entered_by_name: year.entered_by_name.clone(),
            entered_at: year.entered_at.to_rfc3339(),
            withdrawn_reason: year.withdrawn_reason.clone(),
        }
    }
}

impl PastIndicatorBody {
    fn of(row: &PastIndicator) -> Self {
        Self {
            level2: row.level2.code().to_owned(),
            name: row.name.clone(),
            sign: row.sign.map(|sign| sign.code().to_owned()),
            number: row.target_number.map(|number| number.to_string()),
            unit: row.unit.clone(),
            words: row.target_words.clone(),
            actual: row.actual_text.clone(),
            points: row.points.map(|points| points.normalize().to_string()),
            score: row.score.map(|score| score.normalize().to_string()),
        }
    }

    fn form(self) -> PastRowForm {
        PastRowForm {
            level2: self.level2,
            name: self.name,
            sign: self.sign.unwrap_or_default(),
            number: self.number.unwrap_or_default(),
            unit: self.unit,
            words: self.words,
            actual: self.actual,
            points: self.points.unwrap_or_default(),
            score: self.score.unwrap_or_default(),
        }
    }
}

impl PastYearInBody {
    fn form(self) -> PastYearForm {
        let yuan = |fen| Money::from_fen(fen).to_decimal(CurrencyUnit::Yuan).to_string();
        let mut form = PastYearForm {
            year: self.year.to_string(),
            initial: yuan(self.initial_fen),
            adjusted: yuan(self.adjusted_fen),
            executed: yuan(self.executed_fen),
            total: self.total.unwrap_or_default(),
            grade: self.grade.unwrap_or_default(),
            source: self.source,
            reason: self.reason,
            ..PastYearForm::default()
        };
        for row in self.indicators {
            form.push(row.form());
        }
        form
    }
}

impl PastYearReadBody {
    fn of(read: &PastYearRead) -> Self {
        Self {
            past_year: PastYearBody::of(&read.year),
            is_recorded: read.is_recorded,
            indicators: read.indicators.iter().map(PastIndicatorBody::of).collect(),
        }
    }
}

/// The past years of a project, the latest first.
#[utoipa::path(get, path = "/api/v1/projects/{id}/past-years", tag = "projects",
    operation_id = "list_past_years", params(("id" = i64, Path, description = "项目")),
    responses((status = 200, body = PastYearListBody), (status = 404, body = ErrorBody)))]
async fn list(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> ApiResult<PastYearListBody> {
    let page = history::past_years(session.call(&web), ProjectId(id)).await?;
    Ok(Json(PastYearListBody { years: page.years.iter().map(PastYearBody::of).collect() }))
}

/// Enters a past year.
#[utoipa::path(post, path = "/api/v1/projects/{id}/past-years", tag = "projects",
    operation_id = "enter_past_year", request_body = PastYearInBody,
    params(("id" = i64, Path, description = "项目")),
    responses((status = 200, body = PastYearEnteredBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn enter(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    ApiJson(body): ApiJson<PastYearInBody>,
) -> ApiResult<PastYearEnteredBody> {
    let id = history::enter(session.call(&web), ProjectId(id), &body.form()).await?;
    Ok(Json(PastYearEnteredBody { id: id.0 }))
}

/// A past year with its indicators.
#[utoipa::path(get, path = "/api/v1/projects/{id}/past-years/{past}", tag = "projects",
    operation_id = "read_past_year", params(("id" = i64, Path, description = "项目"),
        ("past" = i64, Path, description = "历年资料")),
    responses((status = 200, body = PastYearReadBody), (status = 404, body = ErrorBody)))]
async fn read(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
) -> ApiResult<PastYearReadBody> {
    let call = session.call(&web);
    let read = history::past_year(call, ProjectId(id), PastYearId(past)).await?;
    Ok(Json(PastYearReadBody::of(&read)))
}

/// Corrects a past year by a new version, with a reason.
#[utoipa::path(post, path = "/api/v1/projects/{id}/past-years/{past}", tag = "projects",
    operation_id = "correct_past_year", request_body = PastYearInBody,
    params(("id" = i64, Path, description = "项目"),
        ("past" = i64, Path, description = "历年资料")),
    responses((status = 200, body = PastYearEnteredBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn correct(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<PastYearInBody>,
) -> ApiResult<PastYearEnteredBody> {
    let (call, id, past) = (session.call(&web), ProjectId(id), PastYearId(past));
    let id = history::correct(call, id, past, &body.form()).await?;
    Ok(Json(PastYearEnteredBody { id: id.0 }))
}

/// Withdraws a past year, with a reason.
#[utoipa::path(post, path = "/api/v1/projects/{id}/past-years/{past}/withdraw", tag = "projects",
    operation_id = "withdraw_past_year", request_body = PastYearReasonBody,
    params(("id" = i64, Path, description = "项目"),
        ("past" = i64, Path, description = "历年资料")),
    responses((status = 200, body = PastYearReadBody), (status = 409, body = ErrorBody),
        (status = 422, body = ErrorBody)))]
async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path((id, past)): Path<(i64, i64)>,
    ApiJson(body): ApiJson<PastYearReasonBody>,
) -> ApiResult<PastYearReadBody> {
    let (call, id, past) = (session.call(&web), ProjectId(id), PastYearId(past));
    history::withdraw(call, id, past, &body.reason).await?;
    let read = history::past_year(call, id, past).await?;
    Ok(Json(PastYearReadBody::of(&read)))
}
