//! Sheets as a workbook: each sheet a tab, laid out to print as it stands.
//!
//! Owns rows high enough for their text: rows of merged cells do not grow by themselves, and no row
//! may be higher than 409 pt, so that a taller one becomes several merged ones.

mod formats;
mod mark;

use crate::RenderError;
use crate::mark::Mark;
use crate::sheet::fit;
use crate::sheet::{
    Cell, END_MARGIN_MM, Orientation, SIDE_MARGIN_MM, SUBTITLE_HALF_POINTS, Sheet,
    TITLE_HALF_POINTS,
};
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};
use std::collections::HashSet;

/// Characters a workbook takes in one cell.
const CELL_CHARACTERS_MAX: usize = 32_767;
/// Characters a workbook takes as the name of a tab.
const TAB_CHARACTERS_MAX: usize = 31;
/// The highest row a workbook takes, with a little room, in tenths of a point.
const ROW_HEIGHT_MAX: u32 = 4_000;
/// The lowest row of a form, in tenths of a point.
const ROW_HEIGHT_MIN: u32 = 210;
/// A header below this many rows is repeated on paper but not frozen on the screen: it would leave
/// no room to scroll.
const FROZEN_ROWS_MAX: u32 = 5;
/// A4 in the list of papers.
const PAPER_A4: u8 = 9;

/// The workbook. The same sheets give the same bytes.
pub(crate) fn write(sheets: &[&Sheet], mark: Option<&Mark>) -> Result<Vec<u8>, RenderError> {
    let too_long = |cell: &&Cell| cell.text.chars().count() > CELL_CHARACTERS_MAX;
    if let Some(cell) = sheets.iter().flat_map(|sheet| &sheet.cells).find(too_long) {
        return Err(RenderError::CellTooLong { length: cell.text.chars().count() });
    }
    let mut book = Workbook::new();
    // A fixed day: nothing of the clock gets into the file.
    let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = sheets.first().map_or("", |sheet| &sheet.title);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let mut formats = Formats::default();
    let mut names = HashSet::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let mark = mark.filter(|_| index + 1 == sheets.len());
        let name = unused(&sheet.name, &mut names);
        write_sheet(book.add_worksheet(), (sheet, &name), mark, &mut formats)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A name no other tab has: a workbook tells `A` from `a` nowhere, and takes 31 characters.
fn unused(name: &str, names: &mut HashSet<String>) -> String {
    let name = if name.trim().is_empty() { "表" } else { name };
    let mut unused = name.to_owned();
    let mut number = 1_u32;
    while !names.insert(unused.to_lowercase()) {
        number += 1;
        let mark = format!("（{number}）");
        let kept = TAB_CHARACTERS_MAX.saturating_sub(mark.chars().count());
        unused = name.chars().take(kept).collect::<String>() + &mark;
    }
    unused
}

fn write_sheet(
    tab: &mut Worksheet,
    (sheet, name): (&Sheet, &str),
    mark: Option<&Mark>,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    tab.set_name(name)?;
    for (index, &width) in (0..).zip(&sheet.columns_mm) {
        tab.set_column_width_pixels(index, width * 960 / 254)?;
    }
    let mut writer = TabWriter { tab, sheet, next_row: 0 };
    writer.line(&sheet.title, TITLE_HALF_POINTS, &Formats::title())?;
    if !sheet.subtitle.is_empty() {
        writer.line(&sheet.subtitle, SUBTITLE_HALF_POINTS, &Formats::subtitle())?;
    }
    let rows = writer.grid(formats)?;
    for text in sheet.notes.iter().chain(&sheet.foot) {
        writer.line(text, crate::sheet::BODY_HALF_POINTS, &Formats::note())?;
    }
    if let Some(mark) = mark {
        mark::write(&mut writer, mark)?;
    }
    let end = writer.next_row;
    let last_column = last_column(sheet);
    let header = &sheet.header_rows;
    let place = |row: usize| rows.get(row).copied().unwrap_or(end);
    if !header.is_empty() {
        tab.set_repeat_rows(place(header.start), place(header.end).saturating_sub(1))?;
    }
    let frozen = place(if header.is_empty() { 0 } else { header.end });
    tab.set_freeze_panes(if frozen > FROZEN_ROWS_MAX { place(0) } else { frozen }, 0)?;
    tab.set_print_area(0, 0, end.saturating_sub(1), last_column)?;
    tab.ignore_error_range(0, 0, end, last_column, IgnoreError::NumberStoredAsText)?;
    page(tab, sheet.orientation);
    Ok(())
}

fn page(tab: &mut Worksheet, orientation: Orientation) {
    match orientation {
        Orientation::Portrait => tab.set_portrait(),
        Orientation::Landscape => tab.set_landscape(),
    };
    tab.set_paper_size(PAPER_A4);
    tab.set_print_fit_to_pages(1, 0);
    tab.set_print_center_horizontally(true);
    let (side, end) = (inches(SIDE_MARGIN_MM), inches(END_MARGIN_MM));
    tab.set_margins(side, side, end, end, inches(8), inches(8));
    tab.set_footer("&C&\"宋体\"— &P —");
}

fn inches(mm: u32) -> f64 {
    f64::from(mm) / 25.4
}

fn points(tenths: u32) -> f64 {
    f64::from(tenths) / 10.0
}

fn last_column(sheet: &Sheet) -> u16 {
    column_number(sheet.columns_mm.len().saturating_sub(1))
}

/// Layouts have a few dozen columns at most.
fn column_number(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

struct TabWriter<'w> {
    tab: &'w mut Worksheet,
    sheet: &'w Sheet,
    next_row: u32,
}

impl TabWriter<'_> {
    /// A line of text over the whole width.
    fn line(
        &mut self,
        text: &str,
        half_points: u32,
        format: &rust_xlsxwriter::Format,
    ) -> Result<(), XlsxError> {
        let row = self.next_row;
        self.next_row += 1;
        let height = fit::line_height(self.sheet, text, half_points) + 60;
        self.tab.set_row_height(row, points(height.min(ROW_HEIGHT_MAX)))?;
        match last_column(self.sheet) {
            0 => self.tab.write_string_with_format(row, 0, text, format)?,
            last => self.tab.merge_range(row, 0, row, last, text, format)?,
        };
        Ok(())
    }

    /// The grid; returns the first row of the tab each row of the sheet begins at.
    fn grid(&mut self, formats: &mut Formats) -> Result<Vec<u32>, XlsxError> {
        let mut rows = Vec::with_capacity(self.sheet.row_count + 1);
        for height in fit::row_heights(self.sheet) {
            let height = height.max(ROW_HEIGHT_MIN);
            rows.push(self.next_row);
            let count = height.div_ceil(ROW_HEIGHT_MAX);
            for _ in 0..count {
                self.tab.set_row_height(self.next_row, points(height / count))?;
                self.next_row += 1;
            }
        }
        for cell in &self.sheet.cells {
            let end = rows.get(cell.row + cell.row_span).copied().unwrap_or(self.next_row);
            self.cell(cell, (rows[cell.row], end - 1), formats)?;
        }
        Ok(rows)
    }

    fn cell(
        &mut self,
        cell: &Cell,
        (first, last): (u32, u32),
        formats: &mut Formats,
    ) -> Result<(), XlsxError> {
        let left = column_number(cell.column);
        let right = column_number(cell.column + cell.column_span - 1);
        // A row parted into several is read from its top.
        let parted = (first..last).len() >= cell.row_span;
        let format = formats.cell(cell, fit::half_points(self.sheet, cell), parted);
        if first < last || left < right {
            self.tab.merge_range(first, left, last, right, &cell.text, format)?;
        }
        match &cell.number {
            // The only place where a figure becomes a binary number: workbooks know no other.
            Some(number) => {
                let value = f64::try_from(number.value).unwrap_or_default();
                self.tab.write_number_with_format(first, left, value, format)?;
            }
            None => {
                self.tab.write_string_with_format(first, left, &cell.text, format)?;
            }
        }
        Ok(())
    }
}
