//! The list, filtered, and its export.

use super::HERE;
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use chrono::NaiveDate;
use jixiao_app::authz::{self, Action};
use jixiao_app::self_evaluations::{self as area, Line, ListTyped};
use jixiao_domain::{Coded as _, Decimal, FilingState};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    year: String,
    state: String,
    q: String,
    overdue: String,
    sampled: String,
    order: String,
    page: Option<i64>,
}

impl ListQuery {
    fn typed(&self) -> ListTyped {
        ListTyped {
            year: self.year.clone(),
            state: self.state.clone(),
            q: self.q.clone(),
            overdue: self.overdue.clone(),
            sampled: self.sampled.clone(),
            order: self.order.clone(),
        }
    }

    fn pairs(&self) -> [(&str, &str); 6] {
        [
            ("year", &self.year),
            ("state", &self.state),
            ("q", &self.q),
            ("overdue", &self.overdue),
            ("sampled", &self.sampled),
            ("order", &self.order),
        ]
    }
}

#[derive(Template)]
#[template(path = "self_evaluations/list.html")]
struct ListPage {
    frame: Frame,
    query: ListQuery,
    lines: Vec<Line>,
    pager: Pager,
    today: NaiveDate,
    may_issue: bool,
    may_sample: bool,
    states: Vec<(&'static str, &'static str)>,
}

const ORDERS: [(&str, &str); 4] =
    [("year", "按年度"), ("due", "按截止日期"), ("state", "按状态"), ("total", "按得分从低到高")];

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let call = session.call(&web);
    let typed = query.typed();
    let fetch = |offset| area::list(call, &typed, ROWS_PER_PAGE, offset);
    let total = |found: &area::Page| found.total_count;
    let (found, pager) = turned(query.page, &query.pairs(), total, fetch).await?;
    let mut states = vec![("", "全部状态")];
    states.extend(FilingState::ALL.iter().map(|state| (state.code(), state.word())));
    let may = |action| authz::allows_somewhere(&session.actor, action);
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "绩效自评"),
        lines: found.lines,
        pager,
        today: call.today(),
        may_issue: may(Action::ReviewForFinance),
        may_sample: may(Action::SpotCheck),
        states,
        query,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let bytes = area::export(session.call(&web), &query.typed()).await?;
    Ok(download::file("绩效自评清单.xlsx", download::XLSX, bytes))
}

impl ListPage {
    /// When a draft is due, in words, with the class of its lamp.
    fn due(&self, line: &Line) -> (&'static str, String) {
        due(line.state, line.due_on, self.today)
    }

    fn points(points: &Option<Decimal>) -> String {
        points.as_ref().map_or_else(|| "—".to_owned(), show::points)
    }

    fn grade(line: &Line) -> &'static str {
        line.grade.map_or("—", |grade| grade.word())
    }

    fn orders() -> &'static [(&'static str, &'static str)] {
        &ORDERS
    }
}

/// When a filing is due, in words, with the class of its lamp.
pub(super) fn due(
    state: FilingState,
    due_on: NaiveDate,
    today: NaiveDate,
) -> (&'static str, String) {
    if state != FilingState::Draft {
        return ("", show::date(&due_on));
    }
    match (due_on - today).num_days() {
        days @ ..0 => ("bad", format!("已逾期 {} 天", -days)),
        0 => ("bad", "今日到期".to_owned()),
        days @ 1..=7 => ("warn", format!("还有 {days} 天")),
        days => ("", format!("还有 {days} 天")),
    }
}
