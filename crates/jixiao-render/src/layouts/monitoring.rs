//! 项目支出绩效目标执行监控表 (财预〔2019〕136号), landscape: funds of the period, goal, indicators with
//! causes and likelihoods to tick.

use crate::model::{FundKind, MonitoringForm, MonitoringFund, MonitoringLevelOne, MonitoringRow};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};
use jixiao_domain::{Coded as _, DeviationCause, Likelihood};

const LEFT: u32 = 0;
const LEVEL1: u32 = 10;
const LEVEL2: u32 = 29;
const LEVEL3: u32 = 49;
const TARGET: u32 = 82;
const ACTUAL: u32 = 104;
const EXPECTED: u32 = 126;
/// Left edges of 经费保障, 制度保障, 人员保障, 硬件条件保障, 其他, and of 原因说明.
const CAUSES: [u32; 6] = [148, 158, 168, 178, 188, 198];
/// Left edges of 确定能, 有可能, 完全不可能, and of 备注.
const LIKELIHOODS: [u32; 4] = [222, 231, 240, 249];
const RIGHT: u32 = 267;

/// What stands in the cell of a chosen option.
const TICK: &str = "√";

pub(super) fn sheets(form: &MonitoringForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Landscape, "项目支出绩效目标执行监控表");
    sheet.subtitle(print::fiscal_year(form.year));
    identity(&mut sheet, form);
    funds(&mut sheet, form);
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL2), Content::label("年度总体目标"));
    sheet.put(row, (LEVEL2, RIGHT), print::words(&form.goal));
    indicators(&mut sheet, form);
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn identity(sheet: &mut SheetBuilder, form: &MonitoringForm) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL3), Content::label("项目名称"));
    sheet.put(row, (LEVEL3, RIGHT), print::short(&form.project));
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL3), Content::label("主管部门及代码"));
    sheet.put(row, (LEVEL3, EXPECTED), print::short(&print::coded(&form.supervising_dept)));
    sheet.put(row, (EXPECTED, CAUSES[2]), Content::label("实施单位"));
    sheet.put(row, (CAUSES[2], RIGHT), print::short(&print::coded(&form.implementing_unit)));
}

fn funds(sheet: &mut SheetBuilder, form: &MonitoringForm) {
    let edges = [TARGET, EXPECTED, CAUSES[3], LIKELIHOODS[0], RIGHT];
    let top = sheet.row();
    let block = print::in_unit("项目资金\n", form.money_unit);
    sheet.put_tall(top..top + 1 + form.funds.len(), (LEFT, LEVEL2), Content::label(block));
    sheet.put(top, (LEVEL2, TARGET), Content::empty());
    let heads = [
        "年初预算数".to_owned(),
        format!("{}执行数", form.period),
        format!("{}执行率", form.period),
        "全年预计执行数".to_owned(),
    ];
    for (pair, head) in edges.windows(2).zip(heads) {
        sheet.put(top, (pair[0], pair[1]), Content::label(head));
    }
    for fund in &form.funds {
        let row = sheet.row();
        sheet.put(row, (LEVEL2, TARGET), Content::label(label(&fund.kind)));
        let unit = form.money_unit;
        let MonitoringFund { initial, executed, rate, expected, .. } = fund;
        let cells = [
            print::amount(*initial, unit),
            print::amount(*executed, unit),
            print::percentage(*rate, print::BLANK),
            print::amount(*expected, unit),
        ];
        for (pair, content) in edges.windows(2).zip(cells) {
            sheet.put(row, (pair[0], pair[1]), content);
        }
    }
}

fn label(kind: &FundKind) -> String {
    match kind {
        FundKind::Total => "年度资金总额".to_owned(),
        FundKind::CurrentAppropriation => "其中：本年一般公共预算拨款".to_owned(),
        FundKind::CarryOver => "上年结转资金".to_owned(),
        FundKind::Other => "其他资金".to_owned(),
        FundKind::Named(words) => words.clone(),
    }
}

fn indicators(sheet: &mut SheetBuilder, form: &MonitoringForm) {
    let top = sheet.row();
    let options = sheet.row();
    let both = top..options + 1;
    sheet.repeat(both.clone());
    let heads = [
        "一级指标".to_owned(),
        "二级指标".to_owned(),
        "三级指标".to_owned(),
        "年度指标值".to_owned(),
        achieved(&form.period),
        "全年预计完成情况".to_owned(),
    ];
    let edges = [LEVEL1, LEVEL2, LEVEL3, TARGET, ACTUAL, EXPECTED, CAUSES[0]];
    for (pair, head) in edges.windows(2).zip(heads) {
        sheet.put_tall(both.clone(), (pair[0], pair[1]), Content::label(head));
    }
    sheet.put(top, (CAUSES[0], LIKELIHOODS[0]), Content::label("偏差原因分析"));
    sheet.put(top, (LIKELIHOODS[0], LIKELIHOODS[3]), Content::label("完成目标可能性"));
    sheet.put_tall(both, (LIKELIHOODS[3], RIGHT), Content::label("备注"));
    for (pair, cause) in CAUSES.windows(2).zip(DeviationCause::ALL) {
        sheet.put(options, (pair[0], pair[1]), Content::label(cause.word()));
    }
    sheet.put(options, (CAUSES[5], LIKELIHOODS[0]), Content::label("原因说明"));
    for (pair, likelihood) in LIKELIHOODS.windows(2).zip(Likelihood::ALL) {
        sheet.put(options, (pair[0], pair[1]), Content::label(likelihood.word()));
    }
    for group in &form.indicators {
        level_one(sheet, group);
    }
    let rows = top..sheet.next_row();
    sheet.put_tall(rows, (LEFT, LEVEL1), Content::label("绩效指标"));
}

/// Without a period the bare words must still say that results stand below.
fn achieved(period: &str) -> String {
    if period.is_empty() { "完成情况".to_owned() } else { format!("{period}执行情况") }
}

fn level_one(sheet: &mut SheetBuilder, group: &MonitoringLevelOne) {
    let top = sheet.next_row();
    for kind in &group.kinds {
        let first = sheet.next_row();
        for indicator in &kind.rows {
            let row = sheet.row();
            indicator_cells(sheet, row, indicator);
        }
        if sheet.next_row() > first {
            let rows = first..sheet.next_row();
            sheet.put_tall(rows, (LEVEL2, LEVEL3), Content::label(&kind.name));
        }
    }
    if sheet.next_row() > top {
        sheet.put_tall(top..sheet.next_row(), (LEVEL1, LEVEL2), Content::label(&group.name));
    }
}

fn indicator_cells(sheet: &mut SheetBuilder, row: usize, indicator: &MonitoringRow) {
    sheet.put(row, (LEVEL3, TARGET), print::words(&indicator.name));
    sheet.put(row, (TARGET, ACTUAL), print::short(&indicator.target));
    sheet.put(row, (ACTUAL, EXPECTED), print::short(&indicator.actual));
    sheet.put(row, (EXPECTED, CAUSES[0]), print::short(&indicator.expected));
    for (pair, cause) in CAUSES.windows(2).zip(DeviationCause::ALL) {
        sheet.put(row, (pair[0], pair[1]), tick(indicator.causes.contains(cause)));
    }
    sheet.put(row, (CAUSES[5], LIKELIHOODS[0]), Content::words(indicator.cause_note.trim()));
    for (pair, likelihood) in LIKELIHOODS.windows(2).zip(Likelihood::ALL) {
        sheet.put(row, (pair[0], pair[1]), tick(indicator.likelihood == Some(*likelihood)));
    }
    sheet.put(row, (LIKELIHOODS[3], RIGHT), Content::words(indicator.remark.trim()));
}

fn tick(is_chosen: bool) -> Content {
    Content::centered(if is_chosen { TICK } else { "" })
}
