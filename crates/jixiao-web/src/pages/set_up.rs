//! Setting up a second factor that the policy asks for, before anything else can be done.

use crate::assets::{SHARED, Shared};
use crate::cache::never_kept;
use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::pages::account::second_factor::picture;
use crate::route::{get, post};
use crate::session::PendingSession;
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::identity::{self, Enrolment, SecondFactor};
use serde::Deserialize;

/// Where those are led who lack the second factor they must have.
pub(crate) const ADDRESS: &str = "/sign-in/set-up";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get(ADDRESS, Access::SignedIn, show),
        post(ADDRESS, Access::SignedIn, begin),
        post("/sign-in/set-up/confirm", Access::SignedIn, confirm),
    ]
}

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    shared: &'static Shared,
    /// The secret and its picture, once begun.
    enrolment: Option<(String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

fn page(enrolment: Option<Enrolment>, errors: Errors) -> Response {
    let enrolment = enrolment.map(|one| (one.secret.clone(), picture(&one)));
    never_kept(render(&SetUpPage { shared: &SHARED, enrolment, errors }))
}

/// Where somebody goes from whom nothing is due here.
fn elsewhere(session: &PendingSession) -> Option<Response> {
    let to = match session.signed_in.second_factor {
        SecondFactor::Due if session.signed_in.must_change_password => "/account/password",
        SecondFactor::Due => return None,
        _ => "/workbench",
    };
    Some(Redirect::to(to).into_response())
}

async fn show(State(web): State<Web>, session: PendingSession) -> PageResult {
    if let Some(elsewhere) = elsewhere(&session) {
        return Ok(elsewhere);
    }
    let begun = identity::pending_enrolment(session.call(&web)).await?;
    Ok(page(begun, Errors::default()))
}

async fn begin(State(web): State<Web>, session: PendingSession) -> PageResult {
    if let Some(elsewhere) = elsewhere(&session) {
        return Ok(elsewhere);
    }
    let enrolment = identity::begin_second_factor(session.call(&web)).await?;
    Ok(page(Some(enrolment), Errors::default()))
}

async fn confirm(
    State(web): State<Web>,
    session: PendingSession,
    Form(form): Form<CodeForm>,
) -> PageResult {
    if let Some(elsewhere) = elsewhere(&session) {
        return Ok(elsewhere);
    }
    let call = session.call(&web);
    match identity::confirm_second_factor(call, &session.token, &form.code).await {
        Ok(()) => Ok(Redirect::to("/workbench").into_response()),
        Err(refusal) => {
            let lock = Lock::of(&refusal);
            let errors = Errors::of(refusal)?;
            Ok(lock.put_on(page(identity::pending_enrolment(call).await?, errors)))
        }
    }
}
