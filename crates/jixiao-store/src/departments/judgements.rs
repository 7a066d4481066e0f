//! What a person decided on indicators of a department's framework.

use crate::self_evaluations::hundredths;
use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::{Decimal, DepartmentYearId};

/// A row of `department_judgement`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Code of the indicator in the framework.
    pub indicator: String,
    /// 实际完成情况 in words, where no figure says it.
    pub actual_text: String,
    /// The score chosen.
    pub chosen: Option<Decimal>,
    /// Why.
    pub reason: String,
}

impl FromRow for Judgement {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            indicator: row.get("indicator")?,
            actual_text: row.get("actual_text")?,
            chosen: row.points_option("chosen_hundredths")?,
            reason: row.get("reason")?,
        })
    }
}

/// The judgements of a year, by code.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Vec<Judgement>, StoreError> {
    let sql = "SELECT indicator, actual_text, chosen_hundredths, reason \
               FROM department_judgement WHERE department_year_id = $1 ORDER BY indicator";
    connection.rows(sql, [id.0.into()]).await
}

/// Writes a judgement. The revision of the year guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: DepartmentYearId,
    judgement: &Judgement,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO department_judgement (department_year_id, indicator, actual_text, \
               chosen_hundredths, reason) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (department_year_id, indicator) DO UPDATE SET \
               actual_text = excluded.actual_text, chosen_hundredths = excluded.chosen_hundredths, \
               reason = excluded.reason";
    let values = [
        id.0.into(),
        judgement.indicator.as_str().into(),
        judgement.actual_text.as_str().into(),
        hundredths(judgement.chosen),
        judgement.reason.as_str().into(),
    ];
    connection.execute_one(sql, values).await
}
