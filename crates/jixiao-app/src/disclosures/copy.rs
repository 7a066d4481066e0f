//! The redacted copy of a form: what is looked at, reviewed and published.

use super::printed::{self, Printed};
use super::texts;
use crate::digest::sm3_hex;
use crate::redaction::{Redactor, edition};
use crate::{App, Refusal};
use chrono::NaiveDate;
use jixiao_store::Connection;
use jixiao_store::disclosures::items::Item;
use jixiao_store::disclosures::removals::{self, Redaction, Removal};

/// A redacted copy.
#[derive(Debug, Clone)]
pub(super) struct Copy {
    /// The form without personal data.
    pub(super) printed: Printed,
    /// The same as a fragment of a web page.
    pub(super) page: String,
    /// SM3 of that fragment.
    pub(super) digest: String,
    /// What was removed.
    pub(super) redactions: Vec<Redaction>,
    /// What people removed beyond the rules.
    pub(super) removals: Vec<Removal>,
}

/// Makes the copy of an item by the rules of a day.
///
/// # Errors
/// [`Refusal::WrongState`] where the record is not as it was approved.
pub(super) async fn copy(
    app: &App,
    connection: &impl Connection,
    item: &Item,
    on: NaiveDate,
) -> Result<Copy, Refusal> {
    let mut printed = printed::for_publication(app, connection, item.kind, item.subject_id).await?;
    let removals = removals::of(connection, item.id).await?;
    let chosen: Vec<String> = removals.iter().map(|removal| removal.words.clone()).collect();
    let redactor = Redactor::new(edition(on), &printed.people, &chosen);
    let redactions = texts::redact(&mut printed.form, &redactor)?;
    printed.name = redactor.prose(&printed.name).text;
    let page = printed::page_of(&printed)?;
    let digest = sm3_hex(page.as_bytes());
    Ok(Copy { printed, page, digest, redactions, removals })
}
