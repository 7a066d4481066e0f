//! The forms of a department as files or to be printed.

use super::HERE;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, print};
use axum::extract::{Path, State};
use jixiao_app::Refusal;
use jixiao_app::documents::{self, DepartmentForm, Format};
use jixiao_domain::{Coded as _, DepartmentYearId};

fn which(code: &str) -> Result<DepartmentForm, Refusal> {
    DepartmentForm::from_code(code).ok_or(Refusal::NotFound("该表"))
}

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, form, extension)): Path<(i64, String, String)>,
) -> PageResult {
    let form = which(&form)?;
    let format = print::form_format(&extension)?;
    let call = session.call(&web);
    Ok(print::file(documents::department(call, DepartmentYearId(id), form, format).await?))
}

/// An official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path((id, form)): Path<(i64, String)>,
) -> PageResult {
    let which = which(&form)?;
    let call = session.call(&web);
    let form = documents::department(call, DepartmentYearId(id), which, Format::Html).await?;
    Ok(print::page(&session, HERE, which.word(), format!("{HERE}/{id}"), &form))
}
