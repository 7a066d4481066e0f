//! The list of batches.

use crate::disbursements::number;
use crate::views::listing::{Conditions, Listed, count, stretch};
use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use jixiao_domain::{
    BatchState, Coded as _, DisbursementBatchId, FundSource, Money, OrganisationId, ProjectId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLine {
    /// Key.
    pub id: DisbursementBatchId,
    /// 批次号
    pub number: String,
    /// The project that pays.
    pub project_id: ProjectId,
    /// 项目名称
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// The unit, for narrow columns.
    pub organisation_name: String,
    /// 资金来源
    pub source: FundSource,
    /// 用途
    pub purpose: String,
    /// Where it stands.
    pub state: BatchState,
    /// 笔数
    pub line_count: i64,
    /// 合计金额
    pub sum: Money,
    /// When it was built.
    pub built_at: Timestamp,
    /// Lines that failed and were not paid again.
    pub failed_count: i64,
}

impl FromRow for BatchLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            number: number(row.get("issue_year")?, row.get("serial")?),
            project_id: row.id("project_id")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_name: row.get("organisation_name")?,
            source: row.coded("source")?,
            purpose: row.get("purpose")?,
            state: row.coded("state")?,
            line_count: row.get("line_count")?,
            sum: row.money("sum_fen")?,
            built_at: row.time("built_at")?,
            failed_count: row.get("failed_count")?,
        })
    }
}

/// Which batches are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct BatchFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where it stands.
    pub state: Option<BatchState>,
    /// Only those with failed lines that were not paid again.
    pub with_failures: bool,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the project's name or code, or of the purpose.
    pub words: String,
}

/// How batches are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BatchOrder {
    /// The latest first.
    #[default]
    Latest,
    /// By state, in the order of the work.
    State,
    /// The largest sum first.
    Sum,
    /// By project code.
    Project,
}

impl BatchOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Latest => "b.issue_year DESC, b.serial DESC",
            Self::State => {
                "CASE b.state WHEN 'built' THEN 1 WHEN 'checked' THEN 2 WHEN 'approved' THEN 3 \
                 WHEN 'exported' THEN 4 WHEN 'bank_accepted' THEN 5 WHEN 'returned' THEN 6 \
                 WHEN 'reconciled' THEN 7 WHEN 'vouchered' THEN 8 ELSE 9 END, b.id DESC"
            }
            Self::Sum => "b.sum_fen DESC, b.id DESC",
            Self::Project => "p.code, b.id DESC",
        }
    }
}

const FAILED: &str = "(SELECT COUNT(*) FROM disbursement_line l WHERE l.batch_id = b.id \
     AND l.state = 'failed')";

const LISTED: Listed = Listed {
    columns: "b.id, b.issue_year, b.serial, p.id AS project_id, p.name AS project_name, y.year, \
        o.short_name AS organisation_name, b.source, b.purpose, b.state, b.line_count, b.sum_fen, \
        b.built_at, (SELECT COUNT(*) FROM disbursement_line l WHERE l.batch_id = b.id \
        AND l.state = 'failed') AS failed_count",
    tables: "disbursement_batch b JOIN project_year y ON y.id = b.project_year_id \
        JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id",
};

impl BatchFilter {
    fn conditions(&self, scope: &Scope) -> Conditions {
        let mut conditions = Conditions::within(scope);
        conditions.equal("y.year", self.year);
        conditions.equal("b.state", self.state.map(BatchState::code));
        conditions.equal("o.id", self.organisation_id.map(|id| id.0));
        if self.with_failures {
            conditions.hold(&format!("{FAILED} > 0"));
        }
        conditions.contain(&self.words, &["p.name", "p.code", "b.purpose"]);
        conditions
    }
}

/// How many batches pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count_batches(
    connection: &impl Connection,
    scope: &Scope,
    filter: &BatchFilter,
) -> Result<i64, StoreError> {
    count(connection, LISTED, filter.conditions(scope)).await
}

/// A page of the batches that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page_batches(
    connection: &impl Connection,
    scope: &Scope,
    filter: &BatchFilter,
    order: BatchOrder,
    (limit, offset): (i64, i64),
) -> Result<Vec<BatchLine>, StoreError> {
    let conditions = filter.conditions(scope);
    stretch(connection, LISTED, conditions, order.sql(), (limit, offset)).await
}
