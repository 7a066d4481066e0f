//! One standard and its withdrawal.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::standards;
use jixiao_domain::{Coded as _, CostStandardId};
use jixiao_store::cost_standards::CostStandard;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "standards/view.html")]
struct ViewPage {
    frame: Frame,
    standard: CostStandard,
    withdraws: bool,
    reason: String,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Withdrawal {
    reason: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("added") => Some("已登记，填报绩效目标时按此测算可支付的任务量。".to_owned()),
        Some("withdrawn") => Some("已撤销。".to_owned()),
        _ => None,
    };
    shown(&web, &session, id, message, String::new(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: i64,
    message: Option<String>,
    reason: String,
    errors: Errors,
) -> PageResult {
    let (standard, withdraws) = standards::read(session.call(web), CostStandardId(id)).await?;
    let frame = Frame::new(session, HERE, &standard.content.item).message(message);
    Ok(render(&ViewPage { frame, standard, withdraws, reason, errors }))
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(typed): Form<Withdrawal>,
) -> PageResult {
    let id = CostStandardId(id);
    match standards::withdraw(session.call(&web), id, &typed.reason).await {
        Ok(()) => Ok(Redirect::to(&format!("/standards/{id}?done=withdrawn")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, id.0, None, typed.reason, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
