//! Everything a department's year stands on, loaded together.

use super::ties::Ties;
use crate::authz::{self, Action};
use crate::review::{Filing, Subject};
use crate::{App, Call, Refusal};
use jixiao_analysis::department::{DepartmentFigures, ProjectSpend, TaskCounts};
use jixiao_domain::{
    DepartmentAmounts, DepartmentItem, DepartmentTask, DepartmentYearId, Money, OrganisationId,
    ProjectYearId, TaskOutcome,
};
use jixiao_regulation::DepartmentFramework;
use jixiao_store::Connection;
use jixiao_store::departments::explanations::{self, Explanation};
use jixiao_store::departments::judgements::{self, Judgement};
use jixiao_store::departments::tasks::{self, Duty, TaskTexts};
use jixiao_store::departments::{self as rows, DepartmentYear, amounts, units};
use jixiao_store::goals;
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::self_evaluations::indicators;
use jixiao_store::views::departments::{self as views, ProjectLine};
use std::collections::BTreeMap;

/// A department's year with its tables, its projects and the year before.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row itself.
    pub row: DepartmentYear,
    /// The department.
    pub organisation: Organisation,
    /// The units right below it, for choosing whose projects count.
    pub candidates: Vec<Organisation>,
    /// Keys of the units whose projects count, beside the department's own.
    pub units: Vec<OrganisationId>,
    /// The money, by item.
    pub amounts: BTreeMap<DepartmentItem, DepartmentAmounts>,
    /// The texts of the form's tasks.
    pub tasks: BTreeMap<DepartmentTask, TaskTexts>,
    /// The rows of the duty table.
    pub duties: Vec<Duty>,
    /// What a person decided, by code of the indicator.
    pub judgements: BTreeMap<String, Judgement>,
    /// Why figures differ.
    pub explanations: Vec<Explanation>,
    /// The projects at and below the department, with their money as the ledgers stand.
    pub projects: Vec<ProjectLine>,
    /// What is tied into texts, by project's year: results and reasons.
    pub results: BTreeMap<ProjectYearId, ProjectResults>,
    /// The figures of the year before, where the department has that year.
    pub last: Option<DepartmentFigures>,
    /// The framework of indicators.
    pub framework: &'static DepartmentFramework,
}

/// What a project's self-evaluation says, for texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectResults {
    /// Name, target and result of each indicator.
    pub indicators: Vec<(String, String, String)>,
    /// Why execution is low.
    pub execution_reason: String,
}

impl Record {
    /// Loads a department's year; [`Refusal::NotFound`] where there is none or the caller may not
    /// know of it.
    ///
    /// # Errors
    /// As said; [`Refusal::WrongState`] where its framework is unknown.
    pub async fn load(
        connection: &impl Connection,
        call: Call<'_>,
        id: DepartmentYearId,
    ) -> Result<Self, Refusal> {
        let row = rows::find(connection, id).await?.ok_or_else(missing)?;
        let organisation =
            organisations::find(connection, row.organisation_id).await?.ok_or_else(missing)?;
        let knows = [Action::SeeProjects, Action::Unfreeze]
            .into_iter()
            .any(|action| authz::allows(call.actor, action, &organisation.path));
        if !knows {
            return Err(missing());
        }
        Self::around(connection, call.app, row, organisation).await
    }

    async fn around(
        connection: &impl Connection,
        _app: &App,
        row: DepartmentYear,
        organisation: Organisation,
    ) -> Result<Self, Refusal> {
        let id = row.id;
        let framework = DepartmentFramework::get(&row.framework).ok_or_else(|| {
            let id = &row.framework;
            Refusal::WrongState(format!("本程序没有编号为“{id}”的部门整体指标体系"))
        })?;
        let scope = authz::subtree(&organisation.path);
        let below = organisations::list(connection, &scope).await?;
        let is_child = |unit: &Organisation| unit.parent_id == Some(organisation.id);
        let candidates = below.into_iter().filter(is_child).collect();
        let duties = tasks::duties(connection, id).await?;
        let projects = views::projects(connection, &scope, row.year).await?;
        let last = match rows::find_in(connection, organisation.id, row.year - 1).await? {
            None => None,
            Some(last) => Some(DepartmentFigures {
                amounts: amounts::of(connection, last.id).await?,
                posts: last.content.posts,
                staff: last.content.staff,
                ..DepartmentFigures::default()
            }),
        };
        let judged = judgements::of(connection, id).await?;
        Ok(Self {
            candidates,
            units: units::of(connection, id).await?,
            amounts: amounts::of(connection, id).await?,
            tasks: tasks::of(connection, id).await?.into_iter().collect(),
            results: results(connection, &duties, &projects).await?,
            duties,
            judgements: judged.into_iter().map(|row| (row.indicator.clone(), row)).collect(),
            explanations: explanations::of(connection, id).await?,
            projects,
            last,
            framework,
            row,
            organisation,
        })
    }

    /// The filing as the review chain knows it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            filing: Filing::Department,
            id: self.row.id.0,
            organisation: &self.organisation,
            state: self.row.state,
            filled_by: self.row.filled_by,
        }
    }

    /// Whether a project counts into the department: its own and those of the units chosen.
    pub fn counts(&self, project: &ProjectLine) -> bool {
        project.organisation_id == self.organisation.id
            || self.candidates.iter().any(|unit| {
                self.units.contains(&unit.id) && project.organisation_path.starts_with(&unit.path)
            })
    }

    /// The projects that count.
    pub fn counted(&self) -> impl Iterator<Item = &ProjectLine> {
        self.projects.iter().filter(|project| self.counts(project))
    }

    /// The projects as the analysis sees them.
    pub fn spends(&self) -> Vec<ProjectSpend> {
        self.projects
            .iter()
            .map(|project| ProjectSpend {
                name: project.name.clone(),
                figures: project.figures,
                counted: self.counts(project),
                opened: project.project_year_id.is_some(),
            })
            .collect()
    }

    /// The project of a duty.
    pub fn project(&self, year: Option<ProjectYearId>) -> Option<&ProjectLine> {
        let year = year?;
        self.projects.iter().find(|project| project.project_year_id == Some(year))
    }

    /// What the analysis computes from.
    pub fn figures(&self) -> DepartmentFigures {
        let content = &self.row.content;
        DepartmentFigures {
            amounts: self.amounts.clone(),
            posts: content.posts,
            staff: content.staff,
            building_approved: content.building_approved_square_metres,
            building_actual: content.building_actual_square_metres,
            key_spend: self.key_spend(),
            tasks: self.task_counts(),
            survey: content.survey_valid.zip(content.survey_satisfied),
        }
    }

    fn key_spend(&self) -> Option<Money> {
        let mut keys = self
            .duties
            .iter()
            .filter(|duty| duty.is_key)
            .filter_map(|duty| self.project(duty.project_year_id))
            .map(|project| project.figures.executed)
            .peekable();
        keys.peek()?;
        keys.try_fold(Money::default(), Money::checked_add)
    }

    fn task_counts(&self) -> TaskCounts {
        let mut counts = TaskCounts::default();
        for duty in &self.duties {
            counts.planned += 1;
            counts.key_planned += i64::from(duty.is_key);
            counts.quality_reported += i64::from(duty.quality_met.is_some());
            let Some(outcome) = duty.outcome else { continue };
            counts.reported += 1;
            counts.finished += i64::from(outcome.is_finished());
            counts.in_time += i64::from(outcome == TaskOutcome::OnTime);
            counts.key_finished += i64::from(duty.is_key && outcome.is_finished());
            counts.of_quality += i64::from(outcome.is_finished() && duty.quality_met == Some(true));
        }
        counts
    }

    /// The figures tied into the texts of the form's tasks.
    pub fn ties(&self) -> Ties {
        Ties::of_department(self)
    }

    /// The figures tied into the texts of a duty.
    pub fn ties_of(&self, duty: &Duty) -> Ties {
        Ties::of_duty(self, duty)
    }
}

async fn results(
    connection: &impl Connection,
    duties: &[Duty],
    projects: &[ProjectLine],
) -> Result<BTreeMap<ProjectYearId, ProjectResults>, Refusal> {
    let mut found = BTreeMap::new();
    for project in projects {
        let Some(year) = project.project_year_id else { continue };
        if !duties.iter().any(|duty| duty.project_year_id == Some(year)) {
            continue;
        }
        found.insert(year, results_of(connection, project).await?);
    }
    Ok(found)
}

/// What the self-evaluation of a project's year says.
pub(super) async fn results_of(
    connection: &impl Connection,
    project: &ProjectLine,
) -> Result<ProjectResults, Refusal> {
    let Some(id) = project.self_evaluation_id else { return Ok(ProjectResults::default()) };
    let Some(evaluation) = jixiao_store::self_evaluations::find(connection, id).await? else {
        return Ok(ProjectResults::default());
    };
    let filled = indicators::of(connection, id).await?;
    let rows = goals::indicators(connection, evaluation.goal_id).await?;
    let indicators = rows
        .into_iter()
        .map(|row| {
            let actual = filled.iter().find(|one| one.goal_indicator_id == row.id);
            let actual = actual.map_or_else(String::new, |one| one.actual_text.clone());
            (row.content.name.clone(), row.content.target_text(), actual)
        })
        .collect();
    Ok(ProjectResults { indicators, execution_reason: evaluation.execution_reason })
}

/// Nothing that the caller may know of.
pub(super) fn missing() -> Refusal {
    Refusal::NotFound("该部门年度")
}
