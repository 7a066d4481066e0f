//! The number formats of `styles.xml`; nothing else of it is looked at.

use crate::package::Package;
use crate::spreadsheet::Styles;
use crate::xml::{Xml, attribute, number};
use crate::{Limits, ReadError};
use quick_xml::events::Event;

/// Reads the part; a workbook without styles shows plain numbers.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Styles, ReadError> {
    let Some(text) = package.text(part)? else { return Ok(Styles::default()) };
    let mut xml = Xml::new(&text, part, limits.xml_depth);
    let mut styles = Styles::default();
    let mut in_cell_styles = false;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().into_inner() {
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    styles.add_cell_style(number(&element, "numFmtId").unwrap_or(0));
                }
                "fonts" | "fills" | "borders" | "cellStyleXfs" => xml.skip(&element)?,
                _ => {}
            },
            Event::Empty(element) => match element.local_name().into_inner() {
                "numFmt" => {
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    if let Some(id) = number(&element, "numFmtId") {
                        styles.define(id, &code);
                    }
                }
                "xf" if in_cell_styles => {
                    styles.add_cell_style(number(&element, "numFmtId").unwrap_or(0));
                }
                _ => {}
            },
            // What follows the cell styles is of no use here.
            Event::End(element) if element.local_name().into_inner() == "cellXfs" => {
                return Ok(styles);
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
