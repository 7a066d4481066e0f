//! The library as a list.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::library::{self, LibraryList, LibraryListForm};
use jixiao_domain::{Coded as _, IndicatorGroup, LibraryState, Programme};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "library/list.html")]
struct ListPage {
    frame: Frame,
    list: LibraryList,
    filter: LibraryListForm,
    pager: Pager,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<LibraryListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let offset = query.page.unwrap_or(1).clamp(1, 1_000_000).saturating_sub(1) * ROWS_PER_PAGE;
    let mut list = library::list(call, &filter, offset, ROWS_PER_PAGE).await?;
    let names = [
        ("programme", filter.programme.as_str()),
        ("level1", &filter.level1),
        ("state", &filter.state),
        ("owner", &filter.owner),
        ("q", &filter.q),
    ];
    let pager = Pager::new(query.page, list.total, &names);
    if pager.offset() != offset {
        list = library::list(call, &filter, pager.offset(), ROWS_PER_PAGE).await?;
    }
    let frame = Frame::new(&session, HERE, "指标库");
    Ok(render(&ListPage { frame, list, filter, pager }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<LibraryListForm>,
) -> PageResult {
    let book = library::export(session.call(&web), &filter).await?;
    Ok(download::file("指标库.xlsx", download::XLSX, book))
}
