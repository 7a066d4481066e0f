//! Letting the payments of a project's year go on.

use super::SUBJECT_KIND;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::projects;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::ProjectYearId;
use jixiao_store::{project_years, suspensions as rows};
use serde::{Deserialize, Serialize};

/// The end of a suspension as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResumptionForm {
    /// Why.
    pub reason: String,
}

impl ResumptionForm {
    fn parse(&self) -> Result<String, Vec<FieldError>> {
        let mut fields = Fields::new();
        let reason = fields.text("reason", &self.reason, Lines::Many, 1000);
        fields.finish(reason)
    }
}

/// Ends the suspension that holds.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::SameHand`] for whoever suspended,
/// [`Refusal::WrongState`] where nothing is suspended, [`Refusal::Invalid`] without a reason.
pub async fn resume(
    call: Call<'_>,
    year: ProjectYearId,
    form: &ResumptionForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let place = projects::place(&tx, call, year, "项目年度").await?;
    authz::authorise(call.actor, Action::LiftSuspension, &place.organisation.path)?;
    let reason = form.parse().map_err(Refusal::Invalid)?;
    project_years::lock_ledgers(&tx, year).await?;
    let Some(held) = rows::current(&tx, year).await? else {
        return Err(Refusal::WrongState("本项目年度的资金拨付没有暂停，无须解除".to_owned()));
    };
    authz::other_hand(call.actor, &[(held.suspended_by, "暂停拨付")])?;
    rows::resume(&tx, held.id, &reason, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: "suspension.resume",
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.to_string(),
        organisation_id: Some(place.organisation.id),
        detail: place.name(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
