//! The first part of a workbook stream: sheets, shared strings, number formats, epoch.

use super::records::{Record, Records};
use super::strings::Text;
use crate::ReadError;
use crate::spreadsheet::Styles;

/// A sheet as the workbook lists it.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// A sheet of cells, not of a chart or of macros.
    pub(super) has_cells: bool,
    /// Where its records begin in the stream.
    pub(super) start: usize,
}

pub(super) struct Globals {
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Vec<String>,
    pub(super) styles: Styles,
    pub(super) text: Text,
}

pub(super) fn read(stream: &[u8]) -> Result<Globals, ReadError> {
    let mut records = Records::new(stream);
    let first = records.next().filter(|record| record.kind == 0x809);
    let version = first.and_then(|record| record.u16(0));
    let mut globals = Globals {
        sheets: Vec::new(),
        strings: Vec::new(),
        styles: Styles::default(),
        text: match version {
            Some(0x600) => Text::Unicode,
            Some(0x500) => Text::code_page(936),
            _ => return Err(ReadError::damaged("xls 工作簿", "不是 Excel 5 至 2003 的格式")),
        },
    };
    let mut formats = Vec::new();
    for record in records {
        match record.kind {
            // Encrypted from here on.
            0x2f => return Err(ReadError::Encrypted),
            0x0a => break,
            0x22 => globals.styles.from_1904 = record.u16(0) == Some(1),
            0x42 => {
                if let (Text::Bytes(_), Some(page)) = (globals.text, record.u16(0)) {
                    globals.text = Text::code_page(page);
                }
            }
            0x41e => {
                if let Some((id, code)) = format(&record, globals.text) {
                    globals.styles.define(id, &code);
                }
            }
            0xe0 => formats.extend(record.u16(2)),
            0x85 => globals.sheets.extend(sheet(&record, globals.text)),
            0xfc => globals.strings = shared_strings(&record),
            _ => {}
        }
    }
    for id in formats {
        globals.styles.add_cell_style(u32::from(id));
    }
    if globals.sheets.is_empty() {
        return Err(ReadError::damaged("xls 工作簿", "里面没有工作表"));
    }
    Ok(globals)
}

fn format(record: &Record<'_>, text: Text) -> Option<(u32, String)> {
    let mut cursor = record.cursor(2);
    let length = match text {
        Text::Unicode => cursor.u16()?,
        Text::Bytes(_) => u16::from(cursor.u8()?),
    };
    Some((u32::from(record.u16(0)?), text.read(&mut cursor, usize::from(length))?))
}

fn sheet(record: &Record<'_>, text: Text) -> Option<Sheet> {
    let [state, kind] = record.u16(4)?.to_le_bytes();
    let mut cursor = record.cursor(6);
    let length = cursor.u8()?;
    Some(Sheet {
        name: text.read(&mut cursor, usize::from(length))?,
        hidden: state & 3 != 0,
        has_cells: kind == 0,
        start: record.u32(0)? as usize,
    })
}

fn shared_strings(record: &Record<'_>) -> Vec<String> {
    let mut cursor = record.cursor(8);
    let next = || {
        let length = cursor.u16()?;
        Text::Unicode.read(&mut cursor, usize::from(length))
    };
    std::iter::from_fn(next).collect()
}
