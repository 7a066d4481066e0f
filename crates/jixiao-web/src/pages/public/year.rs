//! What is published of a year: units, forms and reports, their files with size and digest.

use super::Open;
use crate::Web;
use crate::error::PageResult;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::visitor::{self, Reader};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use jixiao_app::Refusal;
use jixiao_app::publication::{self, PublicForm, PublicList};
use jixiao_domain::{Coded as _, PublishedKind};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "public/year.html")]
struct YearPage {
    open: Open,
    year: i64,
    list: PublicList,
    filter: PublicForm,
    pager: Pager,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    _: Reader,
    State(web): State<Web>,
    Path(year): Path<String>,
    Query(filter): Query<PublicForm>,
    Query(query): Query<PageQuery>,
    headers: HeaderMap,
) -> PageResult {
    let year: i64 = year.parse().map_err(|_| Refusal::NotFound("该年度的公开内容"))?;
    let names = [("unit", filter.unit.as_str()), ("kind", &filter.kind), ("q", &filter.q)];
    let fetch = |offset| publication::year(&web.app, year, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page, &names, |list| list.total, fetch).await?;
    let open = Open::new("/public", format!("{year}年度绩效公开"));
    Ok(visitor::page(&YearPage { open, year, list, filter, pager }, &headers))
}
