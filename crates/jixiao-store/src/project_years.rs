//! Projects in one fiscal year.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, FormLayout, PrintUnit, ProjectId, ProjectYearId, UserId};

/// A row of `project_year`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectYear {
    /// Key.
    pub id: ProjectYearId,
    /// The project.
    pub project_id: ProjectId,
    /// Its organisation's path in the tree: what rights on the year are judged by.
    pub organisation_path: String,
    /// The fiscal year.
    pub year: i64,
    /// Id of the regulation that scores it.
    pub regulation: String,
    /// How its forms are laid out.
    pub layout: FormLayout,
    /// The unit its forms print money in.
    pub money_unit: PrintUnit,
    /// Who opened it.
    pub opened_by: UserId,
    /// When.
    pub opened_at: Timestamp,
}

pub(crate) const COLUMNS: &str = "y.id, y.project_id, o.path, y.year, y.regulation, y.layout, \
     y.money_unit, y.opened_by, y.opened_at";
const TABLES: &str = "project_year y \
     JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id";

impl FromRow for ProjectYear {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_id: row.id("project_id")?,
            organisation_path: row.get("path")?,
            year: row.get("year")?,
            regulation: row.get("regulation")?,
            layout: row.coded("layout")?,
            money_unit: row.coded("money_unit")?,
            opened_by: row.id("opened_by")?,
            opened_at: row.time("opened_at")?,
        })
    }
}

/// What a new year of a project is made of.
#[derive(Debug, Clone)]
pub struct NewProjectYear<'a> {
    /// The project.
    pub project_id: ProjectId,
    /// The fiscal year.
    pub year: i64,
    /// Id of the regulation.
    pub regulation: &'a str,
    /// See [`ProjectYear::layout`].
    pub layout: FormLayout,
    /// See [`ProjectYear::money_unit`].
    pub money_unit: PrintUnit,
    /// Who opens it.
    pub opened_by: UserId,
    /// When.
    pub opened_at: Timestamp,
}

/// Opens a year.
///
/// # Errors
/// [`StoreError::Duplicate`] where the project has that year already.
pub async fn insert(
    connection: &impl Connection,
    new: &NewProjectYear<'_>,
) -> Result<ProjectYearId, StoreError> {
    connection
        .insert(
            "INSERT INTO project_year \
             (project_id, year, regulation, layout, money_unit, opened_by, opened_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            [
                new.project_id.0.into(),
                new.year.into(),
                new.regulation.into(),
                new.layout.code().into(),
                new.money_unit.code().into(),
                new.opened_by.0.into(),
                new.opened_at.timestamp_millis().into(),
            ],
        )
        .await
}

/// Changes how a year is scored and printed.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such year.
pub async fn set_terms(
    connection: &impl Connection,
    id: ProjectYearId,
    regulation: &str,
    layout: FormLayout,
    money_unit: PrintUnit,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE project_year SET regulation = $2, layout = $3, money_unit = $4 WHERE id = $1",
            [id.0.into(), regulation.into(), layout.code().into(), money_unit.code().into()],
        )
        .await
}

/// One year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Option<ProjectYear>, StoreError> {
    connection.row(&format!("SELECT {COLUMNS} FROM {TABLES} WHERE y.id = $1"), [id.0.into()]).await
}

/// The year of a project by its number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_in(
    connection: &impl Connection,
    project_id: ProjectId,
    year: i64,
) -> Result<Option<ProjectYear>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE y.project_id = $1 AND y.year = $2");
    connection.row(&sql, [project_id.0.into(), year.into()]).await
}

/// All years of a project, newest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list_of(
    connection: &impl Connection,
    project_id: ProjectId,
) -> Result<Vec<ProjectYear>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM {TABLES} WHERE y.project_id = $1 ORDER BY y.year DESC");
    connection.rows(&sql, [project_id.0.into()]).await
}

/// Holds the ledgers of a year for the rest of the transaction: what is judged by their sums is
/// written before another line comes. A change of nothing locks the row in both databases.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such year.
pub async fn lock_ledgers(tx: &Transaction, id: ProjectYearId) -> Result<(), StoreError> {
    tx.execute_one("UPDATE project_year SET year = year WHERE id = $1", [id.0.into()]).await
}
