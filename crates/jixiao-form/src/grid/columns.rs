//! Which column of a block holds what, and how a row's cells are laid onto those columns.
//!
//! Owns headers over one or two rows, blank headers, duplicate headers and rows that have moved
//! sideways. Knows neither values nor levels: blocks judge a layout by a penalty of their own.

use super::{CellView, RowView};
use crate::vocabulary::{Column, Label};

/// Number of variants of [`Column`].
const COLUMN_COUNT: usize = Column::Other as usize + 1;
/// How far rows are met out of place: the missing cells of level 1 and level 2, one too many, or
/// every cell left of the name where the block's own label has a column too.
const SHIFTS: [i64; 5] = [0, 1, 2, -1, 3];

/// The columns of one block.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// By column number of the table.
    at: Vec<Option<Column>>,
    present: [bool; COLUMN_COUNT],
    /// The header words of columns the draft has no field for, by where they begin.
    extra: Vec<(u32, String)>,
    /// Columns whose header comes again further right, by where they begin.
    repeated: Vec<(u32, Column)>,
}

/// A row's cells by what they hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slots<'g> {
    cells: [Option<CellView<'g>>; COLUMN_COUNT],
    /// How many cells found no column, and the first of them.
    pub unclaimed: u32,
    /// The first cell without a column.
    pub stray: Option<CellView<'g>>,
    /// By how many columns the row was moved.
    pub shift: i64,
    /// What the layout costs by the judgement of its block; 0 is perfect.
    pub penalty: u32,
}

impl Columns {
    /// Lays a header row's words onto their columns; later calls add the rows below.
    pub(crate) fn add_header(&mut self, row: RowView<'_>) {
        for view in row.cells() {
            let named = view.meaning.column;
            // An unknown header still owns its column; block labels at the side own none.
            let column = match named {
                None if view.meaning.label.is_none() => Some(Column::Other),
                named => named,
            };
            let Some(column) = column else { continue };
            let (from, span) = (view.cell.column as usize, view.cell.column_span as usize);
            let end = from.saturating_add(span.min(64));
            if self.at.len() < end {
                self.at.resize(end, None);
            }
            let repeats = !matches!(column, Column::Other | Column::Reason | Column::Likelihood);
            for (at, place) in (0..).zip(&mut self.at[..from]) {
                // Of two equal columns the right one is the year's: 中期 stands before 年度.
                if repeats && *place == Some(column) {
                    *place = Some(Column::Other);
                    self.repeated.push((at, column));
                }
            }
            self.at[from..end].fill(Some(column));
            self.extra.retain(|(at, _)| *at != view.cell.column);
            if is_extra(column) {
                self.extra.push((view.cell.column, view.words.to_owned()));
            }
        }
        self.name_by_block(row);
        self.values_by_label(row);
        self.present = [false; COLUMN_COUNT];
        for column in self.at.iter().flatten() {
            self.present[*column as usize] = true;
        }
    }

    /// Where no header names the indicators, the last column under the block's own label does.
    fn name_by_block(&mut self, row: RowView<'_>) {
        let levels = [Column::Level1, Column::Level2, Column::Level3].map(Some);
        let measured = self.at.contains(&Some(Column::Target));
        if !measured || self.at.iter().any(|place| levels.contains(place)) {
            return;
        }
        let block = row.cells().find(|view| view.meaning.label == Some(Label::IndicatorBlock));
        let first = self.at.iter().position(Option::is_some);
        if let (Some(block), Some(last)) = (block, first.and_then(|first| first.checked_sub(1)))
            && last >= block.cell.column as usize
        {
            self.at[last] = Some(Column::Level3);
        }
    }

    /// 实际完成情况 and 年度目标 head columns of values where they stand right of the names and no
    /// other header does.
    fn values_by_label(&mut self, row: RowView<'_>) {
        let names = self.at.iter().position(|&place| place == Some(Column::Level3));
        let Some(names) = names else { return };
        for view in row.cells().filter(|view| view.cell.column as usize > names) {
            let column = match view.meaning.label {
                Some(Label::GoalActual) => Column::Actual,
                Some(Label::GoalExpected | Label::GoalBlock) => Column::Target,
                _ => continue,
            };
            if view.meaning.column.is_some() || self.at.contains(&Some(column)) {
                continue;
            }
            let from = view.cell.column as usize;
            let end = from.saturating_add(view.cell.column_span.min(64) as usize);
            if self.at.len() < end {
                self.at.resize(end, None);
            }
            self.at[from..end].fill(Some(column));
        }
    }

    /// Whether the block has `column`.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.present[column as usize]
    }

    /// Whether no header was read yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Where `column` begins.
    pub(crate) fn start(&self, column: Column) -> Option<u32> {
        let at = self.at.iter().position(|&place| place == Some(column))?;
        u32::try_from(at).ok()
    }

    /// The cells of `row` under headers the draft has no field for, with the header's words.
    pub(crate) fn extras<'a>(
        &'a self,
        row: RowView<'a>,
        shift: i64,
    ) -> impl Iterator<Item = (&'a str, CellView<'a>)> {
        row.cells().filter(|_| !self.extra.is_empty()).filter_map(move |view| {
            let place = u32::try_from(i64::from(view.cell.column) + shift).ok()?;
            let column = self.at.get(place as usize).copied().flatten()?;
            let named =
                self.extra.iter().filter(|(at, _)| *at <= place).max_by_key(|(at, _)| *at)?;
            is_extra(column).then_some((named.1.as_str(), view))
        })
    }

    /// The cells of `row` under a header that comes again further right, as name and target of the
    /// medium term: `中期 3个 | 年度 1个`. `None` where names are not repeated.
    pub(crate) fn medium_term<'g>(
        &self,
        row: RowView<'g>,
        shift: i64,
    ) -> Option<(CellView<'g>, Option<CellView<'g>>)> {
        let under = |column| {
            let (at, _) = self.repeated.iter().find(|(_, repeated)| *repeated == column)?;
            row.cells().find(|view| i64::from(view.cell.column) + shift == i64::from(*at))
        };
        Some((under(Column::Level3)?, under(Column::Target)))
    }

    /// The first column that has a header.
    fn first(&self) -> i64 {
        self.at.iter().position(Option::is_some).and_then(|at| i64::try_from(at).ok()).unwrap_or(0)
    }

    /// Lays `row` onto the columns, moved sideways where that makes better sense by `penalty`.
    pub(crate) fn lay<'g>(
        &self,
        row: RowView<'g>,
        penalty: impl Fn(&Slots<'g>) -> u32,
    ) -> Slots<'g> {
        let mut best: Option<Slots<'g>> = None;
        let names_at = self.start(Column::Level3).map(i64::from);
        for shift in SHIFTS.into_iter().filter(|&shift| shift < 3 || names_at == Some(shift)) {
            let mut slots = self.lay_shifted(row, shift);
            slots.penalty = penalty(&slots).saturating_add(slots.unclaimed.saturating_mul(4));
            if slots.penalty == 0 {
                return slots;
            }
            if best.is_none_or(|best| slots.penalty < best.penalty) {
                best = Some(slots);
            }
        }
        best.unwrap_or_else(|| self.lay_shifted(row, 0))
    }

    fn lay_shifted<'g>(&self, row: RowView<'g>, shift: i64) -> Slots<'g> {
        let mut slots =
            Slots { cells: [None; COLUMN_COUNT], unclaimed: 0, stray: None, shift, penalty: 0 };
        let first = self.first();
        for view in row.cells() {
            let place = i64::from(view.cell.column) + shift;
            if place < first && !self.belongs_inside(view) {
                continue;
            }
            let index = usize::try_from(place).ok();
            let here = index.and_then(|at| self.at.get(at).copied().flatten());
            // A blank header widens the column before it.
            let before = index.and_then(|at| self.at.get(at.checked_sub(1)?).copied().flatten());
            let column =
                here.or_else(|| before.filter(|_| index.is_some_and(|at| at < self.at.len())));
            match column {
                Some(column) if slots.cells[column as usize].is_none() => {
                    slots.cells[column as usize] = Some(view);
                }
                Some(column) if is_extra(column) => {}
                _ => {
                    slots.unclaimed += 1;
                    slots.stray.get_or_insert(view);
                }
            }
        }
        slots
    }
}

/// Columns whose cells the draft keeps as remarks.
fn is_extra(column: Column) -> bool {
    matches!(
        column,
        Column::ReviewScore
            | Column::ArrivedAmount
            | Column::ExpectedAmount
            | Column::ExpectedActual
            | Column::Likelihood
            | Column::Reason
            | Column::Explanation
            | Column::Remark
            | Column::AdjustedTarget
            | Column::Other
    )
}

impl Columns {
    /// Cells left of the first header are the block's own label set upright, unless they have
    /// figures, or name a level that has a column of its own.
    fn belongs_inside(&self, view: CellView<'_>) -> bool {
        if view.meaning.level.is_some() {
            return self.has(Column::Level1) || self.has(Column::Level2);
        }
        view.meaning.label.is_none()
            && view.meaning.source.is_none()
            && view.words.contains(|c: char| c.is_ascii_digit())
    }
}

impl<'g> Slots<'g> {
    /// The cell of `column`, when it has text.
    pub(crate) fn get(&self, column: Column) -> Option<CellView<'g>> {
        self.cells[column as usize]
    }

    /// Moves nothing into `column`: the cell there was read otherwise.
    pub(crate) fn take(&mut self, column: Column) -> Option<CellView<'g>> {
        self.cells[column as usize].take()
    }

    /// Puts a cell into `column`.
    pub(crate) fn put(&mut self, column: Column, view: CellView<'g>) {
        self.cells[column as usize] = Some(view);
    }

    /// Whether none of `columns` has text.
    pub(crate) fn all_blank(&self, columns: &[Column]) -> bool {
        columns.iter().all(|&column| self.get(column).is_none())
    }
}

/// Whether squeezed text is a plain figure: digits, separators, a sign, a closing % or unit 分.
pub(crate) fn is_figure(words: &str) -> bool {
    // Most cells begin with a Chinese character.
    if !matches!(words.as_bytes().first(), Some(b'0'..=b'9' | b'.' | b',' | b'-' | b'+')) {
        return false;
    }
    let words = words.trim_end_matches(['%', '$', '分']);
    !words.is_empty()
        && words.bytes().any(|byte| byte.is_ascii_digit())
        && words
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'))
}

/// Whether squeezed text stands for a blank: dashes and slashes.
pub(crate) fn is_dash(words: &str) -> bool {
    words.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '─' | '/' | '\\' | '－' | '一' | '…'))
}
