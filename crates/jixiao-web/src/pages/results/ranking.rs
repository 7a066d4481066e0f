//! 绩效考核: the ranking of units.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, download, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::results::{self, Aspect, RankedUnit, Ranking};
use serde::Deserialize;

const HERE: &str = "/results/ranking";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct YearQuery {
    year: String,
    /// The unit whose points are opened.
    unit: String,
}

#[derive(Template)]
#[template(path = "results/ranking.html")]
struct RankingPage {
    frame: Frame,
    ranking: Ranking,
    opened: String,
}

impl RankingPage {
    /// The unit whose points are shown line by line.
    fn opened(&self) -> Option<&RankedUnit> {
        self.ranking.units.iter().find(|unit| self.is_open(unit))
    }

    fn is_open(&self, unit: &RankedUnit) -> bool {
        unit.organisation_id.to_string() == self.opened
    }

    /// The aspects with what they can bring, as the first unit has them.
    fn heads(&self) -> &[Aspect] {
        self.ranking.units.first().map_or(&[], |unit| &unit.points.aspects)
    }

    /// The aspect that cost most.
    fn worst(unit: &RankedUnit) -> String {
        let lost = |aspect: &Aspect| aspect.of - aspect.points;
        let worst = unit.points.aspects.iter().max_by_key(|aspect| lost(aspect));
        worst.filter(|aspect| !lost(aspect).is_zero()).map_or_else(
            || "无".to_owned(),
            |aspect| format!("{} 扣 {}", aspect.name, lost(aspect).normalize()),
        )
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let ranking = results::ranking(session.call(&web), &query.year).await?;
    let frame = Frame::new(&session, HERE, "绩效考核");
    Ok(render(&RankingPage { frame, ranking, opened: query.unit }))
}

pub(super) async fn export(
    State(web): State<Web>,
    session: Session,
    Query(query): Query<YearQuery>,
) -> PageResult {
    let book = results::export_ranking(session.call(&web), &query.year).await?;
    Ok(download::file("绩效考核.xlsx", download::XLSX, book))
}
