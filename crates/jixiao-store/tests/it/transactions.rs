//! What a transaction leaves behind.

use jixiao_domain::OrganisationKind;
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::{Scope, Store, on_both_databases};

on_both_databases! {
    what_is_not_committed_is_not_there,
    many_writers_wait_for_each_other,
}

async fn add(store: &Store, code: &str) -> jixiao_store::Transaction {
    let tx = store.begin().await.unwrap();
    let kind = OrganisationKind::PrimaryUnion;
    let new = NewOrganisation { parent: None, code, name: code, short_name: code, kind };
    organisations::insert(&tx, &new).await.unwrap();
    tx
}

async fn count(store: &Store) -> usize {
    let roots = (1..50).map(|id| format!("/{id}/")).collect();
    organisations::list(store, &Scope::authorised(roots)).await.unwrap().len()
}

async fn what_is_not_committed_is_not_there(store: Store) {
    let before = store.generation();
    drop(add(&store, "1").await);
    assert_eq!(count(&store).await, 0);
    assert_eq!(store.generation(), before);
    add(&store, "1").await.commit().await.unwrap();
    assert_eq!(count(&store).await, 1);
    assert!(store.generation() > before);
}

async fn many_writers_wait_for_each_other(store: Store) {
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                add(&store, &number.to_string()).await.commit().await.unwrap();
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(count(&store).await, 8);
}
