//! Choosing what a version publishes, and in which formats: the whole choice at once.

use super::candidates::formats_for;
use super::load::{LoadedDisclosure, load};
use super::wishes::{Subject, Wishes, write};
use crate::audit::{self, Event};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, DisclosureId, PublishedKind};
use jixiao_render::Format;
use jixiao_store::disclosures::items;
use jixiao_store::{Transaction, disclosures};
use serde::{Deserialize, Serialize};

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

impl DisclosureForm {
    fn parse(&self) -> Result<(i64, String, Wishes), Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let note = note(&mut fields, &self.note);
        let wishes = ticks(&mut fields, &self.chosen);
        fields.finish((revision, note, wishes))
    }
}

pub(super) fn note(fields: &mut Fields, typed: &str) -> String {
    fields.optional_text("note", typed, Lines::Many, 1000)
}

/// The formats ticked for each record.
pub(super) fn ticks(fields: &mut Fields, chosen: &[String]) -> Wishes {
    let mut wishes = Wishes::new();
    for typed in chosen {
        match tick(typed) {
            Some((subject, format)) => wishes.entry(subject).or_default().push(format),
            None => fields.refuse("chosen", "请从列表中勾选"),
        }
    }
    wishes
}

fn tick(typed: &str) -> Option<(Subject, Format)> {
    let (subject, extension) = typed.rsplit_once(':')?;
    let subject = subject_of(subject)?;
    let format = formats_for(subject.0).iter().find(|one| one.extension() == extension)?;
    Some((subject, *format))
}

/// `self_evaluation:12`
pub(super) fn subject_of(typed: &str) -> Option<Subject> {
    let (kind, key) = typed.split_once(':')?;
    Some((PublishedKind::from_code(kind)?, key.parse().ok()?))
}

/// Writes note and choice of a draft; what is not named is dropped.
///
/// # Errors
/// [`Refusal::WrongState`] once submitted; [`Refusal::Conflict`] where it was changed since;
/// [`Refusal::Invalid`] for what is not approved, or published already; the usual refusals of
/// rights.
pub async fn save(call: Call<'_>, id: DisclosureId, form: &DisclosureForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load(&tx, call, id).await?;
    loaded.require_draft(call)?;
    let (revision, note, mut wishes) = form.parse().map_err(Refusal::Invalid)?;
    for item in items::of(&tx, id).await? {
        wishes.entry((item.kind, item.subject_id)).or_default();
    }
    write(&tx, call, &loaded, &wishes).await?;
    finish(&tx, call, &loaded, revision, &note).await?;
    Ok(tx.commit().await?)
}

/// Writes the note at the revision that was read, and the entry of the log.
pub(super) async fn finish(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    revision: i64,
    note: &str,
) -> Result<(), Refusal> {
    let id = loaded.disclosure.id;
    if loaded.disclosure.revision != revision {
        return Err(Refusal::Conflict("公开事项"));
    }
    disclosures::update_note(tx, id, revision, note).await?;
    let count = items::of(tx, id).await?.len();
    let event = Event {
        action: "disclosure.save",
        subject_kind: "disclosure",
        subject_id: id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail: format!("选定 {count} 份"),
    };
    audit::record(tx, call.actor, call.at, event).await
}
