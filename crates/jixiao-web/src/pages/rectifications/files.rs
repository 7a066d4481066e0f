//! The files of a reply: uploading, downloading, withdrawing.

use super::HERE;
use crate::error::PageResult;
use crate::pages::self_evaluations::uploaded;
use crate::session::Session;
use crate::{Web, download};
use axum::Form;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::{attachments, rectifications};
use jixiao_domain::{AttachmentId, RectificationId};
use serde::Deserialize;

pub(super) async fn add(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
    request: Request,
) -> PageResult {
    let call = session.call(&web);
    let id = RectificationId(id);
    // Nobody sends 50 MB before it is known that they may.
    rectifications::require_reply(call, id).await?;
    attachments::add(call, id, uploaded(request, &web).await?).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}?done=file_added")).into_response())
}

/// Always as a download, whatever the file says of itself; the type is the one told from its bytes.
pub(super) async fn download(
    State(web): State<Web>,
    session: Session,
    Path((id, file)): Path<(i64, i64)>,
) -> PageResult {
    let call = session.call(&web);
    let got = attachments::download(call, RectificationId(id), AttachmentId(file)).await?;
    Ok(download::file(&got.attachment.file_name, &got.attachment.media_type, got.content))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    reason: String,
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    session: Session,
    Path((id, file)): Path<(i64, i64)>,
    Form(form): Form<Reason>,
) -> PageResult {
    let (id, file) = (RectificationId(id), AttachmentId(file));
    attachments::withdraw(session.call(&web), id, file, &form.reason).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}?done=file_withdrawn")).into_response())
}
