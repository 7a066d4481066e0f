//! Accounts and roles: who may make them, for whom, where.

use crate::world::{World, now};
use jixiao_app::accounts::{
    self, AccountQuery, ChangeAccount, GrantForm, NewAccount, grant, reset_password, revoke,
};
use jixiao_app::identity::{resume, sign_in};
use jixiao_app::{Actor, Refusal};
use jixiao_document::Block;
use jixiao_domain::{Coded as _, Role, UserId};
use jixiao_store::organisations::Organisation;
use jixiao_store::{Store, grants, on_both_databases, users};

on_both_databases! {
    a_new_account_signs_in_once_with_its_password_and_may_do_nothing,
    only_the_system_administrator_makes_accounts_and_only_below,
    a_login_is_given_once,
    only_the_security_administrator_gives_roles_and_only_below,
    nobody_gives_or_takes_the_own_role,
    administrators_hold_nothing_else,
    a_role_is_given_once_and_taken_once,
    a_taken_role_ends_at_once,
    who_moves_loses_all_roles,
    a_stale_account_is_not_overwritten,
    a_closed_account_is_out_at_once,
    the_last_administrator_stays,
    a_reset_password_lifts_the_lock_and_ends_sessions,
    a_lost_second_factor_needs_the_security_administrator,
    the_list_filters_counts_and_keeps_to_the_subtree,
    the_list_is_exported_as_it_is_filtered,
}

const SYSTEM: Role = Role::SystemAdministrator;
const SECURITY: Role = Role::SecurityAdministrator;

fn new(login: &str, place: &Organisation) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        name: "新人".to_owned(),
        organisation_id: place.id.to_string(),
    }
}

fn role(role: Role, place: &Organisation) -> GrantForm {
    GrantForm { role: role.code().to_owned(), organisation_id: place.id.to_string() }
}

async fn made(world: &World, login: &str) -> UserId {
    let system = world.actor(SYSTEM);
    accounts::create(world.call(system), &new(login, &world.north)).await.unwrap().user_id
}

async fn revision(world: &World, id: UserId) -> i64 {
    users::find(&world.app.store, id).await.unwrap().unwrap().revision
}

async fn a_new_account_signs_in_once_with_its_password_and_may_do_nothing(store: Store) {
    let world = World::new(store).await;
    let system = world.actor(SYSTEM);
    let created =
        accounts::create(world.call(system), &new(" NewOne ", &world.north)).await.unwrap();
    let session = sign_in(&world.app, "newone", &created.one_time_password, now()).await.unwrap();
    let who = resume(&world.app, &session.token, now()).await.unwrap();
    assert!(who.must_change_password);
    assert!(who.actor.grants.is_empty());
}

async fn only_the_system_administrator_makes_accounts_and_only_below(store: Store) {
    let world = World::new(store).await;
    for held in Role::ALL.iter().filter(|held| **held != SYSTEM) {
        let refused =
            accounts::create(world.call(world.actor(*held)), &new("x-1", &world.north)).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{held:?}");
    }
    for place in [&world.south, &world.city] {
        let refused = accounts::create(world.call(world.actor(SYSTEM)), &new("x-1", place)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))));
    }
    let id = made(&world, "x-1").await;
    let stranger = world.call(world.stranger(SYSTEM));
    let form = ChangeAccount { name: "改".to_owned(), ..ChangeAccount::default() };
    assert!(matches!(accounts::read(stranger, id).await, Err(Refusal::NotFound(_))));
    assert!(matches!(accounts::change(stranger, id, &form).await, Err(Refusal::NotFound(_))));
    assert!(matches!(reset_password(stranger, id).await, Err(Refusal::NotFound(_))));
    let closed = accounts::set_active(stranger, id, false, 1).await;
    assert!(matches!(closed, Err(Refusal::NotFound(_))));
    let above = world.call(world.at(&world.city, SYSTEM));
    assert_eq!(accounts::read(above, id).await.unwrap().login, "x-1");
}

async fn a_login_is_given_once(store: Store) {
    let world = World::new(store).await;
    made(&world, "newone").await;
    let again = new("NEWONE", &world.north);
    let again = accounts::create(world.call(world.actor(SYSTEM)), &again).await;
    let Err(Refusal::Invalid(errors)) = again else { panic!("a login was given twice") };
    assert_eq!(errors[0].field, "login");
}

async fn only_the_security_administrator_gives_roles_and_only_below(store: Store) {
    let world = World::new(store).await;
    let id = made(&world, "newone").await;
    let filler = role(Role::Filler, &world.north);
    for held in Role::ALL.iter().filter(|held| **held != SECURITY) {
        let refused = grant(world.call(world.actor(*held)), id, &filler).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{held:?}");
    }
    let stranger = grant(world.call(world.stranger(SECURITY)), id, &filler).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))));
    let security = world.call(world.actor(SECURITY));
    for place in [&world.south, &world.city] {
        let refused = grant(security, id, &role(Role::Filler, place)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    grant(security, id, &filler).await.unwrap();
    let held = grants::of_user(&world.app.store, id).await.unwrap();
    assert_eq!((held[0].role, held[0].organisation_id), (Role::Filler, world.north.id));
}

async fn nobody_gives_or_takes_the_own_role(store: Store) {
    let world = World::new(store).await;
    let security = world.actor(SECURITY);
    let more = grant(world.call(security), security.user_id, &role(SECURITY, &world.north)).await;
    assert!(matches!(more, Err(Refusal::SameHand(_))), "{more:?}");
    let own = grants::of_user(&world.app.store, security.user_id).await.unwrap();
    let less = revoke(world.call(security), security.user_id, own[0].id).await;
    assert!(matches!(less, Err(Refusal::SameHand(_))), "{less:?}");
}

async fn administrators_hold_nothing_else(store: Store) {
    let world = World::new(store).await;
    let security = world.at(&world.city, SECURITY);
    let call = world.call(security);
    for held in Role::ALL {
        for other in Role::ALL.iter().filter(|other| *other != held) {
            let id = world.actor(*held).user_id;
            if id == security.user_id {
                continue;
            }
            let given = grant(call, id, &role(*other, &world.north)).await;
            let excluded = held.is_administrator() || other.is_administrator();
            assert_eq!(given.is_err(), excluded, "{held:?} {other:?}");
        }
    }
}

async fn a_role_is_given_once_and_taken_once(store: Store) {
    let world = World::new(store).await;
    let id = made(&world, "newone").await;
    let security = world.call(world.actor(SECURITY));
    let form = role(Role::Filler, &world.north);
    let given = grant(security, id, &form).await.unwrap();
    let again = grant(security, id, &form).await;
    assert!(matches!(again, Err(Refusal::Invalid(_))), "{again:?}");
    revoke(security, id, given).await.unwrap();
    let again = revoke(security, id, given).await;
    assert!(matches!(again, Err(Refusal::NotFound(_))), "{again:?}");
    grant(security, id, &form).await.unwrap();
}

/// Signs the user in with a new one-time password that needs no change.
async fn signed_in(world: &World, id: UserId) -> String {
    let user = users::find(&world.app.store, id).await.unwrap().unwrap();
    let hash = jixiao_app::identity::hashing::hash(&world.app, "Tea-and-7-clouds").await.unwrap();
    let tx = world.app.store.begin().await.unwrap();
    users::set_password(&tx, id, &hash, false, now()).await.unwrap();
    tx.commit().await.unwrap();
    sign_in(&world.app, &user.login, "Tea-and-7-clouds", now()).await.unwrap().token
}

async fn grant_count(world: &World, token: &str) -> usize {
    resume(&world.app, token, now()).await.unwrap().actor.grants.len()
}

async fn a_taken_role_ends_at_once(store: Store) {
    let world = World::new(store).await;
    let filler = world.actor(Role::Filler);
    let token = signed_in(&world, filler.user_id).await;
    assert_eq!(grant_count(&world, &token).await, 1);
    let held = grants::of_user(&world.app.store, filler.user_id).await.unwrap();
    let security = world.call(world.actor(SECURITY));
    revoke(security, filler.user_id, held[0].id).await.unwrap();
    assert_eq!(grant_count(&world, &token).await, 0);
}

async fn who_moves_loses_all_roles(store: Store) {
    let world = World::new(store).await;
    let id = world.actor(Role::Filler).user_id;
    let form = ChangeAccount {
        name: "新名".to_owned(),
        organisation_id: world.south.id.to_string(),
        revision: "1".to_owned(),
    };
    let outside = accounts::change(world.call(world.actor(SYSTEM)), id, &form).await;
    assert!(matches!(outside, Err(Refusal::Invalid(_))), "{outside:?}");
    let system = world.at(&world.city, SYSTEM);
    accounts::change(world.call(system), id, &form).await.unwrap();
    let account = accounts::read(world.call(system), id).await.unwrap();
    assert_eq!((account.name.as_str(), account.organisation_id), ("新名", world.south.id));
    assert!(account.grants.is_empty());
}

async fn a_stale_account_is_not_overwritten(store: Store) {
    let world = World::new(store).await;
    let id = world.actor(Role::Filler).user_id;
    let call = world.call(world.actor(SYSTEM));
    let form = |name: &str| ChangeAccount {
        name: name.to_owned(),
        organisation_id: world.north.id.to_string(),
        revision: "1".to_owned(),
    };
    accounts::change(call, id, &form("一")).await.unwrap();
    let stale = accounts::change(call, id, &form("二")).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    assert_eq!(accounts::read(call, id).await.unwrap().name, "一");
}

async fn a_closed_account_is_out_at_once(store: Store) {
    let world = World::new(store).await;
    let id = world.actor(Role::Filler).user_id;
    let token = signed_in(&world, id).await;
    let system = world.call(world.actor(SYSTEM));
    accounts::set_active(system, id, false, revision(&world, id).await).await.unwrap();
    assert!(matches!(resume(&world.app, &token, now()).await, Err(Refusal::SignedOut)));
    let again = sign_in(&world.app, "filler530101", "Tea-and-7-clouds", now()).await;
    assert!(again.is_err());
    assert!(grants::of_user(&world.app.store, id).await.unwrap().is_empty());
    let own = accounts::set_active(system, system.actor.user_id, false, 1).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))));
}

async fn the_last_administrator_stays(store: Store) {
    let world = World::new(store).await;
    let system = world.call(world.at(&world.city, SYSTEM));
    let mut refused = None;
    let places = [&world.south, &world.north, &world.city];
    for place in places {
        for hand in ["", "2"] {
            let login = format!("security_administrator{}{hand}", place.code);
            let user = users::find_by_login(&world.app.store, &login).await.unwrap().unwrap();
            refused = accounts::set_active(system, user.id, false, user.revision).await.err();
        }
    }
    let refused = refused.unwrap();
    assert!(refused.to_string().contains("最后一名安全管理员"), "{refused}");
}

async fn a_reset_password_lifts_the_lock_and_ends_sessions(store: Store) {
    let world = World::new(store).await;
    let id = world.actor(Role::Filler).user_id;
    let token = signed_in(&world, id).await;
    for _ in 0..6 {
        sign_in(&world.app, "filler530101", "Wrong-pass-1", now()).await.err().unwrap();
    }
    let system = world.call(world.actor(SYSTEM));
    let one_time = reset_password(system, id).await.unwrap();
    assert!(resume(&world.app, &token, now()).await.is_err());
    let session = sign_in(&world.app, "filler530101", &one_time, now()).await.unwrap();
    assert!(resume(&world.app, &session.token, now()).await.unwrap().must_change_password);
    let own = reset_password(system, system.actor.user_id).await;
    assert!(matches!(own, Err(Refusal::SameHand(_))));
}

async fn a_lost_second_factor_needs_the_security_administrator(store: Store) {
    let world = World::new(store).await;
    let filler: &Actor = world.actor(Role::Filler);
    let id = filler.user_id;
    jixiao_app::identity::begin_second_factor(world.call(filler)).await.unwrap();
    let system = accounts::reset_second_factor(world.call(world.actor(SYSTEM)), id).await;
    assert!(matches!(system, Err(Refusal::Forbidden(_))), "{system:?}");
    let security = world.call(world.actor(SECURITY));
    accounts::reset_second_factor(security, id).await.unwrap();
    let again = accounts::reset_second_factor(security, id).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
}

async fn the_list_filters_counts_and_keeps_to_the_subtree(store: Store) {
    let world = World::new(store).await;
    let total = |actor, query: AccountQuery| {
        let call = world.call(actor);
        async move { accounts::list(call, &query, 0, 500).await.unwrap().total }
    };
    let all = AccountQuery::default();
    assert_eq!(total(world.at(&world.city, SYSTEM), all.clone()).await, 54);
    assert_eq!(total(world.actor(SECURITY), all.clone()).await, 18);
    let by_role = AccountQuery { role: "finance".to_owned(), ..all.clone() };
    assert_eq!(total(world.actor(SYSTEM), by_role).await, 2);
    let by_text = AccountQuery { q: "FINANCE".to_owned(), ..all.clone() };
    assert_eq!(total(world.at(&world.city, SYSTEM), by_text).await, 6);
    let below = AccountQuery { organisation_id: world.south.id.to_string(), ..all.clone() };
    assert_eq!(total(world.at(&world.city, SYSTEM), below.clone()).await, 18);
    assert_eq!(total(world.actor(SYSTEM), below).await, 0);
    let closed = AccountQuery { active: "no".to_owned(), ..all.clone() };
    assert_eq!(total(world.actor(SYSTEM), closed).await, 0);
    let page = accounts::list(world.call(world.actor(SYSTEM)), &all, 10, 5).await.unwrap();
    assert_eq!((page.lines.len(), page.lines[0].grants.len()), (5, 1));
    let refused = accounts::list(world.call(world.actor(Role::Auditor)), &all, 0, 5).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}

async fn the_list_is_exported_as_it_is_filtered(store: Store) {
    let world = World::new(store).await;
    let query = AccountQuery { role: "finance".to_owned(), ..AccountQuery::default() };
    let bytes = accounts::export(world.call(world.actor(SYSTEM)), &query).await.unwrap();
    let document = jixiao_reader::read(&bytes, "x.xlsx", &jixiao_reader::Limits::default());
    let document = document.unwrap();
    let Some(Block::Table(table)) = document.blocks.first() else { panic!("no table") };
    assert_eq!(table.row_count(), 3);
    assert_eq!(table.row(1)[0].text, "finance530101");
    assert_eq!(table.row(1)[3].text, "财务（北山县总工会）");
}
