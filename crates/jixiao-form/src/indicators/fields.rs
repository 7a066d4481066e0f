//! The fields of an indicator from the cells of its row.

use crate::Field;
use crate::grid::columns::{Columns, Slots, is_dash};
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::Builder;
use crate::values;
use crate::vocabulary::Column;
use jixiao_document::Location;
use jixiao_domain::Value;

/// The value in `column`: blank where the cell is, `None` where the form has no such column.
pub(super) fn cell(
    columns: &Columns,
    row: RowView<'_>,
    slots: &Slots<'_>,
    column: Column,
) -> Option<Field> {
    if !columns.has(column) {
        return None;
    }
    Some(match slots.get(column) {
        Some(view) => field::value(view.cell),
        None => field::blank(blank_place(columns, row, slots, column)),
    })
}

/// The name of the indicator.
pub(super) fn name(columns: &Columns, row: RowView<'_>, slots: &Slots<'_>) -> Field {
    match slots.get(Column::Level3) {
        Some(view) => field::words(view.cell),
        None => field::blank(blank_place(columns, row, slots, Column::Level3)),
    }
}

/// The target, its value put together from sign, number and unit where they stand apart.
pub(super) fn target(columns: &Columns, row: RowView<'_>, slots: &Slots<'_>) -> Option<Field> {
    let mut target = cell(columns, row, slots, Column::Target);
    if target.as_ref().is_none_or(Field::is_blank)
        && let Some(adjusted) = slots.get(Column::AdjustedTarget)
    {
        target = Some(field::value(adjusted.cell));
    }
    let target = target?;
    let sign = slots.get(Column::Sign).map(|view| view.words).filter(|words| is_sign(words));
    let unit = slots.get(Column::Unit).map(|view| view.words).filter(|words| !is_dash(words));
    if target.is_blank() || (sign.is_none() && unit.is_none()) {
        return Some(target);
    }
    let printed = field::plain(&target.printed);
    let sign = sign.filter(|_| !printed.starts_with(['≥', '≤', '>', '<', '=', '＞', '＜']));
    let unit = unit.filter(|unit| !printed.ends_with(unit));
    let whole = [sign.unwrap_or(""), &printed, unit.unwrap_or("")].concat();
    let value = match values::parse(&whole) {
        Value::Words => target.value,
        value => value,
    };
    Some(Field { value, ..target })
}

/// The reason for a shortfall.
pub(super) fn deviation(columns: &Columns, row: RowView<'_>, slots: &Slots<'_>) -> Option<Field> {
    if !columns.has(Column::Deviation) {
        return None;
    }
    Some(match slots.get(Column::Deviation) {
        Some(view) if likelihood(columns, slots).is_some() => field::blank(view.cell.at),
        Some(view) => field::words(view.cell),
        None => field::blank(blank_place(columns, row, slots, Column::Deviation)),
    })
}

/// The answer of a monitoring form (确定能, 有可能, a tick) that slid into the column of reasons.
fn likelihood<'g>(columns: &Columns, slots: &Slots<'g>) -> Option<CellView<'g>> {
    let here = slots.get(Column::Deviation)?;
    let answer =
        here.meaning.column == Some(Column::Likelihood) || matches!(here.words, "√" | "✓" | "∨");
    (answer && columns.has(Column::Likelihood)).then_some(here)
}

/// Cells of columns the draft has no field for are kept as remarks under the indicator's name.
pub(super) fn extras(
    builder: &mut Builder,
    columns: &Columns,
    row: RowView<'_>,
    slots: &Slots<'_>,
    name: &str,
) {
    if let Some(answer) = likelihood(columns, slots) {
        builder.form.remarks.push((format!("{name}/可能性"), field::words(answer.cell)));
    }
    for (header, view) in columns.extras(row, slots.shift) {
        if !is_dash(view.words) && !matches!(header, "序号" | "行次") {
            builder.form.remarks.push((format!("{name}/{header}"), field::words(view.cell)));
        }
    }
}

/// The signs of 指标性质; 定性 and 定量 say nothing about the comparison.
fn is_sign(words: &str) -> bool {
    let sign = |c: char| {
        matches!(c, '≥' | '≤' | '>' | '<' | '=' | '≧' | '≦' | '═' | '﹦' | '﹥' | '﹤' | '≈')
    };
    (!words.is_empty() && words.chars().all(sign))
        || matches!(words, "大于" | "小于" | "等于" | "大于等于" | "小于等于" | "不低于" | "不超过")
}

fn blank_place(columns: &Columns, row: RowView<'_>, slots: &Slots<'_>, column: Column) -> Location {
    let place = columns.start(column).map_or(-1, |at| i64::from(at) - slots.shift);
    let blank = u32::try_from(place).ok().and_then(|place| row.blank_at(place));
    blank.map_or_else(|| row.at(), |cell| cell.at)
}
