//! The two sheets of Kunming: 概况表 with the closing figures, then the indicators with subtotals.

use super::national_family::{self, LEFT, LEVEL2, RIGHT, Style};
use crate::model::{IndicatorRow, SelfEvaluationForm};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};
use jixiao_domain::{Decimal, Grade};

const STYLE: Style = Style {
    title: "项目支出绩效自评概况表",
    blocks: ["年度总体目标", "绩效指标"],
    fund_headers: ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    appropriation: "其中：当年财政拨款",
    dash: print::BLANK,
    dashes: [true; 3],
    points: print::points_2dp,
    amount: print::amount,
    rate: print::share_2dp,
    total: print::points_2dp,
    // The finance bureau's division stands as 主管部门 here.
    supervisor: |form| match form.finance_division.trim() {
        "" => form.supervising_dept.name.clone(),
        division => division.to_owned(),
    },
    organisation: |organisation| organisation.name.clone(),
    name_prefix: "",
    no_deviation: print::BLANK,
};

pub(super) fn sheets(form: &SelfEvaluationForm) -> Vec<Sheet> {
    vec![overview(form), indicators(form)]
}

fn overview(form: &SelfEvaluationForm) -> Sheet {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, STYLE.title);
    sheet.subtitle(print::fiscal_year(form.year));
    national_family::identity(&mut sheet, form, &STYLE);
    national_family::funds(&mut sheet, form, &STYLE);
    national_family::goal(&mut sheet, form, &STYLE);
    let row = sheet.row();
    sheet.put(row, (LEFT, LEVEL2), Content::label("其他需要说明的事项"));
    sheet.put(row, (LEVEL2, RIGHT), print::words(&form.other_matters));
    let row = sheet.row();
    let totals = &form.totals;
    let grade = totals.grade.map_or(print::BLANK, Grade::word);
    let cells = [
        Content::label("总分值"),
        print::points_2dp(totals.points, print::BLANK),
        Content::label("总得分"),
        print::points_2dp(totals.score, print::BLANK),
        Content::label("自评等级"),
        Content::centered(grade),
    ];
    let edges = [LEFT, LEVEL2, 59, 82, 104, 125, RIGHT];
    for (pair, content) in edges.windows(2).zip(cells) {
        sheet.put(row, (pair[0], pair[1]), content);
    }
    sheet.notes(&form.notes);
    sheet.finish()
}

/// Edges of name, target, result, points, score, deviation.
const EDGES: [u32; 7] = [0, 58, 86, 114, 130, 146, 180];

fn indicators(form: &SelfEvaluationForm) -> Sheet {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, "项目支出绩效目标");
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads =
        ["项目绩效指标", "年度指标", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"];
    put(&mut sheet, header, heads.map(Content::label));
    for group in &form.indicators {
        subtotal(&mut sheet, Content::words(&group.name).bold(), group.points, group.score);
        for kind in &group.kinds {
            let name = Content::words(&kind.name).indented(1);
            subtotal(&mut sheet, name, kind.points, kind.score);
            for row in &kind.rows {
                indicator(&mut sheet, row);
            }
        }
    }
    sheet.foot(&form.foot);
    sheet.finish()
}

fn subtotal(
    sheet: &mut SheetBuilder,
    name: Content,
    points: Option<Decimal>,
    score: Option<Decimal>,
) {
    let row = sheet.heading_row();
    let points = print::points_2dp(points, "");
    let score = print::points_2dp(score, "");
    put(sheet, row, [name, Content::empty(), Content::empty(), points, score, Content::empty()]);
}

fn indicator(sheet: &mut SheetBuilder, indicator: &IndicatorRow) {
    let row = sheet.row();
    let cells = [
        print::words(&indicator.name).indented(2),
        print::short(&indicator.target),
        print::short(&indicator.actual),
        print::points_2dp(indicator.points, print::BLANK),
        print::points_2dp(indicator.score, print::BLANK),
        print::words(&indicator.deviation),
    ];
    put(sheet, row, cells);
}

fn put(sheet: &mut SheetBuilder, row: usize, cells: [Content; 6]) {
    for (pair, content) in EDGES.windows(2).zip(cells) {
        sheet.put(row, (pair[0], pair[1]), content);
    }
}
