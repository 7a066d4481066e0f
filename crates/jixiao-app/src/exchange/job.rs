//! An import as long work.

use super::columns::ImportKind;
use super::import::{Imported, TOGETHER_MAX, import_in_batches, import_together};
use super::rows;
use crate::authz;
use crate::input::choice;
use crate::jobs::{self, JobFile, Outcome, Progress, Request, Work};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, JobId};

/// The kind of the jobs: a node's handlers name [`handle`] by it.
pub const JOB_KIND: &str = "projects.import";

/// Queues the import of an uploaded file.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::Invalid`] on `file` where nothing was uploaded.
pub async fn enqueue(
    call: Call<'_>,
    kind: ImportKind,
    name: &str,
    bytes: Vec<u8>,
) -> Result<JobId, Refusal> {
    if !authz::allows_somewhere(call.actor, kind.action()) {
        return Err(Refusal::Forbidden(kind.action().word()));
    }
    if bytes.is_empty() {
        return Err(Refusal::field("file", "请选择要导入的 xlsx 文件"));
    }
    let tx = call.app.store.begin().await?;
    let request = Request {
        kind: JOB_KIND,
        organisation_id: call.actor.organisation_id,
        payload: &format!("{}\n{name}", kind.code()),
        input: Some(bytes),
        sealed: matches!(kind, ImportKind::Households | ImportKind::Cases),
    };
    let id = jobs::enqueue(&tx, call, request).await?;
    tx.commit().await?;
    Ok(id)
}

/// How many rows are written together, and how many at a time where there are more.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    /// Up to so many rows are written all or nothing.
    pub together: usize,
    /// More rows are written so many at a time.
    pub batch: usize,
}

/// Does the import on behalf of who asked for it, with the rights they have now.
///
/// # Errors
/// What stops the file as a whole.
pub async fn handle(work: Work) -> Result<Outcome, Refusal> {
    handle_in(work, Sizes { together: TOGETHER_MAX, batch: 200 }).await
}

/// As [`handle`], in sizes of one's own.
///
/// # Errors
/// What stops the file as a whole.
pub async fn handle_in(work: Work, sizes: Sizes) -> Result<Outcome, Refusal> {
    let actor = work.actor().await?;
    let bytes = work.input().await?;
    let (kind, name) = work.job.payload.split_once('\n').unwrap_or((&work.job.payload, ""));
    let kind: ImportKind = choice(kind).map_err(|fault| Refusal::field("kind", fault))?;
    if !authz::allows_somewhere(&actor, kind.action()) {
        return Err(Refusal::Forbidden(kind.action().word()));
    }
    let call = Call { app: &work.app, actor: &actor, at: work.job.created_at };
    let name = name.to_owned();
    // A long file takes seconds to read: away from the threads that answer requests.
    let read = tokio::task::spawn_blocking(move || rows::read(&bytes, &name, kind)).await;
    let rows = read.map_err(|error| Refusal::WrongState(format!("无法读取文件：{error}")))??;
    if rows.len() <= sizes.together {
        return Ok(outcome(kind, import_together(call, kind, &rows).await?));
    }
    let (progress, errors) = import_in_batches(&work, call, kind, &rows, sizes.batch).await?;
    Ok(outcome_in_batches(kind, progress, errors))
}

fn outcome_in_batches(kind: ImportKind, progress: Progress, errors: Option<Vec<u8>>) -> Outcome {
    let (word, done, failed) = (kind.word(), progress.done, progress.failed);
    let message = if errors.is_none() {
        format!("已导入{word} {done} 行")
    } else {
        format!(
            "已导入{word} {done} 行；{failed} 行有误未写入，请下载这些行的文件，更正后重新上传，已写入的行不必再传"
        )
    };
    Outcome { progress, message, file: errors.map(|content| error_file(kind, content)) }
}

fn error_file(kind: ImportKind, content: Vec<u8>) -> JobFile {
    JobFile {
        name: format!("{}导入_错误.xlsx", kind.word()),
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        content,
    }
}

fn outcome(kind: ImportKind, imported: Imported) -> Outcome {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (total, failed) = (count(imported.row_count), count(imported.failed_count));
    let word = kind.word();
    match imported.errors {
        None => Outcome {
            progress: Progress { total: Some(total), done: total, skipped: 0, failed: 0 },
            message: format!("已导入{word} {total} 行"),
            file: None,
        },
        Some(content) => Outcome {
            progress: Progress {
                total: Some(total),
                done: 0,
                skipped: total.saturating_sub(failed),
                failed,
            },
            message: format!(
                "{failed} 行有误，全部 {total} 行均未写入；请下载标注错误的文件，更正后重新上传"
            ),
            file: Some(error_file(kind, content)),
        },
    }
}
