//! Forms without indicators: qualitative department forms, duty tables, project lists, base data.
//!
//! Owns the choice of the family and what all of them share: title, year, parts in several tables.

use super::builder::Builder;
use super::regions::{Fact, Part, Region};
use crate::grid::field::squeezed;
use crate::vocabulary::stated_year;
use crate::{Form, FormKind, base_data, duties, project_list};
use jixiao_document::{Table, TableBuilder};
use jixiao_domain::FiscalYear;
use std::borrow::Cow;

/// Reads `region` as one of these forms; `None` when it is none.
pub(super) fn read(region: &Region<'_>) -> Option<Form> {
    let facts = region.facts;
    if !facts.has(Fact::Duties) && (facts.has(Fact::Indicators) || facts.has(Fact::Funds)) {
        return None; // A scored form.
    }
    let mut form = start(region);
    for part in &region.parts {
        read_part(&mut form, part, region);
    }
    let empty = form.duties.is_empty() && form.list.is_empty() && form.base_data.is_empty();
    (!empty).then_some(form)
}

fn start(region: &Region<'_>) -> Form {
    let mut builder = Builder::new(region.kind, region.first_row());
    region.fill_head(&mut builder);
    let mut form = builder.finish().0;
    if form.year.is_none() {
        form.year = region.parts.first().and_then(year_in_rows);
    }
    form
}

/// Rows of a workbook that may stand above the header: title, year, department, unit of money.
const HEAD_ROWS: usize = 4;

/// The year in the head of a sheet, where title and year are rows of the table itself.
fn year_in_rows(part: &Part<'_>) -> Option<FiscalYear> {
    let table = part.grid.table();
    part.rows.clone().take(HEAD_ROWS).find_map(|row| {
        let mut cells = table.row(row).iter().filter(|cell| !cell.text.trim().is_empty());
        let only = cells.next().filter(|_| cells.next().is_none())?;
        stated_year(&squeezed(&only.text))
    })
}

fn read_part(form: &mut Form, part: &Part<'_>, region: &Region<'_>) {
    let facts = region.facts;
    if facts.has(Fact::Duties) {
        if let Some((kind, duties)) = duties::recognise(&table(part)) {
            if !matches!(form.kind, FormKind::DepartmentSelfEvaluation | FormKind::DutyPerformance)
            {
                form.kind = kind;
            }
            form.duties.extend(duties);
        }
    } else if facts.has(Fact::List) || form.kind == FormKind::ProjectList {
        if let Some(items) = project_list::recognise(&table(part)) {
            form.kind = FormKind::ProjectList;
            form.list.extend(items);
        }
    } else if let Some(data) = base_data::recognise(&table(part)) {
        form.kind = FormKind::BaseData;
        form.base_data.extend(data);
    }
}

/// The rows of a part as a table of their own.
fn table<'g>(part: &Part<'g>) -> Cow<'g, Table> {
    let whole = part.grid.table();
    if part.rows == (0..whole.row_count()) {
        return Cow::Borrowed(whole);
    }
    let mut rows = TableBuilder::new();
    for row in part.rows.clone() {
        for cell in whole.row(row) {
            let row_span = cell.row_span.min(part.rows.end - row);
            rows.cell(cell.column, (row_span, cell.column_span), cell.text.clone(), cell.at);
        }
        rows.end_row();
    }
    Cow::Owned(rows.finish())
}
