//! A person's own roles and open sessions.

use crate::audit::{self, Event};
use crate::digest::sm3_hex;
use crate::identity::policy;
use crate::{Call, Refusal};
use jixiao_domain::Role;
use jixiao_store::{Timestamp, grants, sessions};

/// An open session of the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The open sessions of the actor, newest first.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn own_sessions(call: Call<'_>, token: &str) -> Result<Vec<OwnSession>, Refusal> {
    let limits = policy::load(&call.app.store).await?;
    let this = sm3_hex(token.as_bytes());
    let since = call.at - limits.session();
    let open = sessions::of_user(&call.app.store, call.actor.user_id, since).await?;
    Ok(open
        .into_iter()
        .filter(|session| call.at - session.last_seen_at <= limits.idle())
        .map(|session| OwnSession {
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            is_this: session.token_digest == this,
        })
        .collect())
}

/// The roles of the actor with the names of their places.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn own_roles(call: Call<'_>) -> Result<Vec<(Role, String)>, Refusal> {
    let held = grants::of_user(&call.app.store, call.actor.user_id).await?;
    Ok(held.into_iter().map(|grant| (grant.role, grant.organisation_name)).collect())
}

/// Ends all sessions of the actor but the one that asks, and says how many.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn end_other_sessions(call: Call<'_>, token: &str) -> Result<u64, Refusal> {
    let tx = call.app.store.begin().await?;
    let this = sm3_hex(token.as_bytes());
    let count = sessions::end_all(&tx, call.actor.user_id, Some(&this), call.at).await?;
    let event = Event {
        action: "session.end_others",
        subject_kind: "user",
        subject_id: call.actor.user_id.to_string(),
        organisation_id: Some(call.actor.organisation_id),
        detail: format!("结束其他登录 {count} 处"),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(count)
}
