//! Later versions of a goal, and two of them side by side.

use super::fixture::{approved, filing, form, open_year, submitted};
use super::messages;
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::goals::{
    NewVersionForm, RowKind, compare, create, of_versions, read, revise, save, step,
};
use jixiao_domain::{FilingEvent, FilingState, GoalVersionKind, ProjectYearId, Role};
use jixiao_store::{Store, goals, on_both_databases};

on_both_databases! {
    an_adjustment_copies_the_version_in_force_and_leaves_it,
    a_later_version_waits_for_the_one_under_way,
    versions_are_compared_with_the_earlier_first,
    versions_of_different_projects_are_not_compared,
}

fn adjustment() -> NewVersionForm {
    NewVersionForm {
        kind: "adjustment".to_owned(),
        reason: "年中压减预算，相应核减慰问人数".to_owned(),
    }
}

async fn an_adjustment_copies_the_version_in_force_and_leaves_it(store: Store) {
    let world = World::new(store).await;
    let first = approved(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let year = read(call, first).await.unwrap().loaded.goal.project_year_id;
    let bare = NewVersionForm { reason: " ".to_owned(), ..adjustment() };
    assert_eq!(messages(&revise(call, year, &bare).await.unwrap_err())[0].0, "reason");
    let original = NewVersionForm { kind: "original".to_owned(), ..adjustment() };
    assert_eq!(messages(&revise(call, year, &original).await.unwrap_err())[0].0, "kind");

    let second = revise(call, year, &adjustment()).await.unwrap();
    let page = read(call, second).await.unwrap();
    let goal = &page.loaded.goal;
    assert_eq!((goal.version, goal.kind), (2, GoalVersionKind::Adjustment));
    assert_eq!((goal.state, page.loaded.indicators.len()), (FilingState::Draft, 6));
    assert_eq!(page.versions.len(), 2);
    let in_force = goals::in_force(&world.app.store, year).await.unwrap().unwrap();
    assert_eq!(in_force.id, first);
}

async fn a_later_version_waits_for_the_one_under_way(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let year = read(call, id).await.unwrap().loaded.goal.project_year_id;
    let early = revise(call, year, &adjustment()).await.unwrap_err();
    assert!(early.to_string().contains("批复后才能办理目标调整"), "{early}");
    let empty = open_year(&world, "P2").await;
    let none = revise(call, empty, &adjustment()).await;
    assert!(matches!(none, Err(Refusal::WrongState(_))), "{none:?}");
    let nowhere = revise(call, ProjectYearId(999), &adjustment()).await;
    assert!(matches!(nowhere, Err(Refusal::NotFound(_))), "{nowhere:?}");
    let stranger = world.call(world.stranger(Role::Filler));
    let stranger = revise(stranger, year, &adjustment()).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
}

async fn versions_are_compared_with_the_earlier_first(store: Store) {
    let world = World::new(store).await;
    let first = approved(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let year = read(call, first).await.unwrap().loaded.goal.project_year_id;
    let second = revise(call, year, &adjustment()).await.unwrap();
    let mut changed = form("1");
    changed.reason = adjustment().reason;
    changed.indicators[0].number = "300".to_owned();
    let extra = changed.indicators[1].clone();
    changed.indicators[1].name = "慰问金足额发放率".to_owned();
    changed.indicators.push(extra);
    changed.indicators.remove(4);
    save(call, second, &changed).await.unwrap();
    let (before, after, both) = of_versions(call, second, first).await.unwrap();
    assert_eq!((before.goal.version, after.goal.version), (1, 2));
    assert!(both.differs());
    let kinds: Vec<(RowKind, &[&str])> =
        both.rows.iter().map(|row| (row.kind, row.changed.as_slice())).collect();
    assert_eq!(
        kinds,
        [
            (RowKind::Changed, &["指标值"] as &[&str]),
            (RowKind::Added, &[]),
            (RowKind::Same, &[]),
            (RowKind::Same, &[]),
            (RowKind::Same, &[]),
            (RowKind::Same, &[]),
            (RowKind::Removed, &[]),
        ]
    );
    let same = compare(&form("1"), &form("1"));
    assert!(!same.differs());
}

async fn versions_of_different_projects_are_not_compared(store: Store) {
    let world = World::new(store).await;
    let one = submitted(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let other = create(call, open_year(&world, "P2").await).await.unwrap();
    assert!(matches!(of_versions(call, one, other).await, Err(Refusal::NotFound(_))));
    let stranger = world.call(world.stranger(Role::Reviewer));
    assert!(matches!(of_versions(stranger, one, one).await, Err(Refusal::NotFound(_))));
    let kept = step(call, other, &filing("1", FilingEvent::Approve)).await;
    assert!(matches!(kept, Err(Refusal::Forbidden(_))), "{kept:?}");
}
