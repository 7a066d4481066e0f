//! The list of pairs, its workbook, and the search over the whole registry.

use super::HERE;
use crate::choices::{coded, pairs, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::duplicates::{self, DuplicateList, DuplicateListForm};
use jixiao_domain::{Coded as _, DuplicateKind, DuplicateState};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "duplicates/list.html")]
struct ListPage {
    frame: Frame,
    list: DuplicateList,
    filter: DuplicateListForm,
    pager: Pager,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    scores: Vec<(String, String)>,
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
    Query(filter): Query<DuplicateListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("kind", filter.kind.as_str()),
        ("state", &filter.state),
        ("score", &filter.score),
        ("organisation", &filter.organisation),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| duplicates::list(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) =
        turned(query.page, &names, |list: &DuplicateList| list.total, fetch).await?;
    let mut states = with_empty(coded::<DuplicateState>(), "待办理（待核对、需核实、待合并）");
    states.push((DuplicateListForm::ALL.to_owned(), "全部".to_owned()));
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "疑似重复"),
        kinds: with_empty(coded::<DuplicateKind>(), "全部"),
        states,
        scores: pairs(&[("", "不限"), ("70", "70% 以上"), ("90", "90% 以上"), ("99", "99% 以上")]),
        units: with_empty(units(&list.organisations), "全部"),
        orders: pairs(&[("", "可能性从高到低"), ("latest", "最近发现")]),
        list,
        filter,
        pager,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<DuplicateListForm>,
) -> PageResult {
    let book = duplicates::export(session.call(&web), &filter).await?;
    Ok(download::file("疑似重复.xlsx", download::XLSX, book))
}

pub(super) async fn search(State(web): State<Web>, session: Session) -> PageResult {
    let job = duplicates::enqueue_search(session.call(&web)).await?;
    Ok(Redirect::to(&format!("/jobs/{job}")).into_response())
}
