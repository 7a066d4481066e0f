//! Changing the own password; the only page open to one that serves once or is too old.

use super::done;
use crate::Web;
use crate::assets::{SHARED, Shared};
use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::session::PendingSession;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::identity::{self, ChangePassword, SecondFactor, password};

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    shared: &'static Shared,
    rules: &'static str,
    is_due: bool,
    errors: Errors,
}

fn page(session: &PendingSession, errors: Errors) -> Response {
    let is_due = session.signed_in.must_change_password;
    render(&PasswordPage { shared: &SHARED, rules: password::RULES, is_due, errors })
}

pub(super) async fn show(session: PendingSession) -> PageResult {
    if session.signed_in.second_factor == SecondFactor::Pending {
        return Ok(Redirect::to("/sign-in/second-factor").into_response());
    }
    Ok(page(&session, Errors::default()))
}

pub(super) async fn change(
    State(web): State<Web>,
    session: PendingSession,
    Form(form): Form<ChangePassword>,
) -> PageResult {
    match identity::change_password(session.call(&web), &session.token, &form).await {
        Ok(()) => Ok(done("password")),
        Err(refusal) => {
            let lock = Lock::of(&refusal);
            Ok(lock.put_on(page(&session, Errors::of(refusal)?)))
        }
    }
}
