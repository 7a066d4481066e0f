//! Many times the same: copies of what is stored, for measuring at size. Only for databases that are
//! made for measuring: copies pass by use cases, rights and audit.

use crate::dump::{self, Table};
use crate::{Connection as _, StoreError, Transaction};

/// Ids of copies lie this far from those they were copied from; doubled with every doubling.
const STRIDE: i64 = 1_000_000;

/// What is copied when years or projects are doubled, parents first.
const COPIED: &[Copied] = &[
    Copied::both("project_year", &["id"]).of_project(),
    Copied::both("budget_entry", &["id", "project_year_id", "gives_id", "corrects_id"]),
    Copied::both("execution_entry", &["id", "project_year_id", "corrects_id"]),
    Copied::both("goal", &["id", "project_year_id"]),
    Copied::both("goal_indicator", &["id", "goal_id"]),
    Copied::both("self_evaluation", &["id", "project_year_id", "goal_id"]),
    Copied::both("self_evaluation_indicator", &["self_evaluation_id", "goal_indicator_id"]),
    Copied::both("self_evaluation_freeze", &["id", "self_evaluation_id"]),
    Copied::years("monitoring_round", &["id"]),
    Copied::both("monitoring_record", &["id", "project_year_id", "goal_id"]),
    Copied::both("monitoring_indicator", &["record_id", "goal_indicator_id"]),
    Copied::both("monitoring_freeze", &["id", "record_id"]),
    Copied::both("monitoring_warning", &["id", "record_id", "goal_indicator_id"]),
    Copied::both("monitoring_warning_step", &["id", "warning_id"]),
    Copied::both("rectification", &["id", "project_year_id", "origin_id", "serial"]),
    Copied::both("payment_suspension", &["id", "project_year_id", "origin_id"]),
    Copied::both("payment_resumption", &["suspension_id"]),
    Copied::both("assessment", &["id", "project_year_id"]),
    Copied::both("assessment_point", &["assessment_id"]),
    Copied::both("evaluation", &["id", "project_year_id"]),
    Copied::both("evaluation_item", &["evaluation_id"]),
    Copied::years("department_year", &["id"]),
    Copied::years("department_unit", &["department_year_id"]),
    Copied::years("department_amount", &["department_year_id"]),
    Copied::years("department_task", &["department_year_id"]),
    Copied::years("department_duty", &["department_year_id", "project_year_id"]),
    Copied::years("department_judgement", &["department_year_id"]),
    Copied::years("department_explanation", &["department_year_id"]),
    Copied::years("department_freeze", &["id", "department_year_id"]),
    Copied::both("report", &["id"]).of_project(),
    Copied::both("report_filing", &["id", "report_id"]),
    Copied::both("proposal", &["id"]).of_project(),
    Copied::both("proposal_step", &["id", "proposal_id"]),
    Copied::years("budget_scenario", &["id"]),
    Copied::years("disclosure", &["id"]),
    Copied::years("disclosure_item", &["id", "disclosure_id", "subject_id", "project_year_id"]),
    Copied::years("disclosure_removal", &["id", "item_id"]),
    Copied::years("disclosure_redaction", &["id", "item_id"]),
    Copied::years("disclosure_file", &["id", "item_id"]),
    Copied::both("review_step", &["id", "subject_id"]),
    Copied::both("handling_step", &["id", "subject_id"]),
    Copied::projects("past_year", &["id"]).of_project(),
    Copied::projects("past_indicator", &["past_year_id"]),
];

/// What is not copied as it stands, nor by moving an id: table, column, expression.
const EXPRESSIONS: &[(&str, &str, &str)] = &[
    // 0 is no indicator.
    (
        "monitoring_warning",
        "indicator_key",
        "CASE WHEN indicator_key = 0 THEN 0 ELSE indicator_key + {shift} END",
    ),
    // Reports that belong to no project are about an organisation.
    (
        "report",
        "subject_id",
        "CASE WHEN project_id IS NULL THEN subject_id ELSE subject_id + {shift} END",
    ),
    ("disclosure_item", "number", "number || '-{shift}'"),
    ("disclosure_item", "corrects_id", "corrects_id + {shift}"),
];

/// Rows that stay behind when projects are doubled: table, condition of those that are copied.
const WITH_PROJECT: &[(&str, &str)] = &[
    ("report", "WHERE project_id IS NOT NULL"),
    ("report_filing", "WHERE report_id IN (SELECT id FROM report WHERE project_id IS NOT NULL)"),
];

/// A table of which rows are copied.
struct Copied {
    table: &'static str,
    /// Columns that hold ids of copied rows.
    ids: &'static [&'static str],
    /// Whether it is copied with the years, and with the projects.
    with: (bool, bool),
    /// Whether `project_id` is one more id when projects are copied.
    of_project: bool,
}

impl Copied {
    const fn both(table: &'static str, ids: &'static [&'static str]) -> Self {
        Self { table, ids, with: (true, true), of_project: false }
    }

    const fn years(table: &'static str, ids: &'static [&'static str]) -> Self {
        Self { with: (true, false), ..Self::both(table, ids) }
    }

    const fn projects(table: &'static str, ids: &'static [&'static str]) -> Self {
        Self { with: (false, true), ..Self::both(table, ids) }
    }

    const fn of_project(self) -> Self {
        Self { of_project: true, ..self }
    }

    fn expressions(&self, shift: i64) -> Vec<(&'static str, String)> {
        EXPRESSIONS
            .iter()
            .filter(|(table, ..)| *table == self.table)
            .map(|(_, column, sql)| (*column, sql.replace("{shift}", &shift.to_string())))
            .collect()
    }
}

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
        double_years(tx, &tables, shift, years_back).await?;
        years_back *= 2;
        shift *= 2;
    }
    let first = "UPDATE project SET start_year = (SELECT MIN(year) FROM project_year)";
    tx.execute(first, []).await?;
    for doubling in 0..factor.projects {
        let code = ("code", format!("code || '-{doubling}'"));
        copy(tx, &tables, ("project", &["id"]), shift, &[code], "").await?;
        for copied in COPIED.iter().filter(|copied| copied.with.1) {
            let of_project = copied.of_project.then_some("project_id");
            let ids: Vec<&str> = copied.ids.iter().copied().chain(of_project).collect();
            let some = WITH_PROJECT.iter().find(|(table, _)| *table == copied.table);
            let condition = some.map_or("", |(_, condition)| condition);
            let changed = copied.expressions(shift);
            copy(tx, &tables, (copied.table, &ids), shift, &changed, condition).await?;
        }
        shift *= 2;
    }
    dump::check_references(tx, &tables).await
}

/// As many years again, `years_back` earlier; what was before the first year moves back with it.
async fn double_years(
    tx: &Transaction,
    tables: &[Table],
    shift: i64,
    years_back: i64,
) -> Result<(), StoreError> {
    for copied in COPIED.iter().filter(|copied| copied.with.0) {
        let mut changed = copied.expressions(shift);
        for column in ["year", "issue_year"] {
            changed.push((column, format!("{column} - {years_back}")));
        }
        if copied.table == "monitoring_record" {
            changed.push(("round_id", format!("round_id + {shift}")));
        }
        copy(tx, tables, (copied.table, copied.ids), shift, &changed, "").await?;
    }
    // In two steps: one row must not meet the year of another on its way.
    let sql = "UPDATE past_year SET year = $1 - year";
    tx.execute(sql, [years_back.into()]).await?;
    tx.execute("UPDATE past_year SET year = -year", []).await?;
    Ok(())
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
    copy(tx, tables, evaluated, shift, &changed, &base).await?;
    let monitored = ("monitoring_indicator", ["goal_indicator_id"].as_slice());
    copy(tx, tables, monitored, shift, &[], &base).await
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
