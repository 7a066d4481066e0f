//! The chain of the audit log.

use chrono::{TimeZone as _, Utc};
use jixiao_app::audit::{self, Event};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    an_untouched_log_verifies,
    a_changed_entry_is_found,
    a_removed_entry_is_found,
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

async fn a_changed_entry_is_found(store: Store) {
    write(&store, 3).await;
    let changed =
        store.execute("UPDATE audit_entry SET detail = 'x' WHERE sequence = 2", []).await.unwrap();
    assert_eq!(changed, 1);
    let (sound, broken) = audit::verify(&store).await.unwrap();
    assert_eq!((sound, broken.unwrap().sequence), (1, 2));
}

async fn a_removed_entry_is_found(store: Store) {
    write(&store, 3).await;
    store.execute("DELETE FROM audit_entry WHERE sequence = 2", []).await.unwrap();
    let (_, broken) = audit::verify(&store).await.unwrap();
    assert_eq!(broken.unwrap().what, "缺少第 2 条记录");
}
