//! The list of rectifications and its export.

use super::HERE;
use crate::choices::{coded, units, with_empty};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::authz::{self, Action};
use jixiao_app::rectifications::{self, RectificationList, RectificationListForm};
use jixiao_domain::{Coded as _, RectificationOrigin, RectificationState};
use jixiao_store::views::rectifications::Line;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "rectifications/list.html")]
struct ListPage {
    frame: Frame,
    list: RectificationList,
    filter: RectificationListForm,
    pager: Pager,
    supervises: bool,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    origins: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

impl ListPage {
    fn is_late(list: &RectificationList, line: &Line) -> bool {
        line.is_overdue(list.today)
    }

    fn days_late(list: &RectificationList, line: &Line) -> i64 {
        (list.today - line.due_on).num_days()
    }
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<RectificationListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("origin", &filter.origin),
        ("organisation", &filter.organisation),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| rectifications::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &RectificationList| list.total;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let mut states = coded::<RectificationState>();
    states.insert(0, (RectificationListForm::OVERDUE.to_owned(), "已逾期".to_owned()));
    let orders = [
        ("", "整改期限"),
        ("number", "编号"),
        ("project", "项目编码"),
        ("organisation", "单位"),
        ("state", "办理进度"),
    ];
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "整改"),
        supervises: authz::allows_somewhere(&session.actor, Action::SuperviseRectification),
        years: crate::choices::years(&list.years),
        states: with_empty(states, "全部"),
        origins: with_empty(coded::<RectificationOrigin>(), "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        orders: crate::choices::pairs(&orders),
        list,
        filter,
        pager,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<RectificationListForm>,
) -> PageResult {
    let book = rectifications::export(session.call(&web), &filter).await?;
    Ok(download::file("整改.xlsx", download::XLSX, book))
}
