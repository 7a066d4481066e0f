//! 名册只减不增: who stands on a roster but not on the one before.

use std::collections::BTreeSet;

/// Somebody on the roster of an enterprise, named by a key of the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RosterEntry {
    /// The enterprise.
    pub enterprise: i64,
    /// The person.
    pub person: i64,
}

/// Who is on the roster of a month but was not on that of the month before and was not approved:
/// nobody of these is paid.
pub fn newcomers(
    before: &[RosterEntry],
    now: &[RosterEntry],
    approved: &[RosterEntry],
) -> Vec<RosterEntry> {
    let known: BTreeSet<&RosterEntry> = before.iter().chain(approved).collect();
    let fresh: BTreeSet<&RosterEntry> = now.iter().filter(|one| !known.contains(one)).collect();
    fresh.into_iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{RosterEntry, newcomers};

    #[test]
    fn a_roster_falls_freely_and_grows_by_approval_only() {
        let one = |person| RosterEntry { enterprise: 1, person };
        assert_eq!(newcomers(&[one(1), one(2)], &[one(2)], &[]), []);
        assert_eq!(newcomers(&[one(1)], &[one(1), one(2), one(2)], &[]), [one(2)]);
        assert_eq!(newcomers(&[one(1)], &[one(2)], &[one(2)]), []);
        let moved = RosterEntry { enterprise: 2, person: 1 };
        assert_eq!(newcomers(&[one(1)], &[moved], &[]), [moved]);
        assert_eq!(newcomers(&[], &[one(1)], &[]), [one(1)], "a first roster is approved as such");
    }
}
