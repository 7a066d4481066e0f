//! Disclosures of a scope as a list.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{Coded as _, DisclosureId, FilingState, OrganisationId};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: DisclosureId,
    /// Who publishes.
    pub organisation_name: String,
    /// The fiscal year.
    pub year: i64,
    /// 1, 2, 3 …
    pub version: i64,
    /// Where it stands.
    pub state: FilingState,
    /// How many forms and reports it holds.
    pub item_count: i64,
    /// How many of them were withdrawn.
    pub withdrawn_count: i64,
    /// When it was published.
    pub published_at: Option<Timestamp>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_name: row.get("organisation_name")?,
            year: row.get("year")?,
            version: row.get("version")?,
            state: row.coded("state")?,
            item_count: row.get("item_count")?,
            withdrawn_count: row.get("withdrawn_count")?,
            published_at: row.time_option("published_at")?,
        })
    }
}

/// Where a disclosure stands, for the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// On its way, in this state.
    In(FilingState),
    /// Everybody can read it.
    Published,
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct DisclosureFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where it stands.
    pub standing: Option<Standing>,
    /// Who publishes.
    pub organisation_id: Option<OrganisationId>,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DisclosureOrder {
    /// The latest year first, then the organisation, then the latest version.
    #[default]
    Year,
    /// By organisation.
    Organisation,
    /// Published last first; what is on its way before all.
    Published,
}

impl DisclosureOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "d.year DESC, o.path, d.version DESC",
            Self::Organisation => "o.path, d.year DESC, d.version DESC",
            Self::Published => {
                "CASE WHEN d.published_at IS NULL THEN 0 ELSE 1 END, d.published_at DESC, d.id DESC"
            }
        }
    }
}

impl DisclosureFilter {
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!(
            "FROM disclosure d JOIN organisation o ON o.id = d.organisation_id WHERE {}",
            scope.condition("o.path")
        );
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(year) = self.year {
            narrow("d.year = ?", year.into());
        }
        if let Some(id) = self.organisation_id {
            narrow("d.organisation_id = ?", id.0.into());
        }
        match self.standing {
            Some(Standing::In(state)) => {
                narrow("d.published_at IS NULL AND d.state = ?", state.code().into());
            }
            Some(Standing::Published) => sql.push_str(" AND d.published_at IS NOT NULL"),
            None => {}
        }
        (sql, values)
    }
}

/// How many lines pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &DisclosureFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the lines that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &DisclosureFilter,
    order: DisclosureOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT d.id, o.short_name AS organisation_name, d.year, d.version, d.state, \
         d.published_at, \
         (SELECT COUNT(*) FROM disclosure_item i WHERE i.disclosure_id = d.id) AS item_count, \
         (SELECT COUNT(*) FROM disclosure_item i WHERE i.disclosure_id = d.id \
         AND i.withdrawn_at IS NOT NULL) AS withdrawn_count \
         {query} ORDER BY {} LIMIT ${} OFFSET ${}",
        order.sql(),
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}
