//! Grades by project in a year.

use super::facts::{judgement, regulation};
use crate::authz::{self, Action};
use crate::{Call, Refusal, input};
use jixiao_analysis::results::Judgement;
use jixiao_domain::{Coded as _, Decimal, Grade, OrganisationId, Programme, coded};
use jixiao_store::organisations::{self, Organisation};
use jixiao_store::views::history::{self as view, HistoryFilter, YearFacts};
use jixiao_store::views::results as results_view;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

coded! {
    /// The order of the list; ties go by unit and project.
    pub enum ResultOrder {
        /// By unit, then project.
        Unit = "unit" "单位",
        /// The lowest score first; what has none comes last.
        Score = "score" "得分从低到高",
        /// The lowest execution rate first; what has no budget comes last.
        Rate = "rate" "执行率从低到高",
        /// The largest budget first.
        Budget = "budget" "预算从大到小",
    }
}

/// The filter as it comes in an address. What can't be understood does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResultListForm {
    /// The fiscal year; without it the latest that has scores.
    pub year: String,
    /// The unit's id, with all below it.
    pub unit: String,
    /// A programme's code.
    pub programme: String,
    /// 优, 良, 中, 差, or `none` for those without a score.
    pub grade: String,
    /// Part of the project's name or code.
    pub q: String,
    /// A code of [`ResultOrder`].
    pub sort: String,
}

/// A project in the year.
#[derive(Debug, Clone)]
pub struct ResultLine {
    /// Its facts.
    pub facts: YearFacts,
    /// The score that counts.
    pub judgement: Option<Judgement>,
    /// Rectifications that are not closed.
    pub open_rectifications: i64,
}

impl ResultLine {
    /// 执行率; `None` without a budget.
    pub fn rate(&self) -> Option<Decimal> {
        self.facts.figures.execution_rate().ok()
    }
}

/// A page of the list with what its filter offers.
#[derive(Debug, Clone)]
pub struct ResultList {
    /// The fiscal year shown.
    pub year: i64,
    /// Years to choose from, the latest first.
    pub years: Vec<i64>,
    /// Units to choose from.
    pub units: Vec<Organisation>,
    /// Lines in all, under the filter.
    pub total: i64,
    /// How many of them have each grade, best first.
    pub grades: Vec<(Grade, usize)>,
    /// The lines of the page.
    pub lines: Vec<ResultLine>,
}

/// Lists results: `limit` lines from `offset`.
///
/// # Errors
/// [`Refusal::Forbidden`] where the caller sees no projects anywhere.
pub async fn list(
    call: Call<'_>,
    form: &ResultListForm,
    offset: i64,
    limit: i64,
) -> Result<ResultList, Refusal> {
    let store = &call.app.store;
    let scope = authz::scope(call.actor, Action::SeeProjects)?;
    let units = organisations::list(store, &scope).await?;
    let known = view::years_with_facts(store, &scope).await?;
    let latest = known.iter().find(|known| known.scored).or(known.first());
    let latest = latest.map_or(0, |known| known.year);
    let year = input::year(&form.year).map_or(latest, |year| i64::from(year.get()));
    let years = known.into_iter().map(|known| known.year).collect();
    let unit = form.unit.trim().parse().ok().map(OrganisationId);
    let filter = HistoryFilter {
        first_year: Some(year),
        last_year: Some(year),
        programme: Programme::from_code(&form.programme),
        organisation_path: unit
            .and_then(|id| units.iter().find(|unit| unit.id == id))
            .map(|unit| unit.path.clone()),
        ..HistoryFilter::default()
    };
    let facts = view::years(store, &scope, &filter).await?;
    let open = results_view::open_rectifications(store, &scope, (year, year)).await?;
    let open: HashMap<_, i64> = open.into_iter().collect();
    let words = form.q.trim();
    let mut lines = Vec::new();
    for facts in facts {
        if !facts.project_name.contains(words) && !facts.project_code.contains(words) {
            continue;
        }
        let judgement = judgement(&facts, regulation(call, &facts)?);
        let open_rectifications = open.get(&facts.project_id).copied().unwrap_or(0);
        let line = ResultLine { facts, judgement, open_rectifications };
        if has_grade(&line, &form.grade) {
            lines.push(line);
        }
    }
    sort(&mut lines, ResultOrder::from_code(&form.sort).unwrap_or(ResultOrder::Unit));
    let of_grade = |grade: Grade| {
        lines
            .iter()
            .filter(|line| line.judgement.as_ref().is_some_and(|j| j.grade == grade))
            .count()
    };
    let grades = Grade::ALL.into_iter().map(|grade| (grade, of_grade(grade))).collect();
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let take = usize::try_from(limit).unwrap_or(0);
    let lines = lines.into_iter().skip(skip).take(take).collect();
    Ok(ResultList { year, years, units, total, grades, lines })
}

fn has_grade(line: &ResultLine, wanted: &str) -> bool {
    match (wanted, &line.judgement) {
        ("", _) | ("none", None) => true,
        ("none", Some(_)) | (_, None) => false,
        (wanted, Some(judgement)) => judgement.grade.word() == wanted,
    }
}

fn sort(lines: &mut [ResultLine], order: ResultOrder) {
    match order {
        ResultOrder::Unit => {}
        ResultOrder::Score => lines.sort_by_key(|line| {
            let total = line.judgement.as_ref().map(|judgement| judgement.total);
            (total.is_none(), total)
        }),
        ResultOrder::Rate => lines.sort_by_key(|line| (line.rate().is_none(), line.rate())),
        ResultOrder::Budget => {
            lines.sort_by_key(|line| std::cmp::Reverse(line.facts.figures.adjusted.fen()));
        }
    }
}
