//! The number formats of `styles.xml`; nothing else of it is looked at.

use crate::number_format::{Decimal, NumberFormat};
use crate::package::Package;
use crate::xml::{Xml, attribute, number};
use crate::{Limits, ReadError};
use quick_xml::events::Event;

#[derive(Default)]
pub(super) struct Styles {
    formats: Vec<(u32, NumberFormat)>,
    /// The position in `formats` of each cell style; `None` shows the plain number.
    cell_styles: Vec<Option<usize>>,
}

impl Styles {
    /// The text shown for a number in a cell of that style.
    pub(super) fn show(&self, style: usize, number: Decimal, from_1904: bool) -> String {
        let format = self.cell_styles.get(style).copied().flatten();
        match format.and_then(|at| self.formats.get(at)) {
            Some((_, format)) => format.show(number, from_1904),
            None => number.to_string(),
        }
    }

    fn add_cell_style(&mut self, id: u32) {
        let known = self.formats.iter().position(|(known, _)| *known == id);
        let at = known.or_else(|| {
            let format = NumberFormat::builtin(id).filter(|_| !matches!(id, 0 | 49))?;
            self.formats.push((id, format));
            Some(self.formats.len() - 1)
        });
        self.cell_styles.push(at);
    }
}

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
                        styles.formats.push((id, NumberFormat::parse(&code)));
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
