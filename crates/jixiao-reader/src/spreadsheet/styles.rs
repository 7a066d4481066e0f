//! The number formats of a workbook, by cell style.

use crate::number_format::{Decimal, NumberFormat};

/// Which format each cell style shows numbers in.
#[derive(Default)]
pub(crate) struct Styles {
    /// By id; those the file defines come first and hide built-in ones.
    formats: Vec<(u32, NumberFormat)>,
    /// The position in `formats` of each cell style; `None` shows the plain number.
    by_cell_style: Vec<Option<usize>>,
    /// Days count from 1904.
    pub(crate) from_1904: bool,
}

impl Styles {
    /// Adds a format the file defines.
    pub(crate) fn define(&mut self, id: u32, code: &str) {
        self.formats.push((id, NumberFormat::parse(code)));
    }

    /// Adds the next cell style, which uses the format of that id.
    pub(crate) fn add_cell_style(&mut self, id: u32) {
        let known = self.formats.iter().position(|(known, _)| *known == id);
        let at = known.or_else(|| {
            let format = NumberFormat::builtin(id).filter(|_| !matches!(id, 0 | 49))?;
            self.formats.push((id, format));
            Some(self.formats.len() - 1)
        });
        self.by_cell_style.push(at);
    }

    /// The text shown for a number in a cell of that style.
    pub(crate) fn show(&self, style: usize, number: Decimal) -> String {
        let format = self.by_cell_style.get(style).copied().flatten();
        match format.and_then(|at| self.formats.get(at)) {
            Some((_, format)) => format.show(number, self.from_1904),
            None => number.to_string(),
        }
    }
}
