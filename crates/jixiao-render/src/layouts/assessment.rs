//! 事前绩效评估表: the project, the five points, the result and the opinions on it.

use crate::model::AssessmentForm;
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};

const LEFT: u32 = 0;
const LABEL: u32 = 31;
const MIDDLE: u32 = 90;
const SECOND: u32 = 121;
const RIGHT: u32 = 180;

/// Edges of the points: name, findings, points, score, opinion.
const POINTS: [u32; 6] = [LEFT, LABEL, 107, 122, 137, RIGHT];

pub(super) fn sheets(form: &AssessmentForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, "项目支出事前绩效评估表");
    sheet.subtitle(print::fiscal_year(form.year));
    identity(&mut sheet, form);
    for (label, text) in [("项目概况", &form.overview), ("评估方式和过程", &form.method)]
    {
        long(&mut sheet, label, text);
    }
    points(&mut sheet, form);
    result(&mut sheet, form);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn identity(sheet: &mut SheetBuilder, form: &AssessmentForm) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label("项目名称"));
    sheet.put(row, (LABEL, RIGHT), print::short(&form.project));
    let pairs = [
        [
            ("主管部门", print::coded(&form.supervising_dept)),
            ("实施单位", print::coded(&form.implementing_unit)),
        ],
        [("项目代码", form.project_code.clone()), ("项目期", form.period.clone())],
    ];
    for [(left, left_value), (right, right_value)] in pairs {
        pair(sheet, (left, print::short(&left_value)), (right, print::short(&right_value)));
    }
    let row = sheet.row();
    let label = print::in_unit("申请资金", form.money_unit);
    sheet.put(row, (LEFT, LABEL), Content::label(label));
    sheet.put(row, (LABEL, RIGHT), print::amount(form.applied, form.money_unit));
}

fn pair(sheet: &mut SheetBuilder, left: (&str, Content), right: (&str, Content)) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label(left.0));
    sheet.put(row, (LABEL, MIDDLE), left.1);
    sheet.put(row, (MIDDLE, SECOND), Content::label(right.0));
    sheet.put(row, (SECOND, RIGHT), right.1);
}

fn long(sheet: &mut SheetBuilder, label: &str, text: &str) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label(label));
    sheet.put(row, (LABEL, RIGHT), print::words(text));
}

fn points(sheet: &mut SheetBuilder, form: &AssessmentForm) {
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    let heads = ["评估要点", "评估情况", "分值", "得分", "评估意见"];
    for (edges, head) in POINTS.windows(2).zip(heads) {
        sheet.put(header, (edges[0], edges[1]), Content::label(head));
    }
    for point in &form.points {
        let row = sheet.row();
        let cells = [
            Content::label(&point.name),
            print::words(&point.findings),
            print::points(point.points, print::BLANK),
            print::points(point.score, print::BLANK),
            print::words(&point.opinion),
        ];
        for (edges, content) in POINTS.windows(2).zip(cells) {
            sheet.put(row, (edges[0], edges[1]), content);
        }
    }
    let row = sheet.row();
    sheet.put(row, (POINTS[0], POINTS[2]), Content::label("合计"));
    sheet.put(row, (POINTS[2], POINTS[3]), print::points(form.total_points, print::BLANK));
    sheet.put(row, (POINTS[3], POINTS[4]), print::points(form.total_score, print::BLANK));
    sheet.put(row, (POINTS[4], POINTS[5]), print::short(""));
}

fn result(sheet: &mut SheetBuilder, form: &AssessmentForm) {
    let row = sheet.row();
    sheet.put(row, (LEFT, LABEL), Content::label("评估结论"));
    sheet.put(row, (LABEL, MIDDLE), print::short(&form.result));
    let label = print::in_unit("建议安排\n", form.money_unit);
    sheet.put(row, (MIDDLE, SECOND), Content::label(label));
    sheet.put(row, (SECOND, RIGHT), print::amount(form.proposed, form.money_unit));
    let texts = [
        ("结论理由", &form.result_reason),
        ("财务审核意见", &form.finance_opinion),
        ("审批意见", &form.decision),
    ];
    for (label, text) in texts {
        long(sheet, label, text);
    }
}
