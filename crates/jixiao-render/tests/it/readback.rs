//! What is written is recognised again, value for value, by the crates that read strangers' forms.

use crate::samples;
use jixiao_domain::FiscalYear;
use jixiao_form::{Field, Form as Read, FormKind};
use jixiao_reader::Limits;
use jixiao_render::model::*;
use jixiao_render::sheet::Sheet;
use jixiao_render::{Engine, Format, Layout};

const FORMATS: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Html];

fn read(bytes: &[u8], place: &str) -> Read {
    let document = jixiao_reader::read(bytes, "form", &Limits::default())
        .unwrap_or_else(|error| panic!("{place}: {error}"));
    let mut forms = jixiao_form::recognise(&document).forms;
    assert_eq!(forms.len(), 1, "{place}");
    forms.remove(0)
}

/// Text without white space: line breaks differ from format to format.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn printed(field: Option<&Field>) -> String {
    squeezed(field.map_or("", |field| &field.printed))
}

/// The texts of the printed grid from a row's first label on, for looking up what was printed.
fn row_of<'s>(sheets: &'s [Sheet], label: &str) -> Vec<&'s str> {
    let cells =
        || sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
    let (sheet, found) = cells()
        .find(|(_, cell)| squeezed(&cell.text) == squeezed(label))
        .unwrap_or_else(|| panic!("{label} is not printed"));
    let right = |column: usize| column > found.column;
    let row = sheet.row(found.row).iter().filter(|cell| right(cell.column));
    row.map(|cell| cell.text.as_str()).collect()
}

fn assert_identity(form: &SelfEvaluationForm, sheets: &[Sheet], found: &Read, place: &str) {
    assert_eq!(found.kind, FormKind::ProjectSelfEvaluation, "{place}");
    assert_eq!(found.year.map(FiscalYear::get), Some(form.year), "{place}");
    let project = row_of(sheets, "项目名称");
    let departments = row_of(sheets, "主管部门");
    assert_eq!(printed(found.project.as_ref()), squeezed(project[0]), "{place}");
    assert_eq!(printed(found.supervising_dept.as_ref()), squeezed(departments[0]), "{place}");
    assert_eq!(printed(found.implementing_unit.as_ref()), squeezed(departments[2]), "{place}");
    let unit = found.money_unit.printed;
    assert_eq!(unit, Some(form.money_unit.into()), "{place}");
}

fn assert_funds(form: &SelfEvaluationForm, sheets: &[Sheet], found: &Read, place: &str) {
    assert_eq!(found.funds.len(), form.funds.len(), "{place}");
    for row in &found.funds {
        let fields = [
            &row.initial_budget,
            &row.adjusted_budget,
            &row.executed_amount,
            &row.points,
            &row.execution_rate,
            &row.score,
        ];
        let cells = sheets.iter().flat_map(|sheet| &sheet.cells);
        let label = cells
            .map(|cell| squeezed(&cell.text))
            .find(|text| {
                text.trim_start_matches("其中：").ends_with(row.label.trim_start_matches("其中:"))
            })
            .unwrap_or_else(|| panic!("{place}: no row {}", row.label));
        let expected: Vec<String> = row_of(sheets, &label).into_iter().map(squeezed).collect();
        let fields: Vec<String> = fields.map(|field| printed(field.as_ref())).into();
        assert_eq!(fields, expected, "{place}: {label}");
    }
}

fn assert_goal(form: &SelfEvaluationForm, found: &Read, place: &str) {
    let or_blank = |text: &str| if text.is_empty() { "—".to_owned() } else { squeezed(text) };
    assert_eq!(printed(found.goal.expected.as_ref()), or_blank(&form.expected_goal), "{place}");
    assert_eq!(printed(found.goal.actual.as_ref()), or_blank(&form.actual_goal), "{place}");
}

fn assert_indicators(
    form: &SelfEvaluationForm,
    layout: Layout,
    sheets: &[Sheet],
    found: &Read,
    place: &str,
) {
    let mut rows = found.indicators.iter();
    let headings: Vec<_> = sheets.iter().flat_map(|sheet| &sheet.cells).collect();
    for group in &form.indicators {
        for kind in &group.kinds {
            for indicator in &kind.rows {
                let row = rows.next().unwrap_or_else(|| panic!("{place}: rows are missing"));
                let name = match layout {
                    Layout::AnqingB => format!("指标：{}", indicator.name),
                    _ => indicator.name.clone(),
                };
                assert_eq!(squeezed(&row.level1), group.name, "{place}");
                assert_eq!(squeezed(&row.level2), kind.name, "{place}");
                assert_eq!(printed(Some(&row.level3)), squeezed(&name), "{place}");
                let printed_row = headings
                    .iter()
                    .position(|cell| squeezed(&cell.text) == squeezed(&name))
                    .map(|at| &headings[at..]);
                assert!(printed_row.is_some(), "{place}: {name} is not printed");
                let or_blank =
                    |text: &str| if text.is_empty() { "—".to_owned() } else { squeezed(text) };
                assert_eq!(printed(row.target.as_ref()), or_blank(&indicator.target), "{place}");
                assert_eq!(printed(row.actual.as_ref()), or_blank(&indicator.actual), "{place}");
                let number = |field: &Option<Field>| field.as_ref().and_then(Field::number);
                assert_eq!(number(&row.points), indicator.points, "{place}: {name}");
                assert_eq!(number(&row.score), indicator.score, "{place}: {name}");
                let deviation = printed(row.deviation.as_ref());
                let deviation = deviation.trim_matches('—');
                assert_eq!(deviation, squeezed(&indicator.deviation), "{place}: {name}");
            }
        }
    }
    assert!(rows.next().is_none(), "{place}: rows are invented");
}

fn assert_totals(form: &SelfEvaluationForm, found: &Read, place: &str) {
    let number = |field: Option<&Field>| field.and_then(Field::number);
    let total = found.total.as_ref();
    assert_eq!(
        number(total.and_then(|total| total.points.as_ref())),
        form.totals.points,
        "{place}"
    );
    assert_eq!(number(total.and_then(|total| total.score.as_ref())), form.totals.score, "{place}");
    assert_eq!(total.and_then(|total| total.grade_read), form.totals.grade, "{place}");
}

#[test]
fn self_evaluations_are_recognised_value_for_value() {
    let engine = Engine::new();
    for (name, form) in samples::self_evaluations() {
        let whole = Form::SelfEvaluation(form.clone());
        for layout in Layout::ALL.into_iter().filter(|layout| layout.prints(&whole)) {
            let sheets = layout.sheets(&whole).unwrap();
            for format in FORMATS {
                let place = format!("{name} in {} as {format:?}", layout.id());
                let found = read(&engine.render(&whole, layout, format).unwrap().bytes, &place);
                assert_identity(&form, &sheets, &found, &place);
                assert_funds(&form, &sheets, &found, &place);
                assert_goal(&form, &found, &place);
                assert_indicators(&form, layout, &sheets, &found, &place);
                assert_totals(&form, &found, &place);
            }
        }
    }
}

#[test]
fn goal_submissions_are_recognised_value_for_value() {
    let engine = Engine::new();
    for (name, form) in samples::goal_submissions() {
        for format in FORMATS {
            let place = format!("{name} as {format:?}");
            let whole = Form::GoalSubmission(form.clone());
            let bytes = engine.render(&whole, Layout::GoalSubmission, format).unwrap().bytes;
            let found = read(&bytes, &place);
            assert_eq!(found.kind, FormKind::GoalSubmission, "{place}");
            assert_eq!(found.year.map(FiscalYear::get), Some(form.year), "{place}");
            assert_eq!(printed(found.project.as_ref()), form.project, "{place}");
            assert_eq!(
                printed(found.implementing_unit.as_ref()),
                "502003-江州市职工学校",
                "{place}"
            );
            assert_eq!(printed(found.goal.expected.as_ref()), form.annual.goal, "{place}");
            let amount = found.funds.iter().map(|row| printed(row.initial_budget.as_ref()));
            assert_eq!(amount.collect::<Vec<_>>(), ["60.00", "60.00", "0.00"], "{place}");
            let expected: Vec<_> = form
                .indicators
                .iter()
                .flat_map(|group| group.kinds.iter().map(move |kind| (group, kind)))
                .flat_map(|(group, kind)| kind.annual.iter().map(move |row| (group, kind, row)))
                .map(|(group, kind, row)| {
                    (&*group.name, &*kind.name, row.name.clone(), row.target.clone(), row.points)
                })
                .collect();
            let read: Vec<_> = found
                .indicators
                .iter()
                .map(|row| {
                    let points = row.points.as_ref().and_then(Field::number);
                    let target = printed(row.target.as_ref());
                    (&*row.level1, &*row.level2, printed(Some(&row.level3)), target, points)
                })
                .collect();
            assert_eq!(read, expected, "{place}");
        }
    }
}

#[test]
fn project_lists_are_recognised_value_for_value() {
    let engine = Engine::new();
    for count in [1, 5, 80] {
        let form = samples::project_list(count);
        for format in FORMATS {
            let place = format!("{count} projects as {format:?}");
            let whole = Form::ProjectList(form.clone());
            let found =
                read(&engine.render(&whole, Layout::ProjectList, format).unwrap().bytes, &place);
            assert_eq!(found.kind, FormKind::ProjectList, "{place}");
            assert_eq!(found.list.len(), count, "{place}");
            for (index, (item, project)) in found.list.iter().zip(&form.projects).enumerate() {
                assert_eq!(item.number, (index + 1).to_string(), "{place}");
                assert_eq!(printed(Some(&item.project)), squeezed(&project.name), "{place}");
                let remark = printed(item.remark.as_ref());
                assert_eq!(remark.trim_matches('—'), project.remark, "{place}");
            }
        }
    }
}
