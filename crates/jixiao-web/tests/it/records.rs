//! The records that the paths of the matrix name, all in the northern county, and bodies that get
//! as far as the use case.

use crate::world::{World, now};
use jixiao_app::Actor;
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
        Self { without_role, organisation, user: changed.to_string(), grants }
    }

    /// The path with keys of records in its places.
    pub(crate) fn fill_in(&self, path: &str) -> String {
        let id = match path.trim_start_matches("/api/v1").split('/').nth(1) {
            Some("organisations") => &self.organisation,
            Some("users") => &self.user,
            _ => "1",
        };
        path.replace("{id}", id)
            .replace("{grant_id}", &self.grants[1].to_string())
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
            _ if path.starts_with("/api/") => "{}",
            "/users/{id}/revoke" => return (FORM, format!("grant_id={}", self.grants[0])),
            _ => return (FORM, String::new()),
        };
        (JSON, json.to_owned())
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
