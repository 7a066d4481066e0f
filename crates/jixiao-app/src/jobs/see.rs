//! Looking at jobs: those one asked for, and all of them for who runs the system.

use super::sealing;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::JobId;
use jixiao_store::jobs::{self as rows, Job, JobFile};
use jixiao_store::{Connection, organisations};

/// One job.
///
/// # Errors
/// [`Refusal::NotFound`] unless the actor asked for it or runs the system there.
pub async fn see(call: Call<'_>, id: JobId) -> Result<Job, Refusal> {
    visible(&call.app.store, call, id).await
}

/// The file that a job left.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none, or the actor did not ask for it: who runs the system
/// has no right to what its users exported.
pub async fn result(call: Call<'_>, id: JobId) -> Result<JobFile, Refusal> {
    let job = visible(&call.app.store, call, id).await?;
    if job.created_by != call.actor.user_id {
        return Err(Refusal::NotFound("任务结果"));
    }
    let file = rows::result(&call.app.store, id).await?.ok_or(Refusal::NotFound("任务结果"))?;
    if !job.sealed {
        return Ok(file);
    }
    let content = sealing::open(call.app, sealing::RESULT, job.created_by, &file.content)?;
    Ok(JobFile { content, ..file })
}

/// The newest jobs the actor asked for.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn list_own(call: Call<'_>, limit: i64, offset: i64) -> Result<Vec<Job>, Refusal> {
    let scope = authz::whole_tree();
    let own = Some(call.actor.user_id);
    Ok(rows::list(&call.app.store, &scope, own, limit, offset).await?)
}

pub(super) async fn visible(
    connection: &impl Connection,
    call: Call<'_>,
    id: JobId,
) -> Result<Job, Refusal> {
    let missing = Refusal::NotFound("任务");
    let Some(job) = rows::find(connection, id).await? else { return Err(missing) };
    if job.created_by == call.actor.user_id {
        return Ok(job);
    }
    let organisation = organisations::find(connection, job.organisation_id).await?;
    let seen =
        organisation.is_some_and(|found| authz::allows(call.actor, Action::RunSystem, &found.path));
    if seen { Ok(job) } else { Err(missing) }
}
