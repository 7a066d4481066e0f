//! One indicator and the decision on it.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::library::{self, DecisionForm};
use jixiao_domain::{Coded as _, LibraryDecision, LibraryIndicatorId};
use jixiao_store::library::LibraryIndicator;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "library/view.html")]
struct ViewPage {
    frame: Frame,
    indicator: LibraryIndicator,
    decisions: Vec<LibraryDecision>,
    form: DecisionForm,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("proposed") => Some("已提出，等待财务审定。".to_owned()),
        Some(code) => {
            LibraryDecision::from_code(code).map(|decision| format!("已{}。", decision.word()))
        }
        None => None,
    };
    shown(&web, &session, id, message, DecisionForm::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: i64,
    message: Option<String>,
    form: DecisionForm,
    errors: Errors,
) -> PageResult {
    let (indicator, decides) = library::read(session.call(web), LibraryIndicatorId(id)).await?;
    let decisions = LibraryDecision::ALL
        .iter()
        .copied()
        .filter(|decision| decides && indicator.state.after(*decision).is_some())
        .collect();
    let frame = Frame::new(session, HERE, &indicator.content.name).message(message);
    Ok(render(&ViewPage { frame, indicator, decisions, form, errors }))
}

pub(super) async fn decide(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<DecisionForm>,
) -> PageResult {
    match library::decide(session.call(&web), LibraryIndicatorId(id), &form).await {
        Ok(_) => Ok(Redirect::to(&format!("/library/{id}?done={}", form.decision)).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, id, None, form, errors).await
        }
    }
}
