//! The list of projects in a fiscal year.

use super::HERE;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::authz::{self, Action};
use jixiao_app::exchange;
use jixiao_app::projects::{self, ListForm, Listing};
use jixiao_domain::{Coded as _, FilingState, FundFigures, Programme};
use jixiao_store::views::projects::{Line, Order, Standing};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "projects/list.html")]
struct ListPage {
    frame: Frame,
    query: ListForm,
    year: i64,
    listing: Listing,
    pager: Pager,
    units: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    standings: Vec<(String, String)>,
    orders: Vec<(String, String)>,
    may_edit: bool,
    may_import: bool,
    filtered: bool,
}

#[derive(Deserialize)]
pub(super) struct PageNumber {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListForm>,
    Query(number): Query<PageNumber>,
) -> PageResult {
    let call = session.call(&web);
    let (filter, order) = query.read(call).await?;
    let offset = number.page.unwrap_or(1).clamp(1, 1_000_000) * ROWS_PER_PAGE - ROWS_PER_PAGE;
    let listing = projects::list(call, &filter, order, ROWS_PER_PAGE, offset).await?;
    let year = filter.year.to_string();
    let parameters = [
        ("year", year.as_str()),
        ("programme", &query.programme),
        ("unit", &query.unit),
        ("standing", &query.standing),
        ("q", &query.q),
        ("order", &query.order),
    ];
    let pager = Pager::new(number.page, listing.totals.project_count, &parameters);
    let seen = projects::organisations_of(call, Action::SeeProjects).await?;
    let may = |action| authz::allows_somewhere(&session.actor, action);
    let filtered = [&query.programme, &query.unit, &query.standing, &query.q]
        .iter()
        .any(|typed| !typed.is_empty());
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "项目与预算"),
        year: filter.year,
        listing,
        pager,
        units: with_empty(units(&seen), "全部单位"),
        programmes: with_empty(coded::<Programme>(), "全部类别"),
        standings: with_empty(coded::<Standing>(), "全部"),
        orders: coded::<Order>(),
        may_edit: may(Action::EditProjects),
        may_import: may(Action::EditProjects) || may(Action::KeepLedger),
        filtered,
        query,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListForm>,
) -> PageResult {
    let call = session.call(&web);
    let (filter, order) = query.read(call).await?;
    let bytes = exchange::export_projects(call, &filter, order).await?;
    Ok(download::file(&format!("项目与预算{}年.xlsx", filter.year), download::XLSX, bytes))
}

impl ListPage {
    /// The execution rate in words; the reason where there is none.
    fn rate(figures: &FundFigures) -> String {
        figures.execution_rate().map_or_else(|_| "不适用".to_owned(), |share| show::percent(&share))
    }

    fn state(state: Option<FilingState>, none: &'static str) -> &'static str {
        state.map_or(none, FilingState::word)
    }

    /// Where the line leads: to its year, else to the project.
    fn address(&self, line: &Line) -> String {
        match line.project_year_id {
            Some(_) => format!("/projects/{}/years/{}", line.project_id, self.year),
            None => format!("/projects/{}", line.project_id),
        }
    }
}
