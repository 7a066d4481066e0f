//! The list of applications with its export; work on many begins here.

use super::HERE;
use crate::choices::{coded, pairs, units, with_empty, years};
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
use jixiao_app::authz::{self, Action};
use jixiao_app::cases::{self, BatchForm, CaseList, CaseListForm, Handled};
use jixiao_app::programmes::{self, RoundListForm};
use jixiao_domain::{AidCaseEvent, AidCaseState, AidStage, Coded as _};
use serde::Deserialize;

/// Rounds offered to choose from.
const ROUND_COUNT_MAX: i64 = 500;

#[derive(Template)]
#[template(path = "cases/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    list: CaseList,
    filter: CaseListForm,
    pager: Pager,
    errors: Errors,
    typed: BatchForm,
    handled: Option<Handled>,
    purpose: String,
    may_reveal: bool,
    rounds: Vec<(String, String)>,
    years: Vec<(String, String)>,
    states: Vec<(String, String)>,
    stages: Vec<(String, String)>,
    units: Vec<(String, String)>,
    orders: Vec<(String, String)>,
    events: Vec<(String, String)>,
}

impl ListPage {
    /// The filter as hidden fields of the form of a batch.
    fn names(&self) -> [(&'static str, &str); 10] {
        names(&self.filter)
    }
}

/// What a list shows beside its lines.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) errors: Errors,
    pub(super) typed: BatchForm,
    pub(super) handled: Option<Handled>,
    pub(super) purpose: String,
}

fn names(filter: &CaseListForm) -> [(&'static str, &str); 10] {
    [
        ("round", &filter.round),
        ("programme", &filter.programme),
        ("year", &filter.year),
        ("state", &filter.state),
        ("stage", &filter.stage),
        ("organisation", &filter.organisation),
        ("held", &filter.held),
        ("person", &filter.person),
        ("overdue", &filter.overdue),
        ("sort", &filter.sort),
    ]
}

#[derive(Deserialize)]
pub(super) struct PageQuery {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<CaseListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    let page = shown(&web, &session, filter, query.page, Beside::default()).await?;
    Ok(render(&page))
}

pub(super) async fn shown(
    web: &Web,
    session: &Session,
    filter: CaseListForm,
    page: Option<i64>,
    beside: Beside,
) -> Result<ListPage, jixiao_app::Refusal> {
    let call = session.call(web);
    let fetch = |offset| cases::list(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &CaseList| list.totals.count;
    let (list, pager) = turned(page, &names(&filter), total, fetch).await?;
    let found = programmes::rounds(call, &RoundListForm::default(), 0, ROUND_COUNT_MAX).await?;
    let rounds = found.lines.iter().map(|round| (round.id.to_string(), round.label.clone()));
    let orders = [("", "最近登记"), ("oldest", "最早登记"), ("due", "期限先后")];
    let events = AidCaseEvent::ALL.iter().filter(|event| event.is_manual());
    let events = events.map(|event| (event.code().to_owned(), event.word().to_owned())).collect();
    Ok(ListPage {
        frame: Frame::new(session, HERE, "救助申请"),
        rounds: with_empty(rounds.collect(), "全部"),
        years: years(&found.years),
        states: with_empty(coded::<AidCaseState>(), "全部"),
        stages: with_empty(coded::<AidStage>(), "全部"),
        units: with_empty(units(&list.organisations), "全部"),
        orders: pairs(&orders),
        events: with_empty(events, "请选择"),
        may_reveal: authz::allows_somewhere(&session.actor, Action::RevealPeople),
        list,
        filter,
        pager,
        errors: beside.errors,
        typed: beside.typed,
        handled: beside.handled,
        purpose: beside.purpose,
    })
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<CaseListForm>,
) -> PageResult {
    let book = cases::export(session.call(&web), &filter, None).await?;
    Ok(download::file("救助申请.xlsx", download::XLSX, book))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FullForm {
    purpose: String,
    #[serde(flatten)]
    filter: CaseListForm,
}

pub(super) async fn export_full(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<FullForm>,
) -> PageResult {
    let FullForm { purpose, filter } = form;
    match cases::export(session.call(&web), &filter, Some(&purpose)).await {
        Ok(book) => Ok(download::file("救助申请_含证件号码.xlsx", download::XLSX, book)),
        Err(refusal) => {
            let beside = Beside { errors: Errors::of(refusal)?, purpose, ..Beside::default() };
            let page = shown(&web, &session, filter, None, beside).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}
