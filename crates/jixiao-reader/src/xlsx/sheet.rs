//! The cells of one sheet part, as text, and its merges.

use super::strings::{Strings, unescape};
use crate::ReadError;
use crate::build::Build;
use crate::number_format::Decimal;
use crate::spreadsheet::{SheetGrid, Styles, check_place};
use crate::xml::{Xml, attribute, push_entity};
use quick_xml::events::{BytesStart, Event};

/// What the workbook knows that a sheet needs.
pub(super) struct Context<'c> {
    pub(super) strings: &'c Strings,
    pub(super) styles: &'c Styles,
    /// Which sheet, from 0.
    pub(super) index: u32,
}

/// How the value of a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Boolean,
    /// Text, error names and ISO dates stand as they are.
    Plain,
}

/// The cell being read.
struct Open {
    row: u32,
    column: u32,
    kind: Type,
    style: usize,
    value: String,
    has_formula: bool,
}

struct Reader<'c, 'b, 'l> {
    context: &'c Context<'c>,
    build: &'b mut Build<'l>,
    grid: SheetGrid,
    formulas_without_result: u32,
    /// Where the next row and cell stand that do not say it.
    next_row: u32,
    next_column: u32,
    open: Option<Open>,
    in_value: bool,
}

/// Reads the part: its cells, and how many formulas have no stored result.
pub(super) fn read(
    text: &str,
    part: &str,
    context: &Context<'_>,
    build: &mut Build<'_>,
) -> Result<(SheetGrid, u32), ReadError> {
    let mut xml = Xml::new(text, part, build.limits.xml_depth);
    let mut reader = Reader {
        context,
        build,
        grid: SheetGrid::new(context.index),
        formulas_without_result: 0,
        next_row: 0,
        next_column: 0,
        open: None,
        in_value: false,
    };
    loop {
        match xml.next()? {
            Event::Text(found) if reader.in_value => reader.push(&found.xml10_content()),
            Event::CData(found) if reader.in_value => reader.push(&found.xml10_content()),
            Event::GeneralRef(entity) if reader.in_value => {
                if let Some(cell) = &mut reader.open {
                    push_entity(&mut cell.value, &entity);
                }
            }
            Event::Start(element) => match element.local_name().into_inner() {
                "row" => reader.begin_row(&element)?,
                "c" => reader.begin_cell(&element)?,
                "v" | "t" => reader.in_value = reader.open.is_some(),
                "f" => {
                    reader.note_formula();
                    xml.skip(&element)?;
                }
                "rPh"
                | "cols"
                | "sheetViews"
                | "conditionalFormatting"
                | "dataValidations"
                | "extLst" => xml.skip(&element)?,
                "mergeCell" => reader.merge(&element)?,
                _ => {}
            },
            Event::Empty(element) => match element.local_name().into_inner() {
                "row" => reader.begin_row(&element)?,
                "c" => {
                    reader.begin_cell(&element)?;
                    reader.end_cell()?;
                }
                "f" => reader.note_formula(),
                "mergeCell" => reader.merge(&element)?,
                _ => {}
            },
            Event::End(element) => match element.local_name().into_inner() {
                "c" => reader.end_cell()?,
                "v" | "t" => reader.in_value = false,
                _ => {}
            },
            Event::Eof => return Ok((reader.grid, reader.formulas_without_result)),
            _ => {}
        }
    }
}

impl Reader<'_, '_, '_> {
    fn push(&mut self, text: &str) {
        if let Some(cell) = &mut self.open {
            cell.value.push_str(text);
        }
    }

    fn note_formula(&mut self) {
        if let Some(cell) = &mut self.open {
            cell.has_formula = true;
        }
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let given = attribute(element, "r").and_then(|row| row.parse::<u32>().ok());
        let row = given.map_or(self.next_row, |row| row.saturating_sub(1));
        if row >= self.build.limits.rows {
            return Err(ReadError::too_large("工作表行数", self.build.limits.rows));
        }
        self.next_row = row + 1;
        self.next_column = 0;
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let mut cell = Open {
            row: self.next_row.saturating_sub(1),
            column: self.next_column,
            kind: Type::Number,
            style: 0,
            value: String::new(),
            has_formula: false,
        };
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.0 {
                "r" => {
                    (cell.row, cell.column) =
                        place(&attribute.value).unwrap_or((cell.row, cell.column));
                }
                "s" => cell.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    cell.kind = match &*attribute.value {
                        "s" => Type::Shared,
                        "b" => Type::Boolean,
                        "str" | "inlineStr" | "e" | "d" => Type::Plain,
                        _ => Type::Number,
                    }
                }
                _ => {}
            }
        }
        check_place(cell.row, cell.column, self.build)?;
        self.next_column = cell.column + 1;
        self.open = Some(cell);
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        self.in_value = false;
        let Some(cell) = self.open.take() else { return Ok(()) };
        if cell.has_formula && cell.value.is_empty() {
            self.formulas_without_result += 1;
        }
        let text = self.text(&cell);
        self.grid.cell((cell.row, cell.column), text, self.build)
    }

    /// What the cell shows.
    fn text(&self, cell: &Open) -> String {
        let value = cell.value.as_str();
        match cell.kind {
            _ if value.is_empty() => String::new(),
            Type::Shared => {
                let index = value.trim().parse().unwrap_or(usize::MAX);
                unescape(self.context.strings.get(index).unwrap_or_default())
            }
            Type::Boolean => (if value.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            Type::Plain => unescape(value),
            Type::Number => match Decimal::parse(value) {
                Some(number) => self.context.styles.show(cell.style, number),
                None => value.to_owned(),
            },
        }
    }

    fn merge(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let range = attribute(element, "ref").unwrap_or_default();
        let (from, to) = range.split_once(':').unwrap_or((&range, &range));
        match (place(from), place(to)) {
            (Some(from), Some(to)) => self.grid.merge(from, to, self.build),
            _ => Ok(()),
        }
    }
}

/// Row and column, from 0, of a reference such as `B12` or `$B$12`.
fn place(reference: &str) -> Option<(u32, u32)> {
    let mut bytes = reference.bytes().filter(|&byte| byte != b'$').peekable();
    let mut column = 0_u32;
    while let Some(letter) = bytes.next_if(u8::is_ascii_alphabetic) {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    let mut row = 0_u32;
    for byte in bytes {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        row = row.checked_mul(10)?.checked_add(digit)?;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}
