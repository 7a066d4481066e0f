//! 未发放清单: what was approved and has not arrived.

use crate::disbursements::number;
use crate::views::listing::{Conditions, Listed, count, stretch};
use crate::{Connection, FromRow, Row, Scope, StoreError};
use jixiao_domain::{AidCaseId, BatchState, DisbursementBatchId, LineState, Money, OrganisationId};

/// An approved case that is not paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnpaidLine {
    /// The case.
    pub case_id: AidCaseId,
    /// 姓名, whole.
    pub name: String,
    /// 轮次名称
    pub round_label: String,
    /// The fiscal year of the round.
    pub year: i64,
    /// 项目名称
    pub project_name: String,
    /// The unit that pays, for narrow columns.
    pub organisation_name: String,
    /// What was approved.
    pub amount: Money,
    /// The batch it is in, with its number and state.
    pub batch: Option<(DisbursementBatchId, String, BatchState)>,
    /// What became of its line.
    pub line_state: Option<LineState>,
    /// Code of why it failed.
    pub failure_kind: Option<String>,
    /// The bank's words.
    pub failure_text: String,
}

impl FromRow for UnpaidLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let batch = match row.id_option("batch_id")? {
            Some(id) => {
                let number = number(row.get("issue_year")?, row.get("serial")?);
                Some((id, number, row.coded("batch_state")?))
            }
            None => None,
        };
        Ok(Self {
            case_id: row.id("case_id")?,
            name: row.get("name")?,
            round_label: row.get("round_label")?,
            year: row.get("year")?,
            project_name: row.get("project_name")?,
            organisation_name: row.get("organisation_name")?,
            amount: Money::from_fen(row.get::<Option<i64>>("approved_fen")?.unwrap_or(0)),
            batch,
            line_state: row.coded_option("line_state")?,
            failure_kind: row.get("failure_kind")?,
            failure_text: row.get::<Option<String>>("failure_text")?.unwrap_or_default(),
        })
    }
}

/// Which cases are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct UnpaidFilter {
    /// The fiscal year of the round.
    pub year: Option<i64>,
    /// `waiting` for no batch, `on_the_way`, `failed`.
    pub place: Option<&'static str>,
    /// The unit that pays, alone.
    pub organisation_id: Option<OrganisationId>,
}

const LISTED: Listed = Listed {
    columns: "c.id AS case_id, n.name, r.label AS round_label, r.year, p.name AS project_name, \
        o.short_name AS organisation_name, c.approved_fen, b.id AS batch_id, b.issue_year, \
        b.serial, b.state AS batch_state, l.state AS line_state, l.failure_kind, l.failure_text",
    tables: "aid_case c JOIN person n ON n.id = c.person_id JOIN aid_round r ON r.id = c.round_id \
        JOIN project p ON p.id = r.project_id JOIN organisation o ON o.id = p.organisation_id \
        LEFT JOIN disbursement_line l ON l.aid_case_id = c.id \
        AND l.state IN ('open', 'pending', 'failed') \
        LEFT JOIN disbursement_batch b ON b.id = l.batch_id",
};

impl UnpaidFilter {
    fn conditions(&self, scope: &Scope) -> Conditions {
        let mut conditions = Conditions::within(scope);
        conditions.hold("c.state IN ('payable', 'batched')");
        conditions.equal("r.year", self.year);
        conditions.equal("o.id", self.organisation_id.map(|id| id.0));
        match self.place {
            Some("waiting") => conditions.hold("l.id IS NULL"),
            Some("on_the_way") => conditions.hold("l.state IN ('open', 'pending')"),
            Some("failed") => conditions.hold("l.state = 'failed'"),
            _ => {}
        }
        conditions
    }
}

/// How many cases pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count_unpaid(
    connection: &impl Connection,
    scope: &Scope,
    filter: &UnpaidFilter,
) -> Result<i64, StoreError> {
    count(connection, LISTED, filter.conditions(scope)).await
}

/// The sum of the cases that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn sum_unpaid(
    connection: &impl Connection,
    scope: &Scope,
    filter: &UnpaidFilter,
) -> Result<Money, StoreError> {
    let (condition, values) = filter.conditions(scope).finish();
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(c.approved_fen), 0) AS BIGINT) FROM {} WHERE {condition}",
        LISTED.tables
    );
    Ok(Money::from_fen(connection.row(&sql, values).await?.unwrap_or(0)))
}

/// A page of the cases that pass the filter, by unit, round and case.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page_unpaid(
    connection: &impl Connection,
    scope: &Scope,
    filter: &UnpaidFilter,
    (limit, offset): (i64, i64),
) -> Result<Vec<UnpaidLine>, StoreError> {
    let conditions = filter.conditions(scope);
    stretch(connection, LISTED, conditions, "r.year, r.id, c.id", (limit, offset)).await
}
