//! 未发放清单: what was approved and has not arrived.

use crate::choices::{pairs, units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jixiao_app::payments::{self, UnpaidForm, UnpaidList};
use serde::Deserialize;

/// Where the list stands in the navigation.
const HERE: &str = "/payments/unpaid";

#[derive(Template)]
#[template(path = "payments/unpaid.html")]
struct UnpaidPage {
    frame: Frame,
    list: UnpaidList,
    filter: UnpaidForm,
    pager: Pager,
    errors: Errors,
    purpose: String,
    years: Vec<(String, String)>,
    places: Vec<(String, String)>,
    units: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<UnpaidForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    shown(&web, &session, filter, query.page, String::new(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    filter: UnpaidForm,
    page: Option<i64>,
    purpose: String,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let names = [
        ("year", filter.year.as_str()),
        ("place", &filter.place),
        ("organisation", &filter.organisation),
    ];
    let fetch = |offset| payments::unpaid(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(page, &names, |list: &UnpaidList| list.total, fetch).await?;
    Ok(render(&UnpaidPage {
        frame: Frame::new(session, HERE, "未发放清单"),
        years: crate::choices::years(&list.years),
        places: with_empty(pairs(&UnpaidForm::PLACES), "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        list,
        filter,
        pager,
        errors,
        purpose,
    }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ExportForm {
    purpose: String,
    #[serde(flatten)]
    filter: UnpaidForm,
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<ExportForm>,
) -> PageResult {
    let ExportForm { purpose, filter } = form;
    match payments::export_unpaid(session.call(&web), &filter, &purpose).await {
        Ok(book) => Ok(download::file("未发放清单.xlsx", download::XLSX, book)),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, filter, None, purpose, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
