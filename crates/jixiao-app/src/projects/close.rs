//! Closes a project, or takes it up again. Its years stay; nothing new is opened or entered.

use super::{unwritten, visible};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::ProjectId;
use jixiao_store::projects as rows;

/// A closing or its reversal.
#[derive(Debug, Clone)]
pub struct Closing {
    /// The project.
    pub id: ProjectId,
    /// The revision it was read at.
    pub revision: i64,
    /// `true` takes it up again.
    pub active: bool,
    /// Why.
    pub reason: String,
}

/// Closes a project or takes it up again.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::Conflict`], [`Refusal::Invalid`]
/// without a reason, [`Refusal::WrongState`] where nothing would change.
pub async fn close(call: Call<'_>, closing: Closing) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let project = visible(&tx, call, closing.id).await?;
    authz::authorise(call.actor, Action::EditProjects, &project.organisation_path)?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", &closing.reason, Lines::Many, 500);
    let reason = fields.finish(reason).map_err(Refusal::Invalid)?;
    if project.active == closing.active {
        let state = if closing.active { "项目未关闭" } else { "项目已关闭" };
        return Err(Refusal::WrongState(state.to_owned()));
    }
    rows::set_active(&tx, project.id, closing.revision, closing.active).await.map_err(unwritten)?;
    let (action, word) =
        if closing.active { ("project.reopen", "恢复") } else { ("project.close", "关闭") };
    let event = Event {
        action,
        subject_kind: "project",
        subject_id: project.id.to_string(),
        organisation_id: Some(project.organisation_id),
        detail: format!("{word}项目 {}：{reason}", project.content.code),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
