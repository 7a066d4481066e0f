//! Figures of one fund row under its columns.
//!
//! Owns the search for the division that fits shapes, decimals and the arithmetic of the row:
//! rate = executed / budget, score = points × rate.

use super::super::shape::{self, Number};
use super::super::stream::{Sep, Stream};
use super::arithmetic::{self, Proof};
use super::fit::{fits, skipped};
use super::glued;
use crate::vocabulary::Column;
use std::ops::Range;

/// A row under its columns.
#[derive(Debug)]
pub(super) struct Aligned {
    pub cells: Vec<Option<Range<usize>>>,
    /// Digits were cut where only arithmetic tells where.
    pub unsure: bool,
}

/// Divides `values` among `columns`; `None` when no division fits.
pub(super) fn align(
    stream: &Stream<'_>,
    values: Range<usize>,
    columns: &[Column],
    bars_count: bool,
) -> Option<Aligned> {
    let mut values = values;
    while values.start < values.end && stream.char(values.start) == ':' {
        values.start += 1;
    }
    if let Some(cells) = plain(stream, &values, columns, bars_count) {
        return Some(Aligned { cells, unsure: false });
    }
    match arithmetic::prove(stream, &values, columns) {
        Proof::Division(cells) => return Some(Aligned { cells, unsure: true }),
        Proof::Several => return None,
        Proof::None => {}
    }
    let mut search = Search {
        stream,
        columns,
        bars_count,
        end: values.end,
        cells: vec![None; columns.len()],
        best: None,
        steps: 0,
        cuts: vec![Cut::Unasked; values.len() + 1],
        first: values.start,
    };
    search.place(0, values.start, 0, 0, 0);
    if search.best.is_none() && stream.glued {
        // What follows the figures belongs to labels printed down the side.
        let figure = |i: usize| matches!(stream.char(i), '0'..='9' | '.' | ',' | '%' | '-' | '—');
        search.end = (values.start..values.end).find(|&i| !figure(i)).unwrap_or(values.end);
        search.steps = 0;
        search.cuts.fill(Cut::Unasked);
        search.place(0, values.start, 0, 0, 0);
    }
    let (_, cells, guesses) = search.best?;
    if stream.glued && glued::is_uncut(stream, columns, &cells) {
        return None;
    }
    Some(Aligned { cells, unsure: guesses > 0 })
}

/// The division that needs no search: a cell for every column, or bars that count the columns.
fn plain(
    stream: &Stream<'_>,
    values: &Range<usize>,
    columns: &[Column],
    bars_count: bool,
) -> Option<Cells> {
    if stream.glued || values.is_empty() || columns.iter().any(|column| is_text(*column)) {
        return None;
    }
    let mut cells: Cells = vec![None; columns.len()];
    let (mut next, mut count, mut start) = (0, 0, values.start);
    let mut barred = 0;
    while start < values.end {
        let end = (start + 1..values.end).find(|&i| stream.sep(i) != Sep::None);
        let end = end.unwrap_or(values.end);
        let c = stream.chars.get(start)?;
        if c.sep == Sep::Hard {
            next += usize::from(c.bars).saturating_sub(1);
            barred += 1;
        }
        fits(*columns.get(next)?, &stream.chars[start..end])?;
        cells[next] = Some(start..end);
        (next, count, start) = (next + 1, count + 1, end);
    }
    if barred > 0 {
        return (bars_count && barred == count).then_some(cells);
    }
    if count == columns.len() {
        return Some(cells);
    }
    // Rows below the total: amounts alone, or dashes for points and score behind them.
    let is_score =
        |column: &Column| matches!(column, Column::Points | Column::ExecutionRate | Column::Score);
    let amounts = columns.iter().position(is_score)?;
    let dash = |cell: &Option<Range<usize>>| {
        cell.clone().is_some_and(|range| shape::is_dash(&stream.chars[range]))
    };
    let (filled, rest) = cells.split_at_mut(amounts);
    if amounts < 2 || filled.iter().any(|cell| cell.is_none() || dash(cell)) {
        return None;
    }
    let places: Vec<usize> = (0..rest.len())
        .filter(|&i| columns.get(amounts + i) != Some(&Column::ExecutionRate))
        .collect();
    match (count - amounts, &places[..]) {
        (0, _) => {}
        (2, &[points, score]) if rest.len() == 3 && rest.iter().take(2).all(dash) => {
            let dashes = [rest[0].take(), rest[1].take()];
            rest[2] = None;
            [rest[points], rest[score]] = dashes;
        }
        _ => return None,
    }
    Some(cells)
}

struct Search<'s, 't> {
    stream: &'s Stream<'t>,
    columns: &'s [Column],
    bars_count: bool,
    end: usize,
    cells: Cells,
    /// The cheapest division so far: its price, its cells, how many digits it cut by a guess.
    best: Option<(i32, Cells, u32)>,
    steps: u32,
    /// The price of ending a cell before each character, once it was asked for.
    cuts: Vec<Cut>,
    first: usize,
}

/// Whether a cell may end at a place.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Unasked,
    Never,
    Price(i32),
}

pub(super) type Cells = Vec<Option<Range<usize>>>;

/// Enough for any row met; a longer search is a row of something else.
const MOST_STEPS: u32 = 20_000;

impl Search<'_, '_> {
    /// Places the text from `index` on in the columns from `column` on.
    fn place(&mut self, column: usize, index: usize, cost: i32, guesses: u32, gap: usize) {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.best.as_ref().is_some_and(|(best, ..)| cost - 24 > *best)
        {
            return;
        }
        let Some(&meaning) = self.columns.get(column) else {
            if index >= self.end {
                self.finish(cost, guesses);
            }
            return;
        };
        if index >= self.end {
            let rest: i32 = self.columns[column..].iter().map(|&c| skipped(c)).sum();
            self.finish(cost + rest, guesses);
            return;
        }
        if is_text(meaning) {
            self.cells[column] = Some(index..self.end);
            let figure = self.stream.char(index).is_ascii_digit();
            let numbered = matches!(self.stream.char(index + 1), '.' | '、')
                && !self.stream.char(index + 2).is_ascii_digit();
            self.finish(cost + if figure && !numbered { 30 } else { 4 }, guesses);
            self.cells[column] = None;
        } else {
            for end in index + 1..=self.end.min(index + 24) {
                if end > index + 1 && self.breaks(end - 1, index) {
                    break;
                }
                let Some(cut) = self.known_cut(end) else { continue };
                let chars = &self.stream.chars[index..end];
                let Some(shape) = fits(meaning, chars) else { continue };
                let bars = self.bars(index, column, gap);
                self.cells[column] = Some(index..end);
                let guess = u32::from(cut >= GUESS);
                self.place(column + 1, end, cost + cut + shape + bars, guesses + guess, column + 1);
                self.cells[column] = None;
            }
        }
        self.place(column + 1, index, cost + skipped(meaning), guesses, gap);
    }

    /// Where bars keep blank cells, the count of bars tells how many columns were passed.
    fn bars(&self, index: usize, column: usize, gap: usize) -> i32 {
        let Some(c) = self.stream.chars.get(index) else { return 0 };
        if !self.bars_count || c.sep != Sep::Hard || c.bars == 0 {
            return 0;
        }
        let passed = column + 1 - gap;
        i32::try_from(passed.abs_diff(usize::from(c.bars))).unwrap_or(4).min(4) * 3
    }

    /// Whether a cell that began at `start` cannot run over the separator before `index`.
    fn breaks(&self, index: usize, start: usize) -> bool {
        let sep = self.stream.sep(index);
        let unit = matches!(self.stream.char(index), '万' | '元' | '%' | '亿');
        sep != Sep::None && index > start && !(unit && sep == Sep::Space)
    }

    fn known_cut(&mut self, index: usize) -> Option<i32> {
        let place = index - self.first;
        match self.cuts.get(place) {
            Some(Cut::Never) => return None,
            Some(Cut::Price(price)) => return Some(*price),
            Some(Cut::Unasked) | None => {}
        }
        let cut = self.cut(index);
        if let Some(known) = self.cuts.get_mut(place) {
            *known = cut.map_or(Cut::Never, Cut::Price);
        }
        cut
    }

    /// The price of ending a cell before `index`.
    fn cut(&self, index: usize) -> Option<i32> {
        if index >= self.end || self.stream.sep(index) != Sep::None {
            let unit = matches!(self.stream.char(index), '万' | '元' | '%')
                && index < self.end
                && self.stream.sep(index) == Sep::Space;
            return Some(if unit { 6 } else { 0 });
        }
        let (left, right) = (self.stream.char(index - 1), self.stream.char(index));
        if left.is_ascii_digit() && right.is_ascii_digit() {
            return self.cut_digits(index);
        }
        if left.is_ascii_digit() && matches!(right, '.' | ',' | '%' | '万' | '元' | '亿') {
            return None;
        }
        (left != '.' && left != ',').then_some(2)
    }

    /// A run of digits is cut where it cannot be one figure, or anywhere in glued text.
    fn cut_digits(&self, index: usize) -> Option<i32> {
        let figure = |i: usize| {
            let c = self.stream.char(i);
            c.is_ascii_digit() || c == '.' || c == ','
        };
        let apart = |i: usize| self.stream.sep(i) != Sep::None;
        let first = index.saturating_sub(LONGEST_RUN);
        let start = (first..index).rev().find(|&i| !figure(i) || apart(i)).unwrap_or(first);
        let end = (index + 1..self.end).find(|&i| !figure(i) || apart(i)).unwrap_or(self.end);
        let dots = (start..end).filter(|&i| self.stream.char(i) == '.').count();
        let decimals = index >= 4 && self.stream.char(index - 3) == '.';
        if dots >= 2 && decimals {
            return Some(2);
        }
        (dots >= 2 || self.stream.glued).then_some(GUESS)
    }

    fn finish(&mut self, cost: i32, guesses: u32) {
        if guesses > 0 && self.contradicts() {
            return;
        }
        let cost = cost + self.arithmetic();
        if self.best.as_ref().is_none_or(|(best, ..)| cost < *best) {
            self.best = Some((cost, self.cells.clone(), guesses));
        }
    }

    /// Whether the printed rate or the points rule out a division found by cutting digits.
    fn contradicts(&self) -> bool {
        let figure = |column| self.number(column).map(|(number, _)| number.scaled());
        let (budget, spent) = (figure(Column::AdjustedBudget), figure(Column::ExecutedAmount));
        let off = match (budget, spent, self.rate()) {
            (Some(budget), Some(spent), Some(rate)) if budget > 0 => {
                let real = i128::from(spent) * 10_000 / i128::from(budget);
                (real - rate).abs() > 100 || (rate == 0 && spent > 0)
            }
            _ => false,
        };
        let off = off || (self.rate() == Some(0) && figure(Column::Score).is_some_and(|s| s > 0));
        off || figure(Column::Points).is_some_and(|points| points > MOST_POINTS)
    }

    /// The printed rate in hundredths of a percent.
    fn rate(&self) -> Option<i128> {
        self.number(Column::ExecutionRate).map(|(number, percent)| {
            let value = i128::from(number.scaled());
            if percent || value > 15_000 { value / 100 } else { value }
        })
    }

    fn number(&self, wanted: Column) -> Option<(Number, bool)> {
        let at = self.columns.iter().position(|&column| column == wanted)?;
        let chars = self.stream.chars.get(self.cells[at].clone()?)?;
        let digits = chars
            .iter()
            .position(|c| !(c.c.is_ascii_digit() || matches!(c.c, '.' | ',')))
            .unwrap_or(chars.len());
        let percent = chars.last().is_some_and(|c| c.c == '%');
        shape::number(&chars[..digits]).map(|number| (number, percent))
    }

    fn arithmetic(&self) -> i32 {
        let figure = |column| self.number(column).map(|(number, _)| number);
        let (budget, spent) = (figure(Column::AdjustedBudget), figure(Column::ExecutedAmount));
        let (points, score) = (figure(Column::Points), figure(Column::Score));
        let mut cost = 0;
        let rate = self.rate();
        if let Some(rate) = rate {
            cost += match (budget, spent) {
                (Some(budget), Some(spent)) if budget.scaled() > 0 => {
                    let real = i128::from(spent.scaled()) * 10_000 / i128::from(budget.scaled());
                    if (real - rate).abs() <= 100 { -6 } else { 4 }
                }
                (Some(_), Some(_)) => 0,
                _ => 3,
            };
        }
        if let Some(points) = points {
            let usual = [100_000, 200_000].contains(&points.scaled());
            cost += if usual { -3 } else { 2 };
            // Rows below the total have no points of their own: their figures are amounts.
            let scored = self.columns.contains(&Column::Score);
            let amounts = budget.is_some() || spent.is_some();
            let alone = scored && amounts && rate.is_none() && score.is_none();
            cost += if alone { 10 } else { 0 };
            if let Some(score) = score {
                cost += if score.scaled() > points.scaled() { 20 } else { 0 };
                let due = rate.map(|rate| i128::from(points.scaled()) * rate / 10_000);
                let near = due.is_some_and(|due| (due - i128::from(score.scaled())).abs() <= 600);
                cost -= if near { 3 } else { i32::from(score == points) };
            }
        }
        let initial = figure(Column::InitialBudget);
        for (left, right) in [(budget, spent), (initial, budget)] {
            if let (Some(left), Some(right)) = (left, right) {
                cost -= i32::from(left.decimals == right.decimals);
                cost -= i32::from(left == right);
            }
        }
        cost
    }
}

/// No figures run together are longer.
const LONGEST_RUN: usize = 60;

/// The most points for the execution of a budget, in ten-thousandths.
const MOST_POINTS: i64 = 200_000;

/// Cutting digits from digits.
const GUESS: i32 = 8;

pub(super) fn is_text(column: Column) -> bool {
    matches!(column, Column::Deviation | Column::Explanation | Column::Remark)
}
