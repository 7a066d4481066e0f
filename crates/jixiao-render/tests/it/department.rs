//! The forms of a whole department are recognised cell for cell, and the checker finds nothing in
//! sound ones.

use crate::samples::decimal;
use jixiao_domain::{FiscalYear, Grade, Money};
use jixiao_form::{Duty, Field, Form as Read, FormKind};
use jixiao_reader::Limits;
use jixiao_render::model::*;
use jixiao_render::{Engine, Format, Layout};

const FORMATS: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Html];

/// One of each, as a department of some 3,000 万元 files them.
pub(crate) fn forms() -> Vec<Form> {
    vec![
        Form::DepartmentTasks(tasks()),
        Form::Duties(duties()),
        Form::BaseData(base_data()),
        Form::DepartmentScores(scores()),
    ]
}

fn foot() -> Foot {
    Foot {
        filled_by: "经办员".to_owned(),
        phone: "0000-6000000".to_owned(),
        leader: "财务部".to_owned(),
        filled_on: Some(Day { year: 2026, month: 3, day: 20 }),
        seal: true,
    }
}

fn task(line: &str) -> TaskRow {
    let cells: Vec<&str> = line.split('|').collect();
    TaskRow {
        task: cells[0].to_owned(),
        measure: cells[1].to_owned(),
        execution: cells[2].to_owned(),
        comparison: cells[3].to_owned(),
        remark: cells[4].to_owned(),
    }
}

fn tasks() -> DepartmentTasksForm {
    let group = |name: &str, lines: &[&str]| TaskGroup {
        name: name.to_owned(),
        rows: lines.iter().map(|line| task(line)).collect(),
    };
    DepartmentTasksForm {
        department: "江州市总工会".to_owned(),
        year: 2025,
        goals: vec![
            group(
                "履职效益明显",
                &[
                    "经济效益|困难职工救助资金直接发放到本人|全年发放救助资金 565 万元|与年初安排一致|无",
                    "社会效益|职工诉求及时办理|受理来访 312 件，办结 312 件|高于年初确定的办结率|无",
                    "生态效益|本部门职责不涉及生态效益|不涉及|不涉及|不涉及",
                    "社会公众或服务对象满意度|满意度不低于 90%|问卷 500 份，满意 482 份，满意度 96.40%|高于目标 6.40 个百分点|无",
                ],
            ),
            group(
                "预算执行有效",
                &[
                    "严格预算执行|按月通报进度|全年支出 3050.2 万元|执行率 98.60%|年末结转 43.3 万元",
                ],
            ),
        ],
        notes: vec!["注：项目支出与所属项目合计一致。".to_owned()],
        foot: foot(),
    }
}

fn duties() -> DutyForm {
    DutyForm {
        department: "江州市总工会".to_owned(),
        year: 2025,
        rows: (0..24)
            .map(|number| {
                task(&format!(
                    "第{number}号专项|全年帮扶职工 {}00 人，预计资金 50 万元|2025年市财政安排资金 50 万元，实际支出 {number} 万元，帮扶 {}00 人|实际支出 {number} 万元，占全年预算的 {}%|部分对象年内脱困，人数减少",
                    number + 1,
                    number + 1,
                    number * 2
                ))
            })
            .collect(),
        notes: Vec::new(),
        foot: foot(),
    }
}

fn base_data() -> BaseDataForm {
    let wan = |number: i64| Some(Money::from_fen(number * 10_000));
    let row = |label: &str, indent: u32, amounts: [i64; 3]| BaseDataRow {
        label: label.to_owned(),
        indent,
        last_final: wan(amounts[0]),
        budget: wan(amounts[1]),
        final_accounts: wan(amounts[2]),
    };
    BaseDataForm {
        department: "江州市总工会".to_owned(),
        year: 2025,
        money_unit: MoneyUnit::TenThousandYuan,
        posts: Some(48),
        staff: Some(46),
        control_rate: decimal("0.9583"),
        rows: vec![
            row("支出总额", 0, [301_000, 309_350, 305_020]),
            row("基本支出", 0, [231_000, 238_000, 235_020]),
            row("其中：人员经费", 1, [210_000, 216_000, 213_600]),
            row("公用经费", 0, [21_000, 22_000, 21_420]),
            row("三公经费", 0, [1_200, 1_150, 1_030]),
            row("1、因公出国（境）费", 1, [0, 0, 0]),
            row("2、公务接待费", 1, [300, 300, 210]),
            row("项目支出", 0, [70_000, 71_350, 70_000]),
            row("1、送温暖专项资金", 1, [56_500, 56_500, 56_500]),
            row("政府采购金额", 0, [5_800, 6_000, 5_700]),
        ],
        building: Some(BuildingRow {
            approved: Some(1_200),
            actual: Some(1_180),
            area_rate: decimal("0.9833"),
            budget: wan(50_000),
            spent: wan(49_000),
            cost_rate: decimal("0.98"),
        }),
        economy_measures: "严格审批公务接待和用车，能用线上会议的不开线下会议。".to_owned(),
        notes: Vec::new(),
        foot: foot(),
    }
}

fn scores() -> DepartmentScoresForm {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').collect();
        IndicatorRow {
            name: cells[0].to_owned(),
            target: cells[1].to_owned(),
            actual: cells[2].to_owned(),
            points: decimal(cells[3]),
            score: decimal(cells[4]),
            deviation: cells[5].to_owned(),
        }
    };
    let kind = |name: &str, lines: &[&str]| LevelTwo {
        name: name.to_owned(),
        points: None,
        score: None,
        rows: lines.iter().map(|line| row(line)).collect(),
    };
    let group = |name: &str, points: &str, kinds: Vec<LevelTwo>| LevelOne {
        name: name.to_owned(),
        points: decimal(points),
        score: None,
        kinds,
    };
    let late = "偏差原因：两项活动受汛期影响顺延；改进措施：下年度错开汛期排定计划";
    DepartmentScoresForm {
        department: "江州市总工会".to_owned(),
        year: 2025,
        indicators: vec![
            group("投入", "15", vec![kind("预算配置", &["在职人员控制率|≤100%|95.83%|15|15|"])]),
            group(
                "过程",
                "45",
                vec![
                    kind("预算执行", &["支付进度率|≥100%|103.51%|25|25|"]),
                    kind(
                        "预算管理",
                        &["管理制度健全性|制度健全并得到执行|制度健全并得到执行|20|20|"],
                    ),
                ],
            ),
            group(
                "产出",
                "20",
                vec![kind("职责履行", &[&format!("完成及时率|≥100%|90.00%|20|18|{late}")])],
            ),
            group("效果", "20", vec![kind("履职效益", &["服务对象满意度|≥90%|96.40%|20|20|"])]),
        ],
        totals: Totals {
            points: decimal("100"),
            score: decimal("98.00"),
            grade: Some(Grade::Excellent),
        },
        notes: Vec::new(),
        foot: foot(),
    }
}

#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
fn read(form: &Form, layout: Layout, format: Format) -> Read {
    let bytes = Engine::new().render(form, layout, format).unwrap().bytes;
    let document = jixiao_reader::read(&bytes, "form", &Limits::default()).unwrap();
    let mut forms = jixiao_form::recognise(&document).forms;
    assert_eq!(forms.len(), 1, "{} as {format:?}", layout.id());
    forms.remove(0)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn printed(field: Option<&Field>) -> String {
    squeezed(field.map_or("", |field| &field.printed))
}

fn assert_duties(found: &[Duty], expected: &[(&str, &TaskRow)], place: &str) {
    assert_eq!(found.len(), expected.len(), "{place}");
    for (duty, (goal, row)) in found.iter().zip(expected) {
        assert_eq!(duty.goal, *goal, "{place}");
        assert_eq!(printed(Some(&duty.task)), squeezed(&row.task), "{place}");
        assert_eq!(printed(duty.measure.as_ref()), squeezed(&row.measure), "{place}");
        assert_eq!(printed(duty.execution.as_ref()), squeezed(&row.execution), "{place}");
        assert_eq!(printed(duty.comparison.as_ref()), squeezed(&row.comparison), "{place}");
        assert_eq!(printed(duty.remark.as_ref()), squeezed(&row.remark), "{place}");
    }
}

#[test]
fn the_tasks_of_a_department_are_recognised_cell_for_cell() {
    let form = tasks();
    let expected: Vec<(&str, &TaskRow)> = form
        .goals
        .iter()
        .flat_map(|goal| goal.rows.iter().map(move |row| (goal.name.as_str(), row)))
        .collect();
    for format in FORMATS {
        let found = read(&Form::DepartmentTasks(form.clone()), Layout::DepartmentTasks, format);
        assert_eq!(found.kind, FormKind::DepartmentSelfEvaluation, "{format:?}");
        assert_eq!(found.year.map(FiscalYear::get), Some(2025), "{format:?}");
        assert_duties(&found.duties, &expected, &format!("{format:?}"));
    }
}

#[test]
fn duty_tables_of_several_pages_are_recognised_cell_for_cell() {
    let form = duties();
    let expected: Vec<(&str, &TaskRow)> = form.rows.iter().map(|row| ("", row)).collect();
    for format in FORMATS {
        let found = read(&Form::Duties(form.clone()), Layout::Duties, format);
        assert_eq!(found.kind, FormKind::DutyPerformance, "{format:?}");
        assert_eq!(found.year.map(FiscalYear::get), Some(2025), "{format:?}");
        assert_duties(&found.duties, &expected, &format!("{format:?}"));
    }
}

#[test]
fn base_data_tables_are_recognised_figure_for_figure() {
    for format in FORMATS {
        let found = read(&Form::BaseData(base_data()), Layout::BaseData, format);
        assert_eq!(found.kind, FormKind::BaseData, "{format:?}");
        let figures: Vec<String> = found
            .base_data
            .iter()
            .map(|datum| {
                let cell = squeezed(&datum.cell.printed);
                format!("{}|{}|{cell}", datum.row_label, datum.column_label)
            })
            .collect();
        for expected in [
            "财政供养人员情况(人)|编制数|48",
            "财政供养人员情况(人)|2025年实际在职人数|46",
            "财政供养人员情况(人)|控制率|95.83%",
            "支出总额|2024年决算数|3,010.00",
            "支出总额|2025年决算数|3,050.20",
            "基本支出/人员经费|2025年预算数|2,160.00",
            "公用经费|2025年决算数|214.20",
            "三公经费|2025年决算数|10.30",
            "三公经费/公务接待费|2025年决算数|2.10",
            "项目支出|2025年预算数|713.50",
            "项目支出/送温暖专项资金|2025年决算数|565.00",
            "政府采购金额|2025年决算数|57.00",
            "楼堂馆所控制情况|规模控制率|98.33%",
        ] {
            assert!(
                figures.iter().any(|line| line == expected),
                "{format:?} {expected}: {figures:#?}"
            );
        }
    }
}

#[test]
fn scored_tables_are_recognised_value_for_value() {
    let form = scores();
    for format in FORMATS {
        let found = read(&Form::DepartmentScores(form.clone()), Layout::DepartmentScores, format);
        assert_eq!(found.kind, FormKind::DepartmentSelfEvaluation, "{format:?}");
        assert_eq!(found.year.map(FiscalYear::get), Some(2025), "{format:?}");
        assert_eq!(printed(found.project.as_ref()), "江州市总工会", "{format:?}");
        let mut rows = found.indicators.iter();
        for group in &form.indicators {
            for kind in &group.kinds {
                for expected in &kind.rows {
                    let row = rows.next().unwrap();
                    assert_eq!(squeezed(&row.level1), group.name, "{format:?}");
                    assert_eq!(squeezed(&row.level2), kind.name, "{format:?}");
                    assert_eq!(printed(Some(&row.level3)), expected.name, "{format:?}");
                    assert_eq!(printed(row.target.as_ref()), expected.target, "{format:?}");
                    assert_eq!(printed(row.actual.as_ref()), expected.actual, "{format:?}");
                    let number = |field: &Option<Field>| field.as_ref().and_then(Field::number);
                    assert_eq!(number(&row.points), expected.points, "{format:?}");
                    assert_eq!(number(&row.score), expected.score, "{format:?}");
                    let deviation = printed(row.deviation.as_ref());
                    assert_eq!(deviation.trim_matches('—'), expected.deviation, "{format:?}");
                }
            }
        }
        assert!(rows.next().is_none(), "{format:?}");
        let total = found.total.unwrap();
        assert_eq!(total.score.as_ref().and_then(Field::number), decimal("98.00"), "{format:?}");
        assert_eq!(total.grade_read, Some(Grade::Excellent), "{format:?}");
    }
}
