//! The page of a person, full numbers for a purpose, the model worker's record.

use super::HERE;
use crate::choices::{coded, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::audit;
use jixiao_app::duplicates;
use jixiao_app::people::{self, FullNumbers, HonourForm, ModelWorkerForm, PersonPage, RevealForm};
use jixiao_domain::{
    Coded as _, HonourLevel, ModelWorkerClass, ModelWorkerStatus, PersonId, PersonState,
};
use jixiao_store::duplicates::Candidate;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "people/view.html")]
struct ViewPage {
    frame: Frame,
    page: PersonPage,
    /// Pairs with others who may be the same person, which nobody cleared.
    duplicates: Vec<Candidate>,
    /// The full numbers, once a purpose was stated.
    full: Option<FullNumbers>,
    typed: Typed,
    errors: Errors,
    levels: Vec<(String, String)>,
    statuses: Vec<(String, String)>,
    classes: Vec<(String, String)>,
}

/// What was sent and refused.
#[derive(Default)]
struct Typed {
    purpose: String,
    model_worker: ModelWorkerForm,
    honour: HonourForm,
}

impl ViewPage {
    fn is_merged(&self) -> bool {
        self.page.loaded.person.state == PersonState::Merged
    }
}

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Query(query): Query<Done>,
) -> PageResult {
    let message = query.done.and_then(|code| done(&code));
    let typed = None;
    shown(&web, &session, PersonId(id), message, None, typed, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    id: PersonId,
    message: Option<String>,
    full: Option<FullNumbers>,
    typed: Option<Typed>,
    errors: Errors,
) -> PageResult {
    let page = people::read_person(session.call(web), id).await?;
    let duplicates = duplicates::of_person(session.call(web), id).await?;
    let held = page.model_worker.as_ref().map(|(record, _)| record);
    let typed = typed.unwrap_or_else(|| Typed {
        model_worker: held.map_or_else(ModelWorkerForm::default, ModelWorkerForm::of),
        ..Typed::default()
    });
    let shown = render(&ViewPage {
        frame: Frame::new(session, HERE, "人员档案").message(message),
        full,
        typed,
        errors,
        levels: with_empty(coded::<HonourLevel>(), "请选择"),
        statuses: coded::<ModelWorkerStatus>(),
        classes: with_empty(coded::<ModelWorkerClass>(), "无"),
        page,
        duplicates,
    });
    Ok(shown)
}

pub(super) async fn reveal(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<RevealForm>,
) -> PageResult {
    let id = PersonId(id);
    match people::reveal(session.call(&web), id, &form).await {
        Ok(full) => {
            let message = Some("完整号码只在本页显示一次，本次查看已记入审计日志。".to_owned());
            let page =
                shown(&web, &session, id, message, Some(full), None, Errors::default()).await?;
            Ok(unkept(page))
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let typed = Typed { purpose: form.purpose, ..Typed::default() };
            refused(&web, &session, id, typed, errors).await
        }
    }
}

/// No browser or proxy keeps the answer.
fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn refused(
    web: &Web,
    session: &Session,
    id: PersonId,
    typed: Typed,
    errors: Errors,
) -> PageResult {
    let page = shown(web, session, id, None, None, Some(typed), errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(super) async fn model_worker(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ModelWorkerForm>,
) -> PageResult {
    let id = PersonId(id);
    match people::save_model_worker(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=model_worker")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let typed = Typed { model_worker: form, ..Typed::default() };
            refused(&web, &session, id, typed, errors).await
        }
    }
}

pub(super) async fn honour(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<HonourForm>,
) -> PageResult {
    let id = PersonId(id);
    match people::add_honour(session.call(&web), id, &form).await {
        Ok(()) => Ok(Redirect::to(&format!("{HERE}/{id}?done=honour")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let typed = Typed { honour: form, ..Typed::default() };
            refused(&web, &session, id, typed, errors).await
        }
    }
}

/// What was done, from the code a change leads back with.
fn done(code: &str) -> Option<String> {
    let words = match code {
        "created" => "人员已登记。",
        "saved" => "人员信息已保存。",
        "model_worker" => "劳模信息已保存。",
        "honour" => "荣誉已登记。",
        _ => return None,
    };
    Some(words.to_owned())
}
