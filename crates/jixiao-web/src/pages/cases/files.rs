//! 申请表 and 审核表 as files.

use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, download};
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::documents::{self, Document};
use jixiao_domain::AidCaseId;

fn file(document: Document) -> axum::response::Response {
    download::file(&document.file_name, document.media_type, document.bytes)
}

pub(super) async fn application(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&format).ok_or(Refusal::NotFound("该格式的文件"))?;
    let call = session.call(&web);
    Ok(file(documents::aid_application(call, AidCaseId(id), format).await?))
}

pub(super) async fn review(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&format).ok_or(Refusal::NotFound("该格式的文件"))?;
    let call = session.call(&web);
    Ok(file(documents::aid_review(call, AidCaseId(id), format).await?))
}
