//! Cases that may be paid with whom they pay, and where the approved money of a project lies.

use crate::{Connection, FromRow, Row, Scope, StoreError};
use jixiao_domain::{
    AidCaseId, AidRoundId, DisbursementBatchId, Money, PersonId, PersonState, ProjectId,
};

/// A case that is payable, with whom it pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// The case.
    pub case_id: AidCaseId,
    /// Who is paid.
    pub person_id: PersonId,
    /// 姓名 today.
    pub name: String,
    /// 开户银行 today.
    pub bank_name: String,
    /// Whether the person's record is in use.
    pub state: PersonState,
    /// What was approved; `None` where nothing was, which is not paid.
    pub approved: Option<Money>,
}

impl Payee {
    /// Whether the person's record is in use.
    pub fn is_in_use(&self) -> bool {
        self.state == PersonState::Active
    }
}

impl FromRow for Payee {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            case_id: row.id("case_id")?,
            person_id: row.id("person_id")?,
            name: row.get("name")?,
            bank_name: row.get("bank_name")?,
            state: row.coded("state")?,
            approved: row.get::<Option<i64>>("approved_fen")?.map(Money::from_fen),
        })
    }
}

const PAYEES: &str = "SELECT c.id AS case_id, c.person_id, p.name, p.bank_name, p.state, \
    c.approved_fen FROM aid_case c JOIN person p ON p.id = c.person_id";

/// The payable cases of some rounds of a project, in the order of their keys.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn payees(
    connection: &impl Connection,
    project_id: ProjectId,
    rounds: &[AidRoundId],
) -> Result<Vec<Payee>, StoreError> {
    let keys: Vec<String> = rounds.iter().map(ToString::to_string).collect();
    let sql = format!(
        "{PAYEES} JOIN aid_round r ON r.id = c.round_id WHERE c.state = 'payable' \
         AND r.project_id = $1 AND r.id IN (0{}{}) ORDER BY c.id",
        if keys.is_empty() { "" } else { ", " },
        keys.join(", ")
    );
    connection.rows(&sql, [project_id.0.into()]).await
}

/// Whom the cases of failed lines of a batch pay today.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn payees_of_cases(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<Payee>, StoreError> {
    let sql = format!(
        "{PAYEES} JOIN disbursement_line l ON l.aid_case_id = c.id \
         WHERE l.batch_id = $1 AND l.state = 'failed' ORDER BY l.serial"
    );
    connection.rows(&sql, [batch_id.0.into()]).await
}

/// What was approved for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedCase {
    /// The case.
    pub case_id: AidCaseId,
    /// What was approved.
    pub approved: Option<Money>,
}

impl FromRow for ApprovedCase {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            case_id: row.id("id")?,
            approved: row.get::<Option<i64>>("approved_fen")?.map(Money::from_fen),
        })
    }
}

/// What was approved for the cases that lines of a batch hold.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn approved_of_batch(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<ApprovedCase>, StoreError> {
    let sql = "SELECT c.id, c.approved_fen FROM disbursement_line l \
               JOIN aid_case c ON c.id = l.aid_case_id WHERE l.batch_id = $1 \
               AND l.state IN ('open', 'pending', 'paid', 'failed', 'recovered') ORDER BY l.serial";
    connection.rows(sql, [batch_id.0.into()]).await
}

/// A round with cases that may be paid now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayableRound {
    /// The round.
    pub round_id: AidRoundId,
    /// 轮次名称
    pub label: String,
    /// The project that pays.
    pub project_id: ProjectId,
    /// 项目名称
    pub project_name: String,
    /// Its unit, for narrow columns.
    pub organisation_name: String,
    /// 件数
    pub case_count: i64,
    /// 金额
    pub sum: Money,
}

impl FromRow for PayableRound {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            round_id: row.id("round_id")?,
            label: row.get("label")?,
            project_id: row.id("project_id")?,
            project_name: row.get("project_name")?,
            organisation_name: row.get("organisation_name")?,
            case_count: row.get("case_count")?,
            sum: row.money("sum_fen")?,
        })
    }
}

/// The rounds with payable cases whose projects lie within a scope; of one project where one is named.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn payable_rounds(
    connection: &impl Connection,
    scope: &Scope,
    project_id: Option<ProjectId>,
) -> Result<Vec<PayableRound>, StoreError> {
    let of_one = project_id.map_or_else(String::new, |id| format!(" AND p.id = {id}"));
    let sql = format!(
        "SELECT r.id AS round_id, r.label, p.id AS project_id, p.name AS project_name, \
         o.short_name AS organisation_name, COUNT(*) AS case_count, \
         CAST(COALESCE(SUM(c.approved_fen), 0) AS BIGINT) AS sum_fen \
         FROM aid_case c JOIN aid_round r ON r.id = c.round_id JOIN project p ON p.id = r.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         WHERE c.state = 'payable' AND {}{of_one} \
         GROUP BY r.id, r.label, p.id, p.name, o.short_name, o.path ORDER BY o.path, p.id, r.id",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

/// Where the approved money of a project lies, each sum from its own rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Of all cases whose approval ended.
    pub approved: Money,
    /// Of cases that wait for a batch.
    pub payable: Money,
    /// Of lines on their way.
    pub pending: Money,
    /// Of lines that failed and were not paid again.
    pub failed: Money,
    /// Of lines that arrived, got back or not.
    pub paid: Money,
    /// What was got back of these.
    pub recovered: Money,
}

impl FromRow for Standing {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            approved: row.money("approved_fen")?,
            payable: row.money("payable_fen")?,
            pending: row.money("pending_fen")?,
            failed: row.money("failed_fen")?,
            paid: row.money("paid_fen")?,
            recovered: row.money("recovered_fen")?,
        })
    }
}

/// Where the approved money of a project lies, over all its rounds and batches.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn standing(
    connection: &impl Connection,
    project_id: ProjectId,
) -> Result<Standing, StoreError> {
    let cases = |states: &str| {
        format!(
            "SELECT CAST(COALESCE(SUM(c.approved_fen), 0) AS BIGINT) FROM aid_case c \
             JOIN aid_round r ON r.id = c.round_id \
             WHERE r.project_id = $1 AND c.state IN ({states})"
        )
    };
    let lines = |column: &str, states: &str| {
        format!(
            "SELECT CAST(COALESCE(SUM(l.{column}), 0) AS BIGINT) FROM disbursement_line l \
             JOIN disbursement_batch b ON b.id = l.batch_id \
             JOIN project_year y ON y.id = b.project_year_id \
             WHERE y.project_id = $1 AND l.state IN ({states})"
        )
    };
    let sql = format!(
        "SELECT ({}) AS approved_fen, ({}) AS payable_fen, ({}) AS pending_fen, ({}) AS failed_fen, \
         ({}) AS paid_fen, ({}) AS recovered_fen",
        cases("'payable', 'batched', 'paid', 'recovered'"),
        cases("'payable'"),
        lines("amount_fen", "'open', 'pending'"),
        lines("amount_fen", "'failed'"),
        lines("amount_fen", "'paid', 'recovered'"),
        lines("recovered_fen", "'paid', 'recovered'"),
    );
    Ok(connection.row(&sql, [project_id.0.into()]).await?.unwrap_or_default())
}
