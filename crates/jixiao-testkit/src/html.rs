//! Samples as a web page.

use crate::grid::{Block, Grid};

/// The blocks as an HTML page in UTF-8.
pub fn html(blocks: &[Block]) -> String {
    let mut out = String::from(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>公开</title></head><body>\n",
    );
    for block in blocks {
        match block {
            Block::Paragraph(line) => out.push_str(&format!("<p>{}</p>\n", escape(line))),
            Block::Table(grid) => table(&mut out, grid),
        }
    }
    out.push_str("</body></html>\n");
    out
}

fn table(out: &mut String, grid: &Grid) {
    out.push_str("<table border=\"1\">\n");
    for row in &grid.rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str(&format!(
                "<td rowspan=\"{}\" colspan=\"{}\">{}</td>",
                cell.row_span,
                cell.column_span,
                escape(&cell.text)
            ));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
