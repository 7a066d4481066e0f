//! Rectifications: notice, reply, check by another, and what waits for whom.

use crate::goals::fixture::open_year;
use crate::goals::messages;
use crate::world::World;
use jixiao_app::attachments::{self, NewFile};
use jixiao_app::rectifications::{
    NoticeForm, RectificationListForm, RectificationStepForm, export, list, open, read, step,
};
use jixiao_app::{Call, Refusal, documents, workbench};
use jixiao_domain::{
    Coded as _, ProjectYearId, RectificationEvent, RectificationId, RectificationState, Role,
};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_notice_is_answered_checked_and_closed,
    a_check_that_fails_goes_back_with_its_reason,
    nobody_checks_their_own_reply,
    a_notice_needs_problem_requirement_and_a_date_to_come,
    a_notice_comes_only_from_records_of_its_year,
    a_date_is_put_off_with_a_reason_and_a_notice_taken_back,
    strangers_find_no_rectification,
    only_supervisors_give_notices_and_only_fillers_reply,
    the_list_knows_who_is_late,
    files_are_locked_with_the_reply,
    notice_and_report_are_printed_as_letters,
}

pub(crate) fn notice(year: ProjectYearId) -> NoticeForm {
    NoticeForm {
        project_year: year.to_string(),
        problem: "截至2月末预算执行率为零，慰问对象名单尚未审定。".to_owned(),
        requirement: "3月20日前审定名单并完成首批发放，报送发放清单。".to_owned(),
        due_on: "2026-03-20".to_owned(),
        ..NoticeForm::default()
    }
}

pub(crate) async fn event(
    call: Call<'_>,
    id: RectificationId,
    event: RectificationEvent,
    words: &str,
) -> Result<RectificationState, Refusal> {
    let revision = read(call, id).await?.loaded.rectification.revision.to_string();
    let form = RectificationStepForm {
        revision,
        event: event.code().to_owned(),
        measures: "已召开专题会议审定名单。".to_owned(),
        outcome: "首批慰问金 80,000 元已于3月10日发放。".to_owned(),
        words: words.to_owned(),
        due_on: "2026-04-10".to_owned(),
    };
    step(call, id, &form).await
}

async fn opened(world: &World) -> RectificationId {
    let year = open_year(world, "P1").await;
    open(world.call(world.actor(Role::Finance)), &notice(year)).await.unwrap()
}

async fn a_notice_is_answered_checked_and_closed(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let page = read(filler, id).await.unwrap();
    assert_eq!(page.loaded.rectification.number(), "整改〔2026〕1号");
    assert_eq!(page.events, [RectificationEvent::Reply]);
    let next = page.next.unwrap();
    assert_eq!((next.event, next.days_left), (RectificationEvent::Reply, Some(18)));
    assert!(next.holders.iter().any(|who| who.user_id == filler.actor.user_id));
    let duties = workbench::read(filler).await.unwrap().duties;
    assert!(duties.iter().any(|duty| duty.count == 1), "{duties:?}");
    event(filler, id, RectificationEvent::Reply, "").await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let page = read(finance, id).await.unwrap();
    assert_eq!(page.events, [RectificationEvent::Accept, RectificationEvent::Reject]);
    assert_eq!(page.next.unwrap().days_left, None);
    event(finance, id, RectificationEvent::Accept, "核查属实").await.unwrap();
    let page = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    assert_eq!(page.loaded.rectification.state, RectificationState::Closed);
    assert_eq!((page.history.len(), page.next), (2, None));
    assert_eq!(page.loaded.rectification.check.unwrap().opinion, "核查属实");
}

async fn a_check_that_fails_goes_back_with_its_reason(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    event(filler, id, RectificationEvent::Reply, "").await.unwrap();
    let treasury = world.call(world.actor(Role::Treasury));
    let refused = event(treasury, id, RectificationEvent::Reject, " ").await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "words");
    let state = event(treasury, id, RectificationEvent::Reject, "缺少发放清单").await.unwrap();
    assert_eq!(state, RectificationState::Returned);
    event(filler, id, RectificationEvent::Reply, "").await.unwrap();
    event(treasury, id, RectificationEvent::Accept, "").await.unwrap();
    let history = read(filler, id).await.unwrap().history;
    let events: Vec<_> = history.iter().map(|step| step.event.code()).collect();
    assert_eq!(events, ["reply", "reject", "reply", "accept"]);
    assert_eq!(history[1].words, "缺少发放清单");
    assert!(history[0].words.contains("整改措施：已召开专题会议"));
    let refused = event(treasury, id, RectificationEvent::Withdraw, "误发").await.unwrap_err();
    assert!(refused.to_string().contains("已办结"), "{refused}");
}

async fn nobody_checks_their_own_reply(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    // The finance officer of the county also fills in for the unit.
    let mut both = world.actor(Role::Finance).clone();
    both.grants.extend(world.actor(Role::Filler).grants.clone());
    let call = world.call(&both);
    event(call, id, RectificationEvent::Reply, "").await.unwrap();
    let refused = event(call, id, RectificationEvent::Accept, "").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(_)), "{refused:?}");
    assert!(read(call, id).await.unwrap().events.is_empty());
    let next = read(call, id).await.unwrap().next.unwrap();
    assert!(next.holders.iter().all(|who| who.user_id != both.user_id));
    let other = world.call(world.colleague(Role::Finance));
    event(other, id, RectificationEvent::Accept, "").await.unwrap();
}

async fn a_notice_needs_problem_requirement_and_a_date_to_come(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Finance));
    let bare = NoticeForm { project_year: year.to_string(), ..NoticeForm::default() };
    let refused = open(call, &bare).await.unwrap_err();
    let fields: Vec<&str> = messages(&refused).iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["problem", "requirement", "due_on"]);
    for (due_on, part) in [("2026-03-02", "晚于今天"), ("2036-03-20", "一年")] {
        let late = NoticeForm { due_on: due_on.to_owned(), ..notice(year) };
        let refused = open(call, &late).await.unwrap_err();
        assert!(messages(&refused)[0].1.contains(part), "{refused:?}");
    }
}

async fn a_notice_comes_only_from_records_of_its_year(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Finance));
    for origin in ["spot_check", "evaluation", "warning"] {
        let foreign =
            NoticeForm { origin: origin.to_owned(), origin_id: "77".to_owned(), ..notice(year) };
        let refused = open(call, &foreign).await.unwrap_err();
        assert_eq!(messages(&refused)[0].0, "origin_id", "{origin}");
    }
}

async fn a_date_is_put_off_with_a_reason_and_a_notice_taken_back(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let call = world.call(world.actor(Role::Finance));
    event(call, id, RectificationEvent::Extend, "名单公示需7个工作日").await.unwrap();
    let page = read(call, id).await.unwrap();
    assert_eq!(page.loaded.rectification.due_on.to_string(), "2026-04-10");
    assert!(page.history[0].words.contains("由2026年3月20日延长至2026年4月10日"));
    let again = event(call, id, RectificationEvent::Extend, "再延").await.unwrap_err();
    assert_eq!(messages(&again)[0].0, "due_on");
    event(call, id, RectificationEvent::Withdraw, "与另一通知重复").await.unwrap();
    let page = read(call, id).await.unwrap();
    assert_eq!(page.loaded.rectification.state, RectificationState::Withdrawn);
    assert!(page.events.is_empty());
}

async fn strangers_find_no_rectification(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    for role in [Role::Filler, Role::Finance, Role::Treasury, Role::Auditor] {
        let stranger = world.call(world.stranger(role));
        assert!(matches!(read(stranger, id).await, Err(Refusal::NotFound(_))), "{role:?}");
        let listed = list(stranger, &RectificationListForm::default(), 0, 50).await.unwrap();
        assert_eq!((listed.total, listed.overdue), (0, 0));
    }
    let admin = world.call(world.actor(Role::SystemAdministrator));
    assert!(matches!(read(admin, id).await, Err(Refusal::NotFound(_))));
}

async fn only_supervisors_give_notices_and_only_fillers_reply(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let year = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    let year = year.loaded.place.year.id;
    for role in [Role::Filler, Role::Reviewer, Role::Approver, Role::Auditor] {
        let refused = open(world.call(world.actor(role)), &notice(year)).await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden(_)), "{role:?}: {refused:?}");
    }
    let finance = world.call(world.actor(Role::Finance));
    let refused = event(finance, id, RectificationEvent::Reply, "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused:?}");
    let stale = RectificationStepForm {
        revision: "9".to_owned(),
        event: "withdraw".to_owned(),
        words: "误发".to_owned(),
        ..RectificationStepForm::default()
    };
    assert!(matches!(step(finance, id, &stale).await, Err(Refusal::Conflict(_))));
}

async fn the_list_knows_who_is_late(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let late = Call {
        at: world.call(world.actor(Role::Finance)).at + chrono::Duration::days(30),
        ..world.call(world.actor(Role::Finance))
    };
    let overdue = RectificationListForm {
        state: RectificationListForm::OVERDUE.to_owned(),
        q: "预算执行率".to_owned(),
        ..RectificationListForm::default()
    };
    let listed = list(late, &overdue, 0, 50).await.unwrap();
    assert_eq!((listed.total, listed.overdue, listed.lines[0].id), (1, 1, id));
    assert!(listed.lines[0].is_overdue(listed.today));
    assert_eq!(read(late, id).await.unwrap().next.unwrap().days_left, Some(-12));
    let now = list(world.call(late.actor), &overdue, 0, 50).await.unwrap();
    assert_eq!((now.total, now.overdue), (0, 0));
    for sort in ["due", "number", "project", "organisation", "state"] {
        let form = RectificationListForm { sort: sort.to_owned(), ..Default::default() };
        assert_eq!(list(late, &form, 0, 50).await.unwrap().lines.len(), 1, "{sort}");
    }
    assert!(!export(late, &overdue).await.unwrap().is_empty());
}

async fn files_are_locked_with_the_reply(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let file = |text: &str| NewFile {
        name: "发放清单.txt".to_owned(),
        content: text.as_bytes().to_vec(),
    };
    let filler = world.call(world.actor(Role::Filler));
    let kept = attachments::add(filler, id, file("发放清单")).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let refused = attachments::add(finance, id, file("别的")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused:?}");
    event(filler, id, RectificationEvent::Reply, "").await.unwrap();
    let refused = attachments::add(filler, id, file("补充")).await.unwrap_err();
    assert!(refused.to_string().contains("已锁定"), "{refused}");
    assert_eq!(read(finance, id).await.unwrap().files.len(), 1);
    let got = attachments::download(finance, id, kept).await.unwrap();
    assert_eq!(got.content, "发放清单".as_bytes());
    let stranger = world.call(world.stranger(Role::Finance));
    let refused = attachments::download(stranger, id, kept).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotFound(_)));
}

async fn notice_and_report_are_printed_as_letters(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let call = world.call(world.actor(Role::Finance));
    let text = |file: documents::Document| {
        let limits = jixiao_reader::Limits::default();
        let read = jixiao_reader::read(&file.bytes, &file.file_name, &limits).unwrap();
        let paragraphs = read.blocks.iter().filter_map(|block| match block {
            jixiao_document::Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
            jixiao_document::Block::Table(_) => None,
        });
        paragraphs.collect::<Vec<_>>().join("\n")
    };
    let docx = documents::Format::Docx;
    let notice = text(documents::notice(call, id, docx).await.unwrap());
    for part in ["整改通知书", "整改〔2026〕1号", "北山县总工会", "2026年3月20日前"]
    {
        assert!(notice.contains(part), "{part}: {notice}");
    }
    let early = documents::rectification_report(call, id, docx).await.unwrap_err();
    assert!(early.to_string().contains("尚未报送"), "{early}");
    let filler = world.call(world.actor(Role::Filler));
    event(filler, id, RectificationEvent::Reply, "").await.unwrap();
    event(call, id, RectificationEvent::Accept, "核查属实。").await.unwrap();
    let report = text(documents::rectification_report(call, id, docx).await.unwrap());
    for part in ["整改情况的报告", "80,000 元", "核查属实。", "已办结"] {
        assert!(report.contains(part), "{part}: {report}");
    }
    let stranger = world.call(world.stranger(Role::Finance));
    let refused = documents::notice(stranger, id, docx).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotFound(_)));
}
