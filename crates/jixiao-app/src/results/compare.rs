//! Years side by side: score and execution by project, and over all of them.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal};
use jixiao_analysis::results::Judgement;
use jixiao_domain::{
    Decimal, FundFigures, OrganisationId, Programme, ProjectId, round_half_up_2dp,
};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::history::{self as view, HistoryFilter};

/// Years side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The years, oldest first.
    pub years: Vec<YearTotals>,
    /// The projects, by unit.
    pub projects: Vec<ProjectYears>,
    /// Units to choose from.
    pub units: Vec<Organisation>,
}

/// A year over all projects shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTotals {
    /// The fiscal year.
    pub year: i64,
    /// The sums.
    pub figures: FundFigures,
    /// The mean of the scores there are; `None` without any.
    pub mean_score: Option<Decimal>,
    /// How many projects have a score.
    pub scored_count: usize,
}

/// A project over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectYears {
    /// The project.
    pub project_id: ProjectId,
    /// Its name.
    pub project_name: String,
    /// Its unit.
    pub organisation_name: String,
    /// For each year of the comparison: its money and the score that counts; `None` where the
    /// project did not run.
    pub years: Vec<Option<(FundFigures, Option<Judgement>)>>,
}

/// Compares the years of the caller's projects, of one unit with all below it, one programme or one
/// project where asked for.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn compare(
    call: Call<'_>,
    unit: Option<OrganisationId>,
    programme: Option<Programme>,
    project: Option<ProjectId>,
) -> Result<Comparison, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let units = organisations::list(store, &scope).await?;
    let filter = HistoryFilter {
        programme,
        project_id: project,
        organisation_path: unit
            .and_then(|id| units.iter().find(|unit| unit.id == id))
            .map(|unit| unit.path.clone()),
        ..HistoryFilter::default()
    };
    let facts = view::years(store, &scope, &filter).await?;
    let mut numbers: Vec<i64> = facts.iter().map(|facts| facts.year).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut projects: Vec<ProjectYears> = Vec::new();
    for years in facts.chunk_by(|a, b| a.project_id == b.project_id) {
        let Some(first) = years.first() else { continue };
        let mut line = ProjectYears {
            project_id: first.project_id,
            project_name: first.project_name.clone(),
            organisation_name: first.organisation_name.clone(),
            years: vec![None; numbers.len()],
        };
        for facts in years {
            let judgement = judgement(facts, regulation(call, facts)?);
            let at = numbers.iter().position(|number| *number == facts.year);
            if let Some(slot) = at.and_then(|at| line.years.get_mut(at)) {
                *slot = Some((facts.figures, judgement));
            }
        }
        projects.push(line);
    }
    let years = numbers.iter().enumerate().map(|(at, year)| totals(*year, at, &projects)).collect();
    Ok(Comparison { years, projects, units })
}

fn totals(year: i64, at: usize, projects: &[ProjectYears]) -> YearTotals {
    let cells = projects.iter().filter_map(|project| project.years.get(at)?.as_ref());
    let mut figures = FundFigures::default();
    let mut scores: Vec<Decimal> = Vec::new();
    for (money, judgement) in cells {
        figures = figures.checked_add(*money).unwrap_or(figures);
        scores.extend(judgement.as_ref().map(|judgement| judgement.total));
    }
    let sum: Decimal = scores.iter().copied().sum();
    let mean = sum.checked_div(Decimal::from(scores.len()));
    YearTotals {
        year,
        figures,
        mean_score: mean.map(round_half_up_2dp),
        scored_count: scores.len(),
    }
}
