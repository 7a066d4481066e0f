//! Random grids come out whole: every line on paper, inside its cell, none lost.

use super::super::fonts::Fonts;
use super::super::{measure, milli_points};
use super::*;
use crate::flow;
use crate::model::text::{Block, HeadingLevel, Signature, TextCell, TextDocument, TextTable};
use crate::paper::{Chapter, Paper, Section};
use crate::sheet::{Content, Sheet, SheetBuilder};
use fastrand::Rng;
use std::collections::BTreeMap;

const WORDS: [&str; 6] =
    ["走访慰问", "困难职工，", "1,234,567.89", "（含农民工）", "training", "按时完成。"];

fn text(rng: &mut Rng, words_max: usize) -> String {
    (0..rng.usize(0..=words_max)).map(|_| WORDS[rng.usize(0..WORDS.len())]).collect()
}

/// Rows above a header, a header, groups of rows beside a label.
fn random_sheet(rng: &mut Rng) -> Sheet {
    let mut sheet = SheetBuilder::new(Orientation::Portrait, text(rng, 12));
    for _ in 0..rng.usize(0..4) {
        let row = sheet.row();
        sheet.put(row, (0, 70), Content::label(text(rng, 3)));
        sheet.put(row, (70, 180), Content::words(text(rng, 400)));
    }
    let header = sheet.row();
    sheet.repeat(header..header + 1);
    sheet.put(header, (15, 100), Content::label("名称"));
    sheet.put(header, (100, 180), Content::label("说明"));
    for _ in 0..rng.usize(1..12) {
        let top = sheet.next_row();
        for _ in 0..rng.usize(1..9) {
            let row = sheet.row();
            sheet.put(row, (40, 100), Content::words(text(rng, 20)));
            let words_max = if rng.u8(0..30) == 0 { 500 } else { 8 };
            sheet.put(
                row,
                (100, 180),
                Content::words(text(rng, words_max)).indented(rng.u32(0..3)),
            );
        }
        sheet.put_tall(top..sheet.next_row(), (15, 40), Content::label(text(rng, 6)));
    }
    sheet.put_tall(header..sheet.next_row(), (0, 15), Content::label("指标"));
    sheet.finish()
}

fn count(texts: impl Iterator<Item = String>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in texts.flat_map(|text| text.chars().collect::<Vec<_>>()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

fn paper(sheet: Sheet) -> Paper {
    let chapter = Chapter { title: String::new(), sections: vec![Section::Sheet(sheet)] };
    Paper { title: String::new(), chapters: vec![chapter], mark: None }
}

fn assert_inside(page: &Page<'_>, seed: u64) {
    let side = milli_points(crate::sheet::SIDE_MARGIN_MM) - 1_000;
    let end = milli_points(END_MARGIN_MM) - 1_000;
    for area in &page.boxes {
        assert!(area.left >= side && area.top >= end, "seed {seed}: {area:?}");
        assert!(area.left + area.width <= milli_points(210) - side, "seed {seed}: {area:?}");
        assert!(area.top + area.height <= milli_points(297) - end, "seed {seed}: {area:?}");
    }
    let grid_top = page.boxes.iter().map(|area| area.top).min().unwrap_or(u32::MAX);
    for placed in page.lines.iter().filter(|placed| placed.baseline > grid_top) {
        let width = lines::width(placed.letters) * (placed.size / 100) / 10;
        let (above, below) = (placed.size / 100 * 88, placed.size / 100 * 12);
        let holds = |area: &&Area| {
            area.left <= placed.left
                && placed.left + width <= area.left + area.width
                && area.top + above <= placed.baseline
                && placed.baseline + below <= area.top + area.height
        };
        assert!(page.boxes.iter().any(|area| holds(&area)), "seed {seed}: {placed:?}");
    }
}

#[test]
fn random_grids_are_printed_whole_and_inside_their_cells() {
    let fonts = Fonts::new();
    for seed in 0..60 {
        let sheet = random_sheet(&mut Rng::with_seed(seed));
        let paper = paper(sheet.clone());
        let setter = fonts.setter(&paper);
        let around = measure::surroundings(&sheet, &setter);
        let grid = measure::grid(&sheet, &setter);
        let layout = form(&grid, &around);
        let drawn = layout.pages.iter().flat_map(|page| &page.lines);
        let words =
            |placed: &PlacedLine<'_>| placed.letters.iter().map(|letter| letter.c).collect();
        let drawn = count(drawn.map(words));
        let given = sheet.cells.iter().map(|cell| cell.text.clone());
        for (c, times) in count(given.chain([sheet.title.clone()])) {
            assert!(drawn.get(&c).is_some_and(|&found| found >= times), "seed {seed}: {c} is lost");
        }
        for page in &layout.pages {
            assert_inside(page, seed);
        }
    }
}

/// Headings, paragraphs and tables in any order.
fn random_document(rng: &mut Rng) -> TextDocument {
    let mut blocks = Vec::new();
    for _ in 0..rng.usize(0..25) {
        blocks.push(match rng.u8(0..8) {
            0..3 => {
                let level = HeadingLevel::ALL[rng.usize(0..4)];
                Block::Heading { level, text: text(rng, 4) }
            }
            3..7 => Block::Paragraph(text(rng, 120)),
            _ => Block::Table(TextTable {
                caption: text(rng, 3),
                header: vec![vec![TextCell::centered("名称"), TextCell::centered("说明")]],
                rows: (0..rng.usize(0..40))
                    .map(|_| vec![TextCell::words(text(rng, 9)), TextCell::words(text(rng, 30))])
                    .collect(),
                ..TextTable::default()
            }),
        });
    }
    blocks.push(Block::Paragraph("特此报告。".to_owned()));
    let signature = Some(Signature { unit: text(rng, 4), day: None });
    TextDocument { title: text(rng, 5), blocks, signature, ..TextDocument::default() }
}

#[test]
fn random_texts_are_printed_whole_and_inside_the_frame() {
    let fonts = Fonts::new();
    for seed in 0..60 {
        let document = random_document(&mut Rng::with_seed(seed));
        let flow = flow::lay_out(&document);
        let chapter = Chapter { title: String::new(), sections: vec![Section::Text(flow.clone())] };
        let paper = Paper { title: String::new(), chapters: vec![chapter], mark: None };
        let setter = fonts.setter(&paper);
        let measured = measure_text(&flow, &setter);
        let layout = super::text(&measured);
        let frame = layout.frame;
        let placed = layout.pages.iter().flat_map(|page| &page.lines);
        for line in placed.clone() {
            let spread = line.spacing * u32::try_from(line.letters.len()).unwrap_or(0);
            let width = lines::length(lines::width(line.letters), line.size) + spread;
            let (above, below) = (line.size / 100 * 88, line.size / 100 * 12);
            let right = frame.left + frame.width + line.spacing + 1_000;
            assert!(line.left >= frame.left && line.left + width <= right, "seed {seed}");
            assert!(line.baseline >= frame.top + above, "seed {seed}");
            assert!(line.baseline + below <= frame.bottom + 1_000, "seed {seed}: {line:?}");
        }
        let words = |line: &PlacedLine<'_>| -> String {
            line.letters.iter().map(|letter| letter.c).collect()
        };
        let drawn = count(placed.map(words));
        let mut given = Vec::new();
        paper.texts(|text, _| given.push(text.to_owned()));
        for (c, times) in count(given.into_iter()) {
            assert!(drawn.get(&c).is_some_and(|&found| found >= times), "seed {seed}: {c} is lost");
        }
        let last = layout.pages.last().expect("there is a page");
        let last: String = last.lines.iter().map(words).collect();
        assert!(last.contains("特此报告。"), "seed {seed}: the signature stands alone");
    }
}
