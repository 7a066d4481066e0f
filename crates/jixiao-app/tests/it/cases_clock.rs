//! The clock of review: who holds what for how long, and what stops it.

use crate::cases::{later, opened, riders, take, warmth};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::cases::{Applicant, CaseListForm, create_many, held, list, read};
use jixiao_domain::{AidCaseState, Coded as _, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    the_clock_stands_while_a_case_is_suspended,
    who_holds_what_is_summed_up,
}

async fn the_clock_stands_while_a_case_is_suspended(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = riders(&world, 1).await[0];
    let id = opened(&world, round, person).await;
    take(world.call(world.actor(Role::Filler)), id, "submit", "").await.unwrap();
    let reviewer = world.actor(Role::Reviewer);
    take(later(&world, reviewer, 10), id, "suspend", "申请人住院").await.unwrap();
    let page = read(later(&world, reviewer, 20), id).await.unwrap();
    assert_eq!((page.loaded.case.due_on, page.overdue), (None, false));
    let refused = take(later(&world, reviewer, 20), id, "pass", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::WrongState(_)));
    take(later(&world, reviewer, 60), id, "resume", "已出院").await.unwrap();
    let page = read(later(&world, reviewer, 60), id).await.unwrap();
    // Of thirty days twenty were left on 12 March; they run again from 1 May.
    assert_eq!(page.loaded.case.due_on.map(|day| day.to_string()).as_deref(), Some("2026-05-21"));
    assert_eq!(page.loaded.case.state, AidCaseState::Submitted);
}

async fn who_holds_what_is_summed_up(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let people = riders(&world, 3).await;
    let applicants = people.iter().map(|person| Applicant {
        person_id: *person,
        household_id: None,
        organisation_id: world.north.id,
        facts: "{}".to_owned(),
        asked: None,
        reason: String::new(),
    });
    let filler = world.actor(Role::Filler);
    let ids = create_many(world.call(filler), round, applicants.collect()).await.unwrap();
    for id in &ids {
        take(world.call(filler), *id, "submit", "").await.unwrap();
    }
    let reviewer = world.actor(Role::Reviewer);
    take(later(&world, reviewer, 2), ids[0], "pass", "").await.unwrap();
    let whole = held(later(&world, reviewer, 40)).await.unwrap();
    assert_eq!((whole.count, whole.overdue), (3, 3));
    let stages: Vec<_> =
        whole.lines.iter().map(|line| (line.stage.code(), line.count, line.overdue)).collect();
    assert_eq!(stages, [("primary_review", 2, 2), ("county_review", 1, 1)]);
    let overdue =
        CaseListForm { overdue: "1".to_owned(), sort: "due".to_owned(), ..CaseListForm::default() };
    let rows = list(later(&world, reviewer, 31), &overdue, 0, 10).await.unwrap();
    assert_eq!((rows.totals.count, rows.rows[0].days), (3, 29));
}
