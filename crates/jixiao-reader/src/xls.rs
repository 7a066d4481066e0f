//! Binary workbooks of Excel 97–2003 and Excel 5 (xls): one table a visible sheet.
//!
//! Owns the order of the reading. Only the records that hold shown cells, number formats, merges
//! and sheet names are looked at; formulas give the result stored with them.

mod cells;
mod globals;
mod records;
mod strings;

use crate::build::Build;
use crate::ole::Ole;
use crate::{Limits, ReadError, spreadsheet};
use jixiao_document::{Document, Format, Location};

/// Reads the workbook in a compound file.
pub(crate) fn read(ole: &Ole<'_>, limits: &Limits) -> Result<Document, ReadError> {
    let stream = ole.stream("Workbook").or_else(|| ole.stream("Book"));
    let stream = stream.ok_or_else(|| ReadError::damaged("xls 工作簿", "找不到工作簿数据"))?;
    let globals = globals::read(&stream)?;
    let mut build = Build::new(Format::Xls, limits);
    for sheet in &globals.sheets {
        build.sheet(&sheet.name);
    }
    for (index, sheet) in (0_u32..).zip(&globals.sheets) {
        if sheet.hidden {
            build.note(Location::Whole, format!("工作表“{}”已隐藏，未读取", sheet.name));
            continue;
        }
        if !sheet.has_cells {
            continue;
        }
        let Some(content) = stream.get(sheet.start..) else {
            build.note(Location::Whole, format!("工作表“{}”的内容缺失", sheet.name));
            continue;
        };
        let grid = cells::read(content, index, &globals, &mut build)?;
        spreadsheet::add_table(grid, &mut build)?;
    }
    Ok(build.finish())
}
