//! Years filed before the application: entered, corrected, withdrawn, imported.

use crate::goals::fixture::open_year;
use crate::goals::messages;
use crate::world::World;
use jixiao_app::Refusal;
use jixiao_app::exchange::{self, ImportKind};
use jixiao_app::history::{self, PastYearForm};
use jixiao_domain::{ProjectId, Role};
use jixiao_store::views::history::HistoryFilter;
use jixiao_store::{Store, on_both_databases, project_years};
use rust_xlsxwriter::Workbook;

on_both_databases! {
    a_past_year_is_entered_corrected_and_withdrawn,
    what_cannot_be_understood_stands_beside_its_field,
    others_may_read_but_not_enter_and_strangers_find_nothing,
    a_workbook_brings_a_year_with_its_indicators_or_its_errors,
}

async fn place(world: &World) -> ProjectId {
    let year = open_year(world, "P1").await;
    project_years::find(&world.app.store, year).await.unwrap().unwrap().project_id
}

fn typed() -> PastYearForm {
    let rows = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    PastYearForm {
        year: "2024".to_owned(),
        initial: "200,000".to_owned(),
        adjusted: "200,000".to_owned(),
        executed: "196,000".to_owned(),
        total: "96.5".to_owned(),
        grade: "优".to_owned(),
        source: "2024年绩效自评表.docx".to_owned(),
        reason: String::new(),
        level2: rows(["quantity", "social_benefit"]),
        name: rows(["慰问困难职工人数", "困难职工生活改善"]),
        sign: rows(["≥", ""]),
        number: rows(["400", ""]),
        unit: rows(["人", ""]),
        words: rows(["", "有所改善"]),
        actual: rows(["390人", "有所改善"]),
        points: rows(["20", "15"]),
        score: rows(["19.5", "15"]),
    }
}

async fn a_past_year_is_entered_corrected_and_withdrawn(store: Store) {
    let world = World::new(store).await;
    let project = place(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let first = history::enter(filler, project, &typed()).await.unwrap();
    let read = history::past_year(filler, project, first).await.unwrap();
    assert!(read.may_edit && !read.is_recorded);
    assert_eq!((read.indicators.len(), read.year.content.figures.executed.fen()), (2, 19_600_000));
    assert_eq!(PastYearForm::of(&read.year, &read.indicators).rows().len(), 2);
    let bare = history::correct(filler, project, first, &typed()).await.unwrap_err();
    assert_eq!(messages(&bare)[0].0, "reason");
    let mut better = typed();
    better.reason = "原表为 395 人".to_owned();
    better.actual[0] = "395人".to_owned();
    let second = history::correct(filler, project, first, &better).await.unwrap();
    let years = history::past_years(filler, project).await.unwrap().years;
    assert_eq!(years.len(), 2);
    let old = years.iter().find(|year| year.id == first).unwrap();
    assert_eq!(old.withdrawn_reason.as_deref(), Some("更正：原表为 395 人"));
    let again = history::correct(filler, project, first, &better).await.unwrap_err();
    assert!(matches!(again, Refusal::WrongState(_)), "{again:?}");
    let seen = history::read(filler, &HistoryFilter::default()).await.unwrap();
    assert_eq!(seen.series[0].years[0].actual_text, "395人");
    history::withdraw(filler, project, second, "重复").await.unwrap();
    let twice = history::withdraw(filler, project, second, "重复").await.unwrap_err();
    assert!(matches!(twice, Refusal::WrongState(_)), "{twice:?}");
    let gone = history::past_year(filler, project, second).await.unwrap();
    assert!(!gone.may_edit && gone.year.withdrawn_by_name.is_some());
    let seen = history::read(filler, &HistoryFilter::default()).await.unwrap();
    assert!(seen.years.iter().all(|year| year.recorded.is_some()));
}

async fn what_cannot_be_understood_stands_beside_its_field(store: Store) {
    let world = World::new(store).await;
    let project = place(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let mut form = typed();
    form.initial = "二十万".to_owned();
    form.grade = "特优".to_owned();
    form.source = String::new();
    form.number[0] = String::new();
    form.score[1] = "16".to_owned();
    let refused = history::enter(filler, project, &form).await.unwrap_err();
    let fields: Vec<&str> = messages(&refused).into_iter().map(|(field, _)| field).collect();
    for field in ["initial", "grade", "source", "indicators[0].number", "indicators[1].score"] {
        assert!(fields.contains(&field), "{field}: {fields:?}");
    }
    let empty = PastYearForm { name: Vec::new(), ..typed() };
    let refused = history::enter(filler, project, &empty).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "indicators");
    let later = PastYearForm { year: "2027".to_owned(), ..typed() };
    let refused = history::enter(filler, project, &later).await.unwrap_err();
    assert_eq!(messages(&refused)[0].0, "year");
}

async fn others_may_read_but_not_enter_and_strangers_find_nothing(store: Store) {
    let world = World::new(store).await;
    let project = place(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let id = history::enter(filler, project, &typed()).await.unwrap();
    for role in [Role::Reviewer, Role::Finance, Role::Approver, Role::Auditor, Role::Treasury] {
        let call = world.call(world.actor(role));
        assert!(!history::past_year(call, project, id).await.unwrap().may_edit, "{role:?}");
        let refused = history::enter(call, project, &typed()).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}: {refused:?}");
        let refused = history::correct(call, project, id, &typed()).await;
        assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{role:?}: {refused:?}");
    }
    let stranger = world.call(world.stranger(Role::Filler));
    assert!(matches!(history::past_years(stranger, project).await, Err(Refusal::NotFound(_))));
    assert!(matches!(history::past_year(stranger, project, id).await, Err(Refusal::NotFound(_))));
    let refused = history::withdraw(stranger, project, id, "误入").await;
    assert!(matches!(refused, Err(Refusal::NotFound(_))), "{refused:?}");
}

const HEADS: [&str; 17] = [
    "年度",
    "项目编码",
    "年初预算数（元）",
    "全年预算数（元）",
    "全年执行数（元）",
    "总得分",
    "自评等级",
    "资料来源",
    "二级指标",
    "三级指标",
    "符号",
    "指标值",
    "度量单位",
    "定性目标",
    "实际完成值",
    "分值",
    "得分",
];

fn workbook(rows: &[[&str; 17]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(std::iter::once(&HEADS).chain(rows)) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

async fn a_workbook_brings_a_year_with_its_indicators_or_its_errors(store: Store) {
    let world = World::new(store).await;
    let project = place(&world).await;
    let filler = world.call(world.actor(Role::Filler));
    let head = ["2023", "P1", "100", "100", "98", "97", "优", "2023年自评表"];
    let row = |head: [&'static str; 8], rest: [&'static str; 9]| {
        let mut cells = [""; 17];
        cells[..8].copy_from_slice(&head);
        cells[8..].copy_from_slice(&rest);
        cells
    };
    let people = ["数量指标", "慰问人数", "≥", "300", "人", "", "310人", "20", "20"];
    let effect = ["社会效益指标", "生活改善", "", "", "", "有所改善", "有所改善", "10", "9"];
    let below = ["2023", "P1", "", "", "", "", "", ""];
    let bad = workbook(&[
        row(head, people),
        row(below, ["数量指标", "", "≥", "", "", "", "", "20", "21"]),
    ]);
    let done = exchange::import(filler, ImportKind::PastYears, "a.xlsx", &bad).await.unwrap();
    assert_eq!((done.row_count, done.failed_count), (2, 1));
    assert!(done.errors.is_some());
    assert!(history::past_years(filler, project).await.unwrap().years.is_empty());
    let good = workbook(&[row(head, people), row(below, effect)]);
    let done = exchange::import(filler, ImportKind::PastYears, "a.xlsx", &good).await.unwrap();
    assert_eq!((done.row_count, done.failed_count), (2, 0));
    let year = history::past_years(filler, project).await.unwrap().years.remove(0);
    let read = history::past_year(filler, project, year.id).await.unwrap();
    assert_eq!((read.year.content.year, read.indicators.len()), (2023, 2));
    let finance = world.call(world.actor(Role::Finance));
    let refused = exchange::import(finance, ImportKind::PastYears, "a.xlsx", &good).await;
    assert!(matches!(refused, Err(Refusal::Forbidden(_))), "{refused:?}");
}
