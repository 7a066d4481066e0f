//! Results and the ranking of units over the API. Amounts are 分, points decimal text.

use jixiao_app::results::{Ranking, ResultLine, ResultList, ResultListForm};
use jixiao_domain::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The filter of results.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    /// The fiscal year; the latest without it.
    year: String,
    /// A unit's id, with all below it.
    unit: String,
    programme: String,
    /// 优, 良, 中, 差 or `none`.
    grade: String,
    /// Part of the project's name or code.
    q: String,
    /// `unit`, `score`, `rate` or `budget`.
    sort: String,
    /// From 1; 50 projects each.
    pub(super) page: Option<i64>,
}

impl ListQuery {
    pub(super) fn form(self) -> ResultListForm {
        ResultListForm {
            year: self.year,
            unit: self.unit,
            programme: self.programme,
            grade: self.grade,
            q: self.q,
            sort: self.sort,
        }
    }
}

/// A year wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct YearQuery {
    /// The fiscal year.
    pub(super) year: String,
}

/// A page of results.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListBody {
    year: i64,
    /// Projects in all.
    total: i64,
    projects: Vec<ResultBody>,
}

/// A project's result.
#[derive(Debug, Serialize, ToSchema)]
struct ResultBody {
    project: i64,
    code: String,
    name: String,
    unit: String,
    adjusted_fen: i64,
    executed_fen: i64,
    /// A share of one; absent without a budget.
    execution_rate: Option<String>,
    self_evaluation_score: Option<String>,
    finance_score: Option<String>,
    check_score: Option<String>,
    /// The score that counts, and its grade.
    score: Option<String>,
    grade: Option<&'static str>,
    open_rectifications: i64,
}

fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

impl ResultBody {
    fn of(line: ResultLine) -> Self {
        let rate = line.rate();
        let recorded = line.facts.recorded.as_ref();
        let judgement = line.judgement.as_ref();
        Self {
            project: line.facts.project_id.0,
            adjusted_fen: line.facts.figures.adjusted.fen(),
            executed_fen: line.facts.figures.executed.fen(),
            execution_rate: rate.map(|rate| text(jixiao_domain::round_half_up_dp(rate, 6))),
            self_evaluation_score: line.facts.total.map(text),
            finance_score: recorded.and_then(|recorded| recorded.finance_total).map(text),
            check_score: recorded.and_then(|recorded| recorded.check_total).map(text),
            score: judgement.map(|judgement| text(judgement.total)),
            grade: judgement.map(|judgement| judgement.grade.word()),
            open_rectifications: line.open_rectifications,
            code: line.facts.project_code,
            name: line.facts.project_name,
            unit: line.facts.organisation_name,
        }
    }
}

impl ListBody {
    pub(super) fn of(list: ResultList) -> Self {
        let projects = list.lines.into_iter().map(ResultBody::of).collect();
        Self { year: list.year, total: list.total, projects }
    }
}

/// The ranking of a year.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RankingBody {
    year: i64,
    units: Vec<UnitBody>,
}

/// A unit's points.
#[derive(Debug, Serialize, ToSchema)]
struct UnitBody {
    place: usize,
    /// Another unit shares the place.
    tied: bool,
    organisation: i64,
    name: String,
    /// The id of the regulation it is ranked by.
    regulation: String,
    project_count: usize,
    total: String,
    aspects: Vec<AspectBody>,
}

/// The points of an aspect.
#[derive(Debug, Serialize, ToSchema)]
struct AspectBody {
    name: &'static str,
    points: String,
    of: String,
    /// Why points were lost.
    losses: Vec<String>,
    /// What each project brought; empty where none has anything to say.
    lines: Vec<LineBody>,
}

/// What a project brought to an aspect.
#[derive(Debug, Serialize, ToSchema)]
struct LineBody {
    project: String,
    points: String,
    of: String,
    why: String,
}

impl RankingBody {
    pub(super) fn of(ranking: Ranking) -> Self {
        let units = ranking.units.into_iter().map(|unit| UnitBody {
            place: unit.place,
            tied: unit.is_tied,
            regulation: unit.regulation.id.clone(),
            organisation: unit.organisation_id.0,
            name: unit.organisation_name,
            project_count: unit.project_count,
            total: text(unit.points.total),
            aspects: unit
                .points
                .aspects
                .into_iter()
                .map(|aspect| AspectBody {
                    name: aspect.name,
                    points: text(aspect.points),
                    of: text(aspect.of),
                    losses: aspect.losses().collect(),
                    lines: aspect
                        .lines
                        .into_iter()
                        .map(|line| LineBody {
                            project: line.project,
                            points: text(line.points),
                            of: text(line.of),
                            why: line.why,
                        })
                        .collect(),
                })
                .collect(),
        });
        Self { year: ranking.year, units: units.collect() }
    }
}
