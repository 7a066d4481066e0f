//! The official form as a file or to be printed, and many of them as a zip.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::authz::{self, Action};
use jixiao_app::documents::{self, Document};
use jixiao_app::self_evaluations::ListTyped;
use jixiao_app::{Refusal, input};
use jixiao_domain::SelfEvaluationId;
use serde::Deserialize;

fn file(document: Document) -> axum::response::Response {
    download::file(&document.file_name, document.media_type, document.bytes)
}

fn known(extension: &str) -> Result<documents::Format, Refusal> {
    documents::format(extension)
        .filter(|format| format.extension() != "html")
        .ok_or(Refusal::NotFound("该格式"))
}

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = known(&format)?;
    let id = SelfEvaluationId(id);
    Ok(file(documents::self_evaluation(session.call(&web), id, format).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
    format: String,
}

pub(super) async fn project_list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    authz::scope(&session.actor, Action::SeeProjects)?;
    let format = known(&query.format)?;
    let year = input::year(&query.year).map_err(|message| Refusal::field("year", message))?;
    Ok(file(documents::project_list(session.call(&web), year, format).await?))
}

#[derive(Template)]
#[template(path = "self_evaluations/print.html")]
struct PrintPage {
    frame: Frame,
    id: i64,
    form: String,
}

/// The official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let call = session.call(&web);
    let document =
        documents::self_evaluation(call, SelfEvaluationId(id), documents::Format::Html).await?;
    let form = String::from_utf8_lossy(&document.bytes).into_owned();
    let frame = Frame::new(&session, super::HERE, "打印绩效自评表");
    Ok(render(&PrintPage { frame, id, form }))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ArchiveForm {
    format: String,
}

pub(super) async fn archive(
    State(web): State<Web>,
    session: Session,
    Query(typed): Query<ListTyped>,
    Form(form): Form<ArchiveForm>,
) -> PageResult {
    authz::scope(&session.actor, Action::SeeProjects)?;
    let format = known(&form.format)?;
    let job = documents::start_archive(session.call(&web), &typed, format).await?;
    Ok(Redirect::to(&format!("/jobs/{job}")).into_response())
}
