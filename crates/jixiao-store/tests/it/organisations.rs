//! The tree of organisations.

use jixiao_domain::OrganisationKind;
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::{Scope, Store, StoreError, on_both_databases};

on_both_databases! {
    a_subtree_is_listed_without_its_neighbours,
    a_code_is_given_once,
}

fn new<'a>(
    parent: Option<&'a organisations::Organisation>,
    code: &'a str,
    kind: OrganisationKind,
) -> NewOrganisation<'a> {
    NewOrganisation { parent, code, name: code, short_name: code, kind }
}

async fn a_subtree_is_listed_without_its_neighbours(store: Store) {
    let tx = store.begin().await.unwrap();
    let city =
        organisations::insert(&tx, &new(None, "502", OrganisationKind::Federation)).await.unwrap();
    let county = new(Some(&city), "502002", OrganisationKind::CountyUnion);
    let county = organisations::insert(&tx, &county).await.unwrap();
    let other = new(Some(&city), "502003", OrganisationKind::CountyUnion);
    organisations::insert(&tx, &other).await.unwrap();
    tx.commit().await.unwrap();

    let scope = Scope::authorised(vec![county.path.clone()]);
    assert_eq!(organisations::list(&store, &scope).await.unwrap(), [county]);
    let everything = Scope::authorised(vec![city.path]);
    assert_eq!(organisations::list(&store, &everything).await.unwrap().len(), 3);
}

async fn a_code_is_given_once(store: Store) {
    let tx = store.begin().await.unwrap();
    let city = new(None, "502", OrganisationKind::Federation);
    organisations::insert(&tx, &city).await.unwrap();
    let again = organisations::insert(&tx, &city).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
}
