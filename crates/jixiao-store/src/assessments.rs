//! Ex-ante assessments (事前绩效评估) of a project's year: rounds with their points.
//!
//! A round is changed only while it is a draft; finance writes its own view beside the unit's. The
//! states are those of the filing chain and decided above.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, hundredths};
use jixiao_domain::{
    AssessmentId, AssessmentResult, Coded as _, Decimal, FilingState, Money, ProjectYearId, UserId,
};

/// A row of `assessment`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Key.
    pub id: AssessmentId,
    /// The project's year it is about.
    pub project_year_id: ProjectYearId,
    /// 1, 2, 3 … within the year.
    pub round: i64,
    /// Id of the framework that lists its points.
    pub framework: String,
    /// Where it stands.
    pub state: FilingState,
    /// What was filled in, without the points.
    pub content: AssessmentContent,
    /// What finance thinks of it, once it said so.
    pub finance: Option<Verdict>,
    /// The person who made it.
    pub filled_by: UserId,
    /// Their name today.
    pub filled_by_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
    /// SM3 of what was decided.
    pub content_digest: Option<String>,
    /// For optimistic locking.
    pub revision: i64,
}

/// What the unit fills in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssessmentContent {
    /// 项目概况
    pub overview: String,
    /// 评估方式和过程
    pub method: String,
    /// 申请资金
    pub applied: Option<Money>,
    /// The result the unit comes to.
    pub verdict: Option<Verdict>,
}

/// A result with its amount and reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// 支持, 调整后支持 or 不支持
    pub result: AssessmentResult,
    /// 建议安排金额
    pub proposed: Option<Money>,
    /// Why.
    pub reason: String,
}

/// One of the points, as judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssessmentPoint {
    /// The point's code in the framework.
    pub code: String,
    /// 评估情况
    pub findings: String,
    /// 得分
    pub score: Option<Decimal>,
    /// 评估意见
    pub opinion: String,
}

impl Assessment {
    /// The result that counts: that of finance where it has one of its own.
    pub fn verdict(&self) -> Option<&Verdict> {
        self.finance.as_ref().or(self.content.verdict.as_ref())
    }

    /// The result that was decided; `None` before.
    pub fn decided(&self) -> Option<AssessmentResult> {
        let decided = self.state == FilingState::Approved;
        self.verdict().filter(|_| decided).map(|verdict| verdict.result)
    }
}

impl FromRow for Assessment {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let verdict = |result: &str, fen: &str, reason: &str| -> Result<_, StoreError> {
            let Some(result) = row.coded_option(result)? else { return Ok(None) };
            let proposed = row.get::<Option<i64>>(fen)?.map(Money::from_fen);
            Ok(Some(Verdict { result, proposed, reason: row.get(reason)? }))
        };
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            round: row.get("round")?,
            framework: row.get("framework")?,
            state: row.coded("state")?,
            content: AssessmentContent {
                overview: row.get("overview")?,
                method: row.get("method")?,
                applied: row.get::<Option<i64>>("applied_fen")?.map(Money::from_fen),
                verdict: verdict("result", "proposed_fen", "result_reason")?,
            },
            finance: verdict("finance_result", "finance_fen", "finance_reason")?,
            filled_by: row.id("filled_by")?,
            filled_by_name: row.get("filled_by_name")?,
            created_at: row.time("created_at")?,
            decided_at: row.time_option("decided_at")?,
            content_digest: row.get("content_digest")?,
            revision: row.get("revision")?,
        })
    }
}

impl FromRow for AssessmentPoint {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            code: row.get("code")?,
            findings: row.get("findings")?,
            score: row.points_option("score_hundredths")?,
            opinion: row.get("opinion")?,
        })
    }
}

const SELECT: &str = "SELECT a.id, a.project_year_id, a.round, a.framework, a.state, a.overview, \
    a.method, a.applied_fen, a.result, a.proposed_fen, a.result_reason, a.finance_result, \
    a.finance_fen, a.finance_reason, a.filled_by, u.name AS filled_by_name, a.created_at, \
    a.decided_at, a.content_digest, a.revision \
    FROM assessment a JOIN app_user u ON u.id = a.filled_by";

/// Begins the next round, as an empty draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where another began it at the same time.
pub async fn insert(
    tx: &Transaction,
    project_year_id: ProjectYearId,
    framework: &str,
    filled_by: UserId,
    at: Timestamp,
) -> Result<AssessmentId, StoreError> {
    tx.insert(
        "INSERT INTO assessment (project_year_id, round, framework, state, filled_by, created_at) \
         SELECT $1, COALESCE(MAX(round), 0) + 1, $2, $3, $4, $5 FROM assessment \
         WHERE project_year_id = $1 RETURNING id",
        [
            project_year_id.0.into(),
            framework.into(),
            FilingState::Draft.code().into(),
            filled_by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Writes the content of a draft that still has `revision`, points included.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed, or is no draft any more.
pub async fn update_content(
    tx: &Transaction,
    id: AssessmentId,
    revision: i64,
    content: &AssessmentContent,
    points: &[AssessmentPoint],
) -> Result<(), StoreError> {
    let verdict = content.verdict.as_ref();
    let values = [
        id.0.into(),
        revision.into(),
        FilingState::Draft.code().into(),
        content.overview.as_str().into(),
        content.method.as_str().into(),
        content.applied.map(Money::fen).into(),
        verdict.map(|verdict| verdict.result.code()).into(),
        verdict.and_then(|verdict| verdict.proposed).map(Money::fen).into(),
        verdict.map_or("", |verdict| verdict.reason.as_str()).into(),
    ];
    tx.execute_one(
        "UPDATE assessment SET overview = $4, method = $5, applied_fen = $6, result = $7, \
         proposed_fen = $8, result_reason = $9, finance_result = NULL, finance_fen = NULL, \
         finance_reason = '', revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND state = $3",
        values,
    )
    .await?;
    tx.execute("DELETE FROM assessment_point WHERE assessment_id = $1", [id.0.into()]).await?;
    for point in points {
        let score = point.score.map(hundredths);
        tx.execute_one(
            "INSERT INTO assessment_point (assessment_id, code, findings, score_hundredths, \
             opinion) VALUES ($1, $2, $3, $4, $5)",
            [
                id.0.into(),
                point.code.as_str().into(),
                point.findings.as_str().into(),
                score.into(),
                point.opinion.as_str().into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// Writes what finance thinks.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such round.
pub async fn set_finance(
    tx: &Transaction,
    id: AssessmentId,
    verdict: &Verdict,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE assessment SET finance_result = $2, finance_fen = $3, finance_reason = $4 \
         WHERE id = $1",
        [
            id.0.into(),
            verdict.result.code().into(),
            verdict.proposed.map(Money::fen).into(),
            verdict.reason.as_str().into(),
        ],
    )
    .await
}

/// Moves a round that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_state(
    tx: &Transaction,
    id: AssessmentId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE assessment SET state = $3, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into()],
    )
    .await
}

/// Locks a round as decided, with the digest of its content.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn decide(
    tx: &Transaction,
    id: AssessmentId,
    revision: i64,
    digest: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE assessment SET state = $3, content_digest = $4, decided_at = $5, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            FilingState::Approved.code().into(),
            digest.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One round.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: AssessmentId,
) -> Result<Option<Assessment>, StoreError> {
    connection.row(&format!("{SELECT} WHERE a.id = $1"), [id.0.into()]).await
}

/// The rounds of a project's year, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Vec<Assessment>, StoreError> {
    let sql = format!("{SELECT} WHERE a.project_year_id = $1 ORDER BY a.round");
    connection.rows(&sql, [id.0.into()]).await
}

/// The points of a round, in no order: the framework has it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn points(
    connection: &impl Connection,
    id: AssessmentId,
) -> Result<Vec<AssessmentPoint>, StoreError> {
    let sql = "SELECT code, findings, score_hundredths, opinion FROM assessment_point \
               WHERE assessment_id = $1 ORDER BY code";
    connection.rows(sql, [id.0.into()]).await
}
