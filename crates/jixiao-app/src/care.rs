//! Care of the data: backup, restore, verification.
//!
//! A backup is a zip of one JSON-lines file a table and a manifest of counts and SM3 digests; it
//! belongs to no database and goes back into either. Not in it: sessions (everyone signs in anew) and
//! the key file of the installation, which must be kept elsewhere. Called from the command line by
//! who owns the machine; there is no signed-in actor.

mod backup;
mod error;
mod manifest;
mod restore;
mod verify;

pub use backup::backup;
pub use error::CareError;
pub use manifest::Manifest;
pub use restore::restore;
pub use verify::{Verified, verify};
