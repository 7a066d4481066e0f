//! 审计日志: the list, its export, the check of its chain.

use crate::error::{PageResult, WebError, render};
use crate::form::Errors;
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jixiao_app::audit::{self, AuditPage, AuditQuery};
use jixiao_app::authz::Action;
use jixiao_store::audit::AuditEntry;
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    let access = Access::May(Action::ReadAudit);
    vec![
        get("/audit", access, list),
        get("/audit.xlsx", access, export),
        post("/audit/verify", access, verify),
    ]
}

#[derive(Template)]
#[template(path = "audit/list.html")]
struct ListPage {
    frame: Frame,
    query: AuditQuery,
    entries: Vec<AuditEntry>,
    pager: Pager,
    areas: Vec<(String, String)>,
    outcomes: Vec<(String, String)>,
    /// What the check of the chain found, and whether that is bad.
    verdict: Option<(bool, String)>,
    errors: Errors,
}

#[derive(Deserialize)]
struct PageNumber {
    page: Option<i64>,
}

async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<AuditQuery>,
    Query(number): Query<PageNumber>,
) -> PageResult {
    page(&web, &session, query, number.page, None).await
}

async fn page(
    web: &Web,
    session: &Session,
    query: AuditQuery,
    number: Option<i64>,
    verdict: Option<(bool, String)>,
) -> Result<Response, WebError> {
    let parameters = [
        ("from", query.from.as_str()),
        ("to", &query.to),
        ("user", &query.user),
        ("action", &query.action),
        ("subject_kind", &query.subject_kind),
        ("subject_id", &query.subject_id),
        ("outcome", &query.outcome),
    ];
    let call = session.call(web);
    let fetch = |offset| audit::search(call, &query, offset, ROWS_PER_PAGE);
    let found = turned(number, &parameters, |found: &AuditPage| found.total, fetch).await;
    let (entries, pager, errors) = match found {
        Ok((found, pager)) => (found.entries, pager, Errors::default()),
        Err(refusal) => (Vec::new(), Pager::new(None, 0, &parameters), Errors::of(refusal)?),
    };
    let outcomes = [("", "全部"), ("done", "成功"), ("refused", "拒绝"), ("failed", "失败")];
    let mut areas = vec![(String::new(), "全部".to_owned())];
    let area = |(code, word): &(&str, &str)| (format!("{code}."), (*word).to_owned());
    areas.extend(audit::AREAS.iter().map(area));
    Ok(render(&ListPage {
        frame: Frame::new(session, "/audit", "审计日志"),
        entries,
        pager,
        areas,
        outcomes: outcomes.map(|(code, word)| (code.to_owned(), word.to_owned())).into(),
        verdict,
        errors,
        query,
    }))
}

async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<AuditQuery>,
) -> PageResult {
    let bytes = audit::export(session.call(&web), &query).await?;
    Ok(download::file("审计日志.xlsx", download::XLSX, bytes))
}

async fn verify(State(web): State<Web>, session: Session) -> PageResult {
    let (count, broken) = audit::check(session.call(&web)).await?;
    let verdict = match broken {
        None => (false, format!("已校验 {count} 条记录，链条完整，未发现改动、插入或缺失。")),
        Some(broken) => (
            true,
            format!("前 {count} 条完整；第 {} 条起不完整：{}。", broken.sequence, broken.what),
        ),
    };
    page(&web, &session, AuditQuery::default(), None, Some(verdict)).await
}
