//! Sheets as pages of A4.
//!
//! Lays the grid out itself: breaks lines with the metrics of the embedded fonts, breaks pages
//! between rows (or within a row too tall for one), repeats header rows, and writes the file.
//! Lengths are thousandths of a point; only the drawing knows fractions.

mod draw;
mod embed;
mod fonts;
mod lines;
mod measure;
mod pages;

use crate::RenderError;
use crate::sheet::Sheet;

pub use fonts::{FallbackFont, Fonts};

/// Millimetres as thousandths of a point.
fn milli_points(mm: u32) -> u32 {
    tenth_milli_points(mm * 10)
}

/// Tenths of a millimetre as thousandths of a point.
fn tenth_milli_points(tenth_mm: u32) -> u32 {
    tenth_mm * 72_000 / 254
}

/// The document, and the characters no font has. The same sheets and fonts give the same bytes.
pub(crate) fn write(sheets: &[Sheet], fonts: &Fonts) -> Result<(Vec<u8>, Vec<char>), RenderError> {
    let setter = fonts.setter(sheets);
    let mut layouts = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        layouts.push(pages::lay_out(measure::measure(sheet, &setter)));
    }
    let bytes = draw::document(&layouts, &setter)?;
    Ok((bytes, setter.missing()))
}
