//! A report as a file, alone or bound with its forms, or to be printed.

use super::HERE;
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Path, State};
use jixiao_app::{Refusal, reports};
use jixiao_app::documents::{self, Format};
use jixiao_domain::ReportId;

#[derive(Template)]
#[template(path = "reports/print.html")]
struct PrintPage {
    frame: Frame,
    id: i64,
    form: String,
}

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let file = reports::document(session.call(&web), ReportId(id), format(&extension)?).await?;
    Ok(download::file(&file.file_name, file.media_type, file.bytes))
}

pub(super) async fn volume(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = format(&extension)?;
    let file = reports::bound_document(session.call(&web), ReportId(id), format).await?;
    Ok(download::file(&file.file_name, file.media_type, file.bytes))
}

/// Running text goes into documents, not into workbooks.
fn format(extension: &str) -> Result<Format, Refusal> {
    documents::format(extension)
        .filter(|format| matches!(format, Format::Docx | Format::Pdf))
        .ok_or(Refusal::NotFound("该格式"))
}

/// The report with its forms in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let file = reports::bound_document(session.call(&web), ReportId(id), Format::Html).await?;
    let form = String::from_utf8_lossy(&file.bytes).into_owned();
    let frame = Frame::new(&session, HERE, "绩效报告");
    Ok(render(&PrintPage { frame, id, form }))
}
