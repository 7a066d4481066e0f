//! What happened to a filing so far, and who holds it now.
//!
//! Reads only; whoever calls has authorised the reading of the filing itself.

use super::{Subject, hands_before, right_for};
use crate::authz::roles_of;
use crate::call::date_in_china;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, FilingEvent, UserId};
use jixiao_store::reviews::{self, Holder, ReviewStep};
use jixiao_store::{Connection, Timestamp};

/// The history of a filing and its next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// What happened, oldest first.
    pub steps: Vec<ReviewStep>,
    /// What comes next; `None` once approved.
    pub next: Option<NextStep>,
}

/// The step a filing waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What moves the filing on.
    pub event: FilingEvent,
    /// The role that holds it, 单位审核.
    pub holder_role: &'static str,
    /// The organisation that files it.
    pub organisation_name: String,
    /// The people who may take the step, nearest first; empty where nobody was given the role.
    pub holders: Vec<Holder>,
    /// Since when it waits.
    pub since: Timestamp,
    /// Calendar days waited so far.
    pub waiting_days: i64,
}

/// Reads the history of a filing that was `created_at`.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn history(
    connection: &impl Connection,
    call: Call<'_>,
    subject: Subject<'_>,
    created_at: Timestamp,
) -> Result<History, Refusal> {
    let steps = reviews::list(connection, subject.filing.code(), subject.id).await?;
    let Some(event) = subject.state.next_event() else {
        return Ok(History { steps, next: None });
    };
    let right = right_for(subject.filing, subject.state, event);
    let path = &subject.organisation.path;
    let mut holders = reviews::holders(connection, roles_of(right), path).await?;
    if event != FilingEvent::Submit {
        let before = hands_before(connection, subject).await?;
        holders.retain(|holder| !before.iter().any(|(user, _)| *user == holder.user_id));
    }
    let mut seen: Vec<UserId> = Vec::new();
    holders.retain(|holder| {
        let new = !seen.contains(&holder.user_id);
        seen.push(holder.user_id);
        new
    });
    let since = steps.last().map_or(created_at, |step| step.at);
    let waited = call.today().signed_duration_since(date_in_china(since));
    let next = NextStep {
        event,
        holder_role: right.word(),
        organisation_name: subject.organisation.name.clone(),
        holders,
        since,
        waiting_days: waited.num_days().max(0),
    };
    Ok(History { steps, next: Some(next) })
}
