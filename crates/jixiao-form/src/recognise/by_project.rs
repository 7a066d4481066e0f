//! Tables that list several projects below one header: 项目名称 stands beside the indicator levels.
//!
//! Owns cutting such a table into one form a project and reading the columns left of the levels
//! (project, unit, amount, goal). The indicators themselves are read like those of any other form.

use super::builder::Builder;
use super::regions::{Part, Region};
use crate::grid::headers::RowKind;
use crate::grid::{CellView, Grid, RowView, field};
use crate::vocabulary::{Column, Label};
use crate::{Form, FundRow, FundSource, Gap, indicators};
use jixiao_document::{Cell, Table, TableBuilder};
use std::ops::Range;

/// The columns left of the levels.
#[derive(Debug, Default)]
struct Left {
    project: u32,
    goal: Option<u32>,
    unit: Option<u32>,
    department: Option<u32>,
    amount: Option<(u32, String)>,
    /// Where the levels begin.
    levels: u32,
}

/// The forms of such a table with what could not be read; `None` for any other region.
pub(super) fn read(region: &Region<'_>) -> Option<Vec<(Form, Vec<Gap>)>> {
    let [part] = &region.parts[..] else { return None };
    let (header, left) = part.rows.clone().find_map(|row| {
        (part.grid.kind(row) == RowKind::IndicatorHeader)
            .then(|| Some((row, columns(part.grid.row(row))?)))?
    })?;
    let second =
        header + 1 < part.rows.end && indicators::continues_header(part.grid.row(header + 1));
    let body = header + 1 + u32::from(second);
    let starts: Vec<u32> =
        (body..part.rows.end).filter(|&row| names_project(part.grid.row(row), &left)).collect();
    if starts.first() != Some(&body) {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([part.rows.end]);
    let mut above: Option<Form> = None;
    let mut forms = Vec::with_capacity(starts.len());
    for (&start, end) in starts.iter().zip(ends) {
        let (mut form, gaps) = build(region, part, header..body, start..end, &left);
        identity(&mut form, part.grid.row(start), &left, above.as_ref());
        above = Some(form.clone());
        forms.push((form, gaps));
    }
    Some(forms)
}

/// The columns of a header that names projects left of its levels.
fn columns(row: RowView<'_>) -> Option<Left> {
    let mut left = Left::default();
    let mut project = None;
    for view in row.cells() {
        let at = view.cell.column;
        match (view.meaning.label, view.meaning.column) {
            (_, Some(Column::Level1 | Column::Level2 | Column::Level3)) => {
                left.levels = at;
                break;
            }
            (Some(Label::ProjectName), _) => project = Some(at),
            (Some(Label::GoalBlock | Label::GoalExpected), _) => left.goal = Some(at),
            (Some(Label::DepartmentName | Label::ImplementingUnit), _) => left.unit = Some(at),
            (Some(Label::SupervisingDept), _) => left.department = Some(at),
            (_, Some(Column::InitialBudget | Column::AdjustedBudget | Column::Amount)) => {
                left.amount = Some((at, view.words.to_owned()));
            }
            _ => {}
        }
    }
    left.project = project?;
    (left.levels > left.project).then_some(left)
}

/// Whether a project begins in the row: a name, and indicators beside it.
fn names_project(row: RowView<'_>, left: &Left) -> bool {
    let name = cell(row, left.project);
    let beside = row.cells().any(|view| view.cell.column >= left.levels);
    beside && name.is_some_and(|view| view.meaning.label.is_none())
}

fn cell(row: RowView<'_>, column: u32) -> Option<CellView<'_>> {
    row.cells().find(|view| view.cell.column == column)
}

/// Reads the indicators of one project from a table of their own.
fn build(
    region: &Region<'_>,
    part: &Part<'_>,
    header: Range<u32>,
    rows: Range<u32>,
    left: &Left,
) -> (Form, Vec<Gap>) {
    let whole = part.grid.table();
    let repeated = |row: &u32| part.grid.kind(*row) != RowKind::IndicatorHeader;
    let mut table = TableBuilder::new();
    for row in header.chain(rows.clone().filter(repeated)) {
        for cell in whole.row(row).iter().filter(|cell| cell.column >= left.levels) {
            let row_span = span(cell, row, rows.end);
            table.cell(cell.column, (row_span, cell.column_span), cell.text.clone(), cell.at);
        }
        table.end_row();
    }
    let table: Table = table.finish();
    let grid = Grid::new(&table);
    let mut builder = Builder::new(region.kind, part.grid.row(rows.start).at());
    region.fill_head(&mut builder);
    builder.rows(&grid, 0..grid.row_count());
    region.fill_identity(&mut builder);
    builder.finish()
}

fn span(cell: &Cell, row: u32, end: u32) -> u32 {
    cell.row_span.min(end.saturating_sub(row)).max(1)
}

/// What stands left of the levels in the first row of a project; units are merged over projects.
fn identity(form: &mut Form, row: RowView<'_>, left: &Left, above: Option<&Form>) {
    let words = |column: Option<u32>| {
        column.and_then(|column| cell(row, column)).map(|view| field::words(view.cell))
    };
    form.project = words(Some(left.project));
    form.goal.expected = words(left.goal);
    if left.unit.is_some() {
        form.implementing_unit =
            words(left.unit).or_else(|| above.and_then(|form| form.implementing_unit.clone()));
    }
    if left.department.is_some() {
        form.supervising_dept =
            words(left.department).or_else(|| above.and_then(|form| form.supervising_dept.clone()));
    }
    let Some((column, label)) = &left.amount else { return };
    let Some(amount) = cell(row, *column) else { return };
    form.funds.push(FundRow {
        source: FundSource::Total,
        label: label.clone(),
        initial_budget: Some(field::value(amount.cell)),
        adjusted_budget: None,
        executed_amount: None,
        points: None,
        execution_rate: None,
        score: None,
        at: amount.cell.at,
    });
}
