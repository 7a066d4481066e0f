//! The public JSON of the command line, as `docs/interfaces.md` promises it.
//!
//! Owns the names and shapes other programs rely on. They are separate from the drafts and findings
//! inside, so that those may change without breaking anyone.

pub mod check;
pub mod read;
