//! A project with its years, and closing it.

use super::{Done, HERE, done};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::projects::{self, Closing, ProjectPage as Project, YearLine};
use jixiao_domain::{Coded as _, Decimal, NoRate, ProjectId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "projects/project.html")]
struct ProjectPage {
    frame: Frame,
    page: Project,
    reason: String,
    errors: Errors,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let page = projects::read(session.call(&web), ProjectId(id)).await?;
    let frame = Frame::new(&session, HERE, page.project.content.name.clone());
    let frame = frame.message(done(query.done.as_deref()));
    let errors = Errors::default();
    Ok(render(&ProjectPage { frame, page, reason: String::new(), errors }))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ClosingForm {
    revision: String,
    active: String,
    reason: String,
}

pub(super) async fn close(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ClosingForm>,
) -> PageResult {
    let call = session.call(&web);
    let closing = Closing {
        id: ProjectId(id),
        revision: form.revision.trim().parse().unwrap_or(0),
        active: form.active == "true",
        reason: form.reason.clone(),
    };
    match projects::close(call, closing).await {
        Ok(()) => {
            let done = if form.active == "true" { "reopened" } else { "closed" };
            Ok(Redirect::to(&format!("/projects/{id}?done={done}")).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = projects::read(call, ProjectId(id)).await?;
            let frame = Frame::new(&session, HERE, page.project.content.name.clone());
            Ok(render(&ProjectPage { frame, page, reason: form.reason, errors }))
        }
    }
}

impl ProjectPage {
    fn rate(rate: Result<Decimal, NoRate>) -> String {
        rate.map_or_else(|none| none.to_string(), |share| show::percent(&share))
    }

    fn span(&self) -> String {
        let content = &self.page.project.content;
        match content.end_year {
            Some(end) => format!("{}—{end} 年", content.start_year),
            None => format!("{} 年起", content.start_year),
        }
    }

    /// The goal of a year: address and word.
    fn goal(line: &YearLine) -> Option<(String, &'static str)> {
        line.goal.map(|(id, state)| (format!("/goals/{id}"), state.word()))
    }

    /// The self-evaluation of a year: address and word.
    fn self_evaluation(line: &YearLine) -> Option<(String, &'static str)> {
        line.self_evaluation.map(|(id, state)| (format!("/self-evaluations/{id}"), state.word()))
    }

    fn or_dash(text: &str) -> &str {
        if text.is_empty() { "—" } else { text }
    }
}
