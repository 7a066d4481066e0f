//! The list of people.

use super::Narrowed;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, FileState, HonourLevel, HouseholdId, ModelWorkerStatus, OrganisationId, PersonId,
    PersonState, Sex,
};

/// A line of the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Key.
    pub id: PersonId,
    /// 姓名
    pub name: String,
    /// 性别
    pub sex: Option<Sex>,
    /// 出生日期, for the age only.
    pub birth_date: Option<NaiveDate>,
    /// 工作单位
    pub employer: String,
    /// 农民工
    pub migrant: bool,
    /// The union that keeps the record.
    pub organisation_name: String,
    /// The household the person belongs to now.
    pub household_id: Option<HouseholdId>,
    /// Where its file stands.
    pub file_state: Option<FileState>,
    /// Level of a model worker.
    pub honour_level: Option<HonourLevel>,
    /// Status of a model worker.
    pub model_worker_status: Option<ModelWorkerStatus>,
    /// Whether the record is in use.
    pub state: PersonState,
}

impl FromRow for PersonLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            sex: row.coded_option("sex")?,
            birth_date: row.get("birth_date")?,
            employer: row.get("employer")?,
            migrant: row.get("migrant")?,
            organisation_name: row.get("organisation_name")?,
            household_id: row.id_option("household_id")?,
            file_state: row.coded_option("file_state")?,
            honour_level: row.coded_option("honour_level")?,
            model_worker_status: row.coded_option("model_worker_status")?,
            state: row.coded("state")?,
        })
    }
}

/// Which people are wanted. Empty fields do not narrow.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a tick of the filter, free of the others"
)]
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// Only these: who was found by a number. `Some` of none finds nobody.
    pub ids: Option<Vec<i64>>,
    /// Part of the name.
    pub name: String,
    /// Part of the employer's name.
    pub employer: String,
    /// The union, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Only migrants.
    pub migrant: bool,
    /// Only model workers.
    pub model_worker: bool,
    /// Only model workers of this level.
    pub honour_level: Option<HonourLevel>,
    /// Only members of a household whose file is kept now.
    pub in_file: bool,
    /// Also records that were merged into others.
    pub with_merged: bool,
}

/// How people are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PersonOrder {
    /// The latest record first.
    #[default]
    Latest,
    /// By name.
    Name,
    /// By union.
    Organisation,
}

impl PersonOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Latest => "p.id DESC",
            Self::Name => "p.name, p.id",
            Self::Organisation => "o.path, p.id DESC",
        }
    }
}

const PEOPLE: &str = "FROM person p JOIN organisation o ON o.id = p.organisation_id \
    LEFT JOIN household_member m ON m.person_id = p.id AND m.left_at IS NULL \
    LEFT JOIN household h ON h.id = m.household_id \
    LEFT JOIN model_worker w ON w.person_id = p.id";

impl PersonFilter {
    fn query(&self, scope: &Scope) -> Narrowed {
        let sql = format!("{PEOPLE} WHERE {}", scope.condition("o.path"));
        let mut query = Narrowed { sql, values: Vec::new() };
        if let Some(ids) = &self.ids {
            query.among("p.id", ids);
        }
        if !self.name.is_empty() {
            query.by("REPLACE(p.name, ?, '') <> p.name", self.name.as_str().into());
        }
        if !self.employer.is_empty() {
            query.by("REPLACE(p.employer, ?, '') <> p.employer", self.employer.as_str().into());
        }
        if let Some(id) = self.organisation_id {
            query.by("o.id = ?", id.0.into());
        }
        if self.migrant {
            query.and("p.migrant");
        }
        if self.model_worker {
            query.and("w.id IS NOT NULL");
        }
        if let Some(level) = self.honour_level {
            query.by("w.level = ?", level.code().into());
        }
        if self.in_file {
            query.and("h.state IN ('filed', 'lift_proposed', 'cancel_proposed')");
        }
        if !self.with_merged {
            query.and("p.state <> 'merged'");
        }
        query
    }
}

/// How many people pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count_people(
    connection: &impl Connection,
    scope: &Scope,
    filter: &PersonFilter,
) -> Result<i64, StoreError> {
    let query = filter.query(scope);
    let sql = format!("SELECT COUNT(*) {}", query.sql);
    Ok(connection.row(&sql, query.values).await?.unwrap_or(0))
}

/// A page of the people who pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn people(
    connection: &impl Connection,
    scope: &Scope,
    filter: &PersonFilter,
    order: PersonOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<PersonLine>, StoreError> {
    let query = filter.query(scope);
    let sql = format!(
        "SELECT p.id, p.name, p.sex, p.birth_date, p.employer, p.migrant, p.state, \
         o.short_name AS organisation_name, h.id AS household_id, h.state AS file_state, \
         w.level AS honour_level, w.status AS model_worker_status {} ORDER BY {} \
         LIMIT {limit} OFFSET {offset}",
        query.sql,
        order.sql()
    );
    connection.rows(&sql, query.values).await
}
