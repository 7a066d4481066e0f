//! The indicator library, and its use in a goal.

use super::fixture::{form, open_year};
use super::messages;
use crate::world::World;
use jixiao_app::goals::{create, read, rows_of_library, save, usable};
use jixiao_app::library::{
    self, DecisionForm, LibraryForm, LibraryListForm, decide, list, propose,
};
use jixiao_app::{Actor, Refusal};
use jixiao_domain::{LibraryIndicatorId, LibraryState, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    an_approved_indicator_is_copied_into_a_goal_with_its_link,
    common_indicators_are_the_top_s_business,
    nobody_decides_on_their_own_proposal,
    a_name_is_proposed_once_and_fields_must_agree,
    a_county_sees_the_city_s_and_not_its_neighbour_s,
    a_retired_indicator_is_offered_no_more,
}

fn proposal(organisation: &str, name: &str) -> LibraryForm {
    LibraryForm {
        organisation: organisation.to_owned(),
        programme: "warmth_relief".to_owned(),
        level2: "quantity".to_owned(),
        name: name.to_owned(),
        sign: "≥".to_owned(),
        number: "100".to_owned(),
        unit: "户".to_owned(),
        ..LibraryForm::default()
    }
}

fn decision(decision: &str, revision: &str, reason: &str) -> DecisionForm {
    DecisionForm {
        revision: revision.to_owned(),
        decision: decision.to_owned(),
        reason: reason.to_owned(),
    }
}

async fn taken_in(
    world: &World,
    form: &LibraryForm,
    by: &Actor,
    decided: &Actor,
) -> LibraryIndicatorId {
    let id = propose(world.call(by), form).await.unwrap();
    let state = decide(world.call(decided), id, &decision("approve", "1", "")).await.unwrap();
    assert_eq!(state, LibraryState::Approved);
    id
}

async fn an_approved_indicator_is_copied_into_a_goal_with_its_link(store: Store) {
    let world = World::new(store).await;
    let own = proposal(&world.north.id.to_string(), "走访困难职工家庭");
    let id = taken_in(&world, &own, world.actor(Role::Filler), world.actor(Role::Finance)).await;
    let call = world.call(world.actor(Role::Filler));
    let goal = create(call, open_year(&world, "P1").await).await.unwrap();
    let copied = rows_of_library(call, goal, &[id.0, 999]).await.unwrap();
    assert_eq!(copied.len(), 1);
    assert_eq!(copied[0].target_text(), "≥100户");
    let mut typed = form("1");
    typed.indicators.extend(copied);
    save(call, goal, &typed).await.unwrap();
    let stored = read(call, goal).await.unwrap().loaded.indicators.pop().unwrap();
    assert_eq!(stored.content.library_indicator_id, Some(id));
}

async fn common_indicators_are_the_top_s_business(store: Store) {
    let world = World::new(store).await;
    let common = proposal("", "发放慰问金人数");
    let county = propose(world.call(world.actor(Role::Finance)), &common).await;
    assert!(matches!(county, Err(Refusal::Forbidden(_))), "{county:?}");
    let city = world.at(&world.city, Role::Filler);
    let id = propose(world.call(city), &common).await.unwrap();
    let county = world.call(world.actor(Role::Finance));
    let refused = decide(county, id, &decision("approve", "1", "")).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let finance = world.call(world.at(&world.city, Role::Finance));
    decide(finance, id, &decision("approve", "1", "")).await.unwrap();
    let again = decide(finance, id, &decision("approve", "2", "")).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
}

async fn nobody_decides_on_their_own_proposal(store: Store) {
    let world = World::new(store).await;
    let own = proposal(&world.north.id.to_string(), "走访困难职工家庭");
    let call = world.call(world.actor(Role::Finance));
    let id = propose(call, &own).await.unwrap();
    let same = decide(call, id, &decision("approve", "1", "")).await;
    assert!(matches!(same, Err(Refusal::SameHand(_))), "{same:?}");
    let colleague = world.call(world.colleague(Role::Finance));
    let bare = decide(colleague, id, &decision("reject", "1", "")).await.unwrap_err();
    assert_eq!(messages(&bare), [("reason", "请写明原因")]);
    let stale = decide(colleague, id, &decision("reject", "7", "与通用指标重复")).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    let decided = decide(colleague, id, &decision("reject", "1", "与通用指标重复")).await.unwrap();
    assert_eq!(decided, LibraryState::Rejected);
    propose(call, &own).await.unwrap();
}

async fn a_name_is_proposed_once_and_fields_must_agree(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Filler));
    let own = proposal(&world.north.id.to_string(), "走访困难职工家庭");
    propose(call, &own).await.unwrap();
    assert_eq!(messages(&propose(call, &own).await.unwrap_err())[0].0, "name");
    let bad = LibraryForm {
        programme: String::new(),
        name: String::new(),
        sign: String::new(),
        ..own.clone()
    };
    let refused = propose(call, &bad).await.unwrap_err();
    let fields: Vec<&str> = messages(&refused).iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["programme", "name", "sign", "unit"]);
    let elsewhere = LibraryForm { organisation: world.south.id.to_string(), ..own };
    assert!(propose(call, &elsewhere).await.is_err());
}

async fn a_county_sees_the_city_s_and_not_its_neighbour_s(store: Store) {
    let world = World::new(store).await;
    let (filler, finance) = (Role::Filler, Role::Finance);
    for (place, name) in [(&world.city, "市"), (&world.north, "北"), (&world.south, "南")] {
        let form = proposal(&place.id.to_string(), name);
        taken_in(&world, &form, world.at(place, filler), world.at(place, finance)).await;
    }
    let common = proposal("", "通用");
    let (maker, checker) = (world.at(&world.city, filler), world.at(&world.city, finance));
    taken_in(&world, &common, maker, checker).await;
    let names = async |actor: &Actor, filter: &LibraryListForm| {
        let listed = list(world.call(actor), filter, 0, 50).await.unwrap();
        assert_eq!(usize::try_from(listed.total).unwrap(), listed.indicators.len());
        let mut names: Vec<String> =
            listed.indicators.into_iter().map(|one| one.content.name).collect();
        names.sort();
        names
    };
    let all = LibraryListForm::default();
    assert_eq!(names(world.actor(filler), &all).await, ["北", "市", "通用"]);
    assert_eq!(names(world.at(&world.city, filler), &all).await.len(), 4);
    let own = LibraryListForm { owner: "own".to_owned(), ..all.clone() };
    assert_eq!(names(world.actor(filler), &own).await, ["北", "市"]);
    let words = LibraryListForm { q: "通".to_owned(), ..all.clone() };
    assert_eq!(names(world.actor(filler), &words).await, ["通用"]);
    let other = LibraryListForm { programme: "training".to_owned(), ..all };
    assert!(names(world.actor(filler), &other).await.is_empty());
}

async fn a_retired_indicator_is_offered_no_more(store: Store) {
    let world = World::new(store).await;
    let own = proposal(&world.north.id.to_string(), "走访困难职工家庭");
    let id = taken_in(&world, &own, world.actor(Role::Filler), world.actor(Role::Finance)).await;
    let call = world.call(world.actor(Role::Filler));
    let goal = create(call, open_year(&world, "P1").await).await.unwrap();
    let mut typed = form("1");
    typed.indicators.extend(rows_of_library(call, goal, &[id.0]).await.unwrap());
    save(call, goal, &typed).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    decide(finance, id, &decision("retire", "2", "口径已改")).await.unwrap();
    assert!(usable(call, goal).await.unwrap().is_empty());
    // A goal that holds it keeps its copy and its link.
    typed.revision = "2".to_owned();
    save(call, goal, &typed).await.unwrap();
    let stranger = world.call(world.stranger(Role::Finance));
    assert!(matches!(library::read(stranger, id).await, Err(Refusal::NotFound(_))));
}
