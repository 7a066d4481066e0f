//! Sealed fields of records: written, opened, found by their content; the keys they need, checked at
//! the start and changed by rotation.
//!
//! Owns nothing of what the fields mean: their areas say who may see them.

mod rotate;
mod unlock;

use crate::{App, Refusal};
use jixiao_store::sealed_fields::{self as rows, NewSealedField, SealedField};
use jixiao_store::{Connection, Timestamp, Transaction};
use jixiao_vault::{KeyRing, Mark, Place};
use std::collections::BTreeMap;

pub use jixiao_vault::Zeroizing;
pub use rotate::{RotationProgress, finish_rotation, reseal_batch};
pub use unlock::{KeyStanding, standing, unlock};

/// A field to write.
#[derive(Debug, Clone)]
pub struct Field {
    /// Key of the record.
    pub subject_id: i64,
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub content: Zeroizing<String>,
    /// Whether it can be found by its content.
    pub marked: bool,
    /// Whether no other record of the kind may have the same content.
    pub sole: bool,
}

/// Opened fields of a record, by name.
pub type Opened = BTreeMap<String, Zeroizing<String>>;

/// The ring, for whoever works with sealed fields.
///
/// # Errors
/// [`Refusal::WrongState`] where the process holds none.
pub(crate) fn ring(app: &App) -> Result<&KeyRing, Refusal> {
    app.keys.ring().ok_or_else(|| {
        Refusal::WrongState(
            "本机未装入字段密钥，不能处理证件号码、账号等信息；请系统管理员检查密钥文件".to_owned(),
        )
    })
}

/// Writes fields of records of one kind.
///
/// # Errors
/// [`Refusal::Store`] with a duplicate where another record has a sole content;
/// [`Refusal::WrongState`] without keys.
pub(crate) async fn put(
    tx: &Transaction,
    app: &App,
    at: Timestamp,
    kind: &str,
    fields: &[Field],
) -> Result<(), Refusal> {
    if fields.is_empty() {
        return Ok(());
    }
    let ring = ring(app)?;
    unlock::note(tx, ring, at).await?;
    let sealed: Vec<NewSealedField> = fields
        .iter()
        .map(|field| {
            let place = Place { table: kind, column: field.name, row: field.subject_id };
            NewSealedField {
                subject_id: field.subject_id,
                field: field.name,
                sealed: ring.seal(place, nonce(app), field.content.as_bytes()),
                mark: field
                    .marked
                    .then(|| ring.mark(field.name, &field.content).as_bytes().to_vec()),
                sole: field.sole,
            }
        })
        .collect();
    Ok(rows::put(tx, kind, ring.writing().0, &sealed).await?)
}

/// Opens all fields of some records of a kind, by record.
///
/// # Errors
/// [`Refusal::WrongState`] without keys, or where a field does not open.
pub(crate) async fn open(
    connection: &impl Connection,
    app: &App,
    kind: &str,
    ids: &[i64],
) -> Result<BTreeMap<i64, Opened>, Refusal> {
    opened(app, kind, rows::of(connection, kind, ids).await?)
}

fn opened(
    app: &App,
    kind: &str,
    found: Vec<SealedField>,
) -> Result<BTreeMap<i64, Opened>, Refusal> {
    if found.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ring = ring(app)?;
    let mut opened: BTreeMap<i64, Opened> = BTreeMap::new();
    for row in found {
        let content = text(ring, kind, &row.field, row.subject_id, &row.sealed)?;
        opened.entry(row.subject_id).or_default().insert(row.field, content);
    }
    Ok(opened)
}

/// Opens some fields, by name, of some records of a kind; the others stay sealed.
///
/// # Errors
/// As [`open`].
pub(crate) async fn open_named(
    connection: &impl Connection,
    app: &App,
    kind: &str,
    ids: &[i64],
    names: &[&str],
) -> Result<BTreeMap<i64, Opened>, Refusal> {
    let mut found = rows::of(connection, kind, ids).await?;
    found.retain(|row| names.contains(&row.field.as_str()));
    opened(app, kind, found)
}

/// The records of a kind that have a content in a field.
///
/// # Errors
/// [`Refusal::WrongState`] without keys.
pub(crate) async fn find(
    connection: &impl Connection,
    app: &App,
    kind: &str,
    field: &str,
    content: &str,
) -> Result<Vec<i64>, Refusal> {
    let mark: Mark = ring(app)?.mark(field, content);
    Ok(rows::find(connection, kind, field, mark.as_bytes()).await?)
}

fn text(
    ring: &KeyRing,
    kind: &str,
    field: &str,
    row: i64,
    sealed: &[u8],
) -> Result<Zeroizing<String>, Refusal> {
    let place = Place { table: kind, column: field, row };
    let bytes = ring.open(place, sealed).map_err(|error| {
        tracing::error!(kind, field, row, "a sealed field does not open");
        Refusal::WrongState(error.to_string())
    })?;
    String::from_utf8(bytes.to_vec())
        .map(Zeroizing::new)
        .map_err(|_| Refusal::WrongState("密文内容不是文字，请从备份恢复该记录".to_owned()))
}

/// Twelve random bytes, never used twice.
pub(crate) fn nonce(app: &App) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce.copy_from_slice(&app.entropy.bytes()[..12]);
    nonce
}
