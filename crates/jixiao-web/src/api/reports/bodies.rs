//! What reports look like over the API: text with tokens, facts by key, choices by code.

use jixiao_app::reports::{
    Change, CreateForm, Refreshed, ReportForm, ReportList, ReportListForm, ReportPage, StepForm,
    Style, UntiedForm, plain_text,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// 年度
    year: String,
    /// A kind's code.
    kind: String,
    /// A state's code.
    state: String,
    /// The unit's id.
    organisation: String,
    /// Part of the title.
    q: String,
    /// `year`, `kind`, `organisation` or `state`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn filter(&self) -> ReportListForm {
        ReportListForm {
            year: self.year.clone(),
            kind: self.kind.clone(),
            state: self.state.clone(),
            organisation: self.organisation.clone(),
            q: self.q.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<ReportLineBody>,
}

/// A report, its latest version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportLineBody {
    id: i64,
    kind: &'static str,
    title: String,
    year: i64,
    version: i64,
    state: &'static str,
    organisation_name: String,
}

impl ReportListBody {
    pub(super) fn of(list: &ReportList) -> Self {
        let line = |line: &jixiao_store::views::reports::Line| ReportLineBody {
            id: line.id.0,
            kind: line.kind.code(),
            title: line.title.clone(),
            year: line.year,
            version: line.version,
            state: line.state.code(),
            organisation_name: line.organisation_name.clone(),
        };
        Self { total: list.total, lines: list.lines.iter().map(line).collect() }
    }
}

/// What a report is wanted on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NewReportBody {
    /// A kind's code.
    kind: String,
    /// The self-evaluation, the evaluation, the round of monitoring, or the organisation.
    subject: i64,
    /// The unit that reports on a round of monitoring.
    organisation: Option<i64>,
    /// The fiscal year, where the record doesn't say it.
    year: Option<i64>,
    /// A template's id; the one of the place and year where absent.
    template: Option<String>,
}

impl NewReportBody {
    pub(super) fn form(&self) -> CreateForm {
        CreateForm {
            kind: self.kind.clone(),
            subject: self.subject.to_string(),
            organisation: self.organisation.map_or_else(String::new, |id| id.to_string()),
            year: self.year.map_or_else(String::new, |year| year.to_string()),
            template: self.template.clone().unwrap_or_default(),
        }
    }
}

/// The key of what was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CreatedBody {
    pub(super) id: i64,
}

/// What a change led to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StateBody {
    /// The new revision, after a save.
    pub(super) revision: Option<i64>,
    /// The new state, after a step.
    pub(super) state: Option<&'static str>,
}

/// A draft as written.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ReportInBody {
    /// The revision it was read at.
    revision: i64,
    /// Every section in order, a paragraph a line, figures as `{{key|printed}}`.
    sections: Vec<String>,
    /// Where figures come from that are no facts.
    untied: Vec<UntiedBody>,
}

/// A figure that is no fact.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct UntiedBody {
    /// The number of its section, from 0.
    section: usize,
    /// As printed.
    printed: String,
    /// Where it comes from.
    reason: String,
}

impl ReportInBody {
    pub(super) fn form(&self) -> ReportForm {
        let untied = |row: &UntiedBody| UntiedForm {
            section: row.section,
            printed: row.printed.clone(),
            reason: row.reason.clone(),
        };
        ReportForm {
            revision: self.revision.to_string(),
            sections: self.sections.clone(),
            untied: self.untied.iter().map(untied).collect(),
            base: Vec::new(),
        }
    }
}

/// Which revision is meant.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct RefreshBody {
    /// The revision it was read at.
    pub(super) revision: i64,
}

/// What a refresh did.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefreshedBody {
    changes: Vec<ChangeBody>,
    /// Sections that keep a person's words where the template says something else.
    kept_count: usize,
}

/// A figure that changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChangeBody {
    key: String,
    source: String,
    before: String,
    /// Absent where the records say nothing any more.
    after: Option<String>,
}

impl ChangeBody {
    fn of(change: &Change) -> Self {
        Self {
            key: change.key.clone(),
            source: change.source.clone(),
            before: change.before.clone(),
            after: change.after.clone(),
        }
    }
}

impl RefreshedBody {
    pub(super) fn of(done: &Refreshed) -> Self {
        Self {
            changes: done.changes.iter().map(ChangeBody::of).collect(),
            kept_count: done.kept_count,
        }
    }
}

/// A step.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct StepBody {
    /// The revision it was read at.
    revision: i64,
    /// The event's code.
    event: String,
    /// The reason of a return, the word on warnings, an opinion.
    reason: String,
}

impl StepBody {
    pub(super) fn form(&self) -> StepForm {
        StepForm {
            revision: self.revision.to_string(),
            event: self.event.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportBody {
    id: i64,
    kind: &'static str,
    title: String,
    year: i64,
    version: i64,
    state: &'static str,
    revision: i64,
    template: String,
    /// SM3 of the approved content.
    digest: Option<String>,
    /// Headings in order, with the text below each.
    sections: Vec<SectionBody>,
    untied: Vec<UntiedBody>,
    facts: Vec<FactBody>,
    /// Figures that differ from the records of today.
    changes: Vec<ChangeBody>,
    findings: Vec<FindingBody>,
    /// Why it may not be approved yet; empty where nothing stands against it.
    pending: String,
    /// The steps the caller may take now.
    steps: Vec<&'static str>,
}

/// A section.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SectionBody {
    level: u8,
    heading: String,
    /// A paragraph a line, figures as `{{key|printed}}`.
    text: String,
    /// Whether a person has changed it.
    edited: bool,
}

/// A fact.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FactBody {
    key: String,
    printed: String,
    /// Where it comes from, in words.
    source: String,
    /// The address of its page.
    address: String,
    /// SM3 of the frozen content it was read from.
    digest: Option<String>,
}

/// What the checker says.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FindingBody {
    /// `sections[3]`; empty for the report as a whole.
    field: String,
    severity: &'static str,
    code: &'static str,
    message: String,
}

impl ReportBody {
    pub(super) fn of(page: &ReportPage) -> Self {
        let report = &page.loaded.report;
        let form = ReportForm::of(&page.loaded);
        let sections = page.loaded.narrative.sections.iter().zip(form.sections);
        let finding = |finding: &jixiao_app::FieldFinding| FindingBody {
            field: finding.field.clone(),
            severity: finding.severity.name(),
            code: finding.code,
            message: finding.message.clone(),
        };
        Self {
            id: report.id.0,
            kind: report.kind.code(),
            title: report.title.clone(),
            year: report.year,
            version: report.version,
            state: report.state.code(),
            revision: report.revision,
            template: report.template.clone(),
            digest: report.content_digest.clone(),
            sections: sections
                .map(|(section, text)| SectionBody {
                    level: section.level,
                    heading: plain_text(&section.heading),
                    text,
                    edited: section.edited,
                })
                .collect(),
            untied: form.untied.into_iter().map(UntiedBody::of).collect(),
            facts: facts(page),
            changes: page.offers.changes.iter().map(ChangeBody::of).collect(),
            findings: page.findings.iter().map(finding).collect(),
            pending: page.pending.clone(),
            steps: page.steps.iter().map(|event| event.code()).collect(),
        }
    }
}

fn facts(page: &ReportPage) -> Vec<FactBody> {
    page.loaded
        .facts
        .iter()
        .map(|fact| FactBody {
            key: fact.key.clone(),
            printed: fact.value.printed(Style::Full),
            source: fact.source.words.clone(),
            address: fact.source.address.clone(),
            digest: fact.digest.clone(),
        })
        .collect()
}

impl UntiedBody {
    fn of(row: UntiedForm) -> Self {
        Self { section: row.section, printed: row.printed, reason: row.reason }
    }
}
