//! Deciding on an indicator: taking it in, rejecting it, retiring it.

use super::authorise_for;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, LibraryDecision, LibraryIndicatorId, LibraryState};
use jixiao_store::library;
use serde::{Deserialize, Serialize};

/// A decision as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// The decision's code.
    pub decision: String,
    /// Why; needed for everything but an approval.
    pub reason: String,
}

impl DecisionForm {
    /// What the form means: revision, decision, reason.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(i64, LibraryDecision, String), Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let decision: LibraryDecision = fields.choice("decision", &self.decision);
        let reason = fields.optional_text("reason", &self.reason, Lines::Many, 500);
        let said = decision == LibraryDecision::Approve || !reason.is_empty();
        fields.require(said, "reason", "请写明原因");
        fields.finish((revision, decision, reason))
    }
}

/// Decides on an indicator. Whoever proposed it does not decide whether it is taken in.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, [`Refusal::SameHand`],
/// [`Refusal::WrongState`], [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn decide(
    call: Call<'_>,
    id: LibraryIndicatorId,
    form: &DecisionForm,
) -> Result<LibraryState, Refusal> {
    let tx = call.app.store.begin().await?;
    let indicator = super::list::visible(&tx, call, id).await?;
    let path = indicator.organisation_path.as_deref();
    authorise_for(call.actor, Action::ApproveIndicators, path)?;
    let (revision, decision, reason) = form.parse().map_err(Refusal::Invalid)?;
    let Some(state) = indicator.state.after(decision) else {
        return Err(Refusal::WrongState(format!(
            "该指标{}，不能{}",
            indicator.state.word(),
            decision.word()
        )));
    };
    if decision != LibraryDecision::Retire {
        authz::other_hand(call.actor, &[(indicator.proposed_by, "提出指标")])?;
    }
    library::decide(&tx, id, revision, state, &reason, call.actor.user_id, call.at).await?;
    let entry = Event {
        action: &format!("library.{}", decision.code()),
        subject_kind: "library_indicator",
        subject_id: id.to_string(),
        organisation_id: indicator.organisation_id,
        detail: format!("{} → {}", indicator.state.word(), state.word()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(state)
}
