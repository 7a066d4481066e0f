//! The chain of the audit log.

use crate::world::{World, now};
use chrono::{TimeZone as _, Utc};
use jixiao_app::audit::{self, AuditPage, AuditQuery, Event};
use jixiao_app::{App, Refusal};
use jixiao_domain::Role;
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    an_untouched_log_verifies,
    a_changed_entry_is_found,
    a_removed_entry_is_found,
    the_database_itself_refuses_to_change_an_entry,
    the_log_is_searched_within_the_own_subtree,
    reading_the_log_away_is_in_the_log,
    what_was_typed_as_login_is_not_written_down,
}

async fn write(store: &Store, count: u32) {
    for number in 1..=count {
        let tx = store.begin().await.unwrap();
        let at = Utc.timestamp_opt(1_700_000_000 + i64::from(number), 0).unwrap();
        let event = Event { action: "test.write", detail: number.to_string(), ..Event::default() };
        audit::append(&tx, None, at, event, "done").await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn an_untouched_log_verifies(store: Store) {
    write(&store, 3).await;
    assert_eq!(audit::verify(&store).await.unwrap(), (3, None));
}

/// What somebody with full access to the database would do first.
async fn take_off_the_guard(store: &Store) {
    let place = if store.is_shared() { " ON audit_entry" } else { "" };
    for name in ["audit_entry_no_update", "audit_entry_no_delete"] {
        store.execute(&format!("DROP TRIGGER {name}{place}"), []).await.unwrap();
    }
}

async fn the_database_itself_refuses_to_change_an_entry(store: Store) {
    write(&store, 2).await;
    for sql in ["UPDATE audit_entry SET detail = 'x'", "DELETE FROM audit_entry"] {
        let error = store.execute(sql, []).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{error}");
    }
    assert_eq!(audit::verify(&store).await.unwrap(), (2, None));
}

async fn a_changed_entry_is_found(store: Store) {
    write(&store, 3).await;
    take_off_the_guard(&store).await;
    let changed =
        store.execute("UPDATE audit_entry SET detail = 'x' WHERE sequence = 2", []).await.unwrap();
    assert_eq!(changed, 1);
    let (sound, broken) = audit::verify(&store).await.unwrap();
    assert_eq!((sound, broken.unwrap().sequence), (1, 2));
}

async fn a_removed_entry_is_found(store: Store) {
    write(&store, 3).await;
    take_off_the_guard(&store).await;
    store.execute("DELETE FROM audit_entry WHERE sequence = 2", []).await.unwrap();
    let (_, broken) = audit::verify(&store).await.unwrap();
    assert_eq!(broken.unwrap().what, "缺少第 2 条记录");
}

async fn sign_in(app: &App, login: &str) {
    jixiao_app::identity::sign_in(app, login, "Wrong-pass-1", now()).await.err().unwrap();
}

fn total(page: &AuditPage) -> (i64, Vec<&str>) {
    (page.total, page.entries.iter().map(|entry| entry.action.as_str()).collect())
}

async fn the_log_is_searched_within_the_own_subtree(store: Store) {
    let world = World::new(store).await;
    for login in ["filler530101", "filler530102", "nobody"] {
        sign_in(&world.app, login).await;
    }
    let search = |actor, query: AuditQuery| {
        let call = world.call(actor);
        async move { total(&audit::search(call, &query, 0, 50).await.unwrap()).0 }
    };
    let all = AuditQuery::default();
    let city = world.at(&world.city, Role::AuditAdministrator);
    assert_eq!(search(city, all.clone()).await, 3);
    assert_eq!(search(world.actor(Role::Auditor), all.clone()).await, 1);
    let subject_id = world.actor(Role::Filler).user_id.to_string();
    let cases = [
        (AuditQuery { action: "session.".to_owned(), ..all.clone() }, 3),
        (AuditQuery { action: "goal.".to_owned(), ..all.clone() }, 0),
        (AuditQuery { outcome: "refused".to_owned(), ..all.clone() }, 3),
        (AuditQuery { subject_id, subject_kind: "user".to_owned(), ..all.clone() }, 1),
        (AuditQuery { user: "系".to_owned(), ..all.clone() }, 3),
        (
            AuditQuery {
                from: "2026-03-02".to_owned(),
                to: "2026年3月2日".to_owned(),
                ..all.clone()
            },
            3,
        ),
        (AuditQuery { from: "2026-03-03".to_owned(), ..all.clone() }, 0),
        (AuditQuery { to: "2026-03-01".to_owned(), ..all.clone() }, 0),
    ];
    for (query, expected) in cases {
        assert_eq!(search(city, query.clone()).await, expected, "{query:?}");
    }
    let bad = AuditQuery { from: "昨天".to_owned(), ..all.clone() };
    assert!(matches!(audit::search(world.call(city), &bad, 0, 50).await, Err(Refusal::Invalid(_))));
    for role in [Role::Filler, Role::SystemAdministrator, Role::SecurityAdministrator] {
        let refused = audit::search(world.call(world.actor(role)), &all, 0, 50).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))));
        let refused = audit::check(world.call(world.actor(role))).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))));
    }
}

async fn reading_the_log_away_is_in_the_log(store: Store) {
    let world = World::new(store).await;
    sign_in(&world.app, "nobody").await;
    let call = world.call(world.at(&world.city, Role::AuditAdministrator));
    assert_eq!(audit::check(call).await.unwrap(), (1, None));
    let bytes = audit::export(call, &AuditQuery::default()).await.unwrap();
    assert!(bytes.starts_with(b"PK"));
    let page = audit::search(call, &AuditQuery::default(), 0, 50).await.unwrap();
    assert_eq!(total(&page), (3, vec!["audit.export", "audit.verify", "session.begin"]));
    assert_eq!(audit::verify(&world.app.store).await.unwrap(), (3, None));
}

async fn what_was_typed_as_login_is_not_written_down(store: Store) {
    let world = World::new(store).await;
    sign_in(&world.app, "Tea-and-7-clouds").await;
    let call = world.call(world.at(&world.city, Role::AuditAdministrator));
    let page = audit::search(call, &AuditQuery::default(), 0, 50).await.unwrap();
    let entry = &page.entries[0];
    assert_eq!((entry.detail.as_str(), entry.subject_id.as_str()), ("登录名不存在", ""));
}
