//! Scenarios over the API: made, withdrawn and side by side. Amounts are 分, save where they are
//! typed.

use jixiao_app::results::{Proposed, ScenarioComparison, ScenarioForm};
use jixiao_domain::{Coded as _, SharingMethod};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A scenario to make. The ceiling is 元 as text, empty for none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ScenarioBody {
    organisation: i64,
    year: i64,
    name: String,
    ceiling: String,
    /// `even`, `weakness`, `unspent`, `demand` or `combined`.
    method: String,
    score_percent: i64,
    /// Of `combined`: these three together 100.
    weakness_percent: i64,
    unspent_percent: i64,
    demand_percent: i64,
    fair_cut_percent: i64,
    poor_cut_percent: i64,
    /// Codes of programmes whose projects get the floor at least.
    protected_programmes: Vec<String>,
    /// Codes of single projects that get the floor at least.
    protected_projects: Vec<String>,
    /// Of the base, 0 without protection.
    floor_percent: i64,
    protection_basis: String,
}

impl Default for ScenarioBody {
    fn default() -> Self {
        Self {
            organisation: 0,
            year: 0,
            name: String::new(),
            ceiling: String::new(),
            method: SharingMethod::Weakness.code().to_owned(),
            score_percent: 0,
            weakness_percent: 0,
            unspent_percent: 0,
            demand_percent: 0,
            fair_cut_percent: 0,
            poor_cut_percent: 0,
            protected_programmes: Vec::new(),
            protected_projects: Vec::new(),
            floor_percent: 0,
            protection_basis: String::new(),
        }
    }
}

impl ScenarioBody {
    pub(super) fn form(self) -> ScenarioForm {
        ScenarioForm {
            organisation: self.organisation.to_string(),
            year: self.year.to_string(),
            name: self.name,
            ceiling: self.ceiling,
            method: self.method,
            weakness_percent: self.weakness_percent.to_string(),
            unspent_percent: self.unspent_percent.to_string(),
            demand_percent: self.demand_percent.to_string(),
            programme: self.protected_programmes,
            projects: self.protected_projects.join(" "),
            floor_percent: self.floor_percent.to_string(),
            protection_basis: self.protection_basis,
            score_percent: self.score_percent.to_string(),
            fair_cut_percent: self.fair_cut_percent.to_string(),
            poor_cut_percent: self.poor_cut_percent.to_string(),
        }
    }
}

/// A withdrawal.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct WithdrawBody {
    pub(super) reason: String,
}

/// The scenario spoken of.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScenarioIdBody {
    pub(super) id: i64,
}

/// Scenarios side by side.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScenarioListBody {
    year: i64,
    base_fen: i64,
    /// The rules alone first.
    columns: Vec<ColumnBody>,
    projects: Vec<ComparedBody>,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
struct ColumnBody {
    /// Absent for the rules alone.
    scenario: Option<i64>,
    name: String,
    ceiling_fen: Option<i64>,
    /// By what the ceiling is shared; absent for the rules alone.
    method: Option<&'static str>,
    protected_programmes: Vec<&'static str>,
    protected_projects: Vec<i64>,
    floor_percent: i64,
    total_fen: i64,
    /// By how much the floors exceed the ceiling; they are lowered in proportion then.
    floors_beyond_fen: i64,
    adopted: bool,
    /// Another scenario of the unit was adopted later.
    superseded: bool,
}

/// A project in every column.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedBody {
    project: i64,
    name: String,
    base_fen: i64,
    /// In each column; absent where the scenario does not cover the project.
    amounts_fen: Vec<Option<i64>>,
    /// In each column the steps of the computation, a sentence each.
    reasons: Vec<Vec<String>>,
}

impl ScenarioListBody {
    pub(super) fn of(compared: &ScenarioComparison) -> Self {
        let columns = compared.columns.iter().map(|column| {
            let scenario = column.scenario.as_ref();
            ColumnBody {
                scenario: scenario.map(|scenario| scenario.id.0),
                name: scenario.map_or("按规则测算", |one| one.content.name.as_str()).to_owned(),
                ceiling_fen: scenario
                    .and_then(|one| one.content.ceiling)
                    .map(jixiao_domain::Money::fen),
                method: scenario.map(|one| one.content.method.code()),
                protected_programmes: column
                    .protection
                    .programmes
                    .iter()
                    .map(|one| one.code())
                    .collect(),
                protected_projects: column.protection.projects.iter().map(|one| one.0).collect(),
                floor_percent: scenario.map_or(0, |one| one.content.floor_percent),
                floors_beyond_fen: column.floors_beyond.fen(),
                superseded: column.is_superseded,
                total_fen: column.total.fen(),
                adopted: scenario.is_some_and(|scenario| scenario.adopted_at.is_some()),
            }
        });
        let projects = compared.projects.iter().map(|project| ComparedBody {
            project: project.project_id.0,
            name: project.project_name.clone(),
            base_fen: project.base.fen(),
            amounts_fen: project
                .cells
                .iter()
                .map(|cell| cell.as_ref().map(|cell| cell.amount.fen()))
                .collect(),
            reasons: project.cells.iter().map(reasons).collect(),
        });
        Self {
            year: compared.year,
            base_fen: compared.base.fen(),
            columns: columns.collect(),
            projects: projects.collect(),
        }
    }
}

fn reasons(cell: &Option<Proposed>) -> Vec<String> {
    cell.as_ref().map(|cell| cell.reasons.clone()).unwrap_or_default()
}
