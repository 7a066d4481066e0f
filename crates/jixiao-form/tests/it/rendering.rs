//! A reading as compact lines, so that an expectation can be read beside its document.

use jixiao_document::Document;
use jixiao_domain::Value;
use jixiao_form::{Field, Form, FundRow, Indicator, Reading};
use std::fmt::Write as _;

/// One line a fact: forms, then gaps.
pub(crate) fn render(reading: &Reading, document: &Document) -> String {
    let mut out = String::new();
    for form in &reading.forms {
        render_form(form, document, &mut out);
    }
    for gap in &reading.gaps {
        let _ = writeln!(out, "gap {}: {}", document.describe(gap.at), gap.message);
    }
    out
}

fn render_form(form: &Form, document: &Document, out: &mut String) {
    let year = form.year.map_or_else(|| "-".to_owned(), |year| year.to_string());
    let _ = writeln!(
        out,
        "form {} {} {year} @{}",
        form.kind.name(),
        text(form.title.as_ref()),
        document.describe(form.at)
    );
    let _ = writeln!(
        out,
        "  project={} dept={} unit={}",
        text(form.project.as_ref()),
        text(form.supervising_dept.as_ref()),
        text(form.implementing_unit.as_ref())
    );
    let unit = form.money_unit;
    let word = |unit: Option<jixiao_domain::CurrencyUnit>| unit.map_or("-", |unit| unit.word());
    let _ = writeln!(out, "  money {} -> {}", word(unit.printed), word(unit.effective));
    for row in &form.funds {
        let _ = writeln!(out, "  fund {}", fund(row));
    }
    if form.goal.expected.is_some() || form.goal.actual.is_some() {
        let goal = &form.goal;
        let _ = writeln!(
            out,
            "  goal {} => {}",
            text(goal.expected.as_ref()),
            text(goal.actual.as_ref())
        );
    }
    for group in &form.groups {
        let parent = group.parent.as_deref().map_or(String::new(), |parent| format!("{parent}/"));
        let _ = writeln!(
            out,
            "  group{} {parent}{} {} {}",
            group.level,
            group.name,
            text(group.points.as_ref()),
            text(group.score.as_ref())
        );
    }
    for indicator in &form.indicators {
        let _ = writeln!(out, "  {}", line(indicator, document));
    }
    if let Some(total) = &form.total {
        let _ = writeln!(
            out,
            "  total {} {} {} @{}",
            text(total.points.as_ref()),
            text(total.score.as_ref()),
            text(total.grade.as_ref()),
            document.describe(total.at)
        );
    }
    render_unscored(form, out);
}

/// Rows of forms without indicators, and what stands beside the fields.
fn render_unscored(form: &Form, out: &mut String) {
    for duty in &form.duties {
        let _ = writeln!(out, "  duty {}/{}", duty.goal, duty.task.printed);
    }
    for item in &form.list {
        let _ = writeln!(out, "  item {} {}", item.number, item.project.printed);
    }
    for datum in &form.base_data {
        let _ = writeln!(
            out,
            "  datum {} {} {}",
            datum.row_label, datum.column_label, datum.cell.printed
        );
    }
    for (label, field) in &form.remarks {
        let _ = writeln!(out, "  remark {label}: {}", text(Some(field)));
    }
}

fn fund(row: &FundRow) -> String {
    let cells = [
        &row.initial_budget,
        &row.adjusted_budget,
        &row.executed_amount,
        &row.points,
        &row.execution_rate,
        &row.score,
    ];
    let cells: Vec<String> = cells.iter().map(|cell| value(cell.as_ref())).collect();
    format!("{} {}: {}", row.source.name(), row.label, cells.join(" | "))
}

fn line(indicator: &Indicator, document: &Document) -> String {
    let points = indicator.level1_points.map_or(String::new(), |points| format!("({points})"));
    let cells = [&indicator.target, &indicator.actual, &indicator.points, &indicator.score];
    let cells: Vec<String> = cells.iter().map(|cell| value(cell.as_ref())).collect();
    format!(
        "{}{points}/{}/{} @{}: {} | {}",
        indicator.level1,
        indicator.level2,
        text(Some(&indicator.level3)),
        document.describe(indicator.at),
        cells.join(" | "),
        text(indicator.deviation.as_ref())
    )
}

/// `-` where the form has no cell, `_` for a blank one.
fn text(field: Option<&Field>) -> String {
    match field {
        None => "-".to_owned(),
        Some(field) if field.is_blank() => "_".to_owned(),
        Some(field) => field.printed.replace('\n', "⏎"),
    }
}

fn value(field: Option<&Field>) -> String {
    let Some(field) = field else { return "-".to_owned() };
    let meaning = match &field.value {
        Value::Quantity(quantity) => {
            format!("{}{}{}", quantity.sign, quantity.number, quantity.unit)
        }
        Value::Range(range) => format!("{}..{}{}", range.low, range.high, range.unit),
        Value::Date(date) => format!(
            "{}date{}-{}-{}",
            date.sign,
            date.year.map_or_else(|| "?".to_owned(), |year| year.to_string()),
            date.month.map_or_else(|| "?".to_owned(), |month| month.to_string()),
            date.day.map_or_else(|| "?".to_owned(), |day| day.to_string()),
        ),
        Value::Words => "words".to_owned(),
        Value::Nothing => "nothing".to_owned(),
    };
    let printed = text(Some(field));
    let plain = meaning.trim_start_matches('=') == printed;
    let blank = printed == "_" && meaning == "nothing";
    if plain || blank { printed } else { format!("{printed} «{meaning}»") }
}
