//! Many official forms at once, as a zip that a job makes.

use super::self_evaluation::document;
use super::{Format, format};
use crate::authz::{self, Action};
use crate::jobs::{self, JobFile, Outcome, Progress, Request, Work};
use crate::self_evaluations::{ListTyped, list, printable_unasked};
use crate::{Call, Refusal};
use jixiao_domain::{JobId, SelfEvaluationId};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Write as _};
use std::pin::Pin;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The kind of the job.
pub const ARCHIVE_JOB: &str = "self_evaluation.archive";

/// The most forms one archive holds.
const FORM_COUNT_MAX: i64 = 5_000;

/// What the job is to do: what the caller was allowed to see when it was started.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    format: String,
    ids: Vec<i64>,
}

/// Starts a job that renders every self-evaluation of a filtered list.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::TooMuch`] above 5,000 forms; [`Refusal::WrongState`] where
/// the filter leaves nothing.
pub async fn start_archive(
    call: Call<'_>,
    typed: &ListTyped,
    format: Format,
) -> Result<JobId, Refusal> {
    authz::scope(call.actor, Action::SeeProjects)?;
    let page = list(call, typed, FORM_COUNT_MAX, 0).await?;
    if page.total_count > FORM_COUNT_MAX {
        let message = format!("一次最多导出 {FORM_COUNT_MAX} 份，请先缩小筛选范围");
        return Err(Refusal::TooMuch(message));
    }
    if page.lines.is_empty() {
        return Err(Refusal::WrongState("当前筛选没有可导出的自评".to_owned()));
    }
    let payload = Payload {
        format: format.extension().to_owned(),
        ids: page.lines.iter().map(|line| line.id.0).collect(),
    };
    let payload = serde_json::to_string(&payload).expect("numbers and text always serialise");
    let request = Request {
        kind: ARCHIVE_JOB,
        organisation_id: call.actor.organisation_id,
        payload: &payload,
        input: None,
        sealed: false,
    };
    let tx = call.app.store.begin().await?;
    let id = jobs::enqueue(&tx, call, request).await?;
    tx.commit().await?;
    Ok(id)
}

/// The handler of [`ARCHIVE_JOB`], to be registered with the runner.
pub fn archive_handler(
    work: Work,
) -> Pin<Box<dyn Future<Output = Result<Outcome, Refusal>> + Send>> {
    Box::pin(run(work))
}

async fn run(work: Work) -> Result<Outcome, Refusal> {
    let unreadable = || Refusal::WrongState("任务内容无法识别".to_owned());
    let payload: Payload = serde_json::from_str(&work.job.payload).map_err(|_| unreadable())?;
    let format = format(&payload.format).ok_or_else(unreadable)?;
    let mut progress =
        Progress { total: i64::try_from(payload.ids.len()).ok(), ..Progress::default() };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut failures = String::new();
    for id in payload.ids {
        match one(&work, SelfEvaluationId(id), format).await {
            Ok((name, bytes)) => {
                pack(&mut archive, &name, &bytes)?;
                progress.done += 1;
            }
            Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            Err(refusal) => {
                failures.push_str(&format!("自评 {id}：{refusal}\n"));
                progress.failed += 1;
            }
        }
        work.advance(&work.app.store, progress, "正在生成表格").await?;
    }
    if !failures.is_empty() {
        pack(&mut archive, "未能生成的表格.txt", failures.as_bytes())?;
    }
    let content = archive.finish().map_err(|error| failed(&error))?.into_inner();
    let file = JobFile {
        name: "绩效自评表.zip".to_owned(),
        media_type: "application/zip".to_owned(),
        content,
    };
    let message = format!("生成 {} 份，失败 {} 份", progress.done, progress.failed);
    Ok(Outcome { progress, message, file: Some(file) })
}

async fn one(
    work: &Work,
    id: SelfEvaluationId,
    format: Format,
) -> Result<(String, Vec<u8>), Refusal> {
    let filed = printable_unasked(&work.app, id).await?;
    let regulation = work.app.regulations.get(&filed.regulation);
    let document = document(&filed, regulation, format).await?;
    // Two projects may share a name, never a code.
    Ok((format!("{}-{}", filed.project_code, document.file_name), document.bytes))
}

fn pack(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    archive.start_file(name, SimpleFileOptions::default()).map_err(|error| failed(&error))?;
    archive.write_all(bytes).map_err(|error| failed(&error))
}

fn failed(error: &impl std::fmt::Display) -> Refusal {
    Refusal::WrongState(format!("无法生成压缩包：{error}"))
}
