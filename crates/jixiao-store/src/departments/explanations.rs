//! Why figures of a department's year differ. An explanation holds for the amount it was given for.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{DepartmentYearId, Money, UserId};

/// A row of `department_explanation`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Code of the difference.
    pub difference: String,
    /// By how much the figures differed.
    pub amount: Money,
    /// Why.
    pub explanation: String,
    /// Who said so.
    pub explained_by: UserId,
    /// Their name.
    pub explained_by_name: String,
    /// When.
    pub explained_at: Timestamp,
}

impl FromRow for Explanation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            difference: row.get("difference")?,
            amount: row.money("amount_fen")?,
            explanation: row.get("explanation")?,
            explained_by: row.id("explained_by")?,
            explained_by_name: row.get("explained_by_name")?,
            explained_at: row.time("explained_at")?,
        })
    }
}

/// The explanations of a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Vec<Explanation>, StoreError> {
    let sql = "SELECT e.difference, e.amount_fen, e.explanation, e.explained_by, \
               u.name AS explained_by_name, e.explained_at FROM department_explanation e \
               JOIN app_user u ON u.id = e.explained_by WHERE e.department_year_id = $1 \
               ORDER BY e.difference";
    connection.rows(sql, [id.0.into()]).await
}

/// Keeps an explanation in place of the one before.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: DepartmentYearId,
    difference: &str,
    amount: Money,
    explanation: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO department_explanation (department_year_id, difference, amount_fen, \
               explanation, explained_by, explained_at) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (department_year_id, difference) DO UPDATE SET \
               amount_fen = excluded.amount_fen, explanation = excluded.explanation, \
               explained_by = excluded.explained_by, explained_at = excluded.explained_at";
    let values = [
        id.0.into(),
        difference.into(),
        amount.fen().into(),
        explanation.into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    connection.execute_one(sql, values).await
}
