//! Reports on a round of monitoring and on a department evaluation, from their draft to the frozen
//! document.

use crate::evaluated::project;
use crate::monitored::{self, issued};
use crate::reports::{CHAIN, approve, checked, step};
use crate::scored::{concluded, heard, take};
use crate::world::World;
use jixiao_app::monitoring::warnings::{self, ActTyped, WarningListTyped};
use jixiao_app::reports::{self as area, CreateForm, OfferedSubjects, ReportListForm};
use jixiao_app::{Call, Refusal, evaluations, monitoring};
use jixiao_domain::{
    Coded as _, Decimal, EvaluationEvent, EvaluationId, FilingEvent, FormLayout,
    MonitoringRecordId, MonitoringRoundId, OrganisationId, ReportId, ReportKind, Role,
};
use jixiao_form::{FormKind, ReportKind as Recognised, recognise};
use jixiao_reader::Limits;
use jixiao_render::Format;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_round_of_monitoring_is_reported_on,
    a_monitoring_report_needs_submitted_records_and_a_hand_that_may,
    what_is_done_about_warnings_later_leaves_an_approved_report_alone,
    a_federation_reports_on_the_units_below_it,
    a_department_evaluation_is_reported_on,
    an_evaluation_is_reported_on_after_opinions_were_exchanged,
}

fn on_round(round: MonitoringRoundId, unit: OrganisationId) -> CreateForm {
    CreateForm {
        kind: ReportKind::Monitoring.code().to_owned(),
        subject: round.to_string(),
        organisation: unit.to_string(),
        ..CreateForm::default()
    }
}

fn on_evaluation(id: EvaluationId) -> CreateForm {
    CreateForm {
        kind: ReportKind::Evaluation.code().to_owned(),
        subject: id.to_string(),
        ..CreateForm::default()
    }
}

async fn offered(call: Call<'_>) -> OfferedSubjects {
    area::list(call, &ReportListForm::default(), 0, 50).await.unwrap().offered
}

fn text(page: &area::ReportPage) -> String {
    page.loaded.narrative.runs().map(jixiao_narrative::Run::printed).collect()
}

/// A round up to July with the record of one project.
async fn round(world: &World) -> (MonitoringRoundId, MonitoringRecordId) {
    project(world, "XM01", FormLayout::National, true).await;
    let record = issued(world, "1—7月", "2025-07-31").await;
    let call = world.call(world.actor(Role::Filler));
    (monitoring::show(call, record).await.unwrap().record.round.id, record)
}

/// The recognised kind of a report and how many monitoring forms are read behind it, the checker
/// finding nothing.
async fn kind_of(world: &World, id: ReportId) -> (Recognised, usize) {
    let call = world.call(world.actor(Role::Filler));
    let bound = area::bound_document(call, id, Format::Docx).await.unwrap();
    assert_eq!(checked(&bound), Vec::<String>::new());
    let read = jixiao_reader::read(&bound.bytes, "", &Limits::default()).unwrap();
    let reading = recognise(&read);
    assert_eq!(reading.reports.len(), 1);
    let pdf = area::bound_document(call, id, Format::Pdf).await.unwrap();
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let official = reading.forms.iter().filter(|form| form.kind == FormKind::Monitoring);
    (reading.reports[0].kind, official.count())
}

async fn a_round_of_monitoring_is_reported_on(store: Store) {
    let world = World::new(store).await;
    let (round, record) = round(&world).await;
    monitored::fill(&world, record).await;
    monitored::step(&world, Role::Filler, record, FilingEvent::Submit).await.unwrap();
    let call = world.call(world.actor(Role::Filler));
    let rounds = offered(call).await.rounds;
    assert_eq!((rounds.len(), rounds[0].filed_count, rounds[0].approved_count), (1, 1, 0));
    let id = area::create(call, &on_round(round, world.north.id)).await.unwrap();
    assert!(offered(call).await.rounds.is_empty());
    for (role, event) in &CHAIN[..3] {
        step(&world, *role, id, *event).await.unwrap();
    }
    let early = step(&world, Role::Approver, id, FilingEvent::Approve).await;
    let Err(Refusal::WrongState(words)) = early else { panic!("{early:?}") };
    assert!(words.contains("监控表未批复"), "{words}");
    for (role, event) in &CHAIN[1..] {
        monitored::step(&world, *role, record, *event).await.unwrap();
    }
    step(&world, Role::Approver, id, FilingEvent::Approve).await.unwrap();
    let page = area::read(call, id).await.unwrap();
    assert_eq!((page.findings.as_slice(), page.forms.len(), page.sound), (&[][..], 1, Some(true)));
    assert!(!page.offers.is_outdated(), "{:?}", page.offers);
    let text = text(&page);
    for said in [
        "项目支出绩效运行监控报告（1—7月）",
        "年初预算共安排10万元",
        "截至2025年7月31日，各项目共执行0万元",
        "同期序时进度为58.33%，支出进度慢于序时进度58.33个百分点",
        "纳入监控的三级指标共5项",
        "涉及人员保障的1项",
        "二十名职工年内脱困退出",
        "触发预警",
        "一是加快预算执行",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(kind_of(&world, id).await, (Recognised::MonitoringReport, 1));
}

async fn a_monitoring_report_needs_submitted_records_and_a_hand_that_may(store: Store) {
    let world = World::new(store).await;
    let (round, record) = round(&world).await;
    let form = on_round(round, world.north.id);
    let filler = world.call(world.actor(Role::Filler));
    assert!(offered(filler).await.rounds.is_empty());
    let empty = area::create(filler, &form).await;
    let Err(Refusal::WrongState(words)) = empty else { panic!("{empty:?}") };
    assert!(words.contains("请先报送监控表"), "{words}");
    monitored::approve(&world, record).await;
    let reviewer = world.call(world.actor(Role::Reviewer));
    let refused = area::create(reviewer, &form).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
    let stranger = world.call(world.stranger(Role::Filler));
    for form in [&form, &on_round(round, world.south.id)] {
        let refused = area::create(stranger, form).await;
        assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    }
    assert!(offered(stranger).await.rounds.is_empty());
    let nowhere = area::create(filler, &on_round(MonitoringRoundId(999), world.north.id)).await;
    assert!(matches!(nowhere, Err(Refusal::NotFound(_))), "{nowhere:?}");
    let nobody = CreateForm { organisation: String::new(), ..form.clone() };
    let Err(Refusal::Invalid(errors)) = area::create(filler, &nobody).await else {
        panic!("a report without a unit")
    };
    assert_eq!(errors[0].field, "organisation");
    area::create(filler, &form).await.unwrap();
    let twice = area::create(filler, &form).await;
    assert!(matches!(twice, Err(Refusal::WrongState(_))), "{twice:?}");
}

async fn what_is_done_about_warnings_later_leaves_an_approved_report_alone(store: Store) {
    let world = World::new(store).await;
    let (round, record) = round(&world).await;
    monitored::approve(&world, record).await;
    let filler = world.call(world.actor(Role::Filler));
    let form = on_round(round, world.north.id);
    let approved = area::create(filler, &form).await.unwrap();
    approve(&world, approved).await;
    let later = Call { at: filler.at + chrono::Duration::hours(2), ..filler };
    let typed = WarningListTyped { record: record.to_string(), ..WarningListTyped::default() };
    let list = warnings::list(later, &typed, 10, 0).await.unwrap();
    let act =
        ActTyped { revision: "1".to_owned(), reason: "慰问集中在年底前发放".to_owned() };
    warnings::explain(later, list.lines[0].id, &act).await.unwrap();
    assert!(!area::read(later, approved).await.unwrap().offers.is_outdated());
    let next = area::revise(later, approved).await.unwrap();
    let page = area::read(later, next).await.unwrap();
    assert!(text(&page).contains("说明待认定1条"), "{}", text(&page));
}

async fn a_federation_reports_on_the_units_below_it(store: Store) {
    let world = World::new(store).await;
    let (round, record) = round(&world).await;
    monitored::approve(&world, record).await;
    let finance = world.at(&world.city, Role::Finance);
    let city = world.call(finance);
    let units: Vec<_> = offered(city).await.rounds.iter().map(|of| of.organisation_id).collect();
    assert_eq!(units, [world.city.id, world.north.id]);
    let id = area::create(city, &on_round(round, world.city.id)).await.unwrap();
    let page = area::read(city, id).await.unwrap();
    assert_eq!((page.findings.as_slice(), page.forms.len()), (&[][..], 1));
    assert!(text(&page).contains(&world.city.name));
    let filler = world.call(world.actor(Role::Filler));
    assert!(matches!(area::read(filler, id).await, Err(Refusal::NotFound(_))));
    area::create(filler, &on_round(round, world.north.id)).await.unwrap();
}

async fn a_department_evaluation_is_reported_on(store: Store) {
    let world = World::new(store).await;
    let subject = concluded(&world, "").await;
    let finance = world.call(world.actor(Role::Finance));
    let offers = offered(finance).await.evaluations;
    assert_eq!(offers.iter().map(|of| of.id).collect::<Vec<_>>(), [subject]);
    let stranger = world.call(world.stranger(Role::Finance));
    let refused = area::create(stranger, &on_evaluation(subject)).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let filler = world.call(world.actor(Role::Filler));
    let id = area::create(filler, &on_evaluation(subject)).await.unwrap();
    assert!(offered(finance).await.evaluations.is_empty());
    approve(&world, id).await;
    let page = area::read(finance, id).await.unwrap();
    assert_eq!((page.findings.as_slice(), page.forms.len(), page.sound), (&[][..], 1, Some(true)));
    let sheet = evaluations::printed(finance, subject).await.unwrap();
    let text = text(&page);
    let total: Decimal = sheet.total.unwrap().normalize();
    assert!(text.contains(&format!("综合得分{total}分")), "{text}");
    assert!(text.contains("项目总体实施良好") && text.contains("评价得分比自评"), "{text}");
    for row in &sheet.rows {
        let said = format!("“{}”分值{}分", row.name, row.points.normalize());
        assert!(text.contains(&said), "{said}: {text}");
    }
    // A score table of an evaluation is no form the recogniser knows.
    assert_eq!(kind_of(&world, id).await, (Recognised::EvaluationReport, 0));
}

async fn an_evaluation_is_reported_on_after_opinions_were_exchanged(store: Store) {
    let world = World::new(store).await;
    let subject = heard(&world).await;
    let finance = world.call(world.actor(Role::Finance));
    let approver = world.call(world.actor(Role::Approver));
    take(approver, subject, EvaluationEvent::SendBack, "补充满意度调查说明").await.unwrap();
    let early = area::create(finance, &on_evaluation(subject)).await;
    let Err(Refusal::WrongState(words)) = early else { panic!("{early:?}") };
    assert!(words.contains("意见交换"), "{words}");
    take(finance, subject, EvaluationEvent::Exchange, "我单位无异议。").await.unwrap();
    let id = area::create(finance, &on_evaluation(subject)).await.unwrap();
    let page = area::read(finance, id).await.unwrap();
    assert!(page.pending.contains("尚未作出结论"), "{}", page.pending);
    take(approver, subject, EvaluationEvent::Conclude, "项目总体实施良好。").await.unwrap();
    let page = area::read(finance, id).await.unwrap();
    assert!(page.offers.is_outdated() && page.pending.is_empty());
}
