//! Disclosures: versions, items, and files that stay as they were published.

use chrono::{TimeZone as _, Utc};
use jixiao_domain::{
    DisclosureId, DisclosureItemId, FilingState, OrganisationId, OrganisationKind, PublishedKind,
    UserId,
};
use jixiao_store::disclosures::files::{self, PublishedFile};
use jixiao_store::disclosures::items::{self, NewItem};
use jixiao_store::disclosures::{self, NewDisclosure};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::views::public::{self, PublicFilter};
use jixiao_store::{
    Connection as _, Store, StoreError, Timestamp, Transaction, on_both_databases, signing_keys,
};

on_both_databases! {
    nothing_is_public_before_it_is_published,
    a_published_file_stays_as_it_is,
    a_published_item_is_not_dropped,
    a_retired_key_loses_its_secret_and_stays,
}

fn at() -> Timestamp {
    Utc.timestamp_opt(1_767_225_600, 0).unwrap()
}

async fn people(tx: &Transaction) -> (OrganisationId, UserId) {
    let new = NewOrganisation {
        parent: None,
        code: "502",
        name: "江州市总工会",
        short_name: "市总",
        kind: OrganisationKind::Federation,
    };
    let organisation = organisations::insert(tx, &new).await.unwrap();
    let user: UserId = tx
        .insert(
            "INSERT INTO app_user (login, name, organisation_id, password_hash, \
             password_changed_at, must_change_password, created_at) \
             VALUES ('city.finance', '柏采薇', $1, '', 0, FALSE, 0) RETURNING id",
            [organisation.id.0.into()],
        )
        .await
        .unwrap();
    (organisation.id, user)
}

async fn draft(tx: &Transaction) -> (DisclosureId, DisclosureItemId, UserId) {
    let (organisation_id, user) = people(tx).await;
    let new = NewDisclosure { organisation_id, year: 2025, filled_by: user, created_at: at() };
    let id = disclosures::insert(tx, &new).await.unwrap();
    let new = NewItem {
        disclosure_id: id,
        organisation_id,
        kind: PublishedKind::Goal,
        subject_id: 7,
        project_year_id: None,
        unit_name: "江州市总工会",
        project_name: "困难职工节日慰问",
        title: "2025年度绩效目标表",
        formats: "pdf docx",
        corrects_id: None,
        correction_reason: "",
    };
    let item = items::insert(tx, &new).await.unwrap();
    (id, item, user)
}

async fn publish(tx: &Transaction, id: DisclosureId, item: DisclosureItemId, user: UserId) {
    let state = FilingState::Approved;
    disclosures::update_state(tx, id, 1, state, Some(at())).await.unwrap();
    items::set_seen(tx, item, Some((user, at(), "c0"))).await.unwrap();
    items::publish(tx, item, "GK2025-0001-001", "<p>公开</p>").await.unwrap();
    let file = PublishedFile {
        item_id: item,
        format: "pdf".to_owned(),
        file_name: "目标表.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        byte_count: 3,
        digest: "d1".to_owned(),
        signed_digest: "d2".to_owned(),
        public_key: "04".to_owned(),
        signed_at: at(),
    };
    files::insert(tx, &file, b"abc".to_vec()).await.unwrap();
    disclosures::publish(tx, id, 2, user, at()).await.unwrap();
}

async fn nothing_is_public_before_it_is_published(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, item, user) = draft(&tx).await;
    assert!(public::years(&tx).await.unwrap().is_empty());
    assert_eq!(public::count(&tx, 2025, &PublicFilter::default()).await.unwrap(), 0);
    publish(&tx, id, item, user).await;
    let years = public::years(&tx).await.unwrap();
    assert_eq!((years[0].year, years[0].unit_count, years[0].item_count), (2025, 1, 1));
    for (words, found) in [("慰问", 1), ("GK2025", 1), ("劳模", 0)] {
        let filter = PublicFilter { words: words.to_owned(), ..PublicFilter::default() };
        assert_eq!(public::count(&tx, 2025, &filter).await.unwrap(), found, "{words}");
        let page = public::page(&tx, 2025, &filter, 0, 50).await.unwrap();
        assert_eq!(i64::try_from(page.len()).unwrap(), found, "{words}");
    }
    for digest in ["c0", "d1", "d2"] {
        assert_eq!(public::by_digest(&tx, digest).await.unwrap().len(), 1, "{digest}");
    }
    assert_eq!(public::units(&tx, 2025).await.unwrap()[0].item_count, 1);
    let found = public::by_number(&tx, "GK2025-0001-001").await.unwrap().unwrap();
    assert_eq!(public::files_of(&tx, &[found]).await.unwrap().len(), 1);
    assert_eq!(public::fragment(&tx, item).await.unwrap().unwrap(), "<p>公开</p>");
    items::withdraw(&tx, item, user, at(), "数据有误").await.unwrap();
    assert_eq!(public::years(&tx).await.unwrap()[0].item_count, 0);
}

async fn a_published_file_stays_as_it_is(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, item, user) = draft(&tx).await;
    publish(&tx, id, item, user).await;
    tx.commit().await.unwrap();
    for sql in ["UPDATE disclosure_file SET digest = 'x'", "DELETE FROM disclosure_file"] {
        let tx = store.begin().await.unwrap();
        assert!(tx.execute(sql, []).await.is_err(), "{sql}");
    }
    let content = files::content(&store, item, "pdf").await.unwrap().unwrap();
    assert_eq!(content, b"abc");
}

async fn a_published_item_is_not_dropped(store: Store) {
    let tx = store.begin().await.unwrap();
    let (id, item, user) = draft(&tx).await;
    publish(&tx, id, item, user).await;
    let dropped = items::drop_from_draft(&tx, item).await;
    assert!(matches!(dropped, Err(StoreError::Stale)));
    let seen = items::set_seen(&tx, item, None).await;
    assert!(matches!(seen, Err(StoreError::Stale)));
}

async fn a_retired_key_loses_its_secret_and_stays(store: Store) {
    let tx = store.begin().await.unwrap();
    let (_, user) = people(&tx).await;
    let id = signing_keys::insert(&tx, "04aa", vec![1, 2], user, at()).await.unwrap();
    assert_eq!(signing_keys::active(&tx).await.unwrap().unwrap().id, id);
    signing_keys::retire(&tx, id, user, at(), "定期更换").await.unwrap();
    assert_eq!(signing_keys::active(&tx).await.unwrap(), None);
    let kept = &signing_keys::all(&tx).await.unwrap()[0];
    assert_eq!((kept.public_key.as_str(), &kept.sealed_secret), ("04aa", &None));
}
