//! New reports: drafted by a template from the facts of a subject; and later versions.

use super::reading::{self, Asked, EVALUATION, ORGANISATION, ROUND, Reading, SELF_EVALUATION};
use super::{SUBJECT_KIND, load};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::Fields;
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, FilingState, OrganisationId, ReportId, ReportKind};
use jixiao_narrative::{Narrative, Template};
use jixiao_store::StoreError;
use jixiao_store::reports::{self, NewReport, ReportSubject, ReportText};
use serde::{Deserialize, Serialize};

/// What a report is wanted on, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateForm {
    /// Code of the kind.
    pub kind: String,
    /// Key of the record: the self-evaluation, the evaluation, the round of monitoring, or the
    /// organisation.
    pub subject: String,
    /// Key of the unit that reports, where the record does not say it: on a round of monitoring.
    pub organisation: String,
    /// The fiscal year, where the record doesn't say it.
    pub year: String,
    /// Id of a template; empty takes the one of the place and year.
    pub template: String,
}

impl CreateForm {
    fn parse(&self) -> Result<Asked, Vec<FieldError>> {
        let mut fields = Fields::new();
        let kind: ReportKind = fields.choice("kind", &self.kind);
        let id: i64 = fields.key("subject", &self.subject);
        let of = match kind {
            ReportKind::SelfEvaluation => SELF_EVALUATION,
            ReportKind::Evaluation => EVALUATION,
            ReportKind::Monitoring => ROUND,
            ReportKind::Summary | ReportKind::Department => ORGANISATION,
        };
        let unit = match of {
            ROUND => fields.key("organisation", &self.organisation),
            _ => id,
        };
        let year =
            if of == ORGANISATION { i64::from(fields.year("year", &self.year).get()) } else { 0 };
        let subject = ReportSubject { kind: of.to_owned(), id };
        fields.finish(Asked {
            kind,
            subject,
            organisation_id: OrganisationId(unit),
            year,
            drafted_at: None,
        })
    }
}

/// Drafts the first version of a report.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] where
/// there is a report already or nothing to report yet.
pub async fn create(call: Call<'_>, form: &CreateForm) -> Result<ReportId, Refusal> {
    let wanted = form.parse().map_err(Refusal::Invalid)?;
    let reading = reading::read(call, &wanted).await?;
    authz::authorise(call.actor, Action::FillReports, &reading.organisation.path)?;
    let existing = reports::versions(
        &call.app.store,
        wanted.kind,
        reading.organisation.id,
        reading.year,
        &reading.subject,
    )
    .await?;
    if let Some(latest) = existing.last() {
        return Err(Refusal::WrongState(format!(
            "该报告已有第 {} 版（{}），如需重写请在该报告页办理",
            latest.version,
            latest.state.word()
        )));
    }
    let template = template(wanted.kind, &reading, form.template.trim())?;
    let narrative = drafted(template, &reading)?;
    write(call, wanted.kind, &reading, template, &narrative).await
}

/// Begins the next version of an approved report: its text with the figures of today.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::WrongState`] where the latest version is
/// still under way.
pub async fn revise(call: Call<'_>, id: ReportId) -> Result<ReportId, Refusal> {
    let loaded = load::load_to_fill(&call.app.store, call, id).await?;
    let report = &loaded.report;
    let versions = reports::versions(
        &call.app.store,
        report.kind,
        report.organisation_id,
        report.year,
        &report.subject,
    )
    .await?;
    if versions.last().is_none_or(|latest| latest.state != FilingState::Approved) {
        return Err(Refusal::WrongState("最新版本尚未批复，请在该版本上修改".to_owned()));
    }
    let reading = reading::of_next_version(call, report).await?;
    let template = template(report.kind, &reading, &report.template)?;
    let fresh = drafted(template, &reading)?;
    let redraft = jixiao_narrative::redraft(&loaded.narrative, &fresh, &reading.facts);
    write(call, report.kind, &reading, template, &redraft.narrative).await
}

/// The template asked for, or the one of the place and year.
pub(super) fn template(
    kind: ReportKind,
    reading: &Reading,
    id: &str,
) -> Result<&'static Template, Refusal> {
    let found = if id.is_empty() {
        jixiao_narrative::resolve(kind, &reading.region, reading.year)
    } else {
        jixiao_narrative::find(id).filter(|template| template.kind == kind)
    };
    found.ok_or_else(|| {
        Refusal::field("template", format!("没有{}年度可用的{}模板", reading.year, kind.word()))
    })
}

/// The draft of a template over the facts of a subject.
pub(super) fn drafted(template: &Template, reading: &Reading) -> Result<Narrative, Refusal> {
    jixiao_narrative::draft(template, &reading.facts).map_err(|error| {
        tracing::error!(%error, "a report could not be drafted");
        Refusal::WrongState("所依据的记录不完整，无法起草报告，请先把表格填完整".to_owned())
    })
}

async fn write(
    call: Call<'_>,
    kind: ReportKind,
    reading: &Reading,
    template: &Template,
    narrative: &Narrative,
) -> Result<ReportId, Refusal> {
    let (content, facts) = stored(narrative, &reading.facts);
    let new = NewReport {
        kind,
        organisation_id: reading.organisation.id,
        year: reading.year,
        subject: &reading.subject,
        project_id: reading.project_id,
        template: &template.id,
        text: ReportText {
            title: &narrative.title(),
            content: &content,
            facts: &facts,
            drafted_at: call.at,
        },
        filled_by: call.actor.user_id,
        created_at: call.at,
    };
    let tx = call.app.store.begin().await?;
    let id = match reports::insert(&tx, &new).await {
        // Two people began the same report at the same time.
        Err(StoreError::Duplicate(_)) => return Err(Refusal::Conflict("该报告")),
        other => other?,
    };
    let entry = Event {
        action: "report.create",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(reading.organisation.id),
        detail: narrative.title(),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(id)
}

/// Text and facts as they are stored.
pub(super) fn stored(narrative: &Narrative, facts: &jixiao_narrative::Facts) -> (String, String) {
    const PROOF: &str = "texts and numbers always serialise";
    (serde_json::to_string(narrative).expect(PROOF), serde_json::to_string(facts).expect(PROOF))
}
