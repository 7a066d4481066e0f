//! Grades by project in a year.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::results::{self, ResultList, ResultListForm, ResultOrder};
use jixiao_domain::{Grade, Programme};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "results/list.html")]
struct ListPage {
    frame: Frame,
    list: ResultList,
    filter: ResultListForm,
    pager: Pager,
    units: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    grades: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ResultListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("year", filter.year.as_str()),
        ("unit", &filter.unit),
        ("programme", &filter.programme),
        ("grade", &filter.grade),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| results::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &ResultList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let frame = Frame::new(&session, HERE, "结果应用");
    let units = choices::with_empty(choices::units(&list.units), "全部");
    let programmes = choices::with_empty(choices::coded::<Programme>(), "全部");
    let word = |grade: Grade| (grade.word().to_owned(), grade.word().to_owned());
    let mut grades = choices::with_empty(Grade::ALL.map(word).to_vec(), "全部");
    grades.push(("none".to_owned(), "尚无得分".to_owned()));
    let orders = choices::coded::<ResultOrder>();
    Ok(render(&ListPage { frame, list, filter, pager, units, programmes, grades, orders }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ResultListForm>,
) -> PageResult {
    let book = results::export_list(session.call(&web), &filter).await?;
    Ok(download::file("评价结果.xlsx", download::XLSX, book))
}
