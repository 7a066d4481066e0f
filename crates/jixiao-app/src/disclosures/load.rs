//! A disclosure with the organisation that publishes it.

use crate::authz::{self, Action};
use crate::review::{Filing, Subject};
use crate::{Call, Refusal};
use jixiao_domain::{DisclosureId, DisclosureItemId};
use jixiao_store::Connection;
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::disclosures::{self, Disclosure};
use jixiao_store::organisations::{self, Organisation};

/// A version in its place.
#[derive(Debug, Clone)]
pub struct LoadedDisclosure {
    /// The version.
    pub disclosure: Disclosure,
    /// Who publishes.
    pub organisation: Organisation,
}

impl LoadedDisclosure {
    /// The disclosure as the filing chain sees it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Disclosure,
            id: self.disclosure.id.0,
            organisation: &self.organisation,
            state: self.disclosure.state,
            filled_by: Some(self.disclosure.filled_by),
        }
    }

    /// Refuses unless the caller may change what is published now.
    pub(super) fn require_draft(&self, call: Call<'_>) -> Result<(), Refusal> {
        authz::authorise(call.actor, Action::PrepareDisclosure, &self.organisation.path)?;
        if self.disclosure.state.is_editable() {
            return Ok(());
        }
        let message = "公开内容已提交，不能再修改；如需修改，请先撤回或由审核人退回";
        Err(Refusal::WrongState(message.to_owned()))
    }
}

/// Loads a version for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: DisclosureId,
) -> Result<LoadedDisclosure, Refusal> {
    let missing = || Refusal::NotFound("该公开事项");
    let disclosure = disclosures::find(connection, id).await?.ok_or_else(missing)?;
    let organisation =
        organisations::find(connection, disclosure.organisation_id).await?.ok_or_else(missing)?;
    // The security administrator must see what is to be unlocked.
    let sees = [Action::SeeProjects, Action::Unfreeze];
    if !sees.iter().any(|action| authz::allows(call.actor, *action, &organisation.path)) {
        return Err(missing());
    }
    Ok(LoadedDisclosure { disclosure, organisation })
}

/// Loads an item with its version, for somebody who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub(super) async fn load_item(
    connection: &impl Connection,
    call: Call<'_>,
    id: DisclosureItemId,
) -> Result<(LoadedDisclosure, Item), Refusal> {
    let missing = || Refusal::NotFound("该公开内容");
    let item = items::find(connection, id).await?.ok_or_else(missing)?;
    let loaded =
        load(connection, call, item.disclosure_id).await.map_err(|refusal| match refusal {
            Refusal::NotFound(_) => missing(),
            other => other,
        })?;
    Ok((loaded, item))
}
