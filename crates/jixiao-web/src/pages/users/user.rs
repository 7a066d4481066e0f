//! One account: who, where, with which roles, and what administrators may do to it.

use super::create::OneTimePage;
use super::{coded, places, with_none};
use crate::cache::never_kept;
use crate::error::{PageResult, WebError, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::accounts::{self, Account, ChangeAccount, GrantForm};
use jixiao_app::{Refusal, input};
use jixiao_domain::{Coded as _, Role, UserId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "users/user.html")]
struct UserPage {
    frame: Frame,
    account: Account,
    form: ChangeAccount,
    grant: GrantForm,
    places: Vec<(String, String)>,
    roles: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

/// What was typed, to be shown again.
#[derive(Default)]
struct Typed {
    form: Option<ChangeAccount>,
    grant: GrantForm,
}

pub(super) async fn show_page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = match query.done.as_deref() {
        Some("change") => Some("账号已更新。"),
        Some("active") => Some("账号状态已更新。"),
        Some("second-factor") => Some("双因素认证已解除，请提醒本人重新启用。"),
        Some("grant") => Some("角色已授予，立即生效。"),
        Some("revoke") => Some("角色已收回，立即生效。"),
        _ => None,
    };
    page(&web, &session, id, message, Typed::default(), Errors::default()).await
}

async fn page(
    web: &Web,
    session: &Session,
    id: i64,
    message: Option<&str>,
    typed: Typed,
    errors: Errors,
) -> Result<Response, WebError> {
    let account = accounts::read(session.call(web), UserId(id)).await?;
    let form = typed.form.unwrap_or_else(|| ChangeAccount {
        name: account.name.clone(),
        organisation_id: account.organisation_id.to_string(),
        revision: account.revision.to_string(),
    });
    let frame = Frame::new(session, "/users", account.name.clone());
    Ok(render(&UserPage {
        frame: frame.message(message.map(str::to_owned)),
        places: places(&account.places),
        roles: with_none(coded::<Role>()),
        form,
        grant: typed.grant,
        account,
        errors,
    }))
}

fn done(id: i64, what: &str) -> Response {
    Redirect::to(&format!("/users/{id}?done={what}")).into_response()
}

async fn again(
    web: &Web,
    session: &Session,
    id: i64,
    refusal: Refusal,
    typed: Typed,
) -> PageResult {
    page(web, session, id, None, typed, Errors::of(refusal)?).await
}

pub(super) async fn change(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ChangeAccount>,
) -> PageResult {
    match accounts::change(session.call(&web), UserId(id), &form).await {
        Ok(()) => Ok(done(id, "change")),
        Err(refusal) => {
            let typed = Typed { form: Some(form), ..Typed::default() };
            again(&web, &session, id, refusal, typed).await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct ActiveForm {
    #[serde(default)]
    active: String,
    #[serde(default)]
    revision: String,
}

pub(super) async fn set_active(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ActiveForm>,
) -> PageResult {
    let revision = form.revision.trim().parse().unwrap_or_default();
    let active = input::ticked(&form.active);
    match accounts::set_active(session.call(&web), UserId(id), active, revision).await {
        Ok(()) => Ok(done(id, "active")),
        Err(refusal) => again(&web, &session, id, refusal, Typed::default()).await,
    }
}

pub(super) async fn reset_password(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let call = session.call(&web);
    match accounts::reset_password(call, UserId(id)).await {
        Ok(one_time_password) => Ok(never_kept(render(&OneTimePage {
            frame: Frame::new(&session, "/users", "密码已重置"),
            address: format!("/users/{id}"),
            name: accounts::read(call, UserId(id)).await?.name,
            one_time_password,
        }))),
        Err(refusal) => again(&web, &session, id, refusal, Typed::default()).await,
    }
}

pub(super) async fn reset_second_factor(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    match accounts::reset_second_factor(session.call(&web), UserId(id)).await {
        Ok(()) => Ok(done(id, "second-factor")),
        Err(refusal) => again(&web, &session, id, refusal, Typed::default()).await,
    }
}

pub(super) async fn grant(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<GrantForm>,
) -> PageResult {
    match accounts::grant(session.call(&web), UserId(id), &form).await {
        Ok(_) => Ok(done(id, "grant")),
        Err(refusal) => {
            let typed = Typed { grant: form, ..Typed::default() };
            again(&web, &session, id, refusal, typed).await
        }
    }
}

#[derive(Deserialize)]
pub(super) struct RevokeForm {
    #[serde(default)]
    grant_id: String,
}

pub(super) async fn revoke(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<RevokeForm>,
) -> PageResult {
    let grant_id = form.grant_id.trim().parse().unwrap_or_default();
    match accounts::revoke(session.call(&web), UserId(id), grant_id).await {
        Ok(()) => Ok(done(id, "revoke")),
        Err(refusal) => again(&web, &session, id, refusal, Typed::default()).await,
    }
}
