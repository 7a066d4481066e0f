//! Adds a project.

use super::{ProjectInput, unwritten};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::ProjectId;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::{Transaction, projects as rows};

/// Adds a project to a unit's library.
///
/// # Errors
/// [`Refusal::NotFound`] for a unit outside the caller's tree, [`Refusal::Forbidden`],
/// [`Refusal::Invalid`] where the code is taken or the unit closed.
pub async fn add(call: Call<'_>, input: ProjectInput) -> Result<ProjectId, Refusal> {
    let tx = call.app.store.begin().await?;
    let organisation = organisations::find(&tx, input.organisation_id)
        .await?
        .filter(|unit| authz::allows(call.actor, Action::SeeProjects, &unit.path))
        .ok_or(Refusal::NotFound("机构"))?;
    let id = add_in(&tx, call, &organisation, &input).await?;
    super::drafts::forget(&tx, call, None).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a project in a transaction that does more; the unit is one the caller may see.
pub(crate) async fn add_in(
    tx: &Transaction,
    call: Call<'_>,
    organisation: &Organisation,
    input: &ProjectInput,
) -> Result<ProjectId, Refusal> {
    authz::authorise(call.actor, Action::EditProjects, &organisation.path)?;
    if !organisation.active {
        return Err(Refusal::field("organisation", "该机构已停用，请选择其他机构"));
    }
    if rows::find_by_code(tx, &input.content.code).await?.is_some() {
        return Err(Refusal::field("code", "该项目编码已被使用，请换一个编码"));
    }
    let content = &input.content;
    let id = rows::insert(tx, organisation.id, content, call.actor.user_id, call.at)
        .await
        .map_err(unwritten)?;
    let event = Event {
        action: "project.add",
        subject_kind: "project",
        subject_id: id.to_string(),
        organisation_id: Some(organisation.id),
        detail: format!("新增项目 {} {}", content.code, content.name),
    };
    audit::record(tx, call.actor, call.at, event).await?;
    Ok(id)
}
