//! Sheets and texts as an html fragment for the browser's print view.
//!
//! Owns markup only: looks are classes, so that a page may forbid inline styles. Everything printed
//! is escaped.

mod mark;
mod text;

use crate::paper::{Paper, Section};
use crate::sheet::{Align, Face, Part, Piece, Sheet};
use quick_xml::escape::escape;

/// The fragment: a `section` for each sheet or text, a table for each run of rows with repeated
/// ones.
pub(crate) fn write(paper: &Paper) -> String {
    let mut html = String::with_capacity(16 << 10);
    for section in paper.sections() {
        match section {
            Section::Sheet(sheet) => write_sheet(&mut html, sheet),
            Section::Text(flow) => text::write(&mut html, flow),
        }
    }
    if let Some(mark) = &paper.mark {
        mark::write(&mut html, mark);
    }
    html
}

fn write_sheet(html: &mut String, sheet: &Sheet) {
    html.push_str("<section class=\"form-sheet\">\n");
    line(html, "h2", "form-title", &sheet.title);
    line(html, "p", "form-year", &sheet.subtitle);
    for part in sheet.parts() {
        table(html, sheet, &part);
    }
    for note in &sheet.notes {
        line(html, "p", "form-note", note);
    }
    for foot in &sheet.foot {
        line(html, "p", "form-foot", foot);
    }
    html.push_str("</section>\n");
}

fn line(html: &mut String, tag: &str, class: &str, text: &str) {
    if !text.is_empty() {
        html.push_str(&format!("<{tag} class=\"{class}\">{}</{tag}>\n", with_breaks(text)));
    }
}

fn table(html: &mut String, sheet: &Sheet, part: &Part) {
    html.push_str("<table class=\"form-grid\">\n<colgroup>");
    let whole = sheet.grid_width_mm().max(1);
    for width in &sheet.columns_mm {
        // Hundredths of a percent.
        let share = width * 10_000 / whole;
        html.push_str(&format!("<col width=\"{}.{:02}%\">", share / 100, share % 100));
    }
    html.push_str("</colgroup>\n");
    let (head, body) = part.pieces(sheet);
    rows(html, "thead", 0..part.header_count, &head);
    rows(html, "tbody", part.header_count..part.rows.len(), &body);
    html.push_str("</table>\n");
}

fn rows(html: &mut String, tag: &str, rows: std::ops::Range<usize>, pieces: &[Piece<'_>]) {
    if rows.is_empty() {
        return;
    }
    html.push_str(&format!("<{tag}>\n"));
    for row in rows {
        html.push_str("<tr>");
        for piece in pieces.iter().filter(|piece| piece.row == row) {
            write_piece(html, tag == "thead", piece);
        }
        html.push_str("</tr>\n");
    }
    html.push_str(&format!("</{tag}>\n"));
}

fn write_piece(html: &mut String, is_head: bool, piece: &Piece<'_>) {
    let cell = piece.cell;
    let tag =
        if is_head || cell.face == Face::Label && !piece.text.is_empty() { "th" } else { "td" };
    html.push_str(&format!("<{tag} class=\"{}\"", classes(piece)));
    if is_head {
        html.push_str(" scope=\"col\"");
    }
    if piece.row_span > 1 {
        html.push_str(&format!(" rowspan=\"{}\"", piece.row_span));
    }
    if cell.column_span > 1 {
        html.push_str(&format!(" colspan=\"{}\"", cell.column_span));
    }
    html.push_str(&format!(">{}</{tag}>", with_breaks(piece.text)));
}

fn classes(piece: &Piece<'_>) -> String {
    let cell = piece.cell;
    let mut classes = match cell.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
    .to_owned();
    for (applies, class) in [
        (cell.face == Face::Label, " label"),
        (cell.face == Face::Value, " value"),
        (cell.bold, " bold"),
        (cell.number.is_some(), " number"),
        (piece.goes_on_above, " open-top"),
        (piece.goes_on_below, " open-bottom"),
    ] {
        if applies {
            classes.push_str(class);
        }
    }
    if cell.indent > 0 {
        classes.push_str(&format!(" indent-{}", cell.indent));
    }
    classes
}

fn with_breaks(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}
