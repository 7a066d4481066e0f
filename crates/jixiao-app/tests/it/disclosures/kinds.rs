//! Every further kind of form on its way to the public: approved and unchanged only, without personal
//! data, sealed, verified; one changed byte is found.

use super::fixture::{self, confirm_all, keyed, run_jobs, take};
use crate::world::World;
use crate::{evaluated, monitored, scored, whole};
use jixiao_app::Refusal;
use jixiao_app::disclosures::{self as area, BeginForm, ChoiceListForm, DisclosureForm};
use jixiao_app::publication::{self as public, Found, PublicForm};
use jixiao_domain::{Coded as _, DisclosureId, FilingEvent, PublishedKind, RemovalKind, Role};
use jixiao_store::{Connection as _, Store, on_both_databases};

on_both_databases! {
    monitoring_records_are_published_one_a_round,
    concluded_evaluations_are_published,
    forms_of_a_whole_department_are_published,
    what_was_frozen_and_changed_is_refused,
}

const PERSON: &str = "联系人：王芳，电话13800138000";

/// An empty version of the county's 2025.
async fn begun(world: &World) -> DisclosureId {
    let form = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    area::begin(world.call(world.actor(Role::Finance)), &form).await.unwrap()
}

/// Chooses records, as `monitoring:3:pdf`.
async fn choose(world: &World, id: DisclosureId, chosen: &[String]) -> Result<(), Refusal> {
    let call = world.call(world.actor(Role::Finance));
    let revision = area::read(call, id).await.unwrap().loaded.disclosure.revision.to_string();
    let form = DisclosureForm { revision, chosen: chosen.to_vec(), ..DisclosureForm::default() };
    area::save(call, id, &form).await
}

/// Takes a draft through looks and chain to the public.
async fn publish(world: &World, id: DisclosureId) {
    keyed(world).await;
    confirm_all(world, id).await;
    for (role, event) in fixture::CHAIN {
        take(world, role, id, event).await.unwrap();
    }
    area::publish(world.call(world.actor(Role::Finance)), id).await.unwrap();
    run_jobs(world).await;
    let page = area::read(world.call(world.actor(Role::Finance)), id).await.unwrap();
    assert!(page.loaded.disclosure.published_at.is_some(), "{:?}", page.publishing);
}

/// Every file of every item is genuine, and not with one byte changed.
async fn verified(world: &World, count: usize) -> Vec<public::PublicLine> {
    let list = public::year(&world.app, 2025, &PublicForm::default(), 0, 50).await.unwrap();
    assert_eq!(list.lines.len(), count);
    for line in &list.lines {
        for file in &line.files {
            let (_, bytes) =
                public::file(&world.app, &line.item.number, &file.format).await.unwrap();
            let checked = public::check_file(&world.app, bytes.clone()).await.unwrap();
            assert_eq!(checked.found, Found::Genuine, "{} {}", line.item.title, file.format);
            for at in [bytes.len() / 3, bytes.len() / 2] {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                let checked = public::check_file(&world.app, changed).await.unwrap();
                assert_eq!(checked.found, Found::Changed, "{} {}", line.item.title, file.format);
            }
        }
    }
    list.lines
}

/// The page of a published item, of which persons are gone and listed.
async fn without_people(world: &World, number: &str) -> String {
    let item = public::item(&world.app, number).await.unwrap();
    let text = item.page.unwrap();
    for gone in ["王芳", "13800138000", "北山县总工会填报", "北山县总工会财务"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert!(item.redactions.iter().any(|line| line.kind == RemovalKind::Name));
    text
}

async fn monitoring_records_are_published_one_a_round(store: Store) {
    let world = World::new(store).await;
    evaluated::project(&world, "XM01", jixiao_domain::FormLayout::National, true).await;
    let mut chosen = Vec::new();
    for (label, to_on) in [("1—6月", "2025-06-30"), ("1—11月", "2025-11-30")] {
        let record = monitored::issued(&world, label, to_on).await;
        let mut typed = monitored::complete(&world, record).await;
        typed.cause_note[0].push_str(PERSON);
        let filler = world.call(world.actor(Role::Filler));
        jixiao_app::monitoring::save(filler, record, &typed.parse().unwrap()).await.unwrap();
        for (role, event) in [
            (Role::Filler, FilingEvent::Submit),
            (Role::Reviewer, FilingEvent::UnitReview),
            (Role::Finance, FilingEvent::FinanceReview),
        ] {
            monitored::step(&world, role, record, event).await.unwrap();
        }
        let id = if chosen.is_empty() { begun(&world).await } else { DisclosureId(1) };
        let early = choose(&world, id, &[format!("monitoring:{record}:pdf")]).await;
        assert!(matches!(early, Err(Refusal::Invalid(_))), "not approved: {early:?}");
        monitored::step(&world, Role::Approver, record, FilingEvent::Approve).await.unwrap();
        chosen.extend(["pdf", "xlsx"].map(|format| format!("monitoring:{record}:{format}")));
    }
    let id = DisclosureId(1);
    choose(&world, id, &chosen).await.unwrap();
    publish(&world, id).await;
    let lines = verified(&world, 2).await;
    assert_eq!(lines[0].item.title, "2025年1—6月项目支出绩效目标执行监控表");
    for line in &lines {
        let text = without_people(&world, &line.item.number).await;
        assert!(text.contains("380人") && text.contains("王*"), "{text}");
    }
    // Both rounds are public now, each under its own number.
    let second = begun(&world).await;
    let call = world.call(world.actor(Role::Finance));
    let loaded = area::load(&world.app.store, call, second).await.unwrap();
    let filter = ChoiceListForm { kind: "monitoring".to_owned(), ..ChoiceListForm::default() };
    let list = area::choices(&world.app.store, call, &loaded, &filter, 0, 50).await.unwrap();
    let numbers: Vec<_> =
        list.lines.iter().map(|choice| choice.candidate.published_number.clone()).collect();
    assert_eq!((list.count.total, list.count.public), (2, 2));
    assert!(numbers[0].is_some() && numbers[0] != numbers[1], "{numbers:?}");
}

async fn concluded_evaluations_are_published(store: Store) {
    let world = World::new(store).await;
    let evaluation = scored::concluded(&world, PERSON).await;
    let id = begun(&world).await;
    let chosen = ["pdf", "docx", "html"].map(|format| format!("evaluation:{evaluation}:{format}"));
    choose(&world, id, &chosen).await.unwrap();
    publish(&world, id).await;
    let lines = verified(&world, 1).await;
    let text = without_people(&world, &lines[0].item.number).await;
    assert!(text.contains("项目总体实施良好") && text.contains("联系人：王*"), "{text}");
    // Whoever changes a concluded evaluation changes it for nobody.
    let tx = world.app.store.begin().await.unwrap();
    tx.execute_one("UPDATE evaluation SET problems = 'x' WHERE id = $1", [evaluation.0.into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let again = begun(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    let form = area::CorrectForm { reason: "更正问题表述".to_owned() };
    assert_eq!(area::correct(finance, item, &form).await.unwrap(), again);
    let item = area::read(finance, again).await.unwrap().items[0].item.id;
    let refused = area::look(finance, item).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
}

async fn forms_of_a_whole_department_are_published(store: Store) {
    let world = World::new(store).await;
    let year = whole::approved(&world).await;
    let id = begun(&world).await;
    let kinds = [
        PublishedKind::DepartmentTasks,
        PublishedKind::DepartmentDuties,
        PublishedKind::DepartmentBaseData,
        PublishedKind::DepartmentScores,
    ];
    let chosen: Vec<String> =
        kinds.iter().map(|kind| format!("{}:{year}:pdf", kind.code())).collect();
    choose(&world, id, &chosen).await.unwrap();
    publish(&world, id).await;
    let lines = verified(&world, 4).await;
    for line in &lines {
        assert_eq!(line.item.title, format!("2025年度{}", line.item.kind.word()));
        without_people(&world, &line.item.number).await;
    }
    // Another year's forms are not taken for these.
    let form = PublicForm { kind: "department_scores".to_owned(), ..PublicForm::default() };
    assert_eq!(public::year(&world.app, 2025, &form, 0, 50).await.unwrap().total, 1);
}

async fn what_was_frozen_and_changed_is_refused(store: Store) {
    let world = World::new(store).await;
    let year = whole::approved(&world).await;
    let id = begun(&world).await;
    choose(&world, id, &[format!("department_tasks:{year}:pdf")]).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let item = area::read(finance, id).await.unwrap().items[0].item.id;
    area::look(finance, item).await.unwrap();
    let tx = world.app.store.begin().await.unwrap();
    tx.execute_one("UPDATE department_freeze SET content = REPLACE(content, '年', '月')", [])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = area::look(finance, item).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
    let unlocked =
        whole::step(&world, Role::SecurityAdministrator, year, FilingEvent::Unfreeze).await;
    unlocked.unwrap();
    let refused = area::look(finance, item).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
    // What is not approved any more is named on the page of the choice, and can be dropped there.
    let loaded = area::load(&world.app.store, finance, id).await.unwrap();
    let everything = ChoiceListForm::default();
    let list = area::choices(&world.app.store, finance, &loaded, &everything, 0, 50).await.unwrap();
    assert_eq!(list.lost.len(), 1);
    let form = area::AssembleForm {
        revision: loaded.disclosure.revision.to_string(),
        shown: vec![format!("department_tasks:{year}")],
        reach: "page".to_owned(),
        ..area::AssembleForm::default()
    };
    assert_eq!(area::assemble(finance, id, &form).await.unwrap().dropped, 1);
    assert!(area::read(finance, id).await.unwrap().items.is_empty());
}
