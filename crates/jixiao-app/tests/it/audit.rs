//! The chain of the audit log.

use chrono::{TimeZone as _, Utc};
use jixiao_app::audit::{self, Event};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    an_untouched_log_verifies,
    a_changed_entry_is_found,
    a_removed_entry_is_found,
    the_database_itself_refuses_to_change_an_entry,
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
