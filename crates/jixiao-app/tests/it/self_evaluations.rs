//! A self-evaluation from the task to the frozen form.

use crate::evaluated::{approve, complete, fill, issue, issued, pay, project, step};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::self_evaluations::{self as area, Decision, IssueTyped, RecheckTyped, Step};
use jixiao_domain::{FilingEvent, FilingState, FormLayout, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_task_goes_from_finance_to_the_frozen_form,
    tasks_are_issued_once_and_only_where_a_goal_is_approved,
    an_unfinished_form_is_refused_field_by_field,
    a_person_may_lower_an_over_fulfilled_row_with_a_reason,
    a_stale_form_is_a_conflict_and_writes_nothing,
    strangers_and_same_hands_are_refused,
    what_is_frozen_stays_though_the_ledger_moves,
    finance_rechecks_with_reasons,
    a_sample_can_be_drawn_again_from_its_seed,
    files_are_kept_once_and_withdrawn_with_a_reason,
}

async fn a_task_goes_from_finance_to_the_frozen_form(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let treasury = world.call(world.actor(Role::Treasury));
    let frozen = area::frozen(treasury, id).await.unwrap().unwrap();
    assert!(frozen.digest_holds && !frozen.differs_now);
    // 8.00 for execution, 19.00, 15, 15, 28, 10.
    assert_eq!(frozen.form.total, Some(9500));
    assert_eq!(frozen.form.grade.as_deref(), Some("优"));
    assert_eq!(frozen.form.filled_by, world.actor(Role::Filler).name);

    let lifted = step(&world, Role::SecurityAdministrator, id, FilingEvent::Unfreeze).await;
    assert_eq!(lifted.unwrap(), FilingState::Draft);
    assert!(area::frozen(treasury, id).await.unwrap().is_none());
    let shown = area::show(treasury, id).await.unwrap();
    assert_eq!(shown.freezes.len(), 1);
    assert_eq!(shown.freezes[0].lifted_reason.as_deref(), Some("按审核意见办理"));
}

async fn tasks_are_issued_once_and_only_where_a_goal_is_approved(store: Store) {
    let world = World::new(store).await;
    project(&world, "XM01", FormLayout::National, true).await;
    project(&world, "XM02", FormLayout::National, false).await;
    let first = issue(&world).await;
    assert_eq!((first.issued_count, first.without_goal_count), (1, 1));
    let again = issue(&world).await;
    assert_eq!((again.issued_count, again.without_goal_count), (0, 1));
    let typed = IssueTyped {
        year: "2025".to_owned(),
        due_on: "2026-03-01".to_owned(),
        ..IssueTyped::default()
    };
    let finance = world.call(world.actor(Role::Finance));
    let past = area::issue(finance, &typed.parse().unwrap()).await;
    assert!(matches!(past, Err(Refusal::Invalid(_))), "{past:?}");
    let filler = world.call(world.actor(Role::Filler));
    let refused = area::issue(filler, &typed.parse().unwrap()).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
}

async fn an_unfinished_form_is_refused_field_by_field(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let Err(Refusal::Invalid(errors)) = step(&world, Role::Filler, id, FilingEvent::Submit).await
    else {
        panic!("an empty form was submitted");
    };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "actual_goal",
            "indicators[0].actual",
            "indicators[1].actual",
            "indicators[2].actual",
            "indicators[3].actual",
            "indicators[4].actual",
        ]
    );
    let mut typed = complete(&world, id).await;
    typed.chosen[3] = "31".to_owned();
    let filler = world.call(world.actor(Role::Filler));
    let refused = area::save(filler, id, &typed.parse().unwrap()).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    typed.chosen[3] = "十分".to_owned();
    assert_eq!(typed.parse().unwrap_err()[0].field, "indicators[3].chosen");
}

async fn a_person_may_lower_an_over_fulfilled_row_with_a_reason(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mut typed = complete(&world, id).await;
    typed.actual[0] = "600人".to_owned();
    typed.chosen[0] = "18".to_owned();
    let filler = world.call(world.actor(Role::Filler));
    let preview = area::preview(filler, id, &typed.parse().unwrap()).await.unwrap();
    let row = &preview.assessment.rows[0];
    assert_eq!(row.decision, Decision::OverFulfilled);
    assert_eq!(row.score, Some(18.into()));
    assert!(row.sentence.ends_with("人工判定得 18 分。"), "{}", row.sentence);
    assert_eq!(preview.assessment.missing[0].field, "indicators[0].score_reason");
    let before = area::show(filler, id).await.unwrap();
    assert_eq!(before.record.evaluation.revision, 1, "a preview writes nothing");
}

async fn a_stale_form_is_a_conflict_and_writes_nothing(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let mine = complete(&world, id).await;
    let colleague = world.call(world.colleague(Role::Filler));
    let mut theirs = mine.clone();
    theirs.actual[0] = "390人".to_owned();
    area::save(colleague, id, &theirs.parse().unwrap()).await.unwrap();
    let filler = world.call(world.actor(Role::Filler));
    let refused = area::save(filler, id, &mine.parse().unwrap()).await;
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    let shown = area::show(filler, id).await.unwrap();
    assert_eq!(shown.record.rows[0].filled.actual_text, "390人");
}

async fn strangers_and_same_hands_are_refused(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(matches!(area::show(stranger, id).await, Err(Refusal::NotFound(_))));
    let typed = complete(&world, id).await.parse().unwrap();
    assert!(matches!(area::save(stranger, id, &typed).await, Err(Refusal::NotFound(_))));
    let reviewer = world.call(world.actor(Role::Reviewer));
    assert!(matches!(area::save(reviewer, id, &typed).await, Err(Refusal::Forbidden(_))));

    fill(&world, id).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    let filler = world.call(world.actor(Role::Filler));
    let locked = area::save(filler, id, &typed).await;
    assert!(matches!(locked, Err(Refusal::WrongState(_))), "{locked:?}");
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let revision = area::show(filler, id).await.unwrap().record.evaluation.revision;
    let review = Step { revision, event: FilingEvent::UnitReview, reason: String::new() };
    let same = area::advance(world.call(&both), id, &review).await;
    assert!(matches!(same, Err(Refusal::SameHand(_))), "{same:?}");
}

async fn what_is_frozen_stays_though_the_ledger_moves(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    approve(&world, id).await;
    let filler = world.call(world.actor(Role::Filler));
    let year = area::show(filler, id).await.unwrap().record.year.id.0;
    let tx = world.app.store.begin().await.unwrap();
    pay(&tx, &world, year, 1_000_000).await;
    tx.commit().await.unwrap();
    let frozen = area::frozen(filler, id).await.unwrap().unwrap();
    assert!(frozen.digest_holds && frozen.differs_now);
    assert_eq!(frozen.form.funds[0].executed_fen, 8_000_000);
}

async fn finance_rechecks_with_reasons(store: Store) {
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    fill(&world, id).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    step(&world, Role::Reviewer, id, FilingEvent::UnitReview).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let record = area::show(finance, id).await.unwrap().record;
    let mut typed = RecheckTyped {
        revision: record.evaluation.revision.to_string(),
        indicator: record.rows.iter().map(|row| row.indicator.id.to_string()).collect(),
        score: ["", "", "", "25", ""].map(str::to_owned).into(),
        reason: vec![String::new(); 5],
        note: String::new(),
    };
    assert_eq!(typed.parse().unwrap_err()[0].field, "indicators[3].reason");
    typed.reason[3] = "回访记录只有半数家庭".to_owned();
    let total = area::recheck(finance, id, &typed.parse().unwrap()).await.unwrap();
    assert_eq!(total, 92.into());
}

async fn a_sample_can_be_drawn_again_from_its_seed(store: Store) {
    let world = World::new(store).await;
    let mut ids = Vec::new();
    for code in ["XM01", "XM02", "XM03"] {
        let id = issued(&world, code).await;
        approve(&world, id).await;
        ids.push(id);
    }
    let treasury = world.call(world.actor(Role::Treasury));
    let year = jixiao_domain::FiscalYear::new(2025).unwrap();
    let drawn = area::draw(treasury, year, 15).await.unwrap();
    assert_eq!((drawn.candidate_count, drawn.chosen.len()), (3, 1));
    let (_, kept) = &area::draws(treasury).await.unwrap()[0];
    assert_eq!(kept, &area::members_of(&drawn.seed, 15, &ids));

    let chosen = drawn.chosen[0];
    let record = area::show(treasury, chosen).await.unwrap().record;
    let check = RecheckTyped {
        revision: record.evaluation.revision.to_string(),
        note: "抽查回单与花名册，金额一致".to_owned(),
        ..RecheckTyped::default()
    };
    let total = area::spot_check(treasury, chosen, &check.parse().unwrap()).await.unwrap();
    assert_eq!(total, 95.into());
    let other = *ids.iter().find(|id| **id != chosen).unwrap();
    let refused = area::spot_check(treasury, other, &check.parse().unwrap()).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
}

async fn files_are_kept_once_and_withdrawn_with_a_reason(store: Store) {
    use jixiao_app::attachments::{self, Evidence, NewFile};
    let world = World::new(store).await;
    let id = issued(&world, "XM01").await;
    let filler = world.call(world.actor(Role::Filler));
    let record = area::show(filler, id).await.unwrap().record;
    let evidence =
        Evidence { self_evaluation_id: id, goal_indicator_id: record.rows[0].indicator.id };
    let file = |content: &[u8]| NewFile { name: "回单.pdf".to_owned(), content: content.into() };
    let added = attachments::add(filler, evidence, file(b"%PDF-1.7 a")).await.unwrap();
    let again = attachments::add(filler, evidence, file(b"%PDF-1.7 a")).await;
    assert!(matches!(again, Err(Refusal::Invalid(_))), "{again:?}");
    let program = attachments::add(filler, evidence, file(b"MZ\x90\x00")).await;
    assert!(matches!(program, Err(Refusal::Invalid(_))), "{program:?}");
    let large = attachments::add(filler, evidence, file(&vec![b'a'; 52_428_801])).await;
    assert!(matches!(large, Err(Refusal::TooMuch(_))), "{large:?}");

    let stranger = world.call(world.stranger(Role::Filler));
    let refused = attachments::download(stranger, evidence, added).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let got = attachments::download(filler, evidence, added).await.unwrap();
    assert_eq!(
        (got.content.as_slice(), got.attachment.media_type.as_str()),
        (&b"%PDF-1.7 a"[..], "application/pdf")
    );

    let refused = attachments::withdraw(filler, evidence, added, " ").await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    attachments::withdraw(filler, evidence, added, "上传有误").await.unwrap();
    let shown = area::show(filler, id).await.unwrap();
    assert!(shown.evidence[0][0].withdrawn_at.is_some());
}
