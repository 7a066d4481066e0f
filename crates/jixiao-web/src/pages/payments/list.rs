//! The list of batches and its export.

use super::HERE;
use crate::choices::{coded, pairs, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::payments::{self, BatchList, BatchListForm};
use jixiao_domain::{BatchState, Coded as _};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "payments/list.html")]
struct ListPage {
    frame: Frame,
    list: BatchList,
    filter: BatchListForm,
    pager: Pager,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<BatchListForm>,
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
    let fetch = |offset| payments::list(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page, &names, |list: &BatchList| list.total, fetch).await?;
    let mut states = coded::<BatchState>();
    states.insert(0, (BatchListForm::WITH_FAILURES.to_owned(), "有失败未补发".to_owned()));
    let orders =
        [("", "最近编制"), ("state", "办理进度"), ("sum", "金额"), ("project", "项目编码")];
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "发放批次"),
        years: crate::choices::years(&list.years),
        states: with_empty(states, "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        orders: pairs(&orders),
        list,
        filter,
        pager,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<BatchListForm>,
) -> PageResult {
    let book = payments::export_list(session.call(&web), &filter).await?;
    Ok(download::file("发放批次.xlsx", download::XLSX, book))
}
