//! Changing an application that is a draft or was sent back.

use super::create::reason;
use super::decide::{Asking, moved_by, ready};
use super::form::CaseForm;
use super::load::load;
use super::places::Places;
use crate::audit::{self, Event as Entry};
use crate::{Call, Refusal, vault};
use jixiao_domain::{AidCaseEvent as Event, AidCaseId};
use jixiao_store::aid_cases::{self, NewRecord, SUBJECT_KIND};
use jixiao_store::{StoreError, sealed_fields};

/// Changes an application.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::Conflict`],
/// [`Refusal::Invalid`].
pub async fn save(call: Call<'_>, id: AidCaseId, form: &CaseForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    let places = Places::load(&tx).await?;
    let asking = Asking { call, round: &loaded.round, places: &places, posting: None };
    let ready = ready(&tx, &[id]).await?;
    let one = ready.first().ok_or(Refusal::NotFound("该救助申请"))?;
    moved_by(&asking, one, Event::Save).map_err(|barred| barred.refusal)?;
    let input = form.parse()?;
    if form.revision.trim() != one.case.revision.to_string() {
        return Err(Refusal::Conflict("该救助申请"));
    }
    match aid_cases::update(&tx, id, one.case.revision, &input.facts, input.asked).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该救助申请")),
        other => other?,
    }
    if input.reason.is_empty() {
        sealed_fields::remove(&tx, SUBJECT_KIND, id.0, super::field::REASON).await?;
    } else {
        vault::put(&tx, call.app, call.at, SUBJECT_KIND, &[reason(id, input.reason)]).await?;
    }
    let new = NewRecord {
        event: Event::Save,
        happened_on: None,
        visitors: "",
        result: None,
        words: "",
        by: call.actor.user_id,
        at: call.at,
    };
    aid_cases::record(&tx, &one.case, &new).await?;
    let entry = Entry {
        action: "aid_case.save",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: "修改救助申请".to_owned(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
