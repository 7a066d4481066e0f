//! 用户与角色: the list of accounts and its export. One account is below.

mod create;
mod user;

use crate::error::{PageResult, render};
use crate::list::{Pager, ROWS_PER_PAGE, turned};
use crate::page::Frame;
use crate::route::{get, post};
use crate::session::Session;
use crate::{Access, Route, Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::accounts::{self, AccountList, AccountQuery, Line};
use jixiao_app::authz::{self, Action};
use jixiao_app::organisations;
use jixiao_domain::{Coded, Role};
use jixiao_store::organisations::Organisation;
use jixiao_store::views::users::UserOrder;
use serde::Deserialize;

/// Who sees accounts.
const SEERS: Access = Access::MayAny(&[Action::ManageAccounts, Action::GrantRoles]);
const MANAGERS: Access = Access::May(Action::ManageAccounts);
const GRANTERS: Access = Access::May(Action::GrantRoles);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/users", SEERS, list),
        get("/users.xlsx", SEERS, export),
        get("/users/new", MANAGERS, create::show),
        post("/users/new", MANAGERS, create::make),
        get("/users/{id}", SEERS, user::show_page),
        post("/users/{id}/change", MANAGERS, user::change),
        post("/users/{id}/active", MANAGERS, user::set_active),
        post("/users/{id}/reset-password", MANAGERS, user::reset_password),
        post("/users/{id}/reset-second-factor", GRANTERS, user::reset_second_factor),
        post("/users/{id}/grant", GRANTERS, user::grant),
        post("/users/{id}/revoke", GRANTERS, user::revoke),
    ]
}

#[derive(Template)]
#[template(path = "users/list.html")]
struct ListPage {
    frame: Frame,
    query: AccountQuery,
    lines: Vec<Line>,
    pager: Pager,
    roles: Vec<(String, String)>,
    places: Vec<(String, String)>,
    orders: Vec<(String, String)>,
    uses: Vec<(String, String)>,
    may_manage: bool,
}

#[derive(Deserialize)]
struct PageNumber {
    page: Option<i64>,
}

async fn list(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<AccountQuery>,
    Query(number): Query<PageNumber>,
) -> PageResult {
    let call = session.call(&web);
    let parameters = [
        ("q", query.q.as_str()),
        ("role", &query.role),
        ("organisation_id", &query.organisation_id),
        ("active", &query.active),
        ("order", &query.order),
    ];
    let total = |found: &AccountList| found.total;
    let fetch = |offset| accounts::list(call, &query, offset, ROWS_PER_PAGE);
    let (found, pager) = turned(number.page, &parameters, total, fetch).await?;
    let tree = organisations::tree(call).await?;
    Ok(render(&ListPage {
        frame: Frame::new(&session, "/users", "用户与角色"),
        lines: found.lines,
        pager,
        roles: with_all(coded::<Role>()),
        places: with_all(places(&tree.places)),
        orders: coded::<UserOrder>(),
        uses: with_all(uses()),
        may_manage: authz::allows_somewhere(&session.actor, Action::ManageAccounts),
        query,
    }))
}

async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<AccountQuery>,
) -> PageResult {
    let bytes = accounts::export(session.call(&web), &query).await?;
    Ok(download::file("用户.xlsx", download::XLSX, bytes))
}

/// All values of an enumeration as choices.
pub(super) fn coded<T: Coded>() -> Vec<(String, String)> {
    T::ALL.iter().map(|value| (value.code().to_owned(), value.word().to_owned())).collect()
}

/// Organisations as choices, indented as the tree is.
pub(super) fn places(places: &[Organisation]) -> Vec<(String, String)> {
    let top = places.iter().map(depth).min().unwrap_or(0);
    places
        .iter()
        .map(|place| {
            let indent = "　".repeat(depth(place).saturating_sub(top));
            (place.id.to_string(), format!("{indent}{}", place.name))
        })
        .collect()
}

/// How deep an organisation stands in the whole tree.
pub(super) fn depth(place: &Organisation) -> usize {
    place.path.matches('/').count()
}

/// In use or not.
pub(super) fn uses() -> Vec<(String, String)> {
    [("yes", "在用"), ("no", "停用")].map(|(code, word)| (code.to_owned(), word.to_owned())).into()
}

/// Choices of a form, beginning with none: nobody is given a role by leaving a field alone.
pub(super) fn with_none(mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), "请选择".to_owned()));
    options
}

/// Choices of a filter, with one that does not narrow.
pub(super) fn with_all(mut options: Vec<(String, String)>) -> Vec<(String, String)> {
    options.insert(0, (String::new(), "全部".to_owned()));
    options
}
