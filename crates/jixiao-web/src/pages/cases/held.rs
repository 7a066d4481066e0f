//! 在办情况: who holds what for how long.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::session::Session;
use crate::{Web, show};
use askama::Template;
use axum::extract::State;
use jixiao_app::cases::{self, HeldList};
use jixiao_domain::Coded as _;
use jixiao_store::views::aid_cases::HeldLine;

#[derive(Template)]
#[template(path = "cases/held.html")]
struct HeldPage {
    frame: Frame,
    held: HeldList,
}

impl HeldPage {
    fn longest(&self, line: &HeldLine) -> i64 {
        self.held.today.signed_duration_since(line.oldest_on).num_days()
    }
}

pub(super) async fn page(State(web): State<Web>, session: Session) -> PageResult {
    let held = cases::held(session.call(&web)).await?;
    Ok(render(&HeldPage { frame: Frame::new(&session, "/cases/held", "在办情况"), held }))
}
