//! A text document in Word: the styles of its paragraphs and the paragraphs themselves.

use super::body::{gap, styled_paragraph, twips};
use super::table;
use crate::flow::{
    Flow, FlowLine, Item, LEFT_MARGIN_MM, Looks, PAGE_NUMBER_HALF_POINTS, PAGE_NUMBER_MM, Placing,
    Role, TEXT_HALF_POINTS, TEXT_MM, TOP_MARGIN_MM,
};
use crate::model::text::HeadingLevel;
use crate::typeface::Typeface;

/// Twips taken off behind every letter, so that 28 of them stand on a line (GB/T 9704-2012).
const LETTER_TWIPS: u32 = 5;

/// The styles of all roles, as elements of `word/styles.xml`.
pub(super) fn styles() -> String {
    Role::ALL.into_iter().map(style).collect()
}

/// Id and name of the style of a role; names of built-in styles make headings and captions known.
fn names(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Organisation => ("DocOrganisation", "发文机关"),
        Role::DocumentNumber => ("DocNumber", "发文字号"),
        Role::Title => ("Title", "Title"),
        Role::Subtitle => ("Subtitle", "Subtitle"),
        Role::Recipient => ("DocRecipient", "主送机关"),
        Role::Heading(HeadingLevel::One) => ("Heading1", "heading 1"),
        Role::Heading(HeadingLevel::Two) => ("Heading2", "heading 2"),
        Role::Heading(HeadingLevel::Three) => ("Heading3", "heading 3"),
        Role::Heading(HeadingLevel::Four) => ("Heading4", "heading 4"),
        Role::Body => ("DocText", "公文正文"),
        Role::Caption => ("Caption", "caption"),
        Role::TableUnit => ("DocTableUnit", "表格单位"),
        Role::Gap => ("DocGap", "半行"),
        Role::Attachment => ("DocAttachment", "附件说明"),
        Role::SignatureGap => ("DocSignatureGap", "落款空行"),
        Role::Signer => ("DocSigner", "发文机关署名"),
        Role::Day => ("DocDay", "成文日期"),
    }
}

fn style(role: Role) -> String {
    let (id, name) = names(role);
    let looks = role.looks();
    let font = match looks.typeface {
        Typeface::Headline => "方正小标宋简体",
        Typeface::Sans => "黑体",
        Typeface::Script => "楷体",
        Typeface::Text => "仿宋",
        Typeface::Serif => "宋体",
    };
    let keep = if looks.keeps_next { "<w:keepNext/>" } else { "" };
    let outline = match role {
        Role::Heading(level) => format!("<w:outlineLvl w:val=\"{}\"/>", level.number() - 1),
        _ => String::new(),
    };
    let next = match role {
        Role::Heading(_) | Role::Title | Role::Subtitle => "<w:next w:val=\"DocText\"/>",
        _ => "",
    };
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
         <w:basedOn w:val=\"Normal\"/>{next}<w:qFormat/><w:pPr>{keep}{}{outline}</w:pPr><w:rPr>\
         <w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\"/>{}\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        spacing(&looks),
        letter_spacing(&looks),
        size = looks.half_points,
    )
}

fn spacing(looks: &Looks) -> String {
    let (above, below, pitch) = (looks.above * 2, looks.below * 2, looks.pitch * 2);
    let (indent, align) = match looks.placing {
        Placing::Center => ("", "center"),
        Placing::Flush => ("", "both"),
        Placing::Indented => ("<w:ind w:firstLineChars=\"200\" w:firstLine=\"630\"/>", "both"),
        Placing::Right => ("", "right"),
    };
    format!(
        "<w:spacing w:before=\"{above}\" w:after=\"{below}\" w:line=\"{pitch}\" \
         w:lineRule=\"exact\"/>{indent}<w:jc w:val=\"{align}\"/>"
    )
}

fn letter_spacing(looks: &Looks) -> String {
    if looks.half_points == TEXT_HALF_POINTS {
        format!("<w:spacing w:val=\"-{LETTER_TWIPS}\"/>")
    } else {
        String::new()
    }
}

/// Writes the text.
pub(super) fn write(xml: &mut String, flow: &Flow) {
    for item in &flow.items {
        match item {
            Item::Line(line) => write_line(xml, line),
            Item::Table(sheet) => {
                let heights = crate::sheet::fit::row_heights(sheet);
                for part in sheet.parts() {
                    table::write(xml, sheet, &part, &heights);
                }
            }
        }
    }
    if !matches!(flow.items.last(), Some(Item::Line(_))) {
        gap(xml);
    }
}

fn write_line(xml: &mut String, line: &FlowLine) {
    let (style, _) = names(line.role);
    let looks = line.role.looks();
    let mut own = String::new();
    if line.keeps_next && !looks.keeps_next {
        own.push_str("<w:keepNext/>");
    }
    if line.right_indent > 0 {
        // In tenths of an em, and a half point is ten twips.
        let indent = line.right_indent * looks.half_points;
        own.push_str(&format!("<w:ind w:right=\"{indent}\"/>"));
    }
    styled_paragraph(xml, style, &own, "", &line.text);
}

/// The section: the text of 22 lines, page numbers outside.
pub(super) fn section() -> String {
    let (width, height) = crate::sheet::Orientation::Portrait.page_mm();
    let bottom = height - TOP_MARGIN_MM - TEXT_MM.1;
    let right = width - LEFT_MARGIN_MM - TEXT_MM.0;
    // The middle of a line of this size stands where the number belongs.
    let footer = twips(bottom - PAGE_NUMBER_MM).saturating_sub(PAGE_NUMBER_HALF_POINTS * 6);
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
         <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" \
         w:header=\"567\" w:footer=\"{footer}\" w:gutter=\"0\"/></w:sectPr>",
        twips(width),
        twips(height),
        twips(TOP_MARGIN_MM),
        twips(right),
        twips(bottom),
        twips(LEFT_MARGIN_MM),
    )
}
