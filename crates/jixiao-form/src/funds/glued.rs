//! Amounts printed without a gap: `6,000,000.006,000,000.006,000,000.00`.

use crate::grid::field;
use crate::{Field, FundRow};
use jixiao_domain::Value;

/// Splits the amounts glued into the first amount cell where the cells after it are blank.
/// `Some(true)` when it did, `Some(false)` when there is more than one way, `None` when nothing is
/// glued.
pub(super) fn split(fund: &mut FundRow) -> Option<bool> {
    let mut cells: Vec<&mut Field> =
        [&mut fund.initial_budget, &mut fund.adjusted_budget, &mut fund.executed_amount]
            .into_iter()
            .flatten()
            .collect();
    let (first, rest) = cells.split_first_mut()?;
    let glued = first.value == Value::Words && first.printed.bytes().any(|byte| byte == b'.');
    if !glued || rest.is_empty() || rest.iter().any(|cell| !cell.is_blank()) {
        return None;
    }
    let pieces = pieces(&first.printed)?;
    if pieces.len() != rest.len() + 1 {
        return Some(false);
    }
    let at = first.at;
    for (cell, piece) in
        std::iter::once(&mut **first).chain(rest.iter_mut().map(|cell| &mut **cell)).zip(pieces)
    {
        *cell = field::value_text(&piece, at);
    }
    Some(true)
}

/// Cuts after two decimals, the only cut that leaves every piece an amount.
fn pieces(text: &str) -> Option<Vec<String>> {
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if !digits_only {
        return None;
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find('.')? + 3;
        let piece = rest.get(..end)?;
        pieces.push(piece.to_owned());
        rest = &rest[end..];
    }
    Some(pieces)
}
