//! Whole departments: opened, filled in, summed up, explained, filed, printed, read back.

use crate::evaluated::pay;
use crate::whole::{approved, fields, filled, money, opened, save, step};
use crate::world::World;
use jixiao_app::departments::{self as area, OpenTyped, Section, SectionTyped};
use jixiao_app::documents::{self, DepartmentForm};
use jixiao_app::{FieldError, Refusal, workbench};
use jixiao_check::{Selection, compare, examine};
use jixiao_domain::{Coded as _, FilingEvent, FilingState, FundFigures, FundSource, Role};
use jixiao_form::{FormKind, recognise};
use jixiao_reader::Limits;
use jixiao_regulation::Catalogue;
use jixiao_store::views::workbench::{FilingKind, WaitingFiling};
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_year_is_opened_once_and_only_by_those_who_fill_in_there,
    strangers_find_nothing,
    it_waits_on_the_workbench_of_whoever_has_to_act,
    its_projects_are_split_by_source_of_funds,
    an_empty_year_is_not_submitted_and_says_all_it_lacks,
    sums_that_do_not_add_up_are_explained_or_corrected,
    an_explanation_holds_for_the_amount_it_was_given_for,
    drafted_texts_follow_the_records,
    nobody_checks_what_they_filled_in,
    an_approved_year_is_frozen_and_printed_from_what_was_frozen,
    every_form_reads_back_and_the_checker_finds_nothing,
    two_people_do_not_overwrite_each_other,
    what_is_typed_is_refused_beside_its_field,
}

fn errors(refusal: &Refusal) -> Vec<&FieldError> {
    match refusal {
        Refusal::Invalid(errors) => errors.iter().collect(),
        other => panic!("{other}"),
    }
}

async fn a_year_is_opened_once_and_only_by_those_who_fill_in_there(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let typed = OpenTyped {
        organisation: world.north.id.to_string(),
        year: "2025".to_owned(),
        framework: "department-national-2013".to_owned(),
        money_unit: "yuan".to_owned(),
    };
    let again = area::open(world.call(world.actor(Role::Filler)), &typed).await.unwrap_err();
    assert_eq!(errors(&again)[0].field, "year");
    for role in [Role::Reviewer, Role::Finance, Role::Treasury] {
        let refused = area::open(world.call(world.actor(role)), &typed).await.unwrap_err();
        assert!(matches!(refused, Refusal::Forbidden(_)), "{role:?}: {refused}");
    }
    let stranger = world.call(world.stranger(Role::Filler));
    let refused = area::open(stranger, &typed).await.unwrap_err();
    assert!(matches!(refused, Refusal::NotFound(_)), "{refused}");
    let call = world.call(world.actor(Role::Auditor));
    assert_eq!(area::find_id(call, world.north.id, 2025).await.unwrap(), Some(id));
    assert_eq!(area::find_id(stranger, world.north.id, 2025).await.unwrap(), None);
    assert_eq!(area::list(call, &area::ListTyped::default(), 0, 50).await.unwrap().totals.count, 1);
    let none = area::list(stranger, &area::ListTyped::default(), 0, 50).await.unwrap();
    assert_eq!(none.totals.count, 0);
}

async fn strangers_find_nothing(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let call = world.call(world.stranger(Role::Filler));
    let typed = SectionTyped { revision: "1".to_owned(), ..SectionTyped::default() };
    let step = area::Step { revision: 1, event: FilingEvent::Submit, reason: String::new() };
    let format = documents::format("docx").unwrap();
    for refused in [
        area::show(call, id).await.err(),
        area::filed(call, id).await.err(),
        area::save(call, id, Section::Profile, &typed).await.err(),
        area::drafted(call, id, Section::Tasks, &typed).await.err(),
        area::keep_draft(call, id, Section::Profile, &typed).await.err(),
        area::find_draft(call, id, Section::Profile).await.err(),
        area::advance(call, id, &step).await.err(),
        documents::department(call, id, DepartmentForm::Tasks, format).await.err(),
    ] {
        assert!(matches!(refused, Some(Refusal::NotFound(_))), "{refused:?}");
    }
}

async fn it_waits_on_the_workbench_of_whoever_has_to_act(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    let waits = async |actor, state| {
        let work = workbench::read(world.call(actor)).await.unwrap().work;
        let of_state = work.into_iter().find(|work| work.state == state).unwrap();
        let is_it =
            |filing: &WaitingFiling| filing.kind == FilingKind::Department && filing.id == id.0;
        assert_eq!(of_state.count, i64::try_from(of_state.filings.len()).unwrap());
        of_state.filings.iter().any(is_it)
    };
    assert!(waits(world.actor(Role::Filler), FilingState::Draft).await);
    assert!(!waits(world.stranger(Role::Filler), FilingState::Draft).await);
    assert!(!waits(world.actor(Role::Reviewer), FilingState::Submitted).await);
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    assert!(!waits(world.actor(Role::Filler), FilingState::Draft).await);
    assert!(waits(world.actor(Role::Reviewer), FilingState::Submitted).await);
}

async fn its_projects_are_split_by_source_of_funds(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let call = world.call(world.actor(Role::Auditor));
    let sources = area::show(call, id).await.unwrap().sources;
    let treasury = sources.source(FundSource::CurrentTreasury);
    assert_eq!((treasury.initial.fen(), treasury.executed.fen()), (10_000_000, 8_000_000));
    assert_eq!(sources.total, treasury);
    assert_eq!(sources.source(FundSource::Other), FundFigures::default());
}

async fn an_empty_year_is_not_submitted_and_says_all_it_lacks(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let refused = step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap_err();
    let missing = errors(&refused);
    for field in [
        "overview",
        "posts",
        "amount[total].final",
        "tasks[economic_benefit].measure",
        "duties",
        "indicators[lawful_use].chosen",
        "indicators[staff_control].chosen",
    ] {
        assert!(missing.iter().any(|error| error.field == field), "{field}");
    }
}

async fn sums_that_do_not_add_up_are_explained_or_corrected(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    let mut typed = money();
    typed.insert("amount[project].final".to_owned(), "90000".to_owned());
    save(&world, id, Section::Money, typed).await.unwrap();
    let call = world.call(world.actor(Role::Filler));
    let shown = area::show(call, id).await.unwrap();
    let found: Vec<(&str, i64)> = shown
        .assessment
        .differences
        .iter()
        .map(|shown| (shown.difference.code.as_str(), shown.difference.amount.fen()))
        .collect();
    assert_eq!(found, [("spending.final", -1_000_000), ("projects.final", 1_000_000)]);
    let refused = step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap_err();
    let named: Vec<&str> = errors(&refused).iter().map(|error| error.field.as_str()).collect();
    assert_eq!(named, ["differences[spending.final]", "differences[projects.final]"]);
    let said = fields(
        "differences[spending.final]=一笔退款跨年入账，次年一月调整
         differences[projects.final]=年末预拨一万元，尚未登记凭证",
    );
    save(&world, id, Section::Differences, said).await.unwrap();
    assert_eq!(
        step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap(),
        FilingState::Submitted
    );
    let format = documents::format("html").unwrap();
    for form in DepartmentForm::ALL {
        let document = documents::department(call, id, *form, format).await.unwrap();
        let page = String::from_utf8(document.bytes).unwrap();
        assert!(page.contains("年末预拨一万元，尚未登记凭证"), "{}", form.word());
    }
}

async fn an_explanation_holds_for_the_amount_it_was_given_for(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    let mut typed = money();
    typed.insert("amount[project].adjusted".to_owned(), "110000".to_owned());
    typed.insert("amount[staff].adjusted".to_owned(), "770000".to_owned());
    save(&world, id, Section::Money, typed.clone()).await.unwrap();
    let said = fields("differences[projects.adjusted]=上级追加一万元，文件年末收到");
    save(&world, id, Section::Differences, said).await.unwrap();
    let call = world.call(world.actor(Role::Filler));
    let shown = area::show(call, id).await.unwrap();
    assert!(shown.assessment.differences[0].explanation.is_some());
    typed.insert("amount[project].adjusted".to_owned(), "120000".to_owned());
    typed.insert("amount[staff].adjusted".to_owned(), "760000".to_owned());
    save(&world, id, Section::Money, typed).await.unwrap();
    let shown = area::show(call, id).await.unwrap();
    assert!(shown.assessment.differences[0].explanation.is_none());
    assert!(shown.assessment.differences[0].outdated.is_some());
    assert!(step(&world, Role::Filler, id, FilingEvent::Submit).await.is_err());
    let needless = fields("differences[projects.initial]=没有差异");
    let refused = save(&world, id, Section::Differences, needless).await.unwrap_err();
    assert_eq!(errors(&refused)[0].field, "differences[projects.initial]");
}

async fn drafted_texts_follow_the_records(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    let call = world.call(world.actor(Role::Filler));
    let duty = area::filed(call, id).await.unwrap().duties.remove(0);
    assert!(
        duty.execution.starts_with("2025年度财政安排资金10万元，实际支出8万元。"),
        "{}",
        duty.execution
    );
    assert!(duty.execution.contains("慰问困难职工人数380人（目标≥400人）"), "{}", duty.execution);
    assert!(duty.comparison.starts_with("实际支出8万元，占全年预算的80.00%，未支出2万元。"));
    let year = area::show(call, id).await.unwrap().record.duties[0].project_year_id.unwrap();
    let tx = world.app.store.begin().await.unwrap();
    pay(&tx, &world, year.0, 1_000_000).await;
    tx.commit().await.unwrap();
    let duty = area::filed(call, id).await.unwrap().duties.remove(0);
    assert!(duty.comparison.starts_with("实际支出9万元，占全年预算的90.00%，未支出1万元。"));
    let tasks = area::fields_of(&area::show(call, id).await.unwrap().record, Section::Tasks);
    let mut typed = tasks.clone();
    typed.insert("tasks[social_benefit].execution".to_owned(), "没有这个数：{乱写}".to_owned());
    save(&world, id, Section::Tasks, typed).await.unwrap();
    let refused = step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap_err();
    let error = errors(&refused)[0];
    assert_eq!(error.field, "tasks[social_benefit].execution");
    assert!(error.message.contains("{乱写}"), "{}", error.message);
    let typed = SectionTyped { revision: String::new(), fields: tasks };
    let kept = area::drafted(call, id, Section::Tasks, &typed).await.unwrap();
    assert_eq!(kept.fields, typed.fields, "what was typed is not drafted over");
}

async fn nobody_checks_what_they_filled_in(store: Store) {
    let world = World::new(store).await;
    let id = filled(&world).await;
    step(&world, Role::Filler, id, FilingEvent::Submit).await.unwrap();
    let refused = step(&world, Role::Filler, id, FilingEvent::UnitReview).await.unwrap_err();
    assert!(matches!(refused, Refusal::Forbidden(_)), "{refused}");
    let late = save(&world, id, Section::Money, money()).await.unwrap_err();
    assert!(matches!(late, Refusal::WrongState(_)), "{late}");
    step(&world, Role::Reviewer, id, FilingEvent::Return).await.unwrap();
    save(&world, id, Section::Money, money()).await.unwrap();
}

async fn an_approved_year_is_frozen_and_printed_from_what_was_frozen(store: Store) {
    let world = World::new(store).await;
    let id = approved(&world).await;
    let call = world.call(world.actor(Role::Treasury));
    let shown = area::show(call, id).await.unwrap();
    assert_eq!((shown.digest_holds, shown.differs_now), (Some(true), false));
    assert!(!shown.editable);
    let year = shown.record.duties[0].project_year_id.unwrap();
    let tx = world.app.store.begin().await.unwrap();
    pay(&tx, &world, year.0, 500_000).await;
    tx.commit().await.unwrap();
    let shown = area::show(call, id).await.unwrap();
    assert_eq!((shown.digest_holds, shown.differs_now), (Some(true), true));
    assert!(shown.filed.duties[0].comparison.contains("实际支出8万元"));
    step(&world, Role::SecurityAdministrator, id, FilingEvent::Unfreeze).await.unwrap();
    let shown = area::show(call, id).await.unwrap();
    assert!(shown.freeze.is_none() && shown.filed.duties[0].comparison.contains("实际支出8.5万元"));
}

async fn every_form_reads_back_and_the_checker_finds_nothing(store: Store) {
    let world = World::new(store).await;
    let id = approved(&world).await;
    let call = world.call(world.actor(Role::Treasury));
    let filed = area::filed(call, id).await.unwrap();
    let regulation = Catalogue::builtin().resolve("000000", 2025).unwrap();
    for extension in ["docx", "xlsx"] {
        let format = documents::format(extension).unwrap();
        let mut abstracts = Vec::new();
        for (number, which) in DepartmentForm::ALL.iter().enumerate() {
            let document = documents::department(call, id, *which, format).await.unwrap();
            let place = format!("{} {extension}", which.word());
            let read =
                jixiao_reader::read(&document.bytes, &document.file_name, &Limits::default())
                    .unwrap();
            let reading = recognise(&read);
            assert_eq!(reading.forms.len(), 1, "{place}");
            let form = &reading.forms[0];
            match which {
                DepartmentForm::Tasks => {
                    assert_eq!(form.kind, FormKind::DepartmentSelfEvaluation, "{place}");
                    assert_eq!(form.duties.len(), 15, "{place}");
                    for (duty, task) in form.duties.iter().zip(&filed.tasks) {
                        assert_eq!(duty.goal, task.goal, "{place}");
                        let execution = duty.execution.as_ref().unwrap();
                        assert_eq!(execution.printed, task.execution, "{place}");
                    }
                }
                DepartmentForm::Duties => {
                    assert_eq!(form.kind, FormKind::DutyPerformance, "{place}");
                    assert_eq!(form.duties.len(), filed.duties.len(), "{place}");
                    let comparison = form.duties[0].comparison.as_ref().unwrap();
                    assert_eq!(comparison.printed, filed.duties[0].comparison, "{place}");
                }
                DepartmentForm::BaseData => {
                    assert_eq!(form.kind, FormKind::BaseData, "{place}");
                    let spend = form.base_data.iter().find(|datum| {
                        datum.row_label == "项目支出" && datum.column_label == "2025年决算数"
                    });
                    assert_eq!(spend.unwrap().cell.printed, "8.00", "{place}");
                }
                DepartmentForm::Scores => {
                    assert_eq!(form.indicators.len(), filed.indicators.len(), "{place}");
                    let total = form.total.as_ref().unwrap().score.as_ref().unwrap();
                    let stored = jixiao_domain::Decimal::new(filed.total.unwrap(), 2);
                    assert_eq!(total.number(), Some(stored), "{place}");
                }
            }
            let selection = Selection::default();
            let examined = examine(&read, &reading, number, &selection, |_| regulation, regulation);
            let found: Vec<String> = examined
                .findings
                .iter()
                .map(|finding| format!("{} {}", finding.rule.code, finding.message))
                .collect();
            assert!(found.is_empty(), "{place}: {found:#?}");
            abstracts.push(examined.kept);
        }
        let together: Vec<String> = compare(&abstracts, &Selection::default())
            .iter()
            .map(|finding| format!("{} {}", finding.rule.code, finding.message))
            .collect();
        assert!(together.is_empty(), "{extension}: {together:#?}");
    }
}

async fn two_people_do_not_overwrite_each_other(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    let typed = SectionTyped { revision: "1".to_owned(), fields: money() };
    let call = world.call(world.actor(Role::Filler));
    area::keep_draft(call, id, Section::Money, &typed).await.unwrap();
    area::save(call, id, Section::Money, &typed).await.unwrap();
    assert_eq!(area::find_draft(call, id, Section::Money).await.unwrap(), None);
    let colleague = world.call(world.colleague(Role::Filler));
    let refused = area::save(colleague, id, Section::Money, &typed).await.unwrap_err();
    assert!(matches!(refused, Refusal::Conflict(_)), "{refused}");
}

async fn what_is_typed_is_refused_beside_its_field(store: Store) {
    let world = World::new(store).await;
    let id = opened(&world).await;
    for (section, line, field) in [
        (Section::Money, "amount[total].final=三千万", "amount[total].final"),
        (Section::Money, "unit[999]=1", "unit[999]"),
        (Section::Profile, "staff=若干", "staff"),
        (Section::Duties, "duties[0].project=999", "duties[0].project"),
        (Section::Indicators, "indicators[lawful_use].chosen=99", "indicators[lawful_use].chosen"),
    ] {
        let refused = save(&world, id, section, fields(line)).await.unwrap_err();
        let named: Vec<&str> = errors(&refused).iter().map(|error| error.field.as_str()).collect();
        assert!(named.contains(&field), "{line}: {named:?}");
    }
}
