//! The body of the document: titles, tables, notes, sections.

use super::{mark, table, text};
use crate::paper::{Paper, Section};
use crate::sheet::{END_MARGIN_MM, Orientation, SIDE_MARGIN_MM, Sheet};
use quick_xml::escape::escape;

/// `word/document.xml`.
pub(super) fn document(paper: &Paper) -> String {
    const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document {NAMESPACES}><w:body>"
    );
    let mut sections = paper.sections().peekable();
    while let Some(section) = sections.next() {
        let properties = match section {
            Section::Sheet(sheet) => {
                write_sheet(&mut xml, sheet);
                sheet_section(sheet.orientation)
            }
            Section::Text(flow) => {
                text::write(&mut xml, flow);
                text::section()
            }
        };
        if let Some(mark) = paper.mark_of(section) {
            mark::write(&mut xml, mark);
        }
        if sections.peek().is_some() {
            // A section ends in the paragraph that carries its properties.
            xml.push_str("<w:p><w:pPr><w:pStyle w:val=\"FormGap\"/>");
            xml.push_str(&properties);
            xml.push_str("</w:pPr></w:p>");
        } else {
            xml.push_str(&properties);
        }
    }
    xml.push_str("</w:body></w:document>");
    xml
}

fn write_sheet(xml: &mut String, sheet: &Sheet) {
    paragraph(xml, "FormTitle", &sheet.title);
    if !sheet.subtitle.is_empty() {
        paragraph(xml, "FormYear", &sheet.subtitle);
    }
    let heights = crate::sheet::fit::row_heights(sheet);
    for (index, part) in sheet.parts().iter().enumerate() {
        if index > 0 {
            gap(xml);
        }
        table::write(xml, sheet, part, &heights);
    }
    for line in sheet.notes.iter().chain(&sheet.foot) {
        paragraph(xml, "FormNote", line);
    }
    if sheet.notes.is_empty() && sheet.foot.is_empty() {
        // A document must not end in a table.
        gap(xml);
    }
}

/// A paragraph of a style; line breaks in `text` begin new paragraphs.
pub(super) fn paragraph(xml: &mut String, style: &str, text: &str) {
    styled_paragraph(xml, style, "", "", text);
}

/// A paragraph with properties of its own and of its runs besides those of the style.
pub(super) fn styled_paragraph(
    xml: &mut String,
    style: &str,
    paragraph_properties: &str,
    run_properties: &str,
    text: &str,
) {
    for line in text.split('\n') {
        xml.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{paragraph_properties}</w:pPr>"
        ));
        if !line.is_empty() {
            xml.push_str("<w:r>");
            if !run_properties.is_empty() {
                xml.push_str(&format!("<w:rPr>{run_properties}</w:rPr>"));
            }
            xml.push_str("<w:t xml:space=\"preserve\">");
            xml.push_str(&escape(line));
            xml.push_str("</w:t></w:r>");
        }
        xml.push_str("</w:p>");
    }
}

/// A paragraph too low to be seen: two tables without one between them would become one.
pub(super) fn gap(xml: &mut String) {
    paragraph(xml, "FormGap", "");
}

fn sheet_section(orientation: Orientation) -> String {
    let (width, height) = orientation.page_mm();
    let turned = match orientation {
        Orientation::Portrait => "",
        Orientation::Landscape => " w:orient=\"landscape\"",
    };
    let (side, end) = (twips(SIDE_MARGIN_MM), twips(END_MARGIN_MM));
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:footerReference w:type=\"even\" r:id=\"rId3\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/>\
         <w:pgMar w:top=\"{end}\" w:right=\"{side}\" w:bottom=\"{end}\" w:left=\"{side}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>",
        twips(width),
        twips(height)
    )
}

/// Millimetres as twentieths of a point.
pub(super) fn twips(mm: u32) -> u32 {
    (mm * 14_400 + 127) / 254
}
