//! Import: templates, the upload, and what happens with it.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::authz;
use jixiao_app::exchange::{self, ImportKind};
use jixiao_app::{Refusal, input};
use jixiao_domain::Coded as _;

#[derive(Template)]
#[template(path = "projects/import.html")]
struct ImportPage {
    frame: Frame,
    kinds: Vec<(String, String)>,
    kind: String,
    errors: Errors,
}

/// What the person may import.
fn kinds(session: &Session) -> Result<Vec<ImportKind>, Refusal> {
    let may = |kind: &ImportKind| authz::allows_somewhere(&session.actor, kind.action());
    let kinds: Vec<ImportKind> = ImportKind::ALL.iter().copied().filter(may).collect();
    if kinds.is_empty() { Err(Refusal::Forbidden("导入")) } else { Ok(kinds) }
}

fn import_page(session: &Session, kind: String, errors: Errors) -> Result<ImportPage, Refusal> {
    let kinds = kinds(session)?;
    Ok(ImportPage {
        frame: Frame::new(session, HERE, "导入"),
        kinds: kinds.iter().map(|kind| (kind.code().to_owned(), kind.word().to_owned())).collect(),
        kind,
        errors,
    })
}

pub(super) async fn page(session: Session) -> PageResult {
    Ok(render(&import_page(&session, String::new(), Errors::default())?))
}

pub(super) async fn template(session: Session, Path(kind): Path<String>) -> PageResult {
    kinds(&session)?;
    let kind: ImportKind = input::choice(&kind).map_err(|_| Refusal::NotFound("模板"))?;
    let bytes = exchange::template(kind)?;
    Ok(download::file(&kind.template_name(), download::XLSX, bytes))
}

pub(super) async fn upload(
    State(web): State<Web>,
    session: Session,
    sent: Result<Multipart, MultipartRejection>,
) -> PageResult {
    kinds(&session)?;
    let unreadable = || Refusal::field("file", "上传未完成或文件过大，请重新选择文件");
    let mut sent = sent.map_err(|_| unreadable())?;
    let (mut kind, mut name, mut bytes) = (String::new(), String::new(), Vec::new());
    while let Some(field) = sent.next_field().await.map_err(|_| unreadable())? {
        match field.name() {
            Some("kind") => kind = field.text().await.map_err(|_| unreadable())?,
            Some("file") => {
                name = field.file_name().unwrap_or_default().chars().take(200).collect();
                bytes = field.bytes().await.map_err(|_| unreadable())?.to_vec();
            }
            _ => {}
        }
    }
    let queued = match input::choice::<ImportKind>(&kind) {
        Ok(kind) => exchange::enqueue(session.call(&web), kind, &name, bytes).await,
        Err(message) => Err(Refusal::field("kind", message)),
    };
    match queued {
        Ok(job) => Ok(Redirect::to(&format!("/jobs/{job}")).into_response()),
        Err(refusal) => Ok(render(&import_page(&session, kind, Errors::of(refusal)?)?)),
    }
}
