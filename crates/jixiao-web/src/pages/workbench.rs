//! 工作台: what waits for the person, and how their projects stand.

use crate::error::{PageResult, render};
use crate::page::Frame;
use crate::route::get;
use crate::session::Session;
use crate::show;
use crate::{Access, Route, Web};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use jixiao_app::workbench::{self, DutyItem, DutyKind, Workbench};
use jixiao_domain::{Coded as _, FilingState};
use jixiao_store::views::workbench::{FilingKind, WaitingFiling};

pub(crate) fn routes() -> Vec<Route> {
    vec![get("/workbench", Access::SignedIn, show_page)]
}

#[derive(Template)]
#[template(path = "workbench.html")]
struct WorkbenchPage {
    frame: Frame,
    workbench: Workbench,
    today: NaiveDate,
}

async fn show_page(State(web): State<Web>, session: Session) -> PageResult {
    let call = session.call(&web);
    let workbench = workbench::read(call).await?;
    let frame = Frame::new(&session, "/workbench", "工作台");
    Ok(render(&WorkbenchPage { frame, workbench, today: call.today() }))
}

impl WorkbenchPage {
    /// The heading over the filings of a state, said as work to do.
    fn heading(state: &FilingState) -> &'static str {
        match state {
            FilingState::Draft => "待填报",
            FilingState::Submitted => "待单位审核",
            FilingState::UnitReviewed => "待财务审核",
            FilingState::FinanceReviewed => "待审批",
            FilingState::Approved => "已批复",
        }
    }

    fn address(filing: &WaitingFiling) -> String {
        match filing.kind {
            FilingKind::Goal => format!("/goals/{}", filing.id),
            FilingKind::SelfEvaluation => format!("/self-evaluations/{}", filing.id),
            FilingKind::Assessment => format!("/assessments/{}", filing.id),
            FilingKind::Monitoring => format!("/monitoring/{}", filing.id),
            FilingKind::Department => format!("/departments/{}", filing.id),
        }
    }

    fn duty_address(kind: &DutyKind, item: &DutyItem) -> String {
        match kind {
            DutyKind::WarningSuspension | DutyKind::WarningAnswer | DutyKind::WarningJudgement => {
                format!("/monitoring/warnings/{}", item.id)
            }
            DutyKind::RectificationReply | DutyKind::RectificationCheck => {
                format!("/rectifications/{}", item.id)
            }
            DutyKind::EvaluationWork | DutyKind::EvaluationConclusion => {
                format!("/evaluations/{}", item.id)
            }
            DutyKind::CaseReview => format!("/cases?round={}&sort=due", item.id),
            DutyKind::CaseApproval => format!("/cases?round={}&stage=city_approval", item.id),
            DutyKind::CaseReturned => format!("/cases?round={}&state=returned", item.id),
            DutyKind::CaseNotice => "/notices".to_owned(),
        }
    }

    /// When something is due, in words, with the class of its lamp.
    fn due(&self, due_on: &Option<NaiveDate>) -> Option<(&'static str, String)> {
        let days = ((*due_on)? - self.today).num_days();
        Some(match days {
            ..0 => ("bad", format!("已逾期 {} 天", -days)),
            0 => ("bad", "今日到期".to_owned()),
            1..=7 => ("warn", format!("还有 {days} 天")),
            _ => ("", format!("还有 {days} 天")),
        })
    }
}
