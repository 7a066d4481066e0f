//! The audit log as a list.

use crate::audit::{AuditEntry, COLUMNS};
use crate::{Connection, Scope, StoreError, Timestamp, Value};
use jixiao_domain::UserId;

/// Which entries are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Done by this person.
    pub user_id: Option<UserId>,
    /// Part of the name of who did it.
    pub user_name: String,
    /// Beginning of the action, `goal.` for a whole area.
    pub action: String,
    /// Kind of record.
    pub subject_kind: String,
    /// Key of the record.
    pub subject_id: String,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
    /// Whether entries that belong to no organisation are wanted too.
    pub with_unplaced: bool,
}

impl AuditFilter {
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let unplaced = if self.with_unplaced { " OR a.organisation_id IS NULL" } else { "" };
        let mut sql = format!(
            "FROM audit_entry a LEFT JOIN organisation o ON o.id = a.organisation_id \
             WHERE ({}{unplaced})",
            scope.condition("o.path")
        );
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(from) = self.from {
            narrow("a.at >= ?", from.timestamp_millis().into());
        }
        if let Some(until) = self.until {
            narrow("a.at < ?", until.timestamp_millis().into());
        }
        if let Some(id) = self.user_id {
            narrow("a.user_id = ?", id.0.into());
        }
        if !self.user_name.is_empty() {
            narrow("REPLACE(a.user_name, ?, '') <> a.user_name", self.user_name.as_str().into());
        }
        if !self.action.is_empty() {
            let word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
            let action: String = self.action.chars().filter(word).collect();
            narrow("a.action LIKE ?", format!("{action}%").into());
        }
        if !self.subject_kind.is_empty() {
            narrow("a.subject_kind = ?", self.subject_kind.as_str().into());
        }
        if !self.subject_id.is_empty() {
            narrow("a.subject_id = ?", self.subject_id.as_str().into());
        }
        if !self.outcome.is_empty() {
            narrow("a.outcome = ?", self.outcome.as_str().into());
        }
        (sql, values)
    }
}

/// How many entries pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &AuditFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the entries that pass the filter, newest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &AuditFilter,
    offset: i64,
    limit: i64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let columns = COLUMNS.replace(", ", ", a.");
    let sql = format!(
        "SELECT a.{columns} {query} ORDER BY a.sequence DESC LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    connection.rows(&sql, values).await
}
