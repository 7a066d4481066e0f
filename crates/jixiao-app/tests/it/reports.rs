//! A report from its draft to the frozen document, and what happens when its records move.

use crate::evaluated::{approve as approve_form, complete, fill, issued, step as form_step};
use crate::world::World;
use jixiao_app::documents::Document;
use jixiao_app::reports::{self as area, CreateForm, ReportForm, ReportListForm, StepForm};
use jixiao_app::{Refusal, Severity, self_evaluations};
use jixiao_check::{Selection, compare, examine};
use jixiao_domain::{
    Coded as _, FilingEvent, FilingState, ReportId, ReportKind, Role, SelfEvaluationId,
};
use jixiao_form::{FormKind, ReportKind as Recognised, recognise};
use jixiao_reader::Limits;
use jixiao_regulation::Catalogue;
use jixiao_render::Format;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_report_goes_from_its_draft_to_the_frozen_document,
    a_report_and_its_form_change_together,
    a_frozen_report_says_when_its_records_moved,
    a_tied_figure_stays_and_an_untied_one_needs_a_source,
    a_report_is_not_approved_before_its_form,
    strangers_and_same_hands_are_refused,
    a_unit_reports_on_all_its_projects,
    a_department_reports_what_its_forms_say,
    a_department_of_hunan_binds_its_base_data,
    a_stale_page_is_a_conflict,
}

pub(crate) async fn drafted(world: &World, id: SelfEvaluationId) -> ReportId {
    let form = CreateForm {
        kind: ReportKind::SelfEvaluation.code().to_owned(),
        subject: id.to_string(),
        ..CreateForm::default()
    };
    area::create(world.call(world.actor(Role::Filler)), &form).await.unwrap()
}

pub(crate) async fn step(
    world: &World,
    role: Role,
    id: ReportId,
    event: FilingEvent,
) -> Result<FilingState, Refusal> {
    let call = world.call(world.actor(role));
    let loaded = area::load(&world.app.store, call, id).await.unwrap();
    let form = StepForm {
        revision: loaded.report.revision.to_string(),
        event: event.code().to_owned(),
        reason: "已核对".to_owned(),
    };
    area::step(call, id, &form).await
}

pub(crate) const CHAIN: [(Role, FilingEvent); 4] = [
    (Role::Filler, FilingEvent::Submit),
    (Role::Reviewer, FilingEvent::UnitReview),
    (Role::Finance, FilingEvent::FinanceReview),
    (Role::Approver, FilingEvent::Approve),
];

pub(crate) async fn approve(world: &World, id: ReportId) {
    for (role, event) in CHAIN {
        step(world, role, id, event).await.unwrap();
    }
}

/// What the checker says of one file, all rules.
pub(crate) fn checked(document: &Document) -> Vec<String> {
    let read =
        jixiao_reader::read(&document.bytes, &document.file_name, &Limits::default()).unwrap();
    let reading = recognise(&read);
    let regulation = Catalogue::builtin().get("national-2020").unwrap();
    let selection = Selection::default();
    let examined = examine(&read, &reading, 0, &selection, |_| regulation, regulation);
    let compared = compare(std::slice::from_ref(&examined.kept), &selection);
    examined
        .findings
        .iter()
        .chain(&compared)
        // The invented form has a target in words on purpose.
        .filter(|finding| finding.rule.code != "JX401")
        .map(|finding| format!("{} {}: {}", finding.rule.code, finding.at, finding.message))
        .collect()
}

async fn a_report_goes_from_its_draft_to_the_frozen_document(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    approve_form(&world, form).await;
    let id = drafted(&world, form).await;
    let call = world.call(world.actor(Role::Filler));
    let page = area::read(call, id).await.unwrap();
    assert!(page.editable && page.findings.is_empty(), "{:?}", page.findings);
    assert!(!page.offers.is_outdated() && page.pending.is_empty());
    approve(&world, id).await;
    let page = area::read(call, id).await.unwrap();
    assert_eq!(page.loaded.report.state, FilingState::Approved);
    assert_eq!((page.sound, page.filings.len()), (Some(true), 2));
    assert_eq!(page.filings[0].digest, page.loaded.report.content_digest.clone().unwrap());

    let bound = area::bound_document(call, id, Format::Docx).await.unwrap();
    let read = jixiao_reader::read(&bound.bytes, "", &Limits::default()).unwrap();
    let reading = recognise(&read);
    assert_eq!(reading.reports.len(), 1, "{:?}", reading.reports);
    assert_eq!(reading.reports[0].kind, Recognised::SelfEvaluationReport);
    assert!(reading.reports[0].sections.len() > 12);
    assert_eq!(reading.reports[0].strips.iter().filter(|strip| strip.table.is_some()).count(), 5);
    assert!(reading.forms.iter().any(|form| form.project.is_some()));
    assert_eq!(checked(&bound), Vec::<String>::new());
    let pdf = area::document(call, id, Format::Pdf).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF"));

    let next = area::revise(call, id).await.unwrap();
    let versions = area::read(call, next).await.unwrap().versions;
    assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [1, 2]);
}

/// Table and report can't disagree: what changes one shows in the other, or is said.
async fn a_report_and_its_form_change_together(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    fill(&world, form).await;
    let id = drafted(&world, form).await;
    let call = world.call(world.actor(Role::Filler));
    let text = |page: &area::ReportPage| -> String {
        page.loaded.narrative.runs().map(jixiao_narrative::Run::printed).collect()
    };
    let before = area::read(call, id).await.unwrap();
    assert!(text(&before).contains("实际完成380人"));

    let mut typed = complete(&world, form).await;
    typed.actual[0] = "390人".to_owned();
    self_evaluations::save(call, form, &typed.parse().unwrap()).await.unwrap();
    let outdated = area::read(call, id).await.unwrap();
    let change = outdated.offers.changes.iter().find(|change| change.key.ends_with(".actual"));
    let change = change.unwrap();
    assert_eq!((change.before.as_str(), change.after.as_deref()), ("380人", Some("390人")));
    let refused = step(&world, Role::Filler, id, FilingEvent::Submit).await;
    assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");

    let revision = outdated.loaded.report.revision;
    let refreshed = area::refresh(call, id, revision).await.unwrap();
    assert!(!refreshed.changes.is_empty());
    let after = area::read(call, id).await.unwrap();
    assert!(text(&after).contains("实际完成390人") && !text(&after).contains("380人"));
    assert!(!after.offers.is_outdated());
    let bound = area::bound_document(call, id, Format::Docx).await.unwrap();
    let found: Vec<String> =
        checked(&bound).into_iter().filter(|found| found.starts_with("JX6")).collect();
    assert_eq!(found, Vec::<String>::new());
}

async fn a_frozen_report_says_when_its_records_moved(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    approve_form(&world, form).await;
    let id = drafted(&world, form).await;
    approve(&world, id).await;
    form_step(&world, Role::SecurityAdministrator, form, FilingEvent::Unfreeze).await.unwrap();
    let call = world.call(world.actor(Role::Filler));
    let mut typed = complete(&world, form).await;
    typed.actual[0] = "360人".to_owned();
    self_evaluations::save(call, form, &typed.parse().unwrap()).await.unwrap();
    let page = area::read(call, id).await.unwrap();
    assert!(page.offers.is_outdated() && page.sound == Some(true));
    let text: String = page.loaded.narrative.runs().map(jixiao_narrative::Run::printed).collect();
    assert!(text.contains("380人"), "what was approved stays");
}

async fn a_tied_figure_stays_and_an_untied_one_needs_a_source(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    approve_form(&world, form).await;
    let id = drafted(&world, form).await;
    let call = world.call(world.actor(Role::Filler));
    let loaded = area::load(&world.app.store, call, id).await.unwrap();
    let mut typed = ReportForm::of(&loaded);
    let at = typed.sections.iter().position(|text| text.contains("380人")).unwrap();
    let good = typed.sections[at].clone();
    typed.sections[at] = good.replace("|380人}}", "|420人}}");
    let Err(Refusal::Invalid(errors)) = area::save(call, id, &typed).await else {
        panic!("a tied figure was changed");
    };
    assert_eq!(errors[0].field, format!("sections[{at}]"));
    assert!(errors[0].message.contains("420人"), "{}", errors[0].message);

    typed.sections[at] = format!("{good}\n另召开座谈会7场。");
    area::save(call, id, &typed).await.unwrap();
    let page = area::read(call, id).await.unwrap();
    let finding = page.findings.iter().find(|f| f.field == format!("sections[{at}]")).unwrap();
    assert_eq!(finding.severity, Severity::Error);
    let refused = step(&world, Role::Filler, id, FilingEvent::Submit).await;
    assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");

    let mut typed = ReportForm::of(&page.loaded);
    typed.untied[0].reason = "座谈会签到表".to_owned();
    area::save(call, id, &typed).await.unwrap();
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
}

async fn a_report_is_not_approved_before_its_form(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    fill(&world, form).await;
    let id = drafted(&world, form).await;
    for (role, event) in &CHAIN[..3] {
        step(&world, *role, id, *event).await.unwrap();
    }
    let refused = step(&world, Role::Approver, id, FilingEvent::Approve).await;
    let Err(Refusal::WrongState(words)) = refused else { panic!("{refused:?}") };
    assert!(words.contains("自评表"), "{words}");
}

async fn strangers_and_same_hands_are_refused(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    let create = CreateForm {
        kind: "self_evaluation".to_owned(),
        subject: form.to_string(),
        ..CreateForm::default()
    };
    let call = world.call(world.actor(Role::Filler));
    let empty = area::create(call, &create).await;
    assert!(matches!(empty, Err(Refusal::WrongState(_))), "{empty:?}");
    fill(&world, form).await;
    let stranger = world.call(world.stranger(Role::Filler));
    let refused = area::create(stranger, &create).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let reviewer = world.call(world.actor(Role::Reviewer));
    let refused = area::create(reviewer, &create).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let id = area::create(call, &create).await.unwrap();
    let twice = area::create(call, &create).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");

    assert!(matches!(area::read(stranger, id).await, Err(Refusal::NotFound(_))));
    let document = area::bound_document(stranger, id, Format::Docx).await;
    assert!(matches!(document, Err(Refusal::NotFound(_))), "{document:?}");
    let list = area::list(stranger, &ReportListForm::default(), 0, 10).await.unwrap();
    assert_eq!((list.total, list.offered.self_evaluations.len()), (0, 0));
    let list = area::list(call, &ReportListForm::default(), 0, 10).await.unwrap();
    assert_eq!((list.total, list.offered.self_evaluations.len()), (1, 0));

    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    let mut both = world.actor(Role::Filler).clone();
    both.grants.extend(world.actor(Role::Reviewer).grants.clone());
    let form = StepForm {
        revision: "2".to_owned(),
        event: "unit_review".to_owned(),
        reason: String::new(),
    };
    let same = area::step(world.call(&both), id, &form).await;
    assert!(matches!(same, Err(Refusal::SameHand(_))), "{same:?}");
}

async fn a_unit_reports_on_all_its_projects(store: Store) {
    let world = World::new(store).await;
    for code in ["XM01", "XM02", "XM03"] {
        let form = issued(&world, code).await;
        approve_form(&world, form).await;
    }
    let form = CreateForm {
        kind: ReportKind::Summary.code().to_owned(),
        subject: world.north.id.to_string(),
        year: "2025".to_owned(),
        ..CreateForm::default()
    };
    let finance = world.call(world.actor(Role::Finance));
    let id = area::create(finance, &form).await.unwrap();
    let page = area::read(finance, id).await.unwrap();
    let text: String = page.loaded.narrative.runs().map(jixiao_narrative::Run::printed).collect();
    assert!(text.contains("3个项目") && text.contains("全年执行数合计24万元"), "{text}");
    assert_eq!(page.forms.len(), 3);
    assert!(page.findings.iter().all(|found| found.severity != Severity::Error));
    assert_eq!(page.findings, Vec::new());
}

async fn a_department_reports_what_its_forms_say(store: Store) {
    let world = World::new(store).await;
    let form = CreateForm {
        kind: ReportKind::Department.code().to_owned(),
        subject: world.north.id.to_string(),
        year: "2025".to_owned(),
        ..CreateForm::default()
    };
    let call = world.call(world.actor(Role::Filler));
    let none = area::create(call, &form).await;
    assert!(matches!(none, Err(Refusal::WrongState(_))), "{none:?}");
    let year = crate::whole::filled(&world).await;
    let offered =
        area::list(call, &ReportListForm::default(), 0, 50).await.unwrap().offered.departments;
    assert_eq!(offered.iter().map(|of| of.id).collect::<Vec<_>>(), [year]);
    let id = area::create(call, &form).await.unwrap();
    let list = area::list(call, &ReportListForm::default(), 0, 50).await.unwrap();
    assert!(list.offered.departments.is_empty());
    for (role, event) in &CHAIN[..3] {
        step(&world, *role, id, *event).await.unwrap();
    }
    let early = step(&world, Role::Approver, id, FilingEvent::Approve).await;
    assert!(matches!(early, Err(Refusal::WrongState(_))), "{early:?}");
    for (role, event) in CHAIN {
        crate::whole::step(&world, role, year, event).await.unwrap();
    }
    step(&world, Role::Approver, id, FilingEvent::Approve).await.unwrap();
    let page = area::read(call, id).await.unwrap();
    assert_eq!((page.findings, page.forms.len(), page.sound), (Vec::new(), 3, Some(true)));
    let filed = jixiao_app::departments::filed(call, year).await.unwrap();
    let text: String = page.loaded.narrative.runs().map(jixiao_narrative::Run::printed).collect();
    let total = jixiao_domain::Decimal::new(filed.total.unwrap(), 2).normalize();
    assert!(text.contains(&format!("总得分{total}分")), "{text}");
    for task in filed.tasks.iter().filter(|task| !task.execution.is_empty()) {
        assert!(text.contains(task.execution.trim_end_matches('。')), "{}", task.task);
    }
    for difference in &filed.differences {
        assert!(text.contains(difference.explanation.trim_end_matches('。')));
    }
    let bound = area::bound_document(call, id, Format::Docx).await.unwrap();
    let read = jixiao_reader::read(&bound.bytes, "", &Limits::default()).unwrap();
    let reading = recognise(&read);
    assert_eq!(reading.reports.len(), 1);
    assert_eq!(reading.reports[0].kind, Recognised::DepartmentReport);
    assert_eq!(checked(&bound), Vec::<String>::new());
}

async fn a_department_of_hunan_binds_its_base_data(store: Store) {
    let world = World::new(store).await;
    let year = crate::whole::filled_by(&world, "department-hunan-2016").await;
    for (role, event) in CHAIN {
        crate::whole::step(&world, role, year, event).await.unwrap();
    }
    let form = CreateForm {
        kind: ReportKind::Department.code().to_owned(),
        subject: world.north.id.to_string(),
        year: "2025".to_owned(),
        ..CreateForm::default()
    };
    let call = world.call(world.actor(Role::Filler));
    let id = area::create(call, &form).await.unwrap();
    approve(&world, id).await;
    let page = area::read(call, id).await.unwrap();
    assert_eq!((page.findings.as_slice(), page.forms.len()), (&[][..], 4));
    let base = page.forms.iter().find(|form| form.contains("基础数据表"));
    assert!(base.is_some(), "{:?}", page.forms);
    let bound = area::bound_document(call, id, Format::Docx).await.unwrap();
    let read = jixiao_reader::read(&bound.bytes, "", &Limits::default()).unwrap();
    let reading = recognise(&read);
    assert_eq!(reading.reports[0].kind, Recognised::DepartmentReport);
    let kinds: Vec<FormKind> = reading.forms.iter().map(|form| form.kind).collect();
    assert!(kinds.contains(&FormKind::BaseData), "{kinds:?}");
    assert_eq!(checked(&bound), Vec::<String>::new());
    let pdf = area::bound_document(call, id, Format::Pdf).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

async fn a_stale_page_is_a_conflict(store: Store) {
    let world = World::new(store).await;
    let form = issued(&world, "XM01").await;
    fill(&world, form).await;
    let id = drafted(&world, form).await;
    let call = world.call(world.actor(Role::Filler));
    let mine = ReportForm::of(&area::load(&world.app.store, call, id).await.unwrap());
    area::keep(call, id, &mine).await.unwrap();
    let colleague = world.call(world.colleague(Role::Filler));
    let mut theirs = mine.clone();
    theirs.sections[1] = "本项目按批复实施。".to_owned();
    area::save(colleague, id, &theirs).await.unwrap();
    let refused = area::save(call, id, &mine).await;
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    let refused = area::refresh(call, id, 1).await;
    assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
    let now = area::load(&world.app.store, call, id).await.unwrap();
    assert!(area::offered(call, id, &ReportForm::of(&now)).await.unwrap().is_some());
    area::adopt(colleague, id, 2, 1).await.unwrap();
    let page = area::read(call, id).await.unwrap();
    assert!(!page.loaded.narrative.sections[1].edited);
}
