//! Giving a role at a place.

use crate::accounts::{event, not_oneself, open_place, reached};
use crate::audit;
use crate::authz::Action;
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, OrganisationId, Role, UserId};
use jixiao_store::{StoreError, grants};
use serde::Deserialize;

/// A role and a place as chosen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    /// Code of the role.
    pub role: String,
    /// Id of the organisation.
    pub organisation_id: String,
}

struct Input {
    role: Role,
    organisation_id: OrganisationId,
}

impl GrantForm {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut typed = Fields::new();
        let role = typed.choice("role", &self.role);
        let organisation_id = typed.key("organisation_id", &self.organisation_id);
        typed.finish(Input { role, organisation_id })
    }
}

/// Gives a role. Both the person and the place must lie in the actor's part of the tree.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but security administrators, [`Refusal::SameHand`] for the actor's
/// own account, [`Refusal::Invalid`] for a role that excludes one the person holds, or that they
/// hold there already.
pub async fn grant(call: Call<'_>, id: UserId, form: &GrantForm) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    audit::alone(&tx).await?;
    let (user, _) = reached(&tx, &call, id, Action::GrantRoles).await?;
    not_oneself(&call, id, "授予角色")?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    if !user.active {
        return Err(Refusal::WrongState("账号已停用，请先启用".to_owned()));
    }
    let action = Action::GrantRoles;
    let place = open_place(&tx, &call, input.organisation_id, action, "organisation_id").await?;
    let held = grants::of_user(&tx, id).await?;
    if let Some(other) = held.iter().find(|held| !input.role.compatible_with(held.role)) {
        return Err(Refusal::field(
            "role",
            format!(
                "与已有的“{}”角色互斥：三员之间、三员与业务角色不得兼任，请先收回",
                other.role.word()
            ),
        ));
    }
    let by = Some(call.actor.user_id);
    let grant_id =
        grants::insert(&tx, id, place.id, input.role, by, call.at).await.map_err(|error| {
            match error {
                StoreError::Duplicate(_) => Refusal::field("role", "该用户在该机构已有此角色"),
                other => other.into(),
            }
        })?;
    let detail = format!("授予“{}”，范围：{}", input.role.word(), place.name);
    audit::record(&tx, call.actor, call.at, event("user.grant", &user, detail)).await?;
    tx.commit().await?;
    Ok(grant_id)
}
