//! The official form as a file or to be printed, and many of them as a zip.

use super::HERE;
use crate::error::PageResult;
use crate::session::Session;
use crate::{Web, print};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Form;
use jixiao_app::authz::{self, Action};
use jixiao_app::documents::{self, Format};
use jixiao_app::self_evaluations::ListTyped;
use jixiao_app::{Refusal, input};
use jixiao_domain::SelfEvaluationId;
use serde::Deserialize;

pub(super) async fn document(
    State(web): State<Web>,
    session: Session,
    Path((id, format)): Path<(i64, String)>,
) -> PageResult {
    let format = print::form_format(&format)?;
    let id = SelfEvaluationId(id);
    Ok(print::file(documents::self_evaluation(session.call(&web), id, format).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
    format: String,
}

pub(super) async fn project_list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    authz::scope(&session.actor, Action::SeeProjects)?;
    let format = print::form_format(&query.format)?;
    let year = input::year(&query.year).map_err(|message| Refusal::field("year", message))?;
    Ok(print::file(documents::project_list(session.call(&web), year, format).await?))
}

/// The official form in the browser, to be printed as it stands.
pub(super) async fn print(
    State(web): State<Web>,
    session: Session,
    Path(id): Path<i64>,
) -> PageResult {
    let call = session.call(&web);
    let form = documents::self_evaluation(call, SelfEvaluationId(id), Format::Html).await?;
    Ok(print::page(&session, HERE, "打印绩效自评表", format!("{HERE}/{id}"), &form))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ArchiveForm {
    format: String,
}

pub(super) async fn archive(
    State(web): State<Web>,
    session: Session,
    Query(typed): Query<ListTyped>,
    Form(form): Form<ArchiveForm>,
) -> PageResult {
    authz::scope(&session.actor, Action::SeeProjects)?;
    let format = print::form_format(&form.format)?;
    let job = documents::start_archive(session.call(&web), &typed, format).await?;
    Ok(Redirect::to(&format!("/jobs/{job}")).into_response())
}
