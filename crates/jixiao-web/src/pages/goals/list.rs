//! The list of goals, its export, and the start of a new one.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::authz::{self, Action};
use jixiao_app::goals::{self, GoalList, GoalListForm};
use jixiao_domain::{Coded as _, FilingState, ProjectYearId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "goals/list.html")]
struct ListPage {
    frame: Frame,
    list: GoalList,
    filter: GoalListForm,
    pager: Pager,
    fills: bool,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<GoalListForm>,
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
    let fetch = |offset| goals::list(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page, &names, |list: &GoalList| list.total, fetch).await?;
    let frame = Frame::new(&session, HERE, "绩效目标");
    let fills = authz::allows_somewhere(&session.actor, Action::FillGoals);
    Ok(render(&ListPage { frame, list, filter, pager, fills }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<GoalListForm>,
) -> PageResult {
    let book = goals::export(session.call(&web), &filter).await?;
    Ok(download::file("绩效目标.xlsx", download::XLSX, book))
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
    let id = goals::create(session.call(&web), ProjectYearId(form.project_year)).await?;
    Ok(Redirect::to(&format!("/goals/{id}/edit")).into_response())
}
