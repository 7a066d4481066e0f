//! Pasting a list of applicants: identity number and amount a line, from a spreadsheet or a mail.

use crate::Web;
use crate::choices::{units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::exchange::{self, PasteForm};
use jixiao_app::programmes::{self, RoundListForm};
use jixiao_store::organisations;

#[derive(Template)]
#[template(path = "cases/paste.html")]
struct PastePage {
    frame: Frame,
    form: PasteForm,
    errors: Errors,
    rounds: Vec<(String, String)>,
    units: Vec<(String, String)>,
}

async fn shown(
    web: &Web,
    session: &Session,
    form: PasteForm,
    errors: Errors,
) -> Result<PastePage, Refusal> {
    let call = session.call(web);
    let scope = authz::scope(call.actor, Action::FillCases)?;
    let filter = RoundListForm { state: "open".to_owned(), ..RoundListForm::default() };
    let rounds = programmes::rounds(call, &filter, 0, 200).await?.lines;
    let rounds = rounds.into_iter().map(|round| (round.label.clone(), round.label));
    let found = organisations::list(&web.app.store, &scope).await?;
    Ok(PastePage {
        frame: Frame::new(session, super::HERE, "粘贴申请名单"),
        form,
        errors,
        rounds: with_empty(rounds.collect(), "请选择"),
        units: with_empty(units(&found), "请选择"),
    })
}

pub(super) async fn page(State(web): State<Web>, session: Session) -> PageResult {
    let organisation = session.actor.organisation_id.to_string();
    let form = PasteForm { organisation, ..PasteForm::default() };
    Ok(render(&shown(&web, &session, form, Errors::default()).await?))
}

pub(super) async fn start(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<PasteForm>,
) -> PageResult {
    match exchange::paste_cases(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/jobs/{id}")).into_response()),
        Err(refusal) => {
            let page = shown(&web, &session, form, Errors::of(refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
