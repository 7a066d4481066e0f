//! Taking the figures of today into a report, and taking the template's words for a section.

use super::create::{drafted, template};
use super::load::{LoadedReport, load_to_fill, refuse_unless_editable};
use super::reading;
use super::save::{Text, audited, write};
use crate::{Call, Refusal};
use jixiao_domain::ReportId;
use jixiao_narrative::{Change, Narrative};

/// What a refresh did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed {
    /// The figures that changed.
    pub changes: Vec<Change>,
    /// How many sections keep a person's words where the template says something else.
    pub kept_count: usize,
}

/// Drafts the report again from the records as they are: sections nobody touched are new, a person's
/// keep their words with the figures of today.
///
/// # Errors
/// [`Refusal::Conflict`] where the report was changed since `revision`; [`Refusal::WrongState`] where
/// it is no draft; the usual refusals of rights.
pub async fn refresh(call: Call<'_>, id: ReportId, revision: i64) -> Result<Refreshed, Refusal> {
    let (loaded, fresh, reading) = fresh(call, id, revision).await?;
    let redraft = jixiao_narrative::redraft(&loaded.narrative, &fresh, &reading.facts);
    let tx = call.app.store.begin().await?;
    let text = Text { narrative: &redraft.narrative, facts: &reading.facts };
    write(&tx, call, &loaded, text, call.at).await?;
    let detail = format!("更新 {} 处数据", redraft.changes.len());
    audited(&tx, call, &loaded, "report.refresh", detail).await?;
    tx.commit().await?;
    Ok(Refreshed { changes: redraft.changes, kept_count: redraft.offered.len() })
}

/// Gives a section back to the template: its words over the figures of today.
///
/// # Errors
/// As [`refresh`]; [`Refusal::NotFound`] where the template has no such section.
pub async fn adopt(
    call: Call<'_>,
    id: ReportId,
    revision: i64,
    section: usize,
) -> Result<(), Refusal> {
    let (loaded, fresh, reading) = fresh(call, id, revision).await?;
    let mut current = loaded.narrative.clone();
    let missing = || Refusal::NotFound("该节的模板文字");
    let mine = current.sections.get_mut(section).ok_or_else(missing)?;
    let name = mine.name();
    if !fresh.sections.iter().any(|section| section.name() == name) {
        return Err(missing());
    }
    mine.edited = false;
    let redraft = jixiao_narrative::redraft(&current, &fresh, &reading.facts);
    let tx = call.app.store.begin().await?;
    let text = Text { narrative: &redraft.narrative, facts: &reading.facts };
    write(&tx, call, &loaded, text, call.at).await?;
    audited(&tx, call, &loaded, "report.save", format!("“{name}”改用模板文字")).await?;
    Ok(tx.commit().await?)
}

async fn fresh(
    call: Call<'_>,
    id: ReportId,
    revision: i64,
) -> Result<(LoadedReport, Narrative, reading::Reading), Refusal> {
    let loaded = load_to_fill(&call.app.store, call, id).await?;
    refuse_unless_editable(&loaded)?;
    if loaded.report.revision != revision {
        return Err(Refusal::Conflict("该报告"));
    }
    let reading = reading::of_report(call, &loaded.report).await?;
    let template = template(loaded.report.kind, &reading, &loaded.report.template)?;
    let fresh = drafted(template, &reading)?;
    Ok((loaded, fresh, reading))
}
