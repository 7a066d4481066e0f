//! Work on many cases at once, lists of applicants, notices with objections.

use crate::cases::{approved, later, opened, reviewed, riders, take, warmth, yuan};
use crate::world::World;
use jixiao_app::cases::{
    Applicant, BatchForm, Batched, CaseListForm, Handled, batch, create_many, export, list, read,
};
use jixiao_app::documents::{self, Format};
use jixiao_app::exchange::{PasteForm, paste_cases};
use jixiao_app::jobs::{self, Runner};
use jixiao_app::notices::{
    self, Ended, NoticeForm, ObjectionForm, SettleForm, WithdrawForm, assemble, end, object, post,
    settle, withdraw,
};
use jixiao_app::{Actor, Refusal, long_work};
use jixiao_domain::{AidCaseId, AidCaseState, AidNoticeId, AidRoundId, Role};
use jixiao_store::aid_cases::{self, payable};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    many_are_moved_at_once_with_true_counts,
    thousands_are_moved_by_a_job,
    a_pasted_list_becomes_drafts_or_comes_back,
    a_notice_shows_what_may_be_shown_and_ends_in_payment,
    an_objection_keeps_a_case_from_payment,
    a_notice_is_taken_back_with_a_reason,
    payments_move_cases_by_their_state_alone,
}

async fn filed(world: &World, round: AidRoundId, count: usize) -> Vec<AidCaseId> {
    let people = riders(world, count).await;
    let applicants = people.into_iter().map(|person_id| Applicant {
        person_id,
        household_id: None,
        organisation_id: world.north.id,
        facts: "{}".to_owned(),
        asked: None,
        reason: String::new(),
    });
    let filler = world.call(world.actor(Role::Filler));
    create_many(filler, round, applicants.collect()).await.unwrap()
}

fn form(event: &str, ids: &[AidCaseId]) -> BatchForm {
    BatchForm {
        event: event.to_owned(),
        ids: ids.iter().map(ToString::to_string).collect(),
        ..BatchForm::default()
    }
}

async fn done(world: &World, actor: &Actor, form: &BatchForm) -> Handled {
    match batch(world.call(actor), form).await.unwrap() {
        Batched::Done(handled) => handled,
        Batched::Queued(_) => panic!("a job"),
    }
}

async fn many_are_moved_at_once_with_true_counts(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, Some(1_100)).await;
    let ids = filed(&world, round, 4).await;
    let filler = world.actor(Role::Filler);
    take(world.call(filler), ids[3], "withdraw", "填错").await.unwrap();
    let handled = done(&world, filler, &form("submit", &ids)).await;
    let counts = |handled: &Handled| {
        (handled.progress.done, handled.progress.skipped, handled.progress.failed)
    };
    assert_eq!(counts(&handled), (3, 1, 0), "{handled:?}");
    let reviewer = world.actor(Role::Reviewer);
    assert_eq!(counts(&done(&world, reviewer, &form("pass", &ids)).await), (3, 1, 0));
    // The same hand again: refused, case by case, for the rule of a single one.
    let handled = done(&world, reviewer, &form("pass", &ids)).await;
    assert_eq!(counts(&handled), (0, 1, 3), "{handled:?}");
    assert!(handled.reasons.iter().any(|why| why.words.contains("须由他人办理") && why.count == 3));
    assert_eq!(
        counts(&done(&world, world.colleague(Role::Reviewer), &form("pass", &ids)).await),
        (3, 1, 0)
    );
    let stranger = batch(world.call(world.stranger(Role::Reviewer)), &form("pass", &ids)).await;
    assert!(matches!(stranger, Err(Refusal::Invalid(errors)) if errors[0].field == "ids"));
    // Of three cases of 500 元 the round pays two.
    let approver = world.at(&world.city, Role::Approver);
    let handled = done(&world, approver, &form("approve", &ids)).await;
    assert_eq!(counts(&handled), (2, 1, 1), "{handled:?}");
    let seen = list(world.call(filler), &CaseListForm::default(), 0, 10).await.unwrap();
    assert_eq!((seen.totals.count, seen.totals.approved), (4, yuan(1_000)));
    // A list leaves the house masked, and the numbers only for a purpose.
    let book = export(world.call(reviewer), &CaseListForm::default(), None).await.unwrap();
    assert_eq!(crate::exchange::cells(&book).len(), 5);
    let refused = export(world.call(reviewer), &CaseListForm::default(), Some("查")).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))));
    export(world.call(reviewer), &CaseListForm::default(), Some("报民政部门核对")).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let refused = export(finance, &CaseListForm::default(), Some("报民政部门核对")).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}

async fn thousands_are_moved_by_a_job(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let ids = filed(&world, round, 1_203).await;
    let filler = world.actor(Role::Filler);
    take(world.call(filler), ids[700], "withdraw", "填错").await.unwrap();
    let all = BatchForm {
        event: "submit".to_owned(),
        all: "1".to_owned(),
        filter: CaseListForm { round: round.to_string(), ..CaseListForm::default() },
        ..BatchForm::default()
    };
    let Batched::Queued(id) = batch(world.call(filler), &all).await.unwrap() else {
        panic!("done at once")
    };
    let runner = Runner::new(world.app.clone(), long_work::handlers(), crate::world::now);
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(world.call(filler), id).await.unwrap();
    let counts = (job.progress.done, job.progress.skipped, job.progress.failed);
    assert_eq!(counts, (1_202, 1, 0), "{}", job.message);
    let file = jobs::result(world.call(filler), id).await.unwrap();
    let rows = crate::exchange::cells(&file.content);
    assert_eq!(rows[1][0], ids[700].to_string());
    assert!(rows[1][1].starts_with("跳过：当前状态为“已撤回”"), "{rows:?}");
    let submitted = CaseListForm { state: "submitted".to_owned(), ..CaseListForm::default() };
    let seen = list(world.call(filler), &submitted, 0, 10).await.unwrap();
    assert_eq!(seen.totals.count, 1_202);
    let steps = "SELECT COUNT(*) FROM aid_case_step WHERE event = 'submit'";
    assert_eq!(world.app.store.row::<i64>(steps, []).await.unwrap(), Some(1_202));
}

async fn a_pasted_list_becomes_drafts_or_comes_back(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    crate::cases::head(&world, "张安", "53010219800101001").await;
    let number = crate::people::number("53010219800101001");
    let filler = world.call(world.actor(Role::Filler));
    let runner = Runner::new(world.app.clone(), long_work::handlers(), crate::world::now);
    let label = read_label(&world, round).await;
    let paste = |list: String| PasteForm {
        round: label.clone(),
        organisation: world.north.id.to_string(),
        list,
    };
    let wrong = format!("{number}\t1,000\t李四\n530102198001010020\t500");
    let id = paste_cases(filler, &paste(wrong)).await.unwrap();
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(filler, id).await.unwrap();
    assert_eq!((job.progress.done, job.progress.failed), (0, 2), "{}", job.message);
    let rows = crate::exchange::cells(&jobs::result(filler, id).await.unwrap().content);
    assert!(rows[1].last().unwrap().contains("姓名与登记的不一致"), "{rows:?}");
    assert!(rows[2].last().unwrap().starts_with("证件号码："), "{rows:?}");
    let id = paste_cases(filler, &paste(format!("姓名 证件号码 金额\n张安 {number} 1,000")))
        .await
        .unwrap();
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(filler, id).await.unwrap();
    assert_eq!((job.progress.done, job.progress.failed), (1, 0), "{}", job.message);
    let seen = list(filler, &CaseListForm::default(), 0, 10).await.unwrap();
    assert_eq!((seen.totals.count, seen.rows[0].line.asked), (1, Some(yuan(1_000))));
    let none = paste_cases(filler, &paste("姓名 金额".to_owned())).await.unwrap_err();
    assert!(matches!(none, Refusal::Invalid(errors) if errors[0].field == "list"));
}

async fn read_label(world: &World, round: AidRoundId) -> String {
    jixiao_store::aid_rounds::find(&world.app.store, round).await.unwrap().unwrap().label
}

async fn posted(world: &World, round: AidRoundId) -> AidNoticeId {
    let keeper = world.call(world.at(&world.city, Role::Filler));
    let form = NoticeForm {
        round: round.to_string(),
        hotline: "0871-0000000".to_owned(),
        ..NoticeForm::default()
    };
    let id = assemble(keeper, &form).await.unwrap();
    let page = notices::read(keeper, id, 0, 10).await.unwrap();
    post(keeper, id, &page.loaded.notice.revision.to_string()).await.unwrap();
    id
}

async fn a_notice_shows_what_may_be_shown_and_ends_in_payment(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let people = riders(&world, 2).await;
    // One of them is under age.
    let sql = "UPDATE person SET birth_date = '2012-05-01' WHERE id = ".to_owned();
    world.app.store.execute(&format!("{sql}{}", people[1].0), []).await.unwrap();
    let mut ids = Vec::new();
    for person in people {
        let id = opened(&world, round, person).await;
        approved(&world, id).await;
        ids.push(id);
    }
    let keeper = world.at(&world.city, Role::Filler);
    let own =
        NoticeForm { round: round.to_string(), hotline: "1".to_owned(), ..NoticeForm::default() };
    let refused = assemble(world.call(world.actor(Role::Filler)), &own).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(_)), "a county keeps no notice of the city");
    let id = posted(&world, round).await;
    let page = notices::read(world.call(keeper), id, 0, 10).await.unwrap();
    // Five working days from a Monday on, the day itself counted.
    let ends_on = page.loaded.notice.ends_on.map(|day| day.to_string());
    assert_eq!(ends_on.as_deref(), Some("2026-03-06"));
    let names: Vec<&str> = page.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["赵骑0", "赵**"], "{:?}", page.lines);
    let shown = notices::public_notice(&world.app, id, crate::world::now().date_naive(), 0, 10);
    let shown = shown.await.unwrap();
    assert!(shown.lines.iter().all(|line| line.name == "赵**"), "{:?}", shown.lines);
    for format in [Format::Docx, Format::Xlsx, Format::Pdf] {
        let file = documents::aid_notice(world.call(keeper), id, format).await.unwrap();
        assert!(!file.bytes.is_empty());
        let reviewer = world.call(world.actor(Role::Reviewer));
        documents::aid_review(reviewer, ids[0], format).await.unwrap();
        documents::aid_application(reviewer, ids[0], format).await.unwrap();
    }
    let early = end(later(&world, keeper, 4), id).await.unwrap_err();
    assert!(matches!(early, Refusal::WrongState(words) if words.contains("公示期至2026年3月6日")));
    let ended = end(later(&world, keeper, 5), id).await.unwrap();
    assert_eq!(ended, Ended { payable: 2, open: 0 });
    let found = payable(&world.app.store, round).await.unwrap();
    assert_eq!(found.iter().map(|one| one.amount).collect::<Vec<_>>(), [yuan(500), yuan(500)]);
    let gone = notices::public_notice(&world.app, id, crate::world::now().date_naive(), 0, 10);
    assert!(matches!(gone.await, Err(Refusal::NotFound(_))));
}

async fn an_objection_keeps_a_case_from_payment(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let ids = filed(&world, round, 3).await;
    for id in &ids {
        approved(&world, *id).await;
    }
    let id = posted(&world, round).await;
    let keeper = world.at(&world.city, Role::Filler);
    let objection = |number: i64| ObjectionForm {
        number: number.to_string(),
        channel: "phone".to_owned(),
        received_on: "2026-03-03".to_owned(),
        content: "家中有经营收入".to_owned(),
    };
    let refused = object(later(&world, keeper, 1), id, &objection(9)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "number"));
    object(later(&world, keeper, 1), id, &objection(1)).await.unwrap();
    object(later(&world, keeper, 1), id, &objection(2)).await.unwrap();
    let ended = end(later(&world, keeper, 10), id).await.unwrap();
    assert_eq!(ended, Ended { payable: 1, open: 2 });
    let form = |conclusion: &str| SettleForm {
        conclusion: conclusion.to_owned(),
        finding: "经核查，证照已注销".to_owned(),
    };
    let city = world.at(&world.city, Role::Reviewer);
    let own =
        settle(later(&world, world.actor(Role::Filler), 11), ids[0], &form("dismissed")).await;
    assert!(matches!(own, Err(Refusal::Forbidden(_))));
    settle(later(&world, city, 11), ids[0], &form("dismissed")).await.unwrap();
    settle(later(&world, city, 11), ids[1], &form("upheld")).await.unwrap();
    let again = settle(later(&world, city, 11), ids[1], &form("upheld")).await.unwrap_err();
    assert!(matches!(again, Refusal::WrongState(_) | Refusal::Forbidden(_)));
    let ended = end(later(&world, keeper, 11), id).await.unwrap();
    assert_eq!(ended, Ended { payable: 1, open: 0 });
    let states: Vec<AidCaseState> = states(&world, &ids).await;
    let (payable, returned) = (AidCaseState::Payable, AidCaseState::Returned);
    assert_eq!(states, [payable, returned, payable]);
    // What was sent back holds no money of the round and goes through every review again.
    let case = read(later(&world, city, 12), ids[1]).await.unwrap().loaded.case;
    assert_eq!((case.approved, case.notice_id), (None, None));
    reviewed(&world, ids[1]).await;
}

async fn states(world: &World, ids: &[AidCaseId]) -> Vec<AidCaseState> {
    let cases = aid_cases::some(&world.app.store, ids).await.unwrap();
    cases.into_iter().map(|case| case.state).collect()
}

async fn a_notice_is_taken_back_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let ids = filed(&world, round, 1).await;
    approved(&world, ids[0]).await;
    let id = posted(&world, round).await;
    let keeper = world.call(world.at(&world.city, Role::Filler));
    let refused = withdraw(keeper, id, &WithdrawForm::default()).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "words"));
    withdraw(keeper, id, &WithdrawForm { words: "名单有误".to_owned() }).await.unwrap();
    assert_eq!(states(&world, &ids).await, [AidCaseState::CityApproved]);
    let again = withdraw(keeper, id, &WithdrawForm { words: "名单有误".to_owned() }).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))));
    let again = posted(&world, round).await;
    assert_ne!(again, id);
}

async fn payments_move_cases_by_their_state_alone(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let ids = filed(&world, round, 2).await;
    for id in &ids {
        approved(&world, *id).await;
    }
    let notice = posted(&world, round).await;
    let keeper = world.at(&world.city, Role::Filler);
    end(later(&world, keeper, 10), notice).await.unwrap();
    let (now, by) = (crate::world::now(), world.actor(Role::Finance).user_id);
    let hand = (by, now, now.date_naive());
    let tx = world.app.store.begin().await.unwrap();
    assert_eq!(aid_cases::paid_in(&tx, &ids, "", hand).await.unwrap(), 0);
    assert_eq!(aid_cases::batch_in(&tx, &ids, "批次 1", hand).await.unwrap(), 2);
    assert_eq!(aid_cases::batch_in(&tx, &ids, "批次 2", hand).await.unwrap(), 0);
    assert_eq!(aid_cases::paid_in(&tx, &ids[..1], "", hand).await.unwrap(), 1);
    assert_eq!(aid_cases::unbatch_in(&tx, &ids, "销户", hand).await.unwrap(), 1);
    assert_eq!(aid_cases::recover_in(&tx, &ids, "重复", hand).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let after = [AidCaseState::Recovered, AidCaseState::Payable];
    assert_eq!(states(&world, &ids).await, after);
    let held = aid_cases::held_money(&world.app.store, round).await.unwrap();
    assert_eq!(held, yuan(500), "what came back is free again");
}
