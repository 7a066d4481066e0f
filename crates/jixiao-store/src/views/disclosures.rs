//! Disclosures of a scope as a list, and what could be published of a year.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{
    Coded as _, DisclosureId, FilingState, OrganisationId, ProjectYearId, PublishedKind,
};

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

/// Something that could be published: approved, and in the organisation's part of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: PublishedKind,
    /// Key of the record.
    pub subject_id: i64,
    /// The project's year, where it is about one.
    pub project_year_id: Option<ProjectYearId>,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub unit_name: String,
    /// 项目编码; empty where it is about none.
    pub project_code: String,
    /// 项目名称; empty where it is about none.
    pub project_name: String,
    /// The title it bears itself; empty for forms, which are all called alike.
    pub own_title: String,
    /// 公开编号 of the copy that is published and stands, if there is one.
    pub published_number: Option<String>,
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.coded("kind")?,
            subject_id: row.get("subject_id")?,
            project_year_id: row.id_option("project_year_id")?,
            organisation_id: row.id("organisation_id")?,
            unit_name: row.get("unit_name")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            own_title: row.get("own_title")?,
            published_number: row.get("published_number")?,
        })
    }
}

/// Approved goals in force, frozen self-evaluations and approved reports of a year below a path, by
/// unit and project; of a report the latest approved version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn candidates(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let columns = "y.id AS project_year_id, o.id AS organisation_id, o.name AS unit_name, \
                   o.path, p.code AS project_code, p.name AS project_name, '' AS own_title";
    let places = "JOIN project p ON p.id = y.project_id \
                  JOIN organisation o ON o.id = p.organisation_id";
    let condition = scope.condition("o.path");
    let sql = format!(
        "SELECT c.*, (SELECT MAX(i.number) FROM disclosure_item i WHERE i.subject_kind = c.kind \
         AND i.organisation_id = c.organisation_id \
         AND COALESCE(i.project_year_id, 0) = COALESCE(c.project_year_id, 0) \
         AND (c.own_title = '' OR i.title = c.own_title) AND i.number IS NOT NULL \
         AND i.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM disclosure_item x \
         WHERE x.corrects_id = i.id AND x.number IS NOT NULL)) AS published_number FROM (\
         SELECT 'self_evaluation' AS kind, s.id AS subject_id, {columns} \
         FROM self_evaluation s JOIN project_year y ON y.id = s.project_year_id {places} \
         WHERE y.year = $1 AND s.state = 'approved' AND {condition} \
         UNION ALL \
         SELECT 'goal' AS kind, g.id AS subject_id, {columns} \
         FROM goal g JOIN project_year y ON y.id = g.project_year_id {places} \
         WHERE y.year = $1 AND {condition} AND g.version = (SELECT MAX(x.version) FROM goal x \
         WHERE x.project_year_id = y.id AND x.state = 'approved') \
         UNION ALL \
         SELECT 'report' AS kind, r.id AS subject_id, y.id AS project_year_id, \
         o.id AS organisation_id, o.name AS unit_name, o.path, \
         COALESCE(p.code, '') AS project_code, COALESCE(p.name, '') AS project_name, \
         r.title AS own_title FROM report r JOIN organisation o ON o.id = r.organisation_id \
         LEFT JOIN project p ON p.id = r.project_id \
         LEFT JOIN project_year y ON y.project_id = p.id AND y.year = r.year \
         WHERE r.year = $1 AND {condition} AND r.version = (SELECT MAX(x.version) FROM report x \
         WHERE x.kind = r.kind AND x.organisation_id = r.organisation_id AND x.year = r.year \
         AND x.subject_kind = r.subject_kind AND x.subject_id = r.subject_id \
         AND x.state = 'approved')) c \
         ORDER BY c.path, c.project_code, c.kind DESC, c.subject_id"
    );
    connection.rows(&sql, [year.into()]).await
}
