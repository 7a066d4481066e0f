//! Many times the same: copies of what is stored, for measuring at size. Only for databases that are
//! made for measuring: copies pass by use cases, rights and audit.

use crate::dump::{self, Table};
use crate::{Connection as _, StoreError, Transaction};

/// Ids of copies lie this far from those they were copied from; doubled with every doubling.
const STRIDE: i64 = 1_000_000;

/// Tables that belong to a project's year, parents first, and their columns that hold ids of copied
/// rows.
const YEAR_TABLES: &[(&str, &[&str])] = &[
    ("project_year", &["id"]),
    ("budget_entry", &["id", "project_year_id", "gives_id", "corrects_id"]),
    ("execution_entry", &["id", "project_year_id", "corrects_id"]),
    ("goal", &["id", "project_year_id"]),
    ("goal_indicator", &["id", "goal_id"]),
    ("self_evaluation", &["id", "project_year_id", "goal_id"]),
    ("self_evaluation_indicator", &["self_evaluation_id", "goal_indicator_id"]),
    ("self_evaluation_freeze", &["id", "self_evaluation_id"]),
    ("review_step", &["id", "subject_id"]),
];

/// How often what is doubled.
#[derive(Debug, Clone, Copy)]
pub struct Factor {
    /// Doublings of the years of every project: each puts as many years before the first one.
    pub years: u32,
    /// Doublings of the projects with all their years.
    pub projects: u32,
    /// Into how many each indicator is split; points and scores are split with it.
    pub indicators: i64,
}

impl Factor {
    /// About `scale` times as much. From 50 on it is the size at which the sample city is measured:
    /// sixteen times the projects, four times the years, three times the indicators.
    pub fn about(scale: u32) -> Self {
        if scale >= 50 {
            return Self { years: 2, projects: 4, indicators: 3 };
        }
        Self { years: 0, projects: scale.max(1).ilog2(), indicators: 1 }
    }
}

/// Multiplies what is stored; the years stored so far span `year_count`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn multiply(tx: &Transaction, factor: Factor, year_count: i64) -> Result<(), StoreError> {
    let tables = dump::tables(tx).await?;
    let mut shift = STRIDE;
    for part in 1..factor.indicators {
        split_off(tx, &tables, shift, part, factor.indicators).await?;
        shift += STRIDE;
    }
    keep_rest(tx, factor.indicators).await?;
    shift = shift.max(STRIDE * 16);
    let mut years_back = year_count;
    for _ in 0..factor.years {
        let earlier = ("year", format!("year - {years_back}"));
        for (name, ids) in YEAR_TABLES {
            let changed: &[(&str, String)] =
                if *name == "project_year" { std::slice::from_ref(&earlier) } else { &[] };
            copy(tx, &tables, (name, ids), shift, changed, "").await?;
        }
        years_back *= 2;
        shift *= 2;
    }
    let first = "UPDATE project SET start_year = (SELECT MIN(year) FROM project_year)";
    tx.execute(first, []).await?;
    for doubling in 0..factor.projects {
        let code = ("code", format!("code || '-{doubling}'"));
        copy(tx, &tables, ("project", &["id"]), shift, &[code], "").await?;
        for (name, ids) in YEAR_TABLES {
            let with_project = ["id", "project_id"];
            let ids = if *name == "project_year" { &with_project } else { *ids };
            copy(tx, &tables, (name, ids), shift, &[], "").await?;
        }
        shift *= 2;
    }
    dump::check_references(tx, &tables).await
}

/// A part of every indicator as an indicator of its own.
async fn split_off(
    tx: &Transaction,
    tables: &[Table],
    shift: i64,
    part: i64,
    parts: i64,
) -> Result<(), StoreError> {
    let number = part + 1;
    let base = format!("WHERE id < {STRIDE}");
    let changed = [
        ("points_hundredths", format!("points_hundredths / {parts}")),
        ("position", format!("position + {}", part * 1000)),
        ("name", format!("name || '（第{number}批）'")),
    ];
    copy(tx, tables, ("goal_indicator", &["id"]), shift, &changed, &base).await?;
    let base = format!("WHERE goal_indicator_id < {STRIDE}");
    let scores = ["score_hundredths", "chosen_score_hundredths"];
    let changed = scores.map(|score| (score, format!("{score} / {parts}")));
    let evaluated = ("self_evaluation_indicator", ["goal_indicator_id"].as_slice());
    copy(tx, tables, evaluated, shift, &changed, &base).await
}

/// What the split-off parts left of points and scores.
async fn keep_rest(tx: &Transaction, parts: i64) -> Result<(), StoreError> {
    let rest = |column: &str| format!("{column} = {column} - {} * ({column} / {parts})", parts - 1);
    let points = rest("points_hundredths");
    let sql = format!("UPDATE goal_indicator SET {points} WHERE id < {STRIDE}");
    tx.execute(&sql, []).await?;
    let (score, chosen) = (rest("score_hundredths"), rest("chosen_score_hundredths"));
    let sql = format!(
        "UPDATE self_evaluation_indicator SET {score}, {chosen} WHERE goal_indicator_id < {STRIDE}"
    );
    tx.execute(&sql, []).await?;
    Ok(())
}

/// Copies the rows of a table, ids moved by `shift`, some columns by an expression of their own.
async fn copy(
    tx: &Transaction,
    tables: &[Table],
    (name, ids): (&str, &[&str]),
    shift: i64,
    changed: &[(&str, String)],
    condition: &str,
) -> Result<(), StoreError> {
    let Some(table) = tables.iter().find(|table| table.name == name) else {
        return Err(StoreError::Database(format!("no table {name}")));
    };
    let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let values: Vec<String> = columns
        .iter()
        .map(|column| match changed.iter().find(|(changed, _)| changed == column) {
            Some((_, expression)) => expression.clone(),
            None if ids.contains(column) => format!("{column} + {shift}"),
            None => (*column).to_owned(),
        })
        .collect();
    let sql = format!(
        "INSERT INTO {name} ({}) SELECT {} FROM {name} {condition}",
        columns.join(", "),
        values.join(", ")
    );
    tx.execute(&sql, []).await?;
    Ok(())
}
