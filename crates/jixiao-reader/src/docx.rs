//! Word processing packages (docx): paragraphs, headings and tables with merged cells.
//!
//! Owns the walk over the main part's XML. Reads what a person sees: inserted text but not
//! deleted, a text box once, no field codes. Headers, footers, notes and automatic list numbers
//! are not read. A table inside a cell becomes a table of its own after the outer one, and the
//! outer cell keeps only its own paragraphs.

mod grid;
mod styles;
mod symbol;
mod walk;

use crate::build::Build;
use crate::package::Package;
use crate::xml::Xml;
use crate::{Limits, ReadError};
use jixiao_document::{Document, Format};

/// Reads the package whose main part is `part`.
pub(crate) fn read(
    mut package: Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Document, ReadError> {
    let text = package.required(part)?;
    let mut build = Build::new(Format::Docx, limits);
    let xml = Xml::new(&text, part, limits.xml_depth);
    walk::Walk::new(xml, &mut build, styles::Styles::new(package, part)).run()?;
    Ok(build.finish())
}
