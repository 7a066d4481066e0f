//! What was typed into a section and not saved: kept by itself, offered when it is opened again.

use super::SUBJECT_KIND;
use super::save::load_to_fill;
use super::sections::{Section, SectionTyped};
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, DepartmentYearId};
use jixiao_store::drafts;

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
    typed_drafts::keep(&tx, call, &draft_key(id, section), typed).await?;
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
) -> Result<Option<KeptForm<SectionTyped>>, Refusal> {
    load_to_fill(&call.app.store, call, id).await?;
    typed_drafts::kept(call, &draft_key(id, section)).await
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
