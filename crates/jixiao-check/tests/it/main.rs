//! Integration tests of the rules: their registry, their cases, correct forms and the published
//! examples. The rules themselves hold no tests; a rule's cases are Markdown beside the crate.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

mod cases;
mod correct;
mod harness;
mod recompute;
mod registry;
mod regulations;
mod seeds;
