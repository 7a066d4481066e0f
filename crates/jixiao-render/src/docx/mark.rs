//! The mark of verification in Word: a picture with its small print below.

use super::body::paragraph;
use crate::mark::{DESCRIPTION, Mark, SIDE_MM};
use crate::paper::Paper;

/// Where the package keeps the picture.
pub(super) const PICTURE: &str = "word/media/image1.png";
/// A millimetre in the units of drawings.
const MM_UNITS: u32 = 36_000;

/// The relations of the document, with the picture where there is one.
pub(super) fn relations(fixed: &str, paper: &Paper) -> String {
    const END: &str = "</Relationships>";
    const PICTURE_RELATION: &str = "<Relationship Id=\"rId6\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" \
         Target=\"media/image1.png\"/></Relationships>";
    match &paper.mark {
        Some(_) => fixed.replace(END, PICTURE_RELATION),
        None => fixed.to_owned(),
    }
}

/// Writes the picture and its lines.
pub(super) fn write(xml: &mut String, mark: &Mark) {
    const KIND: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    let side = SIDE_MM * MM_UNITS;
    xml.push_str(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"SealLine\"/><w:keepNext/><w:spacing w:before=\"120\"/></w:pPr>\
         <w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{side}\" cy=\"{side}\"/>\
         <wp:docPr id=\"1\" name=\"{DESCRIPTION}\" descr=\"{DESCRIPTION}\"/>\
         <a:graphic><a:graphicData uri=\"{KIND}\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"1\" name=\"{DESCRIPTION}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"rId6\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{side}\" cy=\"{side}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>\
         </a:graphic></wp:inline></w:drawing></w:r></w:p>"
    ));
    for line in &mark.lines {
        paragraph(xml, "SealLine", line);
    }
}
