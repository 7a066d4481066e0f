//! From drafts to the public reading.

use super::*;
use jixiao_document::{Document, Location};
use jixiao_domain::{CurrencyUnit, DateValue, FiscalYear, Value};
use jixiao_form as form;

impl ReadDocument {
    /// The entry of a file that was read.
    pub fn of(path: &str, document: &Document, reading: &form::Reading) -> Self {
        let place = |at: Location| document.describe(at);
        let mut gaps: Vec<ReadGap> = reading
            .gaps
            .iter()
            .map(|gap| ReadGap { message: gap.message.clone(), at: place(gap.at) })
            .collect();
        gaps.extend(
            document
                .notes
                .iter()
                .map(|(at, message)| ReadGap { message: message.clone(), at: place(*at) }),
        );
        Self {
            path: path.to_owned(),
            format: Some(document.format.name().to_owned()),
            error: None,
            forms: reading.forms.iter().map(|form| form_of(document, form)).collect(),
            reports: reading.reports.iter().map(|report| report_of(document, report)).collect(),
            gaps,
        }
    }

    /// The entry of a file that could not be read.
    pub fn unreadable(path: &str, error: String) -> Self {
        Self {
            path: path.to_owned(),
            format: None,
            error: Some(error),
            forms: Vec::new(),
            reports: Vec::new(),
            gaps: Vec::new(),
        }
    }
}

fn form_of(document: &Document, form: &form::Form) -> ReadForm {
    let cell = |field: &Option<form::Field>| cell_of(document, field.as_ref());
    let unit = |unit: Option<CurrencyUnit>| unit.map(|unit| unit.word().to_owned());
    ReadForm {
        kind: form.kind.name().to_owned(),
        title: text_of(form.title.as_ref()),
        year: form.year.map(FiscalYear::get),
        project: text_of(form.project.as_ref()),
        supervising_dept: text_of(form.supervising_dept.as_ref()),
        implementing_unit: text_of(form.implementing_unit.as_ref()),
        money_unit: ReadMoneyUnit {
            printed: unit(form.money_unit.printed),
            effective: unit(form.money_unit.effective),
        },
        funds: form
            .funds
            .iter()
            .map(|row| ReadFund {
                source: row.source.name().to_owned(),
                label: row.label.clone(),
                initial_budget: cell(&row.initial_budget),
                adjusted_budget: cell(&row.adjusted_budget),
                executed_amount: cell(&row.executed_amount),
                points: cell(&row.points),
                execution_rate: cell(&row.execution_rate),
                score: cell(&row.score),
            })
            .collect(),
        goal: ReadGoal {
            expected: text_of(form.goal.expected.as_ref()),
            actual: text_of(form.goal.actual.as_ref()),
        },
        indicators: form.indicators.iter().map(|row| indicator_of(document, row)).collect(),
        total: form.total.as_ref().map(|total| ReadTotal {
            points: cell(&total.points),
            score: cell(&total.score),
            grade: text_of(total.grade.as_ref()),
        }),
        duties: form.duties.iter().map(|row| duty_of(document, row)).collect(),
        list: form.list.iter().map(|row| list_item_of(document, row)).collect(),
        base_data: form
            .base_data
            .iter()
            .filter_map(|datum| {
                Some(ReadBaseDatum {
                    row: datum.row_label.clone(),
                    column: datum.column_label.clone(),
                    cell: cell_of(document, Some(&datum.cell))?,
                })
            })
            .collect(),
        remarks: remarks_of(document, &form.remarks),
        at: document.describe(form.at),
    }
}

fn indicator_of(document: &Document, row: &form::Indicator) -> ReadIndicator {
    let cell = |field: &Option<form::Field>| cell_of(document, field.as_ref());
    ReadIndicator {
        level1: some_text(&row.level1),
        level1_points: row.level1_points.map(|points| points.to_string()),
        level2: some_text(&row.level2),
        level3: row.level3.printed.clone(),
        target: cell(&row.target),
        actual: cell(&row.actual),
        points: cell(&row.points),
        score: cell(&row.score),
        deviation: text_of(row.deviation.as_ref()),
        at: document.describe(row.at),
    }
}

fn duty_of(document: &Document, row: &form::Duty) -> ReadDuty {
    ReadDuty {
        goal: some_text(&row.goal),
        task: row.task.printed.clone(),
        measure: text_of(row.measure.as_ref()),
        execution: text_of(row.execution.as_ref()),
        comparison: text_of(row.comparison.as_ref()),
        remark: text_of(row.remark.as_ref()),
        at: document.describe(row.at),
    }
}

fn list_item_of(document: &Document, row: &form::ListItem) -> ReadListItem {
    ReadListItem {
        number: some_text(&row.number),
        project: row.project.printed.clone(),
        remark: text_of(row.remark.as_ref()),
        others: remarks_of(document, &row.others),
        at: document.describe(row.at),
    }
}

fn remarks_of(document: &Document, remarks: &[(String, form::Field)]) -> Vec<ReadRemark> {
    remarks
        .iter()
        .filter(|(_, field)| !field.is_blank())
        .map(|(label, field)| ReadRemark {
            label: label.clone(),
            text: field.printed.clone(),
            at: document.describe(field.at),
        })
        .collect()
}

fn report_of(document: &Document, report: &form::Report) -> ReadReport {
    ReadReport {
        kind: report.kind.name().to_owned(),
        title: text_of(report.title.as_ref()),
        year: report.year.map(FiscalYear::get),
        sections: report
            .sections
            .iter()
            .map(|section| ReadSection {
                heading: section.heading.clone(),
                level: section.level,
                at: document.describe(section.at),
            })
            .collect(),
        figures: report
            .figures
            .iter()
            .filter_map(|figure| {
                let quantity = figure.value.quantity()?;
                Some(ReadFigure {
                    text: figure.text.clone(),
                    number: quantity.number.to_string(),
                    unit: quantity.unit.clone(),
                    at: document.describe(figure.at),
                })
            })
            .collect(),
        at: document.describe(report.at),
    }
}

fn some_text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn text_of(field: Option<&form::Field>) -> Option<String> {
    field.and_then(|field| some_text(&field.printed))
}

fn cell_of(document: &Document, field: Option<&form::Field>) -> Option<ReadCell> {
    let field = field.filter(|field| !field.is_blank())?;
    let mut cell = ReadCell {
        printed: field.printed.clone(),
        value: None,
        range: None,
        date: None,
        at: document.describe(field.at),
    };
    match &field.value {
        Value::Quantity(quantity) => {
            cell.value = Some(ReadValue {
                sign: quantity.sign.symbol().to_owned(),
                number: quantity.number.to_string(),
                unit: quantity.unit.clone(),
            });
        }
        Value::Range(range) => {
            cell.range = Some(ReadRange {
                low: range.low.to_string(),
                high: range.high.to_string(),
                unit: range.unit.clone(),
            });
        }
        Value::Date(date) => {
            let DateValue { year, month, day, sign } = *date;
            cell.date = Some(ReadDate { year, month, day, deadline: sign.is_ceiling() });
        }
        Value::Words | Value::Nothing => {}
    }
    Some(cell)
}
