//! Sheets and texts as a Word document: each a section of its own.
//!
//! Owns the package and its fixed parts. Written by hand because the rows that repeat on every page
//! matter and no crate can mark them (ADR on writing docx).

mod body;
mod mark;
mod table;
mod text;

use crate::RenderError;
use crate::mark::Mark;
use crate::paper::Paper;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_relations.xml");
const APP: &str = include_str!("docx/app.xml");
/// Without its end: the styles of texts follow.
const FORM_STYLES: &str = include_str!("docx/form_styles.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");
const FOOTER: &str = include_str!("docx/footer.xml");
const ODD_FOOTER: &str = include_str!("docx/footer2.xml");
const EVEN_FOOTER: &str = include_str!("docx/footer3.xml");

/// The document. The same paper gives the same bytes.
pub(crate) fn write(paper: &Paper) -> Result<Vec<u8>, RenderError> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest date a package can state: nothing of the clock gets into the file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let styles = format!("{FORM_STYLES}{}</w:styles>", text::styles());
    let picture = paper.mark.as_ref().map(Mark::picture);
    let parts: [(&str, &str); 11] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &body::document(paper)),
        ("word/_rels/document.xml.rels", &mark::relations(DOCUMENT_RELATIONS, paper)),
        ("word/styles.xml", &styles),
        ("word/settings.xml", SETTINGS),
        ("word/footer1.xml", FOOTER),
        ("word/footer2.xml", ODD_FOOTER),
        ("word/footer3.xml", EVEN_FOOTER),
        ("docProps/core.xml", &core_properties(&paper.title)),
        ("docProps/app.xml", APP),
    ];
    for (name, text) in parts {
        package.start_file(name, options)?;
        package.write_all(text.as_bytes())?;
    }
    if let Some(picture) = picture {
        package.start_file(mark::PICTURE, options)?;
        package.write_all(&picture)?;
    }
    Ok(package.finish()?.into_inner())
}

fn core_properties(title: &str) -> String {
    const NAMESPACES: &str = "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties {NAMESPACES}><dc:title>{}</dc:title></cp:coreProperties>",
        quick_xml::escape::escape(title)
    )
}
