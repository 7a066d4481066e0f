//! What a backup says about itself, and how a row stands in it.

use super::CareError;
use data_encoding::BASE64;
use jixiao_store::dump::{Cell, ColumnKind, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The format this version writes and reads.
pub(super) const FORMAT: &str = "jixiao.backup/1";
/// The name of the manifest in the archive.
pub(super) const FILE: &str = "manifest.json";
/// Tables that are left out: tokens in a lost backup must open nothing.
pub(super) const LEFT_OUT: &[&str] = &["session"];

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `jixiao.backup/1`.
    pub format: String,
    /// When it was begun, RFC 3339.
    pub created_at: String,
    /// Migrations that the database had run.
    pub migrations: Vec<String>,
    /// Tables by name.
    pub tables: Vec<TableEntry>,
    /// Entries of the audit log.
    pub audit_count: u64,
    /// Digest of the last of them: the whole chain hangs on it.
    pub audit_digest: String,
}

/// A table of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Its name; `NAME.jsonl` is its file.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<String>,
    /// Its rows.
    pub row_count: u64,
    /// SM3 of its file.
    pub sm3: String,
}

impl Manifest {
    /// Rows of all tables.
    pub fn row_count(&self) -> u64 {
        self.tables.iter().map(|table| table.row_count).sum()
    }
}

impl TableEntry {
    /// The name of its file in the archive.
    pub(super) fn file(&self) -> String {
        file_of(&self.name)
    }
}

/// The name of a table's file in the archive.
pub(super) fn file_of(table: &str) -> String {
    format!("{table}.jsonl")
}

/// A row as a line of JSON, with its line feed.
pub(super) fn line_of(table: &Table, row: Vec<Cell>) -> Result<Vec<u8>, CareError> {
    let mut object = Map::new();
    for (column, cell) in table.columns.iter().zip(row) {
        let value = match cell {
            Cell::Null => Value::Null,
            Cell::Integer(number) => number.into(),
            Cell::Text(text) => text.into(),
            Cell::Boolean(truth) => truth.into(),
            Cell::Bytes(bytes) => BASE64.encode(&bytes).into(),
            Cell::Date(date) => date.to_string().into(),
        };
        object.insert(column.name.clone(), value);
    }
    let mut line = serde_json::to_vec(&Value::Object(object))?;
    line.push(b'\n');
    Ok(line)
}

/// The row of a line.
pub(super) fn row_of(table: &Table, line: &str) -> Result<Vec<Cell>, CareError> {
    let mut object: Map<String, Value> = serde_json::from_str(line)?;
    table
        .columns
        .iter()
        .map(|column| {
            let value = object.remove(&column.name).unwrap_or(Value::Null);
            cell_of(column.kind, &value).ok_or_else(|| {
                CareError::Damaged(format!("{}.{} 的内容无法识别", table.name, column.name))
            })
        })
        .collect()
}

fn cell_of(kind: ColumnKind, value: &Value) -> Option<Cell> {
    if value.is_null() {
        return Some(Cell::Null);
    }
    match kind {
        ColumnKind::Integer => value.as_i64().map(Cell::Integer),
        ColumnKind::Boolean => value.as_bool().map(Cell::Boolean),
        ColumnKind::Text => value.as_str().map(|text| Cell::Text(text.to_owned())),
        ColumnKind::Bytes => BASE64.decode(value.as_str()?.as_bytes()).ok().map(Cell::Bytes),
        ColumnKind::Date => value.as_str()?.parse().ok().map(Cell::Date),
    }
}
