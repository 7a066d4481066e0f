//! Moving a task to the goal version in force: what it would do, and doing it.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::goals::Comparison;
use jixiao_app::self_evaluations::{self as area, ADOPTERS, Adoption};
use jixiao_domain::{Coded as _, GoalId, SelfEvaluationId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "self_evaluations/adopt_goal.html")]
struct AdoptPage<'a> {
    frame: Frame,
    adoption: &'a Adoption,
    comparison: &'a Comparison,
    /// Headings of the two sides.
    left: String,
    right: String,
    errors: Errors,
}

fn present(session: &Session, adoption: &Adoption, errors: Errors) -> axum::response::Response {
    let title = format!("改按新版绩效目标 · {}", adoption.record.project.content.name);
    render(&AdoptPage {
        frame: Frame::new(session, HERE, title),
        adoption,
        comparison: &adoption.comparison,
        left: format!("现用 第 {} 版", adoption.record.goal.version),
        right: format!("新版 第 {} 版", adoption.newer.goal.version),
        errors,
    })
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    match area::adoption(session.call(&web), SelfEvaluationId(id)).await? {
        Some(adoption) => Ok(present(&session, &adoption, Errors::default())),
        None => Ok(Redirect::to(&format!("{HERE}/{id}")).into_response()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AdoptForm {
    revision: String,
    goal: String,
}

pub(super) async fn adopt(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<AdoptForm>,
) -> PageResult {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, ADOPTERS).await?;
    let revision = form.revision.trim().parse().unwrap_or(0);
    let goal = GoalId(form.goal.trim().parse().unwrap_or(0));
    match area::adopt_goal(call, id, revision, goal).await {
        Ok(_) => Ok(Redirect::to(&format!("{HERE}/{id}?done=goal_adopted")).into_response()),
        Err(refusal) => match area::adoption(call, id).await? {
            Some(adoption) => {
                let page = present(&session, &adoption, Errors::of(refusal)?);
                Ok((StatusCode::CONFLICT, page).into_response())
            }
            None => Err(refusal.into()),
        },
    }
}
