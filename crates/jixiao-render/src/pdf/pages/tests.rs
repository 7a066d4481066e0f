//! Random grids come out whole: every line on paper, inside its cell, none lost.

use super::super::fonts::Fonts;
use super::super::{measure, milli_points};
use super::*;
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
