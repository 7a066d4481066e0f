//! What a draft shall hold of the records that somebody spoke of; what nobody spoke of stays.

use super::candidates::{Choice, FORMATS, ITEM_COUNT_MAX, offered, title};
use super::load::LoadedDisclosure;
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, PublishedKind};
use jixiao_render::Format;
use jixiao_store::Transaction;
use jixiao_store::disclosures::Disclosure;
use jixiao_store::disclosures::items::{self, Item, NewItem};
use jixiao_store::views::candidates::CandidateFilter;
use std::collections::BTreeMap;

/// A record: what it is, and its key.
pub(super) type Subject = (PublishedKind, i64);

/// The formats each record shall be published in; none drops it.
pub(super) type Wishes = BTreeMap<Subject, Vec<Format>>;

/// What was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// Records that came in.
    pub(super) added: usize,
    /// Records with other formats than before.
    pub(super) changed: usize,
    /// Records that went out.
    pub(super) dropped: usize,
}

/// Makes the draft hold what is wished.
///
/// # Errors
/// [`Refusal::Invalid`] for what is not approved, or published already; [`Refusal::TooMuch`] for
/// more than a version can hold.
pub(super) async fn write(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    wishes: &Wishes,
) -> Result<Written, Refusal> {
    let held = items::of(tx, loaded.disclosure.id).await?;
    let of = |subject: &Subject| held.iter().find(|item| (item.kind, item.subject_id) == *subject);
    let mut written = Written::default();
    let mut wanted = Vec::new();
    for (subject, formats) in wishes {
        let formats = extensions(formats);
        match of(subject) {
            Some(item) if formats.is_empty() => {
                items::drop_from_draft(tx, item.id).await?;
                written.dropped += 1;
            }
            Some(item) if item.formats != formats => {
                items::set_formats(tx, item.id, &formats).await?;
                written.changed += 1;
            }
            None if !formats.is_empty() => wanted.push(*subject),
            Some(_) | None => {}
        }
    }
    let count = held.len() - written.dropped + wanted.len();
    if count > ITEM_COUNT_MAX {
        return Err(Refusal::TooMuch(format!(
            "一次最多公开 {ITEM_COUNT_MAX} 份，这样将有 {count} 份，请缩小范围或分次公开"
        )));
    }
    for choice in addable(tx, call, loaded, wanted, &held).await? {
        let formats = wishes.get(&choice.subject()).map(|formats| extensions(formats));
        add(tx, &loaded.disclosure, &choice, &formats.unwrap_or_default()).await?;
        written.added += 1;
    }
    Ok(written)
}

/// The extensions in the order of [`FORMATS`], each once.
fn extensions(formats: &[Format]) -> String {
    let chosen: Vec<&str> =
        FORMATS.into_iter().filter(|one| formats.contains(one)).map(Format::extension).collect();
    chosen.join(" ")
}

/// The candidates of these records, by unit and project; refuses what is none, or public already.
async fn addable(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    wanted: Vec<Subject>,
    held: &[Item],
) -> Result<Vec<Choice>, Refusal> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    debug_assert!(held.iter().all(|item| !wanted.contains(&(item.kind, item.subject_id))));
    let filter = CandidateFilter { subjects: Some(wanted.clone()), ..CandidateFilter::default() };
    let found = offered(tx, call, loaded, &filter, wanted.len()).await?;
    if let Some((kind, key)) =
        wanted.iter().find(|subject| found.iter().all(|choice| choice.subject() != **subject))
    {
        let message = format!("{} {key} 未经批准，或不属于本次公开的范围", kind.word());
        return Err(Refusal::field("chosen", message));
    }
    if let Some(choice) = found.iter().find(|choice| choice.is_out()) {
        let candidate = &choice.candidate;
        let number = candidate.published_number.as_deref().unwrap_or_default();
        let name = match candidate.project_name.as_str() {
            "" => &candidate.unit_name,
            name => name,
        };
        let message = format!("“{name}”已公开（{number}），如有错误请在原公开事项中办理更正");
        return Err(Refusal::field("chosen", message));
    }
    Ok(found)
}

async fn add(
    tx: &Transaction,
    disclosure: &Disclosure,
    choice: &Choice,
    formats: &str,
) -> Result<(), Refusal> {
    let candidate = &choice.candidate;
    let new = NewItem {
        disclosure_id: disclosure.id,
        organisation_id: candidate.organisation_id,
        kind: candidate.kind,
        subject_id: candidate.subject_id,
        project_year_id: candidate.project_year_id,
        unit_name: &candidate.unit_name,
        project_name: &candidate.project_name,
        title: &title(disclosure.year, candidate),
        formats,
        corrects_id: None,
        correction_reason: "",
    };
    items::insert(tx, &new).await?;
    Ok(())
}
