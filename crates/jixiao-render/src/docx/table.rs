//! A run of rows as a Word table of fixed columns.

use super::body::{styled_paragraph, twips};
use crate::sheet::fit::{self, PADDING_TENTH_MM};
use crate::sheet::{Align, BODY_HALF_POINTS, Cell, END_MARGIN_MM, Face, Part, Piece, Sheet};

/// Rows are at least this high, in twips.
const ROW_HEIGHT_TWIPS: u32 = 420;
/// Rows at the end that Word keeps together with what follows.
const LAST_ROWS: usize = 3;
/// Share of the page, in percent, above which a row may be parted at the end of a page.
const WHOLE_ROW_PERCENT: u32 = 60;

/// Writes the rows of `part`; `heights` are those of the sheet in tenths of a point.
pub(super) fn write(xml: &mut String, sheet: &Sheet, part: &Part, heights: &[u32]) {
    table_head(xml, sheet);
    // Rows repeated above others must not share a merged cell with them.
    let (head, body) = part.pieces(sheet);
    let (_, page_mm) = sheet.orientation.page_mm();
    // Tenths of a point: 1 mm is 2.835 pt.
    let whole_row_max = (page_mm - 2 * END_MARGIN_MM) * 28 * WHOLE_ROW_PERCENT / 100;
    let kept_from = kept_from(sheet, heights, page_mm);
    let closes = !sheet.notes.is_empty() || !sheet.foot.is_empty();
    for row in part.rows.clone() {
        let is_kept = row >= kept_from && (closes || row + 1 < sheet.row_count);
        let keeps = is_kept || sheet.heading_rows.contains(&row);
        xml.push_str("<w:tr><w:trPr>");
        let is_header = row < part.rows.start + part.header_count;
        if heights.get(row).is_some_and(|&height| height <= whole_row_max) {
            xml.push_str("<w:cantSplit/>");
        }
        xml.push_str(&format!("<w:trHeight w:val=\"{ROW_HEIGHT_TWIPS}\" w:hRule=\"atLeast\"/>"));
        if is_header {
            xml.push_str("<w:tblHeader/>");
        }
        xml.push_str("</w:trPr>");
        let pieces = if is_header { &head } else { &body };
        write_row(xml, sheet, pieces, (row - part.rows.start, keeps));
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
}

/// The first of the last rows that stay together: none where they take more than half a page.
fn kept_from(sheet: &Sheet, heights: &[u32], page_mm: u32) -> usize {
    let from = sheet.row_count.saturating_sub(LAST_ROWS);
    let together: u32 = heights.iter().skip(from).sum();
    // Tenths of a point: 1 mm is 2.835 pt.
    if together <= (page_mm - 2 * END_MARGIN_MM) * 28 / 2 { from } else { sheet.row_count }
}

fn table_head(xml: &mut String, sheet: &Sheet) {
    let padding = PADDING_TENTH_MM * 567 / 100;
    let edge = |name: &str| {
        format!("<w:{name} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    xml.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
         <w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
         <w:top w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"{padding}\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"{padding}\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr><w:tblGrid>",
        twips(sheet.grid_width_mm())
    ));
    let mut edge_mm = 0;
    for width in &sheet.columns_mm {
        // Differences of rounded edges, so that rounding never adds up.
        let twips = twips(edge_mm + width) - twips(edge_mm);
        edge_mm += width;
        xml.push_str(&format!("<w:gridCol w:w=\"{twips}\"/>"));
    }
    xml.push_str("</w:tblGrid>");
}

/// The cells of a row of the part: those that begin in it and those merged down into it.
/// Its paragraphs keep it on the page of the next row where it `keeps`.
fn write_row(xml: &mut String, sheet: &Sheet, pieces: &[Piece<'_>], (row, keeps): (usize, bool)) {
    let covering = |piece: &&Piece<'_>| piece.row <= row && row < piece.row + piece.row_span;
    let mut covering: Vec<&Piece<'_>> = pieces.iter().filter(covering).collect();
    covering.sort_by_key(|piece| piece.cell.column);
    for piece in covering {
        write_cell(xml, sheet, piece, (piece.row == row, keeps));
    }
}

fn write_cell(xml: &mut String, sheet: &Sheet, piece: &Piece<'_>, (begins, keeps): (bool, bool)) {
    let cell = piece.cell;
    let width = twips(sheet.width_mm(cell));
    xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"));
    if cell.column_span > 1 {
        xml.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", cell.column_span));
    }
    if piece.row_span > 1 {
        xml.push_str(if begins { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" });
    }
    for (open, edge) in [(piece.goes_on_above, "top"), (piece.goes_on_below, "bottom")] {
        if open {
            xml.push_str(&format!("<w:tcBorders><w:{edge} w:val=\"nil\"/></w:tcBorders>"));
        }
    }
    xml.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let keep = if keeps { "<w:keepNext/>" } else { "" };
    let style = match cell.face {
        Face::Label => "FormLabel",
        Face::Value => "Normal",
    };
    if begins && !piece.text.is_empty() {
        cell_text(xml, sheet, (cell, style), keep);
    } else {
        styled_paragraph(xml, style, keep, "", "");
    }
    xml.push_str("</w:tc>");
}

fn cell_text(xml: &mut String, sheet: &Sheet, (cell, style): (&Cell, &str), keep: &str) {
    let mut paragraph_properties = keep.to_owned();
    if cell.indent > 0 {
        let indent = cell.indent * BODY_HALF_POINTS * 10;
        paragraph_properties.push_str(&format!("<w:ind w:left=\"{indent}\"/>"));
    }
    let align = match cell.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    paragraph_properties.push_str(&format!("<w:jc w:val=\"{align}\"/>"));
    let mut run_properties = String::new();
    if cell.bold {
        run_properties.push_str("<w:b/>");
    }
    let size = fit::half_points(sheet, cell);
    if size != BODY_HALF_POINTS {
        run_properties.push_str(&format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"));
    }
    styled_paragraph(xml, style, &paragraph_properties, &run_properties, &cell.text);
}
