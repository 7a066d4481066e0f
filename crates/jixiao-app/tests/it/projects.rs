//! The project library: who may add, change, close, and open a year.

use crate::world::World;
use jixiao_app::projects::{self, Change, Closing, OpenYearForm, ProjectForm, ProjectInput};
use jixiao_app::{Actor, FieldError, Refusal};
use jixiao_domain::{ProjectId, ProjectYearId, Role};
use jixiao_store::organisations::Organisation;
use jixiao_store::views::projects::{Filter, Order, Standing};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_filler_adds_a_project_for_their_unit_only,
    every_bad_field_is_named,
    a_code_is_given_once,
    a_change_is_refused_to_who_read_an_older_version,
    a_closed_project_takes_nothing_new,
    a_year_is_opened_once_within_the_span_by_a_regulation_in_force,
    the_list_shows_what_the_caller_may_see,
    strangers_find_nothing,
    what_was_typed_is_kept_until_it_is_saved,
    the_history_says_who_did_what,
}

pub(crate) fn form(unit: &Organisation, code: &str) -> ProjectForm {
    ProjectForm {
        organisation: unit.id.to_string(),
        code: code.to_owned(),
        name: format!("困难职工节日慰问{code}"),
        programme: "warmth_relief".to_owned(),
        attribute: "延续项目".to_owned(),
        supervising_department: "江州市总工会".to_owned(),
        implementing_unit: unit.name.clone(),
        start_year: "2024".to_owned(),
        ..ProjectForm::default()
    }
}

pub(crate) fn year_form(year: i64) -> OpenYearForm {
    OpenYearForm {
        year: year.to_string(),
        regulation: "national-2020".to_owned(),
        layout: "national".to_owned(),
        money_unit: "万元".to_owned(),
    }
}

/// A project of the northern county.
pub(crate) async fn add(world: &World, code: &str) -> ProjectId {
    let input = form(&world.north, code).parse().unwrap();
    projects::add(world.call(world.actor(Role::Filler)), input).await.unwrap()
}

/// A project of the northern county with a year.
pub(crate) async fn add_with_year(world: &World, code: &str, year: i64) -> ProjectYearId {
    let id = add(world, code).await;
    open(world, id, year).await.unwrap()
}

pub(crate) async fn open(
    world: &World,
    id: ProjectId,
    year: i64,
) -> Result<ProjectYearId, Refusal> {
    let call = world.call(world.actor(Role::Filler));
    projects::open_year(call, id, year_form(year).parse().unwrap()).await
}

/// The fields a refusal names.
pub(crate) fn fields(errors: &[FieldError]) -> Vec<&str> {
    errors.iter().map(|error| error.field.as_str()).collect()
}

/// The fields of an [`Refusal::Invalid`].
#[track_caller]
pub(crate) fn invalid_fields<T: std::fmt::Debug>(outcome: Result<T, Refusal>) -> Vec<String> {
    match outcome {
        Err(Refusal::Invalid(errors)) => fields(&errors).into_iter().map(str::to_owned).collect(),
        other => panic!("expected errors of fields, found {other:?}"),
    }
}

fn change(id: ProjectId, revision: i64, form: ProjectForm) -> Change {
    let input = ProjectForm { revision: revision.to_string(), ..form }.parse().unwrap();
    Change { id, input }
}

fn closing(id: ProjectId, revision: i64, active: bool) -> Closing {
    Closing { id, revision, active, reason: "政策到期".to_owned() }
}

fn filter(year: i64) -> Filter {
    Filter { year, programme: None, organisation_path: None, standing: None, text: String::new() }
}

async fn a_filler_adds_a_project_for_their_unit_only(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    let page = projects::read(world.call(world.actor(Role::Auditor)), id).await.unwrap();
    assert_eq!(page.project.content.code, "A1");
    assert!(!page.may_edit && page.years.is_empty());

    let input: ProjectInput = form(&world.south, "A2").parse().unwrap();
    let elsewhere = projects::add(world.call(world.actor(Role::Filler)), input.clone()).await;
    assert!(matches!(elsewhere, Err(Refusal::NotFound(_))), "{elsewhere:?}");
    let finance = projects::add(world.call(world.stranger(Role::Finance)), input).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))), "{finance:?}");
}

async fn every_bad_field_is_named(store: Store) {
    let world = World::new(store).await;
    let bad = ProjectForm {
        code: "x".repeat(41),
        name: " ".to_owned(),
        programme: "慰问".to_owned(),
        start_year: "24".to_owned(),
        ..form(&world.north, "A1")
    };
    let errors = bad.parse().unwrap_err();
    assert_eq!(fields(&errors), ["start_year", "code", "name", "programme"]);
    let backwards = ProjectForm { end_year: "2023".to_owned(), ..form(&world.north, "A1") };
    assert_eq!(fields(&backwards.parse().unwrap_err()), ["end_year"]);
}

async fn a_code_is_given_once(store: Store) {
    let world = World::new(store).await;
    add(&world, "A1").await;
    let again = form(&world.north, " Ａ1 ").parse().unwrap();
    let again = projects::add(world.call(world.actor(Role::Filler)), again).await;
    assert_eq!(invalid_fields(again), ["code"]);
    let other = add(&world, "A2").await;
    let taken = change(other, 1, form(&world.north, "A1"));
    let taken = projects::change(world.call(world.actor(Role::Filler)), taken).await;
    assert_eq!(invalid_fields(taken), ["code"]);
}

async fn a_change_is_refused_to_who_read_an_older_version(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    let renamed = |name: &str| ProjectForm { name: name.to_owned(), ..form(&world.north, "A1") };
    let call = world.call(world.actor(Role::Filler));
    projects::change(call, change(id, 1, renamed("甲"))).await.unwrap();
    let colleague = world.call(world.colleague(Role::Filler));
    let late = projects::change(colleague, change(id, 1, renamed("乙"))).await;
    assert!(matches!(late, Err(Refusal::Conflict("项目"))), "{late:?}");
    let finance = world.call(world.actor(Role::Finance));
    let forbidden = projects::change(finance, change(id, 2, renamed("乙"))).await;
    assert!(matches!(forbidden, Err(Refusal::Forbidden(_))), "{forbidden:?}");
    assert_eq!(projects::read(call, id).await.unwrap().project.content.name, "甲");
}

async fn a_closed_project_takes_nothing_new(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    let call = world.call(world.actor(Role::Filler));
    let without_reason = Closing { reason: " ".to_owned(), ..closing(id, 1, false) };
    assert_eq!(invalid_fields(projects::close(call, without_reason).await), ["reason"]);
    projects::close(call, closing(id, 1, false)).await.unwrap();
    let again = projects::close(call, closing(id, 2, false)).await;
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
    let changed = projects::change(call, change(id, 2, form(&world.north, "A1"))).await;
    assert!(matches!(changed, Err(Refusal::WrongState(_))), "{changed:?}");
    let opened = open(&world, id, 2026).await;
    assert!(matches!(opened, Err(Refusal::WrongState(_))), "{opened:?}");
    projects::close(call, closing(id, 2, true)).await.unwrap();
    open(&world, id, 2026).await.unwrap();
}

async fn a_year_is_opened_once_within_the_span_by_a_regulation_in_force(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    assert_eq!(invalid_fields(open(&world, id, 2023).await), ["year"]);
    let year = open(&world, id, 2026).await.unwrap();
    assert_eq!(invalid_fields(open(&world, id, 2026).await), ["year"]);
    let call = world.call(world.actor(Role::Filler));
    let unknown = OpenYearForm { regulation: "no-such".to_owned(), ..year_form(2025) };
    let unknown = projects::open_year(call, id, unknown.parse().unwrap()).await;
    assert_eq!(invalid_fields(unknown), ["regulation"]);

    let kunming = OpenYearForm { layout: "kunming".to_owned(), ..year_form(2026) };
    projects::change_terms(call, year, kunming.parse().unwrap()).await.unwrap();
    let next = projects::choices(call, id, 2027).await.unwrap();
    assert_eq!((next.suggested.layout.as_str(), next.suggested.year.as_str()), ("kunming", "2027"));
    assert_eq!(next.suggested.regulation, "national-2020");
    assert!(next.regulations.iter().all(|regulation| regulation.governs(2027)));
    let stranger = world.call(world.stranger(Role::Filler));
    let stranger = projects::change_terms(stranger, year, year_form(2026).parse().unwrap()).await;
    assert!(matches!(stranger, Err(Refusal::NotFound(_))), "{stranger:?}");
}

async fn the_list_shows_what_the_caller_may_see(store: Store) {
    let world = World::new(store).await;
    add_with_year(&world, "A1", 2026).await;
    add(&world, "A2").await;
    let south: &Actor = world.stranger(Role::Filler);
    let input = form(&world.south, "S1").parse().unwrap();
    projects::add(world.call(south), input).await.unwrap();

    let codes = async |actor: &Actor, filter: &Filter, order: Order| {
        let listing = projects::list(world.call(actor), filter, order, 50, 0).await.unwrap();
        let codes: Vec<String> = listing.lines.into_iter().map(|line| line.code).collect();
        assert_eq!(listing.totals.project_count, i64::try_from(codes.len()).unwrap());
        codes
    };
    let north = world.actor(Role::Reviewer);
    for order in <Order as jixiao_domain::Coded>::ALL {
        assert_eq!(codes(north, &filter(2026), *order).await, ["A1", "A2"]);
    }
    let opened = Filter { standing: Some(Standing::Opened), ..filter(2026) };
    assert_eq!(codes(north, &opened, Order::Code).await, ["A1"]);
    let unopened = Filter { standing: Some(Standing::Unopened), ..filter(2026) };
    assert_eq!(codes(north, &unopened, Order::Code).await, ["A2"]);
    let city = world.at(&world.city, Role::Treasury);
    assert_eq!(codes(city, &filter(2026), Order::Unit).await, ["A1", "A2", "S1"]);
    let part = Filter { text: "问S".to_owned(), ..filter(2026) };
    assert_eq!(codes(city, &part, Order::Code).await, ["S1"]);
    let below = Filter { organisation_path: Some(world.north.path.clone()), ..filter(2026) };
    assert_eq!(codes(city, &below, Order::Code).await, ["A1", "A2"]);
    assert_eq!(codes(south, &below, Order::Code).await, [""; 0]);
    assert_eq!(codes(north, &filter(2020), Order::Code).await, [""; 0]);
    let wildcard = Filter { text: "%".to_owned(), ..filter(2026) };
    assert_eq!(codes(city, &wildcard, Order::Code).await, [""; 0]);
    let administrator = world.call(world.actor(Role::SystemAdministrator));
    let refused = projects::list(administrator, &filter(2026), Order::Code, 50, 0).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}

async fn strangers_find_nothing(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    for role in [Role::Filler, Role::Approver, Role::AuditAdministrator] {
        let call = world.call(world.stranger(role));
        let found = projects::read(call, id).await;
        assert!(matches!(found, Err(Refusal::NotFound(_))), "{found:?}");
        let closed = projects::close(call, closing(id, 1, false)).await;
        assert!(matches!(closed, Err(Refusal::NotFound(_))), "{closed:?}");
    }
}

async fn what_was_typed_is_kept_until_it_is_saved(store: Store) {
    let world = World::new(store).await;
    let call = world.call(world.actor(Role::Filler));
    let typed = ProjectForm { start_year: "20".to_owned(), ..form(&world.north, "A1") };
    projects::keep_draft(call, None, &typed).await.unwrap();
    assert_eq!(projects::kept_draft(call, None).await.unwrap().unwrap().0, typed);
    let colleague = world.call(world.colleague(Role::Filler));
    assert_eq!(projects::kept_draft(colleague, None).await.unwrap(), None);
    let id = add(&world, "A1").await;
    assert_eq!(projects::kept_draft(call, None).await.unwrap(), None);
    projects::keep_draft(call, Some(id), &typed).await.unwrap();
    projects::drop_draft(call, Some(id)).await.unwrap();
    assert_eq!(projects::kept_draft(call, Some(id)).await.unwrap(), None);
    let stranger = projects::keep_draft(world.call(world.stranger(Role::Filler)), Some(id), &typed);
    assert!(matches!(stranger.await, Err(Refusal::NotFound(_))));
    let finance = projects::keep_draft(world.call(world.actor(Role::Finance)), None, &typed).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))), "{finance:?}");
}

async fn the_history_says_who_did_what(store: Store) {
    let world = World::new(store).await;
    let id = add(&world, "A1").await;
    open(&world, id, 2026).await.unwrap();
    let page = projects::read(world.call(world.actor(Role::Treasury)), id).await.unwrap();
    let actions: Vec<&str> = page.history.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["project.open_year", "project.add"]);
}
