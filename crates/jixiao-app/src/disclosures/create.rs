//! Beginning a version: the first of an organisation's year, or a further one.

use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{DisclosureId, FiscalYear, OrganisationId};
use jixiao_store::disclosures::{self, NewDisclosure};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

/// Whose year shall be published, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginForm {
    /// The organisation's id.
    pub organisation: String,
    /// The fiscal year.
    pub year: String,
}

impl BeginForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(OrganisationId, FiscalYear), Vec<FieldError>> {
        let mut fields = Fields::new();
        let organisation = fields.key("organisation", &self.organisation);
        let year = fields.year("year", &self.year);
        fields.finish((organisation, year))
    }
}

/// The organisations for which the caller may publish.
///
/// # Errors
/// [`Refusal::Forbidden`] where there are none.
pub async fn places(call: Call<'_>) -> Result<Vec<Organisation>, Refusal> {
    let scope = authz::scope(call.actor, Action::PrepareDisclosure)?;
    Ok(organisations::list(&call.app.store, &scope).await?)
}

/// Begins a version, an empty draft.
///
/// # Errors
/// [`Refusal::WrongState`] where another version is still under way; [`Refusal::NotFound`] for an
/// organisation outside the caller's part of the tree; [`Refusal::Invalid`].
pub async fn begin(call: Call<'_>, form: &BeginForm) -> Result<DisclosureId, Refusal> {
    let (organisation_id, year) = form.parse().map_err(Refusal::Invalid)?;
    let tx = call.app.store.begin().await?;
    let missing = || Refusal::NotFound("该机构");
    let place = organisations::find(&tx, organisation_id).await?.ok_or_else(missing)?;
    if !authz::allows(call.actor, Action::SeeProjects, &place.path) {
        return Err(missing());
    }
    let id = insert(&tx, call, &place, i64::from(year.get())).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds the next version of an organisation's year.
pub(super) async fn insert(
    tx: &Transaction,
    call: Call<'_>,
    place: &Organisation,
    year: i64,
) -> Result<DisclosureId, Refusal> {
    authz::authorise(call.actor, Action::PrepareDisclosure, &place.path)?;
    let versions = disclosures::versions(tx, place.id, year).await?;
    if let Some(open) = versions.iter().find(|version| version.published_at.is_none()) {
        return Err(Refusal::WrongState(format!(
            "{year}年度第 {} 次公开尚未发布，请先完成该次公开",
            open.version
        )));
    }
    let new = NewDisclosure {
        organisation_id: place.id,
        year,
        filled_by: call.actor.user_id,
        created_at: call.at,
    };
    let id = match disclosures::insert(tx, &new).await {
        // Two people began the same version at the same time.
        Err(StoreError::Duplicate(_)) => return Err(Refusal::Conflict("公开事项")),
        other => other?,
    };
    let event = Event {
        action: "disclosure.create",
        subject_kind: "disclosure",
        subject_id: id.to_string(),
        organisation_id: Some(place.id),
        detail: format!("{year}年度第 {} 次公开", versions.len() + 1),
    };
    audit::record(tx, call.actor, call.at, event).await?;
    Ok(id)
}
