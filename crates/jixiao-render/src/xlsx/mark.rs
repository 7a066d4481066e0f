//! The mark of verification in a workbook: a picture over a line of its own, the small print beside.

use super::{TabWriter, last_column, points};
use crate::mark::{DESCRIPTION, HALF_POINTS, Mark, SIDE_MM};
use rust_xlsxwriter::{Format, FormatAlign, Image, XlsxError};

/// How far the small print is moved in, past the picture; in the steps of cell formats.
const INDENT: u8 = 12;
/// Room above and below the picture together, in tenths of a point.
const PADDING: u32 = 60;
/// Pixels of a screen to 100 mm.
const PIXELS_PER_100_MM: u32 = 378;

/// Writes the mark below everything else.
pub(super) fn write(writer: &mut TabWriter<'_>, mark: &Mark) -> Result<(), XlsxError> {
    let row = writer.next_row;
    writer.next_row += 1;
    let text = mark.lines.join("\n");
    let format = Format::new()
        .set_font_name("宋体")
        .set_font_size(f64::from(HALF_POINTS) / 2.0)
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Left)
        .set_text_wrap()
        .set_indent(INDENT);
    // Tenths of a point: 1 mm is 2.835 pt.
    writer.tab.set_row_height(row, points(SIDE_MM * 2_835 / 100 + PADDING))?;
    match last_column(writer.sheet) {
        0 => writer.tab.write_string_with_format(row, 0, text, &format)?,
        last => writer.tab.merge_range(row, 0, row, last, &text, &format)?,
    };
    let side = SIDE_MM * PIXELS_PER_100_MM / 100;
    let image = Image::new_from_buffer(&mark.picture())?
        .set_alt_text(DESCRIPTION)
        .set_scale_to_size(f64::from(side), f64::from(side), true);
    writer.tab.insert_image_with_offset(row, 0, &image, 2, 3)?;
    Ok(())
}
