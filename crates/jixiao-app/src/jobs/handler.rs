//! What does the jobs of a kind, and what it works with.

use super::sealing;
use crate::{Actor, App, Grant, Refusal};
use jixiao_store::jobs::{self as rows, Job, JobFile, Progress};
use jixiao_store::{Connection, StoreError, grants, users};
use std::collections::BTreeMap;
use std::pin::Pin;

/// Does the jobs of one kind. A job may be begun again after its node was killed: a handler either
/// writes everything in one transaction, or takes up at the counts it saved with its writing.
pub type Handler = fn(Work) -> Pin<Box<dyn Future<Output = Result<Outcome, Refusal>> + Send>>;

/// The handlers of a node by kind.
#[derive(Clone, Default)]
pub struct Handlers {
    by_kind: BTreeMap<&'static str, Handler>,
}

/// A job in the hands of its handler.
#[derive(Clone)]
pub struct Work {
    /// What the job stands on.
    pub app: App,
    /// The job as it was claimed.
    pub job: Job,
    pub(super) node: String,
}

/// What a job did.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The final counts.
    pub progress: Progress,
    /// A sentence for its page.
    pub message: String,
    /// A file to take away: the export, or the rows that failed.
    pub file: Option<JobFile>,
}

impl Handlers {
    /// Adds a handler.
    #[must_use]
    pub fn with(mut self, kind: &'static str, handler: Handler) -> Self {
        self.by_kind.insert(kind, handler);
        self
    }

    /// The handler of a kind.
    pub fn get(&self, kind: &str) -> Option<Handler> {
        self.by_kind.get(kind).copied()
    }
}

impl Work {
    /// The file that came with the job.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where none came; [`Refusal::WrongState`] where it can't be opened.
    pub async fn input(&self) -> Result<Vec<u8>, Refusal> {
        let bytes = rows::input(&self.app.store, self.job.id).await?;
        let bytes = bytes.ok_or(Refusal::NotFound("上传的文件"))?;
        if self.job.sealed {
            return sealing::open(&self.app, sealing::INPUT, self.job.created_by, &bytes);
        }
        Ok(bytes)
    }

    /// Who asked for the job, with what they may do now.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where the account was closed since.
    pub async fn actor(&self) -> Result<Actor, Refusal> {
        let store = &self.app.store;
        let user = users::find(store, self.job.created_by)
            .await?
            .filter(|user| user.active)
            .ok_or(Refusal::NotFound("提交任务的用户"))?;
        let grants = grants::of_user(store, user.id).await?.into_iter().map(|grant| Grant {
            role: grant.role,
            organisation_id: grant.organisation_id,
            path: grant.path,
        });
        Ok(Actor {
            user_id: user.id,
            name: user.name,
            organisation_id: user.organisation_id,
            grants: grants.collect(),
        })
    }

    /// Writes down how far the job is; in the transaction of the work itself, where there is one, so
    /// that counts and work never part.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] where the job was called off: stop.
    pub async fn advance(
        &self,
        connection: &impl Connection,
        progress: Progress,
        message: &str,
    ) -> Result<(), Refusal> {
        match rows::advance(connection, self.job.id, &self.node, progress, message).await {
            Err(StoreError::Stale) => Err(Refusal::WrongState("任务已取消".to_owned())),
            other => Ok(other?),
        }
    }
}
