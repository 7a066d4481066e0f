//! The search: all rules over all records, each pair weighed once.

use crate::blocking::{Blocks, SEARCHED};
use crate::compare::compare;
use crate::field::{Field, Pattern};
use crate::model::{Model, Scale, count, probability};
use crate::registry::{Entry, Registry};
use crate::train;
use rayon::prelude::*;

/// Rounds in which the number of matches is found.
const ROUND_COUNT: usize = 20;
/// Bits below what one match a person would ask for, from which a pair is kept to be weighed again.
const SLACK_BITS: f64 = 6.0;

/// Why two records were found; the strongest reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundKind {
    /// One identity number.
    Identity,
    /// One household names both, under names read alike.
    Household,
    /// One account, in two households.
    Card,
    /// What they say is alike.
    Likeness,
}

/// Two records that may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The record that came earlier.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// How probable it is that they are one, of a thousand: 0 to 999.
    pub permille: u16,
    /// Why they were found.
    pub kind: FoundKind,
    pub(crate) pattern: Pattern,
}

/// How far a search goes.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Records compared with each other because they share something.
    pub block_size_max: usize,
    /// Pairs less probable, of a thousand, are left out unless a number is shared.
    pub permille_min: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self { block_size_max: 400, permille_min: 500 }
    }
}

/// What a search found.
#[derive(Debug)]
pub struct Search {
    /// The pairs, by their records.
    pub found: Vec<Found>,
    /// What was learned.
    pub model: Model,
    /// Pairs compared.
    pub compared_count: u64,
    /// Groups too large to compare each with each, even by whole names.
    pub skipped_block_count: usize,
}

/// A pair that weighs enough to be looked at again.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    left: u32,
    right: u32,
    bits: f64,
    pattern: Pattern,
    kind: FoundKind,
}

/// Finds the records of a registry that may be one person.
pub fn search(registry: &Registry, limits: Limits) -> Search {
    let mut model = train::learn(registry);
    let scale = Scale::of(&model);
    let kept_bits = count(model.population.max(2)).log2() - SLACK_BITS;
    let (mut weighed, mut compared_count, mut skipped_block_count) = (Vec::new(), 0, 0);
    let mut earlier: Vec<Blocks> = Vec::new();
    for rule in SEARCHED {
        let mut blocks = Blocks::build(registry, rule, limits.block_size_max);
        let parts: Vec<(Vec<Weighed>, u64)> = blocks
            .ranges
            .par_chunks(blocks.ranges.len() / 64 + 1)
            .map(|ranges| {
                let groups = ranges.iter().map(|range| blocks.group(*range));
                weigh(registry, &scale, &earlier, groups, kept_bits)
            })
            .collect();
        for (part, compared) in parts {
            weighed.extend(part);
            compared_count += compared;
        }
        skipped_block_count += blocks.skipped_count();
        blocks.forget_members();
        earlier.push(blocks);
    }
    model.match_count = matches(&model, &weighed);
    let prior = model.prior_bits();
    let mut found: Vec<Found> =
        weighed.iter().filter_map(|pair| pair.found(prior, limits.permille_min)).collect();
    found.sort_unstable_by_key(|pair| (pair.left, pair.right));
    Search { found, model, compared_count, skipped_block_count }
}

/// Compares the first record of a registry, made as a [`Registry::part`], with all others, under
/// parameters learned before.
pub fn compare_first(registry: &Registry, model: &Model, limits: Limits) -> Vec<Found> {
    let scale = Scale::of(model);
    let Some(first) = registry.entries.first() else { return Vec::new() };
    let mut found = Vec::new();
    for (right, entry) in (1..).zip(&registry.entries[1..]) {
        let pattern = compare(registry, first, entry);
        if let Some(kind) = kind(first, entry, pattern) {
            let bits = scale.pair_bits(registry, first, pattern);
            let pair = Weighed { left: 0, right, bits, pattern, kind };
            found.extend(pair.found(model.prior_bits(), limits.permille_min));
        }
    }
    found
}

fn weigh<'g>(
    registry: &Registry,
    scale: &Scale<'_>,
    earlier: &[Blocks],
    groups: impl Iterator<Item = &'g [u32]>,
    kept_bits: f64,
) -> (Vec<Weighed>, u64) {
    let (mut weighed, mut compared) = (Vec::new(), 0);
    for group in groups {
        for (place, a) in group.iter().enumerate() {
            for b in &group[place + 1..] {
                let (left, right) = (*a.min(b), *a.max(b));
                let (one, other) = (registry.entry(left), registry.entry(right));
                if earlier.iter().any(|blocks| blocks.covers(registry, one, other)) {
                    continue;
                }
                compared += 1;
                let pattern = compare(registry, one, other);
                let Some(kind) = kind(one, other, pattern) else { continue };
                let bits = scale.pair_bits(registry, one, pattern);
                if bits >= kept_bits || kind != FoundKind::Likeness {
                    weighed.push(Weighed { left, right, bits, pattern, kind });
                }
            }
        }
    }
    (weighed, compared)
}

/// Why a pair may be one person. Members of one household are different people, since the household
/// itself names both, unless their names are read alike and their births don't differ.
fn kind(left: &Entry, right: &Entry, pattern: Pattern) -> Option<FoundKind> {
    if pattern.level(Field::Identity) == 1 {
        return Some(FoundKind::Identity);
    }
    if left.household != 0 && left.household == right.household {
        let alike = matches!(pattern.level(Field::Name), 1 | 2) && pattern.level(Field::Birth) != 4;
        return alike.then_some(FoundKind::Household);
    }
    let card = pattern.level(Field::Card) == 1;
    Some(if card { FoundKind::Card } else { FoundKind::Likeness })
}

/// How many pairs are one person: as many as their probabilities say, given that number.
fn matches(model: &Model, weighed: &[Weighed]) -> f64 {
    let least = (model.usual_match_count() / 100.0).max(0.01);
    let mut model = model.clone();
    if model.is_initial() {
        return model.match_count;
    }
    for _ in 0..ROUND_COUNT {
        let prior = model.prior_bits();
        let sum: f64 = weighed.iter().map(|pair| probability(pair.bits + prior)).sum();
        model.match_count = sum.max(least);
    }
    model.match_count
}

impl Weighed {
    fn found(&self, prior: f64, permille_min: u16) -> Option<Found> {
        let permille = permille(probability(self.bits + prior));
        let wanted = permille >= permille_min || self.kind != FoundKind::Likeness;
        let Self { left, right, pattern, kind, .. } = *self;
        wanted.then_some(Found { left, right, permille, kind, pattern })
    }
}

/// A probability of a thousand, rounded down; nothing is certain.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability is between 0 and 1"
)]
fn permille(probability: f64) -> u16 {
    ((probability * 1_000.0) as u16).min(999)
}
