//! Indicator tables whose columns are kept by white space: wrapped cells put together again.
//!
//! Owns which lines are one row of such a table and which fragments one below the other are one
//! cell. Rewrites the stream so that every row is one line; knows no meaning of a column.

use super::super::shape;
use super::{Char, Sep, Stream};
use crate::vocabulary;
use std::ops::Range;

/// A stretch of one line between runs of blanks, with the columns of the page it covers.
#[derive(Debug, Clone)]
struct Fragment {
    chars: Range<usize>,
    x: Range<usize>,
}

type Line = Vec<Fragment>;

/// In bytes; no page is wider.
const LONGEST_LINE: usize = 1500;

/// A cell: fragments of consecutive lines that stand below one another.
#[derive(Debug)]
struct Cell {
    x: Range<usize>,
    parts: Vec<Fragment>,
}

/// Puts the rows of every indicator table that keeps its layout on one line each.
pub(super) fn unwrap(stream: &mut Stream<'_>) {
    let wide = stream.chars.iter().filter(|c| c.sep == Sep::Wide).count();
    if wide < 6 {
        return;
    }
    let starts = line_starts(stream);
    let mut chars = Vec::with_capacity(stream.chars.len());
    let mut copied = 0;
    let mut line = 0;
    while line + 1 < starts.len() {
        if !is_header(stream, starts[line]..starts[line + 1]) {
            line += 1;
            continue;
        }
        let end = (line + 1..starts.len() - 1)
            .find(|&i| {
                let line = starts[i]..starts[i + 1];
                // A header printed again on the next page begins rows of its own.
                ends_body(stream, line.clone()) || is_header(stream, line)
            })
            .unwrap_or(starts.len() - 1);
        let body = starts[line + 1]..starts[end];
        if let Some(rows) = rows(stream, &starts[line + 1..=end]) {
            chars.extend_from_slice(&stream.chars[copied..body.start]);
            for row in rows {
                emit(stream, &row, &mut chars);
            }
            copied = body.end;
        }
        line = end;
    }
    if copied > 0 {
        chars.extend_from_slice(&stream.chars[copied..]);
        stream.chars = chars;
    }
}

/// Where each line begins, the end of the stream last.
fn line_starts(stream: &Stream<'_>) -> Vec<usize> {
    let starts = stream.chars.iter().enumerate().filter(|(i, c)| *i == 0 || c.line_start);
    starts.map(|(i, _)| i).chain([stream.chars.len()]).collect()
}

fn reads(stream: &Stream<'_>, mut line: Range<usize>, word: &str) -> bool {
    line.any(|i| stream.starts_with(i, word))
}

fn is_header(stream: &Stream<'_>, line: Range<usize>) -> bool {
    line.len() < 80
        && (reads(stream, line.clone(), "三级指标") || reads(stream, line.clone(), "指标名称"))
        && (reads(stream, line.clone(), "指标值") || reads(stream, line, "完成"))
}

fn ends_body(stream: &Stream<'_>, line: Range<usize>) -> bool {
    const CLOSING: &[&str] =
        &["总分", "合计", "总计", "注:", "备注:", "说明", "项目名称", "附件", "其他需要", "填报"];
    CLOSING.iter().any(|word| stream.starts_with(line.start, word))
        || (line.len() > 40 && stream.chars[line].iter().skip(1).all(|c| c.sep == Sep::None))
}

/// The rows of the body whose lines begin at `starts`; `None` where columns tell nothing.
fn rows(stream: &Stream<'_>, starts: &[usize]) -> Option<Vec<Vec<Cell>>> {
    let ranges = || starts.windows(2).map(|pair| pair[0]..pair[1]);
    if ranges().any(|line| stream.chars[line].iter().any(|c| c.bars > 0)) {
        return None;
    }
    let lines = |han| ranges().map(|line| fragments(stream, line, han)).collect::<Vec<Line>>();
    // A Chinese character takes one column or two of the page, by the tool that wrote the text.
    let (one, two) = (lines(1), lines(2));
    let lines = if edges(stream, &one) < edges(stream, &two) { one } else { two };
    let anchors: Vec<usize> = (0..lines.len()).filter(|&i| is_anchor(stream, &lines[i])).collect();
    let tails = lines.len() - anchors.len();
    let flush = lines.iter().filter(|line| matches!(&line[..], [only] if only.x.start == 0));
    let few = if tails <= 3 { 1 } else { 2 };
    if anchors.len() < few || tails == 0 || flush.count() * 2 > tails {
        return None;
    }
    let ends = divide(stream, &lines, &anchors);
    let mut begin = 0;
    let rows = ends.into_iter().map(|end| {
        let row = cells(&lines[begin..end]);
        begin = end;
        row
    });
    Some(rows.collect())
}

/// How many different places the cells of full rows begin at: few where columns line up.
fn edges(stream: &Stream<'_>, lines: &[Line]) -> usize {
    let full = lines.iter().filter(|line| is_anchor(stream, line));
    let mut edges: Vec<usize> = full.flatten().map(|fragment| fragment.x.start).collect();
    edges.sort_unstable();
    edges.dedup();
    edges.len()
}

fn fragments(stream: &Stream<'_>, line: Range<usize>, han: usize) -> Line {
    let Some(first) = stream.chars.get(line.start) else { return Line::new() };
    let Some(piece) = stream.pieces.get(first.piece as usize) else { return Line::new() };
    if piece.text.len() > LONGEST_LINE {
        return Line::new();
    }
    let mut found = Line::new();
    let mut index = line.start;
    let mut x = 0;
    for (byte, c) in piece.text.char_indices() {
        let width =
            if c.is_ascii() || matches!(c, '≥' | '≤' | '—' | '–') { 1 } else { han };
        if line.contains(&index)
            && let Some(char) = stream.chars.get(index)
            && char.piece == first.piece
            && char.byte as usize == byte
        {
            let apart = found.is_empty() || char.sep == Sep::Wide;
            match found.last_mut().filter(|_| !apart) {
                Some(last) => (last.chars.end, last.x.end) = (index + 1, x + width),
                None => found.push(Fragment { chars: index..index + 1, x: x..x + width }),
            }
            index += 1;
        }
        x += width;
    }
    found
}

/// A line with the figures of its row: the other cells of the row stand on it, above or below.
fn is_anchor(stream: &Stream<'_>, line: &Line) -> bool {
    let text = |fragment: &Fragment| &stream.chars[fragment.chars.clone()];
    let bare = |fragment: &&Fragment| {
        let chars = text(fragment);
        shape::number(chars).is_some() || shape::is_dash(chars)
    };
    let value = |fragment: &&Fragment| {
        text(fragment).iter().any(|c| c.c.is_ascii_digit())
            || shape::VALUES.iter().any(|word| text(fragment).iter().map(|c| c.c).eq(word.chars()))
    };
    let values = line.iter().filter(value).count();
    let bare = line.iter().filter(bare).count();
    values >= 2 && line.len() >= 3 && (bare >= 1 || line.len() >= 4 || values == line.len() - 1)
}

/// Where each row ends: the lines between two anchors go to the one above or the one below.
fn divide(stream: &Stream<'_>, lines: &[Line], anchors: &[usize]) -> Vec<usize> {
    let mut ends = Vec::with_capacity(anchors.len());
    let mut begin = 0;
    for pair in anchors.windows(2) {
        let (here, next) = (pair[0], pair[1]);
        let above = here - begin;
        let end = (here + 1..=next).min_by_key(|&end| {
            let upper = cells(&lines[begin..end]);
            let lower = cells(&lines[end..=next]);
            let cost = |row: &[Cell]| row.iter().map(|cell| price(stream, cell)).sum::<i32>();
            // Cells of several lines are centred or begin at the top of their row.
            let below = end - here - 1;
            let lopsided = if above == 0 { 0 } else { below.abs_diff(above).min(5) };
            let lonely = lonely(&lines[here], &upper) + lonely(&lines[next], &lower);
            let odd = i32::try_from(lopsided).unwrap_or(5) * 2;
            let late = i32::try_from(next - end).unwrap_or(5);
            cost(&upper) + cost(&lower) + odd + lonely + late
        });
        let end = end.unwrap_or(next);
        ends.push(end);
        begin = end;
    }
    ends.push(lines.len());
    ends
}

/// Cells that have nothing on the line with the figures belong to the other row.
fn lonely(anchor: &Line, row: &[Cell]) -> i32 {
    let over = |cell: &&Cell| !anchor.iter().any(|fragment| overlap(&fragment.x, &cell.x) > 0);
    i32::try_from(row.iter().filter(over).count()).unwrap_or(9) * 3
}

/// How unlikely it is that the parts are one cell.
fn price(stream: &Stream<'_>, cell: &Cell) -> i32 {
    let width = |part: &Fragment| part.x.len();
    let Some((last, full)) = cell.parts.split_last() else { return 0 };
    let widest = cell.parts.iter().map(width).max().unwrap_or(0);
    // A cell wraps where its line is full.
    let mut cost = 0;
    for part in full {
        if width(part) + 3 < widest.max(width(last)) {
            cost += 5;
        }
    }
    let text: String = cell
        .parts
        .iter()
        .flat_map(|part| stream.chars[part.chars.clone()].iter().map(|c| c.c))
        .collect();
    if vocabulary::level(&text).is_some() {
        cost -= 4 * i32::try_from(cell.parts.len()).unwrap_or(3);
    } else if cell.parts.len() > 1 && (text.contains("指标") || text.starts_with("标")) {
        cost += 4;
    }
    cost
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The cells of a row: fragments that stand below one another are one.
fn cells(lines: &[Line]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for fragment in lines.iter().flatten() {
        let best = cells
            .iter_mut()
            .map(|cell| (overlap(&cell.x, &fragment.x), cell))
            .filter(|(shared, _)| *shared > 0)
            .max_by_key(|(shared, _)| *shared);
        match best {
            Some((_, cell)) => {
                cell.x = cell.x.start.min(fragment.x.start)..cell.x.end.max(fragment.x.end);
                cell.parts.push(fragment.clone());
            }
            None => cells.push(Cell { x: fragment.x.clone(), parts: vec![fragment.clone()] }),
        }
    }
    cells.sort_by_key(|cell| cell.x.start);
    cells
}

/// Writes a row as one line, its cells apart by wide blanks.
fn emit(stream: &Stream<'_>, row: &[Cell], chars: &mut Vec<Char>) {
    let mut first = true;
    for cell in row {
        for (index, part) in cell.parts.iter().enumerate() {
            let begin = chars.len();
            chars.extend_from_slice(&stream.chars[part.chars.clone()]);
            let Some(head) = chars.get_mut(begin) else { continue };
            head.jump = true;
            head.line_start = first;
            head.sep = match (first, index) {
                (true, _) => Sep::Line,
                (false, 0) => Sep::Wide,
                _ => Sep::None,
            };
            first = false;
        }
    }
}
