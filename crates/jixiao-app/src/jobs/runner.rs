//! A node's worker: claims jobs one after the other, keeps its claim alive, writes down the end.

use super::handler::{Handlers, Outcome, Work};
use super::sealing;
use crate::audit::{self, Event};
use crate::{App, Refusal};
use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use jixiao_domain::{Coded as _, JobState};
use jixiao_store::jobs::{self as rows, Ending, Job, JobFile};
use jixiao_store::{StoreError, Timestamp};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time;

/// Tells the time; a running server passes the real one.
pub type Clock = fn() -> Timestamp;

/// A claim that is not renewed ends after this time, in seconds.
const LEASE_SECONDS: i64 = 30;
/// Claims are renewed this often.
const RENEWAL: Duration = Duration::from_secs(8);
/// An idle node looks for work this often.
const IDLE: Duration = Duration::from_millis(500);
/// A job that killed its node this often is not begun again.
const ATTEMPTS_MAX: i64 = 3;

/// A node's worker.
#[derive(Clone)]
pub struct Runner {
    app: App,
    handlers: Handlers,
    clock: Clock,
    node: String,
}

impl Runner {
    /// A worker with a name of its own.
    pub fn new(app: App, handlers: Handlers, clock: Clock) -> Self {
        let name = app.entropy.bytes();
        Self { app, handlers, clock, node: HEXLOWER.encode(&name[..8]) }
    }

    /// Works until `stop` turns true. A job at work is then left to the next node, which takes it
    /// over when the claim ends.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        loop {
            let worked = tokio::select! {
                worked = self.run_one() => worked,
                () = stopped(&mut stop) => return,
            };
            match worked {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "looking for jobs failed"),
            }
            tokio::select! {
                () = time::sleep(IDLE) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Does the oldest job that is free; says whether there was one.
    ///
    /// # Errors
    /// [`Refusal::Store`] where the database fails. What fails inside a job is written to the job.
    pub async fn run_one(&self) -> Result<bool, Refusal> {
        let Some(job) = self.claim().await? else { return Ok(false) };
        tracing::info!(job = job.id.0, kind = job.kind, attempt = job.attempt_count, "job begun");
        let outcome = if job.attempt_count > ATTEMPTS_MAX {
            Err("任务多次中断，已停止；请联系系统管理员".to_owned())
        } else {
            match self.handle(&job).await? {
                Some(outcome) => outcome,
                // Called off, or taken over by another node: it is no longer ours to end.
                None => return Ok(true),
            }
        };
        self.finish(&job, outcome).await?;
        Ok(true)
    }

    async fn claim(&self) -> Result<Option<Job>, Refusal> {
        let now = (self.clock)();
        if !rows::any_free(&self.app.store, now).await? {
            return Ok(None);
        }
        let tx = self.app.store.begin().await?;
        let job = rows::claim(&tx, &self.node, now, self.lease_end()).await?;
        tx.commit().await?;
        Ok(job)
    }

    /// Runs the handler while renewing the claim. `None` where the claim was lost.
    async fn handle(&self, job: &Job) -> Result<Option<Result<Outcome, String>>, Refusal> {
        let Some(handler) = self.handlers.get(&job.kind) else {
            return Ok(Some(Err("本版本不认识这类任务".to_owned())));
        };
        let work = Work { app: self.app.clone(), job: job.clone(), node: self.node.clone() };
        // A task of its own: a defect in the handler ends the job, not the node.
        let mut task = Abandoned(tokio::spawn(handler(work)));
        let mut renewal = time::interval(RENEWAL);
        loop {
            tokio::select! {
                ended = &mut task.0 => return Ok(match ended {
                    Ok(Ok(outcome)) => Some(Ok(outcome)),
                    Ok(Err(Refusal::WrongState(_))) if !self.renew(job).await? => None,
                    Ok(Err(refusal)) => Some(Err(sentence(&refusal))),
                    Err(defect) => {
                        tracing::error!(job = job.id.0, %defect, "a job's handler failed");
                        Some(Err("程序内部错误，任务已停止；请联系系统管理员".to_owned()))
                    }
                }),
                _ = renewal.tick() => {
                    if !self.renew(job).await? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// Prolongs the claim; `false` where it was lost.
    async fn renew(&self, job: &Job) -> Result<bool, Refusal> {
        match rows::renew(&self.app.store, job.id, &self.node, self.lease_end()).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    async fn finish(&self, job: &Job, outcome: Result<Outcome, String>) -> Result<(), Refusal> {
        let tx = self.app.store.begin().await?;
        let at = (self.clock)();
        let (state, outcome) = match outcome {
            Ok(outcome) => (JobState::Done, outcome),
            Err(message) => {
                // The counts that the handler saved last still hold.
                let progress = rows::find(&tx, job.id).await?.unwrap_or(job.clone()).progress;
                (JobState::Failed, Outcome { progress, message, file: None })
            }
        };
        let counts = outcome.progress;
        let message = &outcome.message;
        let result = match outcome.file {
            Some(file) if job.sealed => {
                let (app, owner) = (&self.app, job.created_by);
                let content = sealing::seal(app, sealing::RESULT, owner, &file.content)?;
                Some(JobFile { content, ..file })
            }
            other => other,
        };
        let ending = Ending { at, state, progress: counts, message, result };
        match rows::finish(&tx, job.id, &self.node, ending).await {
            Err(StoreError::Stale) => return Ok(()),
            other => other?,
        }
        let event = Event {
            action: "job.end",
            subject_kind: "job",
            subject_id: job.id.to_string(),
            organisation_id: Some(job.organisation_id),
            detail: format!(
                "任务 {} {}：完成 {}，跳过 {}，失败 {}",
                job.kind,
                state.word(),
                counts.done,
                counts.skipped,
                counts.failed
            ),
        };
        let outcome = if state == JobState::Done { "done" } else { "failed" };
        audit::append(&tx, None, at, event, outcome).await?;
        tracing::info!(job = job.id.0, state = state.code(), "job ended");
        Ok(tx.commit().await?)
    }

    fn lease_end(&self) -> Timestamp {
        (self.clock)() + TimeDelta::seconds(LEASE_SECONDS)
    }
}

/// A handler's task, which ends when nobody waits for it any more.
struct Abandoned(JoinHandle<Result<Outcome, Refusal>>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Resolves when `stop` turns true or nobody can turn it any more.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is as good as a stop.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// A refusal in words, field errors one after the other.
fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(fields) => {
            let messages: Vec<&str> = fields.iter().map(|field| field.message.as_str()).collect();
            messages.join("；")
        }
        other => other.to_string(),
    }
}
