//! Signing in and out.

use crate::address::Address;
use crate::assets::{SHARED, Shared};
use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::route::{get, post};
use crate::session::{COOKIE, cookie, safe_next};
use crate::{Access, Route, Web};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use jixiao_app::identity;
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/sign-in", Access::Public, show),
        post("/sign-in", Access::Public, sign_in),
        post("/sign-out", Access::Public, sign_out),
    ]
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shared: &'static Shared,
    login: String,
    next: String,
    errors: Errors,
}

#[derive(Deserialize)]
struct Next {
    next: Option<String>,
}

#[derive(Deserialize)]
struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

async fn show(State(web): State<Web>, Query(query): Query<Next>) -> PageResult {
    if identity::is_empty(&web.app).await? {
        return Ok(Redirect::to("/first-run").into_response());
    }
    let next = query.next.unwrap_or_default();
    Ok(page(String::new(), next, Errors::default()))
}

fn page(login: String, next: String, errors: Errors) -> Response {
    render(&SignInPage { shared: &SHARED, login, next, errors })
}

async fn sign_in(
    State(web): State<Web>,
    Address(address): Address,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> PageResult {
    let (login, password) = (&form.login, &form.password);
    match identity::sign_in_from(&web.app, address, login, password, web.now()).await {
        Ok(session) => {
            let to = safe_next(form.next.as_deref()).to_owned();
            Ok((jar.add(cookie(&web, session.token)), Redirect::to(&to)).into_response())
        }
        Err(refusal) => {
            let lock = Lock::of(&refusal);
            let errors = Errors::of(refusal)?;
            Ok(lock.put_on(page(form.login, form.next.unwrap_or_default(), errors)))
        }
    }
}

async fn sign_out(State(web): State<Web>, jar: CookieJar) -> PageResult {
    if let Some(token) = jar.get(COOKIE) {
        identity::sign_out(&web.app, token.value(), web.now()).await?;
    }
    let jar = jar.remove(Cookie::build(COOKIE).path("/"));
    Ok((jar, Redirect::to("/sign-in")).into_response())
}
