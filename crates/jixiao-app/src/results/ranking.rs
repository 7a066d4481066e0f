//! 绩效考核: the ranking of units in a year.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal, date_in_china, input};
use jixiao_analysis::ranking::{ProjectConduct, UnitPoints, rank};
use jixiao_domain::{FilingState, OrganisationId, ProjectId};
use jixiao_regulation::Regulation;
use jixiao_store::views::history::{self as history, HistoryFilter, YearFacts};
use jixiao_store::views::results::{self as view, Conduct};
use std::collections::HashMap;

/// The ranking of a year.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The fiscal year.
    pub year: i64,
    /// Years to choose from, the latest first.
    pub years: Vec<i64>,
    /// The best first.
    pub units: Vec<RankedUnit>,
}

/// A unit with its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedUnit {
    /// 名次; units of the same points share one.
    pub place: usize,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its projects in the year.
    pub project_count: usize,
    /// Its points by aspect, with a sentence for each point lost.
    pub points: UnitPoints,
}

/// Ranks the units of the caller's part of the tree. Without a year, the latest that has filed
/// self-evaluations.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn ranking(call: Call<'_>, year: &str) -> Result<Ranking, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let mut known = history::years_with_facts(store, &scope).await?;
    known.retain(|known| known.recorded);
    let latest = known.iter().find(|known| known.scored).map_or(0, |known| known.year);
    let year = input::year(year).map_or(latest, |year| i64::from(year.get()));
    let years = known.into_iter().map(|known| known.year).collect();
    let filter =
        HistoryFilter { first_year: Some(year), last_year: Some(year), ..HistoryFilter::default() };
    let facts = history::years(store, &scope, &filter).await?;
    let by_project: HashMap<ProjectId, &YearFacts> =
        facts.iter().map(|facts| (facts.project_id, facts)).collect();
    let conduct = view::conduct(store, &scope, year, call.today()).await?;
    let mut units = Vec::new();
    for projects in conduct.chunk_by(|a, b| a.organisation_id == b.organisation_id) {
        units.extend(unit(call, projects, &by_project)?);
    }
    units.sort_by_key(|unit| std::cmp::Reverse(unit.points.total));
    let totals: Vec<_> = units.iter().map(|unit| unit.points.total).collect();
    for unit in &mut units {
        unit.place = 1 + totals.iter().filter(|total| **total > unit.points.total).count();
    }
    Ok(Ranking { year, years, units })
}

fn unit(
    call: Call<'_>,
    projects: &[Conduct],
    facts: &HashMap<ProjectId, &YearFacts>,
) -> Result<Option<RankedUnit>, Refusal> {
    let mut rules: Option<&Regulation> = None;
    let mut conducted = Vec::new();
    for one in projects {
        let Some(facts) = facts.get(&one.project_id) else { continue };
        let regulation = regulation(call, facts)?;
        rules = rules.or(Some(regulation));
        conducted.push(ProjectConduct {
            name: one.project_name.clone(),
            goal_approved: one.goal_state == Some(FilingState::Approved),
            goal_returns: one.goal_return_count,
            late_days: late_days(call, one),
            execution_rate: facts.figures.execution_rate().ok(),
            score: judgement(facts, regulation).map(|judgement| judgement.total),
            rectifications: one.rectification_count,
            overdue_rectifications: one.overdue_rectification_count,
        });
    }
    let (Some(first), Some(regulation)) = (projects.first(), rules) else { return Ok(None) };
    Ok(Some(RankedUnit {
        place: 0,
        organisation_id: first.organisation_id,
        organisation_name: first.organisation_name.clone(),
        project_count: conducted.len(),
        points: rank(&conducted, &regulation.ranking),
    }))
}

/// Days late at the submission, or until today where nothing was submitted; `None` before the last
/// day.
fn late_days(call: Call<'_>, one: &Conduct) -> Option<i64> {
    let due_on = one.due_on?;
    match one.submitted_at {
        Some(at) => Some((date_in_china(at) - due_on).num_days().max(0)),
        None => Some((call.today() - due_on).num_days()).filter(|days| *days > 0),
    }
}
