//! The records of one sheet that hold shown cells and merges.

use super::globals::Globals;
use super::records::{Record, Records};
use super::strings::Text;
use crate::ReadError;
use crate::build::Build;
use crate::number_format::Decimal;
use crate::spreadsheet::{SheetGrid, check_place};

/// Reads the sheet whose records begin the content.
pub(super) fn read(
    content: &[u8],
    index: u32,
    globals: &Globals,
    build: &mut Build<'_>,
) -> Result<SheetGrid, ReadError> {
    let mut reader = Reader { globals, build, grid: SheetGrid::new(index), formula: None };
    // A chart within the sheet is a stream of records of its own.
    let mut depth = 0_u32;
    for record in Records::new(content) {
        match record.kind {
            0x809 => depth += 1,
            0x0a if depth <= 1 => break,
            0x0a => depth -= 1,
            _ if depth == 1 => reader.record(&record)?,
            _ => {}
        }
    }
    Ok(reader.grid)
}

struct Reader<'g, 'b, 'l> {
    globals: &'g Globals,
    build: &'b mut Build<'l>,
    grid: SheetGrid,
    /// The place of a formula whose text follows in a record of its own.
    formula: Option<(u32, u32)>,
}

impl Reader<'_, '_, '_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        if record.kind == 0xe5 {
            return self.merges(record);
        }
        if record.kind == 0x207 {
            let text = self.string(record, 0).unwrap_or_default();
            return match self.formula.take() {
                Some(place) => self.cell(place, text),
                None => Ok(()),
            };
        }
        let (Some(row), Some(column)) = (record.u16(0), record.u16(2)) else { return Ok(()) };
        let place = (u32::from(row), u32::from(column));
        let style = usize::from(record.u16(4).unwrap_or(0));
        let text = match record.kind {
            0x203 => record.f64(6).map(|value| self.float(value, style)),
            0x27e => record.u32(6).map(|value| self.packed(value, style)),
            0xbd => return self.packed_run(record, place),
            0x06 => {
                self.formula = Some(place);
                self.result(record, style)
            }
            0xfd => record.u32(6).and_then(|at| self.globals.strings.get(at as usize)).cloned(),
            0x204 | 0xd6 => self.string(record, 6),
            0x205 => record.u16(6).map(|value| boolean_or_error(value.to_le_bytes())),
            _ => None,
        };
        match text {
            Some(text) => self.cell(place, text),
            None => Ok(()),
        }
    }

    fn cell(&mut self, (row, column): (u32, u32), text: String) -> Result<(), ReadError> {
        check_place(row, column, self.build)?;
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        self.grid.cell((row, column), text, self.build)
    }

    /// A string that begins with its length.
    fn string(&self, record: &Record<'_>, at: usize) -> Option<String> {
        let mut cursor = record.cursor(at);
        let length = usize::from(cursor.u16()?);
        match self.globals.text {
            Text::Unicode | Text::Bytes(_) => self.globals.text.read(&mut cursor, length),
        }
    }

    /// A stored binary number as it is shown: its shortest decimal, in the format of its style.
    fn float(&self, value: f64, style: usize) -> String {
        match Decimal::parse(&format!("{value:e}")) {
            Some(number) => self.globals.styles.show(style, number),
            None => String::new(),
        }
    }

    /// A number packed into 32 bits: an integer or the upper half of a float, perhaps a hundredfold.
    fn packed(&self, value: u32, style: usize) -> String {
        let hundredfold = value & 1 == 1;
        if value & 2 == 2 {
            let integer = value.cast_signed() >> 2;
            let power = if hundredfold { -2 } else { 0 };
            let number = Decimal::parse(&format!("{integer}e{power}"));
            return number.map_or(String::new(), |number| self.globals.styles.show(style, number));
        }
        let float = f64::from_bits(u64::from(value & !3) << 32);
        self.float(if hundredfold { float / 100.0 } else { float }, style)
    }

    /// Packed numbers side by side: style and value each, between the columns.
    fn packed_run(&mut self, record: &Record<'_>, place: (u32, u32)) -> Result<(), ReadError> {
        let cells = record.data.get(4..).unwrap_or_default().as_chunks::<6>().0;
        for (column, cell) in (place.1..).zip(cells) {
            let style = u16::from_le_bytes([cell[0], cell[1]]);
            let value = u32::from_le_bytes([cell[2], cell[3], cell[4], cell[5]]);
            let text = self.packed(value, usize::from(style));
            self.cell((place.0, column), text)?;
        }
        Ok(())
    }

    /// The stored result of a formula; `None` where it is text, which follows, or blank.
    fn result(&self, record: &Record<'_>, style: usize) -> Option<String> {
        if record.u16(12) != Some(0xffff) {
            return record.f64(6).map(|value| self.float(value, style));
        }
        let kind = record.u16(6)?.to_le_bytes()[0];
        let value = record.u16(8)?.to_le_bytes()[0];
        match kind {
            1 | 2 => Some(boolean_or_error([value, u8::from(kind == 2)])),
            _ => None,
        }
    }

    fn merges(&mut self, record: &Record<'_>) -> Result<(), ReadError> {
        for range in record.data.get(2..).unwrap_or_default().as_chunks::<8>().0 {
            let word = |at: usize| u32::from(u16::from_le_bytes([range[at], range[at + 1]]));
            self.grid.merge((word(0), word(4)), (word(2), word(6)), self.build)?;
        }
        Ok(())
    }
}

fn boolean_or_error([value, is_error]: [u8; 2]) -> String {
    let shown = match (is_error, value) {
        (0, 0) => "FALSE",
        (0, _) => "TRUE",
        (_, 0x00) => "#NULL!",
        (_, 0x07) => "#DIV/0!",
        (_, 0x0f) => "#VALUE!",
        (_, 0x17) => "#REF!",
        (_, 0x1d) => "#NAME?",
        (_, 0x24) => "#NUM!",
        _ => "#N/A",
    };
    shown.to_owned()
}
