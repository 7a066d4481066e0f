//! A goal from its first draft to approval, and its later versions.

pub(crate) mod fixture;
mod library;
mod versions;

use crate::world::World;
use fixture::{filing, form, open_year, reason, submitted, through};
use jixiao_app::goals::{
    self, GoalForm, GoalListForm, IndicatorForm, check_typed, create, list, read, save, step,
};
use jixiao_app::{FieldError, Refusal};
use jixiao_domain::{FilingEvent, FilingState, GoalId, Role};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    a_goal_goes_from_draft_to_a_sealed_approval,
    a_draft_may_be_incomplete_and_a_submission_may_not,
    what_cannot_be_understood_is_told_field_by_field_and_not_written,
    points_that_do_not_close_are_refused_with_the_gap,
    other_weights_need_a_word,
    the_checker_speaks_at_the_fields_while_typing,
    nobody_checks_what_they_filled_in_or_passed_on,
    a_return_needs_a_reason_and_starts_a_new_round,
    a_filler_may_withdraw_until_somebody_reviewed,
    strangers_find_nothing,
    only_fillers_fill_and_only_drafts_change,
    a_stale_edit_shows_both_sides,
    typed_text_is_kept_and_offered_again,
    the_list_knows_who_has_not_filed,
    a_changed_approval_is_found_by_its_digest,
}

pub(crate) fn messages(refusal: &Refusal) -> Vec<(&str, &str)> {
    match refusal {
        Refusal::Invalid(errors) => errors
            .iter()
            .map(|FieldError { field, message }| (field.as_str(), message.as_str()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

async fn a_goal_goes_from_draft_to_a_sealed_approval(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    for (role, event) in [
        (Role::Reviewer, FilingEvent::UnitReview),
        (Role::Finance, FilingEvent::FinanceReview),
        (Role::Approver, FilingEvent::Approve),
    ] {
        let page = read(world.call(world.actor(role)), id).await.unwrap();
        let next = page.history.next.unwrap();
        assert_eq!(next.event, event);
        assert_eq!(next.organisation_name, "北山县总工会");
        assert!(next.holders.iter().any(|who| who.user_id == world.actor(role).user_id));
        assert!(page.steps.contains(&event));
        through(&world, id, role, event).await;
    }
    let page = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    assert_eq!(page.loaded.goal.state, FilingState::Approved);
    assert_eq!(page.sound, Some(true));
    assert!(page.loaded.goal.approved_at.is_some());
    assert_eq!((page.history.steps.len(), page.history.next), (4, None));
    assert!(page.steps.is_empty() && !page.editable && !page.revisable);
}

async fn a_draft_may_be_incomplete_and_a_submission_may_not(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let half = GoalForm {
        revision: "1".to_owned(),
        indicators: vec![
            IndicatorForm {
                level2: "quantity".to_owned(),
                name: "慰问困难职工".to_owned(),
                sign: "≥".to_owned(),
                words: "若干".to_owned(),
                ..IndicatorForm::default()
            },
            IndicatorForm { level2: "quality".to_owned(), ..IndicatorForm::default() },
        ],
        ..GoalForm::default()
    };
    assert_eq!(save(call, id, &half).await.unwrap(), 2);
    let refused = step(call, id, &filing("2", FilingEvent::Submit)).await.unwrap_err();
    let found = messages(&refused);
    for field in ["annual_goal", "indicators[0].points", "indicators[0].number", "indicators"] {
        assert!(found.iter().any(|(at, _)| *at == field), "{field}: {found:?}");
    }
    let again = create(call, year).await.unwrap_err();
    assert!(again.to_string().contains("已有绩效目标"), "{again}");
}

async fn what_cannot_be_understood_is_told_field_by_field_and_not_written(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let mut bad = form("1");
    bad.annual_treasury = "十万".to_owned();
    bad.indicators[0].number = "许多".to_owned();
    bad.indicators[1].points = "10.005".to_owned();
    bad.indicators[2].level2 = "magic".to_owned();
    bad.indicators[3].library_id = "77".to_owned();
    let refused = save(call, id, &bad).await.unwrap_err();
    let found = messages(&refused);
    for field in
        ["annual_treasury", "indicators[0].number", "indicators[1].points", "indicators[2].level2"]
    {
        assert!(found.iter().any(|(at, _)| *at == field), "{field}: {found:?}");
    }
    let mut foreign = form("1");
    foreign.indicators[3].library_id = "77".to_owned();
    let refused = save(call, id, &foreign).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "indicators[3].library_id");
    let page = read(call, id).await.unwrap();
    assert!(page.loaded.indicators.is_empty() && page.loaded.goal.revision == 1);
}

async fn points_that_do_not_close_are_refused_with_the_gap(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let mut short = form("1");
    short.indicators[0].points = "10".to_owned();
    let checked = check_typed(call, id, &short).await.unwrap();
    assert!(!checked.closing.unwrap().total_closes());
    save(call, id, &short).await.unwrap();
    let refused = step(call, id, &filing("2", FilingEvent::Submit)).await.unwrap_err();
    let gap = messages(&refused).iter().any(|(field, message)| {
        *field == "indicators" && message.contains("合计 80 分") && message.contains("还差 10 分")
    });
    assert!(gap, "{refused:?}");
}

async fn other_weights_need_a_word(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let mut moved = form("1");
    moved.indicators[0].points = "15".to_owned();
    moved.indicators[4].points = "35".to_owned();
    save(call, id, &moved).await.unwrap();
    let refused = step(call, id, &filing("2", FilingEvent::Submit)).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "reason", "{refused:?}");
    let said = reason("2", FilingEvent::Submit, "公益性项目，提高效益分值");
    assert_eq!(step(call, id, &said).await.unwrap(), FilingState::Submitted);
}

async fn the_checker_speaks_at_the_fields_while_typing(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let sound = check_typed(call, id, &form("1")).await.unwrap();
    assert_eq!(sound.findings, []);
    let mut wrong = form("1");
    wrong.indicators[3].sign = "at_least".to_owned();
    wrong.indicators[5].number = "120".to_owned();
    let found = check_typed(call, id, &wrong).await.unwrap().findings;
    let at = |field: &str| found.iter().find(|finding| finding.field == field);
    assert_eq!(at("indicators[3].number").unwrap().code, "JX403", "{found:?}");
    assert!(at("indicators[5].number").is_some(), "{found:?}");
}

async fn nobody_checks_what_they_filled_in_or_passed_on(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let own = step(world.call(&both), id, &filing("3", FilingEvent::UnitReview)).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))), "{own:?}");
    let mut all = world.actor(Role::Reviewer).clone();
    all.grants.extend(world.actor(Role::Finance).grants.clone());
    step(world.call(&all), id, &filing("3", FilingEvent::UnitReview)).await.unwrap();
    let twice = step(world.call(&all), id, &filing("4", FilingEvent::FinanceReview)).await;
    assert!(matches!(twice, Err(Refusal::SameHand(_))), "{twice:?}");
    let skipped = world.call(world.actor(Role::Approver));
    let skipped = step(skipped, id, &filing("4", FilingEvent::Approve)).await;
    assert!(matches!(skipped, Err(Refusal::WrongState(_))), "{skipped:?}");
}

async fn a_return_needs_a_reason_and_starts_a_new_round(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    through(&world, id, Role::Reviewer, FilingEvent::UnitReview).await;
    let finance = world.call(world.actor(Role::Finance));
    let bare = step(finance, id, &filing("4", FilingEvent::Return)).await.unwrap_err();
    assert_eq!(messages(&bare), [("reason", "请写明退回原因")]);
    let said = reason("4", FilingEvent::Return, "指标值偏低，请核对上年完成数");
    assert_eq!(step(finance, id, &said).await.unwrap(), FilingState::Draft);
    let filler = world.call(world.actor(Role::Filler));
    step(filler, id, &filing("5", FilingEvent::Submit)).await.unwrap();
    // Both reviewed in the round that was sent back, and may do so again.
    through(&world, id, Role::Reviewer, FilingEvent::UnitReview).await;
    through(&world, id, Role::Finance, FilingEvent::FinanceReview).await;
    let page = read(filler, id).await.unwrap();
    assert_eq!(page.history.steps[2].reason, "指标值偏低，请核对上年完成数");
}

async fn a_filler_may_withdraw_until_somebody_reviewed(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    step(filler, id, &filing("3", FilingEvent::Withdraw)).await.unwrap();
    step(filler, id, &filing("4", FilingEvent::Submit)).await.unwrap();
    through(&world, id, Role::Reviewer, FilingEvent::UnitReview).await;
    let late = step(filler, id, &filing("6", FilingEvent::Withdraw)).await;
    assert!(matches!(late, Err(Refusal::WrongState(_))), "{late:?}");
}

async fn strangers_find_nothing(store: Store) {
    let world = World::new(store).await;
    let id = submitted(&world).await;
    for role in [Role::Filler, Role::Reviewer, Role::Auditor, Role::SystemAdministrator] {
        let call = world.call(world.stranger(role));
        assert!(matches!(read(call, id).await, Err(Refusal::NotFound(_))));
        let taken = step(call, id, &filing("3", FilingEvent::UnitReview)).await;
        assert!(matches!(taken, Err(Refusal::NotFound(_))), "{taken:?}");
        assert!(matches!(save(call, id, &form("3")).await, Err(Refusal::NotFound(_))));
    }
    let none = goals::findings(world.call(world.stranger(Role::Filler)), GoalId(999)).await;
    assert!(matches!(none, Err(Refusal::NotFound(_))));
}

async fn only_fillers_fill_and_only_drafts_change(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P9").await;
    let reviewer = world.call(world.actor(Role::Reviewer));
    assert!(matches!(create(reviewer, year).await, Err(Refusal::Forbidden(_))));
    let id = submitted(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let late = save(filler, id, &form("3")).await;
    assert!(matches!(late, Err(Refusal::WrongState(_))), "{late:?}");
    assert!(matches!(save(reviewer, id, &form("3")).await, Err(Refusal::Forbidden(_))));
    assert!(matches!(check_typed(reviewer, id, &form("3")).await, Err(Refusal::Forbidden(_))));
    assert!(matches!(goals::keep(reviewer, id, &form("3")).await, Err(Refusal::Forbidden(_))));
    assert!(matches!(goals::discard(reviewer, id).await, Err(Refusal::Forbidden(_))));
    let unfrozen = step(filler, id, &reason("3", FilingEvent::Unfreeze, "改")).await;
    assert!(matches!(unfrozen, Err(Refusal::Forbidden(_))), "{unfrozen:?}");
}

async fn a_stale_edit_shows_both_sides(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let (one, two) =
        (world.call(world.actor(Role::Filler)), world.call(world.colleague(Role::Filler)));
    let id = create(one, year).await.unwrap();
    save(one, id, &form("1")).await.unwrap();
    let mut late = form("1");
    late.annual_goal = "另一种写法".to_owned();
    late.indicators.remove(1);
    let refused = save(two, id, &late).await;
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    let (current, both) = goals::conflict(two, id, &late).await.unwrap();
    assert_eq!(current.goal.revision, 2);
    let goal = both.fields.iter().find(|field| field.name == "annual_goal").unwrap();
    assert_eq!(
        (goal.before.as_str(), goal.after.as_str()),
        (form("1").annual_goal.as_str(), "另一种写法")
    );
    let removed = both.rows.iter().filter(|row| row.kind == goals::RowKind::Removed).count();
    assert_eq!(removed, 1);
    let stale = step(one, id, &filing("1", FilingEvent::Submit)).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    assert_eq!(read(one, id).await.unwrap().history.steps, []);
}

async fn typed_text_is_kept_and_offered_again(store: Store) {
    let world = World::new(store).await;
    let year = open_year(&world, "P1").await;
    let call = world.call(world.actor(Role::Filler));
    let id = create(call, year).await.unwrap();
    let current = GoalForm { revision: "1".to_owned(), ..GoalForm::default() };
    assert_eq!(goals::offered(call, id, &current).await.unwrap(), None);
    let mut typed = form("1");
    typed.indicators[0].points = "还没想好".to_owned();
    goals::keep(call, id, &typed).await.unwrap();
    goals::keep(call, id, &typed).await.unwrap();
    let offer = goals::offered(call, id, &current).await.unwrap().unwrap();
    assert_eq!(offer.form, typed);
    let other = world.call(world.colleague(Role::Filler));
    assert_eq!(goals::offered(other, id, &current).await.unwrap(), None);
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(goals::keep(stranger, id, &typed).await.is_err());
    save(call, id, &form("1")).await.unwrap();
    assert_eq!(goals::offered(call, id, &form("2")).await.unwrap(), None);
}

async fn the_list_knows_who_has_not_filed(store: Store) {
    let world = World::new(store).await;
    submitted(&world).await;
    open_year(&world, "P2").await;
    let call = world.call(world.at(&world.city, Role::Treasury));
    let listed = async |state: &str, q: &str| {
        let filter =
            GoalListForm { state: state.to_owned(), q: q.to_owned(), ..GoalListForm::default() };
        let found = list(call, &filter, 0, 50).await.unwrap();
        assert_eq!(usize::try_from(found.total).unwrap(), found.lines.len());
        found.lines.into_iter().map(|line| line.project_code).collect::<Vec<_>>()
    };
    assert_eq!(listed("", "").await, ["P1", "P2"]);
    assert_eq!(listed("missing", "").await, ["P2"]);
    assert_eq!(listed("submitted", "").await, ["P1"]);
    assert_eq!(listed("", "P2").await, ["P2"]);
    let stranger = world.call(world.stranger(Role::Treasury));
    assert_eq!(list(stranger, &GoalListForm::default(), 0, 50).await.unwrap().total, 0);
    let admin = world.call(world.actor(Role::SystemAdministrator));
    assert!(list(admin, &GoalListForm::default(), 0, 50).await.is_err());
    let book = goals::export(call, &GoalListForm::default()).await.unwrap();
    assert!(book.starts_with(b"PK"));
}

async fn a_changed_approval_is_found_by_its_digest(store: Store) {
    let world = World::new(store).await;
    let id = fixture::approved(&world).await;
    let tx = world.app.store.begin().await.unwrap();
    tx.execute("UPDATE goal_indicator SET target_number = '1' WHERE position = 1", [])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    assert_eq!(page.sound, Some(false));
}
