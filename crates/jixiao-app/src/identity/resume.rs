//! From the token of a request to the person who calls, with what they may do.

use crate::digest::sm3_hex;
use crate::identity::policy::{self, Policy};
use crate::{Actor, App, Grant, Refusal};
use jixiao_store::sessions::{self, Session};
use jixiao_store::{Timestamp, grants};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The last use of a session is noted to the minute: not every click writes.
const TOUCH_SECONDS: i64 = 60;

/// Where the second factor of a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// The user has none and needs none.
    NotEnrolled,
    /// The user has none and must set one up first.
    Due,
    /// It must still be shown.
    Pending,
    /// It was shown.
    Passed,
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who. Holds no grants while a second factor or a new password is due, so that such a session
    /// can do nothing else, whatever the pages let through.
    pub actor: Actor,
    /// Whether a new password is due: it was set by somebody else, or is too old.
    pub must_change_password: bool,
    /// Where the second factor stands.
    pub second_factor: SecondFactor,
}

/// The session of a token.
///
/// # Errors
/// [`Refusal::SignedOut`] where the token is unknown, or its session was ended, unused or open for
/// too long, or its user left.
pub async fn resume(app: &App, token: &str, at: Timestamp) -> Result<SignedIn, Refusal> {
    let digest = sm3_hex(token.as_bytes());
    let known = load(app, &digest).await?.ok_or(Refusal::SignedOut)?;
    let Known { session, policy, .. } = known.as_ref();
    let last_seen_at = session.last_seen_at.max(app.sessions.last_seen(&digest));
    if at - last_seen_at > policy.idle() || at - session.created_at > policy.session() {
        return Err(Refusal::SignedOut);
    }
    if (at - last_seen_at).num_seconds() >= TOUCH_SECONDS {
        // Outside of a transaction: nothing that pages show depends on it.
        sessions::touch(&app.store, &digest, at).await?;
        app.sessions.touch(&digest, at);
    }
    Ok(signed_in(&known, at))
}

fn signed_in(known: &Known, at: Timestamp) -> SignedIn {
    let session = &known.session;
    let second_factor = match (session.totp_confirmed_at, session.second_factor_at) {
        (None, _) if is_compelled(known) => SecondFactor::Due,
        (None, _) => SecondFactor::NotEnrolled,
        (Some(_), None) => SecondFactor::Pending,
        (Some(_), Some(_)) => SecondFactor::Passed,
    };
    let age = at - session.password_changed_at;
    let must_change_password = session.must_change_password
        || known.policy.password_max_age().is_some_and(|longest| age > longest);
    let shown = matches!(second_factor, SecondFactor::NotEnrolled | SecondFactor::Passed);
    let ready = shown && !must_change_password;
    SignedIn {
        actor: Actor {
            user_id: session.user_id,
            name: session.user_name.clone(),
            organisation_id: session.organisation_id,
            grants: if ready { known.grants.clone() } else { Vec::new() },
        },
        must_change_password,
        second_factor,
    }
}

fn is_compelled(known: &Known) -> bool {
    known.policy.second_factor.holds_for(known.grants.iter().map(|grant| grant.role))
}

/// What the database says about a session.
struct Known {
    generation: u64,
    session: Session,
    grants: Vec<Grant>,
    policy: Policy,
}

async fn load(app: &App, digest: &str) -> Result<Option<Arc<Known>>, Refusal> {
    // Read before the rows: a commit in between makes the entry old, never wrong.
    let generation = app.store.generation();
    let alone = !app.store.is_shared();
    if alone && let Some(known) = app.sessions.get(digest, generation) {
        return Ok(Some(known));
    }
    let Some(session) = sessions::find(&app.store, digest).await? else { return Ok(None) };
    let grants = grants::of_user(&app.store, session.user_id).await?;
    let grants = grants.into_iter().map(|grant| Grant {
        role: grant.role,
        organisation_id: grant.organisation_id,
        path: grant.path,
    });
    let grants = grants.collect();
    let policy = policy::load(&app.store).await?;
    let known = Arc::new(Known { generation, session, grants, policy });
    if alone {
        app.sessions.put(digest, Arc::clone(&known));
    }
    Ok(Some(known))
}

/// What was read of sessions since the last commit of this process. Used on a database of one
/// process only; several nodes ask the database every time.
#[derive(Clone, Default)]
pub struct SessionCache {
    entries: Arc<Mutex<HashMap<String, Entry>>>,
}

#[derive(Default)]
struct Entry {
    known: Option<Arc<Known>>,
    last_seen_at: Timestamp,
}

impl SessionCache {
    /// Sessions kept at once; beyond that the cache begins anew.
    const ENTRY_COUNT_MAX: usize = 10_000;

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, Entry>) -> T) -> T {
        work(&mut self.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn get(&self, digest: &str, generation: u64) -> Option<Arc<Known>> {
        self.with(|entries| {
            let known = entries.get(digest)?.known.as_ref()?;
            (known.generation == generation).then(|| Arc::clone(known))
        })
    }

    fn put(&self, digest: &str, known: Arc<Known>) {
        self.with(|entries| {
            if entries.len() >= Self::ENTRY_COUNT_MAX {
                entries.clear();
            }
            entries.entry(digest.to_owned()).or_default().known = Some(known);
        });
    }

    fn last_seen(&self, digest: &str) -> Timestamp {
        self.with(|entries| entries.get(digest).map_or_else(Timestamp::default, |e| e.last_seen_at))
    }

    fn touch(&self, digest: &str, at: Timestamp) {
        self.with(|entries| {
            if let Some(entry) = entries.get_mut(digest) {
                entry.last_seen_at = entry.last_seen_at.max(at);
            }
        });
    }
}

impl fmt::Debug for SessionCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionCache(..)")
    }
}
