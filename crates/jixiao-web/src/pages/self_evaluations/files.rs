//! Evidence: uploading, downloading, withdrawing.

use super::HERE;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, download, show};
use axum::extract::{FromRequest as _, Multipart, Path, Request, State};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::Refusal;
use jixiao_app::attachments::{self, Attachment, Evidence, NewFile};
use jixiao_app::authz::Action;
use jixiao_app::self_evaluations as area;
use jixiao_domain::{AttachmentId, GoalIndicatorId, SelfEvaluationId};
use serde::Deserialize;

/// A file in a list.
pub(crate) struct FileLine {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) size: String,
    pub(crate) added_at: String,
    pub(crate) digest: String,
    /// Why it was withdrawn.
    pub(crate) withdrawn: Option<String>,
}

pub(crate) fn lines(files: &[Attachment]) -> Vec<FileLine> {
    files
        .iter()
        .map(|file| FileLine {
            id: file.id.0,
            name: file.file_name.clone(),
            size: size(file.byte_count),
            added_at: show::moment(&file.added_at),
            digest: file.digest.clone(),
            withdrawn: file.withdrawn_at.map(|_| file.withdrawn_reason.clone().unwrap_or_default()),
        })
        .collect()
}

fn size(byte_count: i64) -> String {
    if byte_count < 1024 {
        format!("{byte_count} 字节")
    } else if byte_count < 1024 * 1024 {
        format!("{} KB", byte_count / 1024)
    } else {
        format!("{} MB", byte_count / (1024 * 1024))
    }
}

fn evidence(id: i64, indicator: i64) -> Evidence {
    Evidence {
        self_evaluation_id: SelfEvaluationId(id),
        goal_indicator_id: GoalIndicatorId(indicator),
    }
}

pub(super) async fn add(
    State(web): State<Web>,
    session: Session,
    Path((id, indicator)): Path<(i64, i64)>,
    request: Request,
) -> PageResult {
    let call = session.call(&web);
    // Nobody sends 50 MB before it is known that they may.
    area::require(call, SelfEvaluationId(id), &[Action::FillSelfEvaluations]).await?;
    let file = uploaded(request, &web).await?;
    attachments::add(call, evidence(id, indicator), file).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}?done=file_added")).into_response())
}

/// The file of a form that uploads one.
pub(crate) async fn uploaded(request: Request, web: &Web) -> Result<NewFile, Refusal> {
    let unreadable = || Refusal::field("file", "上传未完成或超过 50 MB，请重新选择文件");
    let form = Multipart::from_request(request, web).await;
    let mut form = form.map_err(|_| unreadable())?;
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let content = field.bytes().await.map_err(|_| unreadable())?.to_vec();
            file = Some(NewFile { name, content });
        }
    }
    file.ok_or_else(|| Refusal::field("file", "请选择文件"))
}

/// Always as a download, whatever the file says of itself; the type is the one told from its bytes.
pub(super) async fn download(
    State(web): State<Web>,
    session: Session,
    Path((id, indicator, file)): Path<(i64, i64, i64)>,
) -> PageResult {
    let call = session.call(&web);
    let got = attachments::download(call, evidence(id, indicator), AttachmentId(file)).await?;
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
    Path((id, indicator, file)): Path<(i64, i64, i64)>,
    Form(form): Form<Reason>,
) -> PageResult {
    let call = session.call(&web);
    let file = AttachmentId(file);
    attachments::withdraw(call, evidence(id, indicator), file, &form.reason).await?;
    Ok(Redirect::to(&format!("{HERE}/{id}?done=file_withdrawn")).into_response())
}
