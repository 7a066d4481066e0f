//! The list of rounds and its export.

use super::ROUNDS;
use crate::choices::{coded, pairs, with_empty, years};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::programmes::{self, Programmes, RoundList, RoundListForm};
use jixiao_domain::{AidRoundState, Coded as _};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "programmes/rounds.html")]
struct ListPage {
    frame: Frame,
    list: RoundList,
    filter: RoundListForm,
    pager: Pager,
    programmes: Vec<(String, String)>,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

impl ListPage {
    fn name(key: &str) -> &str {
        Programmes::builtin().name(key)
    }
}

/// Every programme once, by key and name.
fn all_programmes() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for one in Programmes::builtin().versions() {
        if found.iter().all(|(key, _)| *key != one.key) {
            found.push((one.key.clone(), one.name.clone()));
        }
    }
    found
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn list(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<RoundListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("programme", filter.programme.as_str()),
        ("year", &filter.year),
        ("state", &filter.state),
        ("words", &filter.words),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| programmes::rounds(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &RoundList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let orders = [("", "最近开设"), ("closing", "最先截止"), ("programme", "救助项目")];
    Ok(render(&ListPage {
        frame: Frame::new(&session, ROUNDS, "救助批次"),
        programmes: with_empty(all_programmes(), "全部"),
        years: years(&list.years),
        states: with_empty(coded::<AidRoundState>(), "全部"),
        orders: pairs(&orders),
        list,
        filter,
        pager,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<RoundListForm>,
) -> PageResult {
    let book = programmes::export(session.call(&web), &filter).await?;
    Ok(download::file("救助批次.xlsx", download::XLSX, book))
}
