//! Two versions of a goal side by side.

use super::HERE;
use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::{Query, State};
use jixiao_app::goals::{self, Comparison, LoadedGoal};
use jixiao_domain::{Coded as _, GoalId};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "goals/compare.html")]
struct ComparePage {
    frame: Frame,
    before: LoadedGoal,
    after: LoadedGoal,
    comparison: Comparison,
    /// Headings of the two sides.
    left: String,
    right: String,
}

#[derive(Deserialize)]
pub(super) struct Both {
    #[serde(default)]
    one: i64,
    #[serde(default)]
    other: i64,
}

pub(super) async fn page(
    State(web): State<Web>,
    session: Session,
    Query(both): Query<Both>,
) -> PageResult {
    let call = session.call(&web);
    let (before, after, comparison) =
        goals::of_versions(call, GoalId(both.one), GoalId(both.other)).await?;
    let name = &after.place.project.content.name;
    let title = format!("{name} 第 {} 版与第 {} 版", before.goal.version, after.goal.version);
    let frame = Frame::new(&session, HERE, title);
    let heading = |loaded: &LoadedGoal| format!("第 {} 版", loaded.goal.version);
    let (left, right) = (heading(&before), heading(&after));
    Ok(render(&ComparePage { frame, before, after, comparison, left, right }))
}
