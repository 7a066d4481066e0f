//! The goal block: what was expected and what was reached, side by side or one below the other.

use crate::Field;
use crate::grid::{CellView, RowView, field};
use crate::recognise::builder::{Block, Builder};
use crate::vocabulary::Label;

/// Where the texts of the block stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Places {
    expected: Option<u32>,
    actual: Option<u32>,
    other: Option<u32>,
}

/// What a text of the block says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Expected,
    Actual,
    Other,
}

/// Whether the row names both halves of the block, as its header does.
pub(crate) fn is_header(row: RowView<'_>) -> bool {
    let labels = row.cells().filter(|view| part(view.meaning.label).is_some()).count();
    labels >= 2 && labels == row.cells().count()
}

/// Whether the row has a cell for what was expected and one for what was reached.
pub(crate) fn names_both_halves(row: RowView<'_>) -> bool {
    let named = |label| row.cells().any(|view| view.meaning.label == Some(label));
    named(Label::GoalActual) && named(Label::GoalExpected)
}

/// Whether the cell is a text that counts its goals: `目标1:建成5个。`. The template prints 目标1:,
/// which is no label of another block.
pub(crate) fn is_numbered_text(view: CellView<'_>) -> bool {
    let plain = field::plain(&view.cell.text);
    let rest = plain.trim_start().strip_prefix("目标");
    rest.and_then(|rest| rest.split_once([':', '：'])).is_some_and(|(number, text)| {
        let counts = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
        let number = number.trim();
        !number.is_empty() && number.chars().all(counts) && !text.trim().is_empty()
    })
}

/// A row that begins with a label of the block: a header, or labels with their texts.
pub(crate) fn labelled_row(builder: &mut Builder, row: RowView<'_>) {
    builder.block = Block::Goal;
    let mut places = Places::default();
    let mut open: Option<Part> = None;
    let mut filled = false;
    for view in row.cells() {
        let block_label = view.meaning.label == Some(Label::GoalBlock);
        let named = match view.meaning.label {
            // 年度总体目标完成情况 beside 预期目标 heads the other half.
            Some(Label::GoalBlock) if places.expected.is_some() => Some(Part::Actual),
            // 年初绩效目标 stands before the adjusted one; the first is what was promised.
            Some(Label::GoalExpected) if places.expected.is_some() => Some(Part::Other),
            label => part(label),
        };
        if let Some(part) = named {
            open = Some(part);
            // The block's own label is the left edge until a half is named.
            if !block_label || part == Part::Actual {
                places.set(part, view.cell.column);
            }
        } else if view.meaning.column.is_some() {
            // 总体完成率 beside the halves heads a column of its own.
            places.set(Part::Other, view.cell.column);
        } else if view.meaning.label.is_none() {
            // Without a header the second text says what was reached.
            let second = filled && open == Some(Part::Expected) && places.expected.is_none();
            let part = if second { Part::Actual } else { open.unwrap_or(Part::Expected) };
            give(builder, part, view);
            filled = true;
        }
    }
    if !filled {
        builder.goal = places;
    }
}

/// A row of texts below the header.
pub(crate) fn text_row(builder: &mut Builder, row: RowView<'_>) -> bool {
    let texts = row.cells().filter(|view| part(view.meaning.label).is_none());
    let places = builder.goal;
    let (count, mut seen) = (texts.clone().count(), 0);
    for view in texts {
        let by_order = count == 2 && places.actual.is_some() && places.other.is_none();
        let part = if by_order {
            [Part::Expected, Part::Actual][seen.min(1)]
        } else {
            places.part_at(view.cell.column)
        };
        seen += 1;
        give(builder, part, view);
    }
    true
}

impl Places {
    fn set(&mut self, part: Part, column: u32) {
        match part {
            Part::Expected => self.expected = Some(column),
            Part::Actual => self.actual = Some(column),
            Part::Other => self.other = Some(column),
        }
    }

    /// The part whose column begins last at or before `column`.
    fn part_at(self, column: u32) -> Part {
        [(self.expected, Part::Expected), (self.actual, Part::Actual), (self.other, Part::Other)]
            .into_iter()
            .filter_map(|(at, part)| at.filter(|&at| at <= column).map(|at| (at, part)))
            .max_by_key(|&(at, _)| at)
            .map_or(Part::Expected, |(_, part)| part)
    }
}

fn part(label: Option<Label>) -> Option<Part> {
    match label? {
        Label::GoalExpected | Label::GoalBlock => Some(Part::Expected),
        Label::GoalActual => Some(Part::Actual),
        Label::GoalLongTerm => Some(Part::Other),
        _ => None,
    }
}

/// Several rows of one half are its lines.
fn give(builder: &mut Builder, part: Part, view: CellView<'_>) {
    let goal = &mut builder.form.goal;
    let half = match part {
        Part::Expected => &mut goal.expected,
        Part::Actual => &mut goal.actual,
        Part::Other => {
            let text = field::words(view.cell);
            builder.form.remarks.push(("其他目标".to_owned(), text));
            return;
        }
    };
    match half {
        None => *half = Some(field::words(view.cell)),
        Some(Field { printed, .. }) if printed.is_empty() => *half = Some(field::words(view.cell)),
        Some(Field { printed, .. }) => {
            printed.push('\n');
            printed.push_str(&field::printed(&view.cell.text));
        }
    }
}
