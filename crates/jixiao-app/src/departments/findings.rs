//! What the checker says of a department's forms, finding by finding at its field.

use super::{FiledDepartment, Record};
use crate::form_check::{self, FieldFinding, Places};
use crate::{App, Refusal};
use jixiao_document::Location;
use jixiao_domain::{Coded as _, Decimal, DepartmentTask, FiscalYear};
use jixiao_form::{Duty, Form, FormKind, Indicator, Total};

/// The findings of the scored table, the qualitative form and the duty table.
///
/// # Errors
/// [`Refusal::WrongState`] where no regulation governs the year.
pub fn findings(
    app: &App,
    record: &Record,
    filed: &FiledDepartment,
) -> Result<Vec<FieldFinding>, Refusal> {
    let year = u16::try_from(filed.year).unwrap_or_default();
    let regulation = app
        .regulations
        .resolve("000000", year)
        .map_err(|error| Refusal::WrongState(error.to_string()))?;
    let mut found = Vec::new();
    let mut places = Places::default();
    let scores = scores(record, filed, &mut places);
    found.extend(form_check::findings(scores, &places, regulation));
    let mut places = Places::default();
    let tasks = tasks(filed, &mut places);
    found.extend(form_check::findings(tasks, &places, regulation));
    let mut places = Places::default();
    let duties = duties(filed, &mut places);
    found.extend(form_check::findings(duties, &places, regulation));
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(found)
}

fn begin(kind: FormKind, filed: &FiledDepartment, places: &mut Places) -> Form {
    let mut form = Form::new(kind, Location::Whole);
    form.year = u16::try_from(filed.year).ok().and_then(FiscalYear::new);
    form.project = Some(places.cell("", &filed.department));
    form
}

fn points(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(String::new, |stored| Decimal::new(stored, 2).normalize().to_string())
}

fn scores(record: &Record, filed: &FiledDepartment, places: &mut Places) -> Form {
    let mut form = begin(FormKind::DepartmentSelfEvaluation, filed, places);
    form.has_points_column = true;
    form.has_score_column = true;
    form.indicators = filed
        .indicators
        .iter()
        .map(|row| {
            let name = |part: &str| format!("indicators[{}].{part}", row.code);
            let reduced = row.score.is_some_and(|score| score < row.points);
            let explained = (reduced || !row.formula.is_empty()) && !row.reason.is_empty();
            let deviation = if explained { row.reason.as_str() } else { "—" };
            Indicator {
                level1: row.level1.clone(),
                level2: row.level2.clone(),
                group: None,
                kind: None,
                level1_points: None,
                at: places.at(name("actual")),
                level3: places.cell(name("actual"), &row.name),
                target: Some(places.cell(name("actual"), &row.target)),
                actual: Some(places.cell(name("actual"), &row.actual)),
                points: Some(places.cell(name("chosen"), points(Some(row.points)))),
                score: Some(places.cell(name("chosen"), points(row.score))),
                deviation: Some(places.cell(name("reason"), deviation)),
            }
        })
        .collect();
    form.total = Some(Total {
        points: Some(places.cell("", record.framework.points().normalize().to_string())),
        score: Some(places.cell("", points(filed.total))),
        grade: Some(places.cell("", filed.grade.clone().unwrap_or_default())),
        grade_read: filed.grade(),
        at: places.at(""),
    });
    form
}

fn tasks(filed: &FiledDepartment, places: &mut Places) -> Form {
    let mut form = begin(FormKind::DepartmentSelfEvaluation, filed, places);
    form.duties = filed
        .tasks
        .iter()
        .zip(DepartmentTask::ALL)
        .map(|(row, task)| {
            let name = |part: &str| format!("tasks[{}].{part}", task.code());
            let texts = [&row.measure, &row.execution, &row.comparison, &row.remark];
            duty(&row.goal, &row.task, texts, &name, places)
        })
        .collect();
    form
}

fn duties(filed: &FiledDepartment, places: &mut Places) -> Form {
    let mut form = begin(FormKind::DutyPerformance, filed, places);
    form.duties = filed
        .duties
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let name = |part: &str| format!("duties[{index}].{part}");
            let texts = [&row.measure, &row.execution, &row.comparison, &row.remark];
            duty("", &row.name, texts, &name, places)
        })
        .collect();
    form
}

fn duty(
    goal: &str,
    task: &str,
    [measure, execution, comparison, remark]: [&String; 4],
    name: &impl Fn(&str) -> String,
    places: &mut Places,
) -> Duty {
    Duty {
        goal: goal.to_owned(),
        task: places.cell(name("measure"), task),
        measure: Some(places.cell(name("measure"), measure)),
        execution: Some(places.cell(name("execution"), execution)),
        comparison: Some(places.cell(name("comparison"), comparison)),
        remark: Some(places.cell(name("remark"), remark)),
        at: places.at(name("measure")),
    }
}
