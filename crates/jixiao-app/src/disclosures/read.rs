//! What the page of a disclosure shows.

use super::load::{LoadedDisclosure, load};
use crate::authz::{self, Action};
use crate::review::{self, History};
use crate::{Call, Refusal, signing};
use jixiao_domain::{DisclosureId, FilingEvent, FilingState, JobState};
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::disclosures::{self, Disclosure};
use jixiao_store::jobs::{self, Job};
use jixiao_store::signing_keys;

/// A disclosure with its history and what the reader may do.
#[derive(Debug, Clone)]
pub struct DisclosurePage {
    /// The version.
    pub loaded: LoadedDisclosure,
    /// All versions of the organisation's year, oldest first.
    pub versions: Vec<Disclosure>,
    /// What it holds.
    pub items: Vec<ItemLine>,
    /// What happened, and who holds it.
    pub history: History,
    /// The steps the reader may take now.
    pub steps: Vec<FilingEvent>,
    /// Whether the reader may change it now.
    pub editable: bool,
    /// Whether the reader may withdraw and correct what is published.
    pub keeps: bool,
    /// Where publishing stands.
    pub publishing: Publishing,
}

/// An item with what corrects it.
#[derive(Debug, Clone)]
pub struct ItemLine {
    /// The item.
    pub item: Item,
    /// Number of the item it corrects.
    pub corrects_number: Option<String>,
    /// The item that corrects it, published or under way.
    pub correction: Option<Item>,
}

/// Where publishing stands, for the page.
#[derive(Debug, Clone)]
pub enum Publishing {
    /// Not approved yet.
    NotYet,
    /// Approved; what is missing before the reader may publish, in words (nothing: go on).
    Ready(Vec<&'static str>),
    /// A job is at it.
    Running(Box<Job>),
    /// Published.
    Done,
}

/// Reads a version for its page.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn read(call: Call<'_>, id: DisclosureId) -> Result<DisclosurePage, Refusal> {
    let store = &call.app.store;
    let loaded = load(store, call, id).await?;
    let disclosure = &loaded.disclosure;
    let versions =
        disclosures::versions(store, disclosure.organisation_id, disclosure.year).await?;
    let mut lines = Vec::new();
    for item in items::of(store, id).await? {
        let corrects_number = match item.corrects_id {
            Some(old) => items::find(store, old).await?.and_then(|old| old.number),
            None => None,
        };
        let correction = match item.number {
            Some(_) => items::corrections_of(store, item.id).await?.into_iter().next(),
            None => None,
        };
        lines.push(ItemLine { item, corrects_number, correction });
    }
    let subject = loaded.subject();
    let history = review::history(store, call, subject, disclosure.created_at).await?;
    let mut steps = review::possible(store, call, subject).await?;
    if disclosure.published_at.is_some() {
        steps.clear();
    }
    let keeps = authz::allows(call.actor, Action::PrepareDisclosure, &loaded.organisation.path);
    let publishing = publishing(call, &loaded, keeps).await?;
    Ok(DisclosurePage {
        editable: keeps && disclosure.state.is_editable(),
        keeps,
        publishing,
        versions,
        items: lines,
        history,
        steps,
        loaded,
    })
}

async fn publishing(
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    keeps: bool,
) -> Result<Publishing, Refusal> {
    let store = &call.app.store;
    let disclosure = &loaded.disclosure;
    if disclosure.published_at.is_some() {
        return Ok(Publishing::Done);
    }
    if disclosure.state != FilingState::Approved {
        return Ok(Publishing::NotYet);
    }
    if let Some(id) = disclosure.job_id
        && let Some(job) = jobs::find(store, id).await?
        && matches!(job.state, JobState::Queued | JobState::Running)
    {
        return Ok(Publishing::Running(Box::new(job)));
    }
    let mut missing = Vec::new();
    if !keeps {
        missing.push("须由财务人员发布");
    }
    if signing_keys::active(store).await?.is_none() {
        missing.push("安全管理员尚未在“安全策略—公开签发”页生成签发密钥");
    }
    if signing::address(store).await?.is_none() {
        missing.push("安全管理员尚未在“安全策略—公开签发”页填写公开网址");
    }
    Ok(Publishing::Ready(missing))
}
