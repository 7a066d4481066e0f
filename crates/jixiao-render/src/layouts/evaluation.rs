//! 项目支出绩效评价得分表: the strip of scores, then every item of the framework with its score and
//! what stands behind it. Landscape, as the words need the width.

use crate::model::{EvaluatedLevelOne, EvaluationForm};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};

const LEFT: u32 = 0;
const LABEL: u32 = 33;
const MIDDLE: u32 = 134;
const SECOND: u32 = 167;
const RIGHT: u32 = 267;

/// Edges of the items: level 1, 2, 3, test, points, score, finding.
const ITEMS: [u32; 8] = [LEFT, 15, LABEL, 66, 150, 165, 180, RIGHT];

pub(super) fn sheets(form: &EvaluationForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Landscape, "项目支出绩效评价得分表");
    sheet.subtitle(print::fiscal_year(form.year));
    identity(&mut sheet, form);
    strip(&mut sheet, form);
    items(&mut sheet, form);
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn identity(sheet: &mut SheetBuilder, form: &EvaluationForm) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label("项目名称"));
    sheet.put(row, (LABEL, RIGHT), print::short(&form.project));
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label("主管部门"));
    sheet.put(row, (LABEL, MIDDLE), print::short(&print::coded(&form.supervising_dept)));
    sheet.put(row, (MIDDLE, SECOND), Content::label("实施单位"));
    sheet.put(row, (SECOND, RIGHT), print::short(&print::coded(&form.implementing_unit)));
}

/// 标准分值 and 评价得分 by level-1 group, the total and the grade.
fn strip(sheet: &mut SheetBuilder, form: &EvaluationForm) {
    let rows = [sheet.row(), sheet.row(), sheet.row()];
    for (row, label) in rows.iter().zip(["一级指标", "标准分值", "评价得分"]) {
        sheet.put(*row, (LEFT, LABEL), Content::label(label));
    }
    let grade = form.grade.as_str();
    let columns: Vec<(&str, Content, Content)> = form
        .strip
        .iter()
        .map(|cell| {
            let points = print::points(cell.points, print::BLANK);
            (cell.name.as_str(), points, print::points(cell.score, print::BLANK))
        })
        .chain([
            (
                "合计",
                print::points(form.total_points, print::BLANK),
                print::points(form.total_score, print::BLANK),
            ),
            ("评价等级", print::short(""), print::short(grade)),
        ])
        .collect();
    let count = u32::try_from(columns.len()).unwrap_or(1);
    let edge = |index: u32| LABEL + (RIGHT - LABEL) * index / count;
    for (index, (name, points, score)) in (0_u32..).zip(columns) {
        let edges = (edge(index), edge(index + 1));
        sheet.put(rows[0], edges, Content::label(name));
        sheet.put(rows[1], edges, points);
        sheet.put(rows[2], edges, score);
    }
}

fn items(sheet: &mut SheetBuilder, form: &EvaluationForm) {
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["一级指标", "二级指标", "三级指标", "评价要点", "分值", "得分", "评分依据和理由"];
    for (edges, head) in ITEMS.windows(2).zip(heads) {
        sheet.put(header, (edges[0], edges[1]), Content::label(head));
    }
    for group in &form.levels {
        level_one(sheet, group);
    }
    let row = sheet.row();
    sheet.put(row, (ITEMS[0], ITEMS[4]), Content::label("总分"));
    sheet.put(row, (ITEMS[4], ITEMS[5]), print::points(form.total_points, print::BLANK));
    sheet.put(row, (ITEMS[5], ITEMS[6]), print::points(form.total_score, print::BLANK));
    sheet.put(row, (ITEMS[6], ITEMS[7]), print::short(""));
}

fn level_one(sheet: &mut SheetBuilder, group: &EvaluatedLevelOne) {
    let top = sheet.next_row();
    for kind in &group.kinds {
        let first = sheet.next_row();
        for item in &kind.rows {
            let row = sheet.row();
            let cells = [
                print::words(&item.name),
                print::words(&item.test),
                print::points(item.points, print::BLANK),
                print::points(item.score, print::BLANK),
                print::words(&item.finding),
            ];
            for (edges, content) in ITEMS[2..].windows(2).zip(cells) {
                sheet.put(row, (edges[0], edges[1]), content);
            }
        }
        if sheet.next_row() > first {
            let name = Content::label(&kind.name);
            sheet.put_tall(first..sheet.next_row(), (ITEMS[1], ITEMS[2]), name);
        }
    }
    if sheet.next_row() > top {
        let name = Content::label(&group.name);
        sheet.put_tall(top..sheet.next_row(), (ITEMS[0], ITEMS[1]), name);
    }
}
