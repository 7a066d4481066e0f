//! A changed name or organisation of an account.

use crate::accounts::{event, not_oneself, open_place, reached, refuse_last_holder};
use crate::audit;
use crate::authz::Action;
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{OrganisationId, UserId};
use jixiao_store::{grants, users};
use serde::Deserialize;

/// Name and organisation as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeAccount {
    /// 姓名
    pub name: String,
    /// Id of the organisation.
    pub organisation_id: String,
    /// The revision that was shown.
    pub revision: String,
}

struct Input {
    name: String,
    organisation_id: OrganisationId,
    revision: i64,
}

impl ChangeAccount {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut typed = Fields::new();
        let name = typed.text("name", &self.name, Lines::One, 40);
        let organisation_id = typed.key("organisation_id", &self.organisation_id);
        let revision = typed.key("revision", &self.revision);
        typed.finish(Input { name, organisation_id, revision })
    }
}

/// Changes name or organisation. Who moves loses all roles: they belonged to the former office, and
/// the security administrator gives those of the new one.
///
/// # Errors
/// [`Refusal::NotFound`] outside the actor's part of the tree, [`Refusal::Conflict`] where somebody
/// else changed the account, [`Refusal::Invalid`] for fields that can't be taken.
pub async fn change(call: Call<'_>, id: UserId, form: &ChangeAccount) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    audit::alone(&tx).await?;
    let (mut user, was) = reached(&tx, &call, id, Action::ManageAccounts).await?;
    let input = form.parse().map_err(Refusal::Invalid)?;
    let mut changes = Vec::new();
    if user.name != input.name {
        changes.push("更正姓名".to_owned());
    }
    if was.id != input.organisation_id {
        not_oneself(&call, id, "迁移机构")?;
        refuse_last_holder(&tx, id).await?;
        let action = Action::ManageAccounts;
        let is = open_place(&tx, &call, input.organisation_id, action, "organisation_id").await?;
        let revoked = grants::revoke_all(&tx, id, call.actor.user_id, call.at).await?;
        changes.push(format!("机构：{} → {}，收回角色 {revoked} 项", was.name, is.name));
    }
    user.name = input.name;
    user.organisation_id = input.organisation_id;
    user.revision = input.revision;
    users::update(&tx, &user).await?;
    audit::record(&tx, call.actor, call.at, event("user.change", &user, changes.join("；")))
        .await?;
    Ok(tx.commit().await?)
}
