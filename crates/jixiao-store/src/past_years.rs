//! Past years of projects, taken over from filings made before the application: money, score and
//! indicators as they were filed.
//!
//! A row never changes but by its withdrawal; a project has one that holds for each year.

use crate::self_evaluations::{grade, hundredths};
use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, FundFigures, Grade, IndicatorGroup, IndicatorKind,
    PastYearId, ProjectId, UserId,
};

/// A row of `past_year`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastYear {
    /// Key.
    pub id: PastYearId,
    /// The project.
    pub project_id: ProjectId,
    /// What was filed, without the indicators.
    pub content: PastYearContent,
    /// Who took it over.
    pub entered_by: UserId,
    /// Their name today.
    pub entered_by_name: String,
    /// When.
    pub entered_at: Timestamp,
    /// Why it was withdrawn; `None` while it holds.
    pub withdrawn_reason: Option<String>,
    /// Who withdrew it, by their name today.
    pub withdrawn_by_name: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

/// What a past year's filing says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastYearContent {
    /// The fiscal year.
    pub year: i64,
    /// 年初预算数, 全年预算数, 全年执行数
    pub figures: FundFigures,
    /// 总得分 as filed.
    pub total: Option<Decimal>,
    /// 自评等级 as filed.
    pub grade: Option<Grade>,
    /// The file it was taken from.
    pub source: String,
}

/// An indicator of a past year as filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastIndicator {
    /// 一级指标
    pub level1: IndicatorGroup,
    /// 二级指标
    pub level2: IndicatorKind,
    /// 三级指标
    pub name: String,
    /// The comparison; `None` for a qualitative indicator.
    pub sign: Option<ComparisonSign>,
    /// 指标值
    pub target_number: Option<Decimal>,
    /// 度量单位
    pub unit: String,
    /// The target in words of a qualitative indicator.
    pub target_words: String,
    /// 实际完成值 as filed.
    pub actual_text: String,
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
}

impl FromRow for PastYear {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_id: row.id("project_id")?,
            content: PastYearContent {
                year: row.get("year")?,
                figures: FundFigures {
                    initial: row.money("initial_fen")?,
                    adjusted: row.money("adjusted_fen")?,
                    executed: row.money("executed_fen")?,
                },
                total: row.points_option("total_hundredths")?,
                grade: grade(row)?,
                source: row.get("source")?,
            },
            entered_by: row.id("entered_by")?,
            entered_by_name: row.get("entered_by_name")?,
            entered_at: row.time("entered_at")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
            withdrawn_by_name: row.get("withdrawn_by_name")?,
            withdrawn_at: row.time_option("withdrawn_at")?,
        })
    }
}

impl FromRow for PastIndicator {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            level1: row.coded("level1")?,
            level2: row.coded("level2")?,
            name: row.get("name")?,
            sign: row.coded_option("sign")?,
            target_number: row.decimal_option("target_number")?,
            unit: row.get("unit")?,
            target_words: row.get("target_words")?,
            actual_text: row.get("actual_text")?,
            points: row.points_option("points_hundredths")?,
            score: row.points_option("score_hundredths")?,
        })
    }
}

/// Adds a past year with its indicators.
///
/// # Errors
/// [`StoreError::Duplicate`] where the project has that year already.
pub async fn insert(
    tx: &Transaction,
    project_id: ProjectId,
    content: &PastYearContent,
    indicators: &[PastIndicator],
    entered_by: UserId,
    at: Timestamp,
) -> Result<PastYearId, StoreError> {
    let values = [
        project_id.0.into(),
        content.year.into(),
        content.figures.initial.fen().into(),
        content.figures.adjusted.fen().into(),
        content.figures.executed.fen().into(),
        hundredths(content.total),
        content.grade.map(|grade| grade.word().to_owned()).into(),
        content.source.as_str().into(),
        entered_by.0.into(),
        at.timestamp_millis().into(),
    ];
    let id: PastYearId = tx
        .insert(
            "INSERT INTO past_year (project_id, year, initial_fen, adjusted_fen, executed_fen, \
             total_hundredths, grade, source, entered_by, entered_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
            values,
        )
        .await?;
    for (position, row) in (1_i64..).zip(indicators) {
        add_indicator(tx, id, position, row).await?;
    }
    Ok(id)
}

/// Adds an indicator at a position from 1.
///
/// # Errors
/// [`StoreError::Duplicate`] where the position is taken.
pub async fn add_indicator(
    tx: &Transaction,
    id: PastYearId,
    position: i64,
    row: &PastIndicator,
) -> Result<(), StoreError> {
    let values = [
        id.0.into(),
        position.into(),
        row.level1.code().into(),
        row.level2.code().into(),
        row.name.as_str().into(),
        row.sign.map(|sign| sign.code().to_owned()).into(),
        row.target_number.map(|number| number.to_string()).into(),
        row.unit.as_str().into(),
        row.target_words.as_str().into(),
        row.actual_text.as_str().into(),
        hundredths(row.points),
        hundredths(row.score),
    ];
    tx.execute_one(
        "INSERT INTO past_indicator (past_year_id, position, level1, level2, name, sign, \
             target_number, unit, target_words, actual_text, points_hundredths, score_hundredths) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values,
    )
    .await
}

/// The indicators of a past year, from the top of its form.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn indicators(
    connection: &impl Connection,
    id: PastYearId,
) -> Result<Vec<PastIndicator>, StoreError> {
    connection
        .rows(
            "SELECT level1, level2, name, sign, target_number, unit, target_words, actual_text, \
             points_hundredths, score_hundredths FROM past_indicator \
             WHERE past_year_id = $1 ORDER BY position",
            [id.0.into()],
        )
        .await
}

/// Withdraws a past year.
///
/// # Errors
/// [`StoreError::Stale`] where it was withdrawn already.
pub async fn withdraw(
    tx: &Transaction,
    id: PastYearId,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE past_year SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 \
         WHERE id = $1 AND withdrawn_at IS NULL",
        [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()],
    )
    .await
}

/// The past years of a project, the latest first; withdrawn ones are among them.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project(
    connection: &impl Connection,
    project_id: ProjectId,
) -> Result<Vec<PastYear>, StoreError> {
    connection
        .rows(
            "SELECT y.id, y.project_id, y.year, y.initial_fen, y.adjusted_fen, y.executed_fen, \
             y.total_hundredths, y.grade, y.source, y.entered_by, a.name AS entered_by_name, \
             y.entered_at, y.withdrawn_reason, b.name AS withdrawn_by_name, y.withdrawn_at \
             FROM past_year y JOIN app_user a ON a.id = y.entered_by \
             LEFT JOIN app_user b ON b.id = y.withdrawn_by \
             WHERE y.project_id = $1 ORDER BY y.year DESC, y.id DESC",
            [project_id.0.into()],
        )
        .await
}
