//! Suspensions of payment (暂停拨付) of a project's year. Rows are only ever added: a suspension ends
//! by a row of its own.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, ProjectYearId, SuspensionId, SuspensionOrigin, UserId};

/// A suspension, with its end where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Key.
    pub id: SuspensionId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// What made it necessary.
    pub origin: SuspensionOrigin,
    /// Key of the warning or rectification it comes from.
    pub origin_id: Option<i64>,
    /// Why.
    pub reason: String,
    /// 依据条款
    pub article: String,
    /// Who suspended.
    pub suspended_by: UserId,
    /// Their name today.
    pub suspended_by_name: String,
    /// Since when.
    pub suspended_at: Timestamp,
    /// How it ended; `None` while payment is suspended.
    pub resumption: Option<Resumption>,
}

/// The end of a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resumption {
    /// Why.
    pub reason: String,
    /// Who lifted it.
    pub by: UserId,
    /// Their name today.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for Suspension {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let resumption = match (row.id_option("resumed_by")?, row.time_option("resumed_at")?) {
            (Some(by), Some(at)) => Some(Resumption {
                reason: row.get::<Option<String>>("resumed_reason")?.unwrap_or_default(),
                by,
                by_name: row.get::<Option<String>>("resumed_by_name")?.unwrap_or_default(),
                at,
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            origin: row.coded("origin")?,
            origin_id: row.get("origin_id")?,
            reason: row.get("reason")?,
            article: row.get("article")?,
            suspended_by: row.id("suspended_by")?,
            suspended_by_name: row.get("suspended_by_name")?,
            suspended_at: row.time("suspended_at")?,
            resumption,
        })
    }
}

const SELECT: &str = "SELECT s.id, s.project_year_id, s.origin, s.origin_id, s.reason, s.article, \
    s.suspended_by, a.name AS suspended_by_name, s.suspended_at, e.reason AS resumed_reason, \
    e.resumed_by, b.name AS resumed_by_name, e.resumed_at \
    FROM payment_suspension s JOIN app_user a ON a.id = s.suspended_by \
    LEFT JOIN payment_resumption e ON e.suspension_id = s.id \
    LEFT JOIN app_user b ON b.id = e.resumed_by";

/// A suspension to begin.
#[derive(Debug, Clone)]
pub struct NewSuspension<'a> {
    /// See [`Suspension::project_year_id`].
    pub project_year_id: ProjectYearId,
    /// See [`Suspension::origin`].
    pub origin: SuspensionOrigin,
    /// See [`Suspension::origin_id`].
    pub origin_id: Option<i64>,
    /// See [`Suspension::reason`].
    pub reason: &'a str,
    /// See [`Suspension::article`].
    pub article: &'a str,
    /// See [`Suspension::suspended_by`].
    pub suspended_by: UserId,
    /// See [`Suspension::suspended_at`].
    pub suspended_at: Timestamp,
}

/// Begins a suspension. Whether one holds already is asked under the lock of the ledgers.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(tx: &Transaction, new: &NewSuspension<'_>) -> Result<SuspensionId, StoreError> {
    tx.insert(
        "INSERT INTO payment_suspension (project_year_id, origin, origin_id, reason, article, \
         suspended_by, suspended_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        [
            new.project_year_id.0.into(),
            new.origin.code().into(),
            new.origin_id.into(),
            new.reason.into(),
            new.article.into(),
            new.suspended_by.0.into(),
            new.suspended_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Ends a suspension.
///
/// # Errors
/// [`StoreError::Duplicate`] where it ended already.
pub async fn resume(
    tx: &Transaction,
    id: SuspensionId,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO payment_resumption (suspension_id, reason, resumed_by, resumed_at) \
         VALUES ($1, $2, $3, $4)",
        [id.0.into(), reason.into(), by.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// The suspension that holds now, if any.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn current(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Option<Suspension>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE s.project_year_id = $1 AND e.suspension_id IS NULL ORDER BY s.id LIMIT 1"
    );
    connection.row(&sql, [id.0.into()]).await
}

/// All suspensions of a project's year, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Vec<Suspension>, StoreError> {
    let sql = format!("{SELECT} WHERE s.project_year_id = $1 ORDER BY s.id");
    connection.rows(&sql, [id.0.into()]).await
}
