//! The form of a proposal.

use super::HERE;
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::library::{self, LibraryForm};
use jixiao_domain::{Coded, ComparisonSign, IndicatorKind, Programme};

#[derive(Template)]
#[template(path = "library/new.html")]
struct ProposePage {
    frame: Frame,
    form: LibraryForm,
    owners: Vec<(String, String)>,
    errors: Errors,
}

impl ProposePage {
    fn choices<T: Coded>(first: &'static str) -> Vec<(&'static str, &'static str)> {
        let values = T::ALL.iter().map(|value| (value.code(), value.word()));
        std::iter::once(("", first)).chain(values).collect()
    }

    fn owner_choices(&self) -> Vec<(&str, &str)> {
        self.owners.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect()
    }

    fn programmes() -> Vec<(&'static str, &'static str)> {
        Self::choices::<Programme>("请选择")
    }

    fn levels() -> Vec<(&'static str, &'static str)> {
        Self::choices::<IndicatorKind>("请选择")
    }

    fn signs() -> Vec<(&'static str, &'static str)> {
        Self::choices::<ComparisonSign>("定性")
    }
}

pub(super) async fn page(State(web): State<Web>, session: Session) -> PageResult {
    shown(&web, &session, LibraryForm::default(), Errors::default()).await
}

async fn shown(web: &Web, session: &Session, form: LibraryForm, errors: Errors) -> PageResult {
    let owners = library::owners(session.call(web)).await?;
    let mut choices = Vec::new();
    if owners.common {
        choices.push((String::new(), "通用指标".to_owned()));
    }
    choices.extend(owners.organisations.into_iter().map(|one| (one.id.to_string(), one.name)));
    let frame = Frame::new(session, HERE, "提出指标");
    Ok(render(&ProposePage { frame, form, owners: choices, errors }))
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<LibraryForm>,
) -> PageResult {
    match library::propose(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/library/{id}?done=proposed")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page: Response = shown(&web, &session, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
