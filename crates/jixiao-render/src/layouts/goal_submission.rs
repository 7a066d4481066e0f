//! 项目支出绩效目标申报表 (财预〔2015〕88号): funds, goal and indicators, with a half for the medium
//! term beside the year's where the project runs for several years.

use crate::model::{
    GoalFunds, GoalLevelOne, GoalLevelTwo, GoalRow, GoalSubmissionForm, ProjectNature,
};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};

const LEFT: u32 = 0;
const BLOCK: u32 = 10;
const LABEL: u32 = 31;
const MIDDLE: u32 = 98;
const RIGHT: u32 = 180;

/// Edges of the half of the medium term: kind, name, target.
const MEDIUM_TERM: [u32; 4] = [LABEL, 52, 79, MIDDLE];
/// Edges of the year's half: kind, name, target, points.
const HALF_YEAR: [u32; 5] = [MIDDLE, 119, 149, 168, RIGHT];
/// The same over the whole width.
const WHOLE_YEAR: [u32; 5] = [LABEL, 52, 122, 162, RIGHT];

pub(super) fn sheets(form: &GoalSubmissionForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, "项目支出绩效目标申报表");
    sheet.subtitle(print::fiscal_year(form.year));
    identity(&mut sheet, form);
    funds(&mut sheet, form);
    goal(&mut sheet, form);
    indicators(&mut sheet, form);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn identity(sheet: &mut SheetBuilder, form: &GoalSubmissionForm) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label("项目名称"));
    sheet.put(row, (LABEL, RIGHT), print::short(&form.project));
    let nature = match form.nature {
        Some(ProjectNature::New) => "新增项目",
        Some(ProjectNature::Continued) => "延续项目",
        None => "",
    };
    let pairs = [
        [
            ("主管部门及代码", print::coded(&form.supervising_dept)),
            ("实施单位", print::coded(&form.implementing_unit)),
        ],
        [("项目属性", nature.to_owned()), ("项目期", form.period.clone())],
    ];
    for [(left, left_value), (right, right_value)] in pairs {
        let row = sheet.row();
        sheet.put(row, (LEFT, LABEL), Content::label(left));
        sheet.put(row, (LABEL, MIDDLE), print::short(&left_value));
        sheet.put(row, (MIDDLE, HALF_YEAR[1]), Content::label(right));
        sheet.put(row, (HALF_YEAR[1], RIGHT), print::short(&right_value));
    }
}

fn funds(sheet: &mut SheetBuilder, form: &GoalSubmissionForm) {
    let top = sheet.next_row();
    let block = print::in_unit("项目资金\n", form.money_unit);
    sheet.put_tall(top..top + 3, (LEFT, LABEL), Content::label(block));
    let amounts = |funds: &GoalFunds| [funds.total, funds.appropriation, funds.other];
    let medium_term = form.medium_term.as_ref().map(|term| amounts(&term.period.funds));
    let annual = amounts(&form.annual.funds);
    let parts = ["其中：财政拨款", "其他资金"];
    for (index, amount) in annual.into_iter().enumerate() {
        let row = sheet.row();
        let label = |total| if index == 0 { total } else { parts[index - 1] };
        let year_at = match medium_term {
            None => [LABEL, WHOLE_YEAR[1] + 20, RIGHT],
            Some(medium_term) => {
                let name = Content::label(label("中期资金总额"));
                sheet.put(row, (LABEL, 64), name);
                sheet.put(row, (64, MIDDLE), print::amount(medium_term[index], form.money_unit));
                [MIDDLE, 132, RIGHT]
            }
        };
        sheet.put(row, (year_at[0], year_at[1]), Content::label(label("年度资金总额")));
        sheet.put(row, (year_at[1], year_at[2]), print::amount(amount, form.money_unit));
    }
}

fn goal(sheet: &mut SheetBuilder, form: &GoalSubmissionForm) {
    let top = sheet.row();
    let texts = sheet.row();
    sheet.put_tall(top..texts + 1, (LEFT, BLOCK), Content::label("总体目标"));
    let from = match &form.medium_term {
        None => BLOCK,
        Some(term) => {
            let years = format!("中期目标（{}年—{}年）", term.from_year, term.to_year);
            sheet.put(top, (BLOCK, MIDDLE), Content::label(years));
            sheet.put(texts, (BLOCK, MIDDLE), print::words(&term.period.goal));
            MIDDLE
        }
    };
    sheet.put(top, (from, RIGHT), Content::label("年度目标"));
    sheet.put(texts, (from, RIGHT), print::words(&form.annual.goal));
}

/// The columns of the indicator block.
struct Columns {
    medium_term: Option<[u32; 4]>,
    /// Kind, name, target, and points where any are set.
    annual: Vec<u32>,
}

fn indicators(sheet: &mut SheetBuilder, form: &GoalSubmissionForm) {
    let rows = form.indicators.iter().flat_map(|group| &group.kinds).flat_map(|kind| &kind.annual);
    let has_points = rows.clone().any(|row| row.points.is_some());
    let annual = if form.medium_term.is_some() { HALF_YEAR } else { WHOLE_YEAR };
    let annual = if has_points {
        annual.to_vec()
    } else {
        // The target takes the room of the points.
        vec![annual[0], annual[1], annual[2], annual[4]]
    };
    let columns = Columns { medium_term: form.medium_term.as_ref().map(|_| MEDIUM_TERM), annual };
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["二级指标", "三级指标", "指标值", "分值"];
    sheet.put(header, (BLOCK, LABEL), Content::label("一级指标"));
    for edges in columns.medium_term.iter().map(|edges| &edges[..]).chain([&columns.annual[..]]) {
        for (pair, head) in edges.windows(2).zip(heads) {
            sheet.put(header, (pair[0], pair[1]), Content::label(head));
        }
    }
    for group in &form.indicators {
        level_one(sheet, group, &columns);
    }
    let rows = header..sheet.next_row();
    sheet.put_tall(rows, (LEFT, BLOCK), Content::label("绩效指标"));
}

fn level_one(sheet: &mut SheetBuilder, group: &GoalLevelOne, columns: &Columns) {
    let top = sheet.next_row();
    for kind in &group.kinds {
        level_two(sheet, kind, columns);
    }
    if sheet.next_row() > top {
        let name = Content::label(&group.name);
        sheet.put_tall(top..sheet.next_row(), (BLOCK, LABEL), name);
    }
}

fn level_two(sheet: &mut SheetBuilder, kind: &GoalLevelTwo, columns: &Columns) {
    let medium_term: &[GoalRow] =
        if columns.medium_term.is_some() { &kind.medium_term } else { &[] };
    let top = sheet.next_row();
    for index in 0..medium_term.len().max(kind.annual.len()) {
        let row = sheet.row();
        if let Some(edges) = &columns.medium_term {
            indicator(sheet, row, &edges[1..], medium_term.get(index));
        }
        indicator(sheet, row, &columns.annual[1..], kind.annual.get(index));
    }
    let rows = top..sheet.next_row();
    if rows.is_empty() {
        return;
    }
    if let Some(edges) = &columns.medium_term {
        sheet.put_tall(rows.clone(), (edges[0], edges[1]), Content::label(&kind.name));
    }
    let edges = (columns.annual[0], columns.annual[1]);
    sheet.put_tall(rows, edges, Content::label(&kind.name));
}

/// Name, target and points between `edges`; blank where this half has fewer rows than the other.
fn indicator(sheet: &mut SheetBuilder, row: usize, edges: &[u32], indicator: Option<&GoalRow>) {
    let cells = match indicator {
        None => [Content::centered(""), Content::centered(""), Content::centered("")],
        Some(row) => [
            print::words(&row.name),
            print::short(&row.target),
            print::points(row.points, print::BLANK),
        ],
    };
    for (pair, content) in edges.windows(2).zip(cells) {
        sheet.put(row, (pair[0], pair[1]), content);
    }
}
