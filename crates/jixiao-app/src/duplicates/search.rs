//! The search over the whole registry, as a job: records are read stretch by stretch, compared away
//! from the threads that answer requests, and the pairs written in batches.

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::jobs::{self, Outcome, Progress, Request, Work};
use crate::likeness::{Record, candidate, read};
use crate::{Call, Refusal};
use jixiao_domain::{JobId, OrganisationId, PersonId};
use jixiao_likeness::{FoundKind, Limits, Registry, Search, search};
use jixiao_store::duplicates::{self as rows, NewCandidate, SUBJECT_KIND};
use jixiao_store::persons::SUBJECT_KIND as PERSON;
use std::pin::Pin;

/// The kind of the job.
pub const SEARCH_JOB: &str = "duplicate.search";

/// Persons read at a time.
const STRETCH: i64 = 1_000;
/// Pairs written in one transaction.
const WRITTEN_MAX: usize = 2_000;

type Place = (PersonId, OrganisationId);

/// Queues a search over the whole registry.
///
/// # Errors
/// [`Refusal::Forbidden`] for who judges pairs nowhere.
pub async fn enqueue_search(call: Call<'_>) -> Result<JobId, Refusal> {
    authz::scope(call.actor, Action::JudgeDuplicates)?;
    let tx = call.app.store.begin().await?;
    let request = Request {
        kind: SEARCH_JOB,
        organisation_id: call.actor.organisation_id,
        payload: "",
        input: None,
        sealed: false,
    };
    let id = jobs::enqueue(&tx, call, request).await?;
    tx.commit().await?;
    Ok(id)
}

/// The handler of [`SEARCH_JOB`], to be registered with the runner.
pub fn search_handler(
    work: Work,
) -> Pin<Box<dyn Future<Output = Result<Outcome, Refusal>> + Send>> {
    Box::pin(run(work))
}

async fn run(work: Work) -> Result<Outcome, Refusal> {
    let actor = work.actor().await?;
    authz::scope(&actor, Action::JudgeDuplicates)?;
    let call = Call { app: &work.app, actor: &actor, at: work.job.created_at };
    let store = &work.app.store;
    let total = rows::person_count(store).await?;
    let mut progress = Progress { total: Some(total), ..Progress::default() };
    let (mut registry, mut places) = (Registry::default(), Vec::new());
    let mut after = PersonId(0);
    loop {
        let persons = rows::persons_after(store, after, STRETCH).await?;
        let Some(last) = persons.last() else { break };
        after = last.id;
        for record in read(store, &work.app, persons).await? {
            record.push_into(&mut registry)?;
            places.push(Record::place(&record));
        }
        progress.done = i64::try_from(places.len()).unwrap_or(i64::MAX);
        work.advance(store, progress, "正在读取登记信息").await?;
    }
    work.advance(store, progress, "正在比对").await?;
    let compared = tokio::task::spawn_blocking(move || compared(&registry, &places)).await;
    let (found, pairs) =
        compared.map_err(|error| Refusal::WrongState(format!("比对未能完成：{error}")))?;
    for part in pairs.chunks(WRITTEN_MAX) {
        let tx = store.begin().await?;
        rows::put(&tx, PERSON, part, call.at).await?;
        work.advance(&tx, progress, "正在登记疑似重复").await?;
        tx.commit().await?;
    }
    finish(call, progress, &found, pairs.len()).await
}

/// Everything that takes the processor: the search, and the reasons in words.
fn compared(registry: &Registry, places: &[Place]) -> (Search, Vec<NewCandidate>) {
    let found = search(registry, Limits::default());
    let place = |index: u32| places.get(index as usize).copied();
    let pairs = found.found.iter().filter_map(|one| {
        let ends = (place(one.left)?, place(one.right)?);
        Some(candidate(registry, &found.model, one, ends))
    });
    let pairs = pairs.collect();
    (found, pairs)
}

/// Settles what was not found again, and notes the search with what it learned.
async fn finish(
    call: Call<'_>,
    progress: Progress,
    found: &Search,
    found_count: usize,
) -> Result<Outcome, Refusal> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let tx = call.app.store.begin().await?;
    let settled = rows::settle_unseen(&tx, PERSON, call.at).await?;
    let search = rows::Search {
        made_by: call.actor.user_id,
        made_at: call.at,
        person_count: progress.done,
        compared_count: i64::try_from(found.compared_count).unwrap_or(i64::MAX),
        skipped_block_count: count(found.skipped_block_count),
        found_count: count(found_count),
        settled_count: i64::try_from(settled).unwrap_or(i64::MAX),
        model: found.model.to_string(),
    };
    rows::insert_search(&tx, &search).await?;
    let by_number = found.found.iter().filter(|one| one.kind != FoundKind::Likeness).count();
    let message = format!(
        "比对 {} 人，找到疑似重复 {found_count} 对（号码或户相同 {by_number} 对），已消除 {settled} 对；\
         因共有信息的人数过多未逐一比对的有 {} 组",
        progress.done, found.skipped_block_count
    );
    let event = Event {
        action: "duplicate.search",
        subject_kind: SUBJECT_KIND,
        organisation_id: Some(call.actor.organisation_id),
        detail: message.clone(),
        ..Event::default()
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(Outcome { progress, message, file: None })
}
