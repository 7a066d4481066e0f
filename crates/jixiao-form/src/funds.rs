//! The fund block: one row a source of money.
//!
//! Owns rows under a fund header, rows without any header (goal submissions print a source and an
//! amount), and rows whose label and amount share a cell. Adds nothing up.

mod glued;
mod pairs;

use crate::grid::columns::{Slots, is_dash, is_figure};
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::Builder;
use crate::vocabulary::{Column, Label};
use crate::{Field, FundRow, FundSource};
use jixiao_document::Location;

/// The columns of amounts.
const AMOUNTS: [Column; 6] = [
    Column::InitialBudget,
    Column::AdjustedBudget,
    Column::ArrivedAmount,
    Column::ExecutedAmount,
    Column::ExpectedAmount,
    Column::Amount,
];

/// Reads a row of the fund block; says whether it was one.
pub(crate) fn row(builder: &mut Builder, row: RowView<'_>) -> bool {
    let sources = row.cells().filter(|view| source_of(*view).is_some()).count();
    if !builder.funds.is_empty() && pairs::under_header(builder, row) {
        return true;
    }
    if builder.funds.is_empty() || sources > 1 {
        return sources > 0 && pairs::side_by_side(builder, row);
    }
    let label = row.cells().find(|view| source_of(*view).is_some());
    let slots = builder.funds.lay(row, |slots| penalty(slots, label));
    let label = label.or_else(|| unknown_label(row, &slots, builder));
    let unlabelled = label.is_none() && builder.form.funds.is_empty() && all_figures(row);
    if label.is_none() && !unlabelled {
        return false;
    }
    if let Some(label) = label {
        builder.note_currency(label.words);
        if let Some((source, amount)) = pairs::own_amount(label) {
            let printed = label_text(label);
            pairs::push_amount(builder, source, printed, amount, label.cell.at);
            return true;
        }
    }
    under_header(builder, row, &slots, label);
    true
}

/// What a label says, also where an amount follows its colon.
fn source_of(view: CellView<'_>) -> Option<FundSource> {
    view.meaning.source.or_else(|| pairs::own_amount(view).map(|(source, _)| source))
}

fn under_header(
    builder: &mut Builder,
    row: RowView<'_>,
    slots: &Slots<'_>,
    label: Option<CellView<'_>>,
) {
    let ordered = if slots.penalty > 0 { in_order(builder, row, slots, label) } else { None };
    let slots = ordered.as_ref().unwrap_or(slots);
    let cell = |column| fund_cell(builder, row, slots, column);
    let at = row.at();
    let mut fund = FundRow {
        source: label.and_then(source_of).unwrap_or(if label.is_none() {
            FundSource::Total
        } else {
            FundSource::Unrecognised
        }),
        label: label.map(label_text).unwrap_or_default(),
        initial_budget: cell(Column::InitialBudget),
        adjusted_budget: cell(Column::AdjustedBudget),
        executed_amount: cell(Column::ExecutedAmount),
        points: cell(Column::Points),
        execution_rate: cell(Column::ExecutionRate),
        score: cell(Column::Score),
        at,
    };
    if fund.initial_budget.is_none() {
        fund.initial_budget = cell(Column::Amount);
    }
    if glued::split(&mut fund) == Some(false) {
        builder.gap("连在一起的金额有不止一种拆法，未拆分".to_owned(), at);
    }
    remaining(builder, row, slots, &fund.label, label);
    builder.form.funds.push(fund);
}

fn fund_cell(
    builder: &Builder,
    row: RowView<'_>,
    slots: &Slots<'_>,
    column: Column,
) -> Option<Field> {
    if !builder.funds.has(column) {
        return None;
    }
    Some(slots.get(column).map_or_else(
        || field::blank(blank_place(builder, row, slots, column)),
        |view| field::value(view.cell),
    ))
}

fn blank_place(builder: &Builder, row: RowView<'_>, slots: &Slots<'_>, column: Column) -> Location {
    let place = builder.funds.start(column).map_or(-1, |at| i64::from(at) - slots.shift);
    let blank = u32::try_from(place).ok().and_then(|place| row.blank_at(place));
    blank.map_or_else(|| row.at(), |cell| cell.at)
}

/// Columns the draft has no field for keep their words as remarks; strays are gaps.
fn remaining(
    builder: &mut Builder,
    row: RowView<'_>,
    slots: &Slots<'_>,
    label: &str,
    label_cell: Option<CellView<'_>>,
) {
    let mut remarks = Vec::new();
    for (header, view) in builder.funds.extras(row, slots.shift) {
        let is_label = label_cell.is_some_and(|label| label.cell == view.cell);
        if !is_label && !is_dash(view.words) && header != "行次" {
            remarks.push((format!("{label}/{header}"), field::words(view.cell)));
        }
    }
    if let Some(view) = slots.get(Column::Deviation) {
        remarks.push((format!("{label}/原因"), field::words(view.cell)));
    }
    builder.form.remarks.append(&mut remarks);
    let is_label = |view: &CellView<'_>| {
        label_cell.is_some_and(|label| label.cell == view.cell)
            || view.meaning.label == Some(Label::FundBlock)
    };
    if let Some(stray) = slots.stray.filter(|view| !is_label(view)) {
        builder.misfits += 1;
        builder.gap(format!("资金栏的“{}”没有可对应的栏目", stray.cell.text), stray.cell.at);
    }
}

/// What speaks against a layout: words where amounts belong, a label under a header.
fn penalty(slots: &Slots<'_>, label: Option<CellView<'_>>) -> u32 {
    let mut cost = 0_u32;
    for column in AMOUNTS.into_iter().chain([Column::ExecutionRate, Column::Points, Column::Score])
    {
        let Some(view) = slots.get(column) else { continue };
        if label.is_some_and(|label| label.cell == view.cell) {
            cost += 2;
        } else if !(holds_amount(view) || is_dash(view.words)) {
            cost += 3;
        }
    }
    if slots.get(Column::Points).is_some_and(|view| view.words.contains('%')) {
        cost += 2;
    }
    cost
}

fn holds_amount(view: CellView<'_>) -> bool {
    is_figure(view.words) || view.words.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

fn all_figures(row: RowView<'_>) -> bool {
    row.cells().all(|view| holds_amount(view) || is_dash(view.words)) && row.cells().count() >= 2
}

/// A label the vocabulary lacks: words in front of amounts.
fn unknown_label<'g>(
    row: RowView<'g>,
    slots: &Slots<'g>,
    builder: &Builder,
) -> Option<CellView<'g>> {
    let first = row.first()?;
    let plain = !first.words.is_empty() && first.words.len() <= 60 && !is_figure(first.words);
    let amounts = AMOUNTS.iter().filter(|&&column| {
        slots.get(column).is_some_and(|view| view.cell != first.cell && holds_amount(view))
    });
    let known_label = first.meaning.label.is_some_and(|label| label != Label::FundBlock);
    let amounts = amounts.count();
    (plain && !known_label && amounts > 0 && !builder.form.funds.is_empty()).then_some(first)
}

/// Amounts that follow their label without keeping to the columns, as many as there are columns,
/// are taken in printed order.
fn in_order<'g>(
    builder: &Builder,
    row: RowView<'g>,
    slots: &Slots<'g>,
    label: Option<CellView<'g>>,
) -> Option<Slots<'g>> {
    let label = label?;
    let order = [
        Column::InitialBudget,
        Column::AdjustedBudget,
        Column::ArrivedAmount,
        Column::ExecutedAmount,
        Column::Points,
        Column::ExecutionRate,
        Column::Score,
    ];
    let mut columns: Vec<(u32, Column)> = order
        .into_iter()
        .filter_map(|column| builder.funds.start(column).map(|at| (at, column)))
        .collect();
    columns.sort_unstable();
    let values = row.cells().filter(|view| {
        view.cell.column > label.cell.column
            && view.meaning == crate::vocabulary::Meaning::default()
    });
    if values.clone().count() != columns.len() {
        return None;
    }
    let mut ordered = *slots;
    for column in order {
        ordered.take(column);
    }
    ordered.stray = None;
    for ((_, column), view) in columns.into_iter().zip(values) {
        ordered.put(column, view);
    }
    Some(ordered)
}

fn label_text(view: CellView<'_>) -> String {
    let words = view.words.trim_matches(':');
    let end = pairs::own_amount(view).and_then(|_| words.rfind(':')).unwrap_or(words.len());
    words[..end].trim_matches(':').to_owned()
}
