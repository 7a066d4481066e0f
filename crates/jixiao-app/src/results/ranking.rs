//! 绩效考核: the ranking of units in a year.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal, date_in_china, input};
use jixiao_analysis::ranking::{ProjectConduct, UnitPoints, rank};
use jixiao_domain::{Decimal, FilingState, OrganisationId, ProjectId};
use jixiao_regulation::{Certainty, Cited, Regulation};
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
    /// The best first; of the same points in the order of the tree.
    pub units: Vec<RankedUnit>,
    /// The regulations whose points and costs hold, in the order of the units.
    pub regulations: Vec<&'static Regulation>,
}

/// A unit with its points.
#[derive(Debug, Clone)]
pub struct RankedUnit {
    /// 名次; units of the same points share one.
    pub place: usize,
    /// Whether another unit shares the place.
    pub is_tied: bool,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The regulation it is ranked by: that of its first project.
    pub regulation: &'static Regulation,
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
        let count = |ahead: fn(&Decimal, &Decimal) -> bool| {
            totals.iter().filter(|total| ahead(total, &unit.points.total)).count()
        };
        (unit.place, unit.is_tied) = (1 + count(Decimal::gt), count(Decimal::eq) > 1);
    }
    let mut regulations: Vec<&'static Regulation> = Vec::new();
    for unit in &units {
        if regulations.iter().all(|known| known.id != unit.regulation.id) {
            regulations.push(unit.regulation);
        }
    }
    Ok(Ranking { year, years, units, regulations })
}

fn unit(
    call: Call<'_>,
    projects: &[Conduct],
    facts: &HashMap<ProjectId, &YearFacts>,
) -> Result<Option<RankedUnit>, Refusal> {
    let mut rules: Option<&'static Regulation> = None;
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
        is_tied: false,
        regulation,
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

/// A parameter of the ranking as it is laid down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The regulation with the years it holds in.
    pub regulation: String,
    /// What it sets.
    pub name: &'static str,
    /// The value with its unit.
    pub value: String,
    /// Article and source, and whether they are to be verified.
    pub source: String,
}

/// The parameters a regulation ranks by, dated and with their source.
pub fn terms(regulation: &Regulation) -> Vec<Term> {
    let rule = &regulation.ranking;
    let weights = &rule.weights.value;
    let until = regulation.last_year.map_or_else(|| "起".to_owned(), |last| format!("至{last}年"));
    let named = format!("{}（{}年{until}）", regulation.title, regulation.first_year);
    let points = |points: Decimal| format!("{} 分", points.normalize());
    let percent = |share: Decimal| format!("{}%", (share * Decimal::ONE_HUNDRED).normalize());
    let (weighed, returned, late) =
        (source(&rule.weights), source(&rule.return_cost), source(&rule.late_day_cost));
    [
        ("目标质量", points(weights.goal_quality), &weighed),
        ("报送及时", points(weights.timeliness), &weighed),
        ("预算执行", points(weights.execution), &weighed),
        ("自评得分", points(weights.self_evaluation), &weighed),
        ("整改落实", points(weights.rectification), &weighed),
        ("绩效目标每退回一次，扣该项目目标质量分的", percent(rule.return_cost.value), &returned),
        ("绩效自评每逾期一日，扣该项目报送及时分的", percent(rule.late_day_cost.value), &late),
    ]
    .map(|(name, value, source)| Term {
        regulation: named.clone(),
        name,
        value,
        source: source.clone(),
    })
    .into()
}

fn source<T>(cited: &Cited<T>) -> String {
    let verify = if cited.certainty == Certainty::Verify { "（待核实）" } else { "" };
    let stated = [cited.article.as_str(), cited.source.as_str()];
    let stated: Vec<&str> = stated.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}{verify}", stated.join("；"))
}
