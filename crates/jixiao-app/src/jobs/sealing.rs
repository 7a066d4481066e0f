//! Files of jobs that hold personal data: sealed for whoever asked for the job.

use crate::vault::{nonce, ring};
use crate::{App, Refusal};
use jixiao_domain::UserId;
use jixiao_vault::Place;

/// What the handler reads.
pub(super) const INPUT: &str = "input";
/// What the job left.
pub(super) const RESULT: &str = "result";

fn place(column: &str, owner: UserId) -> Place<'_> {
    Place { table: "job", column, row: owner.0 }
}

/// Seals a file.
pub(super) fn seal(
    app: &App,
    column: &str,
    owner: UserId,
    bytes: &[u8],
) -> Result<Vec<u8>, Refusal> {
    Ok(ring(app)?.seal(place(column, owner), nonce(app), bytes))
}

/// Opens a file.
pub(super) fn open(
    app: &App,
    column: &str,
    owner: UserId,
    sealed: &[u8],
) -> Result<Vec<u8>, Refusal> {
    let opened = ring(app)?
        .open(place(column, owner), sealed)
        .map_err(|error| Refusal::WrongState(error.to_string()))?;
    Ok(opened.to_vec())
}
