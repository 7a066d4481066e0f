//! The library as a list.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
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
    let names = [
        ("programme", filter.programme.as_str()),
        ("level1", &filter.level1),
        ("state", &filter.state),
        ("owner", &filter.owner),
        ("q", &filter.q),
    ];
    let fetch = |offset| library::list(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page, &names, |list: &LibraryList| list.total, fetch).await?;
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
