//! From a warning to a rectification, to an adjustment of the goal, to a suspension of payment; and what
//! the workbench says meanwhile.

use crate::evaluated::project;
use crate::goals::messages;
use crate::monitored::issued;
use crate::rectifications::event;
use crate::world::World;
use jixiao_app::monitoring as area;
use jixiao_app::monitoring::warnings::{self, ActTyped, PauseTyped};
use jixiao_app::rectifications::{self, NoticeForm, from_warning};
use jixiao_app::suspensions::{self, ResumptionForm};
use jixiao_app::workbench::{self, DutyKind};
use jixiao_app::{Call, Refusal, goals};
use jixiao_domain::{
    Coded as _, FormLayout, MonitoringWarningId, RectificationEvent, RectificationState, Role,
    SuspensionOrigin, WarningEvent, WarningState,
};
use jixiao_store::{Connection as _, Store, goals as goal_rows, on_both_databases};

on_both_databases! {
    a_warning_is_answered_by_one_notice_and_closed_by_its_check,
    a_notice_that_fails_leaves_its_warning_open,
    only_supervisors_who_see_the_unit_answer_a_warning_by_a_notice,
    an_adjustment_and_its_warning_move_together,
    finance_stops_payment_from_a_warning_which_still_waits,
    days_of_decision_that_pass_remind_finance_and_stop_nothing,
    terms_are_counted_in_working_days_and_rest_days_are_refused,
}

/// A world with a project that lags, under a regulation that sets days of decision where asked.
async fn warned(store: Store, regulation: &str) -> (World, MonitoringWarningId) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    let tx = world.app.store.begin().await.unwrap();
    let sql = "UPDATE project_year SET regulation = $1";
    tx.execute_one(sql, [regulation.into()]).await.unwrap();
    tx.commit().await.unwrap();
    let record = issued(&world, "1—7月", "2025-07-31").await;
    let shown = area::show(world.call(world.actor(Role::Filler)), record).await.unwrap();
    (world, shown.warnings[0].id)
}

async fn notice_of(call: Call<'_>, id: MonitoringWarningId) -> NoticeForm {
    NoticeForm {
        requirement: "3月20日前完成首批发放。".to_owned(),
        due_on: "2026-03-20".to_owned(),
        ..from_warning(call, id).await.unwrap()
    }
}

fn said(revision: i64, reason: &str) -> ActTyped {
    ActTyped { revision: revision.to_string(), reason: reason.to_owned() }
}

async fn count(call: Call<'_>, kind: DutyKind) -> i64 {
    let duties = workbench::read(call).await.unwrap().duties;
    duties.iter().find(|duty| duty.kind == kind).map_or(0, |duty| duty.count)
}

async fn a_warning_is_answered_by_one_notice_and_closed_by_its_check(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let (finance, filler) =
        (world.call(world.actor(Role::Finance)), world.call(world.actor(Role::Filler)));
    assert_eq!(count(filler, DutyKind::WarningAnswer).await, 1);
    let form = notice_of(finance, id).await;
    assert!(form.problem.starts_with("1—7月运行监控："), "{}", form.problem);
    let notice = rectifications::open(finance, &form).await.unwrap();
    let read = warnings::read(finance, id).await.unwrap();
    assert_eq!(read.warning.state, WarningState::Rectifying);
    let last = read.steps.last().unwrap();
    assert_eq!(
        (last.event, last.link.as_str()),
        (WarningEvent::Rectify, &*format!("/rectifications/{notice}"))
    );
    let again = rectifications::open(finance, &form).await.unwrap_err();
    assert!(matches!(again, Refusal::WrongState(_)), "{again:?}");
    let explained = warnings::explain(filler, id, &said(read.warning.revision, "迟了")).await;
    assert!(matches!(explained, Err(Refusal::WrongState(_))), "{explained:?}");
    assert_eq!(count(filler, DutyKind::WarningAnswer).await, 0);
    event(filler, notice, RectificationEvent::Reply, "").await.unwrap();
    event(finance, notice, RectificationEvent::Reject, "缺少清单").await.unwrap();
    event(filler, notice, RectificationEvent::Reply, "").await.unwrap();
    let closed = event(finance, notice, RectificationEvent::Accept, "属实").await.unwrap();
    assert_eq!(closed, RectificationState::Closed);
}

async fn a_notice_that_fails_leaves_its_warning_open(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let finance = world.call(world.actor(Role::Finance));
    let form = NoticeForm { due_on: "2026-01-20".to_owned(), ..notice_of(finance, id).await };
    let refused = rectifications::open(finance, &form).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "due_on");
    assert_eq!(warnings::read(finance, id).await.unwrap().warning.state, WarningState::Open);
    // A warning that was answered otherwise takes the notice back with it.
    let form = notice_of(finance, id).await;
    let filler = world.call(world.actor(Role::Filler));
    let revision = warnings::read(filler, id).await.unwrap().warning.revision;
    warnings::adjust(filler, id, &said(revision, "对象减少")).await.unwrap();
    let refused = rectifications::open(finance, &form).await.unwrap_err();
    assert!(matches!(refused, Refusal::WrongState(_)), "{refused:?}");
    let year = warnings::read(finance, id).await.unwrap().line.project_year_id;
    assert!(rectifications::of_project_year(finance, year).await.unwrap().is_empty());
}

async fn only_supervisors_who_see_the_unit_answer_a_warning_by_a_notice(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let form = notice_of(world.call(world.actor(Role::Finance)), id).await;
    for role in [Role::Filler, Role::Reviewer, Role::Approver, Role::Auditor] {
        let refused = rectifications::open(world.call(world.actor(role)), &form).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}: {refused:?}");
        let refused = warnings::suspend(world.call(world.actor(role)), id, &pause(1)).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}: {refused:?}");
    }
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(from_warning(stranger, id).await, Err(Refusal::NotFound(_))));
    let refused = rectifications::open(stranger, &form).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let refused = warnings::suspend(stranger, id, &pause(1)).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
}

async fn an_adjustment_and_its_warning_move_together(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let filler = world.call(world.actor(Role::Filler));
    let read = warnings::read(filler, id).await.unwrap();
    let revision = read.warning.revision;
    let stale = warnings::adjust(filler, id, &said(revision + 1, "对象减少")).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    let year = read.line.project_year_id;
    let versions = || async { goal_rows::versions(&world.app.store, year).await.unwrap().len() };
    assert_eq!(versions().await, 1);
    let goal = warnings::adjust(filler, id, &said(revision, "对象减少")).await.unwrap();
    let page = goals::read(filler, goal).await.unwrap();
    assert!(page.loaded.goal.reason.contains("运行监控预警"), "{}", page.loaded.goal.reason);
    let again = warnings::adjust(filler, id, &said(revision + 1, "对象减少")).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
    assert_eq!(versions().await, 2);
}

fn pause(revision: i64) -> PauseTyped {
    PauseTyped {
        revision: revision.to_string(),
        pause_reason: "名单未审定".to_owned(),
        article: "财预〔2019〕136号".to_owned(),
    }
}

async fn finance_stops_payment_from_a_warning_which_still_waits(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let finance = world.call(world.actor(Role::Finance));
    let read = warnings::read(finance, id).await.unwrap();
    let ready = read.pause.unwrap();
    assert!(
        ready.pause_reason.contains("累计执行") && ready.article.contains("136号"),
        "{ready:?}"
    );
    assert!(
        warnings::read(world.call(world.actor(Role::Filler)), id).await.unwrap().pause.is_none()
    );
    let bare = PauseTyped { revision: ready.revision.clone(), ..PauseTyped::default() };
    let refused = warnings::suspend(finance, id, &bare).await.unwrap_err();
    assert_eq!(messages(&refused).len(), 2);
    let stale = warnings::suspend(finance, id, &pause(99)).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    warnings::suspend(finance, id, &ready).await.unwrap();
    let after = warnings::read(finance, id).await.unwrap();
    assert_eq!((after.warning.state, after.is_suspended), (WarningState::Open, true));
    assert_eq!(after.steps.last().unwrap().event, WarningEvent::Suspend);
    assert!(after.pause.is_none());
    let year = after.line.project_year_id;
    let held = suspensions::of_year(finance, year).await.unwrap().current.unwrap();
    assert_eq!((held.origin, held.origin_id), (SuspensionOrigin::Warning, Some(id.0)));
    let twice = warnings::suspend(finance, id, &pause(after.warning.revision)).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");
    let filler = world.call(world.actor(Role::Filler));
    let answer = said(after.warning.revision, "名单已审定");
    warnings::explain(filler, id, &answer).await.unwrap();
}

async fn days_of_decision_that_pass_remind_finance_and_stop_nothing(store: Store) {
    let (world, id) = warned(store, "sichuan-2025").await;
    let finance = world.call(world.actor(Role::Finance));
    let read = warnings::read(finance, id).await.unwrap();
    assert_eq!(read.line.answer_due_on.unwrap().to_string(), "2026-03-16");
    assert_eq!(read.due_caveat, None);
    let on = |days: i64| Call { at: finance.at + chrono::Duration::days(days), ..finance };
    assert_eq!(count(on(14), DutyKind::WarningSuspension).await, 0);
    let late = on(15);
    let waiting = count(late, DutyKind::WarningSuspension).await;
    assert!(waiting >= 1);
    let year = read.line.project_year_id;
    assert!(suspensions::of_year(late, year).await.unwrap().current.is_none());
    let ready = warnings::read(late, id).await.unwrap().pause.unwrap();
    assert!(ready.pause_reason.contains("至2026年3月16日未作出处理"), "{}", ready.pause_reason);
    warnings::suspend(late, id, &ready).await.unwrap();
    assert_eq!(count(late, DutyKind::WarningSuspension).await, 0);
    let approver = Call { at: late.at, ..world.call(world.actor(Role::Approver)) };
    let lifted = ResumptionForm { reason: "单位已说明".to_owned() };
    suspensions::resume(approver, year, &lifted).await.unwrap();
    // The warning itself was decided about; others of the same year may remind again.
    assert_eq!(count(late, DutyKind::WarningSuspension).await, waiting - 1);
    let filler = Call { at: late.at, ..world.call(world.actor(Role::Filler)) };
    assert_eq!(count(filler, DutyKind::WarningSuspension).await, 0);
}

async fn terms_are_counted_in_working_days_and_rest_days_are_refused(store: Store) {
    let (world, id) = warned(store, "national-2020").await;
    let finance = world.call(world.actor(Role::Finance));
    let form = notice_of(finance, id).await;
    let with = |due_on: &str| NoticeForm { due_on: due_on.to_owned(), ..form.clone() };
    for (typed, expected) in [
        ("10个工作日", "2026-03-16"),
        ("30 日", "2026-04-01"),
        ("35天", "2026-04-07"),
        ("2026年3月20日", "2026-03-20"),
    ] {
        let notice = with(typed).parse(finance.today()).unwrap();
        assert_eq!(notice.due_on.to_string(), expected, "{typed}");
    }
    for (typed, expected) in [
        ("2026-04-06", "该日为清明节放假，可改为其后第一个工作日2026年4月7日"),
        ("2026-03-21", "该日为周末，可改为其后第一个工作日2026年3月23日"),
        ("0个工作日", "应为日期"),
        ("9999天", "应为日期"),
    ] {
        let errors = with(typed).parse(finance.today()).unwrap_err();
        assert!(errors[0].message.contains(expected), "{typed}: {errors:?}");
    }
    let notice = rectifications::open(finance, &with("10个工作日")).await.unwrap();
    let next = rectifications::read(finance, notice).await.unwrap().next.unwrap();
    assert_eq!((next.days_left, next.working_days_left), (Some(14), Some(10)));
    assert_eq!(next.event.code(), "reply");
}
