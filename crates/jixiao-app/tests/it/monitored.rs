//! Records of monitoring of the northern county at every point of their way, for tests of several
//! crates.

use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::monitoring::{self as area, IssueTyped, ListTyped, MonitoringTyped, Step};
use jixiao_domain::{FilingEvent, FilingState, MonitoringRecordId, Role};

/// A round of 2025 as finance types it.
pub(crate) fn typed(label: &str, to_on: &str) -> IssueTyped {
    IssueTyped {
        year: "2025".to_owned(),
        label: label.to_owned(),
        from_on: "2025-01-01".to_owned(),
        to_on: to_on.to_owned(),
        due_on: "2026年3月31日".to_owned(),
        ..IssueTyped::default()
    }
}

/// Issues a round as the county's finance and gives the record of the project `XM01`.
pub(crate) async fn issued(world: &World, label: &str, to_on: &str) -> MonitoringRecordId {
    let finance = world.call(world.actor(Role::Finance));
    let issued = area::issue(finance, &typed(label, to_on).parse().unwrap()).await.unwrap();
    let filter = ListTyped {
        round: issued.round_id.to_string(),
        q: "XM01".to_owned(),
        ..ListTyped::default()
    };
    area::list(finance, &filter, 10, 0).await.unwrap().lines[0].id
}

/// The form as a careful filler completes it: 380 of 400 at the end of the year.
pub(crate) async fn complete(world: &World, id: MonitoringRecordId) -> MonitoringTyped {
    let shown = area::show(world.call(world.actor(Role::Filler)), id).await.unwrap();
    let mut typed = MonitoringTyped::of(&shown.record);
    typed.actual =
        ["380人", "100%", "2025年12月20日", "生活有所改善", "96%"].map(str::to_owned).into();
    typed.forecast = ["", "", "", "有所改善", ""].map(str::to_owned).into();
    typed.likelihood =
        ["possible", "certain", "certain", "certain", "certain"].map(str::to_owned).into();
    typed.cause = vec![format!("{}:staff", typed.indicator[0])];
    typed.cause_note[0] = "二十名职工年内脱困退出，不再符合慰问条件".to_owned();
    typed
}

/// Saves [`complete`].
pub(crate) async fn fill(world: &World, id: MonitoringRecordId) {
    let typed = complete(world, id).await;
    let filler = world.call(world.actor(Role::Filler));
    area::save(filler, id, &typed.parse().unwrap()).await.unwrap();
}

/// Takes a step as the county's holder of a role.
pub(crate) async fn step(
    world: &World,
    role: Role,
    id: MonitoringRecordId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let call = world.call(world.actor(role));
    let revision = area::show(call, id).await.unwrap().record.row.revision;
    let step = Step { revision, event, reason: "按审核意见办理".to_owned() };
    area::advance(call, id, &step).await
}

/// Fills in and takes every step up to 批复.
pub(crate) async fn approve(world: &World, id: MonitoringRecordId) {
    fill(world, id).await;
    for (role, event) in [
        (Role::Filler, FilingEvent::Submit),
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        step(world, role, id, event).await.unwrap();
    }
}
