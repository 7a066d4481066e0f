//! Long work: claimed once, taken over from the dead, called off, counted truly.

use crate::world::{World, now};
use chrono::TimeDelta;
use jixiao_app::jobs::{self, Handlers, JobFile, Outcome, Progress, Request, Runner, Work};
use jixiao_app::{Actor, Refusal};
use jixiao_domain::{JobId, JobState, Role};
use jixiao_store::jobs as rows;
use jixiao_store::{Store, Timestamp, on_both_databases, testing};

on_both_databases! {
    a_job_is_done_once_and_leaves_its_file,
    a_job_of_a_killed_node_is_taken_over,
    a_job_that_keeps_killing_its_node_is_given_up,
    a_defect_in_a_handler_ends_the_job_and_not_the_node,
    refused_work_says_why,
    a_job_called_off_is_not_begun_and_not_ended,
    a_job_called_off_at_work_stops_at_its_next_step,
    only_its_owner_takes_its_file_and_strangers_do_not_see_it,
    an_unknown_kind_fails,
}

fn later() -> Timestamp {
    now() + TimeDelta::hours(1)
}

fn handlers() -> Handlers {
    Handlers::default()
        .with("test.echo", |work| Box::pin(echo(work)))
        .with("test.defect", |_| Box::pin(async { panic!("a defect") }))
        .with("test.refuse", |_| {
            Box::pin(async { Err(Refusal::field("file", "第 3 行缺少金额")) })
        })
        .with("test.cancelled", |work| Box::pin(cancelled_meanwhile(work)))
}

async fn echo(work: Work) -> Result<Outcome, Refusal> {
    let content = work.input().await?;
    let progress = Progress { total: Some(3), done: 1, skipped: 1, failed: 1 };
    work.advance(&work.app.store, progress, "正在处理").await?;
    let file = JobFile { name: "结果.txt".into(), media_type: "text/plain".into(), content };
    Ok(Outcome { progress, message: work.job.payload.clone(), file: Some(file) })
}

async fn cancelled_meanwhile(work: Work) -> Result<Outcome, Refusal> {
    rows::cancel(&work.app.store, work.job.id, now()).await?;
    work.advance(&work.app.store, Progress::default(), "").await?;
    panic!("a job called off goes no further");
}

async fn enqueue(world: &World, actor: &Actor, kind: &str) -> JobId {
    let tx = world.app.store.begin().await.unwrap();
    let request = Request {
        kind,
        organisation_id: world.north.id,
        payload: "载荷",
        input: Some(b"input".to_vec()),
        sealed: false,
    };
    let id = jobs::enqueue(&tx, world.call(actor), request).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn runner(world: &World) -> Runner {
    Runner::new(world.app.clone(), handlers(), now)
}

async fn state_of(world: &World, id: JobId) -> (JobState, String) {
    let job = rows::find(&world.app.store, id).await.unwrap().unwrap();
    (job.state, job.message)
}

async fn a_job_is_done_once_and_leaves_its_file(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let id = enqueue(&world, filler, "test.echo").await;
    assert!(runner(&world).run_one().await.unwrap());
    assert!(!runner(&world).run_one().await.unwrap());

    let job = jobs::see(world.call(filler), id).await.unwrap();
    assert_eq!((job.state, job.message.as_str()), (JobState::Done, "载荷"));
    let counts = Progress { total: Some(3), done: 1, skipped: 1, failed: 1 };
    assert_eq!((job.progress, job.attempt_count), (counts, 1));
    let file = jobs::result(world.call(filler), id).await.unwrap();
    assert_eq!((file.name.as_str(), file.content.as_slice()), ("结果.txt", b"input".as_slice()));
    assert_eq!(jobs::list_own(world.call(filler), 10, 0).await.unwrap(), [job]);
}

async fn a_job_of_a_killed_node_is_taken_over(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.echo").await;
    let tx = world.app.store.begin().await.unwrap();
    let claimed = rows::claim(&tx, "killed", now(), now() + TimeDelta::seconds(30)).await.unwrap();
    assert_eq!(claimed.unwrap().id, id);
    tx.commit().await.unwrap();

    assert!(!runner(&world).run_one().await.unwrap(), "the claim still holds");
    let heir = Runner::new(world.app.clone(), handlers(), later);
    assert!(heir.run_one().await.unwrap());
    assert_eq!(state_of(&world, id).await.0, JobState::Done);
    // The dead node, should it wake up, writes nothing any more.
    let late = rows::advance(&world.app.store, id, "killed", Progress::default(), "迟到").await;
    assert!(late.is_err());
}

async fn a_job_that_keeps_killing_its_node_is_given_up(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.echo").await;
    for _ in 0..3 {
        let tx = world.app.store.begin().await.unwrap();
        rows::claim(&tx, "killed", now(), now() - TimeDelta::seconds(1)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    }
    assert!(runner(&world).run_one().await.unwrap());
    let (state, message) = state_of(&world, id).await;
    assert_eq!(state, JobState::Failed);
    assert!(message.contains("多次中断"), "{message}");
}

async fn a_defect_in_a_handler_ends_the_job_and_not_the_node(store: Store) {
    let world = World::new(store).await;
    let broken = enqueue(&world, world.actor(Role::Filler), "test.defect").await;
    let sound = enqueue(&world, world.actor(Role::Filler), "test.echo").await;
    let runner = runner(&world);
    assert!(runner.run_one().await.unwrap());
    assert!(runner.run_one().await.unwrap());
    assert_eq!(state_of(&world, broken).await.0, JobState::Failed);
    assert_eq!(state_of(&world, sound).await.0, JobState::Done);
}

async fn refused_work_says_why(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.refuse").await;
    runner(&world).run_one().await.unwrap();
    assert_eq!(state_of(&world, id).await, (JobState::Failed, "第 3 行缺少金额".to_owned()));
}

async fn a_job_called_off_is_not_begun_and_not_ended(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let id = enqueue(&world, filler, "test.echo").await;
    jobs::cancel(world.call(filler), id).await.unwrap();
    assert!(!runner(&world).run_one().await.unwrap());
    let again = jobs::cancel(world.call(filler), id).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
}

async fn a_job_called_off_at_work_stops_at_its_next_step(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.cancelled").await;
    assert!(runner(&world).run_one().await.unwrap());
    assert_eq!(state_of(&world, id).await.0, JobState::Cancelled);
}

async fn only_its_owner_takes_its_file_and_strangers_do_not_see_it(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.echo").await;
    runner(&world).run_one().await.unwrap();

    let system = world.actor(Role::SystemAdministrator);
    assert!(jobs::see(world.call(system), id).await.is_ok());
    let city = world.at(&world.city, Role::SystemAdministrator);
    assert!(jobs::see(world.call(city), id).await.is_ok());
    for (actor, what) in [
        (system, "its file"),
        (world.colleague(Role::Filler), "a colleague"),
        (world.stranger(Role::SystemAdministrator), "another county"),
    ] {
        let refused = jobs::result(world.call(actor), id).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{what}: {refused:?}");
    }
    let stranger = world.call(world.stranger(Role::SystemAdministrator));
    assert!(matches!(jobs::cancel(stranger, id).await, Err(Refusal::NotFound(_))));
}

async fn an_unknown_kind_fails(store: Store) {
    let world = World::new(store).await;
    let id = enqueue(&world, world.actor(Role::Filler), "test.unknown").await;
    runner(&world).run_one().await.unwrap();
    assert_eq!(state_of(&world, id).await.0, JobState::Failed);
}

/// Two servers on one PostgreSQL, each with its own pool: forty jobs, none done twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_share_the_work_of_one_database() {
    let Some(url) = testing::postgres_url().await else { return };
    let world = World::new(Store::open(&url).await.unwrap()).await;
    let mut ids = Vec::new();
    for _ in 0..40 {
        ids.push(enqueue(&world, world.actor(Role::Filler), "test.echo").await);
    }
    let mut nodes = Vec::new();
    for _ in 0..2 {
        let mut app = world.app.clone();
        app.store = Store::open(&url).await.unwrap();
        let runner = Runner::new(app, handlers(), now);
        nodes.push(tokio::spawn(async move {
            let mut worked = 0;
            while runner.run_one().await.unwrap() {
                worked += 1;
            }
            worked
        }));
    }
    let mut worked = 0;
    for node in nodes {
        worked += node.await.unwrap();
    }
    // A node may look for a job, and find that the other was quicker.
    assert!(worked >= 40, "{worked}");
    for id in ids {
        let job = rows::find(&world.app.store, id).await.unwrap().unwrap();
        assert_eq!((job.state, job.attempt_count), (JobState::Done, 1));
    }
}
