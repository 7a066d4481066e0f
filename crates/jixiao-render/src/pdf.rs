//! Sheets and texts as pages of A4.
//!
//! Lays the grid out itself: breaks lines with the metrics of the embedded fonts, breaks pages
//! between rows (or within a row too tall for one), repeats header rows, and writes the file.
//! Lengths are thousandths of a point; only the drawing knows fractions.

mod draw;
mod embed;
mod fonts;
mod lines;
mod measure;
mod outline;
mod pages;

use crate::RenderError;
use crate::paper::{Paper, Section};

pub use fonts::{FallbackFont, Fonts};

/// Millimetres as thousandths of a point.
fn milli_points(mm: u32) -> u32 {
    tenth_milli_points(mm * 10)
}

/// Tenths of a millimetre as thousandths of a point.
fn tenth_milli_points(tenth_mm: u32) -> u32 {
    tenth_mm * 72_000 / 254
}

/// The document, and the characters no font has. The same paper and fonts give the same bytes.
pub(crate) fn write(paper: &Paper, fonts: &Fonts) -> Result<(Vec<u8>, Vec<char>), RenderError> {
    let setter = fonts.setter(paper);
    let body = |section: &Section| match section {
        Section::Sheet(sheet) => {
            let around = measure::surroundings(sheet, &setter);
            pages::form(&measure::grid(sheet, &setter), &around)
        }
        Section::Text(flow) => pages::text(flow, &setter),
    };
    let lay_out = |section| match paper.mark_of(section) {
        Some(mark) => pages::mark(body(section), mark, &setter),
        None => body(section),
    };
    let layouts: Vec<_> = paper.sections().map(lay_out).collect();
    let bytes = draw::document(paper, &layouts, &setter)?;
    Ok((bytes, setter.missing()))
}
