//! Fund rows whose amounts stand beside labels instead of below headers.
//!
//! Owns goal submissions (a source and its amount), blocks side by side (中期 and 年度, income and
//! expenditure), amounts sharing their label's cell, and rows of pairs (预算数 | 9.12 | 执行数 | 9.10).

use super::label_text;
use crate::grid::columns::is_figure;
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::Builder;
use crate::vocabulary::{Column, Label, fund_source};
use crate::{Field, FundRow, FundSource};
use jixiao_document::Location;
use jixiao_domain::Value;

/// The amounts a row of pairs may have, in the order of the national header.
const PAIRED: [Column; 4] =
    [Column::InitialBudget, Column::AdjustedBudget, Column::ArrivedAmount, Column::ExecutedAmount];

/// A row below a fund header that repeats a label before each of its amounts; says whether it was
/// one.
pub(super) fn under_header(builder: &mut Builder, row: RowView<'_>) -> bool {
    let mut amounts: Vec<(Option<Column>, CellView<'_>)> = Vec::new();
    let mut source = None;
    let mut open: Option<CellView<'_>> = None;
    let mut rest = Vec::new();
    for view in row.cells() {
        let paired = view.meaning.column.filter(|column| PAIRED.contains(column));
        if paired.is_some() || view.meaning.source.is_some() {
            source = source.or(view.meaning.source.map(|source| (source, view)));
            open = Some(view);
        } else if let Some(label) = open.take() {
            amounts.push((label.meaning.column, view));
        } else {
            rest.push(view);
        }
    }
    let alike = row
        .cells()
        .filter_map(|view| view.meaning.source)
        .all(|found| source.is_none_or(|(source, _)| source == found));
    let figures = amounts.iter().all(|(_, view)| is_figure(view.words));
    if amounts.len() < 2 || !alike || !figures {
        return false;
    }
    push_pairs(builder, row, &amounts, source, &rest);
    true
}

fn push_pairs(
    builder: &mut Builder,
    row: RowView<'_>,
    amounts: &[(Option<Column>, CellView<'_>)],
    source: Option<(FundSource, CellView<'_>)>,
    rest: &[CellView<'_>],
) {
    let mut headers: Vec<(u32, Column)> = PAIRED
        .into_iter()
        .filter_map(|column| builder.funds.start(column).map(|at| (at, column)))
        .collect();
    headers.sort_unstable();
    let mut fund = FundRow {
        source: source.map_or(FundSource::Total, |(source, _)| source),
        label: source.map(|(_, label)| label_text(label)).unwrap_or_default(),
        initial_budget: None,
        adjusted_budget: None,
        executed_amount: None,
        points: None,
        execution_rate: None,
        score: None,
        at: row.at(),
    };
    for (index, (named, view)) in amounts.iter().enumerate() {
        let amount = Some(field::value(view.cell));
        match named.or_else(|| headers.get(index).map(|&(_, column)| column)) {
            Some(Column::InitialBudget) => fund.initial_budget = amount,
            Some(Column::AdjustedBudget) => fund.adjusted_budget = amount,
            Some(Column::ExecutedAmount) => fund.executed_amount = amount,
            _ => builder.form.remarks.push(("到位数".to_owned(), field::value(view.cell))),
        }
    }
    if let [rate] = rest
        && builder.funds.has(Column::ExecutionRate)
        && is_figure(rate.words)
    {
        fund.execution_rate = Some(field::value(rate.cell));
    }
    builder.form.funds.push(fund);
}

/// Where the year's half of a block begins whose left half is the medium term.
fn halves(row: RowView<'_>) -> Option<u32> {
    let mut sources = row.cells().filter(|view| view.meaning.source.is_some());
    let first = sources.next()?;
    let year = sources.next()?;
    let medium = first.meaning.source == Some(FundSource::Unrecognised);
    (medium && year.meaning.source == Some(FundSource::Total)).then_some(year.cell.column)
}

/// Rows without a header: each source takes the amounts up to the next one.
pub(super) fn side_by_side(builder: &mut Builder, row: RowView<'_>) -> bool {
    let mut open: Option<(FundSource, CellView<'_>)> = None;
    let mut taken = false;
    builder.fund_halves = halves(row).or(builder.fund_halves);
    for view in row.cells() {
        let named = own_amount(view).is_some() || view.meaning.source.is_some();
        if named && let Some((source, label)) = open.take().filter(|_| !taken) {
            push_blank(builder, source, label);
        }
        if let Some((source, amount)) = own_amount(view) {
            push_amount(builder, source, label_text(view), amount, view.cell.at);
        } else if let Some(source) = view.meaning.source {
            builder.note_currency(view.words);
            open = Some((source, view));
            // Amounts of the medium term are no part of the year's: they stay remarks.
            taken = builder.fund_halves.is_some_and(|at| view.cell.column < at);
        } else if view.meaning.label == Some(Label::FundBlock) {
            builder.note_currency(view.words);
        } else if let Some((source, label)) = open {
            let amount = field::value(view.cell);
            if taken {
                let medium = builder.fund_halves.is_some_and(|at| label.cell.column < at);
                let words = label_text(label);
                let name = if medium { format!("中期资金/{words}") } else { words };
                builder.form.remarks.push((name, amount));
            } else {
                push_amount(builder, source, label_text(label), amount, label.cell.at);
                taken = true;
            }
        }
    }
    if let Some((source, label)) = open.filter(|_| !taken) {
        push_blank(builder, source, label);
    }
    true
}

/// A source without an amount; 按收入性质分 and the like only head the rows below.
fn push_blank(builder: &mut Builder, source: FundSource, label: CellView<'_>) {
    if !label.words.trim_matches(':').ends_with("性质分") {
        push_amount(builder, source, label_text(label), field::blank(label.cell.at), label.cell.at);
    }
}

/// The only amount of a row without columns: the year's budget in a self-evaluation, the budget
/// asked for at the beginning in a submission.
pub(super) fn push_amount(
    builder: &mut Builder,
    source: FundSource,
    label: String,
    amount: Field,
    at: Location,
) {
    let (initial_budget, adjusted_budget) = if builder.funds.has(Column::AdjustedBudget) {
        (None, Some(amount))
    } else {
        (Some(amount), None)
    };
    builder.form.funds.push(FundRow {
        source,
        label,
        initial_budget,
        adjusted_budget,
        executed_amount: None,
        points: None,
        execution_rate: None,
        score: None,
        at,
    });
}

/// `其中:一般公共预算:100`: source and amount in one cell.
pub(super) fn own_amount(view: CellView<'_>) -> Option<(FundSource, Field)> {
    let (head, tail) = view.words.rsplit_once(':')?;
    if !tail.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let source = fund_source(head)?;
    let text = field::plain(&view.cell.text);
    let colon = text.rfind([':', '：'])?;
    let amount = field::value_text(text[colon..].trim_start_matches([':', '：']), view.cell.at);
    (amount.value != Value::Nothing).then_some((source, amount))
}
