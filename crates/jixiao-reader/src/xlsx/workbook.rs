//! `workbook.xml` and its relationships: sheets in order, hidden ones, the epoch of dates.

use crate::package::Package;
use crate::xml::{Xml, attribute};
use crate::{Limits, ReadError};
use quick_xml::events::Event;

/// A sheet as the workbook lists it.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part with its cells; `None` for a sheet of another kind.
    pub(super) part: Option<String>,
}

pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) from_1904: bool,
    pub(super) strings_part: String,
    pub(super) styles_part: String,
}

/// A relationship: id, what kind of part, the part.
struct Relationship {
    id: String,
    kind: String,
    part: String,
}

pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let rels_part = format!("{folder}/_rels/{file}.rels");
    let relationships = relationships(package, &rels_part, folder, limits)?;
    let of_kind = |kind: &str| relationships.iter().find(|found| found.kind == kind);
    let part_of = |kind: &str, usual: &str| {
        of_kind(kind).map_or_else(|| format!("{folder}/{usual}"), |found| found.part.clone())
    };
    let text = package.required(part)?;
    let mut workbook = Workbook {
        sheets: Vec::new(),
        from_1904: false,
        strings_part: part_of("sharedStrings", "sharedStrings.xml"),
        styles_part: part_of("styles", "styles.xml"),
    };
    let mut xml = Xml::new(&text, part, limits.xml_depth);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => {
                match element.local_name().into_inner() {
                    "workbookPr" => {
                        let epoch = attribute(&element, "date1904");
                        workbook.from_1904 = matches!(epoch.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let id = attribute(&element, "id").unwrap_or_default();
                        let found = relationships.iter().find(|found| found.id == id);
                        let state = attribute(&element, "state");
                        workbook.sheets.push(Sheet {
                            name: attribute(&element, "name").unwrap_or_default().into_owned(),
                            hidden: matches!(state.as_deref(), Some("hidden" | "veryHidden")),
                            part: found
                                .filter(|found| found.kind == "worksheet")
                                .map(|found| found.part.clone()),
                        });
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

fn relationships(
    package: &mut Package<'_>,
    part: &str,
    folder: &str,
    limits: &Limits,
) -> Result<Vec<Relationship>, ReadError> {
    let text = package.required(part)?;
    let mut xml = Xml::new(&text, part, limits.xml_depth);
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().into_inner() == "Relationship" =>
            {
                let of = |name| attribute(&element, name).unwrap_or_default();
                let kind = of("Type");
                let target = of("Target");
                found.push(Relationship {
                    id: of("Id").into_owned(),
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    part: resolve(folder, &target),
                });
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The part that a target means, seen from the folder of the main part.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let (mut folder, mut target) = (folder, target);
    while let Some(rest) = target.strip_prefix("../") {
        target = rest;
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") }
}
