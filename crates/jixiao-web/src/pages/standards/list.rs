//! Standards as a list.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::standards::{self, StandardList, StandardListForm};
use jixiao_domain::{Coded as _, Programme};
use jixiao_store::views::cost_standards::{Order, Standing};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "standards/list.html")]
struct ListPage {
    frame: Frame,
    list: StandardList,
    filter: StandardListForm,
    pager: Pager,
    programmes: Vec<(String, String)>,
    standings: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<StandardListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("programme", filter.programme.as_str()),
        ("year", &filter.year),
        ("standing", &filter.standing),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| standards::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &StandardList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let frame = Frame::new(&session, HERE, "支出标准");
    let programmes = choices::with_empty(choices::coded::<Programme>(), "全部");
    let standings = choices::with_empty(choices::coded::<Standing>(), "全部");
    let orders = choices::coded::<Order>();
    Ok(render(&ListPage { frame, list, filter, pager, programmes, standings, orders }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<StandardListForm>,
) -> PageResult {
    let book = standards::export(session.call(&web), &filter).await?;
    Ok(download::file("支出标准.xlsx", download::XLSX, book))
}
