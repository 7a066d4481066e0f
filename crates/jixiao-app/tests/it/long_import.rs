//! Imports of more rows than one transaction takes: batch by batch, over the death of a node.

use crate::exchange::{VOUCHERS, cells, executed, funded, workbook};
use crate::world::{World, now};
use chrono::TimeDelta;
use jixiao_app::exchange::{self, ImportKind, JOB_KIND, Sizes};
use jixiao_app::jobs::{self, Handlers, Progress, Runner};
use jixiao_app::{Refusal, budgets};
use jixiao_domain::{JobId, JobState, Role};
use jixiao_store::jobs as rows;
use jixiao_store::{Store, Timestamp, on_both_databases};

on_both_databases! {
    a_killed_import_goes_on_where_it_was_and_doubles_nothing,
    an_import_called_off_keeps_what_its_batches_wrote,
    a_short_file_is_still_all_or_nothing,
}

const SMALL: Sizes = Sizes { together: 5, batch: 4 };

fn handlers() -> Handlers {
    Handlers::default().with(JOB_KIND, |work| Box::pin(exchange::handle_in(work, SMALL)))
}

fn later() -> Timestamp {
    now() + TimeDelta::hours(1)
}

/// Vouchers of 10 元 each; the rows of `bad` have no such day.
fn vouchers(count: usize, bad: &[usize]) -> Vec<u8> {
    let rows: Vec<[String; 7]> = (0..count)
        .map(|index| {
            let day = if bad.contains(&index) { "2026-02-30" } else { "2026-02-03" };
            ["2026", "A1", "当年财政拨款", &format!("记-{index}"), day, "10", ""].map(str::to_owned)
        })
        .collect();
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    workbook(VOUCHERS, &rows)
}

async fn enqueue(world: &World, bytes: Vec<u8>) -> JobId {
    let finance = world.call(world.actor(Role::Finance));
    exchange::enqueue(finance, ImportKind::Vouchers, "凭证.xlsx", bytes).await.unwrap()
}

/// Returns once the job has judged so many rows.
async fn judged(store: &Store, id: JobId, count: i64) {
    loop {
        let progress = rows::find(store, id).await.unwrap().unwrap().progress;
        if progress.done + progress.failed >= count {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn a_killed_import_goes_on_where_it_was_and_doubles_nothing(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let id = enqueue(&world, vouchers(50, &[1, 40])).await;
    let node = Runner::new(world.app.clone(), handlers(), now);
    tokio::select! {
        biased;
        () = judged(&world.app.store, id, 8) => {}
        ended = node.run_one() => panic!("ended before it was killed: {ended:?}"),
    }
    let job = rows::find(&world.app.store, id).await.unwrap().unwrap();
    assert_eq!((job.state, job.progress.total), (JobState::Running, Some(50)));
    assert!(job.progress.done + job.progress.failed < 50, "{:?}", job.progress);
    assert!(job.message.contains("/ 50 行"), "{}", job.message);

    let heir = Runner::new(world.app.clone(), handlers(), later);
    assert!(heir.run_one().await.unwrap());
    let finance = world.call(world.actor(Role::Finance));
    let job = jobs::see(finance, id).await.unwrap();
    let counts = Progress { total: Some(50), done: 48, skipped: 0, failed: 2 };
    assert_eq!((job.state, job.attempt_count, job.progress), (JobState::Done, 2, counts));
    assert!(job.message.contains("已导入执行凭证 48 行；2 行有误"), "{}", job.message);
    assert_eq!(executed(&world, year).await, 48_000);
    let ledger = budgets::read(finance, year).await.unwrap();
    assert_eq!(ledger.payments.len(), 48, "nothing is there twice");

    let back = cells(&jobs::result(finance, id).await.unwrap().content);
    assert_eq!(back.len(), 3, "only the rows in error come back");
    assert_eq!((back[1][3].as_str(), back[2][3].as_str()), ("记-1", "记-40"));
    assert!(back[2].last().unwrap().contains("没有 2026年2月30日 这一天"), "{back:?}");
}

async fn an_import_called_off_keeps_what_its_batches_wrote(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let id = enqueue(&world, vouchers(50, &[])).await;
    let finance = world.call(world.actor(Role::Finance));
    let node = Runner::new(world.app.clone(), handlers(), now);
    let (ended, ()) = tokio::join!(node.run_one(), async {
        judged(&world.app.store, id, 4).await;
        jobs::cancel(finance, id).await.unwrap();
    });
    assert!(ended.unwrap());
    let job = jobs::see(finance, id).await.unwrap();
    assert_eq!(job.state, JobState::Cancelled);
    assert!(job.progress.done < 50, "{:?}", job.progress);
    assert_eq!(executed(&world, year).await, job.progress.done * 1_000);
}

async fn a_short_file_is_still_all_or_nothing(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let id = enqueue(&world, vouchers(5, &[2])).await;
    let node = Runner::new(world.app.clone(), handlers(), now);
    assert!(node.run_one().await.unwrap());
    let finance = world.call(world.actor(Role::Finance));
    let job = jobs::see(finance, id).await.unwrap();
    let counts = Progress { total: Some(5), done: 0, skipped: 4, failed: 1 };
    assert_eq!((job.state, job.progress), (JobState::Done, counts));
    assert_eq!(executed(&world, year).await, 0);
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(jobs::see(stranger, id).await, Err(Refusal::NotFound(_))));
}
