//! Households out of a workbook, whatever a spreadsheet did to the numbers.

use crate::world::World;
use jixiao_app::exchange::{self, ImportKind};
use jixiao_app::jobs::{self, Runner};
use jixiao_app::long_work;
use jixiao_app::people::{HouseholdListForm, households, read_household};
use jixiao_domain::Role;
use jixiao_store::jobs as job_rows;
use jixiao_store::{Store, on_both_databases};

on_both_databases! {
    a_workbook_brings_households_with_their_families,
    hurt_rows_come_back_as_a_file_with_what_to_do,
}

/// A row of the template: the named columns, the others empty.
fn import_row(named: &[(&str, &str)]) -> Vec<String> {
    let heads = import_heads();
    heads
        .iter()
        .map(|head| {
            let cell = named.iter().find(|(name, _)| head.starts_with(name));
            cell.map_or_else(String::new, |(_, cell)| (*cell).to_owned())
        })
        .collect()
}

/// The heads of the template, without stars.
fn import_heads() -> Vec<String> {
    let template = exchange::template(ImportKind::Households).unwrap();
    let first = crate::exchange::cells(&template).remove(0);
    first.into_iter().map(|head| head.replace('*', "")).collect()
}

async fn imported(world: &World, rows: &[Vec<String>]) -> (jobs::Job, Option<Vec<Vec<String>>>) {
    let heads = import_heads();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let bytes = crate::exchange::workbook(&heads, &rows);
    let call = world.call(world.actor(Role::Filler));
    let id = exchange::enqueue(call, ImportKind::Households, "档案.xlsx", bytes).await.unwrap();
    // The uploaded file lies sealed: no part of a zip archive shows.
    let input = job_rows::input(&world.app.store, id).await.unwrap().unwrap();
    assert_ne!(&input[..2], b"PK");
    let runner = Runner::new(world.app.clone(), long_work::handlers(), crate::world::now);
    assert!(runner.run_one().await.unwrap());
    let job = jobs::see(call, id).await.unwrap();
    let errors = match jobs::result(call, id).await {
        Ok(file) => {
            let held = job_rows::result(&world.app.store, id).await.unwrap().unwrap();
            assert_ne!(&held.content[..2], b"PK");
            Some(crate::exchange::cells(&file.content))
        }
        Err(_) => None,
    };
    (job, errors)
}

const WORKER: &[(&str, &str)] = &[
    ("单位编码", "530101"),
    ("与职工关系", "本人"),
    ("姓名", "张安"),
    ("证件号码", "110105491231002"),
    ("联系电话", "１３８００００１２３４"),
    ("银行账号", "'6228480402564890018"),
    ("档案类型", "困难职工"),
    ("建档级别", "市级"),
    ("行政区划代码", "530102"),
    ("主要致困原因", "本人大病"),
    ("收支年度", "2025"),
    ("工资性收入", "12,000"),
];

const SPOUSE: &[(&str, &str)] = &[
    ("单位编码", "530101"),
    ("与职工关系", "配偶"),
    ("姓名", "李宁"),
    ("职工证件号码", "11010519491231002X"),
    ("出生日期", "1950-01-01"),
];

async fn a_workbook_brings_households_with_their_families(store: Store) {
    let world = World::new(store).await;
    let (job, errors) = imported(&world, &[import_row(WORKER), import_row(SPOUSE)]).await;
    assert_eq!((job.progress.done, job.progress.failed), (2, 0), "{errors:?}");
    let call = world.call(world.actor(Role::Filler));
    let list = households(call, &HouseholdListForm::default(), 0, 10).await.unwrap();
    assert_eq!((list.total, list.lines[0].member_count), (1, 2));
    let page = read_household(call, list.lines[0].id, None).await.unwrap();
    // The old number was widened, full-width digits and the apostrophe cleaned.
    assert_eq!(page.members[0].masked.id_number, "110105********002X");
    assert_eq!(page.members[0].masked.phone, "138****1234");
    assert_eq!(page.members[0].masked.bank_card, "***************0018");
    assert_eq!(page.years, vec![2025]);
    // A second time nobody is doubled.
    let (job, _) = imported(&world, &[import_row(WORKER)]).await;
    assert_eq!((job.progress.done, job.progress.failed), (0, 1));
}

async fn hurt_rows_come_back_as_a_file_with_what_to_do(store: Store) {
    let world = World::new(store).await;
    let mut hurt = WORKER.to_vec();
    hurt[3] = ("证件号码", "1.10105E+17");
    hurt[5] = ("银行账号", "6228480402564880000");
    let (job, errors) = imported(&world, &[import_row(&hurt), import_row(SPOUSE)]).await;
    assert_eq!((job.progress.done, job.progress.failed), (0, 2));
    let errors = errors.unwrap();
    let said = errors[1].last().unwrap();
    for part in ["证件号码：", "科学记数法", "银行账号：", "第 15 位以后全为 0"]
    {
        assert!(said.contains(part), "{said}");
    }
    assert!(errors[2].last().unwrap().contains("没有这名职工的档案"));
    let call = world.call(world.actor(Role::Filler));
    assert_eq!(households(call, &HouseholdListForm::default(), 0, 10).await.unwrap().total, 0);
}
