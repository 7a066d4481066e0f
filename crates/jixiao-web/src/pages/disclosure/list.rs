//! The list of disclosures, its export, and the start of a new one.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::disclosures::{self, BeginForm, DisclosureList, DisclosureListForm};
use jixiao_domain::{Coded as _, FilingState};
use jixiao_store::organisations::Organisation;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "disclosure/list.html")]
struct ListPage {
    frame: Frame,
    list: DisclosureList,
    filter: DisclosureListForm,
    pager: Pager,
    /// Where the reader may begin one.
    places: Vec<Organisation>,
    begin: BeginForm,
    errors: Errors,
}

#[derive(Default, Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<DisclosureListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    shown(&web, &session, filter, query, BeginForm::default(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    filter: DisclosureListForm,
    query: PageQuery,
    begin: BeginForm,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("organisation", &filter.organisation),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| disclosures::list(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(query.page, &names, |list| list.total, fetch).await?;
    let places = if list.may_begin { disclosures::places(call).await? } else { Vec::new() };
    let frame = Frame::new(session, HERE, "绩效公开");
    Ok(render(&ListPage { frame, list, filter, pager, places, begin, errors }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<DisclosureListForm>,
) -> PageResult {
    let book = disclosures::export(session.call(&web), &filter).await?;
    Ok(download::file("绩效公开.xlsx", download::XLSX, book))
}

pub(super) async fn begin(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<BeginForm>,
) -> PageResult {
    match disclosures::begin(session.call(&web), &form).await {
        Ok(id) => Ok(Redirect::to(&format!("/disclosure/{id}/assemble")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let filter = DisclosureListForm::default();
            shown(&web, &session, filter, PageQuery::default(), form, errors).await
        }
    }
}
