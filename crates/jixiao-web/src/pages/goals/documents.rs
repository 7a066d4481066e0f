//! The 绩效目标申报表 as a file or to be printed.

use super::HERE;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, print};
use axum::extract::{Path, State};
use jixiao_app::documents::{self, Format};
use jixiao_domain::GoalId;

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, extension)): Path<(i64, String)>,
) -> PageResult {
    let format = print::form_format(&extension)?;
    Ok(print::file(documents::goal(session.call(&web), GoalId(id), format).await?))
}

/// The official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let form = documents::goal(session.call(&web), GoalId(id), Format::Html).await?;
    Ok(print::page(&session, HERE, "绩效目标申报表", format!("{HERE}/{id}"), &form))
}
