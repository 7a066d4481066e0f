//! Warnings: the list, its export, one warning with what can be done about it.

use super::{Done, done};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Form;
use chrono::NaiveDate;
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::monitoring::WARNING_KIND;
use jixiao_app::monitoring::warnings::{
    self as area, ActTyped, Line, PauseTyped, WarningListTyped, WarningRead,
};
use jixiao_domain::{Coded as _, MonitoringWarningId, WarningEvent, WarningKind, WarningState};
use serde::Deserialize;

const HERE: &str = "/monitoring/warnings";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    year: String,
    round: String,
    record: String,
    unit: String,
    kind: String,
    state: String,
    q: String,
    overdue: String,
    order: String,
    page: Option<i64>,
}

impl ListQuery {
    fn typed(&self) -> WarningListTyped {
        WarningListTyped {
            year: self.year.clone(),
            round: self.round.clone(),
            record: self.record.clone(),
            unit: self.unit.clone(),
            kind: self.kind.clone(),
            state: self.state.clone(),
            q: self.q.clone(),
            overdue: self.overdue.clone(),
            order: self.order.clone(),
        }
    }

    fn pairs(&self) -> [(&str, &str); 9] {
        [
            ("year", &self.year),
            ("round", &self.round),
            ("record", &self.record),
            ("unit", &self.unit),
            ("kind", &self.kind),
            ("state", &self.state),
            ("q", &self.q),
            ("overdue", &self.overdue),
            ("order", &self.order),
        ]
    }
}

#[derive(Template)]
#[template(path = "monitoring/warnings.html")]
struct ListPage {
    frame: Frame,
    query: ListQuery,
    lines: Vec<Line>,
    pager: Pager,
    today: NaiveDate,
    kinds: Vec<(String, String)>,
    states: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

const ORDERS: [(&str, &str); 4] =
    [("", "按预警时间"), ("due", "按处理期限"), ("project", "按单位项目"), ("kind", "按类型")];

pub(super) async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<ListQuery>,
) -> PageResult {
    let call = session.call(&web);
    let typed = query.typed();
    let fetch = |offset| area::list(call, &typed, ROWS_PER_PAGE, offset);
    let total = |found: &area::Page| found.total_count;
    let (found, pager) = turned(query.page, &query.pairs(), total, fetch).await?;
    let mut states = choices::with_empty(choices::coded::<WarningState>(), "待处理与待认定");
    states.push((WarningListTyped::ANY.to_owned(), "全部状态".to_owned()));
    Ok(render(&ListPage {
        frame: Frame::new(&session, HERE, "监控预警"),
        lines: found.lines,
        pager,
        today: call.today(),
        kinds: choices::with_empty(choices::coded::<WarningKind>(), "全部类型"),
        states,
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
    Ok(download::file("监控预警清单.xlsx", download::XLSX, bytes))
}

/// The class of a state.
fn state_class(state: WarningState) -> &'static str {
    match state {
        WarningState::Open => "bad",
        WarningState::Explained => "warn",
        WarningState::Accepted | WarningState::Cleared => "good",
        WarningState::Rectifying | WarningState::Adjusting => "",
    }
}

/// The day of decision in words, with the class of its lamp.
fn answer_due(
    state: WarningState,
    due_on: Option<NaiveDate>,
    today: NaiveDate,
) -> (&'static str, String) {
    let Some(due_on) = due_on else { return ("", "—".to_owned()) };
    if state != WarningState::Open {
        return ("", show::date(&due_on));
    }
    match (due_on - today).num_days() {
        days @ ..0 => ("bad", format!("已逾期 {} 天", -days)),
        0 => ("bad", "今日到期".to_owned()),
        days => ("warn", format!("还有 {days} 天")),
    }
}

impl ListPage {
    fn state_class(line: &Line) -> &'static str {
        state_class(line.state)
    }

    fn due(&self, line: &Line) -> (&'static str, String) {
        answer_due(line.state, line.answer_due_on, self.today)
    }
}

#[derive(Template)]
#[template(path = "monitoring/warning.html")]
struct WarningPage {
    frame: Frame,
    read: WarningRead,
    due: (&'static str, String),
    class: &'static str,
    rectify: String,
    errors: Errors,
    reason: String,
    /// The suspension as suggested or typed; `None` for who may not suspend.
    pause: Option<PauseTyped>,
    pause_errors: Errors,
}

impl WarningPage {
    fn may(&self, event: &str) -> bool {
        self.read.possible.iter().any(|possible| possible.code() == event)
    }

    fn is_for_unit(&self) -> bool {
        self.may("explain") || self.may("adjust")
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let read = area::read(session.call(&web), MonitoringWarningId(id)).await?;
    let message = done(query.done.as_deref());
    Ok(present(&web, &session, read, Typed { message, ..Typed::default() }))
}

/// What a page of a warning shows beside the warning.
#[derive(Default)]
struct Typed {
    message: Option<String>,
    errors: Errors,
    reason: String,
    pause: Option<PauseTyped>,
    pause_errors: Errors,
}

fn present(web: &Web, session: &Session, read: WarningRead, typed: Typed) -> Response {
    let today = session.call(web).today();
    let title = format!("预警 · {}", read.line.kind.word());
    render(&WarningPage {
        frame: Frame::new(session, HERE, title).message(typed.message),
        due: answer_due(read.line.state, read.line.answer_due_on, today),
        class: state_class(read.line.state),
        rectify: format!(
            "/rectifications/new?subject_kind={WARNING_KIND}&subject_id={}",
            read.line.id
        ),
        errors: typed.errors,
        reason: typed.reason,
        pause: typed.pause.or_else(|| read.pause.clone()),
        pause_errors: typed.pause_errors,
        read,
    })
}

pub(super) async fn explain(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<ActTyped>,
) -> PageResult {
    act(&web, &session, id, typed, WarningEvent::Explain).await
}

pub(super) async fn accept(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<ActTyped>,
) -> PageResult {
    act(&web, &session, id, typed, WarningEvent::Accept).await
}

pub(super) async fn refuse(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<ActTyped>,
) -> PageResult {
    act(&web, &session, id, typed, WarningEvent::Refuse).await
}

pub(super) async fn adjust(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<ActTyped>,
) -> PageResult {
    act(&web, &session, id, typed, WarningEvent::Adjust).await
}

async fn act(
    web: &Web,
    session: &Session,
    id: i64,
    typed: ActTyped,
    event: WarningEvent,
) -> PageResult {
    let (call, key) = (session.call(web), MonitoringWarningId(id));
    let right = match event {
        WarningEvent::Accept | WarningEvent::Refuse => Action::ReviewForFinance,
        _ => Action::FillMonitoring,
    };
    area::require(call, key, &[right]).await?;
    let back = |code: &str| format!("{HERE}/{id}?done={code}");
    let outcome: Result<String, Refusal> = match event {
        WarningEvent::Accept => area::accept(call, key, &typed).await.map(|()| back("accepted")),
        WarningEvent::Refuse => area::refuse(call, key, &typed).await.map(|()| back("refused")),
        WarningEvent::Adjust => {
            area::adjust(call, key, &typed).await.map(|goal| format!("/goals/{goal}/edit"))
        }
        _ => area::explain(call, key, &typed).await.map(|()| back("explained")),
    };
    match outcome {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let read = area::read(call, key).await?;
            let shown = Typed { errors, reason: typed.reason, ..Typed::default() };
            let page = present(web, session, read, shown);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn suspend(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<PauseTyped>,
) -> PageResult {
    let (call, key) = (session.call(&web), MonitoringWarningId(id));
    match area::suspend(call, key, &typed).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=suspended")).into_response()),
        Err(refusal) => {
            let pause_errors = Errors::of(refusal)?;
            let read = area::read(call, key).await?;
            let shown = Typed { pause: Some(typed), pause_errors, ..Typed::default() };
            let page = present(&web, &session, read, shown);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
