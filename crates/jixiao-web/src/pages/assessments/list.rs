//! The list of new projects with their assessments, its export, and the start of a round.

use super::HERE;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::assessments::{self, AssessmentList, AssessmentListForm};
use jixiao_app::authz::{self, Action};
use jixiao_domain::{AssessmentResult, Coded as _, Decimal, FilingState, Money, ProjectYearId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "assessments/list.html")]
struct ListPage {
    frame: Frame,
    list: AssessmentList,
    filter: AssessmentListForm,
    pager: Pager,
    fills: bool,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    results: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

impl ListPage {
    fn money(amount: &Option<Money>) -> String {
        amount.as_ref().map_or_else(|| "—".to_owned(), show::yuan)
    }

    fn score(hundredths: &Option<i64>) -> String {
        let points = |hundredths: &i64| show::points(&Decimal::new(*hundredths, 2));
        hundredths.as_ref().map_or_else(|| "—".to_owned(), points)
    }
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<AssessmentListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("result", &filter.result),
        ("organisation", &filter.organisation),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| assessments::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &AssessmentList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let mut states = coded::<FilingState>();
    states.insert(0, (AssessmentListForm::MISSING.to_owned(), "未评估".to_owned()));
    let orders =
        [("", "年度"), ("project", "项目编码"), ("organisation", "单位"), ("state", "办理进度")];
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "事前绩效评估"),
        fills: authz::allows_somewhere(&session.actor, Action::FillAssessments),
        years: crate::choices::years(&list.years),
        states: with_empty(states, "全部"),
        results: with_empty(coded::<AssessmentResult>(), "全部"),
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
    Query(filter): Query<AssessmentListForm>,
) -> PageResult {
    let book = assessments::export(session.call(&web), &filter).await?;
    Ok(download::file("事前绩效评估.xlsx", download::XLSX, book))
}

#[derive(Deserialize)]
pub(super) struct CreateForm {
    #[serde(default)]
    project_year: i64,
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<CreateForm>,
) -> PageResult {
    let id = assessments::create(session.call(&web), ProjectYearId(form.project_year)).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}/edit")).into_response())
}
