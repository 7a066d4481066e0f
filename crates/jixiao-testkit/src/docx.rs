//! Samples as word-processor files, written part by part.

use crate::grid::{Block, Grid};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const DOCUMENT_TAIL: &str =
    r#"<w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>"#;
const RUN_STYLE: &str = r#"<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:eastAsia="仿宋"/><w:sz w:val="21"/></w:rPr>"#;

/// The blocks as a docx file.
pub fn docx(blocks: &[Block]) -> Vec<u8> {
    let mut body = String::from(DOCUMENT_HEAD);
    for block in blocks {
        match block {
            Block::Paragraph(line) => body.push_str(&paragraph(line)),
            Block::Table(grid) => table(&mut body, grid),
        }
    }
    body.push_str(DOCUMENT_TAIL);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document.xml", body.as_str()),
    ];
    for (name, text) in parts {
        writer
            .start_file(name, SimpleFileOptions::default())
            .and_then(|()| Ok(writer.write_all(text.as_bytes())?))
            .expect("writing to memory cannot fail");
    }
    writer.finish().expect("writing to memory cannot fail").into_inner()
}

/// Rows as Word writes them: a cell merged downwards is continued by empty cells below.
fn table(body: &mut String, grid: &Grid) {
    body.push_str(r#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>"#);
    body.push_str(&r#"<w:gridCol w:w="1000"/>"#.repeat(grid.column_count));
    body.push_str("</w:tblGrid>");
    // Rows still to be continued below, with the columns they span, by first column.
    let mut open: Vec<(usize, usize)> = vec![(0, 1); grid.column_count];
    for row in &grid.rows {
        body.push_str("<w:tr>");
        let mut column = 0;
        let mut cells = row.iter();
        while column < grid.column_count {
            let (rows_left, span) = open[column];
            if rows_left > 0 {
                cell(body, span, Some("<w:vMerge/>"), "");
                open[column].0 -= 1;
                column += span;
                continue;
            }
            let Some(next) = cells.next() else { break };
            let merge = (next.row_span > 1).then_some(r#"<w:vMerge w:val="restart"/>"#);
            cell(body, next.column_span, merge, &next.text);
            open[column] = (next.row_span - 1, next.column_span);
            column += next.column_span;
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

fn cell(body: &mut String, span: usize, merge: Option<&str>, text: &str) {
    body.push_str("<w:tc><w:tcPr><w:tcW w:w=\"1000\" w:type=\"dxa\"/>");
    if span > 1 {
        body.push_str(&format!("<w:gridSpan w:val=\"{span}\"/>"));
    }
    body.push_str(merge.unwrap_or(""));
    body.push_str("</w:tcPr>");
    body.push_str(&paragraph(text));
    body.push_str("</w:tc>");
}

fn paragraph(text: &str) -> String {
    if text.is_empty() {
        return "<w:p/>".to_owned();
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<w:p><w:r>{RUN_STYLE}<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}
