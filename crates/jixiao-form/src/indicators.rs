//! The indicator block: one row an indicator, under headings that inherit downwards.
//!
//! Owns how a row laid onto the columns becomes an indicator, a heading with its subtotal, or
//! nothing (a blank row of an unfilled group). Compares no value with any other.

mod fields;
pub(crate) mod glued;
pub(crate) mod levels;

use crate::Indicator;
use crate::grid::columns::{Columns, Slots, is_dash, is_figure};
use crate::grid::{RowView, field};
use crate::recognise::builder::Builder;
use crate::vocabulary::{Column, LevelWord, stated_points};

/// From this penalty on a row is counted as one that does not fit its header.
const MISFIT: u32 = 4;

/// Whether the row below an indicator header belongs to it: nearly all its words are headers.
pub(crate) fn continues_header(row: RowView<'_>) -> bool {
    let (mut cells, mut headers) = (0, 0);
    for view in row.cells() {
        cells += 1;
        headers += usize::from(view.meaning.column.is_some());
    }
    headers >= 2 && headers * 5 >= cells * 3
}

/// Reads a row of the block.
pub(crate) fn row(builder: &mut Builder, row: RowView<'_>, next: Option<RowView<'_>>) {
    let columns = std::mem::take(&mut builder.indicators);
    let slots = columns.lay(row, |slots| penalty(&columns, slots));
    read(builder, row, next, &columns, &slots);
    builder.indicators = columns;
}

fn read(
    builder: &mut Builder,
    row: RowView<'_>,
    next: Option<RowView<'_>>,
    columns: &Columns,
    slots: &Slots<'_>,
) {
    if slots.penalty >= MISFIT {
        builder.misfits += 1;
    }
    let mut heading = levels::from_row(builder, row, columns, slots);
    let named = slots.get(Column::Level3);
    let measured = !slots.all_blank(&[Column::Target, Column::Actual]);
    let indented = !columns.has(Column::Level1) && !columns.has(Column::Level2);
    if heading.is_none() && indented && !measured {
        heading = levels::from_name(builder, named, next, columns);
    }
    let name_is_heading = heading.is_some_and(|heading| heading.took_name);
    let scored = !slots.all_blank(&[Column::Points, Column::Score]);
    if !measured && (named.is_none() || name_is_heading) {
        if scored {
            subtotal(builder, row, next, columns, slots, heading);
        }
        return;
    }
    if is_filler(named.map_or("", |view| view.words)) && !measured {
        return;
    }
    push(builder, row, columns, slots);
    strays(builder, slots);
}

/// Points and a score without an indicator: the subtotal of a heading whose rows follow, or else an
/// indicator without a name.
fn subtotal(
    builder: &mut Builder,
    row: RowView<'_>,
    next: Option<RowView<'_>>,
    columns: &Columns,
    slots: &Slots<'_>,
    heading: Option<levels::Heading>,
) {
    let points = fields::cell(columns, row, slots, Column::Points);
    let score = fields::cell(columns, row, slots, Column::Score);
    match heading {
        Some(heading) if heading.took_name || levels::inherits(columns, heading, next) => {
            builder.levels.state(&mut builder.form, heading.level, points, score, row.at());
        }
        _ => push(builder, row, columns, slots),
    }
}

/// 小计 below the rows of a group.
pub(crate) fn subtotal_row(builder: &mut Builder, row: RowView<'_>) {
    let columns = std::mem::take(&mut builder.indicators);
    let slots = columns.lay(row, |slots| penalty(&columns, slots));
    let points = fields::cell(&columns, row, &slots, Column::Points);
    let score = fields::cell(&columns, row, &slots, Column::Score);
    builder.levels.state(&mut builder.form, 1, points, score, row.at());
    builder.indicators = columns;
}

fn push(builder: &mut Builder, row: RowView<'_>, columns: &Columns, slots: &Slots<'_>) {
    medium_term(builder, row, columns, slots);
    let cell = |column| fields::cell(columns, row, slots, column);
    let level3 = fields::name(columns, row, slots);
    fields::extras(builder, columns, row, slots, &level3.printed);
    let above = &builder.levels;
    let indicator = Indicator {
        level1: above.level1.clone(),
        level2: above.level2.clone(),
        group: above.group(),
        kind: above.kind,
        level1_points: above.points,
        level3,
        target: fields::target(columns, row, slots),
        actual: cell(Column::Actual),
        points: cell(Column::Points),
        score: cell(Column::Score),
        deviation: fields::deviation(columns, row, slots),
        at: row.at(),
    };
    builder.form.indicators.push(indicator);
}

/// The indicator of the medium term beside the year's is kept as a remark.
fn medium_term(builder: &mut Builder, row: RowView<'_>, columns: &Columns, slots: &Slots<'_>) {
    if let Some((name, target)) = columns.medium_term(row, slots.shift) {
        let value =
            target.map_or_else(|| field::blank(name.cell.at), |target| field::value(target.cell));
        builder.form.remarks.push((format!("中期指标/{}", name.words), value));
    }
}

fn strays(builder: &mut Builder, slots: &Slots<'_>) {
    if let Some(stray) = slots.stray.filter(|view| view.meaning.label.is_none()) {
        let more = if slots.unclaimed > 1 { "等几格" } else { "" };
        let message = format!("指标行的“{}”{more}没有可对应的栏目", stray.cell.text);
        builder.gap(message, stray.cell.at);
    }
}

/// Lines a template leaves for more indicators: ……, 指标2.
fn is_filler(words: &str) -> bool {
    let rest = words.strip_prefix("指标").unwrap_or(words).trim_end_matches([':', '.', '、']);
    is_dash(rest) || rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// What speaks against a layout.
fn penalty(columns: &Columns, slots: &Slots<'_>) -> u32 {
    let mut cost = 0;
    if let Some(view) = slots.get(Column::Level1) {
        cost += match view.meaning.level {
            Some(LevelWord::Kind(_)) => 4,
            Some(_) => 0,
            None if is_points_note(view.words) => 0,
            None if view.meaning.label.is_some() => 1,
            None if view.words.is_empty() || view.words.len() > 36 || is_figure(view.words) => 3,
            None => 1,
        };
    }
    if let Some(view) = slots.get(Column::Level2) {
        cost += match view.meaning.level {
            Some(LevelWord::Group(_)) => 3,
            Some(_) => 0,
            None if is_points_note(view.words) => 0,
            None if view.words.is_empty() || view.words.len() > 45 || is_figure(view.words) => 3,
            None => 1,
        };
    }
    match slots.get(Column::Level3) {
        Some(view) if is_figure(view.words) => cost += 3,
        Some(view) if view.meaning.level.is_some() && columns.has(Column::Level2) => {
            // A name may read like a heading, but no row one cell short fills every column.
            let full = [Column::Target, Column::Actual, Column::Points, Column::Score]
                .into_iter()
                .all(|column| !columns.has(column) || slots.get(column).is_some());
            cost += 2 * u32::from(!full);
        }
        Some(_) => {}
        None => cost += u32::from(!slots.all_blank(&[Column::Target, Column::Actual])),
    }
    for column in [Column::Points, Column::Score] {
        cost += match slots.get(column) {
            Some(view) if is_dash(view.words) => 0,
            Some(view) if !is_figure(view.words) => 4,
            Some(view) => 3 * u32::from(view.words.ends_with('%')),
            None => u32::from(columns.has(column) && slots.get(Column::Actual).is_some()),
        };
    }
    if slots.get(Column::Sign).is_some_and(|view| view.words.len() > 12) {
        cost += 2;
    }
    if slots.get(Column::Unit).is_some_and(|view| view.words.len() > 24 || is_figure(view.words)) {
        cost += 2;
    }
    cost
}

/// `(50分)` alone: the points of a heading left behind by a page break.
fn is_points_note(words: &str) -> bool {
    let inner = words.trim_matches(['(', ')']);
    words.starts_with('(') && stated_points(inner).is_some()
}
