//! Import and export: all or nothing, every bad row back with its errors, totals true to the filter.

use crate::projects::{add_with_year, form};
use crate::world::{World, now};
use jixiao_app::authz::roles_of;
use jixiao_app::exchange::{self, ImportKind, Imported, JOB_KIND};
use jixiao_app::jobs::{self, Handlers, Runner};
use jixiao_app::projects::ListForm;
use jixiao_app::{Refusal, budgets, projects, statistics};
use jixiao_document::Block;
use jixiao_domain::{Coded as _, JobState, Money, ProjectYearId, Role};
use jixiao_reader::Limits;
use jixiao_store::views::projects::Order;
use jixiao_store::{Store, on_both_databases};
use rust_xlsxwriter::Workbook;

on_both_databases! {
    good_rows_are_all_written,
    one_bad_row_stops_all_and_comes_back_corrected,
    projects_come_with_their_first_year,
    what_lies_elsewhere_is_not_found,
    a_file_that_is_no_template_is_refused,
    a_template_is_read_back_by_the_import,
    an_import_runs_as_a_job_with_the_rights_of_who_asked,
    an_export_holds_the_filtered_rows_and_their_totals,
    statistics_follow_the_ledgers,
}

const BUDGET: &[&str] =
    &["年度*", "项目编码*", "类型*", "资金来源*", "金额(元)*", "文号*", "文件日期*", "摘要"];
pub(crate) const VOUCHERS: &[&str] =
    &["年度", "项目编码", "资金来源", "凭证号", "支付日期", "金额（元）", "摘要"];

pub(crate) fn workbook(heads: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (number, row) in (0_u32..).zip([heads].iter().chain(rows)) {
        for (column, cell) in (0_u16..).zip(*row) {
            sheet.write_string(number, column, *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The cells of the first sheet, row by row.
pub(crate) fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let document = jixiao_reader::read(bytes, "a.xlsx", &Limits::default()).unwrap();
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let table = table.unwrap();
    (0..table.row_count())
        .map(|row| table.row(row).iter().map(|cell| cell.text.clone()).collect())
        .collect()
}

pub(crate) async fn import(
    world: &World,
    role: Role,
    kind: ImportKind,
    bytes: &[u8],
) -> Result<Imported, Refusal> {
    exchange::import(world.call(world.actor(role)), kind, "导入.xlsx", bytes).await
}

pub(crate) async fn executed(world: &World, year: ProjectYearId) -> i64 {
    let call = world.call(world.actor(Role::Auditor));
    budgets::read(call, year).await.unwrap().funds.total.executed.fen()
}

/// A project with a budget of 1,000 元.
pub(crate) async fn funded(world: &World) -> ProjectYearId {
    let year = add_with_year(world, "A1", 2026).await;
    let row: &[&str] =
        &["2026", "A1", "年初预算", "当年财政拨款", "1,000.00", "江财〔2026〕1号", "2026/1/5", ""];
    let done = import(world, Role::Finance, ImportKind::Budget, &workbook(BUDGET, &[row])).await;
    assert_eq!(done.unwrap().failed_count, 0);
    year
}

async fn good_rows_are_all_written(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let rows: &[&[&str]] = &[
        &["2026", "A1", "当年财政拨款", "记-1", "2026-01-20", "600", "慰问金"],
        &["", "", "", "", "", "", ""],
        &["2026年度", "A1", "当年财政拨款", "记-2", "2026年2月3日", "300.5", ""],
    ];
    let bytes = workbook(VOUCHERS, rows);
    let done = import(&world, Role::Finance, ImportKind::Vouchers, &bytes).await.unwrap();
    assert_eq!(done, Imported { row_count: 2, failed_count: 0, errors: None });
    assert_eq!(executed(&world, year).await, 90_050);
    let again = import(&world, Role::Finance, ImportKind::Vouchers, &bytes).await.unwrap();
    assert_eq!(again.failed_count, 2);
    assert_eq!(executed(&world, year).await, 90_050);
}

async fn one_bad_row_stops_all_and_comes_back_corrected(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let rows: &[&[&str]] = &[
        &["2026", "A1", "当年财政拨款", "记-1", "2026-01-20", "600", ""],
        &["2026", "A1", "当年财政拨款", "记-2", "2026-02-30", "-1", ""],
        &["2026", "A1", "当年财政拨款", "记-3", "2026-02-03", "500", ""],
        &["2026", "A1", "当年财政拨款", "记-4", "2026-02-03", "400", ""],
    ];
    let bytes = workbook(VOUCHERS, rows);
    let done = import(&world, Role::Finance, ImportKind::Vouchers, &bytes).await.unwrap();
    assert_eq!((done.row_count, done.failed_count), (4, 2));
    assert_eq!(executed(&world, year).await, 0);
    let back = cells(&done.errors.unwrap());
    let errors: Vec<&str> = back.iter().map(|row| row.last().unwrap().as_str()).collect();
    assert_eq!(errors[0], "错误");
    assert_eq!(errors[1], "");
    assert!(errors[2].contains("金额（元）：金额不填负号"), "{errors:?}");
    assert!(errors[2].contains("支付日期：没有 2026年2月30日 这一天"), "{errors:?}");
    // 600 stands, so 500 is too much; the 400 after it fits and is no error.
    assert!(errors[3].contains("无预算不得支出"), "{errors:?}");
    assert_eq!(errors[4], "");
    assert_eq!(back[2][8], "3", "the row number of the file that was sent");

    let mut corrected = back;
    corrected[2][4] = "2026-02-28".to_owned();
    corrected[2][5] = "0.01".to_owned();
    corrected[3][5] = "399.99".to_owned();
    corrected.remove(4);
    let rows: Vec<Vec<&str>> =
        corrected.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let bytes = workbook(rows[0], &rows[1..]);
    let done = import(&world, Role::Finance, ImportKind::Vouchers, &bytes).await.unwrap();
    assert_eq!((done.row_count, done.failed_count), (3, 0));
    assert_eq!(executed(&world, year).await, 100_000);
}

async fn projects_come_with_their_first_year(store: Store) {
    let world = World::new(store).await;
    let heads: &[&str] = &[
        "项目编码",
        "项目名称",
        "单位编码",
        "项目类别",
        "项目属性",
        "主管部门",
        "实施单位",
        "开始年度",
        "建立年度",
    ];
    let row = |code| {
        let unit = world.north.code.as_str();
        [code, "安康杯竞赛", unit, "“安康杯”竞赛", "新增项目", "市总", "北山县总", "2026", "2026"]
    };
    let (first, second) = (row("B1"), row("B2"));
    let bytes = workbook(heads, &[&first, &second]);
    let done = import(&world, Role::Filler, ImportKind::Projects, &bytes).await.unwrap();
    assert_eq!(done.failed_count, 0, "{:?}", done.errors.map(|file| cells(&file)));
    let call = world.call(world.actor(Role::Filler));
    let (filter, order) = ListForm::default().read(call).await.unwrap();
    let listing = projects::list(call, &filter, order, 50, 0).await.unwrap();
    assert_eq!(listing.totals.project_count, 2);
    assert!(listing.lines.iter().all(|line| line.project_year_id.is_some()));
    let twice = workbook(heads, &[&row("B3"), &row("B3")]);
    let refused = import(&world, Role::Filler, ImportKind::Projects, &twice).await.unwrap();
    assert_eq!(refused.failed_count, 1);
    let finance = import(&world, Role::Finance, ImportKind::Projects, &twice).await;
    assert!(matches!(finance, Err(Refusal::Forbidden(_))), "{finance:?}");
}

async fn what_lies_elsewhere_is_not_found(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let row: &[&str] = &["2026", "A1", "当年财政拨款", "记-1", "2026-01-20", "6", ""];
    let bytes = workbook(VOUCHERS, &[row]);
    let stranger = world.call(world.stranger(Role::Finance));
    let done = exchange::import(stranger, ImportKind::Vouchers, "a.xlsx", &bytes).await.unwrap();
    let errors = cells(&done.errors.unwrap());
    assert!(errors[1].last().unwrap().contains("没有这个项目编码"), "{errors:?}");
    assert_eq!(executed(&world, year).await, 0);
}

async fn a_file_that_is_no_template_is_refused(store: Store) {
    let world = World::new(store).await;
    for (bytes, part) in [
        (b"abc".to_vec(), "缺少列"),
        (workbook(&["年度", "金额（元）"], &[]), "缺少列 项目编码、资金来源、凭证号、支付日期"),
        (workbook(VOUCHERS, &[]), "没有数据行"),
    ] {
        let refused = import(&world, Role::Finance, ImportKind::Vouchers, &bytes).await;
        let Err(Refusal::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert!(errors[0].message.contains(part), "{errors:?}");
    }
}

async fn a_template_is_read_back_by_the_import(store: Store) {
    let world = World::new(store).await;
    for kind in ImportKind::ALL {
        let role = roles_of(kind.action())[0];
        let template = exchange::template(*kind).unwrap();
        let refused = import(&world, role, *kind, &template).await;
        let Err(Refusal::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert!(errors[0].message.contains("没有数据行"), "{kind:?} {errors:?}");
    }
}

async fn an_import_runs_as_a_job_with_the_rights_of_who_asked(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    let row: &[&str] = &["2026", "A1", "当年财政拨款", "记-1", "2026-01-20", "6", ""];
    let bytes = workbook(VOUCHERS, &[row]);
    let finance = world.call(world.actor(Role::Finance));
    let forbidden = exchange::enqueue(
        world.call(world.actor(Role::Filler)),
        ImportKind::Vouchers,
        "a.xlsx",
        bytes.clone(),
    );
    assert!(matches!(forbidden.await, Err(Refusal::Forbidden(_))));
    let id = exchange::enqueue(finance, ImportKind::Vouchers, "a.xlsx", bytes).await.unwrap();
    let handlers = Handlers::default().with(JOB_KIND, |work| Box::pin(exchange::handle(work)));
    let runner = Runner::new(world.app.clone(), handlers, now);
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(finance, id).await.unwrap();
    assert_eq!((job.state, job.message.as_str()), (JobState::Done, "已导入执行凭证 1 行"));
    assert_eq!(executed(&world, year).await, 600);
}

async fn an_export_holds_the_filtered_rows_and_their_totals(store: Store) {
    let world = World::new(store).await;
    let year = funded(&world).await;
    add_with_year(&world, "0002", 2026).await;
    let call = world.call(world.actor(Role::Treasury));
    let (filter, _) = ListForm::default().read(call).await.unwrap();
    let rows = cells(&exchange::export_projects(call, &filter, Order::Code).await.unwrap());
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[1][1], "0002", "codes are text");
    assert_eq!(rows[2][8], "1,000.00");
    assert_eq!(rows[1][10], "不适用");
    assert_eq!(rows[3][..2], ["合计", "2 个项目"]);
    assert_eq!(rows[3][8], "1,000.00");
    let ledger = cells(&exchange::export_ledger(call, year).await.unwrap());
    assert_eq!(ledger[1][1..4], ["年初预算", "当年财政拨款", "1,000.00"]);
    let stranger = world.call(world.stranger(Role::Treasury));
    assert!(matches!(exchange::export_ledger(stranger, year).await, Err(Refusal::NotFound(_))));
}

async fn statistics_follow_the_ledgers(store: Store) {
    let world = World::new(store).await;
    funded(&world).await;
    let input = form(&world.south, "S1").parse().unwrap();
    projects::add(world.call(world.stranger(Role::Filler)), input).await.unwrap();
    let row: &[&str] = &["2026", "A1", "当年财政拨款", "记-1", "2026-02-20", "250", ""];
    import(&world, Role::Finance, ImportKind::Vouchers, &workbook(VOUCHERS, &[row])).await.unwrap();
    let city =
        statistics::read(world.call(world.at(&world.city, Role::Auditor)), None).await.unwrap();
    assert_eq!((city.year, city.project_count), (2026, 1));
    assert_eq!(city.total.adjusted, Money::from_fen(100_000));
    assert_eq!(city.months[1].share, Some("0.25".parse().unwrap()));
    assert_eq!(city.units[0].organisation_name, world.north.name);
    assert_eq!(city.programmes.len(), 1);
    let south =
        statistics::read(world.call(world.stranger(Role::Auditor)), Some(2026)).await.unwrap();
    assert_eq!((south.project_count, south.units.len()), (0, 0));
    let auditor = world.call(world.at(&world.city, Role::Auditor));
    let (year, book) = exchange::export_statistics(auditor, None).await.unwrap();
    let months = cells(&book);
    assert_eq!((year, months.len()), (2026, 13));
    assert_eq!(months[2][..4], ["2月", "250.00", "250.00", "25.00%"]);
    assert_eq!(months[12][1], "—", "a month ahead has no figures");
}
