//! What can be chosen for a version, over the API.

use jixiao_app::disclosures::{
    AssembleForm, Assembled, Choice, ChoiceList, ChoiceListForm, formats_for,
};
use jixiao_domain::Coded as _;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of what can be chosen.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(in crate::api::disclosure) struct CandidateQuery {
    /// Code of the kind: `self_evaluation`, `goal`, `monitoring`, `evaluation`, `department_tasks`,
    /// `department_duties`, `department_base_data`, `department_scores` or `report`.
    kind: String,
    /// The unit's id.
    unit: String,
    /// Part of the unit's or project's name, of the project's code or of the title.
    q: String,
    /// `open`, `chosen` or `public`.
    standing: String,
    /// From 1; 50 lines each.
    pub(in crate::api::disclosure) page: Option<i64>,
}

impl CandidateQuery {
    pub(in crate::api::disclosure) fn filter(&self) -> ChoiceListForm {
        ChoiceListForm {
            kind: self.kind.clone(),
            unit: self.unit.clone(),
            q: self.q.clone(),
            standing: self.standing.clone(),
        }
    }
}

/// A page of what can be chosen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureCandidateListBody)]
pub(in crate::api::disclosure) struct CandidateListBody {
    /// Under the filter, in all.
    total: i64,
    /// Of these, in the version.
    chosen: i64,
    /// Of these, public already: they can't be chosen.
    public: i64,
    lines: Vec<CandidateBody>,
}

/// Something that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureCandidateBody)]
pub(in crate::api::disclosure) struct CandidateBody {
    kind: &'static str,
    subject: i64,
    unit: i64,
    unit_name: String,
    project_code: String,
    project_name: String,
    /// The title it bears itself; empty for forms, which are all called alike.
    title: String,
    /// The formats it can be published in.
    formats: Vec<&'static str>,
    /// The formats chosen, separated by a space; absent where it isn't in the version.
    chosen: Option<String>,
    /// 公开编号 of the copy that is public and stands.
    published_number: Option<String>,
}

impl CandidateListBody {
    pub(in crate::api::disclosure) fn of(list: &ChoiceList) -> Self {
        Self {
            total: list.count.total,
            chosen: list.count.chosen,
            public: list.count.public,
            lines: list.lines.iter().map(CandidateBody::of).collect(),
        }
    }
}

impl CandidateBody {
    fn of(choice: &Choice) -> Self {
        let candidate = &choice.candidate;
        let formats = formats_for(candidate.kind).iter().map(|format| format.extension());
        Self {
            kind: candidate.kind.code(),
            subject: candidate.subject_id,
            unit: candidate.organisation_id.0,
            unit_name: candidate.unit_name.clone(),
            project_code: candidate.project_code.clone(),
            project_name: candidate.project_name.clone(),
            title: candidate.own_title.clone(),
            formats: formats.collect(),
            chosen: choice.item.as_ref().map(|item| item.formats.clone()),
            published_number: candidate.published_number.clone(),
        }
    }
}

/// A choice for some records, and for all under a filter.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = DisclosureAssembleBody)]
pub(in crate::api::disclosure) struct AssembleBody {
    /// The revision the version was read at.
    revision: i64,
    /// 公开说明; written as it stands here.
    #[serde(default)]
    note: String,
    /// The records spoken of, by kind and key: `goal:7`. One without a format in `chosen` is dropped.
    #[serde(default)]
    shown: Vec<String>,
    /// Kind, key of the record, extension: `goal:7:pdf`.
    #[serde(default)]
    chosen: Vec<String>,
    /// `page` for these alone, `all` to choose everything under the filter too, `none` to drop it.
    reach: String,
    /// Extensions for everything under the filter.
    #[serde(default)]
    formats: Vec<String>,
    /// With `all`: `total` less `public` as read; with another number by now nothing is changed.
    #[serde(default)]
    matching: i64,
    /// With `none`: `chosen` as read.
    #[serde(default)]
    held: i64,
    /// As in the filter of the list.
    #[serde(default)]
    kind: String,
    /// As in the filter of the list.
    #[serde(default)]
    unit: String,
    /// As in the filter of the list.
    #[serde(default)]
    q: String,
    /// As in the filter of the list.
    #[serde(default)]
    standing: String,
}

impl AssembleBody {
    pub(in crate::api::disclosure) fn form(self) -> AssembleForm {
        AssembleForm {
            revision: self.revision.to_string(),
            note: self.note,
            shown: self.shown,
            chosen: self.chosen,
            reach: self.reach,
            formats: self.formats,
            matching: self.matching.to_string(),
            held: self.held.to_string(),
            kind: self.kind,
            unit: self.unit,
            q: self.q,
            standing: self.standing,
        }
    }
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DisclosureAssembledBody)]
pub(in crate::api::disclosure) struct AssembledBody {
    added: usize,
    changed: usize,
    dropped: usize,
    /// Under the filter, and left alone.
    left: usize,
}

impl AssembledBody {
    pub(in crate::api::disclosure) fn of(done: Assembled) -> Self {
        let Assembled { added, changed, dropped, left } = done;
        Self { added, changed, dropped, left }
    }
}
