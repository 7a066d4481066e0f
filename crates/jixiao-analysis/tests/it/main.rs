//! Tables of figures and what they say.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod department;
