//! 我的账号: password, open sessions, second factor.

mod password;
pub(crate) mod second_factor;

use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, show};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::Refusal;
use jixiao_app::identity::{self, OwnSession, SecondFactor};
use jixiao_domain::Coded as _;
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/account", Access::SignedIn, show_page),
        get("/account/password", Access::SignedIn, password::show),
        post("/account/password", Access::SignedIn, password::change),
        post("/account/sessions/end-others", Access::SignedIn, end_others),
        post("/account/second-factor/begin", Access::SignedIn, second_factor::begin),
        post("/account/second-factor/confirm", Access::SignedIn, second_factor::confirm),
        post("/account/second-factor/disable", Access::SignedIn, second_factor::disable),
    ]
}

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    frame: Frame,
    /// Role and place, in words.
    roles: Vec<(&'static str, String)>,
    sessions: Vec<OwnSession>,
    has_second_factor: bool,
    errors: Errors,
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

async fn show_page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<Done>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("password") => Some("密码已更换，其他登录均已退出。"),
        Some("sessions") => Some("其他登录均已退出。"),
        Some("enrolled") => Some("双因素认证已启用，下次登录须输入验证码。"),
        Some("disabled") => Some("双因素认证已停用。"),
        _ => None,
    };
    page(&web, &session, message.map(str::to_owned), Errors::default()).await
}

async fn page(
    web: &Web,
    session: &Session,
    message: Option<String>,
    errors: Errors,
) -> Result<Response, crate::error::WebError> {
    let sessions = identity::own_sessions(session.call(web), &session.token).await?;
    let signed_in = identity::resume(&web.app, &session.token, session.at).await?;
    let roles = identity::own_roles(session.call(web)).await?;
    let roles = roles.into_iter().map(|(role, place)| (role.word(), place)).collect();
    Ok(render(&AccountPage {
        frame: Frame::new(session, "/account", "我的账号").message(message),
        roles,
        sessions,
        has_second_factor: signed_in.second_factor != SecondFactor::NotEnrolled,
        errors,
    }))
}

async fn end_others(State(web): State<Web>, session: Session) -> PageResult {
    identity::end_other_sessions(session.call(&web), &session.token).await?;
    Ok(done("sessions"))
}

fn done(what: &str) -> Response {
    Redirect::to(&format!("/account?done={what}")).into_response()
}

/// The page again, with what was wrong.
async fn again(web: &Web, session: &Session, refusal: Refusal) -> PageResult {
    let lock = Lock::of(&refusal);
    let shown = page(web, session, None, Errors::of(refusal)?).await?;
    Ok(lock.put_on(shown))
}
