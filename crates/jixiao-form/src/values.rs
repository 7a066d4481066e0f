//! Values of cells: sign, number, unit, date or words.
//!
//! Owns how a whole cell is read as one [`Value`]. It is deliberately strict: one number with
//! nothing around it but a sign, a verb of doing (完成, 购买) and a unit. Anything richer stays
//! [`Value::Words`], because a wrong number does more harm than none. Misread characters are not
//! guessed. Figures inside sentences are found by [`quantities`].

mod chinese;
mod cursor;
mod dates;
mod lead;
mod number;
mod spotted;
mod tail;
mod units;

pub(crate) use chinese::numeral;
pub use spotted::{Spotted, quantities};

use cursor::Cursor;
use jixiao_document::text::{is_blank, trim};
use jixiao_domain::{ComparisonSign, Decimal, Quantity, RangeValue, Value};
use lead::Lead;

/// A value cell is short; a longer one is a sentence. Bytes.
const LONGEST_CELL: usize = 160;

/// Reads one cell.
///
/// A rate said in front (`每人每月130元`, `人均200元`) is moved behind the unit (`元/人*月`), so that it
/// compares with `130元/人*月`. A bare `7` stays a quantity: whether it is a month is for the reader
/// of the row to say. `2022.12` is a number, `2022-12` a month.
pub fn parse(text: &str) -> Value {
    let text = trim(text);
    if states_nothing(text) {
        return Value::Nothing;
    }
    if text.len() > LONGEST_CELL {
        return Value::Words;
    }
    let text = text.trim_end_matches(['。', '；', ';', '，', ',', '、']);
    let mut cursor = Cursor::new(text);
    let lead = lead::read(&mut cursor);
    if let Some(value) = plain(cursor, &lead) {
        return value;
    }
    if let Some(mut date) = dates::whole(cursor) {
        if lead.sign != ComparisonSign::Equal {
            date.sign = lead.sign;
        }
        return Value::Date(date);
    }
    measured(cursor, &lead).unwrap_or(Value::Words)
}

/// Whether a trimmed cell states nothing: blank, 无, dashes, slashes, dots.
pub fn states_nothing(text: &str) -> bool {
    matches!(text, "" | "无" | "无。" | "一" | "N/A" | "n/a" | "NA" | "不涉及" | "不适用")
        || text.chars().all(|c| {
            is_blank(c)
                || matches!(
                    c,
                    '-' | '－'
                        | '﹣'
                        | '‐'
                        | '–'
                        | '—'
                        | '―'
                        | '─'
                        | '━'
                        | '/'
                        | '／'
                        | '\\'
                        | '_'
                        | '.'
                        | '…'
                        | '·'
                        | '*'
                        | '|'
                )
        })
}

/// The commonest cells: a number alone or with a percent sign.
fn plain(mut cursor: Cursor<'_>, lead: &Lead) -> Option<Value> {
    let number = number::read(&mut cursor)?;
    let unit = match cursor.rest() {
        "" => String::new(),
        // Character recognition often reads % as $.
        "%" | "％" | "$" => "%".to_owned(),
        _ => return None,
    };
    let unit = lead.with_rate(unit);
    Some(Value::Quantity(Quantity { sign: lead.sign, number, unit }))
}

/// A quantity or a range that fills the rest of the cell.
fn measured(mut cursor: Cursor<'_>, lead: &Lead) -> Option<Value> {
    if let Some(value) = chinese::percentage(cursor) {
        let (number, rest) = value;
        let tail = tail::read(rest)?;
        return tail.unit.is_empty().then(|| {
            let sign = lead.sign_or(tail.sign);
            Value::Quantity(Quantity { sign, number, unit: "%".to_owned() })
        });
    }
    if let Some((number, rest)) = chinese::counted(cursor) {
        let tail = tail::read(rest).filter(|tail| units::is_counted(&tail.unit))?;
        return Some(quantity(number, tail, lead));
    }
    let low = number::read(&mut cursor)?;
    let mut second = cursor;
    if let Some(first_unit) = second.until_range_mark()
        && let Some(high) = number::read(&mut second)
    {
        return range((low, high), first_unit, tail::read(second.rest())?);
    }
    Some(quantity(low, tail::read(cursor.rest())?, lead))
}

fn quantity(number: Decimal, tail: tail::Tail, lead: &Lead) -> Value {
    let sign = lead.sign_or(tail.sign);
    Value::Quantity(Quantity { sign, number, unit: lead.with_rate(tail.unit) })
}

/// The range from the first to the second of `bounds`; `None` when it makes no sense as one.
fn range(bounds: (Decimal, Decimal), first_unit: &str, tail: tail::Tail) -> Option<Value> {
    let (low, high) = bounds;
    let first_unit = tail::squeezed(first_unit);
    let agrees = first_unit.is_empty() || first_unit == tail.unit;
    (agrees && low <= high && !tail.sign.is_floor()).then_some(Value::Range(RangeValue {
        low,
        high,
        unit: tail.unit,
    }))
}
