//! Loading a case for somebody who may see it.

use super::round::{LoadedRound, round_of};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::AidCaseId;
use jixiao_store::Connection;
use jixiao_store::aid_cases::{self, AidCase};
use jixiao_store::organisations::{self, Organisation};

/// A case with its round and the unit that is responsible.
#[derive(Debug, Clone)]
pub struct LoadedCase {
    /// The case.
    pub case: AidCase,
    /// The round.
    pub round: LoadedRound,
    /// The unit.
    pub organisation: Organisation,
}

/// Loads a case.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: AidCaseId,
) -> Result<LoadedCase, Refusal> {
    const WHAT: &str = "该救助申请";
    let case = aid_cases::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let organisation = organisations::find(connection, case.organisation_id)
        .await?
        .filter(|found| authz::allows(call.actor, Action::SeeCases, &found.path))
        .ok_or(Refusal::NotFound(WHAT))?;
    let round = round_of(connection, case.round_id).await?;
    Ok(LoadedCase { case, round, organisation })
}
