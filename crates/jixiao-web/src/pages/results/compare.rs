//! Years side by side, with plots.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, chart, choices, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::results::{self, Comparison, ProjectYears};
use jixiao_domain::{Coded as _, Decimal, OrganisationId, Programme, ProjectId};
use serde::Deserialize;

/// Projects drawn by themselves; more lines can't be told apart.
const DRAWN_MAX: usize = 6;

const HERE: &str = "/results/compare";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CompareQuery {
    unit: String,
    programme: String,
    project: String,
}

#[derive(Template)]
#[template(path = "results/compare.html")]
struct ComparePage {
    frame: Frame,
    comparison: Comparison,
    query: CompareQuery,
    units: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    scores: String,
    rates: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<CompareQuery>,
) -> PageResult {
    let unit = query.unit.trim().parse().ok().map(OrganisationId);
    let programme = Programme::from_code(&query.programme);
    let project = query.project.trim().parse().ok().map(ProjectId);
    let comparison = results::compare(session.call(&web), unit, programme, project).await?;
    let frame = Frame::new(&session, HERE, "年度比较");
    let units = choices::with_empty(choices::units(&comparison.units), "全部");
    let programmes = choices::with_empty(choices::coded::<Programme>(), "全部");
    let years: Vec<i64> = comparison.years.iter().map(|year| year.year).collect();
    let scores = chart::by_year(
        &years,
        &lines(
            &comparison,
            |project, at| Some(project.years.get(at)?.as_ref()?.1.as_ref()?.total),
            comparison.years.iter().map(|year| year.mean_score).collect(),
        ),
    );
    let rates = chart::by_year(
        &years,
        &lines(
            &comparison,
            |project, at| {
                let rate = project.years.get(at)?.as_ref()?.0.execution_rate().ok()?;
                Some(rate * Decimal::ONE_HUNDRED)
            },
            comparison
                .years
                .iter()
                .map(|year| {
                    year.figures.execution_rate().ok().map(|rate| rate * Decimal::ONE_HUNDRED)
                })
                .collect(),
        ),
    );
    Ok(render(&ComparePage { frame, comparison, query, units, programmes, scores, rates }))
}

/// The line over all projects, and those of single ones where they are few.
fn lines(
    comparison: &Comparison,
    value: impl Fn(&ProjectYears, usize) -> Option<Decimal>,
    whole: Vec<Option<Decimal>>,
) -> Vec<chart::YearLine> {
    let mut lines = vec![chart::YearLine { name: "全部项目".to_owned(), values: whole }];
    if comparison.projects.len() <= DRAWN_MAX && comparison.projects.len() > 1 {
        lines.extend(comparison.projects.iter().map(|project| chart::YearLine {
            name: project.project_name.clone(),
            values: (0..comparison.years.len()).map(|at| value(project, at)).collect(),
        }));
    }
    lines
}
