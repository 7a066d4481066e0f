//! Whether somebody may come to a record at all, before anything that was sent is read.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, MonitoringRecordId};
use jixiao_store::views::monitoring as views;

/// Refuses unless the caller may do one of `actions` on the record.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may know of, else [`Refusal::Forbidden`].
pub async fn require(
    call: Call<'_>,
    id: MonitoringRecordId,
    actions: &[Action],
) -> Result<(), Refusal> {
    let line = views::line(&call.app.store, id).await?;
    let known = line.filter(|line| may_know(call, &line.path));
    let line = known.ok_or(Refusal::NotFound("该监控记录"))?;
    if actions.iter().any(|action| authz::allows(call.actor, *action, &line.path)) {
        return Ok(());
    }
    Err(Refusal::Forbidden(actions.first().map_or("办理", |action| action.word())))
}

/// Whether the caller may know of the records of the organisation at `path`: those who see its
/// projects, and those who unfreeze.
pub(super) fn may_know(call: Call<'_>, path: &str) -> bool {
    [Action::SeeProjects, Action::Unfreeze]
        .into_iter()
        .any(|action| authz::allows(call.actor, action, path))
}
