//! The second step of signing in.

use crate::assets::{SHARED, Shared};
use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::route::{get, post};
use crate::session::PendingSession;
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::identity::{self, SecondFactor};
use serde::Deserialize;

const ADDRESS: &str = "/sign-in/second-factor";

pub(crate) fn routes() -> Vec<Route> {
    vec![get(ADDRESS, Access::SignedIn, show), post(ADDRESS, Access::SignedIn, pass)]
}

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactorPage {
    shared: &'static Shared,
    errors: Errors,
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

async fn show(session: PendingSession) -> PageResult {
    if session.signed_in.second_factor != SecondFactor::Pending {
        return Ok(Redirect::to("/workbench").into_response());
    }
    Ok(render(&SecondFactorPage { shared: &SHARED, errors: Errors::default() }))
}

async fn pass(
    State(web): State<Web>,
    session: PendingSession,
    Form(form): Form<CodeForm>,
) -> PageResult {
    let passed = identity::pass_second_factor(session.call(&web), &session.token, &form.code).await;
    match passed {
        Ok(()) => Ok(Redirect::to("/workbench").into_response()),
        Err(refusal) => {
            let lock = Lock::of(&refusal);
            let errors = Errors::of(refusal)?;
            Ok(lock.put_on(render(&SecondFactorPage { shared: &SHARED, errors })))
        }
    }
}
