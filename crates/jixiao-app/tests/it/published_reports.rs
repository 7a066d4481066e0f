//! A report on its way to the public.

use crate::disclosures::fixture::{CHAIN, confirm_all, keyed, run_jobs, take};
use crate::evaluated::{approve as approve_form, issued};
use crate::reports::{approve, drafted, step};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::disclosures::{self as area, BeginForm, DisclosureForm};
use jixiao_app::publication::{self as public, Found, PublicForm};
use jixiao_app::reports::{self, ReportForm};
use jixiao_domain::{DisclosureId, FilingEvent, PublishedKind, ReportId, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_report_is_published_without_names_and_verified,
    a_report_that_is_not_approved_is_not_published,
}

/// An approved report that names its writer.
async fn approved(world: &World) -> ReportId {
    let form = issued(world, "XM01").await;
    approve_form(world, form).await;
    let id = drafted(world, form).await;
    let call = world.call(world.actor(Role::Filler));
    let mut typed = ReportForm::of(&reports::load(&world.app.store, call, id).await.unwrap());
    let name = &world.actor(Role::Filler).name;
    typed.sections[1] = format!("{}\n报告由{name}编写。", typed.sections[1]);
    reports::save(call, id, &typed).await.unwrap();
    approve(world, id).await;
    id
}

async fn choose(
    world: &World,
    report: ReportId,
    formats: &[&str],
) -> Result<DisclosureId, Refusal> {
    let finance = world.call(world.actor(Role::Finance));
    let form = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    let id = area::begin(finance, &form).await?;
    let form = DisclosureForm {
        revision: "1".to_owned(),
        note: "随部门决算一并公开".to_owned(),
        chosen: formats.iter().map(|format| format!("report:{report}:{format}")).collect(),
    };
    area::save(finance, id, &form).await.map(|()| id)
}

async fn a_report_is_published_without_names_and_verified(store: Store) {
    let world = World::new(store).await;
    keyed(&world).await;
    let report = approved(&world).await;
    let id = choose(&world, report, &["pdf", "docx", "html"]).await.unwrap();
    confirm_all(&world, id).await;
    for (role, event) in CHAIN {
        take(&world, role, id, event).await.unwrap();
    }
    area::publish(world.call(world.actor(Role::Finance)), id).await.unwrap();
    run_jobs(&world).await;

    let form = PublicForm { q: "北山".to_owned(), ..PublicForm::default() };
    let list = public::year(&world.app, 2025, &form, 0, 50).await.unwrap();
    assert_eq!(list.lines.len(), 1);
    let number = list.lines[0].item.number.clone();
    let page = public::item(&world.app, &number).await.unwrap();
    assert_eq!(page.line.item.kind, PublishedKind::Report);
    let text = page.page.unwrap();
    let name = &world.actor(Role::Filler).name;
    assert!(!text.contains(name.as_str()), "{name}");
    for kept in ["项目支出绩效自评报告", "380人", "报告由"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(!page.redactions.is_empty());
    let formats: Vec<&str> = page.line.files.iter().map(|file| file.format.as_str()).collect();
    assert_eq!(formats.len(), 3, "{formats:?}");
    for file in &page.line.files {
        let (_, bytes) = public::file(&world.app, &number, &file.format).await.unwrap();
        let checked = public::check_file(&world.app, bytes.clone()).await.unwrap();
        assert_eq!(checked.found, Found::Genuine, "{}", file.format);
        let mut changed = bytes;
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        let checked = public::check_file(&world.app, changed).await.unwrap();
        assert_eq!(checked.found, Found::Changed, "{}", file.format);
    }
}

async fn a_report_that_is_not_approved_is_not_published(store: Store) {
    let world = World::new(store).await;
    keyed(&world).await;
    let report = approved(&world).await;
    let book = choose(&world, report, &["xlsx"]).await;
    assert!(book.is_err(), "a text is no workbook");
    step(&world, Role::SecurityAdministrator, report, FilingEvent::Unfreeze).await.unwrap();
    let finance = world.call(world.actor(Role::Finance));
    let list = area::list(finance, &area::DisclosureListForm::default(), 0, 10).await.unwrap();
    let id = list.lines[0].id;
    let form = DisclosureForm {
        revision: "1".to_owned(),
        note: String::new(),
        chosen: vec![format!("report:{report}:pdf")],
    };
    let refused = area::save(finance, id, &form).await;
    assert!(refused.is_err(), "{refused:?}");
}
