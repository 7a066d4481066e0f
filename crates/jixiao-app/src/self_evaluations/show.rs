//! One self-evaluation for a page: contents, scores, findings, history, files, freezes.

use super::access::may_know;
use super::adopt_goal::newer;
use super::record::missing;
use super::{Assessment, EVIDENCE_KIND, FiledForm, Newer, Record, assess, findings};
use crate::review::{self, History};
use crate::{App, Call, FieldFinding, Refusal};
use jixiao_domain::{FilingEvent, SelfEvaluationId};
use jixiao_store::attachments::{self, Attachment};
use jixiao_store::freezes::{self, Freeze};
use jixiao_store::self_evaluations::changes::{self, Change};
use jixiao_store::self_evaluations::whole;

/// A self-evaluation with everything around it.
#[derive(Debug)]
pub struct Shown {
    /// The records.
    pub record: Record,
    /// Its scores as they follow from the records now.
    pub assessment: Assessment,
    /// What the checker says.
    pub findings: Vec<FieldFinding>,
    /// What happened, and what comes next.
    pub history: History,
    /// The steps the caller may take now.
    pub possible: Vec<FilingEvent>,
    /// Files of each indicator, withdrawn ones included, in the order of the record.
    pub evidence: Vec<Vec<Attachment>>,
    /// All freezes, the latest first.
    pub freezes: Vec<Freeze>,
    /// What was changed of the task besides its steps, oldest first.
    pub changes: Vec<Change>,
    /// The goal version in force, where it is later than the one the task is measured by.
    pub newer: Option<Newer>,
}

/// A frozen self-evaluation.
#[derive(Debug)]
pub struct Frozen {
    /// The row, with digest and who froze it.
    pub freeze: Freeze,
    /// The content.
    pub form: FiledForm,
    /// Whether the stored digest is the digest of the content.
    pub digest_holds: bool,
    /// Whether the records would give another content today.
    pub differs_now: bool,
}

/// Shows a self-evaluation.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn show(call: Call<'_>, id: SelfEvaluationId) -> Result<Shown, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let assessment = assess(&record);
    let findings = findings(&record, &assessment);
    let subject = record.subject();
    let history = review::history(store, call, subject, record.evaluation.issued_at).await?;
    let possible = review::possible(store, call, subject).await?;
    let files = attachments::of_goal_indicators(store, EVIDENCE_KIND, record.goal.id).await?;
    let evidence = record
        .rows
        .iter()
        .map(|row| {
            let mine = |file: &&Attachment| file.subject_id == row.indicator.id.0;
            files.iter().filter(mine).cloned().collect()
        })
        .collect();
    let freezes = freezes::of(store, id).await?;
    let changes = changes::of(store, id).await?;
    let newer = newer(call, &record).await?;
    Ok(Shown { record, assessment, findings, history, possible, evidence, freezes, changes, newer })
}

/// The frozen content of an approved self-evaluation, verified; `None` where nothing is frozen.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn frozen(call: Call<'_>, id: SelfEvaluationId) -> Result<Option<Frozen>, Refusal> {
    let store = &call.app.store;
    let record = Record::load(store, call, id).await?;
    let Some(freeze) = freezes::current(store, id).await? else { return Ok(None) };
    let form = FiledForm::read(&freeze.content)?;
    let digest_holds = form.digest() == freeze.digest;
    let now = FiledForm::of(store, &record, &assess(&record)).await?;
    let differs_now = now != form;
    Ok(Some(Frozen { freeze, form, digest_holds, differs_now }))
}

/// The form as it is to be printed: the frozen one where there is one, else as the records are now.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(crate) async fn printable(call: Call<'_>, id: SelfEvaluationId) -> Result<FiledForm, Refusal> {
    let (path, form) = printed(call.app, id).await?;
    if may_know(call, &path) { Ok(form) } else { Err(missing()) }
}

/// As [`printable`], for jobs that were authorised when they were started.
pub(crate) async fn printable_unasked(
    app: &App,
    id: SelfEvaluationId,
) -> Result<FiledForm, Refusal> {
    Ok(printed(app, id).await?.1)
}

/// The form with the path of the organisation it belongs to.
async fn printed(app: &App, id: SelfEvaluationId) -> Result<(String, FiledForm), Refusal> {
    let frozen = whole::frozen_content(&app.store, id).await?.ok_or_else(missing)?;
    if let Some(content) = frozen.content {
        return Ok((frozen.organisation_path, FiledForm::read(&content)?));
    }
    // One connection for all questions, and one state of the database.
    let snapshot = app.store.snapshot().await?;
    let record = Record::load_unasked(&snapshot, app, id).await?;
    let form = FiledForm::of(&snapshot, &record, &assess(&record)).await?;
    Ok((frozen.organisation_path, form))
}
