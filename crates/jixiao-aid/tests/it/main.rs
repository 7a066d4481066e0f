//! The rules shipped with the program, applied to invented households.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod classification;
mod clock;
mod clock_paths;
mod programme;
