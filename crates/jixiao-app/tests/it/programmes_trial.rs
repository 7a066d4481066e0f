//! Dry runs over the registry, and the judgement of single applications: counts that add up, nothing
//! taken that is unknown, nobody seen who may not be.

use crate::people::{draft, filed, number};
use crate::programmes::{opened, project, warmth};
use crate::world::{World, now};
use jixiao_aid::programme::{Ground, Outcome};
use jixiao_app::jobs::{self, Runner};
use jixiao_app::programmes::{
    Applying, Counted, Declared, OpenForm, TrialForm, assess, assess_many, enqueue_trial,
    export_trial, read, try_programme, try_round,
};
use jixiao_app::{Refusal, long_work};
use jixiao_domain::{AidRoundId, JobState, Money, PersonId, Role};
use jixiao_store::{Connection as _, Store, households, on_both_databases};

on_both_databases! {
    a_round_is_tried_on_the_registry_it_serves,
    other_standards_and_versions_are_tried_beside,
    a_dry_run_shows_nobody_outside_the_scope,
    what_only_applications_say_is_refused_and_named,
    an_application_is_judged_by_registry_and_declaration,
    aid_of_the_year_stands_against_more,
    a_long_registry_is_tried_as_long_work,
}

fn run() -> TrialForm {
    TrialForm { run: "1".to_owned(), ..TrialForm::default() }
}

fn with(amounts: &[(&str, &str)]) -> TrialForm {
    let amounts = amounts.iter().map(|(name, amount)| ((*name).to_owned(), (*amount).to_owned()));
    TrialForm { amounts: amounts.collect(), ..run() }
}

/// Two filed households, one draft, in the northern county.
async fn registry(world: &World) -> [PersonId; 3] {
    let mut heads = Vec::new();
    for (name, digits) in [("张安", "53010219800101001"), ("李平", "53010219800101003")] {
        let id = filed(world, name, &number(digits)).await;
        heads.push(households::members(&world.app.store, id).await.unwrap()[0].person_id);
    }
    let id = draft(world, "王宁", &number("53010219800101005")).await;
    heads.push(households::members(&world.app.store, id).await.unwrap()[0].person_id);
    heads.try_into().unwrap()
}

async fn medical(world: &World) -> AidRoundId {
    let form = OpenForm {
        programme: "medical".to_owned(),
        label: "2026年医疗救助".to_owned(),
        amounts: std::collections::BTreeMap::new(),
        budget: "1500".to_owned(),
        ..warmth(project(world).await)
    };
    opened(world, &form).await.unwrap()
}

async fn a_round_is_tried_on_the_registry_it_serves(store: Store) {
    let world = World::new(store).await;
    registry(&world).await;
    let id = medical(&world).await;
    let reviewer = world.call(world.actor(Role::Reviewer));
    let shown = try_round(reviewer, id, &TrialForm::default()).await.unwrap();
    assert!(shown.result.is_none(), "only asked for does it run");
    assert_eq!(shown.asked, 3);
    let tried = try_round(reviewer, id, &run()).await.unwrap();
    let (sentence, counts) = tried.result.unwrap();
    // Each bore 6,000 of the year before: 1,000 by Kunming's steps.
    let expected = Counted { taken: 2, taken_fen: 200_000, excluded: 1, refused: 0 };
    assert_eq!(counts.total, expected);
    assert_eq!(counts.tiers["illness"], (2, 200_000));
    assert_eq!(counts.grounds.len(), 1);
    assert_eq!((counts.grounds[0].ground, counts.grounds[0].unknown), (Ground::File, false));
    assert_eq!(counts.taken[0].name, "张*");
    assert_eq!(tried.above_ceiling, Some(Money::from_fen(50_000)));
    assert_eq!(
        sentence,
        "按“医疗救助（昆明）”规则，登记对象 3 户中符合条件 2 户，共 2,000.00 元；不符合 1 户；资料不全暂不能判断 0 户"
    );
    let by_unit: Counted = counts.organisations[&world.north.id].1;
    assert_eq!(by_unit, counts.total);
}

async fn other_standards_and_versions_are_tried_beside(store: Store) {
    let world = World::new(store).await;
    registry(&world).await;
    let id = medical(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let national = TrialForm { version: "2019-01-01".to_owned(), ..run() };
    let tried = try_round(call, id, &national).await.unwrap();
    // 90 % of 6,000.
    assert_eq!(tried.result.unwrap().1.total.taken_fen, 2 * 540_000);
    let unknown = TrialForm { version: "2020-01-01".to_owned(), ..run() };
    assert!(matches!(try_round(call, id, &unknown).await, Err(Refusal::Invalid(_))));
    let lineless = TrialForm { region: "110105".to_owned(), ..run() };
    let tried = try_programme(call, "living", &lineless).await.unwrap();
    let total = tried.result.unwrap().1.total;
    assert_eq!((total.taken, total.refused), (0, 2), "no subsistence line, no aid");
    let here = TrialForm { region: "530102".to_owned(), ..run() };
    let tried = try_programme(call, "living", &here).await.unwrap();
    assert_eq!(tried.result.unwrap().1.total.taken, 2);
    // A programme whose standards the round sets is not tried without one.
    assert!(matches!(try_programme(call, "warmth", &here).await, Err(Refusal::Invalid(_))));
    let form = with(&[("amount_hardship", "500")]);
    let total = try_programme(call, "warmth", &form).await.unwrap().result.unwrap().1.total;
    assert_eq!((total.taken, total.taken_fen), (2, 100_000));
}

async fn a_dry_run_shows_nobody_outside_the_scope(store: Store) {
    let world = World::new(store).await;
    registry(&world).await;
    let form = with(&[("amount_hardship", "500")]);
    let stranger = world.call(world.stranger(Role::Filler));
    let tried = try_programme(stranger, "warmth", &form).await.unwrap();
    assert_eq!((tried.asked, tried.result.unwrap().1.total), (0, Counted::default()));
    let city = world.call(world.at(&world.city, Role::Reviewer));
    assert_eq!(try_programme(city, "warmth", &form).await.unwrap().asked, 3);
    let id = medical(&world).await;
    assert!(matches!(try_round(stranger, id, &run()).await, Err(Refusal::NotFound(_))));
    for role in [Role::Finance, Role::Treasury, Role::SystemAdministrator] {
        let call = world.call(world.actor(role));
        let refused = try_programme(call, "warmth", &form).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}");
        assert!(export_trial(call, None, "warmth", &form).await.is_err());
        assert!(enqueue_trial(call, None, "warmth", &form).await.is_err());
    }
}

async fn what_only_applications_say_is_refused_and_named(store: Store) {
    let world = World::new(store).await;
    registry(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let form = TrialForm { region: "530102".to_owned(), ..with(&[("amount_graduate", "400")]) };
    let tried = try_programme(call, "training", &form).await.unwrap();
    assert_eq!(tried.declared_only.len(), 2);
    let total = tried.result.unwrap().1.total;
    assert_eq!(total.taken, 0);
    assert!(total.refused + total.excluded == 3);
}

async fn judged(world: &World, id: AidRoundId, person: PersonId, declared: &Declared) -> Outcome {
    let call = world.call(world.actor(Role::Filler));
    let round = read(call, id).await.unwrap().loaded.round;
    let applying = Applying { person_id: person, declared, asked: None, except: None };
    assess(&world.app.store, &round, applying, call.today()).await.unwrap()
}

async fn an_application_is_judged_by_registry_and_declaration(store: Store) {
    let world = World::new(store).await;
    let [first, _, drafted] = registry(&world).await;
    let id = medical(&world).await;
    let none = Declared::default();
    let taken = |outcome: &Outcome| match outcome {
        Outcome::Taken(take) => take.amount.fen(),
        _ => 0,
    };
    assert_eq!(taken(&judged(&world, id, first, &none).await), 100_000);
    let more = Declared { own_medical: "6万".to_owned(), ..Declared::default() };
    let call = world.call(world.actor(Role::Filler));
    let round = read(call, id).await.unwrap().loaded.round;
    let applying = Applying { person_id: first, declared: &more, asked: None, except: None };
    let refused = assess(&world.app.store, &round, applying, call.today()).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "own_medical"));
    let more = Declared { own_medical: "60,000".to_owned(), ..Declared::default() };
    assert_eq!(taken(&judged(&world, id, first, &more).await), 500_000);
    assert!(matches!(judged(&world, id, drafted, &more).await, Outcome::Excluded(_)));
    let many = [
        applying_of(drafted, &none),
        applying_of(PersonId(9_999), &none),
        applying_of(first, &more),
    ];
    let all = assess_many(&world.app.store, &round, &many, call.today()).await.unwrap();
    assert!(matches!(all[0], Ok(Outcome::Excluded(_))));
    assert!(matches!(all[1], Err(Refusal::NotFound(_))));
    assert!(matches!(all[2], Ok(Outcome::Taken(_))));
}

fn applying_of(person_id: PersonId, declared: &Declared) -> Applying<'_> {
    Applying { person_id, declared, asked: None, except: None }
}

/// A case of the round that was approved, by the rows.
async fn approved(world: &World, round: AidRoundId, person: PersonId, facts: &str, state: &str) {
    let tx = world.app.store.begin().await.unwrap();
    tx.execute_one(
        "INSERT INTO aid_case (round_id, person_id, household_id, organisation_id, facts, \
         approved_fen, state, stage_entered_on, held_by_organisation, created_by, created_at) \
         SELECT $1, $2, (SELECT household_id FROM household_member WHERE person_id = $2), $3, $4, \
         100000, $5, '2026-03-02', $3, MIN(id), 0 FROM app_user",
        [round.0.into(), person.0.into(), world.north.id.0.into(), facts.into(), state.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn aid_of_the_year_stands_against_more(store: Store) {
    let world = World::new(store).await;
    let [first, second, _] = registry(&world).await;
    let id = medical(&world).await;
    let facts =
        serde_json::to_string(&Declared { invoices: "A1".to_owned(), ..Declared::default() });
    approved(&world, id, first, &facts.unwrap(), "paid").await;
    approved(&world, id, second, "{}", "recovered").await;
    let on = |numbers: &str| Declared { invoices: numbers.to_owned(), ..Declared::default() };
    let first_again = judged(&world, id, first, &on("a1")).await;
    assert!(matches!(&first_again, Outcome::Excluded(why) if why[0].ground == Ground::Conflict));
    let unnumbered = judged(&world, id, first, &on("")).await;
    assert!(matches!(&unnumbered, Outcome::Refused(why) if why[0].ground == Ground::Conflict));
    assert!(matches!(judged(&world, id, first, &on("B2")).await, Outcome::Taken(_)));
    // What was recovered stands against nothing.
    assert!(matches!(judged(&world, id, second, &on("A1")).await, Outcome::Taken(_)));
    // In the dry run as well: the first already has the year's aid on unknown receipts.
    let call = world.call(world.actor(Role::Filler));
    let total = try_round(call, id, &run()).await.unwrap().result.unwrap().1.total;
    assert_eq!((total.taken, total.refused, total.excluded), (1, 1, 1));
}

/// So many people without a file in the northern county.
async fn crowd(world: &World, count: i64) {
    let tx = world.app.store.begin().await.unwrap();
    tx.execute(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
         INSERT INTO person (organisation_id, name, health, employment, union_member, migrant, \
         state, created_by, created_at) \
         SELECT $2, '赵某', 'good', 'employed', TRUE, FALSE, 'active', u.id, 0 \
         FROM n JOIN (SELECT MIN(id) AS id FROM app_user) u ON TRUE",
        [count.into(), world.north.id.0.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn a_long_registry_is_tried_as_long_work(store: Store) {
    let world = World::new(store).await;
    crowd(&world, 20_001).await;
    let call = world.call(world.actor(Role::Filler));
    let form = TrialForm { region: "530102".to_owned(), ..with(&[("amount_sudden", "600")]) };
    let refused = try_programme(call, "temporary", &form).await.unwrap_err();
    assert!(matches!(refused, Refusal::TooMuch(words) if words.contains("后台")));
    let id = enqueue_trial(call, None, "temporary", &form).await.unwrap();
    let runner = Runner::new(world.app.clone(), long_work::handlers(), now);
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(call, id).await.unwrap();
    assert_eq!(job.state, JobState::Done, "{}", job.message);
    assert_eq!((job.progress.total, job.progress.done), (Some(20_001), 20_001));
    assert!(job.message.contains("最多 12,000,600.00 元"), "{}", job.message);
    assert!(jobs::result(call, id).await.unwrap().content.starts_with(b"PK"));
}
