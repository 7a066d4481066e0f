//! The page of an empty installation: the federation and its first two administrators.

use crate::assets::{SHARED, Shared};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::route::{get, post};
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::identity::{self, FirstRun, password};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/first-run", Access::Public, show), post("/first-run", Access::Public, make)]
}

#[derive(Template)]
#[template(path = "first_run.html")]
struct FirstRunPage {
    shared: &'static Shared,
    form: FirstRun,
    rules: &'static str,
    errors: Errors,
}

fn page(form: FirstRun, errors: Errors) -> Response {
    render(&FirstRunPage { shared: &SHARED, form, rules: password::RULES, errors })
}

async fn show(State(web): State<Web>) -> PageResult {
    if identity::is_empty(&web.app).await? {
        return Ok(page(FirstRun::default(), Errors::default()));
    }
    Ok(Redirect::to("/sign-in").into_response())
}

async fn make(State(web): State<Web>, Form(form): Form<FirstRun>) -> PageResult {
    match identity::first_administrator(&web.app, &form, web.now()).await {
        Ok(()) => Ok(Redirect::to("/sign-in").into_response()),
        Err(refusal) => Ok(page(form, Errors::of(refusal)?)),
    }
}
