//! Random grids come out whole: every line on paper, inside its cell, none lost.

use super::super::fonts::{Fonts, Setter};
use super::super::{measure, milli_points};
use super::*;
use crate::flow;
use crate::mark::Mark;
use crate::model::SealMark;
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
            let row = if rng.u8(0..8) == 0 { sheet.heading_row() } else { sheet.row() };
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
        let layout = form(&grid, &around, 0);
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
        let layout = super::text(&measured, 0);
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

/// Body rows on the last page, by the cells of the last column.
fn last_rows(layout: &Layout<'_>, sheet: &Sheet) -> usize {
    let left = layout.frame.left + milli_points(100);
    let last = layout.pages.last().expect("there is a page");
    let cells = last.boxes.iter().filter(|area| area.left.abs_diff(left) < 10);
    // The header is repeated on every page.
    cells.count() - sheet.header_rows.len()
}

#[test]
fn the_last_row_and_the_lines_to_sign_stand_below_two_rows_more() {
    let fonts = Fonts::new();
    let mut tested = 0;
    for seed in 0..200 {
        let rng = &mut Rng::with_seed(seed);
        let mut sheet = random_sheet(rng);
        sheet.notes = (0..rng.usize(0..3)).map(|_| text(rng, 20)).collect();
        sheet.foot = (0..rng.usize(0..3)).map(|_| text(rng, 5)).collect();
        let paper = paper(sheet.clone());
        let setter = fonts.setter(&paper);
        let around = measure::surroundings(&sheet, &setter);
        let grid = measure::grid(&sheet, &setter);
        let layout = form(&grid, &around, 0);
        let is_long = sheet.row_count > sheet.header_rows.end + 3;
        let closing = around.notes.iter().chain(&around.foot).map(Text::height).sum::<u32>();
        let height = grid.row_heights.iter().rev().take(3).sum::<u32>() + closing + 20_000;
        let page_height = layout.frame.bottom - layout.frame.top;
        if layout.pages.len() > 1 && is_long && height <= page_height / 2 {
            tested += 1;
            assert!(last_rows(&layout, &sheet) >= 3, "seed {seed}");
        }
    }
    assert!(tested > 50, "{tested} grids were long enough");
}

#[test]
fn a_mark_never_stands_on_a_page_of_its_own() {
    let fonts = Fonts::new();
    let lines = ["验真码：66c7 f0f4 62ee edd9", "扫描二维码验真。", "杂凑值", "年月日"];
    let lines = lines.map(str::to_owned).to_vec();
    let seal = SealMark { payload: "https://jx.example.cn/verify?d=66c7".to_owned(), lines };
    let mark = Mark::new(&seal).unwrap();
    for seed in 0..200 {
        let rng = &mut Rng::with_seed(seed);
        let mut sheet = random_sheet(rng);
        sheet.foot = (0..rng.usize(0..3)).map(|_| text(rng, 5)).collect();
        let paper = paper(sheet.clone());
        let setter = fonts.setter(&paper);
        let around = measure::surroundings(&sheet, &setter);
        let grid = measure::grid(&sheet, &setter);
        let frame = Frame::of_form(sheet.orientation);
        let layout = form(&grid, &around, room_below_form(&mark, frame, &setter));
        assert_on_last_page(layout, &mark, &setter, seed);

        let mut document = random_document(rng);
        if rng.bool() {
            document.signature = None;
        }
        let flow = flow::lay_out(&document);
        let measured = measure_text(&flow, &setter);
        let layout = super::text(&measured, room_below_text(&mark, &measured, &setter));
        assert_on_last_page(layout, &mark, &setter, seed);
    }
}

fn assert_on_last_page(layout: Layout<'_>, mark: &Mark, setter: &Setter<'_>, seed: u64) {
    let count = layout.pages.len();
    let print = small_print(mark, &layout, setter);
    let marked = super::mark(layout, mark, &print);
    assert_eq!(marked.pages.len(), count, "seed {seed}");
    let last = marked.pages.last().expect("there is a page");
    assert!(last.lines.len() > print.lines.len(), "seed {seed}: the mark stands alone");
    let end = marked.frame.bottom + milli_points(8);
    let inside = |area: &Area| area.top >= marked.frame.top && area.top + area.height <= end;
    assert!(last.squares.iter().all(inside), "seed {seed}");
    let below = last.boxes.iter().map(|area| area.top + area.height).max().unwrap_or(0);
    let top = last.squares.iter().map(|area| area.top).min().unwrap_or(0);
    assert!(top >= below, "seed {seed}: the mark stands on the grid");
}

#[test]
fn a_heading_row_never_stands_at_the_foot_of_a_page() {
    let fonts = Fonts::new();
    let mut parted = 0;
    for seed in 0..100 {
        let rng = &mut Rng::with_seed(seed);
        let mut sheet = SheetBuilder::new(Orientation::Portrait, "表");
        for _ in 0..rng.usize(30..90) {
            let heads = rng.u8(0..4) == 0;
            let row = if heads { sheet.heading_row() } else { sheet.row() };
            let words = if heads { "领头".to_owned() } else { format!("行{}", text(rng, 9)) };
            sheet.put(row, (0, 60), Content::words(words));
        }
        let last = sheet.row();
        sheet.put(last, (0, 60), Content::words("行"));
        let sheet = sheet.finish();
        let paper = paper(sheet.clone());
        let setter = fonts.setter(&paper);
        let around = measure::surroundings(&sheet, &setter);
        let grid = measure::grid(&sheet, &setter);
        let layout = form(&grid, &around, 0);
        parted += layout.pages.len() - 1;
        for page in &layout.pages {
            let lowest = page.lines.iter().max_by_key(|line| line.baseline);
            let first = lowest.and_then(|line| line.letters.first()).map(|letter| letter.c);
            assert_ne!(first, Some('领'), "seed {seed}");
        }
    }
    assert!(parted > 50, "{parted} pages ended within a grid");
}
