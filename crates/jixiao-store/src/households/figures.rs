//! What a household had and had to pay in a year, by side and kind.

use crate::{Connection, FromRow, Row, StoreError, Transaction};
use jixiao_domain::{Coded as _, FigureSide, HouseholdId, Money};

/// A row of `household_figure`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which side it stands on.
    pub side: FigureSide,
    /// Code of its kind: of an [`jixiao_domain::IncomeKind`], an [`jixiao_domain::EssentialKind`] or
    /// a [`jixiao_domain::LossKind`], as the side says.
    pub kind: String,
    /// The amount of the year.
    pub amount: Money,
}

impl FromRow for Figure {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            side: row.coded("side")?,
            kind: row.get("kind")?,
            amount: row.money("amount_fen")?,
        })
    }
}

/// The figures of a household's year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn figures(
    connection: &impl Connection,
    id: HouseholdId,
    year: i64,
) -> Result<Vec<Figure>, StoreError> {
    let sql = "SELECT side, kind, amount_fen FROM household_figure \
               WHERE household_id = $1 AND year = $2 ORDER BY side, kind";
    connection.rows(sql, [id.0.into(), year.into()]).await
}

/// The years a household has figures of, latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, id: HouseholdId) -> Result<Vec<i64>, StoreError> {
    let sql =
        "SELECT DISTINCT year FROM household_figure WHERE household_id = $1 ORDER BY year DESC";
    connection.rows(sql, [id.0.into()]).await
}

/// Writes the figures of a household's year in place of those before.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace_figures(
    tx: &Transaction,
    id: HouseholdId,
    year: i64,
    figures: &[Figure],
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM household_figure WHERE household_id = $1 AND year = $2",
        [id.0.into(), year.into()],
    )
    .await?;
    for figure in figures {
        tx.execute_one(
            "INSERT INTO household_figure (household_id, year, side, kind, amount_fen) \
             VALUES ($1, $2, $3, $4, $5)",
            [
                id.0.into(),
                year.into(),
                figure.side.code().into(),
                figure.kind.as_str().into(),
                figure.amount.fen().into(),
            ],
        )
        .await?;
    }
    Ok(())
}
