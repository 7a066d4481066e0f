//! Learning the parameters without labels: u from pairs drawn at random, m by expectation
//! maximisation among pairs that share a day of birth or a name, each leaving out what it shares
//! (pairs that share a telephone or an account would teach what families have in common). Everything is drawn by counting, so the same registry gives the same model.

use crate::blocking::{Blocks, Rule};
use crate::compare::compare;
use crate::field::{Field, PATTERN_COUNT, Pattern};
use crate::model::{Model, Table, count};
use crate::registry::Registry;
use crate::tokens::mixed;
use rayon::prelude::*;

/// Pairs drawn at random.
const DRAWN_MAX: u64 = 2_000_000;
/// Pairs looked at of every session.
const SESSION_PAIRS: u64 = 2_000_000;
/// Members of a group that is learned from.
const GROUP_MAX: usize = 300;
/// Rounds of a session.
const ROUND_COUNT: usize = 25;
/// No level is impossible.
const LEAST: f64 = 1.0e-4;
/// Two persons never bear one identity number, but for a slip that meets a number in use.
const IDENTITY_CHANCE: f64 = 1.0e-8;

/// How often, at most, the numbers of one person differ by more than a slip. Strangers of one name and
/// one birthday look like one person with two numbers, and would teach that numbers don't count.
const OTHER_IDENTITY_MAX: f64 = 0.001;

/// How many pairs show each pattern.
type Counts = Vec<u64>;

/// What a registry teaches.
pub(crate) fn learn(registry: &Registry) -> Model {
    let population = u64::try_from(registry.len()).unwrap_or(u64::MAX);
    let mut model = Model::initial(population);
    if model.is_initial() {
        return model;
    }
    let drawn = drawn(registry, population);
    set_u(&mut model, &drawn);
    let sessions: [(Rule, &[Field]); 2] = [
        // An identity number holds the day of birth.
        (Rule::Birth, &[Field::Birth, Field::Identity]),
        (Rule::Name, &[Field::Name]),
    ];
    let learned: Vec<(&[Field], Table, f64)> = sessions
        .into_iter()
        .map(|(rule, shared)| {
            let (m, found) = maximise(&model, &shown(registry, rule), shared);
            (shared, m, found)
        })
        .collect();
    for field in Field::ALL {
        let sessions =
            learned.iter().filter(|(shared, _, found)| !shared.contains(&field) && *found >= 20.0);
        let all: f64 = sessions.clone().map(|(_, _, found)| found).sum();
        if all > 0.0 {
            for level in 1..field.level_count() {
                let weighed = sessions.clone().map(|(_, m, found)| m[field.index()][level] * found);
                model.m[field.index()][level] = weighed.sum::<f64>() / all;
            }
        }
    }
    // Among the pairs drawn some are one person: once those can be told, they count no more.
    set_u(&mut model, &drawn);
    model
}

fn drawn(registry: &Registry, population: u64) -> Counts {
    let pairs = DRAWN_MAX.min(population * (population - 1) / 2);
    let draw = |number: u64| u32::try_from(mixed(number) % population).unwrap_or(0);
    let parts: Vec<Counts> = (0..16_u64)
        .into_par_iter()
        .map(|part| {
            let mut counts = vec![0; PATTERN_COUNT];
            for pair in (part..pairs).step_by(16) {
                let (left, right) = (draw(2 * pair), draw(2 * pair + 1));
                if left != right {
                    let pattern = compare(registry, registry.entry(left), registry.entry(right));
                    counts[pattern.code()] += 1;
                }
            }
            counts
        })
        .collect();
    summed(&parts)
}

/// The patterns of pairs that share something; of many groups only some, chosen by their key.
fn shown(registry: &Registry, rule: Rule) -> Counts {
    let blocks = Blocks::build(registry, rule, GROUP_MAX);
    let pairs_of = |range: &(u32, u32)| {
        let size = u64::from(range.1 - range.0);
        size * (size - 1) / 2
    };
    let all: u64 = blocks.ranges.iter().map(pairs_of).sum();
    let every = all / SESSION_PAIRS + 1;
    let chosen: Vec<(u32, u32)> = blocks
        .ranges
        .iter()
        .copied()
        .filter(|range| mixed(u64::from(range.0)).is_multiple_of(every))
        .collect();
    let parts: Vec<Counts> = chosen
        .par_chunks(chosen.len() / 16 + 1)
        .map(|ranges| {
            let mut counts = vec![0; PATTERN_COUNT];
            for range in ranges {
                let group = blocks.group(*range);
                for (place, left) in group.iter().enumerate() {
                    for right in &group[place + 1..] {
                        let (left, right) = (registry.entry(*left), registry.entry(*right));
                        // Who stands in one household is known to be two, or typed twice.
                        if left.household == 0 || left.household != right.household {
                            counts[compare(registry, left, right).code()] += 1;
                        }
                    }
                }
            }
            counts
        })
        .collect();
    summed(&parts)
}

fn summed(parts: &[Counts]) -> Counts {
    let mut sum = vec![0; PATTERN_COUNT];
    for part in parts {
        sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
    }
    sum
}

fn patterns(counts: &Counts) -> Vec<(Pattern, f64)> {
    let seen = counts.iter().enumerate().filter(|(_, number)| **number > 0);
    seen.map(|(code, number)| (Pattern::from_code(code), count(*number))).collect()
}

/// Sets u from pairs drawn at random, each as far as it is of two persons.
fn set_u(model: &mut Model, drawn: &Counts) {
    let seen = patterns(drawn);
    let mut sums = Table::default();
    for (pattern, number) in &seen {
        let two = number * (1.0 - probability_of_match(model, *pattern, &[]));
        for field in Field::ALL {
            sums[field.index()][pattern.level(field)] += two;
        }
    }
    for field in Field::ALL {
        let levels = 1..field.level_count();
        let all: f64 = levels.clone().map(|level| sums[field.index()][level]).sum();
        if all < 1_000.0 {
            continue;
        }
        for level in levels {
            let seen = sums[field.index()][level].max(0.3) / all;
            model.u[field.index()][level] = seen;
        }
        if field == Field::Identity {
            model.u[field.index()][1] = IDENTITY_CHANCE;
        }
    }
}

fn probability_of_match(model: &Model, pattern: Pattern, without: &[Field]) -> f64 {
    let fields = Field::ALL.iter().filter(|field| !without.contains(field));
    let bits: f64 = fields.map(|field| model.level_bits(*field, pattern.level(*field))).sum();
    crate::model::probability(bits + model.prior_bits())
}

/// Expectation maximisation among the pairs of a session, u held still. Gives m, and how many pairs
/// are of one person.
fn maximise(model: &Model, counts: &Counts, shared: &[Field]) -> (Table, f64) {
    let seen = patterns(counts);
    let all: f64 = seen.iter().map(|(_, number)| number).sum();
    let fields: Vec<Field> =
        Field::ALL.into_iter().filter(|field| !shared.contains(field)).collect();
    let mut now = Model { m: model.m, ..model.clone() };
    let (mut share, mut found) = (0.05_f64, 0.0);
    for _ in 0..ROUND_COUNT {
        let prior = (share / (1.0 - share)).log2();
        let mut sums = Table::default();
        found = 0.0;
        for (pattern, number) in &seen {
            let bits: f64 =
                fields.iter().map(|field| now.level_bits(*field, pattern.level(*field))).sum();
            let one = number * crate::model::probability(bits + prior);
            found += one;
            for field in &fields {
                sums[field.index()][pattern.level(*field)] += one;
            }
        }
        share = (found / all.max(1.0)).clamp(1.0e-9, 0.999);
        for field in &fields {
            let levels = 1..field.level_count();
            let known: f64 = levels.clone().map(|level| sums[field.index()][level]).sum();
            if known >= 10.0 {
                for level in levels {
                    now.m[field.index()][level] = (sums[field.index()][level] / known).max(LEAST);
                }
            }
        }
        let other = &mut now.m[Field::Identity.index()][4];
        *other = other.min(OTHER_IDENTITY_MAX);
    }
    (now.m, found)
}
