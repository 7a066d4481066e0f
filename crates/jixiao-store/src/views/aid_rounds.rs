//! Rounds of aid as a list: those that serve a scope, whoever runs them.

use super::listing::{Conditions, Listed, count as counted, stretch};
use crate::aid_rounds::{AidRound, COLUMNS, SERVES, TABLES};
use crate::{Connection, FromRow, Row, Scope, StoreError};
use jixiao_domain::{AidRoundState, Coded as _, ProjectId};

/// Which rounds are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct RoundFilter {
    /// Key of the programme.
    pub programme: Option<String>,
    /// The fiscal year.
    pub year: Option<i64>,
    /// Whether they take applications.
    pub state: Option<AidRoundState>,
    /// The project whose budget pays.
    pub project_id: Option<ProjectId>,
    /// Part of the label.
    pub words: String,
}

/// How rounds are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RoundOrder {
    /// The latest first.
    #[default]
    Latest,
    /// The first to close first.
    Closing,
    /// By programme.
    Programme,
}

impl RoundOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Latest => "r.year DESC, r.opens_on DESC, r.id DESC",
            Self::Closing => "r.closes_on, r.id",
            Self::Programme => "r.programme, r.year DESC, r.id DESC",
        }
    }
}

const LISTED: Listed = Listed { columns: COLUMNS, tables: TABLES };

impl RoundFilter {
    fn conditions(&self, scope: &Scope) -> Conditions {
        let mut conditions = Conditions::within_or_above(scope, SERVES);
        conditions.equal("r.programme", self.programme.clone());
        conditions.equal("r.year", self.year);
        conditions.equal("r.state", self.state.map(|state| state.code().to_owned()));
        conditions.equal("r.project_id", self.project_id.map(|id| id.0));
        conditions.contain(&self.words, &["r.label"]);
        conditions
    }
}

/// How many rounds pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &RoundFilter,
) -> Result<i64, StoreError> {
    counted(connection, LISTED, filter.conditions(scope)).await
}

/// A page of the rounds that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &RoundFilter,
    order: RoundOrder,
    (limit, offset): (i64, i64),
) -> Result<Vec<AidRound>, StoreError> {
    stretch(connection, LISTED, filter.conditions(scope), order.sql(), (limit, offset)).await
}

/// The years that have rounds, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, scope: &Scope) -> Result<Vec<i64>, StoreError> {
    let within = scope.condition_or_above(SERVES);
    let sql = format!("SELECT DISTINCT r.year FROM {TABLES} WHERE {within} ORDER BY r.year DESC");
    connection.rows(&sql, []).await
}

/// A project whose budget of a year may pay a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// Key.
    pub project_id: ProjectId,
    /// 项目名称
    pub name: String,
    /// The organisation that runs it.
    pub organisation_name: String,
}

impl FromRow for Payer {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_id: row.id("id")?,
            name: row.get("name")?,
            organisation_name: row.get("organisation_name")?,
        })
    }
}

/// The projects of a scope that have a budget in a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn payers(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Payer>, StoreError> {
    let sql = format!(
        "SELECT p.id, p.name, o.short_name AS organisation_name FROM project p \
         JOIN organisation o ON o.id = p.organisation_id \
         JOIN project_year y ON y.project_id = p.id AND y.year = $1 \
         WHERE p.active AND {} ORDER BY o.path, p.code",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}

/// The ceilings of a project's rounds of a year together, in 分, but for one round.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn ceilings(
    connection: &impl Connection,
    project_id: ProjectId,
    year: i64,
    except: Option<i64>,
) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(budget_fen), 0) AS BIGINT) FROM aid_round \
               WHERE project_id = $1 AND year = $2 AND id <> $3";
    let values = [project_id.0.into(), year.into(), except.unwrap_or(0).into()];
    Ok(connection.row(sql, values).await?.unwrap_or(0))
}
