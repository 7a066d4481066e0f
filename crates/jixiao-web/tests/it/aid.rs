//! A round of aid of the northern county with an application and a notice, for tests of pages.

use crate::world::{World, now};
use chrono::NaiveDate;
use jixiao_app::Actor;
use jixiao_app::cases::{Applicant, StepForm, create_many, read, step};
use jixiao_app::notices::{NoticeForm, assemble};
use jixiao_domain::{AidCaseId, AidNoticeId, AidRoundId, Money, PersonId, ProjectId, Role};
use jixiao_store::Connection as _;
use jixiao_store::aid_rounds::{self, NewAidRound};

/// A round of visits before Spring Festival that the northern county runs.
pub(crate) async fn round(world: &World, project_id: ProjectId) -> AidRoundId {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let amounts = [("new_employment".to_owned(), Money::from_fen(50_000))];
    let new = NewAidRound {
        organisation_id: world.north.id,
        project_id,
        programme: "warmth",
        rule_from: date("2019-01-01"),
        region: "530102",
        year: 2026,
        label: "2026年新业态送温暖",
        opens_on: date("2026-01-01"),
        closes_on: date("2026-12-31"),
        notice_days: 5,
        budget: None,
        amounts: &amounts,
    };
    let by = world.actor(Role::Filler).user_id;
    let tx = world.app.store.begin().await.unwrap();
    let id = aid_rounds::insert(&tx, &new, by, now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A courier of the northern county who is a member of the union.
pub(crate) async fn courier(world: &World, name: &str) -> PersonId {
    let sql = "INSERT INTO person (organisation_id, name, birth_date, health, employment, \
               employer, union_member, state, created_by, created_at) VALUES ($1, $2, $3, 'good', \
               'flexible', '江州速递站', TRUE, 'active', $4, 0) RETURNING id";
    let by = world.actor(Role::Filler).user_id.0;
    let born = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
    let tx = world.app.store.begin().await.unwrap();
    let id = tx.insert(sql, [world.north.id.0.into(), name.into(), born.into(), by.into()]).await;
    tx.commit().await.unwrap();
    id.unwrap()
}

/// A draft application.
pub(crate) async fn case(world: &World, round: AidRoundId, person_id: PersonId) -> AidCaseId {
    let applicant = Applicant {
        person_id,
        household_id: None,
        organisation_id: world.north.id,
        facts: "{}".to_owned(),
        asked: None,
        reason: "骑行受伤，收入减少".to_owned(),
    };
    let filler = world.call(world.actor(Role::Filler));
    create_many(filler, round, vec![applicant]).await.unwrap()[0]
}

pub(crate) async fn take(world: &World, actor: &Actor, id: AidCaseId, event: &str) {
    let call = world.call(actor);
    let revision = read(call, id).await.unwrap().loaded.case.revision.to_string();
    let form = StepForm { revision, event: event.to_owned(), ..StepForm::default() };
    step(call, id, &form).await.unwrap();
}

/// A draft notice with one approved application.
pub(crate) async fn notice(world: &World, round: AidRoundId, name: &str) -> AidNoticeId {
    let id = case(world, round, courier(world, name).await).await;
    take(world, world.actor(Role::Filler), id, "submit").await;
    take(world, world.actor(Role::Reviewer), id, "pass").await;
    take(world, world.colleague(Role::Reviewer), id, "pass").await;
    take(world, world.actor(Role::Approver), id, "approve").await;
    let form = NoticeForm {
        round: round.to_string(),
        hotline: "0871-0000000".to_owned(),
        ..NoticeForm::default()
    };
    assemble(world.call(world.actor(Role::Filler)), &form).await.unwrap()
}
