//! What could be published of a year: everything approved below an organisation, with what a version
//! holds of it and what is public already.

use crate::{Connection, FromRow, Row, Scope, StoreError, Value};
use jixiao_domain::{
    CandidateStanding, Coded as _, DisclosureId, OrganisationId, ProjectYearId, PublishedKind,
};

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

/// Which candidates are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct CandidateFilter {
    /// What it is.
    pub kind: Option<PublishedKind>,
    /// The unit.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the unit's or project's name, of the project's code or of the title.
    pub words: String,
    /// Where it stands.
    pub standing: Option<CandidateStanding>,
    /// These records alone, by kind and key.
    pub subjects: Option<Vec<(PublishedKind, i64)>>,
}

/// The year and version candidates are looked for in.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The part of the tree.
    pub scope: &'a Scope,
    /// The fiscal year.
    pub year: i64,
    /// The version.
    pub disclosure_id: DisclosureId,
}

/// How many candidates pass a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CandidateCount {
    /// In all.
    pub total: i64,
    /// Of these, in the version.
    pub chosen: i64,
    /// Of these, public and not corrected by the version: they can't be chosen.
    pub public: i64,
}

impl FromRow for CandidateCount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            total: row.get("total")?,
            chosen: row.get("chosen")?,
            public: row.get("public_count")?,
        })
    }
}

/// A unit with candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateUnit {
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its candidates.
    pub count: i64,
}

impl FromRow for CandidateUnit {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation_id: row.id("organisation_id")?,
            name: row.get("unit_name")?,
            count: row.get("candidate_count")?,
        })
    }
}

/// How many candidates pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    shelf: Shelf<'_>,
    filter: &CandidateFilter,
) -> Result<CandidateCount, StoreError> {
    let (query, values) = query(shelf, filter);
    let columns = "COUNT(*) AS total, \
                   COALESCE(SUM(CASE WHEN i.id IS NULL THEN 0 ELSE 1 END), 0) AS chosen, \
                   COALESCE(SUM(CASE WHEN i.id IS NULL AND s.number IS NOT NULL THEN 1 ELSE 0 END), 0) \
                   AS public_count";
    let sql = query.replace("{columns}", columns);
    Ok(connection.row(&sql, values).await?.unwrap_or_default())
}

/// A page of the candidates that pass the filter, by unit and project.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    shelf: Shelf<'_>,
    filter: &CandidateFilter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let (query, mut values) = query(shelf, filter);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "{} ORDER BY c.path, c.project_code, c.kind, c.subject_id \
         LIMIT ${} OFFSET ${}",
        query.replace("{columns}", "c.*, s.number AS published_number"),
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}

/// The units with candidates, in the order of the tree.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn units(
    connection: &impl Connection,
    shelf: Shelf<'_>,
) -> Result<Vec<CandidateUnit>, StoreError> {
    let (query, values) = query(shelf, &CandidateFilter::default());
    let columns = "c.organisation_id, c.unit_name, COUNT(*) AS candidate_count";
    let sql = format!(
        "{} GROUP BY c.path, c.organisation_id, c.unit_name ORDER BY c.path",
        query.replace("{columns}", columns)
    );
    connection.rows(&sql, values).await
}

/// The candidates joined with the version's items and with what is public, narrowed by the filter;
/// `{columns}` stands for the columns.
fn query(shelf: Shelf<'_>, filter: &CandidateFilter) -> (String, Vec<Value>) {
    let mut sql = format!(
        "WITH candidate AS ({}), standing AS ({PUBLIC}) \
         SELECT {{columns}} FROM candidate c \
         LEFT JOIN disclosure_item i ON i.disclosure_id = $2 AND i.subject_kind = c.kind \
         AND i.subject_id = c.subject_id \
         LEFT JOIN standing s ON s.kind = c.kind AND s.organisation_id = c.organisation_id \
         AND s.project_year = COALESCE(c.project_year_id, 0) AND s.title = c.own_title WHERE 1 = 1",
        all(shelf.scope)
    );
    let mut values: Vec<Value> = vec![shelf.year.into(), shelf.disclosure_id.0.into()];
    let mut narrow = |condition: &str, value: Value| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(kind) = filter.kind {
        narrow("c.kind = ?", kind.code().into());
    }
    if let Some(id) = filter.organisation_id {
        narrow("c.organisation_id = ?", id.0.into());
    }
    if !filter.words.is_empty() {
        let any = "(REPLACE(c.unit_name, ?, '') <> c.unit_name \
                   OR REPLACE(c.project_name, ?, '') <> c.project_name \
                   OR REPLACE(c.project_code, ?, '') <> c.project_code \
                   OR REPLACE(c.own_title, ?, '') <> c.own_title)";
        narrow(any, filter.words.as_str().into());
    }
    match filter.standing {
        Some(CandidateStanding::Open) => sql.push_str(" AND i.id IS NULL AND s.number IS NULL"),
        Some(CandidateStanding::Chosen) => sql.push_str(" AND i.id IS NOT NULL"),
        Some(CandidateStanding::Public) => {
            sql.push_str(" AND i.id IS NULL AND s.number IS NOT NULL");
        }
        None => {}
    }
    if let Some(subjects) = &filter.subjects {
        sql.push_str(" AND (1 = 0");
        for kind in PublishedKind::ALL {
            let keys: Vec<String> = subjects
                .iter()
                .filter(|(other, _)| other == kind)
                .map(|(_, key)| key.to_string())
                .collect();
            if !keys.is_empty() {
                let condition = format!(
                    " OR (c.kind = '{}' AND c.subject_id IN ({}))",
                    kind.code(),
                    keys.join(", ")
                );
                sql.push_str(&condition);
            }
        }
        sql.push(')');
    }
    (sql, values)
}

/// Copies of the year that are public and stand. Kinds of which a project has several a year are told
/// apart by their title.
const PUBLIC: &str = "SELECT n.kind, n.organisation_id, n.project_year, n.title, \
    MAX(n.number) AS number FROM (SELECT i.subject_kind AS kind, i.organisation_id, \
    COALESCE(i.project_year_id, 0) AS project_year, \
    CASE WHEN i.subject_kind IN ('report', 'monitoring') THEN i.title ELSE '' END AS title, i.number \
    FROM disclosure_item i JOIN disclosure d ON d.id = i.disclosure_id \
    WHERE d.year = $1 AND i.number IS NOT NULL AND i.withdrawn_at IS NULL \
    AND NOT EXISTS (SELECT 1 FROM disclosure_item x \
    WHERE x.corrects_id = i.id AND x.number IS NOT NULL)) n \
    GROUP BY n.kind, n.organisation_id, n.project_year, n.title";

/// Goals in force, frozen self-evaluations, monitoring records and department years, concluded
/// evaluations, and approved reports; of goals and reports the latest approved version.
fn all(scope: &Scope) -> String {
    let columns = "y.id AS project_year_id, o.id AS organisation_id, o.name AS unit_name, \
                   o.path, p.code AS project_code, p.name AS project_name";
    let places = "JOIN project p ON p.id = y.project_id \
                  JOIN organisation o ON o.id = p.organisation_id";
    let condition = scope.condition("o.path");
    let round = PublishedKind::Monitoring.word();
    format!(
        "SELECT 'self_evaluation' AS kind, s.id AS subject_id, {columns}, '' AS own_title \
         FROM self_evaluation s JOIN project_year y ON y.id = s.project_year_id {places} \
         WHERE y.year = $1 AND s.state = 'approved' AND {condition} \
         UNION ALL \
         SELECT 'goal' AS kind, g.id AS subject_id, {columns}, '' AS own_title \
         FROM goal g JOIN project_year y ON y.id = g.project_year_id {places} \
         WHERE y.year = $1 AND {condition} AND g.version = (SELECT MAX(x.version) FROM goal x \
         WHERE x.project_year_id = y.id AND x.state = 'approved') \
         UNION ALL \
         SELECT 'monitoring' AS kind, m.id AS subject_id, {columns}, \
         CAST(r.year AS TEXT) || '年' || r.label || '{round}' AS own_title \
         FROM monitoring_record m JOIN monitoring_round r ON r.id = m.round_id \
         JOIN project_year y ON y.id = m.project_year_id {places} \
         WHERE r.year = $1 AND m.state = 'approved' AND {condition} \
         UNION ALL \
         SELECT 'evaluation' AS kind, e.id AS subject_id, {columns}, '' AS own_title \
         FROM evaluation e JOIN project_year y ON y.id = e.project_year_id {places} \
         WHERE y.year = $1 AND e.state = 'concluded' AND {condition} \
         UNION ALL \
         SELECT k.kind, y.id AS subject_id, CAST(NULL AS BIGINT) AS project_year_id, \
         o.id AS organisation_id, o.name AS unit_name, o.path, '' AS project_code, \
         '' AS project_name, '' AS own_title FROM department_year y \
         JOIN organisation o ON o.id = y.organisation_id \
         CROSS JOIN (SELECT 'department_tasks' AS kind UNION ALL SELECT 'department_duties' \
         UNION ALL SELECT 'department_base_data' UNION ALL SELECT 'department_scores') k \
         WHERE y.year = $1 AND y.state = 'approved' AND {condition} \
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
         AND x.state = 'approved')"
    )
}
