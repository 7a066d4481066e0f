//! The units whose projects count into a department's year, beside the department itself.

use crate::{Connection, StoreError, Transaction};
use jixiao_domain::{DepartmentYearId, OrganisationId};

/// The units of a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Vec<OrganisationId>, StoreError> {
    let sql = "SELECT organisation_id FROM department_unit WHERE department_year_id = $1 \
               ORDER BY organisation_id";
    let ids: Vec<i64> = connection.rows(sql, [id.0.into()]).await?;
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// Writes the units of a year in place of those before. The revision of the year guards them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace(
    tx: &Transaction,
    id: DepartmentYearId,
    units: &[OrganisationId],
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM department_unit WHERE department_year_id = $1", [id.0.into()]).await?;
    for unit in units {
        let sql =
            "INSERT INTO department_unit (department_year_id, organisation_id) VALUES ($1, $2)";
        tx.execute_one(sql, [id.0.into(), unit.0.into()]).await?;
    }
    Ok(())
}
