//! Loading a notice for somebody who may see it.

use crate::authz::{self, Action};
use crate::cases::{LoadedRound, round_of};
use crate::{Call, Refusal};
use jixiao_domain::AidNoticeId;
use jixiao_store::Connection;
use jixiao_store::aid_notices::{self, AidNotice};

/// A notice with its round.
#[derive(Debug, Clone)]
pub struct LoadedNotice {
    /// The notice.
    pub notice: AidNotice,
    /// The round.
    pub round: LoadedRound,
}

/// Loads a notice.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: AidNoticeId,
) -> Result<LoadedNotice, Refusal> {
    let notice = aid_notices::find(connection, id)
        .await?
        .filter(|found| authz::allows(call.actor, Action::SeeCases, &found.organisation_path))
        .ok_or(Refusal::NotFound("该公示"))?;
    let round = round_of(connection, notice.round_id).await?;
    Ok(LoadedNotice { notice, round })
}
