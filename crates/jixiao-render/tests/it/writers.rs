//! What every writer owes: the same bytes for the same form, and nothing lost of a cell.

use crate::samples;
use jixiao_document::{Block, Document};
use jixiao_reader::Limits;
use jixiao_render::sheet::Sheet;
use jixiao_render::{Engine, Format, Layout};
use std::collections::BTreeMap;

#[test]
fn the_same_form_gives_the_same_bytes() {
    let engine = Engine::new();
    for (name, form) in samples::all() {
        for layout in Layout::ALL.into_iter().filter(|layout| layout.prints(&form)) {
            for format in Format::ALL {
                let once = engine.render(&form, layout, format).unwrap().bytes;
                let again = engine.render(&form, layout, format).unwrap().bytes;
                assert!(once == again, "{name} in {} as {format:?}", layout.id());
            }
        }
    }
}

/// Text without white space, which formats treat each in their own way.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How often each text stands in a grid of the file.
fn found(document: &Document) -> BTreeMap<String, usize> {
    let mut texts = BTreeMap::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                *texts.entry(squeezed(&paragraph.text)).or_insert(0) += 1;
            }
            Block::Table(table) => {
                for cell in table.cells() {
                    *texts.entry(squeezed(&cell.text)).or_insert(0) += 1;
                }
            }
        }
    }
    texts.remove("");
    texts
}

fn printed(sheets: &[Sheet]) -> BTreeMap<String, usize> {
    let mut texts = BTreeMap::new();
    for sheet in sheets {
        let lines = sheet.notes.iter().chain(&sheet.foot).chain([&sheet.title, &sheet.subtitle]);
        for text in sheet.cells.iter().map(|cell| &cell.text).chain(lines) {
            *texts.entry(squeezed(text)).or_insert(0) += 1;
        }
    }
    texts.remove("");
    texts
}

#[test]
fn every_cell_is_read_back_as_it_was_printed() {
    let engine = Engine::new();
    for (name, form) in samples::all() {
        for layout in Layout::ALL.into_iter().filter(|layout| layout.prints(&form)) {
            let sheets = layout.sheets(&form).unwrap();
            for format in [Format::Docx, Format::Xlsx, Format::Html] {
                let bytes = engine.render(&form, layout, format).unwrap().bytes;
                let document = jixiao_reader::read(&bytes, "form", &Limits::default()).unwrap();
                let place = format!("{name} in {} as {format:?}", layout.id());
                assert_eq!(found(&document), printed(&sheets), "{place}");
            }
        }
    }
}
