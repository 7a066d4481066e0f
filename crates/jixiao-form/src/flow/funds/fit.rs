//! What a figure costs under a column of the fund block, by its shape alone.
//!
//! Owns no arithmetic between columns; the search that adds these prices up does.

use super::super::shape;
use super::super::stream::Char;
use crate::vocabulary::Column;

/// The price of leaving a column without a figure.
pub(super) fn skipped(column: Column) -> i32 {
    match column {
        Column::AdjustedBudget | Column::ExecutedAmount => 6,
        Column::InitialBudget
        | Column::ExecutionRate
        | Column::Points
        | Column::Score
        | Column::Amount => 4,
        Column::ArrivedAmount | Column::ExpectedAmount => 3,
        _ => 0,
    }
}

/// The price of `chars` in a column; `None` where they cannot stand.
pub(super) fn fits(column: Column, chars: &[Char]) -> Option<i32> {
    if shape::is_dash(chars) {
        let amount = !matches!(column, Column::Points | Column::Score | Column::ExecutionRate);
        let rate = column == Column::ExecutionRate;
        return Some(if amount { 4 } else { i32::from(rate) });
    }
    let digits = chars
        .iter()
        .position(|c| !(c.c.is_ascii_digit() || matches!(c.c, '.' | ',')))
        .unwrap_or(chars.len());
    let number = shape::number(&chars[..digits])?;
    let tail = &chars[digits..];
    let reads = |word: &str| tail.iter().map(|c| c.c).eq(word.chars());
    match column {
        Column::ExecutionRate => {
            let plausible = number.scaled() <= 10_000_000;
            (plausible && (tail.is_empty() || reads("%") || reads("$")))
                .then_some(if tail.is_empty() { 2 } else { 0 })
        }
        Column::Points | Column::Score => {
            let plausible = number.scaled() <= 1_000_000;
            (plausible && (tail.is_empty() || reads("分"))).then_some(0)
        }
        _ => {
            let unit = ["", "万元", "元", "万", "亿元"].iter().any(|unit| reads(unit));
            unit.then_some(i32::from(number.decimals > 6))
        }
    }
}
