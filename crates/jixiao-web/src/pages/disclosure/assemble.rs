//! Choosing what a version publishes, and in which formats.

use super::HERE;
use crate::Web;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::disclosures::{self, Choice, DisclosureForm, FORMATS, LoadedDisclosure};
use jixiao_domain::{Coded as _, DisclosureId};

#[derive(Template)]
#[template(path = "disclosure/assemble.html")]
struct AssemblePage {
    frame: Frame,
    loaded: LoadedDisclosure,
    choices: Vec<Choice>,
    /// What was typed and refused; `None` shows what is kept.
    typed: Option<DisclosureForm>,
    errors: Errors,
}

impl AssemblePage {
    fn extensions(choice: &Choice) -> impl Iterator<Item = &'static str> {
        let formats = disclosures::formats_for(choice.candidate.kind);
        formats.iter().map(|format| format.extension())
    }

    /// What a line is about: the kind of form, or the title of a report.
    fn content(choice: &Choice) -> &str {
        let candidate = &choice.candidate;
        let own = candidate.own_title.as_str();
        if own.is_empty() { candidate.kind.word() } else { own }
    }

    fn code(choice: &Choice, extension: &str) -> String {
        let candidate = &choice.candidate;
        format!("{}:{}:{extension}", candidate.kind.code(), candidate.subject_id)
    }

    fn is_ticked(&self, choice: &Choice, extension: &str) -> bool {
        match &self.typed {
            Some(typed) => typed.chosen.contains(&Self::code(choice, extension)),
            None => {
                FORMATS.iter().any(|format| format.extension() == extension && choice.holds(format))
            }
        }
    }

    fn note(&self) -> &str {
        self.typed.as_ref().map_or(&self.loaded.disclosure.note, |typed| &typed.note)
    }

    /// Whether a correction names something published: it can't be dropped by unticking by mistake.
    fn corrects(choice: &Choice) -> bool {
        choice.item.as_ref().is_some_and(|item| item.corrects_id.is_some())
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    shown(&web, &session, DisclosureId(id), None, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: DisclosureId,
    typed: Option<DisclosureForm>,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let loaded = disclosures::load(&web.app.store, call, id).await?;
    if !loaded.disclosure.state.is_editable() {
        return Ok(Redirect::to(&format!("/disclosure/{id}")).into_response());
    }
    let choices = disclosures::choices(&web.app.store, call, &loaded).await?;
    let title = format!("选定 {} {}年度公开内容", loaded.organisation.name, loaded.disclosure.year);
    let frame = Frame::new(session, HERE, title);
    Ok(render(&AssemblePage { frame, loaded, choices, typed, errors }))
}

pub(super) async fn submit(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<DisclosureForm>,
) -> PageResult {
    match disclosures::save(session.call(&web), DisclosureId(id), &form).await {
        Ok(()) => Ok(Redirect::to(&format!("/disclosure/{id}?done=saved")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            shown(&web, &session, DisclosureId(id), Some(form), errors).await
        }
    }
}
