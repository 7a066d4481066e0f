//! The forms of a whole department: the qualitative form and the duty table (Kunming), the base-data
//! table (Hunan), the scored table of 财预〔2013〕53号.

use crate::model::{
    BaseDataForm, BaseDataRow, BuildingRow, DepartmentScoresForm, DepartmentTasksForm, DutyForm,
    IndicatorRow, LevelOne, TaskRow,
};
use crate::print;
use crate::sheet::{Align, Content, Orientation, Sheet, SheetBuilder};
use jixiao_domain::Grade;

/// The texts of a task, in columns.
const TEXT_HEADS: [&str; 4] = [
    "编制预算时提出的任务措施",
    "绩效指标实际执行情况",
    "执行情况与年初预算的对比",
    "相关情况说明",
];

/// Edges of goal, task and the four texts in mm.
const TASK_EDGES: [u32; 7] = [0, 22, 54, 116, 178, 232, 267];

pub(super) fn tasks(form: &DepartmentTasksForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Landscape, "部门整体支出绩效自评表");
    sheet.subtitle(print::fiscal_year(form.year));
    department(&mut sheet, &form.department, [TASK_EDGES[0], TASK_EDGES[2], TASK_EDGES[6]]);
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["目标", "任务名称"].into_iter().chain(TEXT_HEADS);
    put(&mut sheet, header, &TASK_EDGES, heads.map(Content::label));
    for goal in &form.goals {
        let top = sheet.next_row();
        for task in &goal.rows {
            let row = sheet.row();
            put(&mut sheet, row, &TASK_EDGES[1..], task_cells(task));
        }
        if sheet.next_row() > top {
            let name = Content::label(&goal.name);
            sheet.put_tall(top..sheet.next_row(), (TASK_EDGES[0], TASK_EDGES[1]), name);
        }
    }
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

/// Edges of task and the four texts in mm.
const DUTY_EDGES: [u32; 6] = [0, 42, 108, 174, 232, 267];

pub(super) fn duties(form: &DutyForm) -> Vec<Sheet> {
    let title = "部门整体支出绩效自评职责履行良好表";
    let mut sheet = SheetBuilder::new(Orientation::Landscape, title);
    sheet.subtitle(print::fiscal_year(form.year));
    department(&mut sheet, &form.department, [DUTY_EDGES[0], DUTY_EDGES[1], DUTY_EDGES[5]]);
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["任务名称"].into_iter().chain(TEXT_HEADS);
    put(&mut sheet, header, &DUTY_EDGES, heads.map(Content::label));
    for task in &form.rows {
        let row = sheet.row();
        put(&mut sheet, row, &DUTY_EDGES, task_cells(task));
    }
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn task_cells(task: &TaskRow) -> [Content; 5] {
    let text = |text: &str| match text.trim() {
        "" => Content::centered("无"),
        text => Content::words(text),
    };
    [
        Content::label(&task.task),
        text(&task.measure),
        text(&task.execution),
        text(&task.comparison),
        text(&task.remark),
    ]
}

/// Edges of label and the three columns of money in mm. The form stands upright: its many short rows
/// then share a page.
const BASE_EDGES: [u32; 5] = [0, 78, 112, 146, 180];

pub(super) fn base_data(form: &BaseDataForm) -> Vec<Sheet> {
    let title = "部门整体支出绩效评价基础数据表";
    let mut sheet = SheetBuilder::new(Orientation::Portrait, title);
    sheet.subtitle(print::fiscal_year(form.year));
    department(&mut sheet, &form.department, [BASE_EDGES[0], BASE_EDGES[1], BASE_EDGES[4]]);
    staff(&mut sheet, form);
    let (year, last) = (form.year, form.year.saturating_sub(1));
    let row = sheet.row();
    let heads = [
        print::in_unit("经费控制情况", form.money_unit),
        format!("{last}年决算数"),
        format!("{year}年预算数"),
        format!("{year}年决算数"),
    ];
    put(&mut sheet, row, &BASE_EDGES, heads.map(Content::label));
    for line in &form.rows {
        money(&mut sheet, line, form);
    }
    building(&mut sheet, form.building.as_ref(), form);
    let row = sheet.row();
    sheet.put(row, (BASE_EDGES[0], BASE_EDGES[1]), Content::label("厉行节约保障措施"));
    sheet.put(row, (BASE_EDGES[1], BASE_EDGES[4]), print::words(&form.economy_measures));
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn staff(sheet: &mut SheetBuilder, form: &BaseDataForm) {
    let top = sheet.row();
    let label = Content::label("财政供养人员情况（人）");
    sheet.put_tall(top..top + 2, (BASE_EDGES[0], BASE_EDGES[1]), label);
    let heads = ["编制数".to_owned(), format!("{}年实际在职人数", form.year), "控制率".to_owned()];
    put(sheet, top, &BASE_EDGES[1..], heads.map(Content::label));
    let row = sheet.row();
    let cells =
        [count(form.posts), count(form.staff), print::percentage(form.control_rate, print::BLANK)];
    put(sheet, row, &BASE_EDGES[1..], cells);
}

fn money(sheet: &mut SheetBuilder, line: &BaseDataRow, form: &BaseDataForm) {
    let row = sheet.row();
    let amount = |money| print::amount(money, form.money_unit);
    let cells = [
        Content::label(&line.label).aligned(Align::Left).indented(line.indent),
        amount(line.last_final),
        amount(line.budget),
        amount(line.final_accounts),
    ];
    put(sheet, row, &BASE_EDGES, cells);
}

/// Edges of the two rows of 楼堂馆所 beside their label.
const BUILDING_EDGES: [u32; 8] = [0, 36, 60, 84, 108, 132, 156, 180];

fn building(sheet: &mut SheetBuilder, building: Option<&BuildingRow>, form: &BaseDataForm) {
    let Some(building) = building else {
        let row = sheet.row();
        sheet.put(row, (BASE_EDGES[0], BASE_EDGES[1]), Content::label("楼堂馆所控制情况"));
        let none = Content::centered("本年度没有新建、改建楼堂馆所项目");
        sheet.put(row, (BASE_EDGES[1], BASE_EDGES[4]), none);
        return;
    };
    let top = sheet.row();
    let label = Content::label("楼堂馆所控制情况");
    sheet.put_tall(top..top + 2, (BUILDING_EDGES[0], BUILDING_EDGES[1]), label);
    let heads = [
        "批复规模（平方米）".to_owned(),
        "实际规模（平方米）".to_owned(),
        "规模控制率".to_owned(),
        print::in_unit("预算投资", form.money_unit),
        print::in_unit("实际投资", form.money_unit),
        "投资概算控制率".to_owned(),
    ];
    put(sheet, top, &BUILDING_EDGES[1..], heads.map(Content::label));
    let row = sheet.row();
    let cells = [
        count(building.approved),
        count(building.actual),
        print::percentage(building.area_rate, print::BLANK),
        print::amount(building.budget, form.money_unit),
        print::amount(building.spent, form.money_unit),
        print::percentage(building.cost_rate, print::BLANK),
    ];
    put(sheet, row, &BUILDING_EDGES[1..], cells);
}

/// Edges of the scored table in mm: three levels, target, result, points, score, deviation.
const SCORE_EDGES: [u32; 9] = [0, 20, 44, 92, 134, 178, 194, 210, 267];

pub(super) fn scores(form: &DepartmentScoresForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Landscape, "部门整体支出绩效自评表");
    sheet.subtitle(print::fiscal_year(form.year));
    department(&mut sheet, &form.department, [SCORE_EDGES[0], SCORE_EDGES[2], SCORE_EDGES[8]]);
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ];
    put(&mut sheet, header, &SCORE_EDGES, heads.map(Content::label));
    for group in &form.indicators {
        level_one(&mut sheet, group);
    }
    let row = sheet.row();
    let totals = &form.totals;
    let cells = [
        Content::label("总分").bold(),
        print::points(totals.points, print::BLANK),
        print::points_2dp(totals.score, print::BLANK),
        Content::centered(totals.grade.map_or(print::BLANK, Grade::word)),
    ];
    let edges = [SCORE_EDGES[0], SCORE_EDGES[5], SCORE_EDGES[6], SCORE_EDGES[7], SCORE_EDGES[8]];
    put(&mut sheet, row, &edges, cells);
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn level_one(sheet: &mut SheetBuilder, group: &LevelOne) {
    let top = sheet.next_row();
    for kind in &group.kinds {
        let first = sheet.next_row();
        for indicator in &kind.rows {
            let row = sheet.row();
            put(sheet, row, &SCORE_EDGES[2..], indicator_cells(indicator));
        }
        if sheet.next_row() > first {
            let rows = first..sheet.next_row();
            sheet.put_tall(rows, (SCORE_EDGES[1], SCORE_EDGES[2]), Content::label(&kind.name));
        }
    }
    let name = match group.points {
        Some(points) => format!("{}\n（{}分）", group.name, points.normalize()),
        None => group.name.clone(),
    };
    if sheet.next_row() > top {
        let rows = top..sheet.next_row();
        sheet.put_tall(rows, (SCORE_EDGES[0], SCORE_EDGES[1]), Content::label(name));
    }
}

fn indicator_cells(indicator: &IndicatorRow) -> [Content; 6] {
    [
        print::words(&indicator.name),
        print::short(&indicator.target),
        print::short(&indicator.actual),
        print::points(indicator.points, print::BLANK),
        print::points(indicator.score, print::BLANK),
        print::words(&indicator.deviation),
    ]
}

/// The row that names the department.
fn department(sheet: &mut SheetBuilder, name: &str, edges: [u32; 3]) {
    let row = sheet.row();
    sheet.put(row, (edges[0], edges[1]), Content::label("部门名称"));
    sheet.put(row, (edges[1], edges[2]), print::short(name));
}

fn count(count: Option<i64>) -> Content {
    print::points(count.map(Into::into), print::BLANK)
}

/// Puts cells side by side between the edges.
fn put(
    sheet: &mut SheetBuilder,
    row: usize,
    edges: &[u32],
    cells: impl IntoIterator<Item = Content>,
) {
    for (pair, content) in edges.windows(2).zip(cells) {
        sheet.put(row, (pair[0], pair[1]), content);
    }
}
