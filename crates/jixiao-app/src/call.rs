//! Who calls, when, on what.

use crate::identity::{Hashing, SessionCache};
use crate::{Entropy, Keys};
use chrono::{FixedOffset, NaiveDate};
use jixiao_domain::{OrganisationId, Role, UserId};
use jixiao_regulation::Catalogue;
use jixiao_store::{Store, Timestamp};

/// What every use case stands on. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The regulations that can be chosen for a project's year.
    pub regulations: &'static Catalogue,
    /// Where tokens and salts come from.
    pub entropy: Entropy,
    /// Keys that are not in the database.
    pub keys: Keys,
    /// What hashing of passwords costs.
    pub hashing: Hashing,
    /// Sessions read lately.
    pub sessions: SessionCache,
}

impl App {
    /// An application for real use on a database, with the keys of its installation.
    pub fn new(store: Store, keys: Keys) -> Self {
        Self {
            store,
            regulations: Catalogue::builtin(),
            entropy: Entropy::System,
            keys,
            hashing: Hashing::owasp(),
            sessions: SessionCache::default(),
        }
    }

    /// An application on a test's database: random bytes from a repeatable series, keys known to
    /// all, hashing of passwords as cheap as it gets.
    #[cfg(feature = "testing")]
    pub fn for_tests(store: Store) -> Self {
        Self {
            entropy: Entropy::series(),
            hashing: Hashing::with_cost(0, 1),
            ..Self::new(store, Keys::for_tests())
        }
    }
}

/// A person who is signed in, with what they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Key of the user.
    pub user_id: UserId,
    /// 姓名, as the audit log and printed forms show it.
    pub name: String,
    /// The organisation the person works in.
    pub organisation_id: OrganisationId,
    /// What the person may do, and where.
    pub grants: Vec<Grant>,
}

/// A role at a place of the tree; it holds for everything below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The place.
    pub organisation_id: OrganisationId,
    /// The place's path in the tree.
    pub path: String,
}

/// One call of a use case: the application, the actor and the time are arguments, never looked up.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// What the call stands on.
    pub app: &'a App,
    /// Who calls.
    pub actor: &'a Actor,
    /// When.
    pub at: Timestamp,
}

impl Call<'_> {
    /// The calendar date of the call in China (UTC+8, no daylight saving).
    pub fn today(&self) -> NaiveDate {
        date_in_china(self.at)
    }
}

/// The calendar date in China at a time.
pub fn date_in_china(at: Timestamp) -> NaiveDate {
    let offset = FixedOffset::east_opt(8 * 3600).expect("eight hours is a valid offset");
    at.with_timezone(&offset).date_naive()
}
