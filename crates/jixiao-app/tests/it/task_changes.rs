//! What changes of a task besides its steps: the goal version it is measured by, its last day.

use crate::evaluated::{adjust_goal, approve, complete, fill, issued, step};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::attachments::{self, Evidence, NewFile};
use jixiao_app::self_evaluations::{self as area, Adopted, DueTyped};
use jixiao_domain::{FilingEvent, GoalId, Role};
use jixiao_store::self_evaluations::changes::ChangeKind;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_draft_moves_to_the_version_in_force_and_keeps_what_both_have,
    what_was_typed_on_the_earlier_version_is_carried_over,
    only_the_filler_and_finance_move_a_task,
    a_filed_task_says_that_it_must_be_returned_first,
    finance_gives_another_last_day_with_a_reason,
    a_last_day_is_refused_where_it_makes_no_sense,
}

async fn a_draft_moves_to_the_version_in_force_and_keeps_what_both_have(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    fill(&world, id).await;
    let filler = world.call(world.actor(Role::Filler));
    let before = area::show(filler, id).await.unwrap();
    assert!(before.newer.is_none());
    let evidence =
        Evidence { self_evaluation_id: id, goal_indicator_id: before.record.rows[0].indicator.id };
    let file = NewFile { name: "回单.pdf".to_owned(), content: b"%PDF-1.7 a".to_vec() };
    attachments::add(filler, evidence, file).await.unwrap();

    let goal_id = adjust_goal(&world, id).await;
    let shown = area::show(filler, id).await.unwrap();
    let newer = shown.newer.unwrap();
    assert_eq!((newer.goal.id, newer.open, newer.may_adopt), (goal_id, true, true));
    let adoption = area::adoption(filler, id).await.unwrap().unwrap();
    assert_eq!(adoption.fresh(), ["慰问物资合格率"]);
    assert_eq!(adoption.gone(), ["慰问对象符合条件率"]);
    assert_eq!(adoption.kept_count(), 4);

    let revision = shown.record.evaluation.revision;
    let finance = world.call(world.actor(Role::Finance));
    let adopted = area::adopt_goal(finance, id, revision, goal_id).await.unwrap();
    assert_eq!(adopted, Adopted { kept_count: 4, new_count: 1, gone_count: 1 });
    let after = area::show(filler, id).await.unwrap();
    assert!(after.newer.is_none());
    let actuals: Vec<&str> =
        after.record.rows.iter().map(|row| row.filled.actual_text.as_str()).collect();
    assert_eq!(actuals, ["380人", "", "2025年12月20日", "生活有所改善", "96%"]);
    // 380 of 380 now; the tier chosen for an unchanged row stays.
    assert_eq!(after.record.rows[0].filled.score, Some(20.into()));
    assert_eq!(after.record.rows[3].filled.chosen_score, Some(28.into()));
    assert_eq!(after.evidence[0].len(), 1, "files go along");
    assert_eq!(after.changes[0].kind, ChangeKind::Goal);
    assert_eq!(after.changes[0].became, "第 2 版（目标调整）");
    let stale = area::adopt_goal(filler, id, revision, goal_id).await;
    assert!(matches!(stale, Err(Refusal::WrongState(_))), "{stale:?}");
    // Who moved the task did not fill it in.
    assert_eq!(after.record.evaluation.filled_by, Some(world.actor(Role::Filler).user_id));
}

async fn what_was_typed_on_the_earlier_version_is_carried_over(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let filler = world.call(world.actor(Role::Filler));
    let typed = complete(&world, id).await;
    area::keep_draft(filler, id, &typed).await.unwrap();
    let goal_id = adjust_goal(&world, id).await;
    area::adopt_goal(filler, id, 1, goal_id).await.unwrap();
    let record = area::show(filler, id).await.unwrap().record;
    let draft = area::find_draft(filler, id).await.unwrap().unwrap().form;
    let carried = area::carried(filler, &record, draft).await.unwrap();
    let place = |index: usize| {
        let key = record.rows[index].indicator.id.to_string();
        carried.indicator.iter().position(|id| *id == key)
    };
    assert_eq!((place(0), place(1), place(4)), (Some(0), None, Some(4)));
    assert_eq!(carried.actual[4], "96%");
}

async fn only_the_filler_and_finance_move_a_task(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let none = area::adoption(world.call(world.actor(Role::Filler)), id).await.unwrap();
    assert!(none.is_none());
    let goal_id = adjust_goal(&world, id).await;
    for role in [Role::Reviewer, Role::Approver, Role::Auditor, Role::SecurityAdministrator] {
        let refused = area::adopt_goal(world.call(world.actor(role)), id, 1, goal_id).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?} {refused:?}");
    }
    let auditor = world.call(world.actor(Role::Auditor));
    let newer = area::show(auditor, id).await.unwrap().newer.unwrap();
    assert!(newer.open && !newer.may_adopt && !newer.holders.is_empty());
    let stranger = area::adopt_goal(world.call(world.stranger(Role::Filler)), id, 1, goal_id).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
    let filler = world.call(world.actor(Role::Filler));
    for (revision, goal) in [(9, goal_id), (1, GoalId(goal_id.0 + 100))] {
        let refused = area::adopt_goal(filler, id, revision, goal).await;
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    }
}

async fn a_filed_task_says_that_it_must_be_returned_first(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let goal_id = adjust_goal(&world, id).await;
    let filler = world.call(world.actor(Role::Filler));
    let shown = area::show(filler, id).await.unwrap();
    let newer = shown.newer.unwrap();
    assert!(!newer.open && !newer.may_adopt);
    let revision = shown.record.evaluation.revision;
    let refused = area::adopt_goal(filler, id, revision, goal_id).await;
    let Err(Refusal::WrongState(message)) = refused else { panic!("{refused:?}") };
    assert!(message.contains("退回或解除锁定"), "{message}");
    step(&world, Role::SecurityAdministrator, id, FilingEvent::Unfreeze).await.unwrap();
    area::adopt_goal(filler, id, revision + 1, goal_id).await.unwrap();
}

fn due(revision: i64, due_on: &str, reason: &str) -> DueTyped {
    DueTyped {
        revision: revision.to_string(),
        due_on: due_on.to_owned(),
        reason: reason.to_owned(),
    }
}

async fn finance_gives_another_last_day_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let finance = world.call(world.actor(Role::Finance));
    let later = due(1, "2026年4月20日", "审计进点，顺延").parse().unwrap();
    area::set_due(finance, id, &later).await.unwrap();
    let shown = area::show(finance, id).await.unwrap();
    assert_eq!(shown.record.evaluation.due_on.to_string(), "2026-04-20");
    let change = &shown.changes[0];
    assert_eq!((change.was.as_str(), change.became.as_str()), ("2026年3月31日", "2026年4月20日"));
    assert_eq!(
        (change.reason.as_str(), &change.user_name),
        ("审计进点，顺延", &finance.actor.name)
    );
    let stale = area::set_due(finance, id, &later).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
}

async fn a_last_day_is_refused_where_it_makes_no_sense(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    assert_eq!(due(1, "2026-13-01", " ").parse().unwrap_err().len(), 2);
    let good = due(1, "2026-04-20", "顺延").parse().unwrap();
    let filler = area::set_due(world.call(world.actor(Role::Filler)), id, &good).await;
    assert!(matches!(filler, Err(Refusal::Forbidden(_))), "{filler:?}");
    let stranger = area::set_due(world.call(world.stranger(Role::Finance)), id, &good).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
    let finance = world.call(world.actor(Role::Finance));
    for day in ["2026-03-01", "2026-03-31"] {
        let refused = area::set_due(finance, id, &due(1, day, "顺延").parse().unwrap()).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{day}: {refused:?}");
    }
    fill(&world, id).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    let filed = area::set_due(finance, id, &good).await;
    assert!(matches!(filed, Err(Refusal::WrongState(_))), "{filed:?}");
}
