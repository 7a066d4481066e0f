//! Indicator rows out of a stretch of text: which characters belong to which cell.
//!
//! Owns the search for the cheapest division of a stretch between two headings into rows and
//! cells: separators, shapes of cells, repeated texts and the order of columns each have a price.
//! Knows no heading and no total.

mod boundaries;
mod costs;
mod features;
mod plain;

use super::shape::Number;
use super::stream::{Sep, Stream};
use crate::vocabulary::Column;
use boundaries::Boundaries;
use features::{Features, Lead, Stretch};
use std::ops::Range;

/// What a column of the indicator table holds, as far as shapes can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Name,
    Sign,
    Target,
    Unit,
    Actual,
    Points,
    Score,
    /// Explanations, remarks and reasons: any text.
    Text,
}

impl Slot {
    pub(super) fn of(column: Column) -> Self {
        match column {
            Column::Level3 => Self::Name,
            Column::Sign => Self::Sign,
            Column::Target | Column::AdjustedTarget => Self::Target,
            Column::Unit => Self::Unit,
            Column::Actual | Column::ExpectedActual => Self::Actual,
            Column::Points => Self::Points,
            Column::Score | Column::ReviewScore => Self::Score,
            _ => Self::Text,
        }
    }
}

/// One row: a stretch of the stream for each column, `None` where the cell is blank.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub cells: Vec<Option<Range<usize>>>,
    /// A stretch that stands elsewhere and comes before the cell of a column.
    pub before: Option<(usize, Range<usize>)>,
    /// A stretch that stands elsewhere and comes after the cell of a column.
    pub after: Option<(usize, Range<usize>)>,
    /// A figure was cut where nothing but its neighbours told where.
    pub unsure: bool,
}

impl Record {
    pub(super) fn blank(width: usize) -> Self {
        Self { cells: vec![None; width], before: None, after: None, unsure: false }
    }
}

/// How the rows of a form are laid out, for judging what a separator may stand inside.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations of one text")]
pub(super) struct Style {
    pub glued: bool,
    /// Cells stand on lines of their own, blank lines between them.
    pub blank_between_cells: bool,
    /// Cells stand on lines of their own.
    pub line_between_cells: bool,
    /// A row with `|` ends where its line ends.
    pub row_per_line: bool,
    /// Blank cells are kept between bars.
    pub bars_count: bool,
    /// Bars separate all cells: nothing is glued.
    pub barred: bool,
}

impl Style {
    pub(super) fn of(stream: &Stream<'_>, range: Range<usize>) -> Self {
        let (mut spaces, mut lines, mut blanks, mut bars, mut bar_lines, mut runs) =
            (0, 0, 0, 0, 0, 0);
        for c in stream.chars.get(range.clone()).unwrap_or_default() {
            match c.sep {
                Sep::Space | Sep::Wide => spaces += 1,
                Sep::Line => lines += 1,
                Sep::Blank => blanks += 1,
                Sep::Hard => {
                    bars += 1;
                    bar_lines += usize::from(c.line_start);
                    runs += usize::from(c.bars > 3);
                }
                Sep::None => {}
            }
        }
        let row_per_line = bar_lines * 2 < bars;
        let line_glued = bars == 0 && lines + blanks > 3 && spaces * 3 < lines + blanks;
        Self {
            glued: stream.glued || (line_glued && rows_end_in_digits(stream, range)),
            blank_between_cells: blanks > 6 && blanks > lines + spaces,
            line_between_cells: lines > 6 && lines > spaces * 2,
            row_per_line,
            barred: bars > 4 && bars * 2 > spaces + lines + blanks,
            bars_count: !row_per_line || runs * 3 < bar_lines,
        }
    }
}

/// Whether most lines are names with figures behind them.
fn rows_end_in_digits(stream: &Stream<'_>, range: Range<usize>) -> bool {
    let (mut rows, mut lines, mut letters) = (0, 0, 0);
    for index in range {
        let Some(c) = stream.chars.get(index) else { break };
        letters = if c.line_start { 0 } else { letters + 1 };
        if stream.chars.get(index + 1).is_none_or(|next| next.line_start) {
            lines += 1;
            rows += usize::from(letters > 5 && c.c.is_ascii_digit());
        }
    }
    rows * 2 > lines
}

#[derive(Debug, Clone, Copy)]
struct State {
    cost: i32,
    from: (u16, u8),
    /// The target and the points of the row so far.
    target: (u32, u32),
    points: Option<Number>,
    rows: bool,
}

const UNREACHED: State =
    State { cost: i32::MAX, from: (0, 0), target: (0, 0), points: None, rows: false };

/// No shape makes up for separators dearer than this.
const DEAREST: i32 = 90;

/// How many boundaries ahead a cell may end.
const REACH: usize = 28;

/// Divides `range` into rows of `slots`. Characters are never lost: every one is in a cell.
pub(super) fn records(
    stream: &Stream<'_>,
    range: Range<usize>,
    slots: &[Slot],
    style: Style,
) -> Vec<Record> {
    if range.is_empty() || slots.is_empty() || slots.len() > 16 {
        return Vec::new();
    }
    if let Some(rows) = plain::rows(stream, &range, slots, style) {
        return rows;
    }
    let features = Features::of(stream, &range, style.glued);
    let bounds = Boundaries::of(stream, &features, range, style);
    if bounds.positions.len() > usize::from(u16::MAX) {
        return Vec::new();
    }
    let mut skips = Vec::with_capacity(slots.len() + 1);
    skips.push(0);
    for slot in slots {
        skips.push(skips.last().copied().unwrap_or(0) + costs::skipped(*slot));
    }
    let search = Search { skips, stream, slots, style, bounds: &bounds, features: &features };
    let states = search.run();
    search.trace(&states)
}

struct Search<'s> {
    stream: &'s Stream<'s>,
    slots: &'s [Slot],
    style: Style,
    bounds: &'s Boundaries,
    features: &'s Features<'s>,
    /// Running sums of the price of leaving columns blank.
    skips: Vec<i32>,
}

/// A boundary the search goes on from.
struct From<'f> {
    p: usize,
    live: &'f [(usize, State)],
    /// The cheapest end of a row here.
    row: (State, u8),
    lead: Lead,
}

impl Search<'_> {
    /// The price of leaving the columns from `from` to before `to` blank.
    fn skipped(&self, from: usize, to: usize) -> i32 {
        self.skips[to] - self.skips[from]
    }
}

impl Search<'_> {
    fn run(&self) -> Vec<State> {
        let width = self.slots.len();
        let count = self.bounds.positions.len();
        let mut states = vec![UNREACHED; count * width];
        if let Some(start) = states.get_mut(width - 1) {
            start.cost = 0;
        }
        let mut live = Vec::with_capacity(width);
        for p in 0..count.saturating_sub(1) {
            let Some(row) = self.survivors(&states[p * width..(p + 1) * width], &mut live) else {
                continue;
            };
            let here = self.bounds.positions[p];
            let from = From { p, live: &live, row, lead: self.features.lead(here) };
            // A long text printed twice lies out of reach: both halves are tried.
            let far = self.bounds.twice.iter().flat_map(|[start, middle, end]| {
                let halves = [(*start, *middle), (*middle, *end)];
                halves.into_iter().filter(|(from, _)| *from == here).map(|(_, to)| to)
            });
            let far = far.filter_map(|to| self.bounds.positions.binary_search(&to).ok());
            for q in far.filter(|q| *q >= p + 1 + REACH) {
                self.extend(&mut states, &from, q);
            }
            for q in p + 1..count.min(p + 1 + REACH) {
                let over =
                    self.bounds.inner(Slot::Text, p, q).min(self.bounds.inner(Slot::Name, p, q));
                if (q > p + 1 && self.bounds.hard[q - 1]) || over > DEAREST {
                    break;
                }
                self.extend(&mut states, &from, q);
            }
        }
        states
    }

    /// Collects the states worth going on from, and returns the cheapest that a new row may follow
    /// with its price, the blanks at its end included.
    fn survivors(&self, states: &[State], live: &mut Vec<(usize, State)>) -> Option<(State, u8)> {
        const MARGIN: i32 = 60;
        live.clear();
        let least = states.iter().map(|state| state.cost).min().filter(|&c| c < i32::MAX)?;
        let close = |state: &State| state.cost <= least.saturating_add(MARGIN);
        live.extend(states.iter().copied().enumerate().filter(|(_, state)| close(state)));
        let ends = live.iter().map(|(last, state)| {
            let rest = if state.rows { self.skipped(last + 1, self.slots.len()) } else { 0 };
            (State { cost: state.cost + rest, ..*state }, to_u8(*last))
        });
        ends.min_by_key(|(state, _)| state.cost)
    }

    /// Considers the stretch up to boundary `q` as a cell of every column.
    fn extend(&self, states: &mut [State], from: &From<'_>, q: usize) {
        let p = from.p;
        let (start, end) = (self.bounds.positions[p], self.bounds.positions[q]);
        let stretch = self.features.stretch(from.lead, start, end);
        let width = self.slots.len();
        let mut value = None;
        for (k, &slot) in self.slots.iter().enumerate() {
            let inner = self.bounds.inner(slot, p, q);
            if inner > DEAREST {
                continue;
            }
            let shape = match slot {
                Slot::Target | Slot::Actual => {
                    *value.get_or_insert_with(|| costs::shape(slot, &stretch))
                }
                _ => costs::shape(slot, &stretch),
            };
            // Dearer than a row of blanks: never chosen.
            let Some(shape) = shape.filter(|shape| shape + inner <= 70) else { continue };
            let own = shape + inner + self.bounds.cost[p];
            let mut best = self.new_row(from, k, own, &stretch);
            for (last, state) in from.live.iter().filter(|(last, state)| *last < k && state.rows) {
                let next = self.same_row(state, (p, *last), (k, &stretch), (own, shape));
                if next.cost < best.cost {
                    best = next;
                }
            }
            let place = &mut states[q * width + k];
            if best.cost < place.cost {
                if slot == Slot::Target {
                    best.target = (to_u32(start), to_u32(end));
                } else if slot == Slot::Points {
                    best.points = stretch.lead;
                }
                *place = best;
            }
        }
    }

    /// The state after a first cell of a new row.
    fn new_row(&self, from: &From<'_>, k: usize, own: i32, stretch: &Stretch<'_>) -> State {
        let (state, last) = from.row;
        let context = match self.slots[k] {
            Slot::Actual => costs::result(&[], stretch, 0),
            _ => 0,
        };
        let cost = own + self.skipped(0, k) + self.bounds.row_start[from.p] + context;
        State {
            cost: state.cost.saturating_add(cost),
            from: (to_u16(from.p), last),
            target: (0, 0),
            points: None,
            rows: true,
        }
    }

    /// The state after a cell of column `k` in the same row as `state`.
    fn same_row(
        &self,
        state: &State,
        (p, last): (usize, usize),
        (k, stretch): (usize, &Stretch<'_>),
        (own, shape): (i32, i32),
    ) -> State {
        let slot = self.slots[k];
        let skipped = self.skipped(last + 1, k) + self.crossing(p, k - last, slot);
        let context = match slot {
            Slot::Actual => {
                let (start, end) = (state.target.0 as usize, state.target.1 as usize);
                let fit = costs::result(&self.stream.chars[start..end], stretch, shape);
                // Cutting one figure into an unlike target and result is the worst guess.
                if self.bounds.guess[p] && fit > -10 { fit + 8 } else { fit }
            }
            Slot::Score => costs::score(state.points, stretch.lead),
            _ => 0,
        };
        State {
            cost: state.cost.saturating_add(own + skipped + context),
            from: (to_u16(p), to_u8(last)),
            rows: true,
            ..*state
        }
    }

    /// The price of going on within a row over the separator at boundary `p`.
    fn crossing(&self, p: usize, columns: usize, slot: Slot) -> i32 {
        let index = self.bounds.positions[p];
        let Some(c) = self.stream.chars.get(index) else { return 0 };
        match c.sep {
            Sep::None | Sep::Space | Sep::Wide => 0,
            Sep::Line if self.style.line_between_cells || slot == Slot::Text => 0,
            Sep::Line => 5,
            Sep::Blank if self.style.blank_between_cells => 0,
            Sep::Blank => 25,
            Sep::Hard if self.style.row_per_line && c.line_start => 12,
            Sep::Hard if self.style.bars_count => {
                let bars = usize::from(c.bars);
                i32::try_from(columns.abs_diff(bars)).unwrap_or(8).min(8) * 6
            }
            Sep::Hard => i32::try_from(columns).unwrap_or(8).min(8) - 1,
        }
    }

    fn trace(&self, states: &[State]) -> Vec<Record> {
        let width = self.slots.len();
        let Some(last) = self.bounds.positions.len().checked_sub(1) else { return Vec::new() };
        let end = (0..width).min_by_key(|&k| {
            let state = states[last * width + k];
            state.cost.saturating_add(self.skipped(k + 1, width))
        });
        let (mut p, mut k) = (last, end.unwrap_or(0));
        let mut rows: Vec<Record> = Vec::new();
        let mut later = usize::MAX;
        while p > 0 {
            let state = states[p * width + k];
            if state.cost == i32::MAX {
                return Vec::new();
            }
            let (from, last) = (usize::from(state.from.0), usize::from(state.from.1));
            if k >= later || rows.is_empty() {
                rows.push(Record::blank(width));
            }
            if let Some(row) = rows.last_mut() {
                row.cells[k] = Some(self.bounds.positions[from]..self.bounds.positions[p]);
                row.unsure |= self.bounds.guess[from];
            }
            later = k;
            (p, k) = (from, last);
        }
        rows.reverse();
        rows
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn to_u16(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

fn to_u8(value: usize) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
