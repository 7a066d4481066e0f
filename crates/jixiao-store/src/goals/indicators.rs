//! The indicators of a goal version, in the order of the form.

use crate::{Connection, FromRow, Row, StoreError, Transaction, Value, hundredths};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, GoalId, GoalIndicatorId, IndicatorGroup, IndicatorKind,
    LibraryIndicatorId,
};

/// A row of `goal_indicator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalIndicator {
    /// Key.
    pub id: GoalIndicatorId,
    /// The version it belongs to.
    pub goal_id: GoalId,
    /// 1, 2, 3 … from the top of the form.
    pub position: i64,
    /// What it says.
    pub content: IndicatorContent,
}

/// What an indicator says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorContent {
    /// 一级指标
    pub level1: IndicatorGroup,
    /// 二级指标
    pub level2: IndicatorKind,
    /// 三级指标
    pub name: String,
    /// How the result compares with the number; `None` for a qualitative indicator.
    pub sign: Option<ComparisonSign>,
    /// 指标值; `None` for a qualitative indicator.
    pub target_number: Option<Decimal>,
    /// 度量单位; empty for a qualitative indicator.
    pub unit: String,
    /// The target in words (有所改善, 12月底前) of a qualitative indicator.
    pub target_words: String,
    /// 中期指标值 as typed.
    pub mid_term_target: String,
    /// 分值, two decimals.
    pub points: Decimal,
    /// 指标值设定依据
    pub value_basis: String,
    /// 佐证材料
    pub evidence: String,
    /// The indicator of the library it was copied from.
    pub library_indicator_id: Option<LibraryIndicatorId>,
}

impl IndicatorContent {
    /// 年度指标值 as forms print it: `≥50个`, `=2场`, or the words.
    pub fn target_text(&self) -> String {
        match (self.sign, self.target_number) {
            (Some(sign), Some(number)) => format!("{sign}{number}{}", self.unit),
            _ => self.target_words.clone(),
        }
    }
}

impl FromRow for GoalIndicator {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            goal_id: row.id("goal_id")?,
            position: row.get("position")?,
            content: IndicatorContent {
                level1: row.coded("level1")?,
                level2: row.coded("level2")?,
                name: row.get("name")?,
                sign: row.coded_option("sign")?,
                target_number: row.decimal_option("target_number")?,
                unit: row.get("unit")?,
                target_words: row.get("target_words")?,
                mid_term_target: row.get("mid_term_target")?,
                points: row.points("points_hundredths")?,
                value_basis: row.get("value_basis")?,
                evidence: row.get("evidence")?,
                library_indicator_id: row.id_option("library_indicator_id")?,
            },
        })
    }
}

pub(crate) const COLUMNS: &str = "goal_id, position, level1, level2, name, sign, target_number, unit, \
    target_words, mid_term_target, points_hundredths, value_basis, evidence, library_indicator_id";

/// The indicators of a version, from the top of the form.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn indicators(
    connection: &impl Connection,
    goal_id: GoalId,
) -> Result<Vec<GoalIndicator>, StoreError> {
    let sql = format!(
        "SELECT id, {COLUMNS} FROM goal_indicator WHERE goal_id = $1 ORDER BY position, id"
    );
    connection.rows(&sql, [goal_id.0.into()]).await
}

/// Writes the indicators of a draft in place of those it had.
///
/// # Errors
/// [`StoreError`] where the database fails, or where something refers to one of the old ones.
pub async fn replace_indicators(
    tx: &Transaction,
    goal_id: GoalId,
    contents: &[IndicatorContent],
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM goal_indicator WHERE goal_id = $1", [goal_id.0.into()]).await?;
    let sql = format!(
        "INSERT INTO goal_indicator ({COLUMNS}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    for (position, content) in (1_i64..).zip(contents) {
        tx.execute_one(&sql, values(goal_id, position, content)).await?;
    }
    Ok(())
}

fn values(goal_id: GoalId, position: i64, content: &IndicatorContent) -> [Value; 14] {
    [
        goal_id.0.into(),
        position.into(),
        content.level1.code().into(),
        content.level2.code().into(),
        content.name.as_str().into(),
        content.sign.map(|sign| sign.code().to_owned()).into(),
        content.target_number.map(|number| number.to_string()).into(),
        content.unit.as_str().into(),
        content.target_words.as_str().into(),
        content.mid_term_target.as_str().into(),
        hundredths(content.points).into(),
        content.value_basis.as_str().into(),
        content.evidence.as_str().into(),
        content.library_indicator_id.map(|id| id.0).into(),
    ]
}
