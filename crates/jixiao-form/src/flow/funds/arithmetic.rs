//! Fund rows whose figures were run together, cut where their arithmetic decides.
//!
//! Owns the search for the divisions with executed / budget = rate and points × rate = score.
//! Rows without a printed rate are not for here: nothing would prove a division of them.

use super::super::shape::{self, Number};
use super::super::stream::{Char, Sep, Stream};
use crate::vocabulary::Column;
use std::ops::Range;

/// What the arithmetic of a row tells.
#[derive(Debug)]
pub(super) enum Proof {
    /// One division fits best.
    Division(Vec<Option<Range<usize>>>),
    /// Several fit as well as each other.
    Several,
    /// None fits, or nothing was run together.
    None,
}

/// Searches the divisions of `values` that fill every column.
pub(super) fn prove(stream: &Stream<'_>, values: &Range<usize>, columns: &[Column]) -> Proof {
    let known = |column: &Column| {
        matches!(
            column,
            Column::InitialBudget
                | Column::AdjustedBudget
                | Column::ExecutedAmount
                | Column::ExecutionRate
                | Column::Points
                | Column::Score
        )
    };
    let has = |column| columns.contains(&column);
    let proves = has(Column::ExecutionRate)
        && has(Column::ExecutedAmount)
        && (has(Column::AdjustedBudget) || has(Column::InitialBudget));
    let Some(chars) = stream.chars.get(values.clone()) else { return Proof::None };
    if !proves || !columns.iter().all(known) || !run_together(stream.glued, chars) {
        return Proof::None;
    }
    let mut search = Search {
        chars,
        offset: values.start,
        columns,
        figures: vec![Figure::Dash; columns.len()],
        cells: vec![None; columns.len()],
        best: None,
        steps: 0,
    };
    search.place(columns.len(), chars.len());
    match search.best {
        Some(Best { cells, several: false, .. }) => Proof::Division(cells),
        Some(_) => Proof::Several,
        None => Proof::None,
    }
}

/// Whether the row is figures alone, some of them without a gap between.
fn run_together(glued: bool, chars: &[Char]) -> bool {
    const LONGEST: usize = 60;
    let figures = chars
        .iter()
        .all(|c| c.c.is_ascii_digit() || matches!(c.c, '.' | ',' | '%' | '-' | '—' | '–' | '/'));
    if !figures || chars.is_empty() || chars.len() > LONGEST {
        return false;
    }
    let (mut dots, mut touching) = (0, false);
    for pair in chars.windows(2) {
        dots = if pair[0].sep == Sep::None { dots } else { 0 } + usize::from(pair[0].c == '.');
        touching |= pair[1].sep == Sep::None
            && ((pair[0].c == '%' && pair[1].c.is_ascii_digit()) || (dots > 0 && pair[1].c == '.'));
    }
    glued || touching
}

/// A figure as far as it is placed.
#[derive(Debug, Clone, Copy)]
enum Figure {
    Dash,
    Amount(Number),
    /// In hundredths of a percent, and the worth of its last digit.
    Rate(i128, i128),
}

struct Best {
    cost: i32,
    cells: Vec<Option<Range<usize>>>,
    several: bool,
}

struct Search<'s> {
    chars: &'s [Char],
    offset: usize,
    columns: &'s [Column],
    figures: Vec<Figure>,
    cells: Vec<Option<Range<usize>>>,
    best: Option<Best>,
    steps: u32,
}

/// Enough for any row met.
const MOST_STEPS: u32 = 20_000;

/// No figure is longer.
const LONGEST_FIGURE: usize = 16;

impl Search<'_> {
    /// Places the columns before `column` in the characters before `end`, the last first: points,
    /// rate and score are short and rule most divisions out at once.
    fn place(&mut self, column: usize, end: usize) {
        self.steps += 1;
        let Some(at) = column.checked_sub(1).filter(|_| self.steps <= MOST_STEPS) else {
            if column == 0 && end == 0 {
                self.finish();
            }
            return;
        };
        for start in (end.saturating_sub(LONGEST_FIGURE)..end).rev() {
            if let Some(figure) = figure(self.columns[at], &self.chars[start..end]) {
                self.figures[at] = figure;
                self.cells[at] = Some(self.offset + start..self.offset + end);
                self.place(at, start);
            }
            if self.chars[start].sep != Sep::None {
                break;
            }
        }
    }

    fn of(&self, wanted: Column) -> Option<Figure> {
        let at = self.columns.iter().position(|&column| column == wanted)?;
        self.figures.get(at).copied()
    }

    fn number(&self, wanted: Column) -> Option<Number> {
        match self.of(wanted)? {
            Figure::Amount(number) => Some(number),
            _ => None,
        }
    }

    fn finish(&mut self) {
        let Some(cost) = self.cost() else { return };
        match &mut self.best {
            Some(best) if best.cost < cost => {}
            Some(best) if best.cost == cost => best.several = true,
            best => *best = Some(Best { cost, cells: self.cells.clone(), several: false }),
        }
    }

    /// How unusual a proved division is; `None` where the arithmetic does not hold.
    fn cost(&self) -> Option<i32> {
        let initial = self.number(Column::InitialBudget);
        let spent = self.number(Column::ExecutedAmount)?;
        let budget = self.number(Column::AdjustedBudget).or(initial)?;
        let Some(Figure::Rate(rate, unit)) = self.of(Column::ExecutionRate) else { return None };
        let real = (i128::from(spent.scaled()) * 10_000).checked_div(budget.scaled().into())?;
        if (real - rate).abs() >= unit.max(2) {
            return None;
        }
        let points = self.number(Column::Points);
        if let (Some(points), Some(score)) = (points, self.number(Column::Score)) {
            let due = i128::from(points.scaled()) * rate / 10_000;
            let unit = 10_000 / 10_i128.pow(score.decimals.min(4));
            let room = if score.decimals == 0 { unit / 2 } else { unit.max(2) };
            if (due - i128::from(score.scaled())).abs() > room {
                return None;
            }
        }
        let mut cost = i32::from(spent.decimals != budget.decimals);
        if let Some(initial) = initial {
            let (one, other) = (initial.scaled(), budget.scaled());
            cost += i32::from(one != other) + i32::from(initial.decimals != budget.decimals);
            cost += if one.min(other).saturating_mul(10) < one.max(other) { 4 } else { 0 };
        }
        if let Some(points) = points {
            cost += if [100_000, 200_000].contains(&points.scaled()) { 0 } else { 3 };
        }
        Some(cost)
    }
}

/// What `chars` are in a column; `None` where they cannot stand.
fn figure(column: Column, chars: &[Char]) -> Option<Figure> {
    const MOST_POINTS: i64 = 20 * 10_000;
    const MOST_RATE: i128 = 20_000;
    let scored = matches!(column, Column::Points | Column::Score);
    if shape::is_dash(chars) {
        return (scored && chars.len() == 1).then_some(Figure::Dash);
    }
    let percent = chars.last().is_some_and(|c| c.c == '%');
    let number = shape::number(&chars[..chars.len() - usize::from(percent)])?;
    match column {
        Column::ExecutionRate => {
            // A share of one is printed with decimals.
            if !percent && number.decimals == 0 {
                return None;
            }
            let (scale, decimals) =
                if percent { (100, number.decimals) } else { (1, number.decimals) };
            let unit = 10_000 / scale / 10_i128.pow(decimals.min(4));
            let rate = i128::from(number.scaled()) / scale;
            (rate <= MOST_RATE).then_some(Figure::Rate(rate, unit))
        }
        _ if percent => None,
        Column::Points | Column::Score => {
            (number.scaled() <= MOST_POINTS).then_some(Figure::Amount(number))
        }
        _ => Some(Figure::Amount(number)),
    }
}
