//! The indicator block: from its header to the total.
//!
//! Owns the walk over headings and the rows between them, and the total below. How a stretch
//! divides into cells is for [`super::records`].

mod centred;
mod doubts;
mod tails;

use super::headers::{Header, Heading as Column};
use super::levels::{self, Heading};
use super::records::{self, Record, Slot, Style};
use super::sheet::{Sheet, Text};
use super::stream::{Sep, Stream};
use super::words::Mark;
use crate::vocabulary;
use std::ops::Range;

const DEVIATION: Column = Column::Column(vocabulary::Column::Deviation);

/// The columns of the block as the rebuilt table shows them.
struct Columns {
    slots: Vec<Slot>,
}

impl Columns {
    fn is_name_only(&self, record: &Record) -> bool {
        self.slots
            .iter()
            .zip(&record.cells)
            .all(|(slot, cell)| *slot == Slot::Name || cell.is_none())
    }
}

/// Writes the header and all rows of `body`.
pub(super) fn write(
    sheet: &mut Sheet<'_, '_>,
    marks: &[Mark],
    header: &Header,
    body: Range<usize>,
) {
    let columns = write_header(sheet, header);
    let stream = sheet.stream;
    let style = Style::of(stream, body.clone());
    let has = |slot: Slot| columns.slots.contains(&slot);
    let scored = has(Slot::Points) && has(Slot::Score);
    let headings = levels::headings(stream, marks, &body, scored);
    let mut pending = Levels::default();
    let mut begin = body.start;
    let mut rows: Vec<Row> = Vec::new();
    for heading in headings.iter().map(Some).chain([None]) {
        let end = heading.map_or(body.end, |heading| heading.range.start);
        for stretch in between_fillers(stream, begin..end) {
            for record in records::records(stream, stretch, &columns.slots, style) {
                // Vertical labels end up between header and first heading.
                let above =
                    begin == body.start && heading.is_some() && columns.is_name_only(&record);
                if above {
                    continue;
                }
                let (level1, level2) = (pending.level1.take(), pending.level2.take());
                rows.push(Row { level1, level2, label_end: None, doubtful: false, record });
            }
        }
        let Some(heading) = heading else { break };
        if heading.level == 1
            && let Some(idle) = pending.level1.take()
        {
            rows.push(Row::heading(Some(idle), None, &columns, None));
        }
        pending.enter(heading);
        if let Some(subtotal) = &heading.subtotal {
            let (level1, level2) = (pending.level1.take(), pending.level2.take());
            rows.push(Row::heading(level1, level2, &columns, Some(subtotal.clone())));
        }
        begin = heading.end();
    }
    if let Some(idle) = pending.level1.take() {
        rows.push(Row::heading(Some(idle), None, &columns, None));
    }
    tails::settle(stream, &columns.slots, &mut rows);
    centred::settle(stream, &columns.slots, &mut rows);
    doubts::rejoin(sheet, &columns.slots, &mut rows);
    if header.columns.last().is_some_and(|(heading, _)| *heading == DEVIATION) {
        doubts::drop_numbers(sheet, &mut rows);
    }
    for row in rows {
        write_row(sheet, &columns, row);
    }
}

/// The stretches between rows of dots, which forms print for rows left out.
fn between_fillers(stream: &Stream<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let mut stretches = Vec::with_capacity(1);
    let mut start = range.start;
    for index in range.clone() {
        if stream.char(index) == '…' {
            if start < index {
                stretches.push(start..index);
            }
            start = index + 1;
        }
    }
    if start < range.end {
        stretches.push(start..range.end);
    }
    stretches
}

#[derive(Default)]
struct Levels {
    level1: Option<Range<usize>>,
    level2: Option<Range<usize>>,
}

impl Levels {
    fn enter(&mut self, heading: &Heading) {
        if heading.level == 1 {
            self.level1 = Some(heading.range.clone());
            self.level2 = None;
        } else {
            self.level2 = Some(heading.range.clone());
        }
    }
}

struct Row {
    level1: Option<Range<usize>>,
    level2: Option<Range<usize>>,
    /// The end of a level's label and that level, where it stands apart.
    label_end: Option<(u8, Range<usize>)>,
    /// Text on another line was given to a cell of this row by a guess.
    doubtful: bool,
    record: Record,
}

impl Row {
    fn heading(
        level1: Option<Range<usize>>,
        level2: Option<Range<usize>>,
        columns: &Columns,
        subtotal: Option<(Range<usize>, Option<Range<usize>>)>,
    ) -> Self {
        let mut cells = vec![None; columns.slots.len()];
        if let Some((points, score)) = subtotal {
            for (slot, cell) in columns.slots.iter().zip(&mut cells) {
                match slot {
                    Slot::Points => *cell = Some(points.clone()),
                    Slot::Score if cell.is_none() => cell.clone_from(&score),
                    _ => {}
                }
            }
        }
        let record = Record { cells, ..Record::blank(0) };
        Self { level1, level2, label_end: None, doubtful: false, record }
    }
}

/// Writes the header; level columns the form lacks are supplied.
fn write_header(sheet: &mut Sheet<'_, '_>, header: &Header) -> Columns {
    let mut slots = Vec::new();
    let mut cells = vec![Text::Fixed("绩效指标"), Text::Fixed("一级指标"), Text::Fixed("二级指标")];
    let (mut level1, mut level2) = (None, None);
    for (heading, range) in &header.columns {
        match heading {
            Column::Column(vocabulary::Column::Level1) => level1 = Some(range.clone()),
            Column::Column(vocabulary::Column::Level2) => level2 = Some(range.clone()),
            Column::Column(column) => {
                slots.push(Slot::of(*column));
                cells.push(Text::Label(range.clone()));
            }
            _ => {}
        }
    }
    if !slots.contains(&Slot::Name) {
        slots.insert(0, Slot::Name);
        cells.insert(3, Text::Fixed("三级指标"));
    }
    if let Some(range) = level1 {
        cells[1] = Text::Label(range);
    }
    if let Some(range) = level2 {
        cells[2] = Text::Label(range);
    }
    sheet.row(&cells);
    Columns { slots }
}

fn write_row(sheet: &mut Sheet<'_, '_>, columns: &Columns, row: Row) {
    let Row { level1, level2, label_end, doubtful, record } = row;
    let filler = |range: &Range<usize>| {
        sheet.stream.chars.get(range.clone()).is_some_and(|chars| {
            chars.iter().all(|c| matches!(c.c, '…' | '.' | '·' | '|' | '-' | '—'))
        })
    };
    let count = record.cells.iter().flatten().count();
    let only_filler = count > 0 && record.cells.iter().flatten().all(filler);
    let has_level = level1.is_some() || level2.is_some();
    if (only_filler || count == 0) && !has_level {
        return;
    }
    let first = record.cells.iter().flatten().map(|range| range.start).min();
    if let Some(first) = first
        && !doubts::plausible(sheet.stream, &columns.slots, &record)
    {
        sheet.gap(first, "本段文字的单元格界线不清，没有读出");
        if !has_level {
            return;
        }
        let blank = Record::blank(columns.slots.len());
        return write_row(
            sheet,
            columns,
            Row { level1, level2, label_end, doubtful, record: blank },
        );
    }
    let named = columns
        .slots
        .iter()
        .zip(&record.cells)
        .any(|(slot, cell)| *slot == Slot::Name && cell.is_some());
    if let Some(first) = first {
        if doubtful {
            sheet.gap(first, "换行的文字归入本行哪一格不能确定，请核对");
        }
        if record.unsure {
            sheet.gap(first, "数字连写，按列数、重复值和得分关系拆开，请核对");
        }
        if !named && !has_level {
            sheet.gap(first, "本行数值没有找到对应的三级指标名称");
        }
    }
    let label = |level: u8, range: Option<Range<usize>>| {
        let end = label_end.clone().filter(|(at, _)| *at == level).map(|(_, end)| end);
        match (range, end) {
            (Some(range), Some(end)) => Text::Pair(range, end),
            (range, end) => range.or(end).map_or(Text::Blank, Text::Label),
        }
    };
    let mut cells = vec![Text::Blank, label(1, level1), label(2, level2)];
    let Record { before, after, .. } = record;
    let at = |part: &Option<(usize, Range<usize>)>, column: usize| {
        part.as_ref().filter(|(at, _)| *at == column).map(|(_, range)| range.clone())
    };
    cells.extend(record.cells.into_iter().enumerate().map(|(column, cell)| {
        match (at(&before, column), cell, at(&after, column)) {
            (None, Some(range), None) if only_filler && filler(&range) => Text::Blank,
            (Some(before), Some(range), _) => Text::Pair(before, range),
            (_, Some(range), Some(after)) => Text::Pair(range, after),
            (before, range, after) => before.or(range).or(after).into(),
        }
    }));
    sheet.row(&cells);
}

/// Writes the total below the block: figures go under the points and score columns.
pub(super) fn write_total(
    sheet: &mut Sheet<'_, '_>,
    header: &Header,
    label: &Range<usize>,
    limit: usize,
) -> usize {
    let stream = sheet.stream;
    let mut slots: Vec<Slot> = Vec::new();
    for (heading, _) in &header.columns {
        if let Column::Column(column) = heading
            && !matches!(column, vocabulary::Column::Level1 | vocabulary::Column::Level2)
        {
            slots.push(Slot::of(*column));
        }
    }
    if !slots.contains(&Slot::Name) {
        slots.insert(0, Slot::Name);
    }
    let (figures, mut end) = total_figures(sheet, label.end, limit);
    let points = slots.iter().position(|slot| *slot == Slot::Points);
    let score = slots.iter().position(|slot| *slot == Slot::Score);
    let mut cells = vec![Text::Blank; slots.len() + 3];
    cells[0] = Text::Label(label.clone());
    let places: Vec<usize> = match (points, score) {
        (Some(points), Some(score)) => vec![points, score],
        (Some(only), None) | (None, Some(only)) => vec![only],
        (None, None) => Vec::new(),
    };
    for (place, figure) in places.iter().zip(figures) {
        cells[place + 3] = Text::Range(figure);
    }
    let full = ["优秀", "良好", "中等"].iter().any(|word| stream.starts_with(end, word));
    let grade = end..end + 1 + usize::from(full);
    if grade.end <= limit
        && matches!(stream.char(grade.start), '优' | '良' | '中' | '差')
        && stream.sep(grade.end) != Sep::None
        && let Some(last) = places.last()
    {
        let column = last + 4;
        if column >= cells.len() {
            cells.push(Text::Blank);
        }
        cells[column] = Text::Range(grade.clone());
        end = grade.end;
    }
    sheet.row(&cells);
    end
}

/// Up to two figures after a total's label: `100 98`, `100100`, `100分98分`.
fn total_figures(sheet: &Sheet<'_, '_>, start: usize, limit: usize) -> (Vec<Range<usize>>, usize) {
    let stream = sheet.stream;
    let mut figures: Vec<Range<usize>> = Vec::new();
    let mut index = start;
    while matches!(stream.char(index), ':' | '(' | '分' | ')') && index < limit {
        index += 1;
    }
    while figures.len() < 2 && index < limit {
        let begin = index;
        while index < limit
            && (stream.char(index).is_ascii_digit() || stream.char(index) == '.')
            && (index == begin || stream.sep(index) == Sep::None)
        {
            index += 1;
        }
        if index == begin {
            break;
        }
        // 10098 is 100 and 98.
        let full = stream.starts_with(begin, "100") && index > begin + 3;
        if figures.is_empty() && full && stream.char(begin + 3) != '.' {
            index = begin + 3;
        } else if figures.is_empty() && stream.starts_with(begin, "100.00") {
            index = begin + 6;
        }
        figures.push(begin..index);
        if stream.char(index) == '分' {
            index += 1;
        }
        // A figure on a later line is another row's.
        if stream.chars.get(index).is_some_and(|c| c.line_start && c.sep != Sep::Hard) {
            let lone = stream.sep(index + 1) != Sep::None || stream.char(index).is_ascii_digit();
            if !lone {
                break;
            }
        }
    }
    (figures, index)
}
