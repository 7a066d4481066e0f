//! Years side by side, with plots.

use crate::error::{PageResult, render};
use crate::list::{Pager, query_text};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, chart, choices, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::results::{self, CompareForm, Comparison, ProjectYears, SPANS};
use jixiao_domain::{Decimal, Programme};
use serde::Deserialize;

/// Projects drawn by themselves; more lines can't be told apart.
const DRAWN_MAX: usize = 6;

const HERE: &str = "/results/compare";

#[derive(Template)]
#[template(path = "results/compare.html")]
struct ComparePage {
    frame: Frame,
    comparison: Comparison,
    pager: Pager,
    query: CompareForm,
    units: Vec<(String, String)>,
    programmes: Vec<(String, String)>,
    spans: Vec<(String, String)>,
    scores: String,
    rates: String,
}

impl ComparePage {
    /// `?unit=…` for the export of what is shown.
    fn filter(&self) -> String {
        query_text(&parameters(&self.query))
    }

    /// `2021、2023`
    fn years(years: &[i64]) -> String {
        years.iter().map(i64::to_string).collect::<Vec<_>>().join("、")
    }

    /// Projects of which some years are missing, with those years; not said of all again where no
    /// project has the year.
    fn gaps(&self) -> Vec<(&str, String)> {
        let everywhere = self.comparison.missing_years();
        self.comparison
            .projects
            .iter()
            .filter_map(|project| {
                let mut missing = self.comparison.missing_of(project);
                missing.retain(|year| !everywhere.contains(year));
                let name = project.project_name.as_str();
                (!missing.is_empty()).then(|| (name, Self::years(&missing)))
            })
            .collect()
    }

    fn draws_projects(&self) -> bool {
        draws_projects(&self.comparison)
    }
}

/// The filter as names and values.
fn parameters(query: &CompareForm) -> [(&str, &str); 4] {
    let CompareForm { unit, programme, project, span } = query;
    [("unit", unit), ("programme", programme), ("project", project), ("span", span)]
}

#[derive(Deserialize)]
pub(super) struct PageNumber {
    page: Option<i64>,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(mut query): Query<CompareForm>,
    Query(number): Query<PageNumber>,
) -> PageResult {
    let comparison = results::compare(session.call(&web), &query).await?;
    query.span = comparison.span.to_string();
    let total = i64::try_from(comparison.projects.len()).unwrap_or(i64::MAX);
    let pager = Pager::new(number.page, total, &parameters(&query));
    let frame = Frame::new(&session, HERE, "年度比较");
    let units = choices::with_empty(choices::units(&comparison.units), "全部");
    let programmes = choices::with_empty(choices::coded::<Programme>(), "全部");
    let spans = SPANS.map(|span| (span.to_string(), format!("近 {span} 年"))).collect();
    let years: Vec<i64> = comparison.years.iter().map(|year| year.year).collect();
    let scores = chart::by_year(
        &years,
        &lines(
            &comparison,
            |project, at| Some(project.years.get(at)?.as_ref()?.1.as_ref()?.total),
            comparison.years.iter().map(|year| year.mean_score).collect(),
        ),
    );
    let percent = |rate: Decimal| rate * Decimal::ONE_HUNDRED;
    let whole = comparison.years.iter().map(|year| year.figures.execution_rate().ok().map(percent));
    let rates = chart::by_year(
        &years,
        &lines(
            &comparison,
            |project, at| project.years.get(at)?.as_ref()?.0.execution_rate().ok().map(percent),
            whole.collect(),
        ),
    );
    let page =
        ComparePage { frame, comparison, pager, query, units, programmes, spans, scores, rates };
    Ok(render(&page))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<CompareForm>,
) -> PageResult {
    let book = results::export_comparison(session.call(&web), &query).await?;
    Ok(download::file("年度比较.xlsx", download::XLSX, book))
}

fn draws_projects(comparison: &Comparison) -> bool {
    (2..=DRAWN_MAX).contains(&comparison.projects.len())
}

/// The line over all projects, and those of single ones where they are few.
fn lines(
    comparison: &Comparison,
    value: impl Fn(&ProjectYears, usize) -> Option<Decimal>,
    whole: Vec<Option<Decimal>>,
) -> Vec<chart::YearLine> {
    let name = match comparison.projects.as_slice() {
        [only] => only.project_name.clone(),
        _ => "全部项目".to_owned(),
    };
    let mut lines = vec![chart::YearLine { name, values: whole }];
    if draws_projects(comparison) {
        lines.extend(comparison.projects.iter().map(|project| chart::YearLine {
            name: project.project_name.clone(),
            values: (0..comparison.years.len()).map(|at| value(project, at)).collect(),
        }));
    }
    lines
}
