//! 公开签发: the key that seals what is published, and the address of the public pages.

use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::signing::{self, AddressForm, KnownKey, RenewForm};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "policy/signing.html")]
struct SigningPage {
    frame: Frame,
    keys: Vec<KnownKey>,
    /// The address of the public pages, as kept or as typed.
    address: String,
    /// Why the key shall be changed, as typed.
    reason: String,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<Done>,
) -> PageResult {
    let message = query.done.map(|code| {
        match code.as_str() {
            "key" => "签发密钥已更新，指纹已在公开页面公布。",
            _ => "公开网址已保存。",
        }
        .to_owned()
    });
    shown(&web, &session, None, String::new(), message, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    address: Option<String>,
    reason: String,
    message: Option<String>,
    errors: Errors,
) -> PageResult {
    let keys = signing::keys(&web.app.store).await?;
    let address = match address {
        Some(typed) => typed,
        None => signing::address(&web.app.store).await?.unwrap_or_default(),
    };
    let frame = Frame::new(session, "/policy", "公开签发").message(message);
    Ok(render(&SigningPage { frame, keys, address, reason, errors }))
}

pub(super) async fn make(State(web): State<Web>, session: Session) -> PageResult {
    match signing::make(session.call(&web)).await {
        Ok(()) => Ok(Redirect::to("/policy/publication?done=key").into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, None, String::new(), None, errors).await
        }
    }
}

pub(super) async fn renew(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<RenewForm>,
) -> PageResult {
    match signing::renew(session.call(&web), &form).await {
        Ok(()) => Ok(Redirect::to("/policy/publication?done=key").into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, None, form.reason, None, errors).await
        }
    }
}

pub(super) async fn set_address(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<AddressForm>,
) -> PageResult {
    match signing::set_address(session.call(&web), &form).await {
        Ok(()) => Ok(Redirect::to("/policy/publication?done=address").into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, Some(form.address), String::new(), None, errors).await
        }
    }
}
