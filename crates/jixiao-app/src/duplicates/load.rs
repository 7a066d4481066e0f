//! Loading a pair for somebody who may see one of the two.

use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{DuplicateId, PersonId};
use jixiao_store::Connection;
use jixiao_store::duplicates::{self as rows, Candidate};
use jixiao_store::persons::{self, Person, SUBJECT_KIND as PERSON};

const WHAT: &str = "该疑似重复";

/// A pair with its two persons.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub(super) candidate: Candidate,
    pub(super) left: Person,
    pub(super) right: Person,
}

/// Loads a pair.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none of which the caller may see a person.
pub(super) async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: DuplicateId,
) -> Result<Loaded, Refusal> {
    let missing = || Refusal::NotFound(WHAT);
    let candidate = rows::find(connection, id).await?.ok_or_else(missing)?;
    if candidate.subject_kind != PERSON {
        return Err(missing());
    }
    let person = |id| persons::find(connection, PersonId(id));
    let left = person(candidate.left_id).await?.ok_or_else(missing)?;
    let right = person(candidate.right_id).await?.ok_or_else(missing)?;
    let loaded = Loaded { candidate, left, right };
    if loaded.paths().iter().any(|path| authz::allows(call.actor, Action::SeePeople, path)) {
        Ok(loaded)
    } else {
        Err(missing())
    }
}

impl Loaded {
    /// The paths of those who keep the two records.
    pub(super) fn paths(&self) -> [&str; 2] {
        [&self.left.organisation_path, &self.right.organisation_path]
    }

    /// Whether the caller may do something with both records.
    pub(super) fn allows(&self, call: Call<'_>, action: Action) -> bool {
        self.paths().iter().all(|path| authz::allows(call.actor, action, path))
    }

    /// Refuses unless the caller may do something with both records, and registered neither.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::SameHand`].
    pub(super) fn authorise(&self, call: Call<'_>, action: Action) -> Result<(), Refusal> {
        for path in self.paths() {
            authz::authorise(call.actor, action, path)?;
        }
        let makers = [(self.left.created_by, "登记人员"), (self.right.created_by, "登记人员")];
        authz::other_hand(call.actor, &makers)
    }
}
