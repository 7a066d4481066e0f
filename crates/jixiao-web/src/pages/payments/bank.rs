//! The bank's side of a batch: writing its files, handing them out, reading what comes back.

use super::HERE;
use super::view::{PurposeForm, Typed, outcome};
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, download as files};
use axum::Form;
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::Refusal;
use jixiao_app::payments::{self, ReturnForm};
use jixiao_domain::{BankFileId, DisbursementBatchId};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ExportForm {
    revision: i64,
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    Form(form): Form<ExportForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::export(session.call(&web), id, form.revision).await;
    let before = done.as_ref().is_ok_and(|released| released.before);
    let code = if before { "export_before" } else { "export" };
    outcome(&web, &session, id, done, code, Typed::default()).await
}

pub(super) async fn regenerate(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    let done = payments::regenerate(session.call(&web), id).await;
    outcome(&web, &session, id, done, "regenerated", Typed::default()).await
}

pub(super) async fn download(
    State(web): State<Web>,
    session: Session,
    Path((id, file)): Path<(i64, i64)>,
    Form(form): Form<PurposeForm>,
) -> PageResult {
    let id = DisbursementBatchId(id);
    match payments::download(session.call(&web), id, BankFileId(file), &form.purpose).await {
        Ok(got) => Ok(files::file(&got.name, "application/octet-stream", got.content)),
        Err(refusal) => {
            let typed = Typed { purpose: form.purpose, ..Typed::default() };
            outcome::<()>(&web, &session, id, Err(refusal), "", typed).await
        }
    }
}

pub(super) async fn read_return(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    request: Request,
) -> PageResult {
    let call = session.call(&web);
    let id = DisbursementBatchId(id);
    // Nobody sends 50 MB to a batch they may not see.
    payments::load(&call.app.store, call, id).await?;
    let (form, name, content) = uploaded(request, &web).await?;
    match payments::read_return(call, id, &form, &name, content).await {
        Ok(read) => {
            let code = if read.before { "return_before" } else { "return" };
            Ok(Redirect::to(&format!("{HERE}/{id}?done={code}")).into_response())
        }
        Err(refusal) => {
            let typed = Typed { paid_on: form.paid_on, ..Typed::default() };
            outcome::<()>(&web, &session, id, Err(refusal), "", typed).await
        }
    }
}

async fn uploaded(request: Request, web: &Web) -> Result<(ReturnForm, String, Vec<u8>), Refusal> {
    let unreadable = || Refusal::field("file", "上传未完成或超过 50 MB，请重新选择文件");
    let parts = Multipart::from_request(request, web).await;
    let mut parts = parts.map_err(|_| unreadable())?;
    let mut form = ReturnForm::default();
    let (mut name, mut content) = (String::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        match part.name() {
            Some("file") => {
                part.file_name().unwrap_or_default().clone_into(&mut name);
                content = part.bytes().await.map_err(|_| unreadable())?.to_vec();
            }
            Some("revision") => form.revision = part.text().await.map_err(|_| unreadable())?,
            Some("paid_on") => form.paid_on = part.text().await.map_err(|_| unreadable())?,
            _ => {}
        }
    }
    Ok((form, name, content))
}
