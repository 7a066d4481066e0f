//! Whether the database still holds what was written: the audit chain, and every content that is
//! kept with its digest.

use super::CareError;
use crate::audit::{self, Break};
use crate::digest::sm3_hex;
use jixiao_store::Transaction;
use jixiao_store::dump::{self, Cell, Table};

/// Tables whose `content` has its digest beside it, and what they are called.
const KEPT: &[(&str, &str)] =
    &[("attachment_content", "附件"), ("self_evaluation_freeze", "锁定的自评")];

/// Rows read at once: contents may be large.
const ROWS_AT_ONCE: usize = 4;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the audit log up to the first break.
    pub audit_count: u64,
    /// The first break of its chain.
    pub audit_break: Option<Break>,
    /// Contents whose digest holds.
    pub sound_count: u64,
    /// Contents that were changed: what they are and the digest they should have.
    pub changed: Vec<String>,
}

impl Verified {
    /// Whether nothing was changed.
    pub fn is_sound(&self) -> bool {
        self.audit_break.is_none() && self.changed.is_empty()
    }
}

/// Checks everything that has a digest; `snapshot` from `Store::snapshot`.
///
/// # Errors
/// [`CareError::Store`] where the database fails.
pub async fn verify(snapshot: &Transaction) -> Result<Verified, CareError> {
    let (audit_count, audit_break) = audit::verify(snapshot).await?;
    let mut verified = Verified { audit_count, audit_break, sound_count: 0, changed: Vec::new() };
    let tables = dump::tables(snapshot).await?;
    for (name, word) in KEPT {
        if let Some(table) = tables.iter().find(|table| table.name == *name) {
            verify_contents(snapshot, table, word, &mut verified).await?;
        }
    }
    Ok(verified)
}

async fn verify_contents(
    snapshot: &Transaction,
    table: &Table,
    word: &str,
    verified: &mut Verified,
) -> Result<(), CareError> {
    let place = |name| table.columns.iter().position(|column| column.name == name);
    let (Some(content), Some(digest)) = (place("content"), place("digest")) else {
        return Ok(());
    };
    let mut last = None;
    loop {
        let rows = table.rows_after(snapshot, last.as_deref(), ROWS_AT_ONCE).await?;
        for row in &rows {
            let found = match &row[content] {
                Cell::Bytes(bytes) => sm3_hex(bytes),
                Cell::Text(text) => sm3_hex(text.as_bytes()),
                _ => String::new(),
            };
            match &row[digest] {
                Cell::Text(digest) if *digest == found => verified.sound_count += 1,
                Cell::Text(digest) => verified.changed.push(format!("{word} {digest}")),
                _ => verified.changed.push(word.to_owned()),
            }
        }
        let Some(end) = rows.last() else { return Ok(()) };
        last = Some(end.clone());
    }
}
