//! The world of the tests: a city with two counties, and in each of the three a user for every role.
//!
//! Users come from rows, not from the use cases: what is tested is what they may do, not how they
//! came to be.

use chrono::{TimeZone as _, Utc};
use jixiao_app::{Actor, App, Call, Grant};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind, Role, UserId};
use jixiao_store::organisations::{self, NewOrganisation, Organisation};
use jixiao_store::{Connection as _, Store, Timestamp, Transaction};
use std::collections::BTreeMap;

/// A city, its counties 北 and 南, and their people.
pub(crate) struct World {
    /// The application over the store under test.
    pub(crate) app: App,
    /// 江州市总工会
    pub(crate) city: Organisation,
    /// 北山县总工会, below the city: most tests live here.
    pub(crate) north: Organisation,
    /// 南水县总工会, below the city: the stranger.
    pub(crate) south: Organisation,
    actors: BTreeMap<String, Actor>,
}

impl World {
    /// Builds the world in an empty store, or finds it where another process built it.
    pub(crate) async fn new(store: Store) -> Self {
        let users: Option<i64> = store.row("SELECT COUNT(*) FROM app_user", []).await.unwrap();
        if users > Some(0) {
            return Self::found(store).await;
        }
        let tx = store.begin().await.unwrap();
        let city = organisation(&tx, None, "530100", "江州市总工会").await;
        let north = organisation(&tx, Some(&city), "530101", "北山县总工会").await;
        let south = organisation(&tx, Some(&city), "530102", "南水县总工会").await;
        let mut actors = BTreeMap::new();
        for place in [&city, &north, &south] {
            for role in Role::ALL {
                for hand in ["", "2"] {
                    let login = format!("{}{}{hand}", role.code(), place.code);
                    actors.insert(login.clone(), user(&tx, &login, *role, place).await);
                }
            }
        }
        tx.commit().await.unwrap();
        Self { app: App::for_tests(store), city, north, south, actors }
    }

    async fn found(store: Store) -> Self {
        let place = async |code: &str| {
            let sql = "SELECT id FROM organisation WHERE code = $1";
            let id: i64 = store.row(sql, [code.into()]).await.unwrap().unwrap();
            organisations::find(&store, OrganisationId(id)).await.unwrap().unwrap()
        };
        let (city, north, south) =
            (place("530100").await, place("530101").await, place("530102").await);
        let mut actors = BTreeMap::new();
        for place in [&city, &north, &south] {
            for role in Role::ALL {
                for hand in ["", "2"] {
                    let login = format!("{}{}{hand}", role.code(), place.code);
                    let sql = "SELECT id FROM app_user WHERE login = $1";
                    let id: i64 = store.row(sql, [login.as_str().into()]).await.unwrap().unwrap();
                    let name = format!("{}{}", place.short_name, role.word());
                    let grant =
                        Grant { role: *role, organisation_id: place.id, path: place.path.clone() };
                    let (user_id, organisation_id) = (UserId(id), place.id);
                    let grants = vec![grant];
                    actors.insert(login, Actor { user_id, name, organisation_id, grants });
                }
            }
        }
        Self { app: App::for_tests(store), city, north, south, actors }
    }

    /// The user of the northern county who holds `role` there.
    pub(crate) fn actor(&self, role: Role) -> &Actor {
        self.at(&self.north, role)
    }

    /// A second user of the northern county with the same role.
    pub(crate) fn colleague(&self, role: Role) -> &Actor {
        &self.actors[&format!("{}{}2", role.code(), self.north.code)]
    }

    /// The user of the southern county with the role: who must not reach the north.
    pub(crate) fn stranger(&self, role: Role) -> &Actor {
        self.at(&self.south, role)
    }

    /// The user who holds `role` at `place`.
    pub(crate) fn at(&self, place: &Organisation, role: Role) -> &Actor {
        &self.actors[&format!("{}{}", role.code(), place.code)]
    }

    /// A call at [`now`].
    pub(crate) fn call<'a>(&'a self, actor: &'a Actor) -> Call<'a> {
        Call { app: &self.app, actor, at: now() }
    }
}

/// The time of the tests: 2026-03-02 10:00 in China.
pub(crate) fn now() -> Timestamp {
    Utc.with_ymd_and_hms(2026, 3, 2, 2, 0, 0).unwrap()
}

async fn organisation(
    tx: &Transaction,
    parent: Option<&Organisation>,
    code: &str,
    name: &str,
) -> Organisation {
    let kind = match parent {
        None => OrganisationKind::Federation,
        Some(_) => OrganisationKind::CountyUnion,
    };
    let new = NewOrganisation { parent, code, name, short_name: name, kind };
    organisations::insert(tx, &new).await.unwrap()
}

async fn user(tx: &Transaction, login: &str, role: Role, place: &Organisation) -> Actor {
    let name = format!("{}{}", place.short_name, role.word());
    let at = now().timestamp_millis();
    let user_id: UserId = tx
        .insert(
            "INSERT INTO app_user (login, name, organisation_id, password_hash, \
             password_changed_at, must_change_password, created_at) \
             VALUES ($1, $2, $3, '-', $4, FALSE, $4) RETURNING id",
            [login.into(), name.as_str().into(), place.id.0.into(), at.into()],
        )
        .await
        .unwrap();
    tx.execute_one(
        "INSERT INTO role_grant (user_id, organisation_id, role, granted_at) \
         VALUES ($1, $2, $3, $4)",
        [user_id.0.into(), place.id.0.into(), role.code().into(), at.into()],
    )
    .await
    .unwrap();
    let grant = Grant { role, organisation_id: place.id, path: place.path.clone() };
    Actor { user_id, name, organisation_id: place.id, grants: vec![grant] }
}
