//! The list of files and its export.

use super::HERE;
use crate::choices::{coded, pairs, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::people::{self, HouseholdList, HouseholdListForm};
use jixiao_domain::{
    Coded as _, FileLevel, FileState, HardshipCause, HardshipClass, HouseholdKind,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "households/list.html")]
struct ListPage {
    frame: Frame,
    list: HouseholdList,
    filter: HouseholdListForm,
    pager: Pager,
    states: Vec<(String, String)>,
    classes: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    causes: Vec<(String, String)>,
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
    Query(filter): Query<HouseholdListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("state", filter.state.as_str()),
        ("class", &filter.class),
        ("kind", &filter.kind),
        ("level", &filter.level),
        ("cause", &filter.cause),
        ("organisation", &filter.organisation),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| people::households(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &HouseholdList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let mut states = coded::<FileState>();
    let unreviewed = format!("{}年度未复核", list.reviewed_year);
    states.insert(0, (HouseholdListForm::UNREVIEWED.to_owned(), unreviewed));
    let orders =
        [("", "最近建档"), ("number", "档案编号"), ("name", "姓名"), ("organisation", "建档单位")];
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "帮扶档案"),
        states: with_empty(states, "全部"),
        classes: with_empty(coded::<HardshipClass>(), "全部"),
        kinds: with_empty(coded::<HouseholdKind>(), "全部"),
        levels: with_empty(coded::<FileLevel>(), "全部"),
        causes: with_empty(coded::<HardshipCause>(), "全部"),
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
    Query(filter): Query<HouseholdListForm>,
) -> PageResult {
    let book = people::export_households(session.call(&web), &filter).await?;
    Ok(download::file("帮扶档案.xlsx", download::XLSX, book))
}
