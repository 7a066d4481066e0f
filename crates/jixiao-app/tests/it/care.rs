//! Backup, restore and verification, within each database and across them.

use crate::world::{World, now};
use jixiao_app::care::{self, CareError, Manifest};
use jixiao_app::digest::sm3_hex;
use jixiao_app::jobs::{self, Request};
use jixiao_domain::{OrganisationKind, Role};
use jixiao_store::dump::{self, Table};
use jixiao_store::organisations::{self, NewOrganisation};
use jixiao_store::{Connection as _, Store, on_both_databases, testing};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

on_both_databases! {
    a_backup_comes_back_row_for_row_in_either_database,
    new_rows_after_a_restore_get_new_ids,
    a_restore_into_a_used_database_is_refused,
    a_changed_backup_is_refused_and_leaves_nothing,
    a_backup_of_a_newer_version_is_refused,
    sessions_are_not_in_the_backup,
    changed_contents_are_found,
}

/// A world with a bit of everything: bytes, empty columns, quotes, a child before its parent.
async fn lived_in(store: Store) -> World {
    let world = World::new(store).await;
    let tx = world.app.store.begin().await.unwrap();
    let request = Request {
        kind: "test",
        organisation_id: world.north.id,
        payload: "引号\"、换行\n与逗号,",
        input: Some(vec![0, 159, 146, 150]),
        sealed: false,
    };
    jobs::enqueue(&tx, world.call(world.actor(Role::Filler)), request).await.unwrap();
    let sql = "UPDATE organisation SET parent_id = $1 WHERE id = $2";
    tx.execute_one(sql, [world.south.id.0.into(), world.north.id.0.into()]).await.unwrap();
    tx.commit().await.unwrap();
    world
}

async fn backup(world: &World) -> (Manifest, Vec<u8>) {
    let mut file = Cursor::new(Vec::new());
    let manifest = care::backup(&world.app, now(), &mut file).await.unwrap();
    (manifest, file.into_inner())
}

async fn everything(store: &Store) -> Vec<(Table, Vec<Vec<dump::Cell>>)> {
    let mut all = Vec::new();
    for table in dump::tables(store).await.unwrap() {
        let rows = table.rows_after(store, None, 10_000).await.unwrap();
        all.push((table, rows));
    }
    all
}

async fn a_backup_comes_back_row_for_row_in_either_database(store: Store) {
    let world = lived_in(store).await;
    let before = everything(&world.app.store).await;
    let (manifest, file) = backup(&world).await;
    let mut targets = vec![testing::sqlite().await];
    targets.extend(testing::postgres().await);
    for target in targets {
        let restored = care::restore(&target, now(), Cursor::new(&file)).await.unwrap();
        assert_eq!(restored, manifest);
        for ((table, rows), (found_table, found)) in before.iter().zip(everything(&target).await) {
            assert_eq!(*table, found_table);
            // The restore itself is the last entry of the log.
            let added = usize::from(table.name == "audit_entry");
            assert_eq!(rows.as_slice(), &found[..found.len() - added], "{}", table.name);
        }
        let verified = care::verify(&target.snapshot().await.unwrap()).await.unwrap();
        assert!(verified.is_sound(), "{verified:?}");
    }
}

async fn new_rows_after_a_restore_get_new_ids(store: Store) {
    let (_, file) = backup(&lived_in(testing::sqlite().await).await).await;
    care::restore(&store, now(), Cursor::new(&file)).await.unwrap();
    let tx = store.begin().await.unwrap();
    let kind = OrganisationKind::Federation;
    let new = NewOrganisation { parent: None, code: "new", name: "新", short_name: "新", kind };
    assert_eq!(organisations::insert(&tx, &new).await.unwrap().id.0, 4);
    tx.commit().await.unwrap();
    // References are checked as before.
    let orphan = "UPDATE organisation SET parent_id = 99 WHERE id = 4";
    assert!(store.execute(orphan, []).await.is_err());
}

async fn a_restore_into_a_used_database_is_refused(store: Store) {
    let world = lived_in(store).await;
    let (_, file) = backup(&world).await;
    let refused = care::restore(&world.app.store, now(), Cursor::new(&file)).await;
    assert!(matches!(refused, Err(CareError::NotEmpty(_))), "{refused:?}");
}

/// The backup with the text of one file changed, and the manifest's digest with it or not.
fn changed(file: &[u8], name: &str, change: impl Fn(String) -> String, forged: bool) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut files: Vec<(String, String)> = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        files.push((entry.name().unwrap().into_owned(), text));
    }
    let at = files.iter().position(|(found, _)| found == name).unwrap();
    let old = sm3_hex(files[at].1.as_bytes());
    files[at].1 = change(files[at].1.clone());
    let new = sm3_hex(files[at].1.as_bytes());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        let text = if forged { text.replace(&old, &new) } else { text };
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn a_changed_backup_is_refused_and_leaves_nothing(store: Store) {
    let (_, file) = backup(&lived_in(testing::sqlite().await).await).await;
    let words = |text: String| text.replace("提交任务", "取消任务");
    let half = file[..file.len() / 2].to_vec();
    for (bad, why) in [
        (changed(&file, "audit_entry.jsonl", words, false), "a digest is wrong"),
        (changed(&file, "audit_entry.jsonl", words, true), "the chain of the log is broken"),
        (changed(&file, "audit_entry.jsonl", |_| String::new(), true), "the log is empty"),
        (changed(&file, "app_user.jsonl", |_| String::new(), true), "rows are missing"),
        (half, "the file is cut off"),
        (Vec::new(), "the file is empty"),
    ] {
        let refused = care::restore(&store, now(), Cursor::new(bad)).await;
        assert!(matches!(refused, Err(CareError::Damaged(_))), "{why}: {refused:?}");
    }
    for (table, rows) in everything(&store).await {
        assert!(rows.is_empty(), "{}", table.name);
    }
    care::restore(&store, now(), Cursor::new(file)).await.unwrap();
}

async fn a_backup_of_a_newer_version_is_refused(store: Store) {
    let (_, file) = backup(&lived_in(testing::sqlite().await).await).await;
    let newer = |text: String| text.replace("0001_foundation", "9999_future");
    let refused =
        care::restore(&store, now(), Cursor::new(changed(&file, "manifest.json", newer, false)));
    let refused = refused.await.unwrap_err().to_string();
    assert!(refused.contains("更新版本"), "{refused}");
}

async fn sessions_are_not_in_the_backup(store: Store) {
    let world = World::new(store).await;
    let user = world.actor(Role::Filler).user_id.0;
    let sql = "INSERT INTO session (token_digest, user_id, created_at, last_seen_at) \
               VALUES ('digest', $1, 0, 0)";
    world.app.store.execute(sql, [user.into()]).await.unwrap();
    let (manifest, _) = backup(&world).await;
    assert!(manifest.tables.iter().all(|table| table.name != "session"));
}

async fn changed_contents_are_found(store: Store) {
    let sql = "INSERT INTO attachment_content (digest, byte_count, content) VALUES ($1, 3, $2)";
    let digest = sm3_hex(b"abc");
    for (digest, content) in [(digest.as_str(), b"abc"), ("other", b"abd")] {
        let values = [digest.into(), content.to_vec().into()];
        store.execute(sql, values).await.unwrap();
    }
    let verified = care::verify(&store.snapshot().await.unwrap()).await.unwrap();
    assert_eq!((verified.sound_count, verified.changed), (1, vec!["附件 other".to_owned()]));
}

/// Asks for jobs, one transaction each, for ever.
async fn ask_on(world: &World) {
    for number in 0.. {
        let tx = world.app.store.begin().await.unwrap();
        let payload = format!("{number}");
        let request = Request {
            kind: "test",
            organisation_id: world.north.id,
            payload: &payload,
            input: None,
            sealed: false,
        };
        jobs::enqueue(&tx, world.call(world.actor(Role::Filler)), request).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// A backup is taken while another connection writes; what comes back is one state of it.
async fn taken_while_written(writing: Store, reading: Store) {
    let world = lived_in(writing).await;
    let mut file = Cursor::new(Vec::new());
    let mut app = world.app.clone();
    app.store = reading;
    let manifest = tokio::select! {
        manifest = care::backup(&app, now(), &mut file) => manifest.unwrap(),
        () = ask_on(&world) => panic!("it asks for ever"),
    };
    let count = |name: &str| {
        let table = manifest.tables.iter().find(|table| table.name == name).unwrap();
        i64::try_from(table.row_count).unwrap()
    };
    let now_there =
        async |store: &Store, sql: &str| -> i64 { store.row(sql, []).await.unwrap().unwrap_or(0) };
    let jobs = "SELECT COUNT(*) FROM job";
    let written = now_there(&world.app.store, jobs).await;
    assert!(written > count("job"), "{written} were written, {} kept", count("job"));
    let target = testing::sqlite().await;
    care::restore(&target, now(), Cursor::new(file.into_inner())).await.unwrap();
    let verified = care::verify(&target.snapshot().await.unwrap()).await.unwrap();
    assert!(verified.is_sound(), "{verified:?}");
    // Every job of the copy has its entry in the log of the copy, and the other way round.
    let entries = "SELECT COUNT(*) FROM audit_entry WHERE action = 'job.enqueue'";
    assert_eq!(now_there(&target, jobs).await, count("job"));
    assert_eq!(now_there(&target, entries).await, count("job"));
}

#[tokio::test]
async fn a_backup_of_a_file_taken_while_another_connection_writes_is_one_state() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("jixiao.db").display());
    let (writing, reading) = (Store::open(&url).await.unwrap(), Store::open(&url).await.unwrap());
    taken_while_written(writing, reading).await;
}

#[tokio::test]
async fn a_backup_of_a_server_taken_while_another_connection_writes_is_one_state() {
    let Some(url) = testing::postgres_url().await else { return };
    let (writing, reading) = (Store::open(&url).await.unwrap(), Store::open(&url).await.unwrap());
    taken_while_written(writing, reading).await;
}
