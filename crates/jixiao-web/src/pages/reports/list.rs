//! The list of reports, its export, and the start of a new one.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use jixiao_app::Refusal;
use jixiao_app::authz::{self, Action};
use jixiao_app::reports::{self, CreateForm, ReportList, ReportListForm};
use jixiao_domain::{Coded as _, FilingState, ReportKind};
use jixiao_store::organisations::Organisation;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "reports/list.html")]
struct ListPage {
    frame: Frame,
    list: ReportList,
    filter: ReportListForm,
    pager: Pager,
    /// What was asked for and refused.
    create: CreateForm,
    errors: Errors,
    /// The units the reader writes reports for.
    own: Vec<Organisation>,
}

impl ListPage {
    fn fills(&self) -> bool {
        !self.own.is_empty()
    }

    fn kinds() -> Vec<(&'static str, &'static str)> {
        std::iter::once(("", "全部"))
            .chain(ReportKind::ALL.iter().map(|kind| (kind.code(), kind.word())))
            .collect()
    }

    fn states() -> Vec<(&'static str, &'static str)> {
        std::iter::once(("", "全部"))
            .chain(FilingState::ALL.iter().map(|state| (state.code(), state.word())))
            .collect()
    }

    /// The kinds that report on a unit's year.
    fn unit_kinds() -> Vec<(&'static str, &'static str)> {
        UNIT_KINDS.iter().map(|kind| (kind.code(), kind.word())).collect()
    }
}

const UNIT_KINDS: [ReportKind; 1] = [ReportKind::Summary];

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ReportListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let none = (CreateForm::default(), Errors::default());
    shown(&web, &session, filter, query.page, none).await
}

async fn shown(
    web: &Web,
    session: &Session,
    filter: ReportListForm,
    page: Option<i64>,
    (create, errors): (CreateForm, Errors),
) -> Result<Response, crate::error::WebError> {
    let call = session.call(web);
    let offset = page.unwrap_or(1).clamp(1, 1_000_000).saturating_sub(1) * ROWS_PER_PAGE;
    let mut list = reports::list(call, &filter, offset, ROWS_PER_PAGE).await?;
    let names = [
        ("year", filter.year.as_str()),
        ("kind", &filter.kind),
        ("state", &filter.state),
        ("organisation", &filter.organisation),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let pager = Pager::new(page, list.total, &names);
    if pager.offset() != offset {
        list = reports::list(call, &filter, pager.offset(), ROWS_PER_PAGE).await?;
    }
    let frame = Frame::new(session, HERE, "绩效报告");
    let own = list
        .organisations
        .iter()
        .filter(|unit| authz::allows(&session.actor, Action::FillReports, &unit.path))
        .cloned()
        .collect();
    Ok(render(&ListPage { frame, list, filter, pager, create, errors, own }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ReportListForm>,
) -> PageResult {
    let book = reports::export(session.call(&web), &filter).await?;
    Ok(download::file("绩效报告.xlsx", download::XLSX, book))
}

pub(super) async fn create(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<CreateForm>,
) -> PageResult {
    let made: Result<_, Refusal> = reports::create(session.call(&web), &form).await;
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/reports/{id}/edit")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let filter = ReportListForm::default();
            let page = shown(&web, &session, filter, None, (form, errors)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
