//! Rules of aid as dated local data: classes of hardship, programmes with what they give, the clock
//! of their cases.
//!
//! Owns the rules and the pure judgements they lead to, each explained line by line with article and
//! source. Reads no records: figures come in, judgements and reasons go out. A rule that can't be
//! resolved for a place and a year refuses; it never falls back to a default.

mod cited;
pub mod classification;
pub mod clock;
pub mod disbursement;
pub mod programme;
mod region;

pub use cited::{Basis, Sourced};
pub use region::within;
