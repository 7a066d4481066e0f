//! Execution over many projects: by month and by unit, for the statistics of a fiscal year.

use super::projects::row_figures;
use crate::{Connection, FromRow, Row, Scope, StoreError, funds};
use jixiao_domain::{FundFigures, Money, OrganisationId, Programme};

/// What was paid in each month of a year, January first; not added up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_month(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<[Money; 12], StoreError> {
    let sql = format!(
        "SELECT {month} AS month, CAST(sum(e.amount_fen) AS BIGINT) AS executed_fen \
         FROM project_year y JOIN execution_entry e ON e.project_year_id = y.id \
         JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id \
         WHERE y.year = $1 AND {scope} AND NOT EXISTS \
         (SELECT 1 FROM execution_entry c WHERE c.corrects_id = e.id) GROUP BY {month}",
        month = funds::month_of(connection, "e.paid_on"),
        scope = scope.condition("o.path"),
    );
    let rows: Vec<funds::MonthSum> = connection.rows(&sql, [year.into()]).await?;
    Ok(funds::by_month(rows))
}

/// The money of a unit's projects in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSum {
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Projects with that year.
    pub project_count: i64,
    /// The sums over them.
    pub figures: FundFigures,
}

impl FromRow for UnitSum {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            project_count: row.get("project_count")?,
            figures: row_figures(row)?,
        })
    }
}

const SUMS: &str = "COUNT(*) AS project_count, \
     CAST(COALESCE(sum(f.initial_fen), 0) AS BIGINT) AS initial_fen, \
     CAST(COALESCE(sum(f.adjusted_fen), 0) AS BIGINT) AS adjusted_fen, \
     CAST(COALESCE(sum(f.executed_fen), 0) AS BIGINT) AS executed_fen";

fn tables() -> String {
    format!(
        "project_year y JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         LEFT JOIN ({}) f ON f.project_year_id = y.id",
        funds::sums_by_year("e.project_year_id IN (SELECT id FROM project_year WHERE year = $1)")
    )
}

/// The money of a year by unit, parents before children.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_unit(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<UnitSum>, StoreError> {
    let sql = format!(
        "SELECT o.id AS organisation_id, o.name AS organisation_name, {SUMS} FROM {} \
         WHERE y.year = $1 AND {} GROUP BY o.id, o.name, o.path ORDER BY o.path",
        tables(),
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}

/// The money of a programme's projects in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeSum {
    /// 项目类别
    pub programme: Programme,
    /// Projects with that year.
    pub project_count: i64,
    /// The sums over them.
    pub figures: FundFigures,
}

impl FromRow for ProgrammeSum {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            programme: row.coded("programme")?,
            project_count: row.get("project_count")?,
            figures: row_figures(row)?,
        })
    }
}

/// The money of a year by programme.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_programme(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<ProgrammeSum>, StoreError> {
    let sql = format!(
        "SELECT p.programme, {SUMS} FROM {} WHERE y.year = $1 AND {} \
         GROUP BY p.programme ORDER BY p.programme",
        tables(),
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}
