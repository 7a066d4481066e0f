//! The form of a standard.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::standards::{self, StandardForm};
use jixiao_domain::Programme;

#[derive(Template)]
#[template(path = "standards/new.html")]
struct AddPage {
    frame: Frame,
    form: StandardForm,
    owners: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    errors: Errors,
}

pub(super) async fn page(State(web): State<Web>, session: Session) -> PageResult {
    shown(&web, &session, StandardForm::default(), Errors::default()).await
}

async fn shown(web: &Web, session: &Session, form: StandardForm, errors: Errors) -> PageResult {
    let owners = choices::units(&standards::owners(session.call(web)).await?);
    let programmes = choices::with_empty(choices::coded::<Programme>(), "请选择");
    let frame = Frame::new(session, HERE, "登记支出标准");
    Ok(render(&AddPage { frame, form, owners, programmes, errors }))
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<StandardForm>,
) -> PageResult {
    match standards::add(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/standards/{id}?done=added")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page: Response = shown(&web, &session, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
