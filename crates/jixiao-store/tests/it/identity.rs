//! Users, sessions, grants, settings and counted failures.

use chrono::{TimeDelta, TimeZone as _, Utc};
use jixiao_domain::{OrganisationKind, Role, UserId};
use jixiao_store::organisations::{self, NewOrganisation, Organisation};
use jixiao_store::users::{self, NewUser};
use jixiao_store::{
    Store, StoreError, Timestamp, Transaction, grants, on_both_databases, sessions, settings,
    sign_in_failures,
};

on_both_databases! {
    a_login_is_kept_once,
    the_last_passwords_come_newest_first,
    a_time_step_is_used_once_and_never_an_earlier_one,
    a_session_is_found_until_it_is_ended,
    a_grant_in_force_is_held_once,
    a_setting_keeps_its_last_value,
    failures_are_counted_within_their_window,
    failures_counted_at_once_are_all_counted,
}

fn at(seconds: i64) -> Timestamp {
    Utc.timestamp_opt(1_700_000_000 + seconds, 0).unwrap()
}

async fn place(tx: &Transaction) -> Organisation {
    let kind = OrganisationKind::Federation;
    let new =
        NewOrganisation { parent: None, code: "1", name: "江州", short_name: "江州", kind };
    organisations::insert(tx, &new).await.unwrap()
}

async fn user(tx: &Transaction, login: &str, place: &Organisation) -> Result<UserId, StoreError> {
    let new = NewUser {
        login,
        name: "甲",
        organisation_id: place.id,
        password_hash: "first",
        must_change_password: false,
        at: at(0),
    };
    users::insert(tx, &new).await
}

async fn a_login_is_kept_once(store: Store) {
    let tx = store.begin().await.unwrap();
    let place = place(&tx).await;
    assert!(!users::any(&tx).await.unwrap());
    let id = user(&tx, "a", &place).await.unwrap();
    assert!(users::any(&tx).await.unwrap());
    let found = users::find_by_login(&tx, "a").await.unwrap().unwrap();
    assert_eq!((found.id, found.active, found.totp_secret), (id, true, None));
    let again = user(&tx, "a", &place).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))));
}

async fn the_last_passwords_come_newest_first(store: Store) {
    let tx = store.begin().await.unwrap();
    let place = place(&tx).await;
    let id = user(&tx, "a", &place).await.unwrap();
    for hash in ["second", "third"] {
        users::set_password(&tx, id, hash, true, at(1)).await.unwrap();
    }
    assert_eq!(users::recent_password_hashes(&tx, id, 2).await.unwrap(), ["third", "second"]);
}

async fn a_time_step_is_used_once_and_never_an_earlier_one(store: Store) {
    let tx = store.begin().await.unwrap();
    let place = place(&tx).await;
    let id = user(&tx, "a", &place).await.unwrap();
    users::set_totp_secret(&tx, id, Some(vec![1, 2])).await.unwrap();
    let mut used = Vec::new();
    for step in [5, 5, 4, 6] {
        used.push(users::use_totp_step(&tx, id, step).await.unwrap());
    }
    assert_eq!(used, [true, false, false, true]);
    users::confirm_totp(&tx, id, at(0)).await.unwrap();
    let again = users::confirm_totp(&tx, id, at(0)).await;
    assert!(matches!(again, Err(StoreError::Stale)));
}

async fn a_session_is_found_until_it_is_ended(store: Store) {
    let tx = store.begin().await.unwrap();
    let place = place(&tx).await;
    let id = user(&tx, "a", &place).await.unwrap();
    for digest in ["x", "y", "z"] {
        sessions::insert(&tx, digest, id, at(0)).await.unwrap();
    }
    sessions::touch(&tx, "x", at(90)).await.unwrap();
    sessions::touch(&tx, "x", at(60)).await.unwrap();
    let found = sessions::find(&tx, "x").await.unwrap().unwrap();
    assert_eq!((found.last_seen_at, found.user_name.as_str()), (at(90), "甲"));
    assert!(sessions::end(&tx, "z", at(1)).await.unwrap());
    assert!(!sessions::end(&tx, "z", at(1)).await.unwrap());
    assert_eq!(sessions::end_all(&tx, id, Some("x"), at(1)).await.unwrap(), 1);
    assert_eq!(sessions::of_user(&tx, id, at(-1)).await.unwrap(), [found]);
    assert_eq!(sessions::find(&tx, "y").await.unwrap(), None);
}

async fn a_grant_in_force_is_held_once(store: Store) {
    let tx = store.begin().await.unwrap();
    let place = place(&tx).await;
    let id = user(&tx, "a", &place).await.unwrap();
    let role = Role::Finance;
    let grant = grants::insert(&tx, id, place.id, role, None, at(0)).await.unwrap();
    grants::revoke(&tx, grant, id, at(1)).await.unwrap();
    let revoked = grants::revoke(&tx, grant, id, at(1)).await;
    assert!(matches!(revoked, Err(StoreError::Stale)));
    let grant = grants::insert(&tx, id, place.id, role, Some(id), at(2)).await.unwrap();
    let held = grants::of_users(&tx, &[id]).await.unwrap();
    assert_eq!(held, grants::of_user(&tx, id).await.unwrap());
    assert_eq!((held[0].id, held[0].path.as_str()), (grant, place.path.as_str()));
    assert_eq!(grants::other_holders(&tx, role, id).await.unwrap(), 0);
    let again = grants::insert(&tx, id, place.id, role, None, at(3)).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))));
}

async fn a_setting_keeps_its_last_value(store: Store) {
    for value in ["1", "2"] {
        settings::set(&store, "area.name", value, None, at(0)).await.unwrap();
    }
    settings::set(&store, "other.name", "3", None, at(0)).await.unwrap();
    let set = settings::with_prefix(&store, "area.").await.unwrap();
    assert_eq!(set.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["2"]);
}

async fn failures_are_counted_within_their_window(store: Store) {
    let window = TimeDelta::seconds(100);
    let mut found = Vec::new();
    for second in [0, 50, 60, 70, 160, 161] {
        let count = sign_in_failures::count(&store, "x", at(second), at(second) - window, 3);
        let count = count.await.unwrap();
        found.push((count.failed_count, count.last_failed_at));
    }
    // The third failure, at 60, is the last that counts; 100 seconds later the count begins anew.
    let expected = [(1, at(0)), (2, at(50)), (3, at(60)), (4, at(60)), (1, at(160)), (2, at(161))];
    assert_eq!(found, expected);
    sign_in_failures::forget(&store, "x").await.unwrap();
    let count = sign_in_failures::count(&store, "x", at(162), at(62), 3).await.unwrap();
    assert_eq!(count.failed_count, 1);
    assert_eq!(sign_in_failures::forget_old(&store, at(162)).await.unwrap(), 1);
}

async fn failures_counted_at_once_are_all_counted(store: Store) {
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                sign_in_failures::count(&store, "x", at(1), at(0), 5).await.unwrap().failed_count
            })
        })
        .collect();
    let mut counts = Vec::new();
    for task in tasks {
        counts.push(task.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, [1, 2, 3, 4, 5, 6, 7, 8]);
}
