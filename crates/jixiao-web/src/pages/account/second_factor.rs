//! Enrolling and giving up the own second factor.

use super::{again, done};
use crate::Web;
use crate::cache::never_kept;
use crate::error::{Lock, PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use jixiao_app::identity::{self, Enrolment};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/enrol.html")]
struct EnrolPage {
    frame: Frame,
    secret: String,
    /// The picture of the address, made of digits and lines only.
    picture: String,
    errors: Errors,
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    password: String,
}

pub(super) async fn begin(State(web): State<Web>, session: Session) -> PageResult {
    match identity::begin_second_factor(session.call(&web)).await {
        Ok(enrolment) => Ok(page(&session, &enrolment, Errors::default())),
        Err(refusal) => again(&web, &session, refusal).await,
    }
}

/// The picture of an enrolment's address, made of digits and lines only.
pub(crate) fn picture(enrolment: &Enrolment) -> String {
    let picture = QrCode::new(&enrolment.url).map_or_else(
        |_| String::new(),
        |code| code.render::<svg::Color<'_>>().min_dimensions(220, 220).build(),
    );
    picture.trim_start_matches(r#"<?xml version="1.0" standalone="yes"?>"#).to_owned()
}

fn page(session: &Session, enrolment: &Enrolment, errors: Errors) -> Response {
    never_kept(render(&EnrolPage {
        frame: Frame::new(session, "/account", "启用双因素认证"),
        secret: enrolment.secret.clone(),
        picture: picture(enrolment),
        errors,
    }))
}

pub(super) async fn confirm(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<CodeForm>,
) -> PageResult {
    let call = session.call(&web);
    match identity::confirm_second_factor(call, &session.token, &form.code).await {
        Ok(()) => Ok(done("enrolled")),
        Err(refusal) => {
            // The same secret again: the person has it in the authenticator already.
            let lock = Lock::of(&refusal);
            let errors = Errors::of(refusal)?;
            let shown = match identity::pending_enrolment(call).await? {
                Some(enrolment) => page(&session, &enrolment, errors),
                None => super::page(&web, &session, None, errors).await?,
            };
            Ok(lock.put_on(shown))
        }
    }
}

pub(super) async fn disable(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<PasswordForm>,
) -> PageResult {
    let call = session.call(&web);
    match identity::disable_second_factor(call, &session.token, &form.password).await {
        Ok(()) => Ok(done("disabled")),
        Err(refusal) => again(&web, &session, refusal).await,
    }
}
