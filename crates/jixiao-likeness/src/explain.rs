//! Why a pair was found, in words: what each field says, and how strongly.

use crate::field::Field;
use crate::model::{Model, Scale};
use crate::registry::Registry;
use crate::search::Found;

/// What a field says about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The field.
    pub field: Field,
    /// How it agrees, in Chinese.
    pub agreement: &'static str,
    /// What it speaks for: tenths of a bit, below zero against one person.
    pub weight_decibits: i32,
}

/// Bits from which a field alone makes much of the case.
const STRONG_BITS: i32 = 100;
/// Bits below which a field says little.
const WEAK_BITS: i32 = 10;

impl Reason {
    /// The agreement and its strength, as `姓名读音相同（支持）`.
    pub fn sentence(&self) -> String {
        let strength = match self.weight_decibits {
            STRONG_BITS.. => "强支持",
            WEAK_BITS.. => "支持",
            weight if weight > -WEAK_BITS => "影响不大",
            weight if weight > -STRONG_BITS => "不支持",
            _ => "强不支持",
        };
        format!("{}（{strength}）", self.agreement)
    }
}

/// What every field that both records have says about a pair.
pub fn explain(registry: &Registry, model: &Model, found: &Found) -> Vec<Reason> {
    let scale = Scale::of(model);
    let bits = scale.fields_bits(registry, registry.entry(found.left), found.pattern);
    let known = Field::ALL.into_iter().filter(|field| found.pattern.level(*field) > 0);
    known
        .map(|field| Reason {
            field,
            agreement: field.words()[found.pattern.level(field)],
            weight_decibits: decibits(bits[field.index()]),
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "some hundred bits at most")]
fn decibits(bits: f64) -> i32 {
    (bits * 10.0).round() as i32
}
