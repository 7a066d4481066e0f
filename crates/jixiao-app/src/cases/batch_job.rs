//! A step for thousands as long work: chunk by chunk, each a transaction of its own with the counts
//! of the job, so that a node that takes over goes on where the last chunk ended.

use super::batch::{BatchForm, TOGETHER_MAX, keep_faults, require_mover, together};
use super::step::StepForm;
use crate::jobs::{self, JobFile, Outcome, Progress, Request, Work};
use crate::{Call, Refusal, text_sheet};
use jixiao_domain::{AidCaseEvent, AidCaseId, Coded as _, JobId};
use jixiao_store::import_faults;
use std::collections::BTreeMap;
use std::pin::Pin;

/// The kind of the jobs.
pub const BATCH_JOB: &str = "cases.batch";

/// Queues the step for these cases.
pub(super) async fn start(
    call: Call<'_>,
    form: &BatchForm,
    ids: &[AidCaseId],
) -> Result<JobId, Refusal> {
    let step = form.step();
    let payload = serde_json::to_string(&step).unwrap_or_default();
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let tx = call.app.store.begin().await?;
    let request = Request {
        kind: BATCH_JOB,
        organisation_id: call.actor.organisation_id,
        payload: &payload,
        input: Some(serde_json::to_vec(&ids).unwrap_or_default()),
        sealed: false,
    };
    let id = jobs::enqueue(&tx, call, request).await?;
    tx.commit().await?;
    Ok(id)
}

/// Does such a job, with the rights of who asked for it.
pub fn batch_handler(work: Work) -> Pin<Box<dyn Future<Output = Result<Outcome, Refusal>> + Send>> {
    Box::pin(handle(work))
}

async fn handle(work: Work) -> Result<Outcome, Refusal> {
    let actor = work.actor().await?;
    let call = Call { app: &work.app, actor: &actor, at: work.job.created_at };
    require_mover(call)?;
    let unreadable = || Refusal::WrongState("任务内容无法读取，请重新办理".to_owned());
    let step: StepForm = serde_json::from_str(&work.job.payload).map_err(|_| unreadable())?;
    let taking = step.parse()?;
    let ids: Vec<i64> = serde_json::from_slice(&work.input().await?).map_err(|_| unreadable())?;
    let ids: Vec<AidCaseId> = ids.into_iter().map(AidCaseId).collect();
    let places: BTreeMap<AidCaseId, usize> = ids.iter().copied().zip(0..).collect();
    let mut progress = Progress { total: i64::try_from(ids.len()).ok(), ..work.job.progress };
    let judged = progress.done + progress.skipped + progress.failed;
    let mut index = usize::try_from(judged).unwrap_or(ids.len()).min(ids.len());
    for chunk in ids[index..].chunks(TOGETHER_MAX) {
        let tx = work.app.store.begin().await?;
        // The job's row is held first, as by whoever calls the job off: locks come in one order.
        let said = format!("已办理 {index} / {} 件", ids.len());
        work.advance(&tx, progress, &said).await?;
        let results = together(&tx, call, chunk, &taking).await?;
        keep_faults(&tx, work.job.id, &places, &results, &mut progress).await?;
        index += chunk.len();
        let said = format!("已办理 {index} / {} 件", ids.len());
        work.advance(&tx, progress, &said).await?;
        tx.commit().await?;
    }
    let faults = import_faults::of_job(&work.app.store, work.job.id).await?;
    let file = if faults.is_empty() {
        None
    } else {
        let rows = faults.into_iter().map(|fault| {
            let id = usize::try_from(fault.row_index).ok().and_then(|index| ids.get(index));
            vec![id.map(ToString::to_string).unwrap_or_default(), fault.faults]
        });
        let content = text_sheet::write("未办理", &["申请编号", "原因"], rows)?;
        let media_type =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
        Some(JobFile {
            name: "批量办理_未办理的申请.xlsx".to_owned(), media_type, content
        })
    };
    Ok(Outcome { progress, message: message(taking.event, progress), file })
}

fn message(event: AidCaseEvent, progress: Progress) -> String {
    let Progress { done, skipped, failed, .. } = progress;
    format!("{}：已办理 {done} 件，跳过 {skipped} 件，未办理 {failed} 件", event.word())
}
