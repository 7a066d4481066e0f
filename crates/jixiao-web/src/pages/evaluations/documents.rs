//! The 绩效评价得分表 as a file or to be printed.

use super::HERE;
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::documents::{self, Format};
use jixiao_domain::EvaluationId;

#[derive(Template)]
#[template(path = "parts/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    form: String,
}

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = documents::format(&extension)
        .filter(|format| *format != Format::Html)
        .ok_or(Refusal::NotFound("该格式"))?;
    let file = documents::evaluation(session.call(&web), EvaluationId(id), format).await?;
    Ok(download::file(&file.file_name, file.media_type, file.bytes))
}

/// The official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let file = documents::evaluation(session.call(&web), EvaluationId(id), Format::Html).await?;
    let form = String::from_utf8_lossy(&file.bytes).into_owned();
    let frame = Frame::new(&session, HERE, "绩效评价得分表");
    Ok(render(&PrintPage { frame, back: format!("{HERE}/{id}"), form }))
}
