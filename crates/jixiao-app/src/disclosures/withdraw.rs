//! Withdrawing something published: its files can't be had any more, a public notice stays.

use super::load::load_item;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::DisclosureItemId;
use jixiao_store::disclosures::items;
use serde::{Deserialize, Serialize};

/// Why, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    /// 撤下原因, which everybody reads.
    pub reason: String,
}

impl WithdrawForm {
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

/// Withdraws a published item at once: personal data that came out can't wait for a chain.
///
/// # Errors
/// [`Refusal::WrongState`] where it is not public; [`Refusal::Invalid`] without a reason; the usual
/// refusals of rights.
pub async fn withdraw(
    call: Call<'_>,
    id: DisclosureItemId,
    form: &WithdrawForm,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let (loaded, item) = load_item(&tx, call, id).await?;
    authz::authorise(call.actor, Action::PrepareDisclosure, &loaded.organisation.path)?;
    let reason = form.parse().map_err(Refusal::Invalid)?;
    let Some(number) = item.number.filter(|_| item.withdrawn_at.is_none()) else {
        return Err(Refusal::WrongState("该内容尚未公开，或已撤下".to_owned()));
    };
    items::withdraw(&tx, id, call.actor.user_id, call.at, &reason).await?;
    let event = Event {
        action: "disclosure.take_down",
        subject_kind: "disclosure",
        subject_id: loaded.disclosure.id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: format!("撤下 {number}：{reason}"),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
