//! What the policy asks of those who sign in, and the region of the installation.

use crate::identity::{LOGIN, PASSWORD, call, code, form, resume, token, world};
use crate::projects::add;
use crate::world::now;
use jixiao_app::identity::policy::{self, PolicyForm};
use jixiao_app::identity::{self, SecondFactor};
use jixiao_app::installation::{self, RegionForm};
use jixiao_app::{App, Refusal, projects};
use jixiao_domain::Role;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    many_failures_from_one_network_lock_it_for_every_login,
    who_must_have_a_second_factor_can_do_nothing_before,
    a_compulsory_second_factor_is_not_given_up,
    the_region_suggests_its_regulation_before_last_year_and_nation,
    the_region_is_set_at_the_top_with_a_code,
}

async fn from(app: &App, address: &str, login: &str, password: &str) -> Result<(), Refusal> {
    let address = Some(address.parse().unwrap());
    identity::sign_in_from(app, address, login, password, now()).await.map(|_| ())
}

async fn many_failures_from_one_network_lock_it_for_every_login(store: Store) {
    let world = world(store).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let few = PolicyForm { network_failure_limit: "10".to_owned(), ..form("30") };
    policy::set(world.call(security), &few).await.unwrap();
    for number in 0..10 {
        let login = format!("guess{number}");
        let wrong = from(&world.app, "2001:db8::1", &login, "Wrong-pass-1").await;
        assert!(matches!(wrong, Err(Refusal::Invalid(_))), "{wrong:?}");
        // Who succeeds from there leaves the count as it is.
        from(&world.app, "2001:db8::7", LOGIN, PASSWORD).await.ok();
    }
    let locked = from(&world.app, "2001:db8::2", LOGIN, PASSWORD).await;
    assert!(matches!(locked, Err(Refusal::TooOften(_, 900))), "{locked:?}");
    from(&world.app, "2001:db8:0:1::1", LOGIN, PASSWORD).await.unwrap();
}

fn compulsory(who: &str) -> PolicyForm {
    PolicyForm { second_factor: who.to_owned(), ..form("30") }
}

async fn who_must_have_a_second_factor_can_do_nothing_before(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    let security = world.at(&world.city, Role::SecurityAdministrator);
    let odd = policy::set(world.call(security), &compulsory("some")).await;
    assert!(matches!(odd, Err(Refusal::Invalid(_))), "{odd:?}");
    policy::set(world.call(security), &compulsory("administrators")).await.unwrap();
    let who = resume(&world.app, &token, now()).await.unwrap();
    assert_eq!(who.second_factor, SecondFactor::NotEnrolled);
    policy::set(world.call(security), &compulsory("everyone")).await.unwrap();
    let who = resume(&world.app, &token, now()).await.unwrap();
    assert_eq!((who.second_factor, who.actor.grants.len()), (SecondFactor::Due, 0));
    let enrolment = identity::begin_second_factor(call(&world.app, &who, now())).await.unwrap();
    let code = code(&enrolment.secret, now());
    identity::confirm_second_factor(call(&world.app, &who, now()), &token, &code).await.unwrap();
    let who = resume(&world.app, &token, now()).await.unwrap();
    assert_eq!((who.second_factor, who.actor.grants.len()), (SecondFactor::Passed, 1));
}

async fn a_compulsory_second_factor_is_not_given_up(store: Store) {
    let world = world(store).await;
    let token = token(&world.app, now()).await;
    let who = resume(&world.app, &token, now()).await.unwrap();
    let enrolment = identity::begin_second_factor(call(&world.app, &who, now())).await.unwrap();
    let code = code(&enrolment.secret, now());
    identity::confirm_second_factor(call(&world.app, &who, now()), &token, &code).await.unwrap();
    let security = world.at(&world.city, Role::SecurityAdministrator);
    policy::set(world.call(security), &compulsory("everyone")).await.unwrap();
    let who = resume(&world.app, &token, now()).await.unwrap();
    let own = call(&world.app, &who, now());
    let refused = identity::disable_second_factor(own, &token, PASSWORD).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
}

fn region(code: &str) -> RegionForm {
    RegionForm { region: code.to_owned() }
}

async fn the_region_suggests_its_regulation_before_last_year_and_nation(store: Store) {
    let world = world(store).await;
    let id = add(&world, "A1").await;
    let filler = world.call(world.actor(Role::Filler));
    let national = projects::choices(filler, id, 2026).await.unwrap().suggested;
    let security = world.call(world.at(&world.city, Role::SecurityAdministrator));
    // A county of Kunming follows its city; a region without regulations of its own changes nothing.
    for (code, expected) in [
        ("530102", "yunnan-kunming-2019"),
        ("650100", &national.regulation),
        ("", &national.regulation),
    ] {
        installation::set_region(security, &region(code)).await.unwrap();
        let suggested = projects::choices(filler, id, 2026).await.unwrap().suggested;
        assert_eq!(suggested.regulation, *expected, "{code}");
    }
    installation::set_region(security, &region("５３０１０２")).await.unwrap();
    let year = projects::OpenYearForm { year: "2026".to_owned(), ..national };
    projects::open_year(filler, id, year.parse().unwrap()).await.unwrap();
    let next = projects::choices(filler, id, 2027).await.unwrap().suggested;
    assert_eq!(next.regulation, "yunnan-kunming-2019", "the region comes before last year");
}

async fn the_region_is_set_at_the_top_with_a_code(store: Store) {
    let world = world(store).await;
    let county = world.call(world.actor(Role::SecurityAdministrator));
    let refused = installation::set_region(county, &region("530100")).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let security = world.call(world.at(&world.city, Role::SecurityAdministrator));
    let odd = installation::set_region(security, &region("昆明")).await;
    assert!(matches!(odd, Err(Refusal::Invalid(_))), "{odd:?}");
    installation::set_region(security, &region("530100")).await.unwrap();
    let set = installation::region(&world.app.store).await.unwrap();
    assert_eq!(set.as_deref(), Some("530100"));
    assert!(installation::regions(&world.app).iter().any(|(code, _)| *code == "530100"));
}
