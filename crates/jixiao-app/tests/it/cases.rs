//! Cases of aid: from an application to what may be paid, by hands that differ.

use crate::people::filed;
use crate::projects::add;
use crate::world::World;
use chrono::{NaiveDate, TimeDelta};
use jixiao_app::cases::{
    CaseForm, CaseListForm, MeansForm, StepForm, VisitForm, create, list, note_means, note_visit,
    read, save, step,
};
use jixiao_app::people::read_household;
use jixiao_app::programmes::Declared;
use jixiao_app::{Actor, Call, Refusal};
use jixiao_domain::{AidCaseId, AidCaseState, AidRoundId, Money, PersonId, Role};
use jixiao_store::aid_rounds::{self, NewAidRound};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    a_case_is_reviewed_by_three_levels_and_approved_with_its_amount,
    nobody_reviews_what_they_did,
    what_the_rule_does_not_take_is_not_submitted,
    a_strange_county_sees_and_moves_nothing,
    nothing_above_the_rule_is_approved,
    nothing_above_the_money_of_the_round_is_approved,
    a_visit_a_check_and_minutes_are_asked_for,
    what_is_sent_back_is_reviewed_from_the_beginning,
    a_round_takes_one_application_a_person_within_its_days,
}

/// A round of the city in the year of the tests.
pub(crate) async fn round(
    world: &World,
    programme: &str,
    rule_from: (i32, u32, u32),
    budget: Option<i64>,
) -> AidRoundId {
    let project_id = match world
        .app
        .store
        .row::<i64>("SELECT id FROM project ORDER BY id LIMIT 1", [])
        .await
        .unwrap()
    {
        Some(id) => id.into(),
        None => add(world, "P1").await,
    };
    let tx = world.app.store.begin().await.unwrap();
    let (year, month, day) = rule_from;
    let amounts = [("hardship".to_owned(), yuan(1_000)), ("new_employment".to_owned(), yuan(500))];
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let label = format!("2026年{programme}{}", budget.unwrap_or(0));
    let new = NewAidRound {
        organisation_id: world.city.id,
        project_id,
        programme,
        rule_from: NaiveDate::from_ymd_opt(year, month, day).unwrap(),
        region: "530102",
        year: 2026,
        label: &label,
        opens_on: date("2026-01-01"),
        closes_on: date("2026-12-31"),
        notice_days: 5,
        budget: budget.map(|fen| Money::from_fen(fen * 100)),
        amounts: if programme == "warmth" { &amounts } else { &[] },
    };
    let by = world.at(&world.city, Role::Filler).user_id;
    let id = aid_rounds::insert(&tx, &new, by, crate::world::now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn warmth(world: &World, budget: Option<i64>) -> AidRoundId {
    round(world, "warmth", (2019, 1, 1), budget).await
}

pub(crate) fn yuan(yuan: i64) -> Money {
    Money::from_fen(yuan * 100)
}

/// A call some days after the tests begin.
pub(crate) fn later<'a>(world: &'a World, actor: &'a Actor, days: i64) -> Call<'a> {
    Call { at: crate::world::now() + TimeDelta::days(days), ..world.call(actor) }
}

/// The head of a filed household in hardship.
pub(crate) async fn head(world: &World, name: &str, digits: &str) -> PersonId {
    let id = filed(world, name, &crate::people::number(digits)).await;
    let page = read_household(world.call(world.actor(Role::Filler)), id, None).await.unwrap();
    page.members[0].person.id
}

/// Flexible workers of the northern county, who are members of the union.
pub(crate) async fn riders(world: &World, count: usize) -> Vec<PersonId> {
    let tx = world.app.store.begin().await.unwrap();
    let by = world.actor(Role::Filler).user_id.0;
    let mut ids = Vec::new();
    for number in 0..count {
        let sql = "INSERT INTO person (organisation_id, name, birth_date, health, employment, \
                   employer, union_member, state, created_by, created_at) VALUES ($1, $2, $3, \
                   'good', 'flexible', '江州速递站', TRUE, 'active', $4, 0) RETURNING id";
        let born = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
        let name = format!("赵骑{number}");
        let id: PersonId = tx
            .insert(sql, [world.north.id.0.into(), name.into(), born.into(), by.into()])
            .await
            .unwrap();
        ids.push(id);
    }
    tx.commit().await.unwrap();
    ids
}

pub(crate) fn application(world: &World, round: AidRoundId, person: PersonId) -> CaseForm {
    CaseForm {
        round: round.to_string(),
        organisation: world.north.id.to_string(),
        person: person.to_string(),
        reason: "家庭收入低".to_owned(),
        ..CaseForm::default()
    }
}

pub(crate) async fn opened(world: &World, round: AidRoundId, person: PersonId) -> AidCaseId {
    let form = application(world, round, person);
    create(world.call(world.actor(Role::Filler)), &form).await.unwrap()
}

pub(crate) async fn take(
    call: Call<'_>,
    id: AidCaseId,
    event: &str,
    words: &str,
) -> Result<AidCaseState, Refusal> {
    let revision = read(call, id).await?.loaded.case.revision.to_string();
    let form = StepForm {
        revision,
        event: event.to_owned(),
        words: words.to_owned(),
        ..StepForm::default()
    };
    step(call, id, &form).await
}

/// Brings a case to its approval, step by step by who may.
pub(crate) async fn reviewed(world: &World, id: AidCaseId) {
    take(world.call(world.actor(Role::Filler)), id, "submit", "").await.unwrap();
    take(world.call(world.actor(Role::Reviewer)), id, "pass", "情况属实").await.unwrap();
    take(world.call(world.colleague(Role::Reviewer)), id, "pass", "同意").await.unwrap();
}

pub(crate) async fn approved(world: &World, id: AidCaseId) {
    reviewed(world, id).await;
    take(world.call(world.at(&world.city, Role::Approver)), id, "approve", "").await.unwrap();
}

async fn a_case_is_reviewed_by_three_levels_and_approved_with_its_amount(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = head(&world, "张安", "53010219800101001").await;
    let id = opened(&world, round, person).await;
    reviewed(&world, id).await;
    let approver = world.at(&world.city, Role::Approver);
    let page = read(world.call(approver), id).await.unwrap();
    let case = &page.loaded.case;
    assert_eq!((case.held_by, page.held_by_name.as_str()), (world.city.id, "江州市总工会"));
    assert_eq!(case.due_on.map(|day| day.to_string()).as_deref(), Some("2026-03-23"));
    assert_eq!((case.computed, case.class.as_str()), (Some(yuan(1_000)), "hardship"));
    assert!(case.explanation.contains("本批次标准1000.00元"), "{}", case.explanation);
    take(world.call(approver), id, "approve", "同意").await.unwrap();
    let page = read(world.call(world.actor(Role::Filler)), id).await.unwrap();
    let case = &page.loaded.case;
    assert_eq!((case.state, case.approved), (AidCaseState::CityApproved, Some(yuan(1_000))));
    assert_eq!(page.reason.as_deref(), Some("家庭收入低"));
    let hands: Vec<_> = page.steps.iter().map(|one| one.user_id).collect();
    assert_eq!(hands.len(), 4, "{:?}", page.steps);
    // Who keeps the accounts sees the case, the applicant's words stay with who works at it.
    let page = read(world.call(world.actor(Role::Finance)), id).await.unwrap();
    assert_eq!((page.person_name.as_str(), page.reason), ("张*", None));
    assert!(page.events.is_empty());
}

async fn nobody_reviews_what_they_did(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = riders(&world, 1).await[0];
    let id = opened(&world, round, person).await;
    take(world.call(world.actor(Role::Filler)), id, "submit", "").await.unwrap();
    let filler = world.actor(Role::Filler);
    let mut both = world.actor(Role::Reviewer).clone();
    both.user_id = filler.user_id;
    let refused = take(world.call(&both), id, "pass", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(words) if words.contains("填报")));
    let reviewer = world.actor(Role::Reviewer);
    take(world.call(reviewer), id, "pass", "").await.unwrap();
    let refused = take(world.call(reviewer), id, "pass", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::SameHand(words) if words.contains("审核通过")));
    let refused = take(world.call(filler), id, "pass", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)));
    let approver = world.at(&world.city, Role::Approver);
    let early = take(world.call(approver), id, "approve", "").await.unwrap_err();
    assert!(matches!(early, Refusal::Forbidden(_)), "a review is no approver's: {early:?}");
}

async fn what_the_rule_does_not_take_is_not_submitted(store: Store) {
    let world = World::new(store).await;
    let round = round(&world, "living", (2019, 1, 1), None).await;
    let person = riders(&world, 1).await[0];
    let form = application(&world, round, person);
    let filler = world.call(world.actor(Role::Filler));
    let id = match create(filler, &form).await {
        Ok(id) => id,
        // The first day of the rules is a figure of the data.
        Err(Refusal::WrongState(words)) => panic!("{words}"),
        Err(other) => panic!("{other:?}"),
    };
    let refused = take(filler, id, "submit", "").await.unwrap_err();
    assert!(
        matches!(&refused, Refusal::WrongState(words) if words.contains("结论：")),
        "{refused:?}"
    );
    assert_eq!(read(filler, id).await.unwrap().loaded.case.state, AidCaseState::Draft);
}

async fn a_strange_county_sees_and_moves_nothing(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = riders(&world, 1).await[0];
    let id = opened(&world, round, person).await;
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(matches!(read(stranger, id).await, Err(Refusal::NotFound(_))));
    let form = StepForm { event: "submit".to_owned(), ..StepForm::default() };
    assert!(matches!(step(stranger, id, &form).await, Err(Refusal::NotFound(_))));
    let seen = list(stranger, &CaseListForm::default(), 0, 10).await.unwrap();
    assert_eq!((seen.totals.count, seen.rows.len()), (0, 0));
    let refused = create(stranger, &application(&world, round, person)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "organisation"));
    assert!(matches!(
        list(world.call(world.actor(Role::Treasury)), &CaseListForm::default(), 0, 10).await,
        Err(Refusal::Forbidden(_))
    ));
}

/// A case of medical aid with 10,000 元 of own cost, before its approval.
async fn medical(world: &World) -> AidCaseId {
    let round = round(world, "medical", (2019, 3, 1), None).await;
    let person = head(world, "李宁", "53010219800101003").await;
    let declared = Declared {
        own_medical: "30000".to_owned(),
        invoices: "P001".to_owned(),
        ..Declared::default()
    };
    let form = CaseForm { declared, ..application(world, round, person) };
    create(world.call(world.actor(Role::Filler)), &form).await.unwrap()
}

async fn a_visit_a_check_and_minutes_are_asked_for(store: Store) {
    let world = World::new(store).await;
    let id = medical(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    take(filler, id, "submit", "").await.unwrap();
    take(world.call(world.actor(Role::Reviewer)), id, "pass", "").await.unwrap();
    let second = world.call(world.colleague(Role::Reviewer));
    let early = take(second, id, "pass", "").await.unwrap_err();
    assert!(
        matches!(&early, Refusal::WrongState(words) if words.contains("入户调查")),
        "{early:?}"
    );
    let alone = VisitForm {
        visited_on: "2026-03-01".to_owned(),
        visitors: "王勤".to_owned(),
        findings: "住房简陋".to_owned(),
    };
    let refused = note_visit(filler, id, &alone).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "visitors"));
    let visit = VisitForm { visitors: "王勤、赵实".to_owned(), ..alone };
    note_visit(filler, id, &visit).await.unwrap();
    let early = take(second, id, "pass", "").await.unwrap_err();
    assert!(matches!(early, Refusal::WrongState(words) if words.contains("核对")));
    let means = MeansForm {
        checked_on: "2026-03-02".to_owned(),
        result: "consistent".to_owned(),
        findings: String::new(),
    };
    note_means(filler, id, &means).await.unwrap();
    take(second, id, "pass", "").await.unwrap();
    let approver = world.call(world.at(&world.city, Role::Approver));
    let refused = take(approver, id, "approve", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "minutes"));
    let late = note_visit(filler, id, &visit).await;
    assert!(late.is_ok(), "a visit may be written down until the approval");
}

async fn nothing_above_the_rule_is_approved(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = head(&world, "张安", "53010219800101001").await;
    let id = opened(&world, round, person).await;
    reviewed(&world, id).await;
    let approver = world.call(world.at(&world.city, Role::Approver));
    let revision = read(approver, id).await.unwrap().loaded.case.revision.to_string();
    let form = |amount: &str, words: &str| StepForm {
        revision: revision.clone(),
        event: "approve".to_owned(),
        words: words.to_owned(),
        amount: amount.to_owned(),
        ..StepForm::default()
    };
    let refused = step(approver, id, &form("1000.01", "特殊困难")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "amount"));
    let refused = step(approver, id, &form("800", "")).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "words"));
    step(approver, id, &form("800", "已获其他资助")).await.unwrap();
    let held = read(approver, id).await.unwrap().loaded.case;
    assert_eq!((held.computed, held.approved), (Some(yuan(1_000)), Some(yuan(800))));
}

async fn nothing_above_the_money_of_the_round_is_approved(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, Some(900)).await;
    let people = riders(&world, 2).await;
    let approver = world.call(world.at(&world.city, Role::Approver));
    let first = opened(&world, round, people[0]).await;
    approved(&world, first).await;
    let second = opened(&world, round, people[1]).await;
    reviewed(&world, second).await;
    let refused = take(approver, second, "approve", "").await.unwrap_err();
    let said = matches!(&refused, Refusal::WrongState(words) if words.contains("尚余400.00元"));
    assert!(said, "{refused:?}");
    // What is given up is free again.
    take(world.call(world.actor(Role::Filler)), first, "withdraw", "本人放弃").await.unwrap();
    take(approver, second, "approve", "").await.unwrap();
}

async fn what_is_sent_back_is_reviewed_from_the_beginning(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = riders(&world, 1).await[0];
    let id = opened(&world, round, person).await;
    let filler = world.call(world.actor(Role::Filler));
    reviewed(&world, id).await;
    let approver = world.call(world.at(&world.city, Role::Approver));
    let refused = take(approver, id, "return", "").await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "words"));
    take(approver, id, "return", "材料不全").await.unwrap();
    let page = read(filler, id).await.unwrap();
    assert_eq!(page.loaded.case.state, AidCaseState::Returned);
    assert!(page.may_edit);
    let form =
        CaseForm { reason: "补充材料".to_owned(), ..CaseForm::of(&page.loaded.case, "") };
    save(filler, id, &form).await.unwrap();
    assert!(matches!(
        save(filler, id, &CaseForm { revision: "1".to_owned(), ..form }).await,
        Err(Refusal::Conflict(_))
    ));
    // The same three may review it again: it is a new round of reviews.
    approved(&world, id).await;
    let page = read(filler, id).await.unwrap();
    assert_eq!(page.loaded.case.state, AidCaseState::CityApproved);
    assert!(!page.may_edit && page.steps.len() == 9, "{}", page.steps.len());
    // And an approval that nobody saw yet may be taken back.
    take(approver, id, "return", "金额有误").await.unwrap();
    assert_eq!(read(filler, id).await.unwrap().loaded.case.approved, None);
}

async fn a_round_takes_one_application_a_person_within_its_days(store: Store) {
    let world = World::new(store).await;
    let round = warmth(&world, None).await;
    let person = riders(&world, 1).await[0];
    let filler = world.actor(Role::Filler);
    let id = opened(&world, round, person).await;
    let form = application(&world, round, person);
    let twice = create(world.call(filler), &form).await.unwrap_err();
    assert!(matches!(twice, Refusal::Invalid(errors) if errors[0].field == "person"));
    take(world.call(filler), id, "withdraw", "填错").await.unwrap();
    create(world.call(filler), &form).await.unwrap();
    let late = create(later(&world, filler, 400), &form).await.unwrap_err();
    assert!(matches!(late, Refusal::WrongState(words) if words.contains("申请期为")));
    let form = CaseForm { id_number: "530102".to_owned(), person: String::new(), ..form };
    let refused = create(world.call(filler), &form).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(errors) if errors[0].field == "id_number"));
}
