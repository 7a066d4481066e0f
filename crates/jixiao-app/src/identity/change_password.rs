//! A person changes the own password.

use crate::audit::{self, Event};
use crate::digest::sm3_hex;
use crate::identity::attempts::{self, Subject};
use crate::identity::second_factor::require_passed;
use crate::identity::{hashing, password, policy};
use crate::{Call, FieldError, Refusal};
use jixiao_store::{sessions, users};
use serde::Deserialize;

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangePassword {
    /// The present password.
    pub present: String,
    /// The new one.
    pub new: String,
    /// The new one again.
    pub again: String,
}

/// Changes the password of the actor and ends all other sessions: whoever knew the old one is out.
///
/// # Errors
/// [`Refusal::Invalid`] where the present password is wrong or the new one can't be taken,
/// [`Refusal::TooOften`] after too many wrong present passwords, [`Refusal::SignedOut`] in a session
/// that has yet to show the second factor.
pub async fn change_password(
    call: Call<'_>,
    token: &str,
    input: &ChangePassword,
) -> Result<(), Refusal> {
    let Call { app, actor, at } = call;
    require_passed(app, token).await?;
    let limits = policy::load(&app.store).await?;
    let subject = Subject::PresentPassword(actor.user_id.0);
    attempts::begin(app, &subject, limits, at).await?.refuse_if_locked(at)?;
    let user = users::find(&app.store, actor.user_id).await?.ok_or(Refusal::SignedOut)?;
    if !hashing::matches(app, Some(user.password_hash.clone()), &input.present).await? {
        return Err(Refusal::field("present", "当前密码不正确"));
    }
    let mut errors = Vec::new();
    if let Some(fault) = password::fault(&input.new, &user.login) {
        errors.push(FieldError::new("new", fault));
    } else {
        let earlier =
            users::recent_password_hashes(&app.store, user.id, password::HISTORY_COUNT).await?;
        if hashing::matches_any(app, earlier, &input.new).await? {
            errors.push(FieldError::new("new", "不得与最近 5 次使用过的密码相同"));
        }
    }
    if input.new != input.again {
        errors.push(FieldError::new("again", "两次输入的新密码不一致"));
    }
    let hash =
        if errors.is_empty() { hashing::hash(app, &input.new).await? } else { String::new() };
    let tx = app.store.begin().await?;
    attempts::succeeded(&tx, &subject).await?;
    if !errors.is_empty() {
        tx.commit().await?;
        return Err(Refusal::Invalid(errors));
    }
    users::set_password(&tx, user.id, &hash, false, at).await?;
    sessions::end_all(&tx, user.id, Some(&sm3_hex(token.as_bytes())), at).await?;
    let event = Event {
        action: "user.change_password",
        subject_kind: "user",
        subject_id: user.id.to_string(),
        organisation_id: Some(user.organisation_id),
        detail: String::new(),
    };
    audit::record(&tx, actor, at, event).await?;
    Ok(tx.commit().await?)
}
