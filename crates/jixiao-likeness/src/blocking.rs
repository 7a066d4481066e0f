//! Which records are compared at all: those that share something rare enough. A group too large is
//! cut by whole names; what is still too large is left out and counted.

use crate::registry::{Entry, Registry};
use rayon::prelude::*;
use std::collections::HashSet;

/// What two records may share to be compared. A pair belongs to the first rule that brings it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// The whole identity number.
    Identity,
    /// The account.
    Card,
    /// The telephone.
    Phone,
    /// How the name is read, and the year of birth.
    ReadingAndYear,
    /// The day of birth, and how the surname is read.
    BirthAndSurname,
    /// How the name is read, and month and day: the year was mistyped.
    ReadingAndDay,
    /// Birth and sequence in the identity number: its region was mistyped.
    IdentityTail,
    /// Region and birth in the identity number: its sequence was mistyped.
    IdentityHead,
    /// Region and sequence in the identity number and the surname: its birth was mistyped.
    IdentityEnds,
    /// How the name is read, and the employer.
    ReadingAndEmployer,
    /// The day of birth alone; only to learn from.
    Birth,
    /// The name alone; only to learn from.
    Name,
}

/// The rules of a search.
pub(crate) const SEARCHED: [Rule; 10] = [
    Rule::Identity,
    Rule::Card,
    Rule::Phone,
    Rule::ReadingAndYear,
    Rule::BirthAndSurname,
    Rule::ReadingAndDay,
    Rule::IdentityTail,
    Rule::IdentityHead,
    Rule::IdentityEnds,
    Rule::ReadingAndEmployer,
];

/// Digits of the sequence in the body of an identity number, and of birth and sequence.
const SEQUENCE: u64 = 1_000;
const BIRTH_AND_SEQUENCE: u64 = 100_000_000_000;

fn both(first: u32, second: u32) -> u64 {
    if first == 0 || second == 0 { 0 } else { u64::from(first) << 32 | u64::from(second) }
}

impl Rule {
    /// What a record has to share; 0 where it has none.
    pub(crate) fn key(self, registry: &Registry, entry: &Entry) -> u64 {
        let reading = || registry.name_of(entry).reading;
        let surname = || registry.name_of(entry).surname;
        match self {
            Self::Identity => entry.identity,
            Self::Card => entry.card,
            Self::Phone => entry.phone,
            Self::ReadingAndYear => both(reading(), entry.year()),
            // Syllables count from 0; the name tells whether there is one.
            Self::BirthAndSurname if entry.month_and_day() == 0 || entry.name == 0 => 0,
            Self::BirthAndSurname => both(entry.birth, surname() + 1),
            Self::ReadingAndDay => both(reading(), entry.month_and_day()),
            Self::IdentityTail => entry.identity % BIRTH_AND_SEQUENCE,
            Self::IdentityHead => entry.identity / SEQUENCE,
            Self::IdentityEnds if entry.identity == 0 || entry.name == 0 => 0,
            Self::IdentityEnds => {
                let region = entry.identity / BIRTH_AND_SEQUENCE;
                let ends = region * SEQUENCE + entry.identity % SEQUENCE;
                ends << 21 | u64::from(surname())
            }
            Self::ReadingAndEmployer => both(reading(), entry.employer),
            Self::Birth if entry.month_and_day() == 0 => 0,
            Self::Birth => u64::from(entry.birth),
            Self::Name => u64::from(entry.name),
        }
    }
}

/// The groups of a rule.
#[derive(Debug)]
pub(crate) struct Blocks {
    rule: Rule,
    /// Records by group.
    pub(crate) members: Vec<u32>,
    /// Where each group stands.
    pub(crate) ranges: Vec<(u32, u32)>,
    /// Groups that were cut by names.
    cut: HashSet<u64>,
    /// Parts of them, by key and name, that were left out.
    left_out: HashSet<(u64, u32)>,
}

impl Blocks {
    /// Groups the records; none has more than `size_max` members.
    pub(crate) fn build(registry: &Registry, rule: Rule, size_max: usize) -> Self {
        let mut keyed: Vec<(u64, u32, u32)> = registry
            .entries
            .par_iter()
            .enumerate()
            .filter_map(|(index, entry)| {
                let key = rule.key(registry, entry);
                // A registry refuses more records than fit.
                let index = u32::try_from(index).ok()?;
                (key != 0).then_some((key, entry.name, index))
            })
            .collect();
        keyed.par_sort_unstable();
        let mut blocks = Self {
            rule,
            members: keyed.iter().map(|(_, _, index)| *index).collect(),
            ranges: Vec::new(),
            cut: HashSet::new(),
            left_out: HashSet::new(),
        };
        let mut start = 0;
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            if group.len() <= size_max {
                blocks.add(start, group.len());
            } else {
                blocks.cut.insert(group[0].0);
                blocks.cut_by_names(start, group, size_max);
            }
            start += group.len();
        }
        blocks
    }

    fn cut_by_names(&mut self, start: usize, group: &[(u64, u32, u32)], size_max: usize) {
        let mut start = start;
        for part in group.chunk_by(|a, b| a.1 == b.1) {
            if part.len() <= size_max {
                self.add(start, part.len());
            } else {
                self.left_out.insert((part[0].0, part[0].1));
            }
            start += part.len();
        }
    }

    fn add(&mut self, start: usize, count: usize) {
        let end = u32::try_from(start + count);
        if let (Ok(start), Ok(end), true) = (u32::try_from(start), end, count > 1) {
            self.ranges.push((start, end));
        }
    }

    /// The members of a group.
    pub(crate) fn group(&self, range: (u32, u32)) -> &[u32] {
        &self.members[range.0 as usize..range.1 as usize]
    }

    /// How many groups were left out.
    pub(crate) fn skipped_count(&self) -> usize {
        self.left_out.len()
    }

    /// Keeps only what [`Blocks::covers`] needs.
    pub(crate) fn forget_members(&mut self) {
        self.members = Vec::new();
        self.ranges = Vec::new();
    }

    /// Whether the rule compared two records.
    pub(crate) fn covers(&self, registry: &Registry, left: &Entry, right: &Entry) -> bool {
        let key = self.rule.key(registry, left);
        if key == 0 || key != self.rule.key(registry, right) {
            return false;
        }
        if self.cut.is_empty() || !self.cut.contains(&key) {
            return true;
        }
        left.name == right.name && !self.left_out.contains(&(key, left.name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Rule};
    use crate::{Person, Registry};

    #[test]
    fn a_group_too_large_is_cut_by_names_and_the_rest_counted() {
        let mut registry = Registry::default();
        for (name, count) in [("甲乙", 3), ("丙丁", 5), ("戊己", 1)] {
            for _ in 0..count {
                registry.push(&Person { name, phone: Some(7), ..Person::default() }).unwrap();
            }
        }
        let blocks = Blocks::build(&registry, Rule::Phone, 4);
        assert_eq!((blocks.ranges.len(), blocks.skipped_count()), (1, 1));
        let entry = |index| registry.entry(index);
        assert!(blocks.covers(&registry, entry(0), entry(1)));
        assert!(!blocks.covers(&registry, entry(0), entry(4)));
        assert!(!blocks.covers(&registry, entry(4), entry(5)));
    }
}
