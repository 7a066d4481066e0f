//! The records that the paths of the matrix name, all in the northern county, and bodies that get
//! as far as the use case.

use crate::world::{World, now};
use jixiao_app::Actor;
use jixiao_app::budgets::{self, EntryForm, PaymentForm};
use jixiao_app::projects::{self, OpenYearForm, ProjectForm};
use jixiao_domain::{OrganisationKind, Role};
use jixiao_store::grants;
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::users::{self, NewUser};

/// Keys of the records.
pub(crate) struct Records {
    /// A person of the northern county who holds no role.
    pub(crate) without_role: Actor,
    organisation: String,
    user: String,
    grants: [i64; 2],
    project: Project,
    /// An approved self-evaluation and the first of its indicators.
    self_evaluation: [String; 2],
}

/// A project with the year 2026 and a line in each of its ledgers.
struct Project {
    id: String,
    budget_entry: String,
    payment: String,
}

/// The filler's project of the north.
async fn project(world: &World) -> Project {
    let (filler, finance) = (world.actor(Role::Filler), world.actor(Role::Finance));
    let form = ProjectForm {
        organisation: world.north.id.to_string(),
        code: "A1".to_owned(),
        name: "困难职工节日慰问".to_owned(),
        programme: "warmth_relief".to_owned(),
        attribute: "new".to_owned(),
        supervising_department: world.city.name.clone(),
        implementing_unit: world.north.name.clone(),
        start_year: "2026".to_owned(),
        ..ProjectForm::default()
    };
    let id = projects::add(world.call(filler), form.parse().unwrap()).await.unwrap();
    let year = OpenYearForm {
        year: "2026".to_owned(),
        regulation: "national-2020".to_owned(),
        layout: "national".to_owned(),
        money_unit: "yuan".to_owned(),
    };
    let year = projects::open_year(world.call(filler), id, year.parse().unwrap()).await.unwrap();
    let line = EntryForm {
        kind: "initial".to_owned(),
        source: "other".to_owned(),
        amount: "100".to_owned(),
        document_number: "1号".to_owned(),
        dated_on: "2026-01-05".to_owned(),
        note: String::new(),
    };
    let finance = world.call(finance);
    let budget_entry = budgets::enter(finance, year, line.parse().unwrap()).await.unwrap();
    let payment = PaymentForm {
        source: "other".to_owned(),
        amount: "1".to_owned(),
        voucher_number: "记-1".to_owned(),
        paid_on: "2026-01-06".to_owned(),
        ..PaymentForm::default()
    };
    let payment = budgets::pay(finance, year, payment.parse().unwrap()).await.unwrap();
    Project {
        id: id.to_string(),
        budget_entry: budget_entry.to_string(),
        payment: payment.to_string(),
    }
}

impl Records {
    pub(crate) async fn new(world: &World) -> Self {
        let tx = world.app.store.begin().await.unwrap();
        let new = NewOrganisation {
            parent: Some(&world.north),
            code: "530101999",
            name: "北山县水泥厂工会",
            short_name: "水泥厂",
            kind: OrganisationKind::PrimaryUnion,
        };
        let organisation = organisations::insert(&tx, &new).await.unwrap().id.to_string();
        let user = |login: &'static str| NewUser {
            login,
            name: "新人",
            organisation_id: world.north.id,
            password_hash: "-",
            must_change_password: false,
            at: now(),
        };
        let changed = users::insert(&tx, &user("changed")).await.unwrap();
        let without_role = users::insert(&tx, &user("without-role")).await.unwrap();
        // One to be taken back by the page, one over the API.
        let mut held = Vec::new();
        for role in [Role::Filler, Role::Reviewer] {
            let at = world.north.id;
            held.push(grants::insert(&tx, changed, at, role, None, now()).await.unwrap());
        }
        tx.commit().await.unwrap();
        let without_role = Actor {
            user_id: without_role,
            grants: Vec::new(),
            ..world.actor(Role::Filler).clone()
        };
        let grants = [held[0], held[1]];
        let project = project(world).await;
        let self_evaluation = self_evaluation(world).await;
        let user = changed.to_string();
        Self { without_role, organisation, user, grants, project, self_evaluation }
    }

    /// The path with keys of records in its places.
    pub(crate) fn fill_in(&self, path: &str) -> String {
        let id = match path.trim_start_matches("/api/v1").split('/').nth(1) {
            Some("organisations") => &self.organisation,
            Some("users") => &self.user,
            Some("projects") => &self.project.id,
            Some("self-evaluations") => &self.self_evaluation[0],
            _ => "1",
        };
        let entry = if path.contains("/payments/") {
            &self.project.payment
        } else {
            &self.project.budget_entry
        };
        path.replace("{id}", id)
            .replace("{grant_id}", &self.grants[1].to_string())
            .replace("{year}", "2026")
            .replace("{entry}", entry)
            .replace("{kind}", "none")
            .replace("{indicator}", &self.self_evaluation[1])
            .replace("{file}", "1")
            .replace("{format}", "docx")
            .replace("{*path}", "jixiao.css")
    }

    /// Media type and body for a change. Pages take an empty form as far as their use case; the API
    /// wants its fields.
    pub(crate) fn body(&self, path: &str) -> (&'static str, String) {
        let json = match path {
            "/api/v1/session" => r#"{"login": "x", "password": "y"}"#,
            "/api/v1/session/second-factor" => r#"{"code": "000000"}"#,
            "/api/v1/organisations" => {
                r#"{"parent_id": 0, "code": "", "name": "", "kind": "primary_union"}"#
            }
            "/api/v1/users" => r#"{"login": "", "name": "", "organisation_id": 0}"#,
            "/api/v1/users/{id}/grants" => r#"{"role": "", "organisation_id": 0}"#,
            "/api/v1/self-evaluations" => r#"{"year": 2025, "due_on": ""}"#,
            "/api/v1/self-evaluations/{id}" | "/api/v1/self-evaluations/{id}/scores" => {
                r#"{"revision": 0}"#
            }
            "/api/v1/self-evaluations/{id}/steps" => r#"{"revision": 0, "event": ""}"#,
            _ if path.starts_with("/api/") => "{}",
            "/users/{id}/revoke" => return (FORM, format!("grant_id={}", self.grants[0])),
            _ => return (FORM, String::new()),
        };
        (JSON, json.to_owned())
    }
}

async fn self_evaluation(world: &World) -> [String; 2] {
    let id = crate::evaluated::issued(world, "MATRIX").await;
    crate::evaluated::approve(world, id).await;
    let call = world.call(world.actor(Role::Filler));
    let shown = jixiao_app::self_evaluations::show(call, id).await.unwrap();
    [id.to_string(), shown.record.rows[0].indicator.id.to_string()]
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
