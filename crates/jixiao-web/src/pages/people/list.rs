//! The list of people, the search, and the workbooks.

use super::HERE;
use crate::choices::{coded, pairs, units, with_empty};
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jixiao_app::authz::{self, Action};
use jixiao_app::people::{self, FindForm, Found, PersonList, PersonListForm, Sight};
use jixiao_domain::{Coded as _, HonourLevel, masked_name};
use jixiao_store::views::people::PersonLine;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    frame: Frame,
    list: PersonList,
    filter: PersonListForm,
    pager: Pager,
    errors: Errors,
    may_reveal: bool,
    purpose: String,
    groups: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<PersonListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    shown(&web, &session, filter, query.page, String::new(), Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    filter: PersonListForm,
    page: Option<i64>,
    purpose: String,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let names = [
        ("group", filter.group.as_str()),
        ("level", &filter.level),
        ("organisation", &filter.organisation),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| people::people(call, &filter, offset, ROWS_PER_PAGE);
    let (list, pager) = turned(page, &names, |list: &PersonList| list.total, fetch).await?;
    let orders = [("", "最近登记"), ("name", "姓名"), ("organisation", "建档单位")];
    Ok(render(&ListPage {
        frame: Frame::new(session, HERE, "帮扶对象"),
        may_reveal: authz::allows_somewhere(&session.actor, Action::RevealPeople),
        groups: with_empty(pairs(PersonListForm::GROUPS), "全部"),
        levels: with_empty(coded::<HonourLevel>(), "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        orders: pairs(&orders),
        list,
        filter,
        pager,
        errors,
        purpose,
    }))
}

#[derive(Template)]
#[template(path = "people/found.html")]
struct FoundPage {
    frame: Frame,
    found: Option<Found>,
    words: String,
    errors: Errors,
}

impl FoundPage {
    fn name(found: &Found, line: &PersonLine) -> String {
        match found.sight {
            Sight::Inside => line.name.clone(),
            Sight::Outside => masked_name(&line.name),
        }
    }
}

pub(super) async fn find(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<FindForm>,
) -> PageResult {
    let frame = Frame::new(&session, HERE, "查找帮扶对象");
    match people::find(session.call(&web), &form).await {
        Ok(found) => {
            // A number is not shown again.
            let words = if found.by_number { String::new() } else { form.words };
            let found = Some(found);
            Ok(render(&FoundPage { frame, found, words, errors: Errors::default() }))
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = FoundPage { frame, found: None, words: form.words, errors };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<PersonListForm>,
) -> PageResult {
    let book = people::export_people(session.call(&web), &filter, None).await?;
    Ok(download::file("帮扶对象.xlsx", download::XLSX, book))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FullForm {
    purpose: String,
    #[serde(flatten)]
    filter: PersonListForm,
}

pub(super) async fn export_full(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<FullForm>,
) -> PageResult {
    let FullForm { purpose, filter } = form;
    match people::export_people(session.call(&web), &filter, Some(&purpose)).await {
        Ok(book) => Ok(download::file("帮扶对象_完整号码.xlsx", download::XLSX, book)),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, filter, None, purpose, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
