//! Who may come where: every route × every role × (own county, another county), and strangers.
//!
//! One test a role, in a world of its own, so that they run side by side and a failure names the
//! role. What is found is compared with the role's columns of `matrix.txt`; a route that has no line
//! fails, and so does an outcome that contradicts what the route table declares. After a wanted
//! change, run with `JIXIAO_WRITE_MATRIX=1` and read the difference.

mod table;

use crate::records::Records;
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use jixiao_app::Actor;
use jixiao_app::authz::roles_of;
use jixiao_app::digest::sm3_hex;
use jixiao_domain::{Coded as _, Role};
use jixiao_store::sessions;
use jixiao_web::{Access, Route};
use std::sync::atomic::Ordering;
use table::Column;

/// Routes whose use case is narrower than what the table can say, and why.
const NARROWER: &[(&str, &str)] = &[
    ("/api/v1/households/{id}/step", "every event asks for a right of its own"),
    ("/duplicates/{id}/judge", "every event asks for a right of its own"),
    ("/households/{id}/step", "every event asks for a right of its own"),
    ("/households/{id}/yearly/{review}", "the record has no review to check"),
    ("/cases/batch", "nothing was chosen, or every event asks for a right of its own"),
    ("/cases/{id}/step", "every event asks for a right of its own"),
    ("/payments/{id}/give-up", "the batch has no line to put back"),
    ("/payments/{id}/recover", "the batch has no line that was paid"),
    ("/payments/{id}/step", "every event asks for a right of its own"),
    ("/policy", "set at the top of the tree only"),
    ("/policy/publication/address", "set at the top of the tree only"),
    ("/policy/publication/key", "made at the top of the tree only"),
    ("/policy/publication/key/renew", "made at the top of the tree only"),
    ("/policy/region", "set at the top of the tree only"),
    ("/departments/{id}/step", "every event asks for a right of its own"),
    ("/departments/{id}/steps", "every event asks for a right of its own"),
    ("/disclosure/{id}/step", "every event asks for a right of its own"),
    ("/assessments/{id}/step", "every event asks for a right of its own"),
    ("/evaluations/{id}/step", "every event asks for a right of its own"),
    ("/rectifications/{id}/step", "every event asks for a right of its own"),
    ("/goals/{id}/step", "every event asks for a right of its own"),
    ("/self-evaluations/{id}/step", "every event asks for a right of its own"),
    ("/self-evaluations/{id}/steps", "every event asks for a right of its own"),
    ("/monitoring/{id}/step", "every event asks for a right of its own"),
    ("/monitoring/{id}/steps", "every event asks for a right of its own"),
    ("/reports/{id}/step", "every event asks for a right of its own"),
    ("/results/proposals/{id}/step", "every event asks for a right of its own"),
];

/// One who asks for every route, one after the other.
struct Visitor {
    browser: Browser,
    world: World,
    records: Records,
    requests: usize,
}

impl Visitor {
    async fn new() -> Self {
        let world = World::new(jixiao_store::testing::sqlite().await).await;
        let records = Records::new(&world).await;
        let browser = Browser::new(world.app.clone());
        Self { browser, world, records, requests: 0 }
    }

    /// A session of its own for every request: some of them end it.
    async fn sign_in(&mut self, actor: Option<&Actor>) {
        self.browser.cookie = None;
        let Some(actor) = actor else { return };
        self.requests += 1;
        let token = format!("token-{}", self.requests);
        let digest = sm3_hex(token.as_bytes());
        let now = crate::world::now();
        sessions::insert(&self.world.app.store, &digest, actor.user_id, now).await.unwrap();
        self.browser.clock.store(now.timestamp_millis(), Ordering::Relaxed);
        self.browser.cookie = Some(format!("jixiao_session={token}"));
    }

    /// The sign of what a route answers to `actor`.
    async fn outcome(&mut self, route: &Route, actor: Option<&Actor>) -> char {
        self.sign_in(actor).await;
        let path = &self.records.fill_in(route.path);
        let answer = if route.method == Method::GET {
            self.browser.get(path).await
        } else {
            let (kind, body) = self.records.body(route.path);
            let request = Request::post(path)
                .header(header::CONTENT_TYPE, kind)
                .header("sec-fetch-site", "same-origin");
            self.browser.send(request, Body::from(body)).await
        };
        let is_barred = route.access != Access::Public;
        let to = answer.location.as_deref().unwrap_or_default();
        match answer.status {
            StatusCode::SEE_OTHER if is_barred && to.starts_with("/sign-in") => 's',
            StatusCode::UNAUTHORIZED => 's',
            StatusCode::FORBIDDEN => '-',
            StatusCode::NOT_FOUND => '?',
            status => {
                assert!(
                    !status.is_server_error() && status != StatusCode::METHOD_NOT_ALLOWED,
                    "{} {path}: {status}\n{}",
                    route.method,
                    answer.body
                );
                '+'
            }
        }
    }
}

/// What the declared access says against a stranger's or a roleless person's outcome.
fn contradicts_stranger(route: &Route, found: char, has_account: bool) -> bool {
    match (&route.access, has_account) {
        (Access::Public, false) => found != '+',
        (Access::Public | Access::SignedIn, true) => false,
        (_, false) => found != 's',
        (_, true) => found == '+',
    }
}

/// What the declared access says against a role's outcomes at home and abroad.
fn contradicts(route: &Route, role: Role, own: char, other: char) -> bool {
    let may = match route.access {
        Access::Public | Access::SignedIn => return false,
        Access::May(action) => roles_of(action).contains(&role),
        Access::MayAny(actions) => actions.iter().any(|action| roles_of(*action).contains(&role)),
    };
    let path = route.path.trim_start_matches("/api/v1");
    let is_narrower = NARROWER.iter().any(|(narrower, _)| *narrower == path);
    let has_record = route.path.contains("{id}");
    ((own == '+') != may && !(may && is_narrower)) || (other == '+' && (has_record || !may))
}

/// Walks all routes as `role`: of the county that owns the records, then of another.
async fn walk(role: Role) {
    let mut visitor = Visitor::new().await;
    let (own, other) = (visitor.world.actor(role).clone(), visitor.world.stranger(role).clone());
    let mut signs = (String::new(), String::new());
    let mut against = Vec::new();
    for route in table::routes() {
        let at_home = visitor.outcome(&route, Some(&own)).await;
        let abroad = visitor.outcome(&route, Some(&other)).await;
        if contradicts(&route, role, at_home, abroad) {
            against.push(format!(
                "{} {}: {at_home} in the own county, {abroad} in another",
                route.method, route.path
            ));
        }
        signs.0.push(at_home);
        signs.1.push(abroad);
    }
    table::compare(&[(Column::Own(role), signs.0), (Column::Other(role), signs.1)]);
    assert!(against.is_empty(), "against the route table:\n{}", against.join("\n"));
}

#[tokio::test]
async fn strangers_and_people_without_a_role_come_only_where_everyone_may() {
    let mut visitor = Visitor::new().await;
    let without_role = visitor.records.without_role.clone();
    let mut signs = (String::new(), String::new());
    let mut against = Vec::new();
    for route in table::routes() {
        for (actor, signs) in [(None, &mut signs.0), (Some(&without_role), &mut signs.1)] {
            let sign = visitor.outcome(&route, actor).await;
            if contradicts_stranger(&route, sign, actor.is_some()) {
                against.push(format!("{} {}: {sign}", route.method, route.path));
            }
            signs.push(sign);
        }
    }
    table::compare(&[(Column::Stranger, signs.0), (Column::WithoutRole, signs.1)]);
    assert!(against.is_empty(), "against the route table:\n{}", against.join("\n"));
}

#[tokio::test]
async fn a_filler_comes_where_a_filler_may() {
    walk(Role::Filler).await;
}

#[tokio::test]
async fn a_reviewer_comes_where_a_reviewer_may() {
    walk(Role::Reviewer).await;
}

#[tokio::test]
async fn finance_comes_where_finance_may() {
    walk(Role::Finance).await;
}

#[tokio::test]
async fn an_approver_comes_where_an_approver_may() {
    walk(Role::Approver).await;
}

#[tokio::test]
async fn an_auditor_comes_where_an_auditor_may() {
    walk(Role::Auditor).await;
}

#[tokio::test]
async fn the_treasury_comes_where_the_treasury_may() {
    walk(Role::Treasury).await;
}

#[tokio::test]
async fn a_system_administrator_comes_where_one_may() {
    walk(Role::SystemAdministrator).await;
}

#[tokio::test]
async fn a_security_administrator_comes_where_one_may() {
    walk(Role::SecurityAdministrator).await;
}

#[tokio::test]
async fn an_audit_administrator_comes_where_one_may() {
    walk(Role::AuditAdministrator).await;
}

#[test]
fn every_route_has_a_line_and_every_role_a_test() {
    table::is_complete();
    // A tenth role asks for a tenth test above.
    assert_eq!(Role::ALL.len(), 9);
}
