//! The indicator library: common indicators and those of single organisations.
//!
//! An organisation may use the common ones, its own and those of the organisations above it.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, IndicatorGroup, IndicatorKind, LibraryIndicatorId,
    LibraryState, OrganisationId, Programme, UserId,
};

/// A row of `library_indicator`, with the organisation's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryIndicator {
    /// Key.
    pub id: LibraryIndicatorId,
    /// Whose it is; `None` for a common one.
    pub organisation_id: Option<OrganisationId>,
    /// That organisation's path in the tree.
    pub organisation_path: Option<String>,
    /// That organisation's name.
    pub organisation_name: Option<String>,
    /// What it says.
    pub content: LibraryContent,
    /// Where it stands.
    pub state: LibraryState,
    /// Who proposed it.
    pub proposed_by: UserId,
    /// When.
    pub proposed_at: Timestamp,
    /// Who decided last.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was rejected or retired.
    pub decision_reason: String,
    /// For optimistic locking.
    pub revision: i64,
}

/// What an indicator of the library says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryContent {
    /// 项目类别
    pub programme: Programme,
    /// 一级指标
    pub level1: IndicatorGroup,
    /// 二级指标
    pub level2: IndicatorKind,
    /// 三级指标
    pub name: String,
    /// 指标解释
    pub explanation: String,
    /// How a result compares with the target; `None` for a qualitative indicator.
    pub sign: Option<ComparisonSign>,
    /// A target to start from.
    pub target_number: Option<Decimal>,
    /// 度量单位
    pub unit: String,
    /// 取值依据
    pub value_basis: String,
    /// 佐证材料
    pub evidence: String,
}

/// `FROM` of everything that reads the library; `l` is the indicator, `o` its organisation.
pub(crate) const FROM: &str =
    "FROM library_indicator l LEFT JOIN organisation o ON o.id = l.organisation_id";

pub(crate) const COLUMNS: &str = "l.id, l.organisation_id, o.path AS organisation_path, \
    o.short_name AS organisation_name, l.programme, l.level1, l.level2, l.name, l.explanation, \
    l.sign, l.target_number, l.unit, l.value_basis, l.evidence, l.state, l.proposed_by, \
    l.proposed_at, l.decided_by, l.decided_at, l.decision_reason, l.revision";

impl FromRow for LibraryIndicator {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id_option("organisation_id")?,
            organisation_path: row.get("organisation_path")?,
            organisation_name: row.get("organisation_name")?,
            content: LibraryContent {
                programme: row.coded("programme")?,
                level1: row.coded("level1")?,
                level2: row.coded("level2")?,
                name: row.get("name")?,
                explanation: row.get("explanation")?,
                sign: row.coded_option("sign")?,
                target_number: row.decimal_option("target_number")?,
                unit: row.get("unit")?,
                value_basis: row.get("value_basis")?,
                evidence: row.get("evidence")?,
            },
            state: row.coded("state")?,
            proposed_by: row.id("proposed_by")?,
            proposed_at: row.time("proposed_at")?,
            decided_by: row.id_option("decided_by")?,
            decided_at: row.time_option("decided_at")?,
            decision_reason: row.get("decision_reason")?,
            revision: row.get("revision")?,
        })
    }
}

/// Adds an indicator that waits for its approval.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    organisation_id: Option<OrganisationId>,
    content: &LibraryContent,
    proposed_by: UserId,
    at: Timestamp,
) -> Result<LibraryIndicatorId, StoreError> {
    let values = [
        organisation_id.map(|id| id.0).into(),
        content.programme.code().into(),
        content.level1.code().into(),
        content.level2.code().into(),
        content.name.as_str().into(),
        content.explanation.as_str().into(),
        content.sign.map(|sign| sign.code().to_owned()).into(),
        content.target_number.map(|number| number.to_string()).into(),
        content.unit.as_str().into(),
        content.value_basis.as_str().into(),
        content.evidence.as_str().into(),
        LibraryState::Proposed.code().into(),
        proposed_by.0.into(),
        at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO library_indicator (organisation_id, programme, level1, level2, name, \
         explanation, sign, target_number, unit, value_basis, evidence, state, proposed_by, \
         proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         RETURNING id",
        values,
    )
    .await
}

/// Writes a decision on an indicator that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn decide(
    tx: &Transaction,
    id: LibraryIndicatorId,
    revision: i64,
    state: LibraryState,
    reason: &str,
    decided_by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE library_indicator SET state = $3, decision_reason = $4, decided_by = $5, \
         decided_at = $6, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            reason.into(),
            decided_by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Whether the owner has an indicator of the same programme, level and name that was not rejected.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn is_known(
    connection: &impl Connection,
    organisation_id: Option<OrganisationId>,
    content: &LibraryContent,
) -> Result<bool, StoreError> {
    let mut values = vec![
        content.programme.code().into(),
        content.level2.code().into(),
        content.name.as_str().into(),
        LibraryState::Rejected.code().into(),
    ];
    let owner = match organisation_id {
        None => "organisation_id IS NULL",
        Some(id) => {
            values.push(id.0.into());
            "organisation_id = $5"
        }
    };
    let sql = format!(
        "SELECT COUNT(*) FROM library_indicator \
         WHERE programme = $1 AND level2 = $2 AND name = $3 AND state <> $4 AND {owner}"
    );
    let count: Option<i64> = connection.row(&sql, values).await?;
    Ok(count.unwrap_or(0) > 0)
}

/// One indicator.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: LibraryIndicatorId,
) -> Result<Option<LibraryIndicator>, StoreError> {
    connection.row(&format!("SELECT {COLUMNS} {FROM} WHERE l.id = $1"), [id.0.into()]).await
}

/// The approved indicators of a programme that the organisation at `path` may use, in the order of
/// forms.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn usable(
    connection: &impl Connection,
    programme: Programme,
    path: &str,
) -> Result<Vec<LibraryIndicator>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE l.state = $1 AND l.programme = $2 \
         AND (l.organisation_id IS NULL OR $3 LIKE o.path || '%') \
         ORDER BY l.level1, l.level2, l.name, l.id"
    );
    let values = [LibraryState::Approved.code().into(), programme.code().into(), path.into()];
    connection.rows(&sql, values).await
}
