//! What everybody may read and verify, signed in or not: published items alone.
//!
//! No caller, no rights, nothing written: whatever stands here is public. What leads to it is
//! [`crate::disclosures`]'.

mod check;
mod export;

pub use crate::signing::{KnownKey, keys};
pub use check::{Checked, FILE_BYTES_MAX, Found, check_file, check_words};
pub use export::export;
pub use jixiao_store::disclosures::files::PublishedFile;
pub use jixiao_store::disclosures::removals::Redaction;
pub use jixiao_store::views::public::{
    PublicItem, PublicKind, PublicOrder, PublicUnit, PublicYear,
};

use crate::{App, Refusal};
use jixiao_domain::{Coded as _, PublishedKind};
use jixiao_store::disclosures::{files, removals};
use jixiao_store::views::public::{self as view, PublicFilter};
use serde::{Deserialize, Serialize};

/// The years with something published, latest first.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn years(app: &App) -> Result<Vec<PublicYear>, Refusal> {
    Ok(view::years(&app.store).await?)
}

/// The filter of a year as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicForm {
    /// The unit's name.
    pub unit: String,
    /// Code of the kind.
    pub kind: String,
    /// Part of a unit's or project's name, of a title, or of a number.
    pub q: String,
    /// `unit`, `kind` or `latest`.
    pub sort: String,
}

impl PublicForm {
    /// Whether anything narrows.
    pub fn is_narrow(&self) -> bool {
        let filter = self.parse();
        !filter.unit.is_empty() || filter.kind.is_some() || !filter.words.is_empty()
    }

    fn parse(&self) -> PublicFilter {
        PublicFilter {
            unit: self.unit.trim().to_owned(),
            kind: PublishedKind::from_code(&self.kind),
            words: self.q.trim().chars().take(100).collect(),
            order: self.order(),
        }
    }

    /// The order.
    pub fn order(&self) -> PublicOrder {
        match self.sort.as_str() {
            "kind" => PublicOrder::Kind,
            "latest" => PublicOrder::Latest,
            _ => PublicOrder::Unit,
        }
    }
}

/// A page of a year's items with what the filter offers.
#[derive(Debug, Clone)]
pub struct PublicList {
    /// Items in all, under the filter.
    pub total: i64,
    /// The items of the page with their files.
    pub lines: Vec<PublicLine>,
    /// The units of the year.
    pub units: Vec<PublicUnit>,
    /// The kinds of the year.
    pub kinds: Vec<PublicKind>,
}

/// An item and its files; a withdrawn one has none.
#[derive(Debug, Clone)]
pub struct PublicLine {
    /// The item.
    pub item: PublicItem,
    /// Its files by format.
    pub files: Vec<PublishedFile>,
}

/// The items of a year: `limit` from `offset`.
///
/// # Errors
/// [`Refusal::NotFound`] where nothing of the year is published.
pub async fn year(
    app: &App,
    year: i64,
    form: &PublicForm,
    offset: i64,
    limit: i64,
) -> Result<PublicList, Refusal> {
    let store = &app.store;
    let units = view::units(store, year).await?;
    if units.is_empty() {
        return Err(Refusal::NotFound("该年度的公开内容"));
    }
    let filter = form.parse();
    let total = view::count(store, year, &filter).await?;
    let items = view::page(store, year, &filter, offset, limit).await?;
    let files = view::files_of(store, &items).await?;
    let lines = items.into_iter().map(|item| PublicLine {
        files: files
            .iter()
            .filter(|file| file.item_id == item.id && item.withdrawn_at.is_none())
            .cloned()
            .collect(),
        item,
    });
    Ok(PublicList { total, lines: lines.collect(), units, kinds: view::kinds(store, year).await? })
}

/// A published item with everything its page shows.
#[derive(Debug, Clone)]
pub struct PublicPage {
    /// The item and its files.
    pub line: PublicLine,
    /// The form as a fragment of html; `None` once withdrawn.
    pub page: Option<String>,
    /// What was removed: field, kind, count.
    pub redactions: Vec<Redaction>,
    /// The key that sealed its files; `None` where it has none.
    pub key: Option<KnownKey>,
}

/// A published item.
///
/// # Errors
/// [`Refusal::NotFound`] where no item has the number.
pub async fn item(app: &App, number: &str) -> Result<PublicPage, Refusal> {
    let store = &app.store;
    let item =
        view::by_number(store, number).await?.ok_or(Refusal::NotFound("该编号的公开内容"))?;
    if item.withdrawn_at.is_some() {
        let line = PublicLine { item, files: Vec::new() };
        return Ok(PublicPage { line, page: None, redactions: Vec::new(), key: None });
    }
    let files = files::of(store, item.id).await?;
    let sealed_by = files.first().map(|file| file.public_key.clone());
    let key =
        keys(store).await?.into_iter().find(|key| Some(&key.public_key) == sealed_by.as_ref());
    Ok(PublicPage {
        page: view::fragment(store, item.id).await?,
        redactions: removals::recorded(store, item.id).await?,
        line: PublicLine { item, files },
        key,
    })
}

/// A published file, byte for byte.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none, or it was withdrawn.
pub async fn file(
    app: &App,
    number: &str,
    format: &str,
) -> Result<(PublishedFile, Vec<u8>), Refusal> {
    let store = &app.store;
    let missing = || Refusal::NotFound("该公开文件");
    let item = view::by_number(store, number).await?.ok_or_else(missing)?;
    if item.withdrawn_at.is_some() {
        return Err(Refusal::NotFound("该公开文件（已撤下）"));
    }
    let all = files::of(store, item.id).await?;
    let file = all.into_iter().find(|file| file.format == format).ok_or_else(missing)?;
    let content = files::content(store, item.id, format).await?.ok_or_else(missing)?;
    Ok((file, content))
}
