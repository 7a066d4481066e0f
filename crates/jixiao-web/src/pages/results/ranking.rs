//! 绩效考核: the ranking of units.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::results::{self, Ranking};
use serde::Deserialize;

const HERE: &str = "/results/ranking";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
}

#[derive(Template)]
#[template(path = "results/ranking.html")]
struct RankingPage {
    frame: Frame,
    ranking: Ranking,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let ranking = results::ranking(session.call(&web), &query.year).await?;
    let frame = Frame::new(&session, HERE, "绩效考核");
    Ok(render(&RankingPage { frame, ranking }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let book = results::export_ranking(session.call(&web), &query.year).await?;
    Ok(download::file("绩效考核.xlsx", download::XLSX, book))
}
