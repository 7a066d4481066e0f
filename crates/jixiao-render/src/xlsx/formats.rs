//! The cell formats of a workbook, each made once.

use crate::sheet::{Align, BODY_HALF_POINTS, Cell, Face, SUBTITLE_HALF_POINTS, TITLE_HALF_POINTS};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// Everything a cell's format depends on.
#[derive(PartialEq, Eq, Hash)]
struct Looks {
    align: u8,
    is_label: bool,
    bold: bool,
    indent: u32,
    half_points: u32,
    from_top: bool,
    number: Option<String>,
}

/// Formats made so far.
#[derive(Default)]
pub(super) struct Formats {
    cells: HashMap<Looks, Format>,
}

impl Formats {
    pub(super) fn title() -> Format {
        line("方正小标宋简体", TITLE_HALF_POINTS).set_align(FormatAlign::Center)
    }

    pub(super) fn subtitle() -> Format {
        line("仿宋", SUBTITLE_HALF_POINTS).set_align(FormatAlign::Center)
    }

    pub(super) fn note() -> Format {
        line("宋体", BODY_HALF_POINTS)
    }

    /// The format of a grid cell; `from_top` stands its text against the upper edge.
    pub(super) fn cell(&mut self, cell: &Cell, half_points: u32, from_top: bool) -> &Format {
        let looks = Looks {
            align: cell.align as u8,
            is_label: cell.face == Face::Label,
            bold: cell.bold,
            indent: cell.indent,
            half_points,
            from_top,
            number: cell.number.as_ref().map(|number| number.format.clone()),
        };
        self.cells.entry(looks).or_insert_with_key(|looks| make(cell, looks))
    }
}

fn line(font: &str, half_points: u32) -> Format {
    Format::new()
        .set_font_name(font)
        .set_font_size(f64::from(half_points) / 2.0)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn make(cell: &Cell, looks: &Looks) -> Format {
    let font = if looks.is_label { "宋体" } else { "仿宋" };
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let mut format = line(font, looks.half_points).set_align(align).set_border(FormatBorder::Thin);
    if looks.from_top {
        format = format.set_align(FormatAlign::Top);
    }
    if looks.bold {
        format = format.set_bold();
    }
    if looks.indent > 0 {
        format = format.set_indent(u8::try_from(looks.indent).unwrap_or(15));
    }
    match &looks.number {
        // Text stays text whatever it looks like: codes, telephone numbers, `=2场`.
        None => format.set_num_format("@"),
        Some(number) => format.set_num_format(number),
    }
}
