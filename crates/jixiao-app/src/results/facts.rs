//! What records say of a project's outcome: the latest year with a filed result, the budget it has
//! now, what it counted, and what is left to set right.

use crate::history::{IndicatorSeries, series};
use crate::{Call, Refusal};
use jixiao_analysis::results::{Demand, Judgement, Outcome};
use jixiao_domain::{FilingState, IndicatorKind, Money, Programme, ProjectId};
use jixiao_regulation::Regulation;
use jixiao_store::views::history::{self as view, HistoryFilter, YearFacts};
use jixiao_store::views::results as results_view;
use jixiao_store::{Connection, Scope};
use std::collections::{BTreeMap, HashMap};

/// Years back in which a result still counts for a proposal.
const YEARS_BACK: i64 = 3;

/// A project with what its next budget follows from.
#[derive(Debug, Clone)]
pub(super) struct ProjectOutcome {
    pub(super) project_id: ProjectId,
    pub(super) project_code: String,
    pub(super) project_name: String,
    pub(super) organisation_name: String,
    pub(super) programme: Programme,
    pub(super) path: String,
    pub(super) regulation: &'static Regulation,
    pub(super) outcome: Outcome,
    pub(super) series: Vec<IndicatorSeries>,
    /// 全年执行数 by year, oldest first.
    pub(super) spent: Vec<(i64, Money)>,
}

/// The score that counts: of the spot check, else of finance's re-check, else the filed one. `None`
/// while nothing was submitted.
pub(super) fn judgement(facts: &YearFacts, regulation: &Regulation) -> Option<Judgement> {
    let recorded = facts.recorded.as_ref();
    let of = |by, total| Judgement { by, total, grade: regulation.grade(total) };
    if let Some(total) = recorded.and_then(|recorded| recorded.check_total) {
        return Some(of("抽查核查", total));
    }
    if let Some(total) = recorded.and_then(|recorded| recorded.finance_total) {
        return Some(of("财务复核", total));
    }
    facts.filing_state().filter(|state| *state > FilingState::Draft)?;
    facts.total.map(|total| of("自评", total))
}

/// The regulation of a year; of a year taken over, the national one of that time.
pub(super) fn regulation(
    call: Call<'_>,
    facts: &YearFacts,
) -> Result<&'static Regulation, Refusal> {
    let catalogue = call.app.regulations;
    let found = match &facts.recorded {
        Some(recorded) => catalogue.get(&recorded.regulation),
        None => u16::try_from(facts.year).ok().and_then(|y| catalogue.resolve("000000", y).ok()),
    };
    found.ok_or_else(|| {
        Refusal::WrongState(format!(
            "{}：{}年度的评分办法不在目录中",
            facts.project_name, facts.year
        ))
    })
}

/// Which outcomes are wanted, and how much of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    /// One project alone.
    pub(super) project_id: Option<ProjectId>,
    /// Only what amounts follow from: of the indicators, quantities.
    pub(super) amounts_only: bool,
}

/// The outcomes that proposals for `year` follow from, by unit and project.
/// Projects without a budget in the year before are left out: they ended.
pub(super) async fn outcomes(
    connection: &impl Connection,
    call: Call<'_>,
    scope: &Scope,
    year: i64,
    wanted: Wanted,
) -> Result<Vec<ProjectOutcome>, Refusal> {
    let filter = HistoryFilter {
        first_year: Some(year - 1 - YEARS_BACK),
        last_year: Some(year - 1),
        project_id: wanted.project_id,
        indicator_kind: wanted.amounts_only.then_some(IndicatorKind::Quantity),
        ..HistoryFilter::default()
    };
    let facts = view::years(connection, scope, &filter).await?;
    let indicators = view::indicators(connection, scope, &filter).await?;
    let mut by_project: HashMap<ProjectId, Vec<IndicatorSeries>> = HashMap::new();
    for one in series(&facts, indicators) {
        by_project.entry(one.project_id).or_default().push(one);
    }
    let span = (year - 1 - YEARS_BACK, year - 1);
    let open = results_view::open_rectifications(connection, scope, span).await?;
    let open: BTreeMap<ProjectId, i64> = open.into_iter().collect();
    let mut found = Vec::new();
    for years in facts.chunk_by(|a, b| a.project_id == b.project_id) {
        let series = years
            .first()
            .and_then(|facts| by_project.remove(&facts.project_id))
            .unwrap_or_default();
        let Some(last) = years.last().filter(|last| last.year == year - 1) else { continue };
        found.push(outcome(call, years, last, series, &open)?);
    }
    Ok(found)
}

fn outcome(
    call: Call<'_>,
    years: &[YearFacts],
    last: &YearFacts,
    series: Vec<IndicatorSeries>,
    open: &BTreeMap<ProjectId, i64>,
) -> Result<ProjectOutcome, Refusal> {
    let mut result = last;
    let mut score = None;
    for facts in years.iter().rev() {
        score = judgement(facts, regulation(call, facts)?);
        if score.is_some() {
            result = facts;
            break;
        }
    }
    let budget =
        if last.figures.initial.fen() > 0 { last.figures.initial } else { last.figures.adjusted };
    Ok(ProjectOutcome {
        project_id: last.project_id,
        project_code: last.project_code.clone(),
        project_name: last.project_name.clone(),
        organisation_name: last.organisation_name.clone(),
        programme: last.programme,
        path: last.path.clone(),
        regulation: regulation(call, last)?,
        outcome: Outcome {
            year: result.year,
            figures: result.figures,
            current: Some((last.year, budget)),
            score,
            demand: demand(&series, result.year),
            open_rectifications: open.get(&last.project_id).copied().unwrap_or(0),
        },
        series,
        spent: years.iter().map(|facts| (facts.year, facts.figures.executed)).collect(),
    })
}

/// The counted results of a year beside those of the year before.
fn demand(series: &[IndicatorSeries], year: i64) -> Vec<Demand> {
    series
        .iter()
        .filter(|one| one.kind == IndicatorKind::Quantity && counts(&one.unit))
        .filter(|one| one.sign.is_some_and(|sign| !sign.is_ceiling()))
        .filter_map(|one| {
            let of = |wanted: i64| {
                one.years.iter().find(|past| past.year == wanted).and_then(|past| past.actual)
            };
            Some(Demand {
                name: one.name.clone(),
                unit: one.unit.clone(),
                before: of(year - 1),
                now: of(year)?,
            })
        })
        .collect()
}

/// Units of those served: how many people, households or cases there were says what is needed; how
/// many meetings were held does not.
fn counts(unit: &str) -> bool {
    matches!(unit, "人" | "人次" | "名" | "户" | "家" | "件")
}
