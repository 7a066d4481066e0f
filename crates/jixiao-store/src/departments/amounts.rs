//! The money of a department's year: an item a row, a column for each of the years' figures.

use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::{Coded as _, DepartmentAmounts, DepartmentItem, DepartmentYearId, Money};
use std::collections::BTreeMap;

struct Stored {
    item: DepartmentItem,
    amounts: DepartmentAmounts,
}

impl FromRow for Stored {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let money = |column: &str| -> Result<Option<Money>, StoreError> {
            Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
        };
        Ok(Self {
            item: row.coded("item")?,
            amounts: DepartmentAmounts {
                last_final: money("last_final_fen")?,
                initial: money("initial_fen")?,
                adjusted: money("adjusted_fen")?,
                final_accounts: money("final_fen")?,
            },
        })
    }
}

/// What was entered of a year's money; an item without a row has no amounts.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<BTreeMap<DepartmentItem, DepartmentAmounts>, StoreError> {
    let sql = "SELECT item, last_final_fen, initial_fen, adjusted_fen, final_fen \
               FROM department_amount WHERE department_year_id = $1 ORDER BY item";
    let rows: Vec<Stored> = connection.rows(sql, [id.0.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.item, row.amounts)).collect())
}

/// Writes an item as a whole. The revision of the year guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: DepartmentYearId,
    item: DepartmentItem,
    amounts: &DepartmentAmounts,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO department_amount (department_year_id, item, last_final_fen, \
               initial_fen, adjusted_fen, final_fen) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (department_year_id, item) DO UPDATE SET \
               last_final_fen = excluded.last_final_fen, initial_fen = excluded.initial_fen, \
               adjusted_fen = excluded.adjusted_fen, final_fen = excluded.final_fen";
    let fen = |money: Option<Money>| money.map(Money::fen).into();
    let values = [
        id.0.into(),
        item.code().into(),
        fen(amounts.last_final),
        fen(amounts.initial),
        fen(amounts.adjusted),
        fen(amounts.final_accounts),
    ];
    connection.execute_one(sql, values).await
}
