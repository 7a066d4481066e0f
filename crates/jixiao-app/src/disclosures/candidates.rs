//! What can be chosen for a version: everything approved of the year below the organisation.

use super::load::LoadedDisclosure;
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_domain::PublishedKind;
use jixiao_render::Format;
use jixiao_store::Connection;
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::views::disclosures::{self as view, Candidate};

/// The formats a form can be published in.
pub const FORMATS: [Format; 4] = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Html];

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
}

/// Everything that can be chosen, by unit and project.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn choices(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
) -> Result<Vec<Choice>, Refusal> {
    let path = &loaded.organisation.path;
    let scope = authz::scope_below(call.actor, Action::SeeProjects, path)?;
    let candidates = view::candidates(connection, &scope, loaded.disclosure.year).await?;
    let items = items::of(connection, loaded.disclosure.id).await?;
    let chosen = |candidate: &Candidate| {
        items
            .iter()
            .find(|item| item.kind == candidate.kind && item.subject_id == candidate.subject_id)
            .cloned()
    };
    Ok(candidates
        .into_iter()
        .map(|candidate| Choice { item: chosen(&candidate), candidate })
        .collect())
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
        PublishedKind::SelfEvaluation | PublishedKind::Goal => &FORMATS,
        PublishedKind::Report => &[Format::Pdf, Format::Docx, Format::Html],
    }
}

/// What the public list calls it.
pub(super) fn title(year: i64, candidate: &Candidate) -> String {
    use jixiao_domain::Coded as _;
    if candidate.own_title.is_empty() {
        format!("{year}年度{}", candidate.kind.word())
    } else {
        candidate.own_title.clone()
    }
}
