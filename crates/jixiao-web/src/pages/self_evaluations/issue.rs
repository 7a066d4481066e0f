//! Issuing tasks: what waits, and what came of it.

use super::HERE;
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::extract::{Query, State};
use axum_extra::extract::Form;
use chrono::Datelike as _;
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::self_evaluations::{self as area, IssueTyped, Issued, Waiting};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "self_evaluations/issue.html")]
struct IssuePage {
    frame: Frame,
    typed: IssueTyped,
    waiting: Vec<Waiting>,
    ready_count: usize,
    issued: Option<Issued>,
    errors: Errors,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    authz::scope(&session.actor, Action::ReviewForFinance)?;
    // Self-evaluations look back: the year before is the usual one.
    let year = if query.year.trim().is_empty() {
        (session.call(&web).today().year() - 1).to_string()
    } else {
        query.year
    };
    let typed = IssueTyped { year, ..IssueTyped::default() };
    show(&web, &session, typed, None, Errors::default()).await
}

pub(super) async fn issue(
    State(web): State<Web>,
    session: Session,
    Form(typed): Form<IssueTyped>,
) -> PageResult {
    authz::scope(&session.actor, Action::ReviewForFinance)?;
    let outcome = match typed.parse() {
        Ok(issue) => area::issue(session.call(&web), &issue).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(issued) => show(&web, &session, typed, Some(issued), Errors::default()).await,
        Err(refusal) => show(&web, &session, typed, None, Errors::of(refusal)?).await,
    }
}

async fn show(
    web: &Web,
    session: &Session,
    typed: IssueTyped,
    issued: Option<Issued>,
    errors: Errors,
) -> PageResult {
    let waiting = match jixiao_app::input::year(&typed.year) {
        Ok(year) => area::waiting(session.call(web), year).await?,
        Err(_) => Vec::new(),
    };
    let ready_count = waiting.iter().filter(|project| project.goal_id.is_some()).count();
    let frame = Frame::new(session, HERE, "下达自评任务");
    Ok(render(&IssuePage { frame, typed, waiting, ready_count, issued, errors }))
}
