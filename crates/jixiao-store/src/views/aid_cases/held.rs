//! Who holds what for how long: open cases by stage and organisation.

use super::place;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{AidStage, OrganisationId};

/// What an organisation holds in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLine {
    /// The stage.
    pub stage: AidStage,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its short name.
    pub organisation_name: String,
    /// Cases.
    pub count: i64,
    /// Of these, past their day.
    pub overdue: i64,
    /// Since when the oldest stands there.
    pub oldest_on: NaiveDate,
    /// When the next is due.
    pub next_due_on: Option<NaiveDate>,
}

impl FromRow for HeldLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            stage: row.coded("stage")?,
            organisation_id: row.id("held_by_organisation")?,
            organisation_name: row.get("organisation_name")?,
            count: row.get("case_count")?,
            overdue: row.get("overdue_count")?,
            oldest_on: row.date("oldest_on")?,
            next_due_on: row.get("next_due_on")?,
        })
    }
}

/// Open cases of a scope by stage and holder; suspended ones wait for nobody and are left out.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn held(
    connection: &impl Connection,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<HeldLine>, StoreError> {
    let place = place(connection, scope).await?.unwrap_or_else(|| "1 = 1".to_owned());
    let sql = format!(
        "SELECT k.*, o.short_name AS organisation_name FROM (SELECT c.stage, \
         c.held_by_organisation, COUNT(*) AS case_count, \
         CAST(SUM(CASE WHEN c.due_on < $1 THEN 1 ELSE 0 END) AS BIGINT) AS overdue_count, \
         MIN(c.stage_entered_on) AS oldest_on, \
         MIN(CASE WHEN c.due_on >= $1 THEN c.due_on END) AS next_due_on FROM aid_case c \
         WHERE c.stage IS NOT NULL AND c.state <> 'suspended' AND {place} \
         GROUP BY c.stage, c.held_by_organisation) k \
         JOIN organisation o ON o.id = k.held_by_organisation \
         ORDER BY k.overdue_count DESC, o.path, k.stage"
    );
    connection.rows(&sql, [today.into()]).await
}
