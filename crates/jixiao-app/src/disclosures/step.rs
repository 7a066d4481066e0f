//! A step of a disclosure through the chain.

use super::copy::copy;
use super::load::{LoadedDisclosure, load};
use crate::review::{Step, StepForm};
use crate::{Call, FieldError, Refusal, review};
use jixiao_domain::{DisclosureId, FilingEvent, FilingState};
use jixiao_store::disclosures::items;
use jixiao_store::{Connection, disclosures};

/// Takes a step. A submission needs something to publish, and that somebody looked at every copy as
/// it is now; so does the approval.
///
/// # Errors
/// As [`review::advance`]; [`Refusal::Invalid`] for what stands against a submission;
/// [`Refusal::Conflict`] where the version was changed since the page was opened.
pub async fn step(
    call: Call<'_>,
    id: DisclosureId,
    form: &StepForm,
) -> Result<FilingState, Refusal> {
    let Step { revision, event, reason } = form.parse()?;
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    if event == FilingEvent::Unfreeze && loaded.disclosure.published_at.is_some() {
        let message = "已发布的内容不能解除锁定；如有错误，请办理更正或撤下";
        return Err(Refusal::WrongState(message.to_owned()));
    }
    let state = review::advance(&tx, call, loaded.subject(), event, &reason).await?;
    if loaded.disclosure.revision != revision {
        return Err(Refusal::Conflict("公开事项"));
    }
    if matches!(event, FilingEvent::Submit | FilingEvent::Approve) {
        refuse_unseen(&tx, call, &loaded).await?;
    }
    let approved_at = (state == FilingState::Approved).then_some(call.at);
    disclosures::update_state(&tx, id, revision, state, approved_at).await?;
    tx.commit().await?;
    Ok(state)
}

/// Refuses where nothing is chosen, or a copy is not the one that somebody looked at.
pub(super) async fn refuse_unseen(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
) -> Result<(), Refusal> {
    let items = items::of(connection, loaded.disclosure.id).await?;
    if items.is_empty() {
        return Err(Refusal::field("chosen", "尚未选定公开内容，请至少勾选一份"));
    }
    let mut errors = Vec::new();
    for item in &items {
        let name = if item.project_name.is_empty() { &item.unit_name } else { &item.project_name };
        let name = format!("{}（{name}）", item.title);
        if item.seen_at.is_none() {
            errors.push(FieldError::new("chosen", format!("{name}的公开副本尚未核对")));
            continue;
        }
        let digest = copy(call.app, connection, item, call.today()).await?.digest;
        if item.content_digest.as_ref() != Some(&digest) {
            errors.push(FieldError::new("chosen", format!("{name}在核对后有变化，请重新核对")));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}
