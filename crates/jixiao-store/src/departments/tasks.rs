//! The rows of the two qualitative tables: the fifteen tasks of the department's form, and the duty
//! table with a row a task or project.

use crate::{Connection, FromRow, Row, StoreError, Transaction};
use jixiao_domain::{Coded, DepartmentTask, DepartmentYearId, ProjectYearId, TaskOutcome};

/// The four texts of a row, as typed: places of tied figures stand in braces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskTexts {
    /// 编制预算时提出的任务措施
    pub measure: String,
    /// 绩效指标实际执行情况
    pub execution: String,
    /// 执行情况与年初预算的对比
    pub comparison: String,
    /// 相关情况说明
    pub remark: String,
}

/// A row of the duty table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duty {
    /// 任务名称
    pub name: String,
    /// The project's year it accounts for, if it is one.
    pub project_year_id: Option<ProjectYearId>,
    /// Its texts.
    pub texts: TaskTexts,
    /// Whether it is 重点工作, handed down or promised to the leadership.
    pub is_key: bool,
    /// How it ended.
    pub outcome: Option<TaskOutcome>,
    /// Whether it met its quality.
    pub quality_met: Option<bool>,
}

struct StoredTask {
    task: DepartmentTask,
    texts: TaskTexts,
}

fn texts(row: &Row<'_>) -> Result<TaskTexts, StoreError> {
    Ok(TaskTexts {
        measure: row.get("measure")?,
        execution: row.get("execution")?,
        comparison: row.get("comparison")?,
        remark: row.get("remark")?,
    })
}

impl FromRow for StoredTask {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { task: row.coded("task")?, texts: texts(row)? })
    }
}

impl FromRow for Duty {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.get("name")?,
            project_year_id: row.id_option("project_year_id")?,
            texts: texts(row)?,
            is_key: row.get("is_key")?,
            outcome: row.coded_option("outcome")?,
            quality_met: row.get("quality_met")?,
        })
    }
}

/// What stands in the rows of the form that have anything, in no particular order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Vec<(DepartmentTask, TaskTexts)>, StoreError> {
    let sql = "SELECT task, measure, execution, comparison, remark FROM department_task \
               WHERE department_year_id = $1 ORDER BY task";
    let rows: Vec<StoredTask> = connection.rows(sql, [id.0.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.task, row.texts)).collect())
}

/// Writes a row of the form. The revision of the year guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: DepartmentYearId,
    task: DepartmentTask,
    texts: &TaskTexts,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO department_task (department_year_id, task, measure, execution, \
               comparison, remark) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (department_year_id, task) DO UPDATE SET measure = excluded.measure, \
               execution = excluded.execution, comparison = excluded.comparison, \
               remark = excluded.remark";
    let values = [
        id.0.into(),
        task.code().into(),
        texts.measure.as_str().into(),
        texts.execution.as_str().into(),
        texts.comparison.as_str().into(),
        texts.remark.as_str().into(),
    ];
    connection.execute_one(sql, values).await
}

/// The rows of the duty table, from the top.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn duties(
    connection: &impl Connection,
    id: DepartmentYearId,
) -> Result<Vec<Duty>, StoreError> {
    let sql = "SELECT name, project_year_id, measure, execution, comparison, remark, is_key, \
               outcome, quality_met FROM department_duty WHERE department_year_id = $1 \
               ORDER BY position";
    connection.rows(sql, [id.0.into()]).await
}

/// Writes the duty table in place of the one before. The revision of the year guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace_duties(
    tx: &Transaction,
    id: DepartmentYearId,
    duties: &[Duty],
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM department_duty WHERE department_year_id = $1", [id.0.into()]).await?;
    let sql = "INSERT INTO department_duty (department_year_id, position, name, project_year_id, \
               measure, execution, comparison, remark, is_key, outcome, quality_met) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    for (position, duty) in (0_i64..).zip(duties) {
        let values = [
            id.0.into(),
            position.into(),
            duty.name.as_str().into(),
            duty.project_year_id.map(|id| id.0).into(),
            duty.texts.measure.as_str().into(),
            duty.texts.execution.as_str().into(),
            duty.texts.comparison.as_str().into(),
            duty.texts.remark.as_str().into(),
            duty.is_key.into(),
            duty.outcome.map(Coded::code).into(),
            duty.quality_met.into(),
        ];
        tx.execute_one(sql, values).await?;
    }
    Ok(())
}
