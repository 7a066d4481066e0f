//! The list of households.

use super::Narrowed;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, FileLevel, FileState, HardshipCause, HardshipClass, HouseholdId, HouseholdKind,
    OrganisationId, PersonId,
};

/// A line of the list of households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdLine {
    /// Key.
    pub id: HouseholdId,
    /// 档案编号, once filed.
    pub file_number: Option<String>,
    /// The worker the file is kept for.
    pub head_id: Option<PersonId>,
    /// 姓名 of that worker.
    pub head_name: String,
    /// Whose household it is.
    pub kind: HouseholdKind,
    /// Which level keeps the file.
    pub level: FileLevel,
    /// The class that holds.
    pub class: Option<HardshipClass>,
    /// 主要致困原因
    pub main_cause: HardshipCause,
    /// Members now.
    pub member_count: i64,
    /// Where the file stands.
    pub state: FileState,
    /// 建档日期
    pub filed_on: Option<NaiveDate>,
    /// The union that keeps the file.
    pub organisation_name: String,
    /// The latest year whose review was confirmed.
    pub reviewed_year: Option<i64>,
}

impl FromRow for HouseholdLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            file_number: row.get("file_number")?,
            head_id: row.id_option("head_id")?,
            head_name: row.get::<Option<String>>("head_name")?.unwrap_or_default(),
            kind: row.coded("kind")?,
            level: row.coded("level")?,
            class: row.coded_option("class")?,
            main_cause: row.coded("main_cause")?,
            member_count: row.get("member_count")?,
            state: row.coded("state")?,
            filed_on: row.get("filed_on")?,
            organisation_name: row.get("organisation_name")?,
            reviewed_year: row.get("reviewed_year")?,
        })
    }
}

/// Which households are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct HouseholdFilter {
    /// Only those one of these people belongs to. `Some` of none finds nothing.
    pub person_ids: Option<Vec<i64>>,
    /// Part of the head's name, or of the file number.
    pub words: String,
    /// Where the file stands: any of these.
    pub states: Vec<FileState>,
    /// The class that holds.
    pub class: Option<HardshipClass>,
    /// Whose household it is.
    pub kind: Option<HouseholdKind>,
    /// Which level keeps the file.
    pub level: Option<FileLevel>,
    /// Main cause.
    pub cause: Option<HardshipCause>,
    /// The union, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Only files kept now whose review of this year is not confirmed.
    pub unreviewed_year: Option<i64>,
}

/// How households are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HouseholdOrder {
    /// The latest file first.
    #[default]
    Latest,
    /// By file number.
    Number,
    /// By the head's name.
    Name,
    /// By union.
    Organisation,
}

impl HouseholdOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Latest => "h.id DESC",
            Self::Number => "h.file_number, h.id DESC",
            Self::Name => "p.name, h.id",
            Self::Organisation => "o.path, h.id DESC",
        }
    }
}

const HOUSEHOLDS: &str = "FROM household h JOIN organisation o ON o.id = h.organisation_id \
    LEFT JOIN household_member m ON m.id = (SELECT MAX(x.id) FROM household_member x \
    WHERE x.household_id = h.id AND x.relation = 'head') \
    LEFT JOIN person p ON p.id = m.person_id";

impl HouseholdFilter {
    fn query(&self, scope: &Scope) -> Narrowed {
        let sql = format!("{HOUSEHOLDS} WHERE {}", scope.condition("o.path"));
        let mut query = Narrowed { sql, values: Vec::new() };
        if let Some(ids) = &self.person_ids {
            let mut inner = Narrowed { sql: String::new(), values: Vec::new() };
            inner.among("y.person_id", ids);
            let members = format!(
                "h.id IN (SELECT y.household_id FROM household_member y WHERE 1 = 1{})",
                inner.sql
            );
            query.and(&members);
        }
        if !self.words.is_empty() {
            let any = "(REPLACE(p.name, ?, '') <> p.name \
                       OR REPLACE(h.file_number, ?, '') <> h.file_number)";
            query.by(any, self.words.as_str().into());
        }
        if !self.states.is_empty() {
            // Codes hold letters and underscores only, so they can stand in the text.
            let codes: Vec<String> =
                self.states.iter().map(|state| format!("'{}'", state.code())).collect();
            query.and(&format!("h.state IN ({})", codes.join(", ")));
        }
        if let Some(class) = self.class {
            query.by("h.class = ?", class.code().into());
        }
        if let Some(kind) = self.kind {
            query.by("h.kind = ?", kind.code().into());
        }
        if let Some(level) = self.level {
            query.by("h.level = ?", level.code().into());
        }
        if let Some(cause) = self.cause {
            query.by("h.main_cause = ?", cause.code().into());
        }
        if let Some(id) = self.organisation_id {
            query.by("o.id = ?", id.0.into());
        }
        if let Some(year) = self.unreviewed_year {
            query.by(
                "(h.state = 'filed' AND NOT EXISTS (SELECT 1 FROM household_review r \
                 WHERE r.household_id = h.id AND r.year = ? AND r.state = 'confirmed'))",
                year.into(),
            );
        }
        query
    }
}

/// How many households pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count_households(
    connection: &impl Connection,
    scope: &Scope,
    filter: &HouseholdFilter,
) -> Result<i64, StoreError> {
    let query = filter.query(scope);
    let sql = format!("SELECT COUNT(*) {}", query.sql);
    Ok(connection.row(&sql, query.values).await?.unwrap_or(0))
}

/// A page of the households that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn households(
    connection: &impl Connection,
    scope: &Scope,
    filter: &HouseholdFilter,
    order: HouseholdOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<HouseholdLine>, StoreError> {
    let query = filter.query(scope);
    let sql = format!(
        "SELECT h.id, h.file_number, p.id AS head_id, p.name AS head_name, h.kind, h.level, \
         h.class, h.main_cause, h.state, h.filed_on, o.short_name AS organisation_name, \
         CAST((SELECT COUNT(*) FROM household_member c WHERE c.household_id = h.id \
         AND c.left_at IS NULL) AS BIGINT) AS member_count, \
         (SELECT MAX(r.year) FROM household_review r WHERE r.household_id = h.id \
         AND r.state = 'confirmed') AS reviewed_year {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
        query.sql,
        order.sql()
    );
    connection.rows(&sql, query.values).await
}
