//! The SQL of a list: conditions that grow with the filter, a stretch of its lines, their number.

use super::pattern;
use crate::{Connection, FromRow, Scope, StoreError, Value};

/// What a list shows and where it comes from, both in SQL.
#[derive(Clone, Copy)]
pub(crate) struct Listed {
    pub(crate) columns: &'static str,
    /// Holds the organisation as `o`.
    pub(crate) tables: &'static str,
}

/// The conditions of a list: its scope, and what the filter adds, every value in its own place.
pub(crate) struct Conditions {
    parts: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// Within a scope, by the path of the organisation `o`.
    pub(crate) fn within(scope: &Scope) -> Self {
        Self { parts: vec![scope.condition("o.path")], values: Vec::new() }
    }

    /// Where any of several conditions holds: a line that several organisations share.
    pub(crate) fn over(any: &[&str]) -> Self {
        Self { parts: vec![format!("({})", any.join(" OR "))], values: Vec::new() }
    }

    /// Within a scope or above it, by a column that holds a path.
    pub(crate) fn within_or_above(scope: &Scope, column: &str) -> Self {
        Self { parts: vec![scope.condition_or_above(column)], values: Vec::new() }
    }

    /// Adds a condition without a value.
    pub(crate) fn hold(&mut self, part: &str) {
        self.parts.push(part.to_owned());
    }

    /// Adds a condition on a value, which it names by its place.
    pub(crate) fn hold_for(&mut self, value: impl Into<Value>, part: impl FnOnce(usize) -> String) {
        self.values.push(value.into());
        self.parts.push(part(self.values.len()));
    }

    /// Adds that a column equals a value, where there is one.
    pub(crate) fn equal(&mut self, column: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.hold_for(value, |n| format!("{column} = ${n}"));
        }
    }

    /// Adds that `text` stands somewhere in one of the columns, unless it is blank.
    pub(crate) fn contain(&mut self, text: &str, columns: &[&str]) {
        let text = text.trim();
        if !text.is_empty() {
            self.hold_for(pattern(text), |n| {
                let like = |column: &&str| format!("{column} LIKE ${n} ESCAPE '!'");
                format!("({})", columns.iter().map(like).collect::<Vec<_>>().join(" OR "))
            });
        }
    }

    /// The condition as SQL, and its values.
    pub(crate) fn finish(self) -> (String, Vec<Value>) {
        (self.parts.join(" AND "), self.values)
    }
}

/// A stretch of a list.
pub(crate) async fn stretch<T: FromRow + Send>(
    connection: &impl Connection,
    Listed { columns, tables }: Listed,
    conditions: Conditions,
    order: &str,
    (limit, offset): (i64, i64),
) -> Result<Vec<T>, StoreError> {
    let (condition, mut values) = conditions.finish();
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {columns} FROM {tables} WHERE {condition} ORDER BY {order} LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}

/// How many lines a list has.
pub(crate) async fn count(
    connection: &impl Connection,
    listed: Listed,
    conditions: Conditions,
) -> Result<i64, StoreError> {
    let (condition, values) = conditions.finish();
    let sql = format!("SELECT COUNT(*) FROM {} WHERE {condition}", listed.tables);
    Ok(connection.row(&sql, values).await?.unwrap_or(0))
}
