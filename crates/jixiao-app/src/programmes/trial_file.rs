//! The dry run person by person as a workbook, names masked; of a large registry as long work.

use super::trial::{Prepared, TrialForm, logged, of_programme, of_round};
use super::trial_count::{Counts, sentence};
use crate::authz::Action;
use crate::jobs::{self, JobFile, Outcome as Done, Progress, Request, Work};
use crate::workbook::{self, Cell};
use crate::{Call, Refusal};
use jixiao_aid::programme::Outcome;
use jixiao_domain::{AidRoundId, Coded as _, JobId, masked_name};
use serde::{Deserialize, Serialize};
use std::pin::Pin;

/// The kind of the jobs.
pub const TRIAL_JOB: &str = "aid_round.trial";
/// Lines of one workbook.
const LINE_COUNT_MAX: usize = 1_000_000;

const HEADS: [&str; 6] = ["姓名（已脱敏）", "登记单位", "结果", "档次", "金额（元）", "理由"];

/// What is tried: a round, or a programme.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Payload {
    round: Option<i64>,
    programme: String,
    form: TrialForm,
}

/// The dry run of a round, or of a programme where there is none, as xlsx.
///
/// # Errors
/// As [`super::try_round`] and [`super::try_programme`], without the bound on people.
pub async fn export_trial(
    call: Call<'_>,
    round: Option<AidRoundId>,
    programme: &str,
    form: &TrialForm,
) -> Result<Vec<u8>, Refusal> {
    let prepared = prepared(call, round, programme, form).await?;
    Ok(book(call, prepared).await?.1)
}

async fn prepared(
    call: Call<'_>,
    round: Option<AidRoundId>,
    programme: &str,
    form: &TrialForm,
) -> Result<Prepared, Refusal> {
    let form = TrialForm { run: "1".to_owned(), ..form.clone() };
    match round {
        Some(id) => of_round(call, id, &form).await,
        None => of_programme(call, programme, &form).await,
    }
}

async fn book(call: Call<'_>, prepared: Prepared) -> Result<(Counts, Vec<u8>, String), Refusal> {
    let Prepared { trial, round, scope, serves } = prepared;
    let (mut counts, mut rows) = (Counts::default(), Vec::new());
    let each = |person: &jixiao_store::views::applicants::Applicant, outcome: Outcome| {
        if rows.len() < LINE_COUNT_MAX {
            rows.push(row(&person.name, &person.organisation_name, &outcome));
        }
        counts.add(person, outcome);
    };
    trial.run(&call.app.store, (&scope, &serves), each).await?;
    logged(call, &trial, round.as_ref(), "aid_round.trial_export").await?;
    let words = sentence(&trial, &counts);
    let sum = counts.total.sum();
    let total = vec![
        Cell::text("合计"),
        Cell::text(""),
        Cell::text(format!("符合 {}", counts.total.taken)),
        Cell::text(""),
        Cell::Money(sum),
        Cell::text(&words),
    ];
    // Writing a hundred thousand rows takes seconds: away from the threads that answer requests.
    let written = tokio::task::spawn_blocking(move || {
        workbook::sheet("规则试算", &HEADS, rows.into_iter(), Some(total))
    });
    let bytes = written
        .await
        .map_err(|error| Refusal::WrongState(format!("无法生成表格文件：{error}")))??;
    Ok((counts, bytes, words))
}

fn row(name: &str, organisation: &str, outcome: &Outcome) -> Vec<Cell> {
    let (result, tier, amount, reasons) = match outcome {
        Outcome::Taken(take) => {
            ("符合", take.tier_name.as_str(), Cell::Money(take.amount), String::new())
        }
        Outcome::Excluded(reasons) => ("不符合", "", Cell::text(""), joined(reasons)),
        Outcome::Refused(reasons) => ("资料不全", "", Cell::text(""), joined(reasons)),
    };
    let (name, unit) = (Cell::text(masked_name(name)), Cell::text(organisation));
    vec![name, unit, Cell::text(result), Cell::text(tier), amount, Cell::text(reasons)]
}

fn joined(reasons: &[jixiao_aid::programme::Reason]) -> String {
    reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>().join("；")
}

/// Queues a dry run with its workbook.
///
/// # Errors
/// As [`export_trial`]: what can't be tried is not queued.
pub async fn enqueue_trial(
    call: Call<'_>,
    round: Option<AidRoundId>,
    programme: &str,
    form: &TrialForm,
) -> Result<JobId, Refusal> {
    prepared(call, round, programme, form).await?;
    let payload = Payload {
        round: round.map(|id| id.0),
        programme: programme.to_owned(),
        form: form.clone(),
    };
    let payload = serde_json::to_string(&payload).unwrap_or_default();
    let tx = call.app.store.begin().await?;
    let request = Request {
        kind: TRIAL_JOB,
        organisation_id: call.actor.organisation_id,
        payload: &payload,
        input: None,
        sealed: false,
    };
    let id = jobs::enqueue(&tx, call, request).await?;
    tx.commit().await?;
    Ok(id)
}

/// The handler of [`TRIAL_JOB`], to be registered with the runner.
pub fn trial_handler(work: Work) -> Pin<Box<dyn Future<Output = Result<Done, Refusal>> + Send>> {
    Box::pin(handle(work))
}

async fn handle(work: Work) -> Result<Done, Refusal> {
    let actor = work.actor().await?;
    let payload: Payload = serde_json::from_str(&work.job.payload)
        .map_err(|_| Refusal::WrongState("任务内容无法识别，请重新提交".to_owned()))?;
    if !crate::authz::allows_somewhere(&actor, Action::SeePeople) {
        return Err(Refusal::Forbidden(Action::SeePeople.word()));
    }
    let call = Call { app: &work.app, actor: &actor, at: work.job.created_at };
    let round = payload.round.map(AidRoundId);
    let prepared = prepared(call, round, &payload.programme, &payload.form).await?;
    let (counts, content, message) = book(call, prepared).await?;
    let total = counts.total.total();
    let left_out = counts.total.excluded + counts.total.refused;
    Ok(Done {
        progress: Progress {
            total: Some(total),
            done: counts.total.taken,
            skipped: left_out,
            failed: 0,
        },
        message,
        file: Some(JobFile {
            name: "规则试算.xlsx".to_owned(),
            media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                .to_owned(),
            content,
        }),
    })
}
