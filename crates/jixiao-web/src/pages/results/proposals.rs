//! Proposals as a list, and computing them.

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
use jixiao_app::input;
use jixiao_app::results::{self, ProposalList, ProposalListForm};
use jixiao_domain::{Coded as _, ProposalDecision, ProposalState};
use serde::Deserialize;

const HERE: &str = "/results/proposals";

#[derive(Template)]
#[template(path = "results/proposals.html")]
struct ListPage {
    frame: Frame,
    list: ProposalList,
    filter: ProposalListForm,
    pager: Pager,
    states: Vec<(String, String)>,
    decisions: Vec<(String, String)>,
    orders: Vec<(String, String)>,
    errors: Errors,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    page: Option<i64>,
    made: Option<usize>,
    renewed: Option<usize>,
    kept: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ComputeForm {
    year: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ProposalListForm>,
    Query(query): Query<PageQuery>,
) -> PageResult {
    shown(&web, &session, filter, query, Errors::default()).await
}

async fn shown(
    web: &Web,
    session: &Session,
    filter: ProposalListForm,
    query: PageQuery,
    errors: Errors,
) -> PageResult {
    let call = session.call(web);
    let names = [
        ("year", filter.year.as_str()),
        ("state", &filter.state),
        ("decision", &filter.decision),
        ("q", &filter.q),
        ("sort", &filter.sort),
    ];
    let fetch = |offset| results::list_proposals(call, &filter, offset, ROWS_PER_PAGE);
    let total = |list: &ProposalList| i64::try_from(list.totals.count).unwrap_or(i64::MAX);
    let (list, pager) = turned(query.page, &names, total, fetch).await?;
    let message = query.made.map(|made| {
        let (renewed, kept) = (query.renewed.unwrap_or(0), query.kept.unwrap_or(0));
        format!("测算完成：新增 {made} 项，更新 {renewed} 项，保留已调整或已提交的 {kept} 项。")
    });
    let frame = Frame::new(session, HERE, "预算建议").message(message);
    let states = choices::with_empty(choices::coded::<ProposalState>(), "全部");
    let decisions = choices::with_empty(choices::coded::<ProposalDecision>(), "全部");
    let orders = [("", "单位"), ("amount", "金额从大到小"), ("change", "减少最多的在前")]
        .map(|(code, word)| (code.to_owned(), word.to_owned()))
        .to_vec();
    Ok(render(&ListPage { frame, list, filter, pager, states, decisions, orders, errors }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(filter): Query<ProposalListForm>,
) -> PageResult {
    let book = results::export_proposals(session.call(&web), &filter).await?;
    Ok(download::file("预算建议.xlsx", download::XLSX, book))
}

pub(super) async fn compute(
    State(web): State<Web>,
    session: Session,
    Form(form): Form<ComputeForm>,
) -> PageResult {
    let filter = ProposalListForm { year: form.year, ..ProposalListForm::default() };
    let done = match input::year(&filter.year) {
        Ok(year) => results::compute(session.call(&web), i64::from(year.get())).await,
        Err(message) => Err(jixiao_app::Refusal::field("year", message)),
    };
    match done {
        Ok(done) => {
            let address = format!(
                "/results/proposals?year={}&made={}&renewed={}&kept={}",
                filter.year, done.made, done.renewed, done.kept
            );
            Ok(Redirect::to(&address).into_response())
        }
        Err(refusal) => {
            let errors = Errors::of(refusal)?;
            let page = shown(&web, &session, filter, PageQuery::default(), errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
