//! Scenarios of next year's budgets: named choices of parameters, of which one may be adopted.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, Money, OrganisationId, Programme, ProjectId, ScenarioId, SharingMethod, UserId,
};

/// A row of `budget_scenario`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Key.
    pub id: ScenarioId,
    /// The unit whose projects, with all below it, it covers.
    pub organisation_id: OrganisationId,
    /// That unit's path.
    pub organisation_path: String,
    /// That unit's name.
    pub organisation_name: String,
    /// The fiscal year it is for.
    pub year: i64,
    /// What it says.
    pub content: ScenarioContent,
    /// Who made it.
    pub created_by: UserId,
    /// When it was adopted.
    pub adopted_at: Option<Timestamp>,
}

/// The choices of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioContent {
    /// 方案名称
    pub name: String,
    /// The most all projects together may get; `None` for no bound.
    pub ceiling: Option<Money>,
    /// How much the score counts against execution where the bound forces cuts, 0..=100.
    pub score_percent: i64,
    /// What 中 loses, 0..=100.
    pub fair_cut_percent: i64,
    /// What 差 loses, 0..=100.
    pub poor_cut_percent: i64,
    /// By what the cuts are shared that the bound forces.
    pub method: SharingMethod,
    /// The weights of 综合分摊 by weakness, unspent share and demand; together 100, or all 0 under
    /// another method.
    pub combined_percents: [i64; 3],
    /// The share of the budget it starts from that a protected project gets at least, 0..=100; 0
    /// protects nothing.
    pub floor_percent: i64,
    /// Why they are protected: a document, an article.
    pub protection_basis: String,
}

/// What a scenario protects from cuts below its floor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protection {
    /// All projects of these programmes.
    pub programmes: Vec<Programme>,
    /// Single projects.
    pub projects: Vec<ProjectId>,
}

impl Protection {
    /// Whether a project is protected.
    pub fn covers(&self, project: ProjectId, programme: Programme) -> bool {
        self.programmes.contains(&programme) || self.projects.contains(&project)
    }
}

const FROM: &str = "SELECT c.id, c.organisation_id, o.path, o.name AS organisation_name, c.year, \
    c.name, c.ceiling_fen, c.score_percent, c.fair_cut_percent, c.poor_cut_percent, c.method, \
    c.weakness_percent, c.unspent_percent, c.demand_percent, c.floor_percent, c.protection_basis, \
    c.created_by, c.adopted_at FROM budget_scenario c JOIN organisation o ON o.id = c.organisation_id \
    WHERE c.withdrawn_at IS NULL";

impl FromRow for Scenario {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_path: row.get("path")?,
            organisation_name: row.get("organisation_name")?,
            year: row.get("year")?,
            content: ScenarioContent {
                name: row.get("name")?,
                ceiling: row.get::<Option<i64>>("ceiling_fen")?.map(Money::from_fen),
                score_percent: row.get("score_percent")?,
                fair_cut_percent: row.get("fair_cut_percent")?,
                poor_cut_percent: row.get("poor_cut_percent")?,
                method: row.coded("method")?,
                combined_percents: [
                    row.get("weakness_percent")?,
                    row.get("unspent_percent")?,
                    row.get("demand_percent")?,
                ],
                floor_percent: row.get("floor_percent")?,
                protection_basis: row.get("protection_basis")?,
            },
            created_by: row.id("created_by")?,
            adopted_at: row.time_option("adopted_at")?,
        })
    }
}

/// Adds a scenario with what it protects.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    organisation_id: OrganisationId,
    year: i64,
    (content, protection): (&ScenarioContent, &Protection),
    by: UserId,
    at: Timestamp,
) -> Result<ScenarioId, StoreError> {
    let [weakness, unspent, demand] = content.combined_percents;
    let values = [
        organisation_id.0.into(),
        year.into(),
        content.name.as_str().into(),
        content.ceiling.map(Money::fen).into(),
        content.score_percent.into(),
        content.fair_cut_percent.into(),
        content.poor_cut_percent.into(),
        content.method.code().into(),
        weakness.into(),
        unspent.into(),
        demand.into(),
        content.floor_percent.into(),
        content.protection_basis.as_str().into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    let id: ScenarioId = tx
        .insert(
            "INSERT INTO budget_scenario (organisation_id, year, name, ceiling_fen, score_percent, \
             fair_cut_percent, poor_cut_percent, method, weakness_percent, unspent_percent, \
             demand_percent, floor_percent, protection_basis, created_by, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
             RETURNING id",
            values,
        )
        .await?;
    for programme in &protection.programmes {
        let sql = "INSERT INTO scenario_protected_programme (scenario_id, programme) \
                   VALUES ($1, $2)";
        tx.execute(sql, [id.0.into(), programme.code().into()]).await?;
    }
    for project in &protection.projects {
        let sql = "INSERT INTO scenario_protected_project (scenario_id, project_id) \
                   VALUES ($1, $2)";
        tx.execute(sql, [id.0.into(), project.0.into()]).await?;
    }
    Ok(id)
}

struct Protected(Programme);

impl FromRow for Protected {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.coded("programme")?))
    }
}

/// What a scenario protects.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn protection(
    connection: &impl Connection,
    id: ScenarioId,
) -> Result<Protection, StoreError> {
    let sql = "SELECT programme FROM scenario_protected_programme WHERE scenario_id = $1";
    let mut programmes: Vec<Protected> = connection.rows(sql, [id.0.into()]).await?;
    programmes.sort_by_key(|one| one.0);
    let sql = "SELECT project_id FROM scenario_protected_project WHERE scenario_id = $1 \
               ORDER BY project_id";
    let projects: Vec<i64> = connection.rows(sql, [id.0.into()]).await?;
    Ok(Protection {
        programmes: programmes.into_iter().map(|one| one.0).collect(),
        projects: projects.into_iter().map(ProjectId).collect(),
    })
}

/// Notes that a scenario was adopted.
///
/// # Errors
/// [`StoreError::Stale`] where it was withdrawn.
pub async fn adopt(
    tx: &Transaction,
    id: ScenarioId,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE budget_scenario SET adopted_by = $2, adopted_at = $3 \
         WHERE id = $1 AND withdrawn_at IS NULL",
        [id.0.into(), by.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// Withdraws a scenario.
///
/// # Errors
/// [`StoreError::Stale`] where it was withdrawn already.
pub async fn withdraw(
    tx: &Transaction,
    id: ScenarioId,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE budget_scenario SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 \
         WHERE id = $1 AND withdrawn_at IS NULL",
        [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()],
    )
    .await
}

/// One scenario that was not withdrawn.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ScenarioId,
) -> Result<Option<Scenario>, StoreError> {
    connection.row(&format!("{FROM} AND c.id = $1"), [id.0.into()]).await
}

/// The scenarios of a scope for a year, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Scenario>, StoreError> {
    let sql = format!("{FROM} AND {} AND c.year = $1 ORDER BY c.id", scope.condition("o.path"));
    connection.rows(&sql, [year.into()]).await
}
