//! Which records of a registry may be one person, where no number says so: names misheard, digits
//! mistyped, addresses moved.
//!
//! Records are weighed field by field after Fellegi and Sunter (1969): every kind of agreement has a
//! probability among records of one person (m) and among records of two (u). The probabilities are
//! learned from the registry itself by expectation maximisation, without labels; an agreement on a
//! rare name weighs more than one on a common name. Only records that share something are compared
//! (blocking), so that a million persons take seconds. Values come in and pairs go out; where they
//! come from, who may see them and who judges is no business of this crate.

mod blocking;
mod cluster;
mod compare;
mod explain;
mod field;
mod model;
mod name;
mod number;
mod registry;
mod search;
#[cfg(feature = "testing")]
pub mod synthetic;
mod tokens;
mod train;

pub use cluster::clusters;
pub use explain::{Reason, explain};
pub use field::Field;
pub use model::{Model, ModelFault};
pub use name::syllables;
pub use number::identity_body;
pub use registry::{Birth, Person, Registry};
pub use search::{Found, FoundKind, Limits, Search, compare_first, search};
