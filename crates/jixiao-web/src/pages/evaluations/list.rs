//! The list of evaluations, its export, and planning one.

use super::HERE;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use chrono::Datelike as _;
use jixiao_app::authz::{self, Action};
use jixiao_app::evaluations::{self, EvaluationList, EvaluationListForm};
use jixiao_app::{Call, Refusal};
use jixiao_domain::{Coded as _, Decimal, EvaluationState, ProjectYearId};
use jixiao_store::views::evaluations::Offered;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "evaluations/list.html")]
struct ListPage {
    frame: Frame,
    list: EvaluationList,
    filter: EvaluationListForm,
    pager: Pager,
    evaluates: bool,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

impl ListPage {
    fn points(points: &Option<Decimal>) -> String {
        points.as_ref().map_or_else(|| "—".to_owned(), show::points)
    }
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<EvaluationListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("organisation", &filter.organisation),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| evaluations::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &EvaluationList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let orders =
        [("", "年度"), ("total", "评价得分"), ("organisation", "单位"), ("state", "办理进度")];
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "部门评价"),
        evaluates: authz::allows_somewhere(&session.actor, Action::Evaluate),
        years: crate::choices::years(&list.years),
        states: with_empty(coded::<EvaluationState>(), "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        orders: crate::choices::pairs(&orders),
        list,
        filter,
        pager,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<EvaluationListForm>,
) -> PageResult {
    let book = evaluations::export(session.call(&web), &filter).await?;
    Ok(download::file("部门评价.xlsx", download::XLSX, book))
}

#[derive(Template)]
#[template(path = "evaluations/new.html")]
struct NewPage {
    frame: Frame,
    year: i64,
    project_year: String,
    candidates: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct YearQuery {
    year: Option<i64>,
}

pub(super) async fn new_page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let call = session.call(&web);
    // Evaluations look back: last year's projects come first.
    let year = query.year.unwrap_or_else(|| i64::from(call.today().year()) - 1);
    Ok(render(&new(&session, call, year, String::new(), Errors::default()).await?))
}

async fn new(
    session: &Session,
    call: Call<'_>,
    year: i64,
    project_year: String,
    errors: Errors,
) -> Result<NewPage, Refusal> {
    let lines =
        evaluations::candidates(call, Action::Evaluate, year, Offered::NotEvaluated).await?;
    let candidates = lines
        .into_iter()
        .map(|line| {
            let words = format!(
                "{} {}（{}）",
                line.project_code, line.project_name, line.organisation_name
            );
            (line.project_year_id.to_string(), words)
        })
        .collect();
    let frame = Frame::new(session, HERE, "部门评价立项");
    let candidates = with_empty(candidates, "请选择");
    Ok(NewPage { frame, year, project_year, candidates, errors })
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct PlanForm {
    project_year: String,
    year: Option<i64>,
}

pub(super) async fn plan(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<PlanForm>,
) -> PageResult {
    let call = session.call(&web);
    let planned = match form.project_year.trim().parse() {
        Ok(key) => evaluations::plan(call, ProjectYearId(key)).await,
        Err(_) => Err(Refusal::field("project_year", "请选择项目")),
    };
    match planned {
        Ok(id) => Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let year = form.year.unwrap_or_else(|| i64::from(call.today().year()) - 1);
            let page = new(&session, call, year, form.project_year, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
