//! The money of a project's year at the end of a period, from the two ledgers: what was given by
//! then, what was paid within the period and since January.
//!
//! Lines that another corrects don't count.

use crate::{Connection, FromRow, Row, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{BudgetEntryKind, Coded as _, FundSource, Money, ProjectYearId};

/// The money of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PeriodFigures {
    /// 年初预算数
    pub initial: Money,
    /// 全年预算数 by the end of the period.
    pub adjusted: Money,
    /// Paid within the period.
    pub executed: Money,
    /// Paid up to the end of the period.
    pub executed_so_far: Money,
}

impl PeriodFigures {
    /// The sum of two; `None` only beyond what an amount can hold.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            initial: self.initial.checked_add(other.initial)?,
            adjusted: self.adjusted.checked_add(other.adjusted)?,
            executed: self.executed.checked_add(other.executed)?,
            executed_so_far: self.executed_so_far.checked_add(other.executed_so_far)?,
        })
    }
}

struct SourceFigures(FundSource, PeriodFigures);

impl FromRow for SourceFigures {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let figures = PeriodFigures {
            initial: row.money("initial_fen")?,
            adjusted: row.money("adjusted_fen")?,
            executed: row.money("executed_fen")?,
            executed_so_far: row.money("so_far_fen")?,
        };
        Ok(Self(row.coded("source")?, figures))
    }
}

/// The figures of every source of a year, in the order of the forms; zeros where one brings nothing.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_period(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
    from_on: NaiveDate,
    to_on: NaiveDate,
) -> Result<Vec<(FundSource, PeriodFigures)>, StoreError> {
    let lowering: Vec<String> = BudgetEntryKind::ALL
        .iter()
        .filter(|kind| kind.lowers())
        .map(|kind| format!("'{}'", kind.code()))
        .collect();
    let sql = format!(
        "SELECT source, CAST(sum(initial_fen) AS BIGINT) AS initial_fen, \
         CAST(sum(adjusted_fen) AS BIGINT) AS adjusted_fen, \
         CAST(sum(executed_fen) AS BIGINT) AS executed_fen, \
         CAST(sum(so_far_fen) AS BIGINT) AS so_far_fen FROM (\
         SELECT e.source, CASE WHEN e.kind = '{initial}' THEN e.amount_fen ELSE 0 END AS initial_fen, \
         CASE WHEN e.kind IN ({lowering}) THEN -e.amount_fen ELSE e.amount_fen END AS adjusted_fen, \
         0 AS executed_fen, 0 AS so_far_fen FROM budget_entry e \
         WHERE e.project_year_id = $1 AND (e.dated_on <= $3 OR e.kind = '{initial}') AND NOT EXISTS \
         (SELECT 1 FROM budget_entry c WHERE c.corrects_id = e.id) \
         UNION ALL SELECT e.source, 0, 0, CASE WHEN e.paid_on >= $2 THEN e.amount_fen ELSE 0 END, \
         e.amount_fen FROM execution_entry e \
         WHERE e.project_year_id = $1 AND e.paid_on <= $3 AND NOT EXISTS \
         (SELECT 1 FROM execution_entry c WHERE c.corrects_id = e.id)) AS part GROUP BY source",
        initial = BudgetEntryKind::Initial.code(),
        lowering = lowering.join(", "),
    );
    let values = [project_year_id.0.into(), from_on.into(), to_on.into()];
    let rows: Vec<SourceFigures> = connection.rows(&sql, values).await?;
    let of = |source: FundSource| {
        rows.iter().find(|row| row.0 == source).map_or_else(PeriodFigures::default, |row| row.1)
    };
    Ok(FundSource::ALL.iter().map(|source| (*source, of(*source))).collect())
}
