//! The limits of sessions and passwords.

use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::authz::Action;
use jixiao_app::identity::policy::{self, PolicyForm};
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Action::GrantRoles);
    vec![get("/policy", access, show), post("/policy", access, set)]
}

#[derive(Template)]
#[template(path = "policy/policy.html")]
struct PolicyPage {
    frame: Frame,
    /// Name, word, value and range of every limit.
    limits: Vec<(&'static str, &'static str, String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show(State(web): State<Web>, session: Session, Query(query): Query<Done>) -> PageResult {
    let form = policy::read(session.call(&web)).await?;
    let message = query.done.map(|_| "安全策略已保存，立即生效。".to_owned());
    Ok(page(&session, &form, message, Errors::default()))
}

fn page(
    session: &Session,
    form: &PolicyForm,
    message: Option<String>,
    errors: Errors,
) -> axum::response::Response {
    let limits = form
        .lines()
        .into_iter()
        .map(|(name, word, value, (least, greatest))| {
            (name, word, value, format!("{least}～{greatest}"))
        })
        .collect();
    let frame = Frame::new(session, "/policy", "安全策略").message(message);
    render(&PolicyPage { frame, limits, errors })
}

async fn set(State(web): State<Web>, session: Session, Form(form): Form<PolicyForm>) -> PageResult {
    match policy::set(session.call(&web), &form).await {
        Ok(()) => Ok(Redirect::to("/policy?done=1").into_response()),
        Err(refusal) => Ok(page(&session, &form, None, Errors::of(refusal)?)),
    }
}
