//! Saving what was typed into the editor.

use super::SUBJECT_KIND;
use super::create::stored;
use super::drafts::form_key;
use super::form::ReportForm;
use super::load::{LoadedReport, load_to_fill, refuse_unless_editable};
use crate::audit::{self, Event};
use crate::input::Fields;
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_narrative::{Facts, Narrative};
use jixiao_store::reports::{self, ReportText};
use jixiao_store::{StoreError, Timestamp, Transaction, drafts};

/// Saves the text; gives the new revision.
///
/// # Errors
/// [`Refusal::Invalid`] where a tied figure was changed, section by section; [`Refusal::Conflict`]
/// where somebody else saved since; [`Refusal::WrongState`] where the report is no draft; the usual
/// refusals of rights.
pub async fn save(call: Call<'_>, id: ReportId, form: &ReportForm) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load_to_fill(&tx, call, id).await?;
    refuse_unless_editable(&loaded)?;
    let mut fields = Fields::new();
    let revision: i64 = fields.key("revision", &form.revision);
    fields.finish(()).map_err(Refusal::Invalid)?;
    if revision != loaded.report.revision {
        return Err(Refusal::Conflict("该报告"));
    }
    let narrative = form.apply(&loaded.narrative, &loaded.facts).map_err(Refusal::Invalid)?;
    let changed =
        loaded.narrative.sections.iter().zip(&narrative.sections).filter(|(a, b)| a != b).count();
    let text = Text { narrative: &narrative, facts: &loaded.facts };
    write(&tx, call, &loaded, text, loaded.report.drafted_at).await?;
    audited(&tx, call, &loaded, "report.save", format!("修改 {changed} 节")).await?;
    tx.commit().await?;
    Ok(revision + 1)
}

/// Text and facts to be written.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) narrative: &'a Narrative,
    pub(super) facts: &'a Facts,
}

/// Writes a draft that still has the revision it was loaded at; what was kept aside is dropped.
pub(super) async fn write(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedReport,
    text: Text<'_>,
    drafted_at: Timestamp,
) -> Result<(), Refusal> {
    let (content, facts) = stored(text.narrative, text.facts);
    let title = text.narrative.title();
    let text = ReportText { title: &title, content: &content, facts: &facts, drafted_at };
    let report = &loaded.report;
    let by = call.actor.user_id;
    match reports::update_text(tx, report.id, report.revision, text, by).await {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("该报告")),
        other => other?,
    }
    Ok(drafts::drop(tx, by, &form_key(report.id)).await?)
}

pub(super) async fn audited(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedReport,
    action: &'static str,
    detail: String,
) -> Result<(), Refusal> {
    let entry = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: loaded.report.id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail,
    };
    audit::record(tx, call.actor, call.at, entry).await?;
    Ok(())
}
