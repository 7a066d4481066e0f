//! The list of departments' years, its export, and opening a year.

use super::HERE;
use crate::error::{PageResult, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, choices, download, show};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use jixiao_app::authz::{self, Action};
use jixiao_app::departments::{self, Choices, ListTyped, Listing, OpenTyped};
use jixiao_app::exchange;
use jixiao_domain::{Coded as _, FilingState, Money, PrintUnit};
use jixiao_store::views::departments::Order;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "departments/list.html")]
struct ListPage {
    frame: Frame,
    list: Listing,
    filter: ListTyped,
    pager: Pager,
    fills: bool,
}

impl ListPage {
    fn money(amount: &Option<Money>) -> String {
        amount.as_ref().map_or_else(|| "—".to_owned(), show::yuan)
    }

    fn years(&self) -> Vec<(String, String)> {
        let years = self.list.years.iter().map(|year| (year.to_string(), format!("{year}年度")));
        choices::with_empty(years.collect(), "全部")
    }

    fn states() -> Vec<(String, String)> {
        choices::with_empty(choices::coded::<FilingState>(), "全部")
    }

    fn orders() -> Vec<(String, String)> {
        choices::coded::<Order>()
    }
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ListTyped>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let call = session.call(&web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| departments::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &Listing| list.totals.count;
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let frame = Frame::new(&session, HERE, "部门整体");
    let fills = authz::allows_somewhere(&session.actor, Action::FillDepartments);
    Ok(render(&ListPage { frame, list, filter, pager, fills }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ListTyped>,
) -> PageResult {
    let book = exchange::export_departments(session.call(&web), &filter).await?;
    Ok(download::file("部门整体.xlsx", download::XLSX, book))
}

#[derive(Template)]
#[template(path = "departments/new.html")]
struct NewPage {
    frame: Frame,
    choices: Choices,
    typed: OpenTyped,
    errors: Errors,
}

impl NewPage {
    fn organisations(&self) -> Vec<(String, String)> {
        choices::units(&self.choices.organisations)
    }

    fn frameworks(&self) -> Vec<(String, String)> {
        let of = self.choices.frameworks.iter();
        of.map(|framework| (framework.id.clone(), framework.title.clone())).collect()
    }

    fn units() -> Vec<(String, String)> {
        choices::coded::<PrintUnit>()
    }
}

pub(super) async fn new(State(web): State<Web>, session: Session) -> PageResult {
    let call = session.call(&web);
    let year = chrono::Datelike::year(&call.today());
    let typed = OpenTyped {
        organisation: session.actor.organisation_id.to_string(),
        year: year.to_string(),
        framework: "department-national-2013".to_owned(),
        money_unit: PrintUnit::TenThousandYuan.code().to_owned(),
    };
    asked(&web, &session, typed, Errors::default()).await
}

async fn asked(web: &Web, session: &Session, typed: OpenTyped, errors: Errors) -> PageResult {
    let choices = departments::choices(session.call(web)).await?;
    let frame = Frame::new(session, HERE, "建立部门整体年度");
    Ok(render(&NewPage { frame, choices, typed, errors }))
}

pub(super) async fn open(
    State(web): State<Web>,
    session: Session,
    Form(typed): Form<OpenTyped>,
) -> PageResult {
    match departments::open(session.call(&web), &typed).await {
        Ok(id) => Ok(Redirect::to(&format!("/departments/{id}")).into_response()),
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = asked(&web, &session, typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
