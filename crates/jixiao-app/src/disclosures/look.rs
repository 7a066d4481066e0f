//! The person's look at a redacted copy: finding it right, or removing more from it.

use super::copy::copy;
use super::load::{LoadedDisclosure, load_item};
use crate::audit::{self, Event};
use crate::input::{Fields, Lines};
use crate::redaction::{Edition, edition};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{DisclosureItemId, RemovalKind};
use jixiao_store::Transaction;
use jixiao_store::disclosures::items::{self, Item};
use jixiao_store::disclosures::removals::{self, Redaction, Removal};
use serde::{Deserialize, Serialize};

/// A copy with everything needed to judge it.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The version.
    pub loaded: LoadedDisclosure,
    /// The item.
    pub item: Item,
    /// The copy as a fragment of a web page.
    pub page: String,
    /// SM3 of the copy.
    pub digest: String,
    /// What was removed: field, kind, count.
    pub redactions: Vec<Redaction>,
    /// What people removed beyond the rules.
    pub removals: Vec<Removal>,
    /// The rules applied.
    pub edition: &'static Edition,
    /// Whether somebody found just this copy right.
    pub is_seen: bool,
    /// Whether the caller may confirm it or remove more.
    pub editable: bool,
    /// The next item nobody has looked at, if any.
    pub next: Option<DisclosureItemId>,
}

/// Makes the copy of an item as it would be published today, or was submitted.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] where the record is not as it was approved.
pub async fn look(call: Call<'_>, id: DisclosureItemId) -> Result<Looked, Refusal> {
    let store = &call.app.store;
    let (loaded, item) = load_item(store, call, id).await?;
    let copy = copy(call.app, store, &item, call.today()).await?;
    let all = items::of(store, item.disclosure_id).await?;
    let after = all.iter().skip_while(|other| other.id != item.id).skip(1);
    let next = after.chain(&all).find(|other| other.seen_at.is_none() && other.id != item.id);
    Ok(Looked {
        is_seen: item.seen_at.is_some() && item.content_digest.as_ref() == Some(&copy.digest),
        editable: loaded.require_draft(call).is_ok(),
        next: next.map(|item| item.id),
        page: copy.page,
        digest: copy.digest,
        redactions: copy.redactions,
        removals: copy.removals,
        edition: edition(call.today()),
        loaded,
        item,
    })
}

/// That a copy was found right, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookForm {
    /// The digest of the copy that was shown.
    pub digest: String,
}

/// Notes that the caller looked at a copy and found it right.
///
/// # Errors
/// [`Refusal::Conflict`] where the copy is another one by now; [`Refusal::WrongState`] once
/// submitted.
pub async fn confirm(call: Call<'_>, id: DisclosureItemId, form: &LookForm) -> Result<(), Refusal> {
    let (tx, loaded, item) = to_change(call, id).await?;
    let copy = copy(call.app, &tx, &item, call.today()).await?;
    if copy.digest != form.digest.trim() {
        return Err(Refusal::Conflict("该公开内容"));
    }
    items::set_seen(&tx, id, Some((call.actor.user_id, call.at, &copy.digest))).await?;
    record(&tx, call, &loaded, format!("核对《{}》的公开副本", item.title)).await?;
    Ok(tx.commit().await?)
}

/// Words to remove, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    /// What is removed wherever it stands.
    pub words: String,
    /// Why.
    pub reason: String,
}

impl RemoveForm {
    /// What the form means: words and reason.
    ///
    /// # Errors
    /// Every field that can't be taken.
    pub fn parse(&self) -> Result<(String, String), Vec<FieldError>> {
        let mut fields = Fields::new();
        let words = fields.text("words", &self.words, Lines::One, 100);
        let is_figure = !words.is_empty()
            && words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
        let message = "不能只填数字：表中的数据不得隐去，请连同前后文字一并填写";
        fields.require(!is_figure || words.len() >= 7, "words", message);
        let reason = fields.text("reason", &self.reason, Lines::One, 200);
        fields.finish((words, reason))
    }
}

/// Removes words from the copy wherever they stand. It has to be looked at again.
///
/// # Errors
/// [`Refusal::Invalid`] where the words don't stand in the copy; [`Refusal::WrongState`] once
/// submitted.
pub async fn remove_more(
    call: Call<'_>,
    id: DisclosureItemId,
    form: &RemoveForm,
) -> Result<(), Refusal> {
    let (tx, loaded, item) = to_change(call, id).await?;
    let (words, reason) = form.parse().map_err(Refusal::Invalid)?;
    let before = copy(call.app, &tx, &item, call.today()).await?;
    removals::insert(&tx, id, &words, &reason, call.actor.user_id, call.at).await?;
    let after = copy(call.app, &tx, &item, call.today()).await?;
    let count = |list: &[Redaction]| -> i64 {
        let chosen = list.iter().filter(|line| line.kind == RemovalKind::Chosen);
        chosen.map(|line| line.occurrence_count).sum()
    };
    let removed = count(&after.redactions) - count(&before.redactions);
    if removed == 0 {
        let message = "副本的文字中没有这些字，请照副本所见逐字填写";
        return Err(Refusal::field("words", message));
    }
    items::set_seen(&tx, id, None).await?;
    // The log says where and how often, never what.
    let detail = format!("《{}》增加人工隐去 {removed} 处：{reason}", item.title);
    record(&tx, call, &loaded, detail).await?;
    Ok(tx.commit().await?)
}

async fn to_change(
    call: Call<'_>,
    id: DisclosureItemId,
) -> Result<(Transaction, LoadedDisclosure, Item), Refusal> {
    let tx = call.app.store.begin().await?;
    let (loaded, item) = load_item(&tx, call, id).await?;
    loaded.require_draft(call)?;
    Ok((tx, loaded, item))
}

async fn record(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedDisclosure,
    detail: String,
) -> Result<(), Refusal> {
    let event = Event {
        action: "disclosure.save",
        subject_kind: "disclosure",
        subject_id: loaded.disclosure.id.to_string(),
        organisation_id: Some(loaded.organisation.id),
        detail,
    };
    audit::record(tx, call.actor, call.at, event).await
}
