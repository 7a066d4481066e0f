//! What disclosures look like over the API.

mod candidates;

pub(super) use candidates::{AssembleBody, AssembledBody, CandidateListBody, CandidateQuery};

use jixiao_app::disclosures::{
    BeginForm, CorrectForm, DisclosureForm, DisclosureList, DisclosureListForm, DisclosurePage,
    LookForm, Looked, RemoveForm, WithdrawForm,
};
use jixiao_app::goals::StepForm;
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
    /// A state's code, or `published`.
    state: String,
    /// The organisation's id.
    organisation: String,
    /// `year`, `organisation` or `published`.
    sort: String,
    /// From 1; 50 lines each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn filter(&self) -> DisclosureListForm {
        DisclosureListForm {
            year: self.year.clone(),
            state: self.state.clone(),
            organisation: self.organisation.clone(),
            sort: self.sort.clone(),
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureListBody)]
pub(super) struct DisclosureListBody {
    /// Lines in all.
    total: i64,
    /// The lines of the page.
    lines: Vec<DisclosureLineBody>,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisclosureLineBody {
    id: i64,
    organisation_name: String,
    year: i64,
    version: i64,
    state: &'static str,
    item_count: i64,
    withdrawn_count: i64,
    /// RFC 3339; absent before publication.
    published_at: Option<String>,
}

impl DisclosureListBody {
    pub(super) fn of(list: &DisclosureList) -> Self {
        let lines = list.lines.iter().map(|line| DisclosureLineBody {
            id: line.id.0,
            organisation_name: line.organisation_name.clone(),
            year: line.year,
            version: line.version,
            state: line.state.code(),
            item_count: line.item_count,
            withdrawn_count: line.withdrawn_count,
            published_at: line.published_at.map(|at| at.to_rfc3339()),
        });
        Self { total: list.total, lines: lines.collect() }
    }
}

/// Whose year shall be published.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureBeginBody)]
pub(super) struct BeginBody {
    organisation: i64,
    year: i64,
}

impl BeginBody {
    pub(super) fn form(&self) -> BeginForm {
        BeginForm { organisation: self.organisation.to_string(), year: self.year.to_string() }
    }
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureCreatedBody)]
pub(super) struct CreatedBody {
    pub(super) id: i64,
}

/// What a change led to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureStateBody)]
pub(super) struct StateBody {
    /// The new state, after a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<&'static str>,
}

/// The job that publishes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureJobBody)]
pub(super) struct JobBody {
    pub(super) job: i64,
}

/// A step of the chain.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureStepBody)]
pub(super) struct StepBody {
    /// The revision the version was read at.
    revision: i64,
    /// The event's code.
    event: String,
    /// Reason or opinion.
    #[serde(default)]
    reason: String,
}

impl StepBody {
    pub(super) fn form(self) -> StepForm {
        StepForm { revision: self.revision.to_string(), event: self.event, reason: self.reason }
    }
}

/// What a version shall publish.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureChoiceBody)]
pub(super) struct ChoiceBody {
    /// The revision it was read at.
    revision: i64,
    /// 公开说明
    #[serde(default)]
    note: String,
    /// Kind, key of the record, extension: `self_evaluation:12:pdf`.
    #[serde(default)]
    chosen: Vec<String>,
}

impl ChoiceBody {
    pub(super) fn form(self) -> DisclosureForm {
        let Self { revision, note, chosen } = self;
        DisclosureForm { revision: revision.to_string(), note, chosen }
    }
}

/// A version with its items.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisclosureBody {
    id: i64,
    revision: i64,
    organisation: i64,
    organisation_name: String,
    year: i64,
    version: i64,
    state: &'static str,
    note: String,
    published_at: Option<String>,
    items: Vec<DisclosureItemBody>,
    /// Events the caller may raise now.
    steps: Vec<&'static str>,
}

/// An item of a version.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DisclosureItemBody {
    id: i64,
    kind: &'static str,
    subject: i64,
    unit_name: String,
    project_name: String,
    title: String,
    formats: Vec<String>,
    /// Whether somebody looked at the redacted copy.
    seen: bool,
    content_digest: Option<String>,
    number: Option<String>,
    corrects: Option<String>,
    withdrawn_at: Option<String>,
}

impl DisclosureBody {
    pub(super) fn of(page: &DisclosurePage) -> Self {
        let disclosure = &page.loaded.disclosure;
        let items = page.items.iter().map(|line| DisclosureItemBody {
            id: line.item.id.0,
            kind: line.item.kind.code(),
            subject: line.item.subject_id,
            unit_name: line.item.unit_name.clone(),
            project_name: line.item.project_name.clone(),
            title: line.item.title.clone(),
            formats: line.item.formats.split_whitespace().map(str::to_owned).collect(),
            seen: line.item.seen_at.is_some(),
            content_digest: line.item.content_digest.clone(),
            number: line.item.number.clone(),
            corrects: line.corrects_number.clone(),
            withdrawn_at: line.item.withdrawn_at.map(|at| at.to_rfc3339()),
        });
        Self {
            id: disclosure.id.0,
            revision: disclosure.revision,
            organisation: disclosure.organisation_id.0,
            organisation_name: page.loaded.organisation.name.clone(),
            year: disclosure.year,
            version: disclosure.version,
            state: disclosure.state.code(),
            note: disclosure.note.clone(),
            published_at: disclosure.published_at.map(|at| at.to_rfc3339()),
            items: items.collect(),
            steps: page.steps.iter().map(|event| event.code()).collect(),
        }
    }
}

/// A redacted copy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureLookedBody)]
pub(super) struct LookedBody {
    /// SM3 of the copy, to be given with the confirmation.
    digest: String,
    /// The copy as a fragment of html.
    page: String,
    seen: bool,
    redactions: Vec<RemovedBody>,
}

/// What was removed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureRemovedBody)]
pub(super) struct RemovedBody {
    field: String,
    kind: &'static str,
    occurrence_count: i64,
}

impl LookedBody {
    pub(super) fn of(looked: &Looked) -> Self {
        let redactions = looked.redactions.iter().map(|line| RemovedBody {
            field: line.field.clone(),
            kind: line.kind.code(),
            occurrence_count: line.occurrence_count,
        });
        Self {
            digest: looked.digest.clone(),
            page: looked.page.clone(),
            seen: looked.is_seen,
            redactions: redactions.collect(),
        }
    }
}

/// The copy that was found right.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureLookBody)]
pub(super) struct LookBody {
    digest: String,
}

impl LookBody {
    pub(super) fn form(self) -> LookForm {
        LookForm { digest: self.digest }
    }
}

/// Words to remove.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureRemoveBody)]
pub(super) struct RemoveBody {
    words: String,
    reason: String,
}

impl RemoveBody {
    pub(super) fn form(self) -> RemoveForm {
        RemoveForm { words: self.words, reason: self.reason }
    }
}

/// Why, which everybody reads.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureReasonBody)]
pub(super) struct ReasonBody {
    reason: String,
}

impl ReasonBody {
    pub(super) fn withdrawal(self) -> WithdrawForm {
        WithdrawForm { reason: self.reason }
    }

    pub(super) fn correction(self) -> CorrectForm {
        CorrectForm { reason: self.reason }
    }
}
