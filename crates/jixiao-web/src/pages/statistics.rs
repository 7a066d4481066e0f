//! 统计分析: execution of a year by month against 序时进度, by unit and by programme.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::route::get;
use crate::session::Session;
use crate::{Access, Route, Web, chart, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::authz::Action;
use jixiao_app::statistics::{self, Statistics};
use jixiao_app::{exchange, input};
use jixiao_domain::{Coded as _, Decimal, FundFigures};
use serde::Deserialize;

pub(crate) fn routes() -> Vec<Route> {
    let see = Access::May(Action::SeeProjects);
    vec![get("/statistics", see, page), get("/statistics/export", see, export)]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "statistics/page.html")]
struct StatisticsPage {
    frame: Frame,
    statistics: Statistics,
    chart: String,
}

async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let year = input::year(&query.year).ok().map(|year| i64::from(year.get()));
    let statistics = statistics::read(session.call(&web), year).await?;
    let frame = Frame::new(&session, "/statistics", "统计分析");
    let adjusted = Decimal::from(statistics.total.adjusted.fen());
    let chart = chart::execution(&statistics.months, adjusted);
    Ok(render(&StatisticsPage { frame, statistics, chart }))
}

async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let year = input::year(&query.year).ok().map(|year| i64::from(year.get()));
    let (year, bytes) = exchange::export_statistics(session.call(&web), year).await?;
    Ok(download::file(&format!("统计分析{year}年.xlsx"), download::XLSX, bytes))
}

impl StatisticsPage {
    fn rate(figures: &FundFigures) -> String {
        figures.execution_rate().map_or_else(|_| "不适用".to_owned(), |share| show::percent(&share))
    }

    /// Whether a row goes more slowly than the months: class of the lamp and word.
    fn lamp(&self, figures: &FundFigures) -> (&'static str, &'static str) {
        match figures.execution_rate() {
            Err(_) => ("", "未登记预算"),
            Ok(share) if share < self.statistics.time_share => ("warn", "慢于序时"),
            Ok(_) => ("good", "不慢于序时"),
        }
    }
}
