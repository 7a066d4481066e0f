//! The forms of a department as files or to be printed.

use super::HERE;
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::documents::{self, DepartmentForm, Format};
use jixiao_domain::{Coded as _, DepartmentYearId};

#[derive(Template)]
#[template(path = "departments/print.html")]
struct PrintPage {
    frame: Frame,
    id: i64,
    form: String,
}

fn which(code: &str) -> Result<DepartmentForm, Refusal> {
    DepartmentForm::from_code(code).ok_or(Refusal::NotFound("该表"))
}

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, form, extension)): Path<(i64, String, String)>,
) -> PageResult {
    let form = which(&form)?;
    let format = documents::format(&extension)
        .filter(|format| *format != Format::Html)
        .ok_or(Refusal::NotFound("该格式"))?;
    let call = session.call(&web);
    let file = documents::department(call, DepartmentYearId(id), form, format).await?;
    Ok(download::file(&file.file_name, file.media_type, file.bytes))
}

/// An official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path((id, form)): Path<(i64, String)>,
) -> PageResult {
    let which = which(&form)?;
    let call = session.call(&web);
    let file = documents::department(call, DepartmentYearId(id), which, Format::Html).await?;
    let form = String::from_utf8_lossy(&file.bytes).into_owned();
    let frame = Frame::new(&session, HERE, which.word());
    Ok(render(&PrintPage { frame, id, form }))
}
