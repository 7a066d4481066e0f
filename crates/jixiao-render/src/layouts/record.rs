//! Records of persons and households: labels and values on one grid, tables beneath.

use crate::model::{RecordBlock, RecordForm};
use crate::print;
use crate::sheet::{Content, Orientation, Sheet, SheetBuilder};

const LEFT: u32 = 0;
const LABEL: u32 = 30;
const MIDDLE: u32 = 90;
const SECOND: u32 = 120;
const RIGHT: u32 = 180;

pub(super) fn sheets(form: &RecordForm) -> Vec<Sheet> {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, form.title.clone());
    sheet.subtitle(form.subtitle.clone());
    // A list that is all there is has its heads on every page.
    let is_list = form.blocks.len() == 1;
    for block in &form.blocks {
        match block {
            RecordBlock::Heading(text) => {
                let row = sheet.heading_row();
                sheet.put(row, (LEFT, RIGHT), Content::label(text.as_str()).bold());
            }
            RecordBlock::Pairs(pairs) => two_a_row(&mut sheet, pairs),
            RecordBlock::Text { label, text } => {
                let row = sheet.row();
                sheet.put(row, (LEFT, LABEL), Content::label(label.as_str()));
                sheet.put(row, (LABEL, RIGHT), print::words(text));
            }
            RecordBlock::Table { weights, heads, rows } => {
                table(&mut sheet, &edges(weights, heads.len()), heads, rows, is_list);
            }
        }
    }
    sheet.notes(&form.notes);
    sheet.foot(&form.foot);
    vec![sheet.finish()]
}

fn two_a_row(sheet: &mut SheetBuilder, pairs: &[(String, String)]) {
    for couple in pairs.chunks(2) {
        let row = sheet.row();
        let places = [((LEFT, LABEL), (LABEL, MIDDLE)), ((MIDDLE, SECOND), (SECOND, RIGHT))];
        for ((label, value), (at_label, at_value)) in couple.iter().zip(places) {
            let alone = couple.len() == 1;
            let at_value = if alone { (LABEL, RIGHT) } else { at_value };
            sheet.put(row, at_label, Content::label(label.as_str()));
            sheet.put(row, at_value, print::short(value));
        }
    }
}

fn table(
    sheet: &mut SheetBuilder,
    edges: &[u32],
    heads: &[String],
    rows: &[Vec<String>],
    repeats: bool,
) {
    let header = sheet.heading_row();
    if repeats {
        sheet.repeat(header..header + 1);
    }
    for (pair, head) in edges.windows(2).zip(heads) {
        sheet.put(header, (pair[0], pair[1]), Content::label(head.as_str()));
    }
    for cells in rows {
        let row = sheet.row();
        for (place, pair) in edges.windows(2).enumerate() {
            let text = cells.get(place).map_or("", String::as_str);
            sheet.put(row, (pair[0], pair[1]), print::short(text));
        }
    }
}

/// The edges of columns in mm, as their weights share the width; each has 5 mm at least.
fn edges(weights: &[u32], count: usize) -> Vec<u32> {
    let weights: Vec<u32> =
        (0..count).map(|place| weights.get(place).copied().unwrap_or(1).clamp(1, 1_000)).collect();
    let total: u32 = weights.iter().sum();
    let mut edges = vec![LEFT];
    let mut sum = 0;
    for weight in weights {
        sum += weight;
        let last = edges.last().copied().unwrap_or(LEFT);
        edges.push((sum * RIGHT / total.max(1)).max(last + 5));
    }
    edges
}
