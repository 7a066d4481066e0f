//! Moving an organisation, with all below it, under another.

use crate::audit;
use crate::authz::{Action, allows};
use crate::input::Fields;
use crate::organisations::{event, reached};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::OrganisationId;
use jixiao_store::organisations;
use serde::Deserialize;

/// The new place as chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MoveOrganisation {
    /// Id of the new organisation above.
    pub parent_id: String,
    /// The revision that was shown.
    pub revision: String,
}

impl MoveOrganisation {
    fn parse(&self) -> Result<(OrganisationId, i64), Vec<FieldError>> {
        let mut typed = Fields::new();
        let parent_id = typed.key("parent_id", &self.parent_id);
        let revision = typed.key("revision", &self.revision);
        typed.finish((parent_id, revision))
    }
}

/// Moves an organisation. Roles follow the tree: who held one above the old place loses what was
/// moved away, who holds one above the new place gains it.
///
/// # Errors
/// [`Refusal::WrongState`] for the top of the tree; [`Refusal::Invalid`] for a place below itself,
/// closed, or outside the actor's part of the tree; [`Refusal::Conflict`] where somebody else
/// changed it.
pub async fn move_to(
    call: Call<'_>,
    id: OrganisationId,
    form: &MoveOrganisation,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    audit::alone(&tx).await?;
    let place = reached(&tx, &call, id).await?;
    let (parent_id, revision) = form.parse().map_err(Refusal::Invalid)?;
    if place.parent_id.is_none() {
        return Err(Refusal::WrongState("最上级机构不能迁移".to_owned()));
    }
    let parent = organisations::find(&tx, parent_id)
        .await?
        .filter(|parent| parent.active && allows(call.actor, Action::ManageAccounts, &parent.path));
    let parent =
        parent.ok_or_else(|| Refusal::field("parent_id", "请选择您管理范围内的上级机构"))?;
    if parent.path.starts_with(&place.path) {
        return Err(Refusal::field("parent_id", "不能迁移到本机构或其下级之下"));
    }
    if place.parent_id == Some(parent.id) {
        return Err(Refusal::field("parent_id", "已在该机构之下"));
    }
    organisations::move_under(&tx, &place, &parent, revision).await?;
    let detail = format!("迁移到 {} 之下", parent.name);
    audit::record(&tx, call.actor, call.at, event("organisation.move", &place, detail)).await?;
    Ok(tx.commit().await?)
}
