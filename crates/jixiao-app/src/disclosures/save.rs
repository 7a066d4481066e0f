//! Choosing what a version publishes, and in which formats.

use super::candidates::{Choice, FORMATS, choices, formats_for, title};
use super::load::load;
use crate::audit::{self, Event};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, DisclosureId, PublishedKind};
use jixiao_render::Format;
use jixiao_store::Transaction;
use jixiao_store::disclosures::items::{self, NewItem};
use jixiao_store::disclosures::{self, Disclosure};
use serde::{Deserialize, Serialize};

/// The most forms of one version.
const ITEM_COUNT_MAX: usize = 1_000;

/// The choice as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisclosureForm {
    /// The revision the page was opened at.
    pub revision: String,
    /// 公开说明
    pub note: String,
    /// Ticked boxes: kind, key of the record, extension, such as `self_evaluation:12:pdf`.
    pub chosen: Vec<String>,
}

/// A ticked box.
type Tick = (PublishedKind, i64, Format);

impl DisclosureForm {
    /// What the form means.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(i64, String, Vec<Tick>), Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let note = fields.optional_text("note", &self.note, Lines::Many, 1000);
        let ticks: Option<Vec<Tick>> = self.chosen.iter().map(|box_| tick(box_)).collect();
        fields.require(ticks.is_some(), "chosen", "请从列表中勾选");
        fields.finish((revision, note, ticks.unwrap_or_default()))
    }
}

fn tick(typed: &str) -> Option<Tick> {
    let mut parts = typed.split(':');
    let kind = PublishedKind::from_code(parts.next()?)?;
    let subject_id = parts.next()?.parse().ok()?;
    let extension = parts.next()?;
    let format = formats_for(kind).iter().copied().find(|one| one.extension() == extension)?;
    parts.next().is_none().then_some((kind, subject_id, format))
}

/// Writes note and choice of a draft.
///
/// # Errors
/// [`Refusal::WrongState`] once submitted; [`Refusal::Conflict`] where it was changed since;
/// [`Refusal::Invalid`] for what is not approved, or published already; the usual refusals of
/// rights.
pub async fn save(call: Call<'_>, id: DisclosureId, form: &DisclosureForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    loaded.require_draft(call)?;
    let (revision, note, ticks) = form.parse().map_err(Refusal::Invalid)?;
    if loaded.disclosure.revision != revision {
        return Err(Refusal::Conflict("公开事项"));
    }
    let offered = choices(&tx, call, &loaded).await?;
    refuse_foreign(&offered, &ticks)?;
    let mut count = 0;
    for choice in &offered {
        count += usize::from(write(&tx, &loaded.disclosure, choice, &ticks).await?);
    }
    if count > ITEM_COUNT_MAX {
        return Err(Refusal::TooMuch(format!("一次最多公开 {ITEM_COUNT_MAX} 份，现有 {count} 份")));
    }
    disclosures::update_note(&tx, id, revision, &note).await?;
    let event = Event {
        action: "disclosure.save",
        subject_kind: "disclosure",
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: format!("选定 {count} 份"),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}

/// Refuses what is not among the choices, or is out already.
fn refuse_foreign(offered: &[Choice], ticks: &[Tick]) -> Result<(), Refusal> {
    for (kind, subject_id, _) in ticks {
        let found = offered.iter().find(|choice| {
            choice.candidate.kind == *kind && choice.candidate.subject_id == *subject_id
        });
        let Some(choice) = found else {
            let message = format!("{} {subject_id} 未经批准，或不属于本次公开的范围", kind.word());
            return Err(Refusal::field("chosen", message));
        };
        if let (true, Some(number)) = (choice.is_out(), &choice.candidate.published_number) {
            let name = &choice.candidate.project_name;
            let message = format!("“{name}”已公开（{number}），如有错误请在原公开事项中办理更正");
            return Err(Refusal::field("chosen", message));
        }
    }
    Ok(())
}

/// Adds, changes or drops the item of a choice; says whether the version holds it now.
async fn write(
    tx: &Transaction,
    disclosure: &Disclosure,
    choice: &Choice,
    ticks: &[Tick],
) -> Result<bool, Refusal> {
    let candidate = &choice.candidate;
    let formats: Vec<&str> = FORMATS
        .into_iter()
        .filter(|format| ticks.contains(&(candidate.kind, candidate.subject_id, *format)))
        .map(Format::extension)
        .collect();
    let formats = formats.join(" ");
    match &choice.item {
        None if formats.is_empty() => return Ok(false),
        None => {
            let new = NewItem {
                disclosure_id: disclosure.id,
                organisation_id: candidate.organisation_id,
                kind: candidate.kind,
                subject_id: candidate.subject_id,
                project_year_id: candidate.project_year_id,
                unit_name: &candidate.unit_name,
                project_name: &candidate.project_name,
                title: &title(disclosure.year, candidate),
                formats: &formats,
                corrects_id: None,
                correction_reason: "",
            };
            items::insert(tx, &new).await?;
        }
        Some(item) if formats.is_empty() => {
            items::drop_from_draft(tx, item.id).await?;
            return Ok(false);
        }
        Some(item) if item.formats != formats => items::set_formats(tx, item.id, &formats).await?,
        Some(_) => {}
    }
    Ok(true)
}
