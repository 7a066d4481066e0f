//! Correcting something published: a new version holds the record as it is approved now, and names
//! what it corrects.

use super::candidates::{ITEM_COUNT_MAX, offered, title};
use super::create::insert;
use super::load::{load, load_item};
use crate::audit::{self, Event};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{DisclosureId, DisclosureItemId};
use jixiao_store::disclosures::items::{self, NewItem};
use jixiao_store::views::candidates::CandidateFilter;
use jixiao_store::{StoreError, disclosures};
use serde::{Deserialize, Serialize};

/// Why, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectForm {
    /// 更正说明, which everybody reads.
    pub reason: String,
}

impl CorrectForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.text("reason", &self.reason, Lines::One, 200);
        fields.finish(reason)
    }
}

/// Puts a correction of a published item into the open version of its year, or into a new one.
///
/// # Errors
/// [`Refusal::WrongState`] where the item is not public, is being corrected already, or the record
/// is not approved; [`Refusal::Invalid`] without a reason; the usual refusals of rights.
pub async fn correct(
    call: Call<'_>,
    id: DisclosureItemId,
    form: &CorrectForm,
) -> Result<DisclosureId, Refusal> {
    let tx = call.app.store.begin().await?;
    let (old, item) = load_item(&tx, call, id).await?;
    let versions = disclosures::versions(&tx, old.organisation.id, old.disclosure.year).await?;
    let open = versions.iter().find(|version| version.published_at.is_none());
    let open = match open {
        Some(version) => version.id,
        None => insert(&tx, call, &old.organisation, old.disclosure.year).await?,
    };
    let loaded = load(&tx, call, open).await?;
    loaded.require_draft(call)?;
    let reason = form.parse().map_err(Refusal::Invalid)?;
    if item.number.is_none() || !items::corrections_of(&tx, id).await?.is_empty() {
        let message = "该内容尚未公开，或已在更正";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let filter = CandidateFilter {
        kind: Some(item.kind),
        organisation_id: Some(item.organisation_id),
        ..CandidateFilter::default()
    };
    let offered = offered(&tx, call, &loaded, &filter, ITEM_COUNT_MAX).await?;
    let now = offered.iter().map(|choice| &choice.candidate).find(|candidate| {
        candidate.project_year_id == item.project_year_id
            && (candidate.own_title.is_empty() || candidate.own_title == item.title)
    });
    let Some(now) = now else {
        let message = "该项目当前没有已批准的内容，批准后才能更正公开";
        return Err(Refusal::WrongState(message.to_owned()));
    };
    let new = NewItem {
        disclosure_id: open,
        organisation_id: now.organisation_id,
        kind: now.kind,
        subject_id: now.subject_id,
        project_year_id: now.project_year_id,
        unit_name: &now.unit_name,
        project_name: &now.project_name,
        title: &title(old.disclosure.year, now),
        formats: &item.formats,
        corrects_id: Some(id),
        correction_reason: &reason,
    };
    match items::insert(&tx, &new).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(Refusal::WrongState("本次公开已含该内容".to_owned()));
        }
        other => other?,
    };
    let event = Event {
        action: "disclosure.save",
        subject_kind: "disclosure",
        subject_id: open.to_string(),
        organisation_id: Some(old.organisation.id),
        detail: format!("更正 {}：{reason}", item.number.unwrap_or_default()),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    tx.commit().await?;
    Ok(open)
}
