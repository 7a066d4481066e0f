//! Department evaluations (部门评价): one of a project's year, with the items of its framework.
//!
//! Contents change only until opinions are exchanged; the states are decided above.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, hundredths};
use jixiao_domain::{
    Coded as _, Decimal, EvaluationId, EvaluationState, Grade, ProjectYearId, UserId,
};

/// What steps and log entries call a department evaluation.
pub const SUBJECT_KIND: &str = "evaluation";

/// A row of `evaluation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Key.
    pub id: EvaluationId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// Id of the framework.
    pub framework: String,
    /// Where it stands.
    pub state: EvaluationState,
    /// The words of it.
    pub content: EvaluationContent,
    /// What the unit said when it was heard.
    pub exchanged_opinion: String,
    /// 评价结论, once concluded.
    pub conclusion: String,
    /// Total, once every item was scored and opinions were exchanged.
    pub total: Option<Decimal>,
    /// Grade of the total.
    pub grade: Option<Grade>,
    /// Who planned it.
    pub created_by: UserId,
    /// Their name today.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Who concluded it.
    pub concluded_by: Option<UserId>,
    /// When.
    pub concluded_at: Option<Timestamp>,
    /// SM3 of what was concluded.
    pub content_digest: Option<String>,
    /// For optimistic locking.
    pub revision: i64,
}

/// The words of an evaluation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvaluationContent {
    /// 评价目的、对象和范围
    pub purpose: String,
    /// 评价方法
    pub method: String,
    /// 评价工作过程
    pub work: String,
    /// 主要经验及做法
    pub achievements: String,
    /// 存在的问题及原因分析
    pub problems: String,
    /// 有关建议
    pub suggestions: String,
}

/// An item of the framework, as scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationItem {
    /// The item's code in the framework.
    pub code: String,
    /// 分值
    pub points: Decimal,
    /// The rate its formula gave when it was last computed, a share of one.
    pub computed_rate: Option<Decimal>,
    /// How the rate came about, or why there is none.
    pub computed_text: String,
    /// The score its formula gives.
    pub computed_score: Option<Decimal>,
    /// 评价得分
    pub score: Option<Decimal>,
    /// 评分理由
    pub reason: String,
    /// 评价依据
    pub evidence: String,
}

impl FromRow for Evaluation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let grade: Option<String> = row.get("grade")?;
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            framework: row.get("framework")?,
            state: row.coded("state")?,
            content: EvaluationContent {
                purpose: row.get("purpose")?,
                method: row.get("method")?,
                work: row.get("work")?,
                achievements: row.get("achievements")?,
                problems: row.get("problems")?,
                suggestions: row.get("suggestions")?,
            },
            exchanged_opinion: row.get("exchanged_opinion")?,
            conclusion: row.get("conclusion")?,
            total: row.points_option("total_hundredths")?,
            grade: grade.as_deref().and_then(Grade::from_word),
            created_by: row.id("created_by")?,
            created_by_name: row.get("created_by_name")?,
            created_at: row.time("created_at")?,
            concluded_by: row.id_option("concluded_by")?,
            concluded_at: row.time_option("concluded_at")?,
            content_digest: row.get("content_digest")?,
            revision: row.get("revision")?,
        })
    }
}

impl FromRow for EvaluationItem {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.get("code")?,
            points: row.points("points_hundredths")?,
            computed_rate: row.decimal_option("computed_rate")?,
            computed_text: row.get("computed_text")?,
            computed_score: row.points_option("computed_hundredths")?,
            score: row.points_option("score_hundredths")?,
            reason: row.get("reason")?,
            evidence: row.get("evidence")?,
        })
    }
}

const SELECT: &str = "SELECT e.id, e.project_year_id, e.framework, e.state, e.purpose, e.method, \
    e.work, e.achievements, e.problems, e.suggestions, e.exchanged_opinion, e.conclusion, \
    e.total_hundredths, e.grade, e.created_by, u.name AS created_by_name, e.created_at, \
    e.concluded_by, e.concluded_at, e.content_digest, e.revision \
    FROM evaluation e JOIN app_user u ON u.id = e.created_by";

/// Plans the evaluation of a project's year.
///
/// # Errors
/// [`StoreError::Duplicate`] where the year has one.
pub async fn insert(
    tx: &Transaction,
    project_year_id: ProjectYearId,
    framework: &str,
    created_by: UserId,
    at: Timestamp,
) -> Result<EvaluationId, StoreError> {
    tx.insert(
        "INSERT INTO evaluation (project_year_id, framework, state, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5) RETURNING id",
        [
            project_year_id.0.into(),
            framework.into(),
            EvaluationState::Planned.code().into(),
            created_by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Writes the words of an evaluation that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_content(
    tx: &Transaction,
    id: EvaluationId,
    revision: i64,
    content: &EvaluationContent,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE evaluation SET purpose = $3, method = $4, work = $5, achievements = $6, \
         problems = $7, suggestions = $8, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            content.purpose.as_str().into(),
            content.method.as_str().into(),
            content.work.as_str().into(),
            content.achievements.as_str().into(),
            content.problems.as_str().into(),
            content.suggestions.as_str().into(),
        ],
    )
    .await
}

/// Replaces the items.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn replace_items(
    tx: &Transaction,
    id: EvaluationId,
    items: &[EvaluationItem],
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM evaluation_item WHERE evaluation_id = $1", [id.0.into()]).await?;
    for (position, item) in (1_i64..).zip(items) {
        let rate = item.computed_rate.map(|rate| rate.normalize().to_string());
        tx.execute_one(
            "INSERT INTO evaluation_item (evaluation_id, code, position, points_hundredths, \
             computed_rate, computed_text, computed_hundredths, score_hundredths, reason, \
             evidence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [
                id.0.into(),
                item.code.as_str().into(),
                position.into(),
                hundredths(item.points).into(),
                rate.into(),
                item.computed_text.as_str().into(),
                item.computed_score.map(hundredths).into(),
                item.score.map(hundredths).into(),
                item.reason.as_str().into(),
                item.evidence.as_str().into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// What a step leaves in the row of an evaluation.
#[derive(Debug, Clone, Default)]
pub struct Outcome<'a> {
    /// What the unit said when it was heard; `None` leaves it as it is.
    pub exchanged_opinion: Option<&'a str>,
    /// Total and grade; both go where the evaluation is sent back.
    pub total: Option<(Decimal, Grade)>,
    /// Who concluded, when, with which words and which digest.
    pub conclusion: Option<(UserId, Timestamp, &'a str, &'a str)>,
}

/// Moves an evaluation that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_state(
    tx: &Transaction,
    id: EvaluationId,
    revision: i64,
    state: EvaluationState,
    outcome: &Outcome<'_>,
) -> Result<(), StoreError> {
    let concluded = outcome.conclusion;
    tx.execute_one(
        "UPDATE evaluation SET state = $3, exchanged_opinion = COALESCE($4, exchanged_opinion), \
         total_hundredths = $5, grade = $6, concluded_by = $7, concluded_at = $8, \
         conclusion = COALESCE($9, conclusion), content_digest = $10, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            outcome.exchanged_opinion.into(),
            outcome.total.map(|(total, _)| hundredths(total)).into(),
            outcome.total.map(|(_, grade)| grade.word()).into(),
            concluded.map(|(by, ..)| by.0).into(),
            concluded.map(|(_, at, ..)| at.timestamp_millis()).into(),
            concluded.map(|(_, _, words, _)| words).into(),
            concluded.map(|(.., digest)| digest).into(),
        ],
    )
    .await
}

/// One evaluation.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: EvaluationId,
) -> Result<Option<Evaluation>, StoreError> {
    connection.row(&format!("{SELECT} WHERE e.id = $1"), [id.0.into()]).await
}

/// The evaluation of a project's year, if there is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Option<Evaluation>, StoreError> {
    connection.row(&format!("{SELECT} WHERE e.project_year_id = $1"), [id.0.into()]).await
}

/// The items of an evaluation, in the order of its form.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn items(
    connection: &impl Connection,
    id: EvaluationId,
) -> Result<Vec<EvaluationItem>, StoreError> {
    let sql = "SELECT code, points_hundredths, computed_rate, computed_text, computed_hundredths, \
               score_hundredths, reason, evidence FROM evaluation_item \
               WHERE evaluation_id = $1 ORDER BY position";
    connection.rows(sql, [id.0.into()]).await
}
