//! The official form as a file or to be printed.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::documents;
use jixiao_domain::MonitoringRecordId;

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&format)
        .filter(|format| format.extension() != "html")
        .ok_or(Refusal::NotFound("该格式"))?;
    let id = MonitoringRecordId(id);
    let document = documents::monitoring(session.call(&web), id, format).await?;
    Ok(download::file(&document.file_name, document.media_type, document.bytes))
}

#[derive(Template)]
#[template(path = "monitoring/print.html")]
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
        documents::monitoring(call, MonitoringRecordId(id), documents::Format::Html).await?;
    let form = String::from_utf8_lossy(&document.bytes).into_owned();
    let frame = Frame::new(&session, super::HERE, "打印绩效运行监控表");
    Ok(render(&PrintPage { frame, id, form }))
}
