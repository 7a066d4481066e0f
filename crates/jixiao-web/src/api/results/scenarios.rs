//! Scenarios over the API: made, withdrawn and side by side. Amounts are 分, save where they are
//! typed.

use jixiao_app::results::{ScenarioComparison, ScenarioForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A scenario to make. The ceiling is 元 as text, empty for none.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ScenarioBody {
    organisation: i64,
    year: i64,
    name: String,
    ceiling: String,
    score_percent: i64,
    fair_cut_percent: i64,
    poor_cut_percent: i64,
}

impl ScenarioBody {
    pub(super) fn form(self) -> ScenarioForm {
        ScenarioForm {
            organisation: self.organisation.to_string(),
            year: self.year.to_string(),
            name: self.name,
            ceiling: self.ceiling,
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
    total_fen: i64,
    adopted: bool,
}

/// A project in every column.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedBody {
    project: i64,
    name: String,
    base_fen: i64,
    /// In each column; absent where the scenario does not cover the project.
    amounts_fen: Vec<Option<i64>>,
}

impl ScenarioListBody {
    pub(super) fn of(compared: &ScenarioComparison) -> Self {
        let columns = compared.columns.iter().map(|column| {
            let scenario = column.scenario.as_ref();
            ColumnBody {
                scenario: scenario.map(|scenario| scenario.id.0),
                name: scenario.map_or("按规则测算", |one| one.content.name.as_str()).to_owned(),
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
        });
        Self {
            year: compared.year,
            base_fen: compared.base.fen(),
            columns: columns.collect(),
            projects: projects.collect(),
        }
    }
}
