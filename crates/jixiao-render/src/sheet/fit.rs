//! How much room text takes: the lines of a cell, the heights of rows, the size at which an amount
//! stays on one line.
//!
//! Typefaces differ, so this is an estimate on the safe side. Widths are in tenths of an em, heights
//! in tenths of a point. Writers whose format breaks lines by itself need it only for what must not
//! be clipped.

use super::{BODY_HALF_POINTS, Cell, Sheet};

/// White space at each side of a cell, in tenths of a millimetre.
pub(crate) const PADDING_TENTH_MM: u32 = 8;
/// White space above and below the text of a cell together, in tenths of a point.
const PADDING_TENTH_POINTS: u32 = 60;
/// Height of a line over the size of its letters, in percent.
const LINE_PERCENT: u32 = 145;
/// Sizes tried for a number that must stay on one line, in half points; the last is taken anyway.
const NUMBER_HALF_POINTS: [u32; 4] = [BODY_HALF_POINTS, 18, 15, 12];

/// The size of a cell's text in half points: 五号, smaller for an amount too long for its cell.
pub(crate) fn half_points(sheet: &Sheet, cell: &Cell) -> u32 {
    if cell.number.is_none() {
        return BODY_HALF_POINTS;
    }
    let width = text_width(&cell.text);
    let fits = |&size: &u32| width <= room(sheet, cell, size);
    let smallest = NUMBER_HALF_POINTS[NUMBER_HALF_POINTS.len() - 1];
    NUMBER_HALF_POINTS.into_iter().find(fits).unwrap_or(smallest)
}

/// The heights of all rows in tenths of a point, so that no text is clipped.
pub(crate) fn row_heights(sheet: &Sheet) -> Vec<u32> {
    let mut heights = vec![0; sheet.row_count];
    let need = |cell: &Cell| {
        let size = half_points(sheet, cell);
        let lines = line_count(&cell.text, room(sheet, cell, size));
        lines.saturating_mul(size * 5 * LINE_PERCENT / 100).saturating_add(PADDING_TENTH_POINTS)
    };
    for cell in sheet.cells.iter().filter(|cell| cell.row_span == 1) {
        heights[cell.row] = heights[cell.row].max(need(cell));
    }
    // Tall cells grow the last of their rows by what is still missing.
    for cell in sheet.cells.iter().filter(|cell| cell.row_span > 1) {
        let rows = cell.row..(cell.row + cell.row_span).min(sheet.row_count);
        let missing = need(cell).saturating_sub(heights[rows.clone()].iter().sum());
        heights[rows.end - 1] += missing;
    }
    heights
}

/// Lines a text of this size takes over the whole width of a sheet, as height in tenths of a point.
pub(crate) fn line_height(sheet: &Sheet, text: &str, half_points: u32) -> u32 {
    let room = sheet.grid_width_mm() * 10 * 1000 / em_micrometres(half_points);
    line_count(text, room) * (half_points * 5 * LINE_PERCENT / 100)
}

/// Room for text in a cell, in tenths of an em of the given size.
fn room(sheet: &Sheet, cell: &Cell, half_points: u32) -> u32 {
    let tenth_mm = (sheet.width_mm(cell) * 10).saturating_sub(2 * PADDING_TENTH_MM);
    (tenth_mm * 1000 / em_micrometres(half_points)).saturating_sub(cell.indent * 10).max(10)
}

/// An em in micrometres: 1 pt is 352.8 µm.
fn em_micrometres(half_points: u32) -> u32 {
    (half_points * 3528 / 20).max(1)
}

/// The width of a text in tenths of an em.
pub(crate) fn text_width(text: &str) -> u32 {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> u32 {
    match c {
        '.' | ',' => 4,
        'W' | 'M' | 'm' | 'w' | '%' => 10,
        'A'..='Z' => 8,
        ' '..='~' => 6,
        _ => 10,
    }
}

/// Lines a text takes in a width of `room` tenths of an em: Chinese breaks anywhere except before
/// closing marks, words of letters and digits only when they are longer than a line.
fn line_count(text: &str, room: u32) -> u32 {
    let lines: usize = text.split('\n').map(|line| wrapped(line, room)).sum();
    u32::try_from(lines).unwrap_or(u32::MAX).max(1)
}

fn wrapped(line: &str, room: u32) -> usize {
    let (mut count, mut used, mut word) = (1, 0, 0);
    let mut last = 0;
    for c in line.chars() {
        let width = char_width(c);
        let in_word = c.is_ascii_graphic();
        if used + width > room && used > 0 {
            count += 1;
            // What must not be parted moves to the next line together.
            used = match () {
                () if in_word && word < used => word,
                () if is_closing(c) => last,
                () => 0,
            };
        }
        used += width;
        word = if in_word { word + width } else { 0 };
        last = width;
    }
    count
}

/// Marks that never begin a line.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '”'
            | '’'
            | '】'
            | '〕'
            | '…'
            | '％'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_a_page_would_break_them() {
        for (text, room, lines) in [
            ("", 100, 1),
            ("一二三四五", 50, 1),
            ("一二三四五六", 50, 2),
            ("一二三四五。", 50, 2),
            ("一\n二\n", 50, 3),
            ("预算 2000000 元", 50, 3),
            ("0123456789012345", 50, 2),
        ] {
            assert_eq!(line_count(text, room), lines, "{text}");
        }
    }
}
