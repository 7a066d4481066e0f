//! Self-evaluations: the task, what was filled in, its totals.

pub mod changes;
pub mod indicators;
pub mod samples;
pub mod whole;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, Decimal, FilingState, GoalId, Grade, ProjectYearId, SelfEvaluationId, UserId,
};

/// A row of `self_evaluation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfEvaluation {
    /// Key.
    pub id: SelfEvaluationId,
    /// The project's year it accounts for.
    pub project_year_id: ProjectYearId,
    /// The approved goal version it is measured by.
    pub goal_id: GoalId,
    /// Where it stands.
    pub state: FilingState,
    /// The last day for submitting it.
    pub due_on: NaiveDate,
    /// 年度总体目标实际完成情况
    pub actual_goal: String,
    /// Why execution is low, or what a person decided on it.
    pub execution_reason: String,
    /// 其他需要说明的事项
    pub other_notes: String,
    /// Who issued the task.
    pub issued_by: UserId,
    /// When.
    pub issued_at: Timestamp,
    /// Who filled it in last.
    pub filled_by: Option<UserId>,
    /// The execution score a person decided on, where the regulation leaves it to one.
    pub execution_choice: Option<Decimal>,
    /// 预算执行率得分 as last computed.
    pub execution_score: Option<Decimal>,
    /// 总得分 as last computed.
    pub total: Option<Decimal>,
    /// 自评等级 of `total`.
    pub grade: Option<Grade>,
    /// The total of finance's re-check.
    pub finance_total: Option<Decimal>,
    /// Who re-checked for finance.
    pub finance_by: Option<UserId>,
    /// Whether a random sample chose it for a spot check.
    pub sampled: bool,
    /// 核查分数: the total of the spot check.
    pub check_total: Option<Decimal>,
    /// What the spot check says.
    pub check_note: String,
    /// Who made the spot check.
    pub checked_by: Option<UserId>,
    /// When.
    pub checked_at: Option<Timestamp>,
    /// For optimistic locking.
    pub revision: i64,
}

pub(crate) const COLUMNS: &str = "s.id, s.project_year_id, s.goal_id, s.state, s.due_on, s.actual_goal, \
    s.execution_reason, s.other_notes, s.issued_by, s.issued_at, s.filled_by, \
    s.execution_choice_hundredths, s.execution_hundredths, s.total_hundredths, s.grade, \
    s.finance_total_hundredths, s.finance_by, s.sampled, s.check_total_hundredths, s.check_note, \
    s.checked_by, s.checked_at, s.revision";

impl FromRow for SelfEvaluation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            goal_id: row.id("goal_id")?,
            state: row.coded("state")?,
            due_on: row.date("due_on")?,
            actual_goal: row.get("actual_goal")?,
            execution_reason: row.get("execution_reason")?,
            other_notes: row.get("other_notes")?,
            issued_by: row.id("issued_by")?,
            issued_at: row.time("issued_at")?,
            filled_by: row.id_option("filled_by")?,
            execution_choice: row.points_option("execution_choice_hundredths")?,
            execution_score: row.points_option("execution_hundredths")?,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
            finance_total: row.points_option("finance_total_hundredths")?,
            finance_by: row.id_option("finance_by")?,
            sampled: row.get("sampled")?,
            check_total: row.points_option("check_total_hundredths")?,
            check_note: row.get("check_note")?,
            checked_by: row.id_option("checked_by")?,
            checked_at: row.time_option("checked_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// The grade column, stored by its printed word.
pub(crate) fn grade(row: &Row<'_>) -> Result<Option<Grade>, StoreError> {
    let word: Option<String> = row.get("grade")?;
    word.map(|word| {
        Grade::from_word(&word)
            .ok_or_else(|| StoreError::Unreadable { column: "grade".to_owned(), value: word })
    })
    .transpose()
}

/// Points as they are stored: hundredths.
pub(crate) fn hundredths(points: Option<Decimal>) -> Value {
    let stored = points.and_then(|mut points| {
        points.rescale(2);
        i64::try_from(points.mantissa()).ok()
    });
    stored.into()
}

/// What a new task is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewSelfEvaluation {
    /// See [`SelfEvaluation::project_year_id`].
    pub project_year_id: ProjectYearId,
    /// See [`SelfEvaluation::goal_id`].
    pub goal_id: GoalId,
    /// See [`SelfEvaluation::due_on`].
    pub due_on: NaiveDate,
    /// See [`SelfEvaluation::issued_by`].
    pub issued_by: UserId,
    /// See [`SelfEvaluation::issued_at`].
    pub issued_at: Timestamp,
}

/// Adds a task.
///
/// # Errors
/// [`StoreError::Duplicate`] where the project's year has one.
pub async fn insert(
    connection: &impl Connection,
    new: &NewSelfEvaluation,
) -> Result<SelfEvaluationId, StoreError> {
    let sql = "INSERT INTO self_evaluation (project_year_id, goal_id, state, due_on, issued_by, \
               issued_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let values = [
        new.project_year_id.0.into(),
        new.goal_id.0.into(),
        FilingState::Draft.code().into(),
        new.due_on.into(),
        new.issued_by.0.into(),
        new.issued_at.timestamp_millis().into(),
    ];
    connection.insert(sql, values).await
}

/// One self-evaluation.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Option<SelfEvaluation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM self_evaluation s WHERE s.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The self-evaluation of a project's year, if a task was issued.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Option<SelfEvaluation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM self_evaluation s WHERE s.project_year_id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// Writes what the filler may change and the figures computed from it. `row.revision` is the one
/// that was read; the stored one becomes the next.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed it since.
pub async fn update_content(
    connection: &impl Connection,
    row: &SelfEvaluation,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET actual_goal = $3, execution_reason = $4, other_notes = $5, \
               filled_by = $6, execution_choice_hundredths = $7, execution_hundredths = $8, \
               total_hundredths = $9, grade = $10, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    let values = [
        row.id.0.into(),
        row.revision.into(),
        row.actual_goal.as_str().into(),
        row.execution_reason.as_str().into(),
        row.other_notes.as_str().into(),
        row.filled_by.map(|user| user.0).into(),
        hundredths(row.execution_choice),
        hundredths(row.execution_score),
        hundredths(row.total),
        row.grade.map(Grade::word).into(),
    ];
    connection.execute_one(sql, values).await
}

/// Writes finance's re-check.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn update_finance(
    connection: &impl Connection,
    row: &SelfEvaluation,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET finance_total_hundredths = $3, finance_by = $4, \
               revision = revision + 1 WHERE id = $1 AND revision = $2";
    let values = [
        row.id.0.into(),
        row.revision.into(),
        hundredths(row.finance_total),
        row.finance_by.map(|user| user.0).into(),
    ];
    connection.execute_one(sql, values).await
}

/// Writes the spot check.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn update_check(
    connection: &impl Connection,
    row: &SelfEvaluation,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET check_total_hundredths = $3, check_note = $4, \
               checked_by = $5, checked_at = $6, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    let values = [
        row.id.0.into(),
        row.revision.into(),
        hundredths(row.check_total),
        row.check_note.as_str().into(),
        row.checked_by.map(|user| user.0).into(),
        row.checked_at.map(|at| at.timestamp_millis()).into(),
    ];
    connection.execute_one(sql, values).await
}

/// Moves a self-evaluation to another state.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn set_state(
    connection: &impl Connection,
    id: SelfEvaluationId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET state = $3, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    connection.execute_one(sql, [id.0.into(), revision.into(), state.code().into()]).await
}

/// Gives another last day.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn set_due(
    connection: &impl Connection,
    id: SelfEvaluationId,
    revision: i64,
    due_on: NaiveDate,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET due_on = $3, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    connection.execute_one(sql, [id.0.into(), revision.into(), due_on.into()]).await
}

/// Measures a draft by another goal version; what finance re-checked by the earlier one is void.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`, or it is no draft.
pub async fn set_goal(
    connection: &impl Connection,
    id: SelfEvaluationId,
    revision: i64,
    goal_id: GoalId,
) -> Result<(), StoreError> {
    let sql = "UPDATE self_evaluation SET goal_id = $3, finance_total_hundredths = NULL, \
               finance_by = NULL, revision = revision + 1 \
               WHERE id = $1 AND revision = $2 AND state = $4";
    let draft = FilingState::Draft.code();
    let values = [id.0.into(), revision.into(), goal_id.0.into(), draft.into()];
    connection.execute_one(sql, values).await
}
