//! What can be chosen for a version: everything approved of the year below the organisation.

use super::load::LoadedDisclosure;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::{CandidateStanding, Coded as _, OrganisationId, PublishedKind};
use jixiao_render::Format;
use jixiao_store::Connection;
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::views::candidates::{
    self as view, Candidate, CandidateCount, CandidateFilter, CandidateUnit, Shelf,
};
use serde::{Deserialize, Serialize};

/// The formats a form can be published in.
pub const FORMATS: [Format; 4] = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Html];

/// The most forms of one version.
pub(super) const ITEM_COUNT_MAX: usize = 1_000;

/// The filter as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChoiceListForm {
    /// Code of the kind.
    pub kind: String,
    /// The unit's id.
    pub unit: String,
    /// Part of the unit's or project's name, of the project's code or of the title.
    pub q: String,
    /// Code of where it stands.
    pub standing: String,
}

impl ChoiceListForm {
    pub(super) fn parse(&self) -> CandidateFilter {
        CandidateFilter {
            kind: PublishedKind::from_code(&self.kind),
            organisation_id: self.unit.trim().parse().ok().map(OrganisationId),
            words: self.q.trim().chars().take(100).collect(),
            standing: CandidateStanding::from_code(&self.standing),
            subjects: None,
        }
    }
}

/// A page of what can be chosen, with what its filter offers.
#[derive(Debug, Clone)]
pub struct ChoiceList {
    /// Under the filter: in all, in the version, public already.
    pub count: CandidateCount,
    /// The lines of the page.
    pub lines: Vec<Choice>,
    /// The units to choose from.
    pub units: Vec<CandidateUnit>,
    /// Items of the version that are not approved any more, whatever the filter.
    pub lost: Vec<Item>,
    /// Items of the version in all.
    pub item_count: usize,
}

/// A candidate, and what was chosen of it.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What could be published.
    pub candidate: Candidate,
    /// The item of this version, where it was chosen.
    pub item: Option<Item>,
}

impl Choice {
    /// Whether a copy is published already, and this version does not correct it.
    pub fn is_out(&self) -> bool {
        self.candidate.published_number.is_some() && self.item.is_none()
    }

    /// Whether the version holds it in a format.
    pub fn holds(&self, format: &Format) -> bool {
        self.item.as_ref().is_some_and(|item| formats_of(item).contains(format))
    }

    pub(super) fn subject(&self) -> (PublishedKind, i64) {
        (self.candidate.kind, self.candidate.subject_id)
    }
}

/// What can be chosen, by unit and project: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn choices(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    form: &ChoiceListForm,
    offset: i64,
    limit: i64,
) -> Result<ChoiceList, Refusal> {
    let filter = form.parse();
    let scope = authz::scope_below(call.actor, Action::SeeProjects, &loaded.organisation.path)?;
    let shelf = shelf(&scope, loaded);
    let items = items::of(connection, loaded.disclosure.id).await?;
    let held = items.iter().map(|item| (item.kind, item.subject_id)).collect();
    let held = CandidateFilter { subjects: Some(held), ..CandidateFilter::default() };
    let standing =
        view::page(connection, shelf, &held, 0, i64::try_from(items.len()).unwrap_or(0)).await?;
    let is_lost = |item: &Item| {
        let is_it = |one: &Candidate| one.kind == item.kind && one.subject_id == item.subject_id;
        !standing.iter().any(is_it)
    };
    let page = view::page(connection, shelf, &filter, offset, limit).await?;
    Ok(ChoiceList {
        count: view::count(connection, shelf, &filter).await?,
        lines: paired(page, &items),
        units: view::units(connection, shelf).await?,
        lost: items.iter().filter(|item| is_lost(item)).cloned().collect(),
        item_count: items.len(),
    })
}

/// All candidates that pass a filter, at most `limit`.
pub(super) async fn offered(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    filter: &CandidateFilter,
    limit: usize,
) -> Result<Vec<Choice>, Refusal> {
    let scope = authz::scope_below(call.actor, Action::SeeProjects, &loaded.organisation.path)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let page = view::page(connection, shelf(&scope, loaded), filter, 0, limit).await?;
    Ok(paired(page, &items::of(connection, loaded.disclosure.id).await?))
}

/// How many candidates pass a filter.
pub(super) async fn counted(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    filter: &CandidateFilter,
) -> Result<CandidateCount, Refusal> {
    let scope = authz::scope_below(call.actor, Action::SeeProjects, &loaded.organisation.path)?;
    Ok(view::count(connection, shelf(&scope, loaded), filter).await?)
}

fn shelf<'a>(scope: &'a jixiao_store::Scope, loaded: &LoadedDisclosure) -> Shelf<'a> {
    Shelf { scope, year: loaded.disclosure.year, disclosure_id: loaded.disclosure.id }
}

fn paired(candidates: Vec<Candidate>, items: &[Item]) -> Vec<Choice> {
    let item_of = |candidate: &Candidate| {
        let is_it =
            |item: &&Item| item.kind == candidate.kind && item.subject_id == candidate.subject_id;
        items.iter().find(is_it).cloned()
    };
    candidates
        .into_iter()
        .map(|candidate| Choice { item: item_of(&candidate), candidate })
        .collect()
}

/// The formats of an item, in the order of [`FORMATS`].
pub(super) fn formats_of(item: &Item) -> Vec<Format> {
    FORMATS
        .into_iter()
        .filter(|format| item.formats.split(' ').any(|code| code == format.extension()))
        .collect()
}

/// The formats a kind can be published in: a text is no workbook.
pub fn formats_for(kind: PublishedKind) -> &'static [Format] {
    match kind {
        PublishedKind::Report => &[Format::Pdf, Format::Docx, Format::Html],
        PublishedKind::SelfEvaluation
        | PublishedKind::Goal
        | PublishedKind::Monitoring
        | PublishedKind::Evaluation
        | PublishedKind::DepartmentTasks
        | PublishedKind::DepartmentDuties
        | PublishedKind::DepartmentBaseData
        | PublishedKind::DepartmentScores => &FORMATS,
    }
}

/// What the public list calls it.
pub(super) fn title(year: i64, candidate: &Candidate) -> String {
    if candidate.own_title.is_empty() {
        format!("{year}年度{}", candidate.kind.word())
    } else {
        candidate.own_title.clone()
    }
}
