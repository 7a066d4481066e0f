//! A new account, with a password that serves once.

use crate::accounts::open_place;
use crate::audit::{self, Event};
use crate::authz::{Action, allows_somewhere};
use crate::identity::{fields, hashing, password};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{OrganisationId, UserId};
use jixiao_store::StoreError;
use jixiao_store::users::{self, NewUser};
use serde::Deserialize;

/// An account as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewAccount {
    /// Login.
    pub login: String,
    /// 姓名
    pub name: String,
    /// Id of the organisation.
    pub organisation_id: String,
}

struct Input {
    login: String,
    name: String,
    organisation_id: OrganisationId,
}

impl NewAccount {
    fn parse(&self) -> Result<Input, Vec<FieldError>> {
        let mut typed = Fields::new();
        let login = fields::login(&mut typed, "login", &self.login);
        let name = typed.text("name", &self.name, Lines::One, 40);
        let organisation_id = typed.key("organisation_id", &self.organisation_id);
        typed.finish(Input { login, name, organisation_id })
    }
}

/// A new account.
#[derive(Clone)]
pub struct Created {
    /// Its key.
    pub user_id: UserId,
    /// The password for the first time; shown once, stored nowhere.
    pub one_time_password: String,
}

/// Makes an account without any role.
///
/// # Errors
/// [`Refusal::Forbidden`] to all but system administrators; [`Refusal::Invalid`] for fields that
/// can't be taken, a login that is taken, or an organisation outside the actor's part of the tree.
pub async fn create(call: Call<'_>, form: &NewAccount) -> Result<Created, Refusal> {
    use jixiao_domain::Coded as _;
    if !allows_somewhere(call.actor, Action::ManageAccounts) {
        return Err(Refusal::Forbidden(Action::ManageAccounts.word()));
    }
    let input = form.parse().map_err(Refusal::Invalid)?;
    let one_time_password = password::one_time(&call.app.entropy);
    let password_hash = hashing::hash(call.app, &one_time_password).await?;
    let tx = call.app.store.begin().await?;
    let action = Action::ManageAccounts;
    let place = open_place(&tx, &call, input.organisation_id, action, "organisation_id").await?;
    let new = NewUser {
        login: &input.login,
        name: &input.name,
        organisation_id: place.id,
        password_hash: &password_hash,
        must_change_password: true,
        at: call.at,
    };
    let user_id = users::insert(&tx, &new).await.map_err(|error| match error {
        StoreError::Duplicate(_) => Refusal::field("login", "登录名已被使用，请换一个"),
        other => other.into(),
    })?;
    let event = Event {
        action: "user.create",
        subject_kind: "user",
        subject_id: user_id.to_string(),
        organisation_id: Some(place.id),
        detail: format!("新建账号 {}，机构：{}", input.login, place.name),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(Created { user_id, one_time_password })
}
