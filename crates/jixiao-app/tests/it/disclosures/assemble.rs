//! Choosing page by page of a filtered list, and all that match.

use crate::evaluated::{approve, issued};
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::disclosures::{
    self as area, AssembleForm, BeginForm, ChoiceList, ChoiceListForm, DisclosureForm,
};
use jixiao_domain::{DisclosureId, Role};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_page_speaks_of_the_lines_it_showed,
    all_that_match_are_chosen_and_dropped,
    a_count_that_changed_meanwhile_changes_nothing,
}

/// Three projects with approved self-evaluations, and an empty version.
async fn three(store: Store) -> (World, DisclosureId) {
    let world = World::new(store).await;
    for code in ["XM01", "XM02", "XM03"] {
        let id = issued(&world, code).await;
        approve(&world, id).await;
    }
    let form = BeginForm { organisation: world.north.id.to_string(), year: "2025".to_owned() };
    let id = area::begin(world.call(world.actor(Role::Finance)), &form).await.unwrap();
    (world, id)
}

fn evaluations(words: &str, standing: &str) -> ChoiceListForm {
    ChoiceListForm {
        kind: "self_evaluation".to_owned(),
        q: words.to_owned(),
        standing: standing.to_owned(),
        ..ChoiceListForm::default()
    }
}

async fn listed(world: &World, id: DisclosureId, form: &ChoiceListForm, limit: i64) -> ChoiceList {
    let call = world.call(world.actor(Role::Finance));
    let loaded = area::load(&world.app.store, call, id).await.unwrap();
    area::choices(&world.app.store, call, &loaded, form, 0, limit).await.unwrap()
}

/// A form of a list, at the version's revision.
async fn form(
    world: &World,
    id: DisclosureId,
    filter: &ChoiceListForm,
    reach: &str,
) -> AssembleForm {
    let call = world.call(world.actor(Role::Finance));
    let loaded = area::load(&world.app.store, call, id).await.unwrap();
    let list = listed(world, id, filter, 50).await;
    AssembleForm {
        revision: loaded.disclosure.revision.to_string(),
        note: "随决算公开".to_owned(),
        reach: reach.to_owned(),
        matching: (list.count.total - list.count.public).to_string(),
        held: list.count.chosen.to_string(),
        kind: filter.kind.clone(),
        unit: filter.unit.clone(),
        q: filter.q.clone(),
        standing: filter.standing.clone(),
        ..AssembleForm::default()
    }
}

async fn a_page_speaks_of_the_lines_it_showed(store: Store) {
    let (world, id) = three(store).await;
    let finance = world.call(world.actor(Role::Finance));
    let everything = evaluations("", "");
    let lines = listed(&world, id, &everything, 50).await.lines;
    let key = |at: usize| format!("self_evaluation:{}", lines[at].candidate.subject_id);
    let mut typed = form(&world, id, &everything, "page").await;
    typed.shown = vec![key(0), key(1)];
    typed.chosen =
        vec![format!("{}:pdf", key(0)), format!("{}:docx", key(0)), format!("{}:pdf", key(1))];
    let done = area::assemble(finance, id, &typed).await.unwrap();
    assert_eq!((done.added, done.changed, done.dropped), (2, 0, 0));
    // The second page knows nothing of the first one's lines, and leaves them.
    let mut typed = form(&world, id, &everything, "page").await;
    typed.shown = vec![key(2)];
    typed.chosen = vec![format!("{}:html", key(2))];
    area::assemble(finance, id, &typed).await.unwrap();
    let page = area::read(finance, id).await.unwrap();
    let formats: Vec<&str> = page.items.iter().map(|line| line.item.formats.as_str()).collect();
    assert_eq!(formats, ["pdf docx", "pdf", "html"]);
    assert_eq!(page.loaded.disclosure.note, "随决算公开");
    // A line that was shown and not ticked goes.
    let mut typed = form(&world, id, &everything, "page").await;
    typed.shown = vec![key(0), key(1)];
    typed.chosen = vec![format!("{}:pdf", key(0))];
    let done = area::assemble(finance, id, &typed).await.unwrap();
    assert_eq!((done.added, done.changed, done.dropped), (0, 1, 1));
    let stale = area::assemble(finance, id, &typed).await;
    assert!(matches!(stale, Err(Refusal::Conflict(_))), "{stale:?}");
    for foreign in ["self_evaluation:999:pdf", "self_evaluation:x:pdf", "salary:1:pdf"] {
        let mut typed = form(&world, id, &everything, "page").await;
        typed.chosen = vec![foreign.to_owned()];
        let refused = area::assemble(finance, id, &typed).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{foreign}: {refused:?}");
    }
    let stranger = world.call(world.stranger(Role::Finance));
    let refused = area::assemble(stranger, id, &typed).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))));
    let filler = world.call(world.actor(Role::Filler));
    let refused = area::assemble(filler, id, &typed).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))));
}

async fn all_that_match_are_chosen_and_dropped(store: Store) {
    let (world, id) = three(store).await;
    let finance = world.call(world.actor(Role::Finance));
    assert_eq!(listed(&world, id, &ChoiceListForm::default(), 2).await.lines.len(), 2);
    assert_eq!(listed(&world, id, &evaluations("XM02", ""), 50).await.count.total, 1);
    assert_eq!(listed(&world, id, &evaluations("没有", ""), 50).await.count.total, 0);
    let mut typed = form(&world, id, &evaluations("XM02", ""), "all").await;
    let refused = area::assemble(finance, id, &typed).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "without a format: {refused:?}");
    typed.formats = vec!["pdf".to_owned()];
    assert_eq!(area::assemble(finance, id, &typed).await.unwrap().added, 1);
    // All others; the one that is chosen keeps its format and gets the further one.
    let mut typed = form(&world, id, &evaluations("", ""), "all").await;
    typed.formats = vec!["docx".to_owned()];
    let done = area::assemble(finance, id, &typed).await.unwrap();
    assert_eq!((done.added, done.changed, done.left), (2, 1, 0));
    let page = area::read(finance, id).await.unwrap();
    let mut formats: Vec<&str> = page.items.iter().map(|line| line.item.formats.as_str()).collect();
    formats.sort_unstable();
    assert_eq!(formats, ["docx", "docx", "pdf docx"]);
    assert_eq!(listed(&world, id, &evaluations("", "chosen"), 50).await.count.total, 3);
    assert_eq!(listed(&world, id, &evaluations("", "open"), 50).await.count.total, 0);
    // Dropping what matches leaves the rest.
    let typed = form(&world, id, &evaluations("XM03", ""), "none").await;
    assert_eq!(area::assemble(finance, id, &typed).await.unwrap().dropped, 1);
    assert_eq!(area::read(finance, id).await.unwrap().items.len(), 2);
}

async fn a_count_that_changed_meanwhile_changes_nothing(store: Store) {
    let (world, id) = three(store).await;
    let finance = world.call(world.actor(Role::Finance));
    let mut typed = form(&world, id, &evaluations("", ""), "all").await;
    typed.formats = vec!["pdf".to_owned()];
    let late = issued(&world, "XM04").await;
    approve(&world, late).await;
    let refused = area::assemble(finance, id, &typed).await.unwrap_err();
    let Refusal::WrongState(words) = &refused else { panic!("{refused:?}") };
    assert!(words.contains("现为 4 份") && words.contains("3 份不同"), "{words}");
    assert!(area::read(finance, id).await.unwrap().items.is_empty());
    let whole = DisclosureForm {
        revision: typed.revision,
        chosen: vec![format!("self_evaluation:{late}:pdf")],
        ..DisclosureForm::default()
    };
    area::save(finance, id, &whole).await.unwrap();
    assert_eq!(area::read(finance, id).await.unwrap().items.len(), 1);
}
