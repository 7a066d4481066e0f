//! The list of records, filtered, and its export.

use super::{HERE, lamp_class, lamp_word};
use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Query, State};
use chrono::NaiveDate;
use jixiao_app::authz::{self, Action};
use jixiao_app::monitoring::{self as area, Line, ListTyped};
use jixiao_domain::{Coded as _, FilingState, Lamp, Money};
use jixiao_store::monitoring::RecordFigures;
use jixiao_store::views::monitoring::rate;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    year: String,
    round: String,
    unit: String,
    state: String,
    lamp: String,
    q: String,
    overdue: String,
    order: String,
    page: Option<i64>,
}

impl ListQuery {
    fn typed(&self) -> ListTyped {
        ListTyped {
            year: self.year.clone(),
            round: self.round.clone(),
            unit: self.unit.clone(),
            state: self.state.clone(),
            lamp: self.lamp.clone(),
            q: self.q.clone(),
            overdue: self.overdue.clone(),
            order: self.order.clone(),
        }
    }

    fn pairs(&self) -> [(&str, &str); 8] {
        [
            ("year", &self.year),
            ("round", &self.round),
            ("unit", &self.unit),
            ("state", &self.state),
            ("lamp", &self.lamp),
            ("q", &self.q),
            ("overdue", &self.overdue),
            ("order", &self.order),
        ]
    }

    /// Whether anything narrows the list.
    fn narrows(&self) -> bool {
        self.pairs().iter().any(|(name, value)| *name != "order" && !value.is_empty())
    }
}

#[derive(Template)]
#[template(path = "monitoring/list.html")]
struct ListPage {
    frame: Frame,
    query: ListQuery,
    lines: Vec<Line>,
    sums: RecordFigures,
    pager: Pager,
    today: NaiveDate,
    may_issue: bool,
    rounds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    lamps: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

const ORDERS: [(&str, &str); 6] = [
    ("", "按监控期间"),
    ("project", "按项目"),
    ("due", "按截止日期"),
    ("execution", "按执行率从低到高"),
    ("lamp", "按红黄绿灯"),
    ("state", "按状态"),
];

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
    let rounds = area::name_rounds(call).await?;
    let rounds = rounds
        .iter()
        .map(|round| (round.id.to_string(), format!("{}年{}", round.year, round.label)))
        .collect();
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "运行监控"),
        lines: found.lines,
        sums: found.sums,
        pager,
        today: call.today(),
        may_issue: authz::allows_somewhere(&session.actor, Action::ReviewForFinance),
        rounds: choices::with_empty(rounds, "全部轮次"),
        states: choices::with_empty(choices::coded::<FilingState>(), "全部状态"),
        lamps: choices::with_empty(choices::coded::<Lamp>(), "全部灯色"),
        orders: ORDERS.map(|(code, word)| (code.to_owned(), word.to_owned())).into(),
        query,
    }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let bytes = area::export(session.call(&web), &query.typed()).await?;
    Ok(download::file("运行监控清单.xlsx", download::XLSX, bytes))
}

impl ListPage {
    /// When a draft is due, in words, with the class of its lamp.
    fn due(&self, line: &Line) -> (&'static str, String) {
        due(line.state, line.due_on, self.today)
    }

    fn rate(figures: &RecordFigures) -> String {
        rate(figures).map_or_else(|| "不适用".to_owned(), |rate| show::percent(&rate))
    }

    /// Class and word of a lamp.
    fn lamp(lamp: &Option<Lamp>) -> (&'static str, &'static str) {
        (lamp_class(*lamp), lamp_word(*lamp))
    }

    fn amount(money: &Option<Money>) -> String {
        money.as_ref().map_or_else(|| "—".to_owned(), show::yuan)
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
