//! A self-evaluation with all it stands on, in few questions: each costs as much as a long row.

use super::indicators::{self, EvaluatedIndicator};
use super::{COLUMNS, SelfEvaluation};
use crate::goals::{self, Goal, GoalIndicator};
use crate::organisations::{self, Organisation};
use crate::project_years::{self, ProjectYear};
use crate::projects::{self, Project};
use crate::row::columns;
use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::{GoalIndicatorId, SelfEvaluationId};
use std::sync::LazyLock;

/// A self-evaluation with the rows above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// The row itself.
    pub evaluation: SelfEvaluation,
    /// The project's year it accounts for.
    pub year: ProjectYear,
    /// The project.
    pub project: Project,
    /// The organisation that runs the project.
    pub organisation: Organisation,
    /// The goal version it is measured by.
    pub goal: Goal,
}

impl FromRow for Whole {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            evaluation: FromRow::from_row(row)?,
            year: FromRow::from_row(&row.part("y_"))?,
            project: FromRow::from_row(&row.part("p_"))?,
            organisation: FromRow::from_row(&row.part("o_"))?,
            goal: FromRow::from_row(&row.part("g_"))?,
        })
    }
}

/// An indicator of the goal with what was filled in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorRow {
    /// The indicator as approved.
    pub indicator: GoalIndicator,
    /// What was filled in; blank where nothing was.
    pub filled: EvaluatedIndicator,
}

impl FromRow for IndicatorRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let indicator: GoalIndicator = FromRow::from_row(row)?;
        let filled = row.part("f_");
        let filled = match filled.id_option::<GoalIndicatorId>("goal_indicator_id")? {
            Some(_) => FromRow::from_row(&filled)?,
            None => EvaluatedIndicator::blank(indicator.id),
        };
        Ok(Self { indicator, filled })
    }
}

/// One self-evaluation with the rows above it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Option<Whole>, StoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT {COLUMNS}, {}, {}, {}, {} FROM self_evaluation s \
             JOIN project_year y ON y.id = s.project_year_id \
             JOIN project p ON p.id = y.project_id \
             JOIN organisation o ON o.id = p.organisation_id \
             JOIN goal g ON g.id = s.goal_id WHERE s.id = $1",
            columns(project_years::COLUMNS, "y_"),
            columns(projects::COLUMNS, "p_"),
            columns(organisations::COLUMNS, "o_"),
            columns(goals::COLUMNS, "g_"),
        )
    });
    connection.row(&SQL, [id.0.into()]).await
}

/// The indicators of its goal version from the top of the form, each with what was filled in.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn indicators(
    connection: &impl Connection,
    evaluation: &SelfEvaluation,
) -> Result<Vec<IndicatorRow>, StoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "SELECT i.id, {}, {} FROM goal_indicator i LEFT JOIN self_evaluation_indicator f \
             ON f.self_evaluation_id = $1 AND f.goal_indicator_id = i.id \
             WHERE i.goal_id = $2 ORDER BY i.position, i.id",
            goals::INDICATOR_COLUMNS,
            columns(indicators::COLUMNS, "f_"),
        )
    });
    connection.rows(&SQL, [evaluation.id.0.into(), evaluation.goal_id.0.into()]).await
}

/// Where in the tree of organisations a self-evaluation belongs, and the content frozen of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenContent {
    /// The path of the organisation that files.
    pub organisation_path: String,
    /// The content of the freeze that holds now, if any.
    pub content: Option<String>,
}

impl FromRow for FrozenContent {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { organisation_path: row.get("path")?, content: row.get("content")? })
    }
}

/// What is frozen of a self-evaluation now, and whose it is.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn frozen_content(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Option<FrozenContent>, StoreError> {
    let sql = "SELECT o.path, f.content FROM self_evaluation s \
               JOIN project_year y ON y.id = s.project_year_id \
               JOIN project p ON p.id = y.project_id \
               JOIN organisation o ON o.id = p.organisation_id \
               LEFT JOIN self_evaluation_freeze f \
               ON f.self_evaluation_id = s.id AND f.lifted_at IS NULL \
               WHERE s.id = $1 ORDER BY f.id DESC LIMIT 1";
    connection.row(sql, [id.0.into()]).await
}
