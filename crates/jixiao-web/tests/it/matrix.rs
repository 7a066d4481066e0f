//! Who may come where: every route × every role × (own county, another county), and strangers.
//!
//! What is found is compared with `matrix.txt`, line by line; a route that has no line fails, and so
//! does an outcome that contradicts what the route table declares. After a wanted change, run with
//! `JIXIAO_WRITE_MATRIX=1` and read the difference.

use crate::records::Records;
use crate::support::Browser;
use crate::world::World;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use jixiao_app::authz::roles_of;
use jixiao_app::digest::sm3_hex;
use jixiao_app::{Actor, App};
use jixiao_domain::Coded as _;
use jixiao_domain::Role;
use jixiao_store::sessions;
use jixiao_web::{Access, Route};
use std::fmt::Write as _;
use std::path::Path;

/// Routes whose use case is narrower than what the table can say, and why.
const NARROWER: &[(&str, &str)] = &[
    ("/policy", "set at the top of the tree only"),
    ("/policy/publication/address", "set at the top of the tree only"),
    ("/policy/publication/key", "made at the top of the tree only"),
    ("/policy/publication/key/renew", "made at the top of the tree only"),
    ("/api/v1/disclosure/{id}/step", "every event asks for a right of its own"),
    ("/disclosure/{id}/step", "every event asks for a right of its own"),
    ("/policy/region", "set at the top of the tree only"),
    ("/api/v1/assessments/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/evaluations/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/rectifications/{id}/step", "every event asks for a right of its own"),
    ("/assessments/{id}/step", "every event asks for a right of its own"),
    ("/evaluations/{id}/step", "every event asks for a right of its own"),
    ("/rectifications/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/goals/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/self-evaluations/{id}/steps", "every event asks for a right of its own"),
    ("/api/v1/monitoring/{id}/steps", "every event asks for a right of its own"),
    ("/monitoring/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/reports/{id}/step", "every event asks for a right of its own"),
    ("/reports/{id}/step", "every event asks for a right of its own"),
    ("/api/v1/results/proposals/{id}/step", "every event asks for a right of its own"),
    ("/results/proposals/{id}/step", "every event asks for a right of its own"),
    ("/goals/{id}/step", "every event asks for a right of its own"),
    ("/self-evaluations/{id}/step", "every event asks for a right of its own"),
];

const HEAD: &str = "\
# Columns: stranger, person without a role, then the nine roles in the order of the domain
# (填报 审核 财务 审批 经审 财政 系统 安全 审计), first of the county that owns the record, then of
# another county.
# + goes through (to the page, or to a refusal of what was sent), - no right, ? not found,
# s to the sign-in page.
";

/// A request of one cell.
async fn outcome(
    app: &App,
    records: &Records,
    route: &Route,
    actor: Option<&Actor>,
    number: usize,
) -> char {
    let path = &records.fill_in(route.path);
    let mut browser = Browser::new(app.clone());
    if let Some(actor) = actor {
        // A session of its own for every request: some of them end it.
        let token = format!("token-{number}");
        let digest = sm3_hex(token.as_bytes());
        let now = crate::world::now();
        sessions::insert(&app.store, &digest, actor.user_id, now).await.unwrap();
        browser.clock.store(now.timestamp_millis(), std::sync::atomic::Ordering::Relaxed);
        browser.cookie = Some(format!("jixiao_session={token}"));
    }
    let answer = if route.method == Method::GET {
        browser.get(path).await
    } else {
        let (kind, body) = records.body(route.path);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        browser.send(request, Body::from(body)).await
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

async fn line(world: &World, records: &Records, route: &Route, number: &mut usize) -> String {
    let mut cells = String::new();
    let mut cell = async |actor: Option<&Actor>| {
        *number += 1;
        outcome(&world.app, records, route, actor, *number).await
    };
    cells.push(cell(None).await);
    cells.push(' ');
    cells.push(cell(Some(&records.without_role)).await);
    for own in [true, false] {
        cells.push(' ');
        for role in Role::ALL {
            let actor = if own { world.actor(*role) } else { world.stranger(*role) };
            cells.push(cell(Some(actor)).await);
        }
    }
    format!("{:<4} {:<72} {cells}", route.method.as_str(), route.path)
}

/// What the declared access says about a line, as far as it says anything.
fn contradiction(route: &Route, line: &str) -> Option<String> {
    let cells: Vec<&str> = line.split_whitespace().skip(2).collect();
    let [stranger, roleless, own, other] = cells.as_slice() else {
        return Some("a line of another shape".to_owned());
    };
    let is_narrower = NARROWER.iter().any(|(path, _)| *path == route.path);
    let allowed: Vec<Role> = match route.access {
        Access::Public => {
            return (*stranger != "+").then(|| "declared public".to_owned());
        }
        Access::SignedIn => {
            let open = *stranger == "s";
            return (!open).then(|| "declared for people who are signed in".to_owned());
        }
        Access::May(action) => roles_of(action).to_vec(),
        Access::MayAny(actions) => {
            actions.iter().flat_map(|action| roles_of(*action)).copied().collect()
        }
    };
    if *stranger != "s" || *roleless == "+" {
        return Some("open without a role".to_owned());
    }
    let has_record = route.path.contains("{id}");
    for ((role, own), other) in Role::ALL.iter().zip(own.chars()).zip(other.chars()) {
        let may = allowed.contains(role);
        if (own == '+') != may && !(may && is_narrower) {
            return Some(format!("{} in the own county: {own}, declared: {may}", role.word()));
        }
        if other == '+' && (has_record || !may) {
            return Some(format!("{} of another county goes through", role.word()));
        }
    }
    None
}

#[tokio::test]
async fn every_route_lets_through_whom_it_should() {
    let world = World::new(jixiao_store::testing::sqlite().await).await;
    let records = Records::new(&world).await;
    let mut found = HEAD.to_owned();
    let mut contradictions = String::new();
    let mut number = 0;
    let mut routes = jixiao_web::table();
    routes.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
    for route in &routes {
        let line = line(&world, &records, route, &mut number).await;
        if let Some(what) = contradiction(route, &line) {
            writeln!(contradictions, "{line}\n     {what}").unwrap();
        }
        found.push_str(&line);
        found.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/matrix.txt");
    if std::env::var_os("JIXIAO_WRITE_MATRIX").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let missing: Vec<&str> =
        found.lines().filter(|line| !expected.lines().any(|other| other == *line)).collect();
    let gone: Vec<&str> =
        expected.lines().filter(|line| !found.lines().any(|other| other == *line)).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "found, but not in matrix.txt:\n{}\nin matrix.txt, but not found:\n{}",
        missing.join("\n"),
        gone.join("\n")
    );
    assert!(contradictions.is_empty(), "against the route table:\n{contradictions}");
}
