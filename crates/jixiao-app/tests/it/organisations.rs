//! The tree of organisations: adding, renaming, moving, closing.

use crate::world::World;
use jixiao_app::organisations::{
    self, ChangeOrganisation, MoveOrganisation, NewOrganisationForm, OrganisationQuery, add,
    change, move_to, set_active,
};
use jixiao_app::{Refusal, authz};
use jixiao_domain::{OrganisationId, Role};
use jixiao_store::organisations::Organisation;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    the_list_is_filtered_sorted_and_exported,
    an_organisation_is_added_below_the_own_place_only,
    a_code_is_given_once,
    only_the_system_administrator_changes_the_tree,
    a_stale_organisation_is_not_overwritten,
    a_moved_subtree_takes_everything_along,
    a_move_never_closes_a_circle,
    an_organisation_in_use_is_not_closed,
    the_top_stays,
}

const SYSTEM: Role = Role::SystemAdministrator;

fn form(parent: OrganisationId, code: &str) -> NewOrganisationForm {
    NewOrganisationForm {
        parent_id: parent.to_string(),
        code: code.to_owned(),
        name: format!("机构{code}"),
        short_name: String::new(),
        kind: "primary_union".to_owned(),
    }
}

async fn added(world: &World, parent: OrganisationId, code: &str) -> Organisation {
    let call = world.call(world.at(&world.city, SYSTEM));
    let id = add(call, &form(parent, code)).await.unwrap();
    found(world, id).await
}

async fn found(world: &World, id: OrganisationId) -> Organisation {
    jixiao_store::organisations::find(&world.app.store, id).await.unwrap().unwrap()
}

fn to(parent: OrganisationId, revision: i64) -> MoveOrganisation {
    MoveOrganisation { parent_id: parent.to_string(), revision: revision.to_string() }
}

async fn an_organisation_is_added_below_the_own_place_only(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(SYSTEM));
    let id = add(call, &form(world.north.id, "1")).await.unwrap();
    let place = found(&world, id).await;
    assert_eq!(place.path, format!("{}{id}/", world.north.path));
    assert_eq!(place.short_name, "机构1");
    for parent in [world.city.id, world.south.id, OrganisationId(9999)] {
        let refused = add(call, &form(parent, "2")).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    let empty = add(call, &NewOrganisationForm::default()).await;
    let Err(Refusal::Invalid(errors)) = empty else { panic!("nothing was taken for something") };
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["parent_id", "code", "name", "kind"]);
}

async fn a_code_is_given_once(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(SYSTEM));
    let taken = add(call, &form(world.north.id, "530102")).await;
    let Err(Refusal::Invalid(errors)) = taken else { panic!("a code was given twice") };
    assert_eq!(errors[0].field, "code");
}

async fn only_the_system_administrator_changes_the_tree(store: Store) {
    let world = World::new(store).await;
    let place = added(&world, world.north.id, "1").await;
    let rename = ChangeOrganisation { revision: "1".to_owned(), ..ChangeOrganisation::default() };
    for role in [Role::SecurityAdministrator, Role::Filler, Role::Auditor] {
        let call = world.call(world.actor(role));
        assert!(matches!(add(call, &form(place.id, "2")).await, Err(Refusal::Forbidden(_))));
        assert!(matches!(change(call, place.id, &rename).await, Err(Refusal::Forbidden(_))));
        assert!(matches!(
            move_to(call, place.id, &to(place.id, 1)).await,
            Err(Refusal::Forbidden(_))
        ));
        assert!(matches!(set_active(call, place.id, false, 1).await, Err(Refusal::Forbidden(_))));
    }
    let stranger = world.call(world.stranger(SYSTEM));
    assert!(matches!(change(stranger, place.id, &rename).await, Err(Refusal::NotFound(_))));
    assert!(matches!(set_active(stranger, place.id, false, 1).await, Err(Refusal::NotFound(_))));
    let moved = move_to(stranger, place.id, &to(world.south.id, 1)).await;
    assert!(matches!(moved, Err(Refusal::NotFound(_))));
    assert!(matches!(organisations::read(stranger, place.id).await, Err(Refusal::NotFound(_))));
    assert_eq!(organisations::tree(stranger).await.unwrap().places.len(), 1);
}

async fn a_stale_organisation_is_not_overwritten(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(SYSTEM));
    let rename = |name: &str| ChangeOrganisation {
        code: "530101".to_owned(),
        name: name.to_owned(),
        short_name: "北山".to_owned(),
        kind: "county_union".to_owned(),
        revision: world.north.revision.to_string(),
    };
    change(call, world.north.id, &rename("一")).await.unwrap();
    let stale = change(call, world.north.id, &rename("二")).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    assert_eq!(found(&world, world.north.id).await.name, "一");
}

async fn a_moved_subtree_takes_everything_along(store: Store) {
    let world = World::new(store).await;
    let upper = added(&world, world.north.id, "1").await;
    let lower = added(&world, upper.id, "2").await;
    let filler = world.actor(Role::Filler);
    assert!(authz::allows(filler, authz::Action::SeeProjects, &lower.path));

    let call = world.call(world.at(&world.city, SYSTEM));
    move_to(call, upper.id, &to(world.south.id, upper.revision)).await.unwrap();
    let (upper, lower) = (found(&world, upper.id).await, found(&world, lower.id).await);
    assert_eq!(upper.path, format!("{}{}/", world.south.path, upper.id));
    assert_eq!(lower.path, format!("{}{}/", upper.path, lower.id));
    assert_eq!(upper.parent_id, Some(world.south.id));
    assert!(!authz::allows(filler, authz::Action::SeeProjects, &lower.path));
    let stale = move_to(call, upper.id, &to(world.north.id, 1)).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
}

async fn a_move_never_closes_a_circle(store: Store) {
    let world = World::new(store).await;
    let upper = added(&world, world.north.id, "1").await;
    let lower = added(&world, upper.id, "2").await;
    let call = world.call(world.at(&world.city, SYSTEM));
    for parent in [upper.id, lower.id, world.north.id] {
        let refused = move_to(call, upper.id, &to(parent, upper.revision)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    let mine = move_to(world.call(world.actor(SYSTEM)), upper.id, &to(world.south.id, 1)).await;
    assert!(matches!(mine, Err(Refusal::Invalid(_))), "{mine:?}");
}

async fn an_organisation_in_use_is_not_closed(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.at(&world.city, SYSTEM));
    let people = set_active(call, world.north.id, false, 1).await;
    assert!(matches!(people, Err(Refusal::WrongState(_))), "{people:?}");
    let upper = added(&world, world.north.id, "1").await;
    let lower = added(&world, upper.id, "2").await;
    let below = set_active(call, upper.id, false, upper.revision).await;
    assert!(matches!(below, Err(Refusal::WrongState(_))), "{below:?}");
    set_active(call, lower.id, false, lower.revision).await.unwrap();
    set_active(call, upper.id, false, upper.revision).await.unwrap();
    let orphan = set_active(call, lower.id, true, lower.revision + 1).await;
    assert!(matches!(orphan, Err(Refusal::WrongState(_))), "{orphan:?}");
    let into_closed = add(call, &form(upper.id, "3")).await;
    assert!(matches!(into_closed, Err(Refusal::Invalid(_))), "{into_closed:?}");
}

async fn the_top_stays(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.at(&world.city, SYSTEM));
    let closed = set_active(call, world.city.id, false, 1).await;
    assert!(matches!(closed, Err(Refusal::WrongState(_))), "{closed:?}");
    let moved = move_to(call, world.city.id, &to(world.north.id, 1)).await;
    assert!(matches!(moved, Err(Refusal::WrongState(_))), "{moved:?}");
}

async fn the_list_is_filtered_sorted_and_exported(store: Store) {
    let world = World::new(store).await;
    let system = world.call(world.at(&world.city, Role::SystemAdministrator));
    let list = async |query: OrganisationQuery| {
        let found = organisations::list(system, &query, 0, 50).await.unwrap();
        let names: Vec<String> = found.lines.iter().map(|line| line.place.code.clone()).collect();
        (found.total, names.join(" "))
    };
    let query = OrganisationQuery::default;
    assert_eq!(list(query()).await, (3, "530100 530101 530102".to_owned()));
    assert!(query().is_tree());
    let text = OrganisationQuery { q: "南水".to_owned(), ..query() };
    assert_eq!(list(text).await, (1, "530102".to_owned()));
    let kind = OrganisationQuery { kind: "county_union".to_owned(), ..query() };
    assert_eq!(list(kind).await.0, 2);
    let below = OrganisationQuery { below: world.north.id.to_string(), ..query() };
    assert_eq!(list(below).await, (1, "530101".to_owned()));
    let closed = OrganisationQuery { active: "no".to_owned(), ..query() };
    assert_eq!(list(closed).await.0, 0);
    let county = world.call(world.actor(Role::SystemAdministrator));
    let seen = organisations::list(county, &query(), 0, 50).await.unwrap();
    assert_eq!(seen.lines.len(), 1);
    assert_eq!(seen.lines[0].parent_name.as_deref(), Some("江州市总工会"));
    let book = organisations::export(county, &query()).await.unwrap();
    assert!(book.starts_with(b"PK"));
    let filler = world.call(world.actor(Role::Filler));
    let refused = organisations::export(filler, &query()).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
}
