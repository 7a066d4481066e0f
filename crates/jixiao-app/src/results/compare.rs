//! Years side by side: score and execution by project, and over all of them.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use chrono::Datelike as _;
use jixiao_analysis::results::Judgement;
use jixiao_domain::{
    Coded as _, Decimal, FundFigures, OrganisationId, Programme, ProjectId, round_half_up_2dp,
};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::history::{self as view, HistoryFilter, YearFacts};
use serde::{Deserialize, Serialize};

/// The fewest and the most years side by side.
pub const SPANS: std::ops::RangeInclusive<u32> = 3..=6;

/// The filter as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareForm {
    /// The unit's id, with all below it.
    pub unit: String,
    /// A programme's code.
    pub programme: String,
    /// A project's id.
    pub project: String,
    /// How many years, 3 to 6; 6 without it.
    pub span: String,
}

/// Years side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The years without a gap, oldest first; of one without any project the totals are empty.
    pub years: Vec<YearTotals>,
    /// The projects, by unit.
    pub projects: Vec<ProjectYears>,
    /// Units to choose from.
    pub units: Vec<Organisation>,
    /// How many years were asked for.
    pub span: u32,
}

/// A year over all projects shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearTotals {
    /// The fiscal year.
    pub year: i64,
    /// How many projects have anything on record in it.
    pub project_count: usize,
    /// The sums.
    pub figures: FundFigures,
    /// The mean of the scores there are; `None` without any.
    pub mean_score: Option<Decimal>,
    /// How many projects have a score.
    pub scored_count: usize,
    /// Whether it is the present year, whose execution is not complete.
    pub is_running: bool,
}

/// A project over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectYears {
    /// The project.
    pub project_id: ProjectId,
    /// Its code.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// Its unit.
    pub organisation_name: String,
    /// For each year of the comparison: its money and the score that counts; `None` where nothing is
    /// on record.
    pub years: Vec<Option<(FundFigures, Option<Judgement>)>>,
}

impl Comparison {
    /// Years without any project.
    pub fn missing_years(&self) -> Vec<i64> {
        let empty = self.years.iter().filter(|year| year.project_count == 0);
        empty.map(|year| year.year).collect()
    }

    /// Years in which nothing is on record of a project.
    pub fn missing_of(&self, project: &ProjectYears) -> Vec<i64> {
        let years = self.years.iter().zip(&project.years);
        years.filter(|(_, cell)| cell.is_none()).map(|(year, _)| year.year).collect()
    }
}

/// Compares the years of the caller's projects, of one unit with all below it, one programme or one
/// project where asked for: up to the present year, years to come don't count.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn compare(call: Call<'_>, form: &CompareForm) -> Result<Comparison, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let units = organisations::list(store, &scope).await?;
    let typed = input::count(form.span.trim()).ok().filter(|span| SPANS.contains(span));
    let span = typed.unwrap_or(*SPANS.end());
    let this_year = i64::from(call.today().year());
    let unit = form.unit.trim().parse().ok().map(OrganisationId);
    let mut filter = HistoryFilter {
        last_year: Some(this_year),
        programme: Programme::from_code(&form.programme),
        project_id: form.project.trim().parse().ok().map(ProjectId),
        organisation_path: unit
            .and_then(|id| units.iter().find(|unit| unit.id == id))
            .map(|unit| unit.path.clone()),
        ..HistoryFilter::default()
    };
    let numbers = window(view::span(store, &scope, &filter).await?, span);
    filter.first_year = numbers.first().copied();
    let facts = view::years(store, &scope, &filter).await?;
    let mut projects: Vec<ProjectYears> = Vec::new();
    for years in facts.chunk_by(|a, b| a.project_id == b.project_id) {
        projects.extend(project(call, years, &numbers)?);
    }
    let years = numbers
        .iter()
        .enumerate()
        .map(|(at, year)| YearTotals {
            is_running: *year == this_year,
            ..totals(*year, at, &projects)
        })
        .collect();
    Ok(Comparison { years, projects, units, span })
}

/// The last years that have anything on record, without a gap.
fn window(known: Option<(i64, i64)>, span: u32) -> Vec<i64> {
    let Some((first, last)) = known else { return Vec::new() };
    (first.max(last - i64::from(span) + 1)..=last).collect()
}

fn project(
    call: Call<'_>,
    years: &[YearFacts],
    numbers: &[i64],
) -> Result<Option<ProjectYears>, Refusal> {
    let Some(first) = years.first() else { return Ok(None) };
    let mut line = ProjectYears {
        project_id: first.project_id,
        project_code: first.project_code.clone(),
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
    Ok(Some(line))
}

fn totals(year: i64, at: usize, projects: &[ProjectYears]) -> YearTotals {
    let cells = projects.iter().filter_map(|project| project.years.get(at)?.as_ref());
    let mut figures = FundFigures::default();
    let mut scores: Vec<Decimal> = Vec::new();
    let mut project_count = 0;
    for (money, judgement) in cells {
        project_count += 1;
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
        project_count,
        is_running: false,
    }
}
