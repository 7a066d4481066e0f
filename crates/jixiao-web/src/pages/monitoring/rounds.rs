//! Rounds: the list, issuing one, one round with its completeness and the round before beside it.

use super::{Done, done};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use chrono::{Datelike as _, NaiveDate};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::monitoring::{self as area, IssueTyped, RoundRead};
use jixiao_domain::{Decimal, MonitoringRoundId};
use jixiao_store::views::monitoring::rounds::{Counts, RoundLine};
use serde::Deserialize;

const HERE: &str = "/monitoring/rounds";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "monitoring/rounds.html")]
struct RoundsPage {
    frame: Frame,
    year: String,
    lines: Vec<RoundLine>,
    may_issue: bool,
    today: NaiveDate,
}

pub(super) async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let call = session.call(&web);
    let year = jixiao_app::input::year(&query.year).ok().map(|year| i64::from(year.get()));
    let lines = area::list_rounds(call, year).await?;
    let may_issue = authz::allows_somewhere(&session.actor, Action::ReviewForFinance);
    let frame = Frame::new(&session, HERE, "监控轮次");
    Ok(render(&RoundsPage { frame, year: query.year, lines, may_issue, today: call.today() }))
}

#[derive(Template)]
#[template(path = "monitoring/new_round.html")]
struct NewRoundPage {
    frame: Frame,
    typed: IssueTyped,
    units: Vec<(String, String)>,
    errors: Errors,
}

pub(super) async fn new(State(web): State<Web>, session: Session) -> PageResult {
    let today = session.call(&web).today();
    // The month that is over is the usual end of a period.
    let end = today.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(today);
    let typed = IssueTyped {
        year: end.year().to_string(),
        label: if end.month() == 1 { "1月".to_owned() } else { format!("1—{}月", end.month()) },
        from_on: format!("{}-01-01", end.year()),
        to_on: end.to_string(),
        ..IssueTyped::default()
    };
    form(&web, &session, typed, Errors::default()).await
}

pub(super) async fn issue(
    State(web): State<Web>,
    session: Session,
    Form(typed): Form<IssueTyped>,
) -> PageResult {
    let call = session.call(&web);
    authz::scope(&session.actor, Action::ReviewForFinance)?;
    let outcome = match typed.parse() {
        Ok(issue) => area::issue(call, &issue).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(issued) => {
            let to = format!("{HERE}/{}?done=issued", issued.round_id);
            Ok(Redirect::to(&to).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = form(&web, &session, typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn form(web: &Web, session: &Session, typed: IssueTyped, errors: Errors) -> PageResult {
    let units = choices::units(&area::units(session.call(web)).await?);
    let frame = Frame::new(session, HERE, "下达监控轮次");
    Ok(render(&NewRoundPage { frame, typed, units, errors }))
}

impl NewRoundPage {
    fn is_chosen(&self, id: &str) -> bool {
        self.typed.organisation.iter().any(|chosen| chosen == id)
    }
}

#[derive(Template)]
#[template(path = "monitoring/round.html")]
struct RoundPage {
    frame: Frame,
    read: RoundRead,
    due: (&'static str, String),
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let call = session.call(&web);
    let read = area::read_round(call, MonitoringRoundId(id)).await?;
    let round = &read.line.round;
    let title = format!("{}年{}运行监控", round.year, round.label);
    let frame = Frame::new(&session, HERE, title).message(done(query.done.as_deref()));
    let due = due(&read.line, call.today());
    Ok(render(&RoundPage { frame, read, due }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let bytes = area::completeness_export(session.call(&web), MonitoringRoundId(id)).await?;
    Ok(download::file("监控完成情况.xlsx", download::XLSX, bytes))
}

/// When a round is due, in words, with the class of its lamp.
fn due(line: &RoundLine, today: NaiveDate) -> (&'static str, String) {
    let open = line.counts.record_count - line.counts.filed_count;
    let days = (line.round.due_on - today).num_days();
    match (open, days) {
        (0, _) => ("good", "已报齐".to_owned()),
        (_, ..0) => ("bad", format!("已逾期 {} 天", -days)),
        (_, 0) => ("bad", "今日到期".to_owned()),
        (_, 1..=7) => ("warn", format!("还有 {days} 天")),
        _ => ("", format!("还有 {days} 天")),
    }
}

/// Part of whole as a percentage.
fn part(part: i64, whole: i64) -> String {
    let share = Decimal::from(part).checked_div(Decimal::from(whole));
    show::percent_or_dash(&share)
}

/// Execution over a sum of records.
fn rate(counts: &Counts) -> String {
    part(counts.executed.fen(), counts.initial.fen())
}

impl RoundsPage {
    fn rate(counts: &Counts) -> String {
        rate(counts)
    }

    fn due(&self, line: &RoundLine) -> (&'static str, String) {
        due(line, self.today)
    }
}

impl RoundPage {
    fn rate(counts: &Counts) -> String {
        rate(counts)
    }

    fn filed(counts: &Counts) -> String {
        part(counts.filed_count, counts.record_count)
    }

    fn last(at: &Option<jixiao_store::Timestamp>) -> String {
        at.as_ref().map_or_else(|| "—".to_owned(), show::day)
    }
}
