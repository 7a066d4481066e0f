//! Rows that a long import refused, written with the batch they came in: whoever ends the job knows
//! them all.

use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::JobId;

/// A row of `import_fault`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFault {
    /// Which of the rows of the file, from 0.
    pub row_index: i64,
    /// What is wrong with it, in the words of the importer.
    pub faults: String,
}

impl FromRow for ImportFault {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { row_index: row.get("row_index")?, faults: row.get("faults")? })
    }
}

/// Keeps what is wrong with a row.
///
/// # Errors
/// [`StoreError::Duplicate`] where the row was judged already.
pub async fn insert(
    connection: &impl Connection,
    job_id: JobId,
    row_index: i64,
    faults: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO import_fault (job_id, row_index, faults) VALUES ($1, $2, $3)";
    connection.execute_one(sql, [job_id.0.into(), row_index.into(), faults.into()]).await
}

/// The refused rows of a job, in the order of the file.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_job(
    connection: &impl Connection,
    job_id: JobId,
) -> Result<Vec<ImportFault>, StoreError> {
    let sql = "SELECT row_index, faults FROM import_fault WHERE job_id = $1 ORDER BY row_index";
    connection.rows(sql, [job_id.0.into()]).await
}
