//! Official forms out of the records, read back by our own reader.

use crate::evaluated::{approve, issued_in, pay};
use crate::world::{World, now};
use jixiao_app::documents::{self, ARCHIVE_JOB, archive_handler};
use jixiao_app::jobs::{self, Handlers, Runner};
use jixiao_app::self_evaluations::{self as area, ListTyped};
use jixiao_app::{Refusal, documents::Document};
use jixiao_domain::{Decimal, FiscalYear, FormLayout, Role};
use jixiao_form::{Field, FormKind, recognise};
use jixiao_reader::Limits;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    every_layout_reads_back_what_was_filed,
    a_frozen_form_prints_what_was_frozen,
    a_goal_and_a_project_list_read_back,
    many_forms_come_as_one_archive,
    a_stranger_gets_no_document,
}

const FILES: [&str; 2] = ["docx", "xlsx"];

fn read(document: &Document) -> jixiao_form::Reading {
    let read =
        jixiao_reader::read(&document.bytes, &document.file_name, &Limits::default()).unwrap();
    recognise(&read)
}

fn printed(field: Option<&Field>) -> &str {
    field.map_or("", |field| field.printed.as_str())
}

fn number(field: Option<&Field>) -> Option<Decimal> {
    field.and_then(Field::number)
}

async fn every_layout_reads_back_what_was_filed(store: Store) {
    let world = World::new(store).await;
    let layouts = [
        FormLayout::National,
        FormLayout::Kunming,
        FormLayout::AnqingA,
        FormLayout::AnqingB,
        FormLayout::AnqingC,
    ];
    for (number_of, layout) in layouts.into_iter().enumerate() {
        let id = issued_in(&world, &format!("XM0{number_of}"), layout).await;
        approve(&world, id).await;
        let call = world.call(world.actor(Role::Treasury));
        let filed = area::frozen(call, id).await.unwrap().unwrap().form;
        for extension in FILES {
            let format = documents::format(extension).unwrap();
            let document = documents::self_evaluation(call, id, format).await.unwrap();
            let reading = read(&document);
            let case = format!("{layout:?} {extension}");
            let form = reading
                .forms
                .iter()
                .find(|form| form.kind == FormKind::ProjectSelfEvaluation)
                .unwrap_or_else(|| panic!("{case}: no form"));
            assert_eq!(printed(form.project.as_ref()), filed.project_name, "{case}");
            let total = form.total_fund().unwrap();
            assert_eq!(number(total.executed_amount.as_ref()), Some(8.into()), "{case}");
            assert_eq!(number(total.score.as_ref()), Some(8.into()), "{case}");
            assert_eq!(form.indicators.len(), filed.indicators.len(), "{case}");
            for (row, filed) in form.indicators.iter().zip(&filed.indicators) {
                assert!(row.level3.printed.ends_with(&filed.name), "{case}: {}", filed.name);
                assert_eq!(printed(row.actual.as_ref()), filed.actual, "{case}");
                let expected = filed.score.map(|hundredths| Decimal::new(hundredths, 2));
                assert_eq!(number(row.score.as_ref()), expected, "{case}: {}", filed.name);
                let points = Some(Decimal::new(filed.points, 2));
                assert_eq!(number(row.points.as_ref()), points, "{case}: {}", filed.name);
            }
            let total = form.total.as_ref().and_then(|total| total.score.as_ref());
            assert_eq!(number(total), Some(95.into()), "{case}");
        }
    }
}

async fn a_frozen_form_prints_what_was_frozen(store: Store) {
    let world = World::new(store).await;
    let id = issued_in(&world, "XM01", FormLayout::National).await;
    approve(&world, id).await;
    let call = world.call(world.actor(Role::Treasury));
    let format = documents::format("docx").unwrap();
    let before = documents::self_evaluation(call, id, format).await.unwrap();
    let year = area::show(call, id).await.unwrap().record.year.id.0;
    let tx = world.app.store.begin().await.unwrap();
    pay(&tx, &world, year, 1_000_000).await;
    tx.commit().await.unwrap();
    let after = documents::self_evaluation(call, id, format).await.unwrap();
    assert_eq!(before, after, "the same bytes, though the ledger moved");
}

async fn a_goal_and_a_project_list_read_back(store: Store) {
    let world = World::new(store).await;
    let id = issued_in(&world, "XM01", FormLayout::National).await;
    let call = world.call(world.actor(Role::Treasury));
    let goal = area::show(call, id).await.unwrap().record.goal.id;
    for extension in FILES {
        let format = documents::format(extension).unwrap();
        let reading = read(&documents::goal(call, goal, format).await.unwrap());
        let form = reading.forms.iter().find(|form| form.kind == FormKind::GoalSubmission).unwrap();
        assert_eq!(form.indicators.len(), 5, "{extension}");
        assert_eq!(printed(form.indicators[0].target.as_ref()), "≥400人", "{extension}");
        let year = FiscalYear::new(2025).unwrap();
        let reading = read(&documents::project_list(call, year, format).await.unwrap());
        let form = reading.forms.iter().find(|form| form.kind == FormKind::ProjectList).unwrap();
        assert_eq!(form.list[0].project.printed, "节日送温暖慰问XM01", "{extension}");
    }
}

async fn many_forms_come_as_one_archive(store: Store) {
    let world = World::new(store).await;
    for code in ["XM01", "XM02"] {
        issued_in(&world, code, FormLayout::National).await;
    }
    let call = world.call(world.actor(Role::Filler));
    let format = documents::format("xlsx").unwrap();
    let job = documents::start_archive(call, &ListTyped::default(), format).await.unwrap();
    let handlers = Handlers::default().with(ARCHIVE_JOB, archive_handler);
    let runner = Runner::new(world.app.clone(), handlers, now);
    assert!(runner.run_one().await.unwrap());
    let file = jobs::result(call, job).await.unwrap();
    let archive = zip::ZipArchive::new(std::io::Cursor::new(file.content)).unwrap();
    let mut names: Vec<String> =
        archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.sort_unstable();
    let expected = [
        "XM01-2025年度绩效自评表-节日送温暖慰问XM01.xlsx",
        "XM02-2025年度绩效自评表-节日送温暖慰问XM02.xlsx",
    ];
    assert_eq!(names, expected);
}

async fn a_stranger_gets_no_document(store: Store) {
    let world = World::new(store).await;
    let id = issued_in(&world, "XM01", FormLayout::National).await;
    let stranger = world.call(world.stranger(Role::Filler));
    let format = documents::format("docx").unwrap();
    let refused = documents::self_evaluation(stranger, id, format).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
    let goal = area::show(world.call(world.actor(Role::Filler)), id).await.unwrap().record.goal.id;
    let refused = documents::goal(stranger, goal, format).await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
}
