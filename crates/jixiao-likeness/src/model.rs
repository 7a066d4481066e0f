//! The parameters of the weighing: how often each level of agreement occurs among records of one
//! person (m) and of two (u), and how many pairs are one person. They can be written down as text and
//! read again.

use crate::field::{Field, LEVELS_MAX, Pattern};
use crate::registry::{Entry, Registry};
use std::fmt;

/// Probabilities by field and level; the missing level stays unused.
pub(crate) type Table = [[f64; LEVELS_MAX]; 8];

/// Observations that the common frequency of a name or employer counts as: in a small registry two
/// bearers of a name don't make it common.
const SMOOTHING: f64 = 5_000.0;
/// How common a name is where nothing is known.
const NAME_FREQUENCY: f64 = 2.0e-4;
/// How common an employer is where nothing is known.
const EMPLOYER_FREQUENCY: f64 = 1.0e-3;

/// Fewer persons are weighed with the initial parameters.
const LEARNED_MIN: u64 = 3_000;
/// A registry too small to learn from is weighed as one of so many persons.
const SMALL_COUNTS_AS: u64 = 10_000;

/// What members of a family share.
const FAMILY_FIELDS: [Field; 3] = [Field::Card, Field::Phone, Field::Address];
/// As how much a further agreement counts on what families share.
const FURTHER_SHARE: f64 = 0.3;

/// What pairs are weighed with.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(crate) m: Table,
    pub(crate) u: Table,
    /// Persons the parameters were learned from, or that the registry has.
    pub(crate) population: u64,
    /// Pairs of one person there are, as far as is known.
    pub(crate) match_count: f64,
}

/// Why the text of a model can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the model can't be read")]
pub struct ModelFault(pub usize);

impl Model {
    /// Parameters for a registry too small to learn from, or that nothing was learned from yet.
    pub fn initial(population: u64) -> Self {
        let m = [
            [0.0, 0.86, 0.06, 0.01, 0.03, 0.04],
            [0.0, 0.85, 0.07, 0.05, 0.03, 0.0],
            [0.0, 0.99, 0.01, 0.0, 0.0, 0.0],
            [0.0, 0.80, 0.12, 0.06, 0.02, 0.0],
            [0.0, 0.60, 0.40, 0.0, 0.0, 0.0],
            [0.0, 0.60, 0.40, 0.0, 0.0, 0.0],
            [0.0, 0.50, 0.25, 0.25, 0.0, 0.0],
            [0.0, 0.45, 0.25, 0.30, 0.0, 0.0],
        ];
        let u = [
            [0.0, 2.0e-4, 2.0e-4, 1.0e-5, 0.01, 0.9896],
            [0.0, 5.0e-5, 6.0e-4, 2.0e-3, 0.9973, 0.0],
            [0.0, 0.5, 0.5, 0.0, 0.0, 0.0],
            [0.0, 1.0e-8, 1.0e-6, 1.0e-7, 1.0, 0.0],
            [0.0, 1.0e-6, 1.0, 0.0, 0.0, 0.0],
            [0.0, 2.0e-6, 1.0, 0.0, 0.0, 0.0],
            [0.0, 3.0e-3, 0.01, 0.987, 0.0, 0.0],
            [0.0, 1.0e-4, 0.02, 0.98, 0.0, 0.0],
        ];
        let mut model = Self { m, u, population, match_count: 0.0 };
        model.match_count = model.usual_match_count();
        model
    }

    /// Whether the registry is too small to learn from.
    pub(crate) fn is_initial(&self) -> bool {
        self.population < LEARNED_MIN
    }

    /// Persons as far as the prior is concerned: a small registry is the beginning of a large one, in
    /// which a pair isn't probable for there being few.
    fn weighed_population(&self) -> f64 {
        count(if self.is_initial() { SMALL_COUNTS_AS } else { self.population })
    }

    /// Pairs of one person that are usual in a registry: one for every fifty persons.
    pub(crate) fn usual_match_count(&self) -> f64 {
        self.weighed_population() / 50.0
    }

    /// Pairs there are in all.
    pub(crate) fn pair_count(&self) -> f64 {
        let persons = self.weighed_population();
        persons * (persons - 1.0) / 2.0
    }

    /// How much more probable a pair is one person than not before anything is compared, in bits.
    pub(crate) fn prior_bits(&self) -> f64 {
        let share = (self.match_count / self.pair_count()).clamp(1.0e-15, 0.5);
        (share / (1.0 - share)).log2()
    }

    /// What a level speaks for, in bits, apart from how common the value is.
    pub(crate) fn level_bits(&self, field: Field, level: usize) -> f64 {
        if level == 0 {
            return 0.0;
        }
        let (m, u) = (self.m[field.index()][level], self.u[field.index()][level]);
        if m <= 0.0 || u <= 0.0 { 0.0 } else { (m / u).log2() }
    }

    /// What an agreement on a name or employer that `bearer_count` records bear speaks for, in bits.
    pub(crate) fn shared_bits(&self, field: Field, bearer_count: u32) -> f64 {
        let usual = if field == Field::Name { NAME_FREQUENCY } else { EMPLOYER_FREQUENCY };
        let frequency =
            (f64::from(bearer_count) + SMOOTHING * usual) / (count(self.population) + SMOOTHING);
        (self.m[field.index()][1] / frequency).log2()
    }
}

/// A number of persons or pairs; beyond 2⁵² it would be rounded.
#[expect(clippy::cast_precision_loss, reason = "numbers of persons lie far below 2^52")]
pub(crate) fn count(number: u64) -> f64 {
    number as f64
}

/// Weighs pairs: the logarithms of a model, taken once.
#[derive(Debug, Clone)]
pub(crate) struct Scale<'m> {
    model: &'m Model,
    bits: Table,
}

impl<'m> Scale<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        let mut bits = Table::default();
        for field in Field::ALL {
            for (level, bits) in bits[field.index()].iter_mut().enumerate() {
                *bits =
                    if level < field.level_count() { model.level_bits(field, level) } else { 0.0 };
            }
        }
        Self { model, bits }
    }

    /// What every field of a pair speaks for, in bits, in the order of [`Field::ALL`].
    ///
    /// Fields are taken to be independent of each other but for two things that are plain facts. A
    /// number that is nearly the same holds nearly the same birthday: that agreement isn't counted
    /// twice. And families share accounts, telephones and addresses: only the strongest of the three
    /// agreements counts in full.
    pub(crate) fn fields_bits(
        &self,
        registry: &Registry,
        left: &Entry,
        pattern: Pattern,
    ) -> [f64; 8] {
        let mut bits = Field::ALL.map(|field| self.field_bits(registry, left, pattern, field));
        if matches!(pattern.level(Field::Identity), 2 | 3) {
            let birth = &mut bits[Field::Birth.index()];
            *birth = birth.min(0.0);
        }
        let strongest = FAMILY_FIELDS
            .into_iter()
            .max_by(|a, b| bits[a.index()].total_cmp(&bits[b.index()]))
            .unwrap_or(Field::Card);
        for field in FAMILY_FIELDS.into_iter().filter(|field| *field != strongest) {
            let further = &mut bits[field.index()];
            *further = further.min(0.0) + further.max(0.0) * FURTHER_SHARE;
        }
        bits
    }

    fn field_bits(&self, registry: &Registry, left: &Entry, pattern: Pattern, field: Field) -> f64 {
        match (field, pattern.level(field)) {
            (Field::Name, 1) => self.model.shared_bits(field, registry.name_of(left).count),
            (Field::Employer, 1) if !registry.is_part => {
                self.model.shared_bits(field, registry.employer_of(left).count)
            }
            (_, level) => self.bits[field.index()][level],
        }
    }

    /// What a pair speaks for as a whole, in bits, without the prior.
    pub(crate) fn pair_bits(&self, registry: &Registry, left: &Entry, pattern: Pattern) -> f64 {
        self.fields_bits(registry, left, pattern).iter().sum()
    }
}

/// The probability of a number of bits for it.
pub(crate) fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

/// One line a field: its name, then m and u of every level; the population and matches first.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "persons {} {:e}", self.population, self.match_count)?;
        for field in Field::ALL {
            write!(f, "{}", field.code())?;
            for level in 1..field.level_count() {
                write!(
                    f,
                    " {:e} {:e}",
                    self.m[field.index()][level],
                    self.u[field.index()][level]
                )?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Model {
    type Err = ModelFault;

    fn from_str(text: &str) -> Result<Self, ModelFault> {
        let mut model = Self::initial(0);
        let mut lines = text.lines().zip(1..);
        let (first, _) = lines.next().ok_or(ModelFault(1))?;
        let mut words = first.split(' ').skip(1);
        let mut next = || words.next().ok_or(ModelFault(1));
        model.population = next()?.parse().map_err(|_| ModelFault(1))?;
        model.match_count = next()?.parse().map_err(|_| ModelFault(1))?;
        for field in Field::ALL {
            let (line, number) = lines.next().ok_or(ModelFault(0))?;
            let mut words = line.split(' ');
            if words.next() != Some(field.code()) {
                return Err(ModelFault(number));
            }
            let values: Vec<f64> =
                words.map(str::parse).collect::<Result<_, _>>().map_err(|_| ModelFault(number))?;
            let good = values.iter().all(|value| (0.0..=1.0).contains(value));
            if values.len() != 2 * (field.level_count() - 1) || !good {
                return Err(ModelFault(number));
            }
            for (level, pair) in values.chunks_exact(2).enumerate() {
                model.m[field.index()][level + 1] = pair[0];
                model.u[field.index()][level + 1] = pair[1];
            }
        }
        Ok(model)
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, ModelFault};

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let model = Model::initial(1_234);
        assert_eq!(model.to_string().parse(), Ok(model));
        assert_eq!("persons 3 1e0\nname 1 2".parse::<Model>(), Err(ModelFault(2)));
    }
}
