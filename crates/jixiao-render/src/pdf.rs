//! Sheets and texts as pages of A4.
//!
//! Lays the grid out itself: breaks lines with the metrics of the embedded fonts, breaks pages
//! between rows (or within a row too tall for one), repeats header rows, and writes the file.
//! Lengths are thousandths of a point; only the drawing knows fractions.

mod content;
mod deflate;
mod draw;
mod embed;
mod fonts;
mod lines;
mod measure;
mod outline;
mod pages;
mod structure;
mod subset;

use crate::RenderError;
use crate::mark::Mark;
use crate::paper::{Paper, Section};

pub use fonts::{FallbackFont, Fonts};

/// Millimetres as thousandths of a point.
const fn milli_points(mm: u32) -> u32 {
    tenth_milli_points(mm * 10)
}

/// Tenths of a millimetre as thousandths of a point.
const fn tenth_milli_points(tenth_mm: u32) -> u32 {
    tenth_mm * 72_000 / 254
}

/// Thousandths of a point as points.
fn points(milli_points: u32) -> f32 {
    // Pages are less than a million thousandths of a point wide: every length is exact.
    #[expect(clippy::cast_precision_loss, reason = "below 2^24")]
    let points = milli_points as f32;
    points / 1_000.0
}

/// The document, and the characters no font has. The same paper and fonts give the same bytes.
pub(crate) fn write(paper: &Paper, fonts: &Fonts) -> Result<(Vec<u8>, Vec<char>), RenderError> {
    let setter = fonts.setter(paper);
    let measured: Vec<_> = paper.sections().map(|section| measured(section, &setter)).collect();
    let mut layouts = Vec::with_capacity(measured.len());
    for (index, section) in measured.iter().enumerate() {
        let mark = paper.mark.as_ref().filter(|_| index + 1 == measured.len());
        layouts.push(lay_out(section, mark.map_or(0, |mark| room_for(mark, section, &setter))));
    }
    let small_print;
    if let Some(mark) = &paper.mark
        && let Some(last) = layouts.pop()
    {
        small_print = pages::small_print(mark, &last, &setter);
        layouts.push(pages::mark(last, mark, &small_print));
    }
    let bytes = draw::document(paper, layouts, &setter)?;
    Ok((bytes, setter.missing()))
}

/// A section with everything broken into lines.
enum Measured<'s> {
    Sheet(measure::Grid<'s>, measure::Surroundings),
    Text(Vec<pages::MeasuredItem<'s>>),
}

fn measured<'s>(section: &'s Section, setter: &fonts::Setter<'_>) -> Measured<'s> {
    match section {
        Section::Sheet(sheet) => {
            Measured::Sheet(measure::grid(sheet, setter), measure::surroundings(sheet, setter))
        }
        Section::Text(flow) => Measured::Text(pages::measure_text(flow, setter)),
    }
}

/// The room below everything that the mark needs at its end.
fn room_for(mark: &Mark, measured: &Measured<'_>, setter: &fonts::Setter<'_>) -> u32 {
    match measured {
        Measured::Sheet(grid, _) => {
            let frame = pages::Frame::of_form(grid.sheet.orientation);
            pages::room_below_form(mark, frame, setter)
        }
        Measured::Text(items) => pages::room_below_text(mark, items, setter),
    }
}

/// Puts a section on pages, with `reserve` room at its end.
fn lay_out<'m>(measured: &'m Measured<'_>, reserve: u32) -> pages::Layout<'m> {
    match measured {
        Measured::Sheet(grid, around) => pages::form(grid, around, reserve),
        Measured::Text(items) => pages::text(items, reserve),
    }
}
