//! A report as a file, alone or bound with its forms, or to be printed.

use super::HERE;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, print};
use axum::extract::{Path, State};
use jixiao_app::documents::Format;
use jixiao_app::reports;
use jixiao_domain::ReportId;

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    Ok(print::file(reports::document(session.call(&web), ReportId(id), format).await?))
}

pub(super) async fn volume(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::text_format(&extension)?;
    Ok(print::file(reports::bound_document(session.call(&web), ReportId(id), format).await?))
}

/// The report with its forms in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let form = reports::bound_document(session.call(&web), ReportId(id), Format::Html).await?;
    Ok(print::page(&session, HERE, "绩效报告", format!("{HERE}/{id}"), &form))
}
