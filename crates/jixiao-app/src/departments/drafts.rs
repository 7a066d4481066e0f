//! What was typed into a section and not saved: kept by itself, offered when it is opened again.

use super::SUBJECT_KIND;
use super::save::load_to_fill;
use super::sections::{Section, SectionTyped};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DepartmentYearId};
use jixiao_store::{Timestamp, drafts};

/// Bytes of one kept section.
const CONTENT_BYTES_MAX: usize = 1 << 20;

/// Under which key an unsaved section is kept.
pub(super) fn draft_key(id: DepartmentYearId, section: Section) -> String {
    format!("{SUBJECT_KIND}:{id}:{}", section.code())
}

/// Keeps what is typed so far.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB; the usual refusals of rights.
pub async fn keep_draft(
    call: Call<'_>,
    id: DepartmentYearId,
    section: Section,
    typed: &SectionTyped,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    let content = serde_json::to_string(typed).expect("texts always serialise");
    if content.len() > CONTENT_BYTES_MAX {
        return Err(Refusal::TooMuch("草稿过长，无法保存".to_owned()));
    }
    drafts::keep(&tx, call.actor.user_id, &draft_key(id, section), &content, call.at).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed and did not save, and when.
///
/// # Errors
/// The usual refusals of rights.
pub async fn find_draft(
    call: Call<'_>,
    id: DepartmentYearId,
    section: Section,
) -> Result<Option<(SectionTyped, Timestamp)>, Refusal> {
    let store = &call.app.store;
    load_to_fill(store, call, id).await?;
    let kept = drafts::find(store, call.actor.user_id, &draft_key(id, section)).await?;
    // A draft of an older form that can't be read any more is none.
    Ok(kept.and_then(|draft| Some((serde_json::from_str(&draft.content).ok()?, draft.saved_at))))
}

/// Gives up what the caller typed.
///
/// # Errors
/// The usual refusals of rights.
pub async fn drop_draft(
    call: Call<'_>,
    id: DepartmentYearId,
    section: Section,
) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    drafts::drop(&tx, call.actor.user_id, &draft_key(id, section)).await?;
    Ok(tx.commit().await?)
}
