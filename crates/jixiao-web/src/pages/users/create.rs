//! A new account, and its password for the first time.

use super::{places, with_none};
use crate::Web;
use crate::cache::never_kept;
use crate::error::{PageResult, WebError, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use jixiao_app::accounts::{self, NewAccount};
use jixiao_app::organisations;

#[derive(Template)]
#[template(path = "users/new.html")]
struct NewPage {
    frame: Frame,
    form: NewAccount,
    places: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "users/one_time.html")]
pub(super) struct OneTimePage {
    pub(super) frame: Frame,
    pub(super) address: String,
    pub(super) name: String,
    pub(super) one_time_password: String,
}

pub(super) async fn show(State(web): State<Web>, session: Session) -> PageResult {
    page(&web, &session, NewAccount::default(), Errors::default()).await
}

async fn page(
    web: &Web,
    session: &Session,
    form: NewAccount,
    errors: Errors,
) -> Result<Response, WebError> {
    let tree = organisations::managed(session.call(web)).await?;
    let frame = Frame::new(session, "/users", "新建账号");
    Ok(render(&NewPage { frame, form, places: with_none(places(&tree)), errors }))
}

pub(super) async fn make(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<NewAccount>,
) -> PageResult {
    match accounts::create(session.call(&web), &form).await {
        Ok(created) => Ok(never_kept(render(&OneTimePage {
            frame: Frame::new(&session, "/users", "账号已建立"),
            address: format!("/users/{}", created.user_id),
            name: form.name,
            one_time_password: created.one_time_password,
        }))),
        Err(refusal) => page(&web, &session, form, Errors::of(refusal)?).await,
    }
}
