//! Qualitative department forms and duty tables: cells of wrapped lines, blank lines between.
//!
//! Owns the division into cells and rows. Every row has a task and one text for each other column;
//! the goal on the left stands once for several rows.

use super::headers::{Header, Heading};
use super::sheet::{Sheet, Text};
use super::stream::{Sep, Stream};
use super::words::Special;
use std::ops::Range;

/// Writes header and rows; returns the end of what was used.
pub(super) fn write(sheet: &mut Sheet<'_, '_>, header: &Header, body: Range<usize>) -> usize {
    let stream = sheet.stream;
    let with_goal = header.columns.iter().any(|(heading, _)| *heading == Heading::DutyGoal);
    let cells: Vec<Text> =
        header.columns.iter().map(|(_, range)| Text::Range(range.clone())).collect();
    sheet.row(&cells);
    let texts = header
        .columns
        .iter()
        .filter(
            |(heading, _)| matches!(heading, Heading::Duty(special) if *special != Special::Task),
        )
        .count();
    let chunks = chunks(stream, body.clone(), line_a_cell(stream, header));
    let texts = texts_a_row(stream, &chunks, texts, with_goal);
    let mut rows: Vec<Row> = Vec::new();
    let mut goal: Option<Range<usize>> = None;
    let mut rest = &chunks[..];
    while let Some((first, tail)) = rest.split_first() {
        if with_goal && is_goal(stream, first) {
            goal = Some(first.clone());
            rest = tail;
            continue;
        }
        let used = texts.min(tail.len());
        if used < texts {
            sheet.gap(first.start, "本行的单元格不全");
        }
        rows.push(Row { goal: goal.take(), task: first.clone(), texts: tail[..used].to_vec() });
        rest = &tail[used..];
    }
    // A goal printed below the last row it covers.
    if let (Some(goal), Some(last)) = (goal, rows.last_mut()) {
        last.goal = Some(goal);
    }
    for row in rows {
        let mut cells = Vec::with_capacity(header.columns.len());
        if with_goal {
            cells.push(row.goal.into());
        }
        cells.push(Text::Range(row.task));
        cells.extend(row.texts.into_iter().map(Text::Range));
        sheet.row(&cells);
    }
    chunks.last().map_or(body.start, |last| last.end)
}

/// How many texts follow a task: one for each column, or one less where the last column is blank
/// throughout. Tasks are short and end no sentence, which tells.
fn texts_a_row(
    stream: &Stream<'_>,
    chunks: &[Range<usize>],
    columns: usize,
    with_goal: bool,
) -> usize {
    let cells: Vec<&Range<usize>> =
        chunks.iter().filter(|chunk| !(with_goal && is_goal(stream, chunk))).collect();
    let misfits = |texts: usize| {
        let rows = cells.chunks(texts + 1);
        let odd = |task: &Range<usize>| {
            task.len() > 30 || matches!(stream.char(task.end - 1), '。' | '无')
        };
        rows.filter(|row| row.len() <= texts || row.first().is_some_and(|task| odd(task))).count()
    };
    let fewer = columns.saturating_sub(1);
    if columns > 2 && misfits(fewer) < misfits(columns) { fewer } else { columns }
}

struct Row {
    goal: Option<Range<usize>>,
    task: Range<usize>,
    texts: Vec<Range<usize>>,
}

/// Whether the words of the header stand on lines of their own without blank lines between: then
/// every line is a cell.
fn line_a_cell(stream: &Stream<'_>, header: &Header) -> bool {
    header.columns.iter().skip(1).all(|(_, range)| stream.sep(range.start) == Sep::Line)
}

/// Stretches between blank lines, and between the cells that share a line; with `lines`, lines.
fn chunks(stream: &Stream<'_>, body: Range<usize>, lines: bool) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut start = body.start;
    for index in body.start + 1..body.end {
        let splits = match stream.sep(index) {
            Sep::None => false,
            Sep::Line => lines,
            Sep::Space => {
                !stream.char(index).is_ascii() && !stream.char(index - 1).is_ascii_digit()
            }
            Sep::Wide | Sep::Blank | Sep::Hard => true,
        };
        if splits {
            chunks.push(start..index);
            start = index;
        }
    }
    if start < body.end {
        chunks.push(start..body.end);
    }
    chunks
}

/// The goals of the Kunming form; each is a short label of its own.
const GOALS: &[&str] = &[
    "履职效益",
    "履职完成",
    "预算配置科学",
    "预算执行有效",
    "预算管理规范",
    "部门决策",
    "部门管理",
];

fn is_goal(stream: &Stream<'_>, chunk: &Range<usize>) -> bool {
    chunk.len() <= 8 && GOALS.iter().any(|goal| stream.starts_with(chunk.start, goal))
}
