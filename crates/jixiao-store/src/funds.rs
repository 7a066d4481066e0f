//! The sums of the two ledgers: what a project's year was given and what it spent.
//!
//! Lines that another corrects don't count. Nothing here is stored: every figure is added up anew.

use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::ProjectYearId;
use jixiao_domain::{BudgetEntryKind, Coded as _, FundFigures, FundSource, FundSummary, Money};

struct SourceSums {
    source: FundSource,
    figures: FundFigures,
}

impl FromRow for SourceSums {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            source: row.coded("source")?,
            figures: FundFigures {
                initial: row.money("initial_fen")?,
                adjusted: row.money("adjusted_fen")?,
                executed: row.money("executed_fen")?,
            },
        })
    }
}

/// The sums of both ledgers by `key` (`project_year_id` or `source`), as (key, initial_fen,
/// adjusted_fen, executed_fen). `condition` speaks of `e.project_year_id`.
///
/// What was corrected is added up with the rest and taken off again: an index alone answers the
/// first, and corrections are few.
fn sums_by(key: &str, condition: &str) -> String {
    let lowering: Vec<String> = BudgetEntryKind::ALL
        .iter()
        .filter(|kind| kind.lowers())
        .map(|kind| format!("'{}'", kind.code()))
        .collect();
    let initial = BudgetEntryKind::Initial.code();
    let initial = format!("CASE WHEN e.kind = '{initial}' THEN e.amount_fen ELSE 0 END");
    let lowering = lowering.join(", ");
    let adjusted =
        format!("CASE WHEN e.kind IN ({lowering}) THEN -e.amount_fen ELSE e.amount_fen END");
    format!(
        "SELECT {key}, CAST(sum(initial_fen) AS BIGINT) AS initial_fen, \
         CAST(sum(adjusted_fen) AS BIGINT) AS adjusted_fen, \
         CAST(sum(executed_fen) AS BIGINT) AS executed_fen FROM (\
         SELECT e.{key}, sum({initial}) AS initial_fen, sum({adjusted}) AS adjusted_fen, \
         0 AS executed_fen FROM budget_entry e WHERE {condition} GROUP BY e.{key} \
         UNION ALL SELECT e.{key}, 0, 0, sum(e.amount_fen) FROM execution_entry e \
         WHERE {condition} GROUP BY e.{key} \
         UNION ALL SELECT e.{key}, -({initial}), -({adjusted}), 0 FROM budget_entry c \
         JOIN budget_entry e ON e.id = c.corrects_id WHERE c.corrects_id > 0 AND {condition} \
         UNION ALL SELECT e.{key}, 0, 0, -e.amount_fen FROM execution_entry c \
         JOIN execution_entry e ON e.id = c.corrects_id WHERE c.corrects_id > 0 AND {condition}\
         ) AS part GROUP BY {key}"
    )
}

/// The sums of both ledgers as (project_year_id, initial_fen, adjusted_fen, executed_fen), one row a
/// year that has lines; for reading models to join.
pub(crate) fn sums_by_year(condition: &str) -> String {
    sums_by("project_year_id", condition)
}

/// The fund block of a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fund_summary(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<FundSummary, StoreError> {
    fund_summary_over(connection, &[project_year_id]).await
}

/// The fund block of several years together.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fund_summary_over(
    connection: &impl Connection,
    ids: &[ProjectYearId],
) -> Result<FundSummary, StoreError> {
    // 0 is nobody's key: an empty list is no SQL.
    let mut keys = "0".to_owned();
    for id in ids {
        keys.push_str(&format!(", {}", id.0));
    }
    let sql = sums_by("source", &format!("e.project_year_id IN ({keys})"));
    let rows: Vec<SourceSums> = connection.rows(&sql, []).await?;
    FundSummary::of(rows.into_iter().map(|row| (row.source, row.figures)))
        .ok_or_else(|| StoreError::Database("sums of the ledgers overflow".to_owned()))
}

/// What was paid in a month.
pub(crate) struct MonthSum {
    month: i64,
    executed: Money,
}

impl FromRow for MonthSum {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { month: row.get("month")?, executed: row.money("executed_fen")? })
    }
}

/// What was paid in each month of the year, January first; not added up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn executed_by_month(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<[Money; 12], StoreError> {
    let sql = format!(
        "SELECT {month} AS month, CAST(sum(e.amount_fen) AS BIGINT) AS executed_fen \
         FROM execution_entry e WHERE e.project_year_id = $1 AND NOT EXISTS \
         (SELECT 1 FROM execution_entry c WHERE c.corrects_id = e.id) GROUP BY {month}",
        month = month_of(connection, "e.paid_on"),
    );
    let rows: Vec<MonthSum> = connection.rows(&sql, [project_year_id.0.into()]).await?;
    Ok(by_month(rows))
}

/// The month (1..=12) of a date column: the two databases name the function differently.
pub(crate) fn month_of(connection: &impl Connection, column: &str) -> String {
    if connection.backend() == sea_orm::DbBackend::Postgres {
        format!("CAST(EXTRACT(MONTH FROM {column}) AS BIGINT)")
    } else {
        format!("CAST(strftime('%m', {column}) AS BIGINT)")
    }
}

/// Sums by month number as an array.
pub(crate) fn by_month(rows: Vec<MonthSum>) -> [Money; 12] {
    let mut months = [Money::default(); 12];
    for row in rows {
        let slot = usize::try_from(row.month - 1).ok().and_then(|index| months.get_mut(index));
        if let Some(slot) = slot {
            *slot = row.executed;
        }
    }
    months
}

/// What a year was given out of the year before: its 上年结转 lines that count.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn carried_over(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<Money, StoreError> {
    let sql = "SELECT CAST(COALESCE(sum(e.amount_fen), 0) AS BIGINT) FROM budget_entry e \
               WHERE e.project_year_id = $1 AND e.kind = $2 AND NOT EXISTS \
               (SELECT 1 FROM budget_entry c WHERE c.corrects_id = e.id)";
    let kind = BudgetEntryKind::CarryOver.code();
    let sum: Option<i64> = connection.row(sql, [project_year_id.0.into(), kind.into()]).await?;
    Ok(Money::from_fen(sum.unwrap_or(0)))
}
