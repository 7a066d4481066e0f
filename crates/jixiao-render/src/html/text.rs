//! A text document as html: headings, paragraphs, tables.

use super::{line, table};
use crate::flow::{Flow, Item, Role};
use crate::model::text::HeadingLevel;

/// Writes the text as a `section`.
pub(super) fn write(html: &mut String, flow: &Flow) {
    html.push_str("<section class=\"form-sheet text-document\">\n");
    for item in &flow.items {
        match item {
            Item::Line(written) => {
                let (tag, class) = looks(written.role);
                line(html, tag, class, &written.text);
            }
            Item::Table(sheet) => {
                for part in sheet.parts() {
                    table(html, sheet, &part);
                }
            }
        }
    }
    html.push_str("</section>\n");
}

/// The element and class of a paragraph. The page around it has the first heading.
fn looks(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Organisation => ("p", "text-organisation"),
        Role::DocumentNumber => ("p", "text-number"),
        Role::Title => ("h2", "form-title"),
        Role::Subtitle => ("p", "form-year"),
        Role::Recipient => ("p", "text-recipient"),
        Role::Heading(HeadingLevel::One) => ("h3", "text-heading"),
        Role::Heading(HeadingLevel::Two) => ("h4", "text-heading"),
        Role::Heading(HeadingLevel::Three) => ("h5", "text-heading"),
        Role::Heading(HeadingLevel::Four) => ("h6", "text-heading"),
        Role::Body | Role::Gap | Role::SignatureGap => ("p", "text-body"),
        Role::Caption => ("p", "text-caption"),
        Role::TableUnit => ("p", "text-unit"),
        Role::Attachment => ("p", "text-attachment"),
        Role::Signer | Role::Day => ("p", "text-signature"),
    }
}
