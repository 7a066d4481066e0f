//! Another last day for a task, by finance.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations::{self as area, DueTyped, Shown};
use jixiao_domain::SelfEvaluationId;

#[derive(Template)]
#[template(path = "self_evaluations/due.html")]
struct DuePage {
    frame: Frame,
    shown: Shown,
    typed: DueTyped,
    errors: Errors,
}

async fn shown(
    web: &Web,
    session: &Session,
    id: SelfEvaluationId,
    typed: Option<(DueTyped, Errors)>,
) -> PageResult {
    let shown = area::show(session.call(web), id).await?;
    let evaluation = &shown.record.evaluation;
    let fresh = || DueTyped { revision: evaluation.revision.to_string(), ..DueTyped::default() };
    let (typed, errors) = typed.unwrap_or_else(|| (fresh(), Errors::default()));
    let frame = Frame::new(session, HERE, "调整截止日期");
    Ok(render(&DuePage { frame, shown, typed, errors }))
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let id = SelfEvaluationId(id);
    area::require(session.call(&web), id, &[Action::ReviewForFinance]).await?;
    shown(&web, &session, id, None).await
}

pub(super) async fn set(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<DueTyped>,
) -> PageResult {
    let (call, id) = (session.call(&web), SelfEvaluationId(id));
    area::require(call, id, &[Action::ReviewForFinance]).await?;
    let outcome = match typed.parse() {
        Ok(due) => area::set_due(call, id, &due).await,
        Err(errors) => Err(Refusal::Invalid(errors)),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=due_set")).into_response()),
        Err(refusal) => {
            let typed = (typed, Errors::of(refusal)?);
            let page: Response = shown(&web, &session, id, Some(typed)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
